"""Rules of tasks: which a case needs, who may do what. No database, no clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.cases.errors import Finding
from backend.cases.status import (
    ALLOWED_TASK_STEPS,
    TASK_STATUS_LABELS,
    Severity,
    TaskEventKind,
    TaskStatus,
    TaskStep,
)
from backend.errors import NotPermittedError, WrongStatusError

LAST_DAY = date.max  # sorts behind every deadline
OPEN_TASKS = frozenset({TaskStatus.WAITING, TaskStatus.TAKEN})
UNFINISHED_TASKS = OPEN_TASKS | {TaskStatus.LATER}
MOST_TASKS_AT_ONCE = 100
# Twelve digits, written in any way: an Individual Number has no place in a note.


@dataclass(frozen=True, kw_only=True)
class NeededTask:
    """What the evaluation of a case asks of a section."""

    code: str
    name: str
    procedure_id: UUID
    counter_code: str
    counter_name: str
    is_hidden: bool
    position: int
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class PresentTask:
    """What the rules look at of a task that is there."""

    code: str
    name: str
    status: TaskStatus
    due_on: date | None


def changes_of_tasks(
    needed: Sequence[NeededTask], present: Sequence[PresentTask]
) -> dict[str, TaskEventKind]:
    """By procedure code, what must happen so that the tasks are those that the case needs."""
    wanted = {task.code: task for task in needed}
    there = {task.code: task for task in present}
    changes = {code: TaskEventKind.ADDED for code in wanted if code not in there}
    for code, task in there.items():
        change = _change(wanted.get(code), task)
        if change is not None:
            changes[code] = change
    return changes


def _change(needed: NeededTask | None, task: PresentTask) -> TaskEventKind | None:
    if task.status is TaskStatus.COMPLETED:
        return None  # what is done is done
    if needed is None:
        return None if task.status is TaskStatus.CANCELLED else TaskEventKind.CANCELLED
    if task.status is TaskStatus.CANCELLED:
        return TaskEventKind.REOPENED
    is_same = (needed.name, needed.due_on) == (task.name, task.due_on)
    return None if is_same else TaskEventKind.CHANGED


def require_task_step(status: str, step: TaskStep) -> None:
    """Refuse a step that the table does not list."""
    if step not in ALLOWED_TASK_STEPS[TaskStatus(status)]:
        label = TASK_STATUS_LABELS[TaskStatus(status)]
        raise WrongStatusError(f"{label}の手続では「{step.value}」はできません。", status=status)


def require_section(
    section_ids: frozenset[UUID], section_id: UUID, names: Mapping[UUID, str]
) -> None:
    """Refuse who does not work for the section."""
    if section_id not in section_ids:
        raise NotPermittedError(f"「{names[section_id]}」の手続は取り扱えません。")


@dataclass(frozen=True, kw_only=True)
class RemainingTask:
    """A task that stands when somebody wants to complete the case."""

    code: str
    name: str
    section_name: str
    status: TaskStatus
    is_hidden: bool


def remaining_findings(tasks: Sequence[RemainingTask]) -> list[Finding]:
    """Errors for what sections have still to do; an alert for what waits for another day."""
    found = [_open_finding(task) for task in tasks if task.status in OPEN_TASKS]
    later = [task for task in tasks if task.status is TaskStatus.LATER]
    return [*found, *_later_finding(later)]


def _open_finding(task: RemainingTask) -> Finding:
    name = _said(task)
    return Finding(
        "TASKS",
        Severity.ERROR,
        f"「{task.section_name}」の手続が残っています: {name}。",
        "tasks" if task.is_hidden else f"tasks.{task.code}",
    )


def _later_finding(later: Sequence[RemainingTask]) -> Iterator[Finding]:
    if later:
        names = "、".join(f"{_said(task)}（{task.section_name}）" for task in later)
        yield Finding("LATER", Severity.ALERT, f"後日の手続があります: {names}。", "tasks")


def _said(task: RemainingTask) -> str:
    return "担当の限られる手続" if task.is_hidden else task.name
