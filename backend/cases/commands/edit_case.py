"""Take a case over to edit it, or let it go (編集の引受け・終了)."""

from dataclasses import dataclass
from uuid import UUID

from backend.cases.commands.leases import hold_lease, let_go, require_not_edited
from backend.cases.commands.steps import load_for_step, note, optional_text
from backend.cases.rules.editing import lease_of
from backend.cases.status import CaseEventKind, Step
from backend.context.operation import Operation
from backend.shared.numbers import refuse_twelve_digits
from backend.staff.repository import get_city


@dataclass(frozen=True, kw_only=True)
class TakeOverCase:
    """Which case, and why it is taken from whoever edits it."""

    case_id: UUID | None
    reason: str | None


async def take_over_case(operation: Operation, asked: TakeOverCase) -> UUID:
    """Edit a case from now on; whoever edited it before reads only."""
    case = await load_for_step(operation, asked.case_id, Step.TAKE_OVER)
    reason = optional_text(asked.reason, "input", "reason")
    refuse_twelve_digits(reason, ("input", "reason"))
    lease = lease_of(case.editing_by, case.editing_since, case.editing_until)
    own_id = operation.signed_in.staff_id
    before = lease.staff_id if lease is not None and lease.is_live(operation.now) else None
    hold_lease(operation, case, (await get_city(operation.session, case.city_id)).settings)
    if before != own_id:  # one's own is prolonged, which is nothing to tell
        was = {"from": str(before)} if before is not None else {}
        told = {"reason": reason} if reason is not None else {}
        await note(operation, case, CaseEventKind.TAKEN_OVER, **was, **told)
    return case.id


async def release_case(operation: Operation, case_id: UUID | None) -> UUID:
    """Let a case go, so that colleagues may edit it at once."""
    case = await load_for_step(operation, case_id, Step.RELEASE)
    await require_not_edited(operation, case)
    if case.editing_by is not None:
        let_go(case)
        await note(operation, case, CaseEventKind.RELEASED)
    return case.id
