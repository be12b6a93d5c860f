"""Complete or withdraw a case (完了・取下げ)."""

from collections.abc import Sequence
from uuid import UUID

from backend.cases.commands.leases import editor_elsewhere, let_go
from backend.cases.commands.show_to_citizen import end_live_showing
from backend.cases.commands.steps import (
    load_for_step,
    note,
    require_sound,
    require_version,
    required_text,
    work_out,
)
from backend.cases.commands.work_tasks import finish
from backend.cases.repository import tasks as task_repository
from backend.cases.rules.tasks import OPEN_TASKS, RemainingTask, remaining_findings
from backend.cases.status import CaseEventKind, CaseStatus, Step, TaskOutcome, TaskStatus
from backend.cases.tables.cases import CaseRow
from backend.cases.tables.tasks import TaskRow
from backend.cases.tasks import cancel_tasks
from backend.context.operation import Operation
from backend.context.permissions import Permission


async def complete_case(
    operation: Operation,
    case_id: UUID | None,
    expected_version: int,
    confirmed: Sequence[str],
    *,
    completes_own_tasks: bool,
) -> UUID:
    """Complete a case whose checks find no error and of which no section has anything to do.

    What the official's own sections have still open is completed with it, unless taken by another.
    """
    case = await load_for_step(operation, case_id, Step.COMPLETE)
    require_version(case, expected_version, case.version)
    await end_live_showing(operation, case)
    # The checks depend on today, and on who edits the same residents just now.
    await work_out(operation, case, edited_elsewhere_by=await editor_elsewhere(operation, case))
    await operation.session.flush()
    tasks = await task_repository.list_tasks(operation.session, case.id)
    own = [task for task in tasks if completes_own_tasks and _is_own(operation, task)]
    for task in own:
        finish(operation, task, TaskOutcome.DONE)
    require_sound(case, confirmed, remaining_findings(await _remaining(operation, tasks)))
    _close(operation, case, CaseStatus.COMPLETED)
    await note(
        operation,
        case,
        CaseEventKind.COMPLETED,
        confirmed_alerts=list(case.confirmed_alerts),
        **({"tasks": [str(task.id) for task in own]} if own else {}),
    )
    return case.id


def _is_own(operation: Operation, task: TaskRow) -> bool:
    principal = operation.signed_in
    return (
        task.status in OPEN_TASKS
        and task.section_id in principal.section_ids
        and task.taken_by in (None, principal.staff_id)
        and (not task.is_hidden or Permission.SEE_RESTRICTED in operation.permissions)
    )


async def _remaining(operation: Operation, rows: Sequence[TaskRow]) -> list[RemainingTask]:
    sections = sorted({row.section_id for row in rows})
    names = await task_repository.list_section_names(operation.session, sections)
    return [
        RemainingTask(
            code=row.procedure_code,
            name=row.procedure_name,
            section_name=names[row.section_id],
            status=TaskStatus(row.status),
            is_hidden=row.is_hidden,
        )
        for row in rows
    ]


async def withdraw_case(
    operation: Operation, case_id: UUID | None, expected_version: int, reason: str
) -> UUID:
    """Withdraw a case, with a reason; its open tasks are cancelled."""
    case = await load_for_step(operation, case_id, Step.WITHDRAW)
    require_version(case, expected_version, case.version)
    await end_live_showing(operation, case)
    await cancel_tasks(operation, case)
    case.withdrawal_reason = required_text(reason, "取下げの理由", "input", "reason")
    _close(operation, case, CaseStatus.WITHDRAWN)
    await note(operation, case, CaseEventKind.WITHDRAWN)
    return case.id


def _close(operation: Operation, case: CaseRow, status: CaseStatus) -> None:
    case.status = status
    case.version += 1
    case.closed_at = operation.now
    case.hand_over_code = None  # what was handed over is done
    let_go(case)
