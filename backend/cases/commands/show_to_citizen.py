"""Show filled forms to the citizen on a tablet, for minutes; end it (提示・提示の終了)."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.cases.commands.signed_content import consent_of, definition_of, present_content
from backend.cases.commands.steps import load_for_step, note, require_unrestricted, work_out
from backend.cases.errors import FailedChecksError, Finding
from backend.cases.prefill import WANTED
from backend.cases.repository import cases
from backend.cases.repository import signatures as repository
from backend.cases.rules.signatures import MOST_DOCUMENTS, require_minutes
from backend.cases.status import CaseEventKind, Severity, ShowingStatus, Step
from backend.cases.tables.cases import ApplicationRow, CaseRow
from backend.cases.tables.signatures import ShowingRow, ShownDocumentRow
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import InvalidInputError, WrongStatusError
from backend.staff.repository import get_city
from backend.staff.rules import hash_token

TOKEN = "showing.token"  # what the derived secret is for


@dataclass(frozen=True, kw_only=True)
class ShowToCitizen:
    """Which filled forms (all when not said), for how many minutes."""

    case_id: UUID | None
    form_codes: Sequence[str] | None
    minutes: int


async def show_to_citizen(operation: Operation, asked: ShowToCitizen) -> UUID:
    """Make a showing and its token; the case's former one ends."""
    require_minutes(asked.minutes)
    case = await load_for_step(operation, asked.case_id, Step.SHOW)
    await work_out(operation, case)  # the checks depend on today
    _require_no_error(case)
    applications = await _chosen(operation, case, asked.form_codes)
    await end_live_showing(operation, case)
    showing = _showing(operation, case, asked.minutes)
    await operation.session.flush()
    settings = (await get_city(operation.session, case.city_id)).settings
    for position, application in enumerate(applications, start=1):
        await _show(operation, case, showing, position, application, settings)
    operation.audit.show("showing", (showing.id,))
    await note(
        operation,
        case,
        CaseEventKind.SHOWN,
        forms=[application.form_code for application in applications],
        minutes=asked.minutes,
    )
    return showing.id


async def end_showing(operation: Operation, showing_id: UUID | None) -> UUID:
    """End a showing: its token opens nothing from now on."""
    case_id = (await repository.get_showing(operation.session, showing_id)).case_id
    case = await cases.get_case_for_update(operation.session, case_id)
    operation.audit.show("case", (case.id,))
    await require_unrestricted(operation, case.id)
    showing = await repository.get_showing(operation.session, showing_id)
    operation.audit.show("showing", (showing.id,))
    if showing.status != ShowingStatus.SHOWN:
        raise WrongStatusError("この提示はすでに終了しています。", status=showing.status)
    await end_live_showing(operation, case)
    await note(operation, case, CaseEventKind.SHOWING_ENDED)
    return showing.id


async def repeat_showing(operation: Operation, showing_id: UUID) -> None:
    """Tell the token again to whom it was told; of a showing that is over there is none."""
    showing = await repository.get_showing(operation.session, showing_id)
    await require_unrestricted(operation, showing.case_id)
    if showing.status == ShowingStatus.SHOWN:
        token = _token(operation, showing.city_id, showing.id)
        operation.fresh_tokens[showing.id] = token


async def require_unrestricted_showing(operation: Operation, showing_id: UUID) -> None:
    """Refuse a showing of a case with a person under 支援措置 to those who may not see them."""
    if operation.tablet is None:
        showing = await repository.get_showing(operation.session, showing_id)
        await require_unrestricted(operation, showing.case_id)


async def end_live_showing(operation: Operation, case: CaseRow) -> None:
    """End the case's live showing where there is one, and forget its pictures."""
    await operation.session.flush()
    ended = await repository.end_live_showings(
        operation.session, case.id, operation.signed_in.staff_id, operation.now
    )
    for showing_id in ended:
        forget_pictures(operation, showing_id)


