"""What sections do with their tasks: take, return, complete, hand over (課の手続)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.cases.commands.leases import let_go_of_own
from backend.cases.commands.steps import note, optional_text, require_unrestricted, required_text
from backend.cases.errors import ClosedSectionError, TaskTakenError
from backend.cases.repository import cases as case_repository
from backend.cases.repository import tasks as repository
from backend.cases.repository.editing import get_staff_name
from backend.cases.rules.tasks import (
    MOST_TASKS_AT_ONCE,
    require_section,
    require_task_step,
)
from backend.cases.status import (
    CaseEventKind,
    CaseStatus,
    TaskEventKind,
    TaskOutcome,
    TaskStatus,
    TaskStep,
)
from backend.cases.tables.cases import CaseRow
from backend.cases.tables.tasks import TaskRow
from backend.cases.tasks import reset, tell
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import (
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    VersionConflictError,
)
from backend.shared.numbers import refuse_twelve_digits
from backend.staff.tables import SectionRow, StaffRow

LONGEST_NOTE = 500


@dataclass(frozen=True, kw_only=True)
class TaskAt:
    """A task as the official saw it."""

    task_id: UUID | None
    expected_version: int
    path: tuple[str, ...] = ("input",)


@dataclass(frozen=True, kw_only=True)
class CompleteTask:
    """Tasks of one case that ended, and how."""

    tasks: Sequence[TaskAt]
    outcome: TaskOutcome
    note: str | None


@dataclass(frozen=True, kw_only=True)
class HandOverTask:
    """A task, the section it goes to, and what that section should know."""

    task: TaskAt
    section_id: UUID | None
    place_id: UUID | None
    has_place: bool
    note: str | None


@dataclass(frozen=True)
class _Loaded:
    case: CaseRow
    tasks: Sequence[TaskRow]


async def take_task(operation: Operation, asked: TaskAt, *, is_take_over: bool) -> UUID:
    """Take a task, or with ``is_take_over`` take it from a colleague."""
    loaded = await _load(operation, [asked], TaskStep.TAKE)
    task = loaded.tasks[0]
    await _require_own_section(operation, task)
    before = task.taken_by
    if before == operation.signed_in.staff_id:
        return task.id
    if before is not None and not is_take_over:
        raise await _taken(operation, task, asked.path)
    task.status = TaskStatus.TAKEN
    task.version += 1
    task.taken_by, task.taken_at = operation.signed_in.staff_id, operation.now
    tell(operation, task, TaskEventKind.TAKEN)
    was = {"from": str(before)} if before is not None else {}
    await note(operation, loaded.case, CaseEventKind.TASK_TAKEN, task=str(task.id), **was)
    return task.id


async def return_task(operation: Operation, asked: TaskAt) -> UUID:
    """Give a task back that one has taken; in a completed case it waits for another day."""
    loaded = await _load(operation, [asked], TaskStep.RETURN)
    task = loaded.tasks[0]
    await _require_own_section(operation, task)
    await _require_not_taken_by_another(operation, task, asked.path)
    is_open = loaded.case.status == CaseStatus.OPEN
    reset(task, TaskStatus.WAITING if is_open else TaskStatus.LATER)
    task.version += 1
    tell(operation, task, TaskEventKind.RETURNED)
    await note(operation, loaded.case, CaseEventKind.TASK_RETURNED, task=str(task.id))
    return task.id


async def complete_task(operation: Operation, asked: CompleteTask) -> UUID:
    """Complete tasks of one case, all or none; gives the case."""
    remark = _remark(asked.note, asked.outcome)
    loaded = await _load(operation, asked.tasks, TaskStep.COMPLETE)
    for task, given in zip(loaded.tasks, asked.tasks, strict=True):
        if not _is_put_off_at_reception(operation, task, asked.outcome):
            await _require_own_section(operation, task)
        await _require_not_taken_by_another(operation, task, given.path)
        finish(operation, task, asked.outcome, remark)
    await note(
        operation,
        loaded.case,
        CaseEventKind.TASK_COMPLETED,
        tasks=[str(task.id) for task in loaded.tasks],
        outcome=asked.outcome.value,
    )
    return loaded.case.id


def finish(
    operation: Operation, task: TaskRow, outcome: TaskOutcome, remark: str | None = None
) -> None:
    """A task is done, was not needed, or waits for another day."""
    if outcome is TaskOutcome.LATER:
        reset(task, TaskStatus.LATER)
    else:
        task.status = TaskStatus.COMPLETED
        task.completed_by, task.completed_at = operation.signed_in.staff_id, operation.now
    task.outcome, task.note = outcome, remark or task.note
    task.version += 1
    is_later = outcome is TaskOutcome.LATER
    tell(operation, task, TaskEventKind.PUT_OFF if is_later else TaskEventKind.COMPLETED)


async def hand_over_task(operation: Operation, asked: HandOverTask) -> UUID:
    """Give a task to another section, or to the same at another place."""
    given = asked.task
    loaded = await _load(operation, [given], TaskStep.HAND_OVER)
    task = loaded.tasks[0]
    await _require_own_section(operation, task)
    await _require_not_taken_by_another(operation, task, given.path)
    section = await _open_section(operation, asked.section_id)
    place_id = await _place(operation, section, asked)
    if (section.id, place_id) == (task.section_id, task.place_id):
        raise InvalidInputError("すでにこの課の手続です。", path=("input", "toSection"))
    remark = optional_text(asked.note, "input", "note", longest=LONGEST_NOTE)
    refuse_twelve_digits(remark, ("input", "note"))
    was = task.section_id
    tell(operation, task, TaskEventKind.HANDED_OVER)
    is_later = task.status == TaskStatus.LATER
    reset(task, TaskStatus.LATER if is_later else TaskStatus.WAITING)
    task.section_id, task.place_id, task.note = section.id, place_id, remark
    task.version += 1
    tell(operation, task, TaskEventKind.RECEIVED)
    let_go_of_own(operation, loaded.case)
    await note(
        operation,
        loaded.case,
        CaseEventKind.TASK_HANDED_OVER,
        task=str(task.id),
        **{"from": str(was), "to": str(section.id)},
    )
    return task.id


async def require_unrestricted_task(operation: Operation, task_id: UUID) -> None:
    """Refuse who repeats a key but may not see the task's case any more."""
    case_id = await repository.get_case_of_task(operation.session, task_id)
    await require_unrestricted(operation, case_id)


