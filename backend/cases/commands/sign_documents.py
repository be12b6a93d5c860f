"""Sign what is shown: on the citizen's tablet, or with the pen tablet of an official (署名)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from backend.cases.commands.show_to_citizen import forget_pictures
from backend.cases.commands.signed_content import (
    present_contents,
    strokes_place,
    tell_of_changed,
)
from backend.cases.commands.steps import note, require_unrestricted
from backend.cases.errors import AlreadySignedError, DocumentChangedError, ShowingEndedError
from backend.cases.repository import cases
from backend.cases.repository import signatures as repository
from backend.cases.rules import require_step
from backend.cases.rules.signatures import (
    ENDED,
    MOST_DOCUMENTS,
    require_live,
    require_signature,
    stored_strokes,
)
from backend.cases.status import CaseEventKind, ShowingStatus, SignatureMethod, Step
from backend.cases.tables.cases import CaseRow
from backend.cases.tables.signatures import ShowingRow, ShownDocumentRow, SignatureRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError
from backend.forms.strokes import Stroke

CHANGED = "表示した後に内容が変わりました。職員にお声がけください。"
ALREADY = "この書類は署名済みです。"


@dataclass(frozen=True)
class SignedDocument:
    """A shown document and the hash of what the signer saw of it."""

    id: UUID | None
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class SignDocuments:
    """Which documents, and the one signature that stands under all of them."""

    documents: Sequence[SignedDocument]
    strokes: Sequence[Stroke]
    pad_width_mm: float
    pad_height_mm: float
    has_consented: bool


async def sign_documents(operation: Operation, asked: SignDocuments) -> UUID:
    """Sign all of the documents or none; gives the id of their showing."""
    _require_request(asked)
    require_signature(asked.strokes, asked.pad_width_mm, asked.pad_height_mm)
    case, showing = await _load(operation, asked)
    shown = await repository.list_shown_documents(operation.session, showing.id)
    documents = _chosen(shown, asked.documents)
    await _require_present(operation, case, documents)
    for document in documents:
        _sign(operation, case, document, asked)
    case.has_signatures = True
    await tell_of_changed(operation, case)
    await _end_when_signed(operation, case, showing, shown)
    await note(
        operation,
        case,
        CaseEventKind.SIGNED,
        forms=[document.form_code for document in documents],
        method=_method(operation).value,
    )
    return showing.id


def _require_request(asked: SignDocuments) -> None:
    if not asked.has_consented:
        raise InvalidInputError("同意の確認が必要です。", path=("input", "hasConsented"))
    ids = [document.id for document in asked.documents]
    if not 1 <= len(ids) <= MOST_DOCUMENTS or len(set(ids)) < len(ids):
        raise InvalidInputError(
            f"署名する書類を1件から{MOST_DOCUMENTS}件まで、重ねずに指定してください。",
            path=("input", "documents"),
        )


async def _load(operation: Operation, asked: SignDocuments) -> tuple[CaseRow, ShowingRow]:
    """Lock the case, then look at the showing as it is under that lock."""
    tablet = operation.tablet
    showing_id: UUID | None
    if tablet is not None:
        showing_id, case_id = tablet.showing_id, tablet.case_id
    else:
        showing_id = await repository.find_showing_of_document(
            operation.session, asked.documents[0].id
        )
        if showing_id is None:
            raise _not_found(0)
        case_id = (await repository.get_showing(operation.session, showing_id)).case_id
    case = await cases.get_case_for_update(operation.session, case_id)
    showing = await repository.get_showing(operation.session, showing_id)
    operation.audit.show("case", (case.id,))
    operation.audit.show("showing", (showing.id,))
    await _require_visible(operation, case, showing)
    require_step(case.status, Step.SIGN)
    require_live(showing.status, showing.expires_at, operation.now)
    return case, showing


async def _require_visible(operation: Operation, case: CaseRow, showing: ShowingRow) -> None:
    """支援措置: a tablet may go on where somebody showed it who may see the person."""
    if operation.tablet is None:
        await require_unrestricted(operation, case.id)
    elif not showing.shows_restricted:
        blocked = await cases.list_restricted_residents(operation.session, case.id)
        if blocked:
            operation.audit.show("resident", blocked, blocked=True)
            raise ShowingEndedError(ENDED)  # a citizen's screen never says why


def _chosen(
    shown: Sequence[ShownDocumentRow], wanted: Sequence[SignedDocument]
) -> list[ShownDocumentRow]:
    by_id = {document.id: document for document in shown}
    chosen = []
    for position, signed in enumerate(wanted):
        document = by_id.get(signed.id) if signed.id else None
        if document is None:
            raise _not_found(position)
        if not document.must_be_signed:
            raise InvalidInputError(
                "この書類には署名の欄がありません。", path=_place(position, "id")
            )
        if document.content_sha256 != signed.content_hash:
            raise DocumentChangedError(CHANGED, path=_place(position, "contentHash"))
        chosen.append(document)
    return chosen


async def _require_present(
    operation: Operation, case: CaseRow, documents: Sequence[ShownDocumentRow]
) -> None:
    """Refuse where a form says something else by now, or is signed already."""
    signed = await signed_contents(operation, case)
    present = await present_contents(operation, case, {row.application_id for row in documents})
    for position, document in enumerate(documents):
        if present[document.application_id] != document.content_sha256:
            raise DocumentChangedError(CHANGED, path=_place(position, "contentHash"))
        if (document.application_id, document.content_sha256) in signed:
            raise AlreadySignedError(ALREADY, path=_place(position, "id"))


async def signed_contents(operation: Operation, case: CaseRow) -> set[tuple[UUID, str]]:
    """What is signed in the case: which form, and the hash of what it said."""
    standing = await repository.list_standing_signatures(operation.session, case.id)
    return {(row.application_id, row.content_sha256) for row in standing}


def _sign(
    operation: Operation, case: CaseRow, document: ShownDocumentRow, asked: SignDocuments
) -> None:
    principal = operation.principal
    row = SignatureRow(
        city_id=case.city_id,
        id=operation.new_id(),
        case_id=case.id,
        application_id=document.application_id,
        method=_method(operation),
        content_sha256=document.content_sha256,
        consent=document.consent,
        signer_name=case.notifier_name,
        signed_at=operation.now,
        recorded_by=principal.staff_id if principal else None,
        showing_id=document.showing_id,
        pad_width_mm=asked.pad_width_mm,
        pad_height_mm=asked.pad_height_mm,
    )
    plain = orjson.dumps(stored_strokes(asked.strokes)).decode()
    row.strokes = operation.keyring.encrypt(plain, strokes_place(row))
    operation.session.add(row)


def _method(operation: Operation) -> SignatureMethod:
    return SignatureMethod.TABLET if operation.tablet else SignatureMethod.PEN_TABLET


async def _end_when_signed(
    operation: Operation, case: CaseRow, showing: ShowingRow, shown: Sequence[ShownDocumentRow]
) -> None:
    """With the last signature the showing has done its work, and the token opens nothing more."""
    signed: Collection[Any] = await signed_contents(operation, case)
    waiting = [
        document
        for document in shown
        if document.must_be_signed
        and (document.application_id, document.content_sha256) not in signed
    ]
    if not waiting:
        showing.status, showing.ended_at = ShowingStatus.SIGNED, operation.now
        forget_pictures(operation, showing.id)


def _not_found(position: int) -> NotFoundError:
    return NotFoundError("この書類は示されていません。", path=_place(position, "id"))


def _place(position: int, name: str) -> tuple[str, ...]:
    return ("input", "documents", str(position), name)
