"""What the commands share: loading a case for a step, evaluating it anew, noting what happened."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.calendar.rules import OpeningCalendar
from backend.calendar.store import CalendarStore
from backend.cases.commands.leases import take_lease
from backend.cases.errors import FailedChecksError, Finding
from backend.cases.evaluation import evaluate_again
from backend.cases.repository import cases as repository
from backend.cases.repository.editing import get_case_and_settings
from backend.cases.rules import require_step
from backend.cases.status import EDITING_STEPS, CaseEventKind, Severity, Step
from backend.cases.tables.cases import ApplicationRow, CaseRow, PrintRunRow
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import (
    Alert,
    InvalidInputError,
    NeedsConfirmationError,
    NotPermittedError,
    VersionConflictError,
)
from backend.events.repository import append_event
from backend.events.tables import StreamKind
from backend.procedures.definitions import Catalogue, Movement
from backend.procedures.store import CatalogueStore
from backend.shared.names import require_stored_text


async def load_for_step(operation: Operation, case_id: UUID | None, step: Step) -> CaseRow:
    """Lock a case and refuse a step that its status or a person's protection forbids.

    A step that changes what the case says is also refused while somebody else edits it (F32).
    """
    case, settings = await get_case_and_settings(operation.session, case_id)
    operation.audit.show("case", (case.id,))
    await require_unrestricted(operation, case.id)
    require_step(case.status, step)
    if step in EDITING_STEPS:
        await take_lease(operation, case, settings)
    return case


async def require_unrestricted(operation: Operation, case_id: UUID) -> None:
    """Refuse a case with a person under 支援措置 to those who may not see them."""
    if Permission.SEE_RESTRICTED in operation.permissions:
        return
    blocked = await repository.list_restricted_residents(operation.session, case_id)
    if blocked:
        operation.audit.show("resident", blocked, blocked=True)
        raise NotPermittedError("この受付は取り扱えません。権限のある職員に引き継いでください。")


async def admit(operation: Operation, case: CaseRow, *, residents: bool, household: bool) -> None:
    """Refuse a notifier or a household that may not be seen; note whose record was taken over."""
    if not (residents and case.notifier_resident_id) and not (
        household and case.joined_household_id
    ):
        return
    await operation.session.flush()
    await require_unrestricted(operation, case.id)
    if residents and case.notifier_resident_id:
        operation.audit.show("resident", (case.notifier_resident_id,))
    if household and case.joined_household_id:
        operation.audit.show("household", (case.joined_household_id,))


async def require_unrestricted_application(operation: Operation, application_id: UUID) -> None:
    """The same for a filled form."""
    case_id = await repository.get_case_id(operation.session, ApplicationRow, application_id)
    await require_unrestricted(operation, case_id)


async def require_unrestricted_print_run(operation: Operation, print_run_id: UUID) -> None:
    """The same for a printing."""
    case_id = await repository.get_case_id(operation.session, PrintRunRow, print_run_id)
    await require_unrestricted(operation, case_id)


def require_version(case: CaseRow, expected: int, present: int) -> None:
    """Refuse a change that was made on something older."""
    if expected != present:
        raise VersionConflictError(
            "他の職員が先に変更しました。最新の内容を確認してください。",
            current=(CaseRow, case.id),
            path=("input", "expectedVersion"),
        )


async def work_out(
    operation: Operation, case: CaseRow, *, edited_elsewhere_by: str | None = None
) -> None:
    """Evaluate the case by the catalogue version that it was opened with."""
    # Above us: it composes the forms as fill_form does, and that loads the case from here.
    from backend.cases.commands.signed_content import follow_signatures

    await evaluate_again(
        operation,
        case,
        await catalogue_of(operation, case),
        await calendar_of(operation, case),
        edited_elsewhere_by,
    )
    await follow_signatures(operation, case)


async def catalogue_of(operation: Operation, case: CaseRow) -> Catalogue:
    """The catalogue version that the case was opened with."""
    store: CatalogueStore = operation.services["catalogues"]
    return await store.get(operation.session, case.city_id, case.catalogue_version_id)


async def movement_of_case(operation: Operation, case: CaseRow) -> Movement | None:
    """The case's movement (異動の種類) with its properties; none where nobody moves."""
    catalogue = await catalogue_of(operation, case)
    return catalogue.movements[case.movement] if case.movement else None


async def calendar_of(operation: Operation, case: CaseRow) -> OpeningCalendar:
    """The calendar by which the case's deadlines are counted: the city's, at every place of it."""
    calendars: CalendarStore = operation.services["calendars"]
    return await calendars.of_city(operation, case.city_id)


async def note(operation: Operation, case: CaseRow, kind: CaseEventKind, **detail: Any) -> None:
    """Add to the case's timeline; subscribers hear of it at the commit."""
    await operation.session.flush()
    await append_event(operation, StreamKind.CASE, case.id, kind.value, detail)


def require_sound(case: CaseRow, confirmed: Sequence[str], also: Sequence[Finding] = ()) -> None:
    """Refuse while errors stand, and ask for the alerts that nobody confirmed yet.

    ``also``: what is found at this step alone, and not kept with the case.
    """
    findings = [
        Finding(
            code=entry["code"],
            severity=Severity(entry["severity"]),
            message=entry["message"],
            place=entry["place"],
        )
        for entry in case.findings
    ]
    findings += also
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise FailedChecksError(errors)
    open_alerts = [
        Alert(code=finding.code, message=finding.message, path=(finding.place,))
        for finding in findings
        if finding.code not in {*confirmed, *case.confirmed_alerts}
    ]
    if open_alerts:
        raise NeedsConfirmationError(open_alerts)
    newly = {finding.code for finding in findings} - set(case.confirmed_alerts)
    if newly:
        case.confirmed_alerts = sorted({*case.confirmed_alerts, *newly})


def required_text(text: str, name: str, *path: str, longest: int = 200) -> str:
    """A text that must not be empty."""
    stored = require_stored_text(text, longest=longest, path=path)
    if not stored.strip():
        raise InvalidInputError(f"{name}を入力してください。", path=path)
    return stored


def optional_text(text: str | None, *path: str, longest: int = 200) -> str | None:
    """A text that may be left out; an empty one is left out."""
    return require_stored_text(text, longest=longest, path=path) if text else None