async def _load(operation: Operation, asked: Sequence[TaskAt], step: TaskStep) -> _Loaded:
    """Lock the tasks' case, and refuse what is hidden, old, or in a status that forbids it."""
    operation.require(Permission.SEE_CASE)
    _require_reasonable(asked)
    case_id = await repository.find_case_of_task(operation.session, asked[0].task_id)
    if case_id is None:
        raise _unknown(asked[0])
    case = await case_repository.get_case_for_update(operation.session, case_id)
    operation.audit.show("case", (case.id,))
    await require_unrestricted(operation, case.id)
    rows = {row.id: row for row in await repository.list_tasks(operation.session, case.id)}
    return _Loaded(case, [_one(operation, rows, given, step) for given in asked])


def _require_reasonable(asked: Sequence[TaskAt]) -> None:
    if not 1 <= len(asked) <= MOST_TASKS_AT_ONCE:
        raise InvalidInputError(
            f"手続は1件から{MOST_TASKS_AT_ONCE}件まで指定できます。", path=("input", "tasks")
        )
    ids = [given.task_id for given in asked]
    for given in asked:
        if ids.count(given.task_id) > 1:
            raise InvalidInputError("同じ手続が2度あります。", path=(*given.path, "taskId"))


def _unknown(given: TaskAt) -> NotFoundError:
    return NotFoundError("この手続は見つかりません。", path=(*given.path, "taskId"))


def _one(operation: Operation, rows: dict[UUID, TaskRow], given: TaskAt, step: TaskStep) -> TaskRow:
    row = rows.get(given.task_id) if given.task_id is not None else None
    if row is None:  # of another case, too: they are completed together, all or none
        raise _unknown(given)
    if row.is_hidden and Permission.SEE_RESTRICTED not in operation.permissions:
        raise NotPermittedError("この手続は取り扱えません。権限のある職員に引き継いでください。")
    if given.expected_version != row.version:
        raise VersionConflictError(
            "他の職員が先に変更しました。最新の内容を確認してください。",
            current=(TaskRow, row.id),
            path=(*given.path, "expectedVersion"),
        )
    require_task_step(row.status, step)
    return row


async def _require_own_section(operation: Operation, task: TaskRow) -> None:
    names = {}
    if task.section_id not in operation.signed_in.section_ids:
        names = await repository.list_section_names(operation.session, [task.section_id])
    require_section(operation.signed_in.section_ids, task.section_id, names)


def _is_put_off_at_reception(operation: Operation, task: TaskRow, outcome: TaskOutcome) -> bool:
    """The citizen goes home: reception notes so for the sections that were not visited."""
    return (
        outcome is TaskOutcome.LATER
        and task.status == TaskStatus.WAITING
        and Permission.TAKE_CASE in operation.permissions
    )


async def _require_not_taken_by_another(
    operation: Operation, task: TaskRow, path: tuple[str, ...]
) -> None:
    if task.taken_by is not None and task.taken_by != operation.signed_in.staff_id:
        raise await _taken(operation, task, path)


async def _taken(operation: Operation, task: TaskRow, path: tuple[str, ...]) -> TaskTakenError:
    assert task.taken_by is not None
    name = await get_staff_name(operation.session, task.taken_by)
    return TaskTakenError(
        f"{name}さんが対応中です。", colleague=(StaffRow, task.taken_by), path=(*path, "taskId")
    )


def _remark(text: str | None, outcome: TaskOutcome) -> str | None:
    path = ("input", "note")
    if outcome is TaskOutcome.NOT_NEEDED:
        remark: str | None = required_text(text or "", "不要の理由", *path, longest=LONGEST_NOTE)
    else:
        remark = optional_text(text, *path, longest=LONGEST_NOTE)
    refuse_twelve_digits(remark, path)
    return remark


async def _open_section(operation: Operation, section_id: UUID | None) -> SectionRow:
    section = await repository.find_section(operation.session, section_id)
    if section is None:
        raise NotFoundError("この課は見つかりません。", path=("input", "toSection"))
    if section.closed_on is not None and section.closed_on <= operation.today:
        raise ClosedSectionError(
            f"「{section.name}」は廃止されています。",
            section=(SectionRow, section.id),
            path=("input", "toSection"),
        )
    return section


async def _place(operation: Operation, section: SectionRow, asked: HandOverTask) -> UUID | None:
    if not asked.has_place:
        return None
    found = await repository.get_section_at(operation.session, section.id, asked.place_id)
    return found.place_id
