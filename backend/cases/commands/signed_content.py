"""What a case's forms say now, and whether what somebody signed still stands (署名の有効性).

A signature is bound to the hash of a form's display list without signatures. As soon as a case has
one, each change works the signed forms out anew, so that ``Application.isSigned`` and the alert
SIGNATURE are true at every moment.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson

from backend.cases.commands.fill_form import compose
from backend.cases.repository import cases
from backend.cases.repository import signatures as repository
from backend.cases.status import CaseStatus, Severity
from backend.cases.tables.cases import ApplicationRow, CaseRow
from backend.cases.tables.signatures import SignatureRow
from backend.context.operation import Operation
from backend.database.encryption import Place
from backend.forms.definition import FormDefinition
from backend.forms.display_list import DisplayList
from backend.forms.layout import lay_out_draft
from backend.forms.repository.versions import get_version
from backend.forms.store import FormStore
from backend.forms.strokes import Stroke

SIGNATURE = "SIGNATURE"
CHANGED = "署名の後に内容が変わりました。署名をし直すか、署名なしで印刷することを確認してください。"
# Where neither the form nor the city's settings have a sentence of their own.
CONSENT = "書類の内容を確認し、間違いがないことを確かめた上で、署名します。"


async def follow_signatures(operation: Operation, case: CaseRow) -> None:
    """After a change: which signatures still fit, and the alert where one does not."""
    if not case.has_signatures:
        return
    await operation.session.flush()
    signed = {
        row.application_id
        for row in await repository.list_standing_signatures(operation.session, case.id)
    }
    await present_contents(operation, case, signed)
    await tell_of_changed(operation, case)


async def present_contents(
    operation: Operation, case: CaseRow, application_ids: Collection[UUID]
) -> dict[UUID, str]:
    """The hash of what each form says now, without signatures; it is kept with the form."""
    hashes = {}
    for application in await cases.list_applications(operation.session, case.id):
        if application.id in application_ids:
            display_list = await present_content(operation, case, application)
            hashes[application.id] = display_list.hash(without_signature=True)
            application.content_sha256 = hashes[application.id]
    return hashes


async def present_content(
    operation: Operation, case: CaseRow, application: ApplicationRow
) -> DisplayList:
    """What a form says now; of a closed case as it said when it was closed."""
    definition = await definition_of(operation, application)
    if case.status == CaseStatus.OPEN:
        await compose(operation, case, application, definition)
    fonts = operation.services["fonts"]
    draft = await asyncio.to_thread(lay_out_draft, definition, application.values, fonts)
    return draft.display_list


async def definition_of(operation: Operation, application: ApplicationRow) -> FormDefinition:
    """The version of the form that was filled."""
    forms: FormStore = operation.services["forms"]
    version = await get_version(operation.session, application.form_version_id)
    return await forms.get(operation.session, version)


def consent_of(definition: FormDefinition, settings: Mapping[str, Any]) -> str:
    """What is agreed to by signing: the form's own sentence, else the city's, else ours."""
    return definition.consent or str(settings.get("consent") or CONSENT)


async def tell_of_changed(operation: Operation, case: CaseRow) -> None:
    """Put the alert SIGNATURE among the findings for each form that changed after signing."""
    await operation.session.flush()
    hashes: dict[UUID, set[str]] = defaultdict(set)
    for row in await repository.list_standing_signatures(operation.session, case.id):
        hashes[row.application_id].add(row.content_sha256)
    changed = [
        application.form_code
        for application in await cases.list_applications(operation.session, case.id)
        if hashes[application.id] and application.content_sha256 not in hashes[application.id]
    ]
    others = [finding for finding in case.findings if finding["code"] != SIGNATURE]
    case.findings = [*others, *(_alert(code) for code in changed)]
    if not changed and SIGNATURE in case.confirmed_alerts:
        # Signed anew: what was confirmed is over, another change must be confirmed by itself.
        case.confirmed_alerts = [code for code in case.confirmed_alerts if code != SIGNATURE]


def _alert(form_code: str) -> dict[str, Any]:
    return {
        "code": SIGNATURE,
        "severity": Severity.ALERT.value,
        "message": CHANGED,
        "place": f"applications.{form_code}",
    }


async def strokes_by_content(
    operation: Operation, case: CaseRow, application: ApplicationRow
) -> dict[str, Sequence[Stroke]]:
    """The strokes to print on a form, by the hash of the content that they were written under."""
    if not case.has_signatures:
        return {}
    standing = await repository.list_standing_signatures(operation.session, case.id)
    return {
        row.content_sha256: read_strokes(operation, row)
        for row in standing
        if row.application_id == application.id and row.strokes is not None
    }


def read_strokes(operation: Operation, row: SignatureRow) -> list[list[Any]]:
    """The strokes of a signature, decrypted."""
    assert row.strokes is not None  # nobody asks for those of a paper signature
    plain = operation.keyring.decrypt(row.strokes, strokes_place(row))
    strokes: list[list[Any]] = orjson.loads(plain)
    return strokes


def strokes_place(row: SignatureRow) -> Place:
    """Where the encrypted strokes stand: moved to another row they do not decrypt."""
    return Place(row.city_id, "signature", row.id, "strokes")