def forget_pictures(operation: Operation, showing_id: UUID) -> None:
    """After the commit: the pictures of a showing that is over leave the memory."""

    async def forget() -> None:
        operation.services["pictures"].forget(showing_id)

    operation.after_commit.append(forget)


def _require_no_error(case: CaseRow) -> None:
    """A citizen signs no form that must still be mended; alerts may be confirmed later."""
    errors = [
        Finding(entry["code"], Severity.ERROR, entry["message"], entry["place"])
        for entry in case.findings
        if entry["severity"] == Severity.ERROR
    ]
    if errors:
        raise FailedChecksError(errors)


async def _chosen(
    operation: Operation, case: CaseRow, codes: Sequence[str] | None
) -> list[ApplicationRow]:
    hidden = await _hidden_forms(operation, case)
    filled = {
        row.form_code: row
        for row in await cases.list_applications(operation.session, case.id)
        if row.form_code not in hidden
    }
    for position, code in enumerate(codes or ()):
        if code not in filled:
            raise InvalidInputError(
                "この帳票は記入されていないか、提示できません。",
                path=("input", "formCodes", str(position)),
            )
    chosen = list(filled) if codes is None else list(dict.fromkeys(codes))
    if not 1 <= len(chosen) <= MOST_DOCUMENTS:
        raise InvalidInputError(
            f"提示できる帳票は1件から{MOST_DOCUMENTS}件までです。", path=("input", "formCodes")
        )
    return [filled[code] for code in chosen]


async def _hidden_forms(operation: Operation, case: CaseRow) -> set[str]:
    """Forms that only a procedure asks for which no citizen's screen may name (支援措置)."""
    procedures = await cases.list_procedures(operation.session, case.id)
    hidden = {code for row in procedures if row.never_printed for code in row.form_codes}
    wanted = [row for row in procedures if row.decision in WANTED and not row.never_printed]
    return hidden - {code for row in wanted for code in row.form_codes}


def _token(operation: Operation, city_id: int, showing_id: UUID) -> str:
    """A showing's token: derived by the key, so that a repeated request gets it again.

    Who shows the forms may never have received the first answer; the database cannot tell it.
    """
    secret = operation.keyring.lookup(str(showing_id), city_id=city_id, column=TOKEN)
    return f"t1.{city_id}.{base64.urlsafe_b64encode(secret).decode().rstrip('=')}"


def _showing(operation: Operation, case: CaseRow, minutes: int) -> ShowingRow:
    showing_id = operation.new_id()
    token = _token(operation, case.city_id, showing_id)
    showing = ShowingRow(
        city_id=case.city_id,
        id=showing_id,
        case_id=case.id,
        status=ShowingStatus.SHOWN,
        token_hash=hash_token(token),
        shows_restricted=Permission.SEE_RESTRICTED in operation.permissions,
        shown_at=operation.now,
        shown_by=operation.signed_in.staff_id,
        expires_at=operation.now + timedelta(minutes=minutes),
        ended_at=None,
        ended_by=None,
    )
    operation.session.add(showing)
    operation.fresh_tokens[showing.id] = token
    return showing


async def _show(
    operation: Operation,
    case: CaseRow,
    showing: ShowingRow,
    position: int,
    application: ApplicationRow,
    settings: Mapping[str, Any],
) -> None:
    definition = await definition_of(operation, application)
    display_list = await present_content(operation, case, application)
    if application.problems:
        first = application.problems[0]
        raise InvalidInputError(
            f"「{definition.title}」の{first['label']}: {first['message']}",
            path=("input", "formCodes", application.form_code, first["path"]),
        )
    operation.session.add(
        ShownDocumentRow(
            city_id=case.city_id,
            id=operation.new_id(),
            showing_id=showing.id,
            case_id=case.id,
            position=position,
            application_id=application.id,
            form_version_id=application.form_version_id,
            form_code=application.form_code,
            title=definition.title,
            consent=consent_of(definition, settings),
            must_be_signed=definition.is_signed,
            content_sha256=display_list.hash(without_signature=True),
            pages=[[page.width, page.height] for page in display_list.pages],
            values=application.values,
        )
    )
