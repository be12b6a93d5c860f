"""Complete or withdraw a case (完了・取下げ)."""

from collections.abc import Sequence
from uuid import UUID

from backend.cases.commands.show_to_citizen import end_live_showing
from backend.cases.commands.steps import (
    load_for_step,
    note,
    require_sound,
    require_version,
    required_text,
    work_out,
)
from backend.cases.status import CaseEventKind, CaseStatus, Step
from backend.cases.tables.cases import CaseRow
from backend.context.operation import Operation


async def complete_case(
    operation: Operation, case_id: UUID | None, expected_version: int, confirmed: Sequence[str]
) -> UUID:
    """Complete a case whose checks find no error and whose alerts are confirmed."""
    case = await load_for_step(operation, case_id, Step.COMPLETE)
    require_version(case, expected_version, case.version)
    await end_live_showing(operation, case)
    await work_out(operation, case)  # the checks depend on today
    require_sound(case, confirmed)
    _close(operation, case, CaseStatus.COMPLETED)
    await note(
        operation, case, CaseEventKind.COMPLETED, confirmed_alerts=list(case.confirmed_alerts)
    )
    return case.id


async def withdraw_case(
    operation: Operation, case_id: UUID | None, expected_version: int, reason: str
) -> UUID:
    """Withdraw a case, with a reason."""
    case = await load_for_step(operation, case_id, Step.WITHDRAW)
    require_version(case, expected_version, case.version)
    await end_live_showing(operation, case)
    case.withdrawal_reason = required_text(reason, "取下げの理由", "input", "reason")
    _close(operation, case, CaseStatus.WITHDRAWN)
    await note(operation, case, CaseEventKind.WITHDRAWN)
    return case.id


def _close(operation: Operation, case: CaseRow, status: CaseStatus) -> None:
    case.status = status
    case.version += 1
    case.closed_at = operation.now
