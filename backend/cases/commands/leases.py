"""Who edits a case: taking, prolonging and letting go of the lease (編集中の職員)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.cases.errors import BeingEditedError
from backend.cases.repository import editing as repository
from backend.cases.rules.editing import is_of_another, lease_of, lease_time, prolonged
from backend.cases.status import CaseEventKind
from backend.cases.tables.cases import CaseRow
from backend.context.operation import Operation
from backend.events.repository import append_event
from backend.events.tables import StreamKind
from backend.staff.tables import StaffRow


async def take_lease(operation: Operation, case: CaseRow, settings: Mapping[str, Any]) -> None:
    """Take or prolong the lease; refuse while somebody else edits."""
    await require_not_edited(operation, case)
    hold_lease(operation, case, settings)


async def require_not_edited(operation: Operation, case: CaseRow) -> None:
    """Refuse while somebody else edits the case."""
    lease = lease_of(case.editing_by, case.editing_since, case.editing_until)
    if is_of_another(lease, operation.signed_in.staff_id, operation.now):
        raise await being_edited(operation, case, "input", "caseId")


async def require_not_edited_elsewhere(
    operation: Operation, case: CaseRow, resident_ids: Sequence[UUID]
) -> None:
    """Refuse a person whom somebody else is editing in another case (V21)."""
    elsewhere = await repository.find_case_edited_elsewhere(
        operation.session,
        resident_ids,
        case_id=case.id,
        staff_id=operation.signed_in.staff_id,
        now=operation.now,
    )
    if elsewhere is not None:
        raise await being_edited(operation, elsewhere, "input", "residentId")


async def editor_elsewhere(operation: Operation, case: CaseRow) -> str | None:
    """The colleague who edits one of the case's residents in another case, by name (V21)."""
    return await repository.find_editor_elsewhere(
        operation.session, case.id, staff_id=operation.signed_in.staff_id, now=operation.now
    )


async def being_edited(operation: Operation, case: CaseRow, *path: str) -> BeingEditedError:
    """The refusal that says who edits."""
    lease = lease_of(case.editing_by, case.editing_since, case.editing_until)
    assert lease is not None  # asked only where there is one
    name = await repository.get_staff_name(operation.session, lease.staff_id)
    return BeingEditedError(
        f"{name}さんが編集中です。閲覧だけができます。",
        editor=(StaffRow, lease.staff_id),
        since=lease.since,
        until=lease.until,
        path=path,
    )


def hold_lease(operation: Operation, case: CaseRow, settings: Mapping[str, Any]) -> None:
    """The caller edits from now on, or goes on editing."""
    principal = operation.signed_in
    lease = prolonged(
        lease_of(case.editing_by, case.editing_since, case.editing_until),
        principal.staff_id,
        operation.now,
        lease_time(settings),
    )
    case.editing_by, case.editing_session_id = lease.staff_id, principal.session_id
    case.editing_since, case.editing_until = lease.since, lease.until


def let_go(case: CaseRow) -> None:
    """Nobody edits."""
    case.editing_by = case.editing_session_id = None
    case.editing_since = case.editing_until = None


def let_go_of_own(operation: Operation, case: CaseRow) -> None:
    """Let go where the caller edits: who hands over goes on with something else."""
    if case.editing_by == operation.signed_in.staff_id:
        let_go(case)


async def release_at_sign_out(operation: Operation) -> None:
    """Let go of every case that the ending session edits."""
    session = operation.session
    for case in await repository.list_cases_of_session(session, operation.signed_in.session_id):
        let_go(case)
        operation.audit.show("case", (case.id,))
        await append_event(operation, StreamKind.CASE, case.id, CaseEventKind.RELEASED, {})
