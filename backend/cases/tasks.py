"""After every evaluation: the tasks of the sections follow what the case needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.cases.prefill import WANTED
from backend.cases.repository import tasks as repository
from backend.cases.rules.tasks import (
    LAST_DAY,
    UNFINISHED_TASKS,
    NeededTask,
    PresentTask,
    changes_of_tasks,
)
from backend.cases.status import TaskEventKind, TaskStatus
from backend.cases.tables.cases import CaseProcedureRow, CaseRow
from backend.cases.tables.tasks import TaskRow
from backend.context.operation import Operation
from backend.events.repository import announce
from backend.events.tables import StreamKind
from backend.procedures.definitions import Catalogue, Counter

NOT_TAKEN: dict[str, Any] = {
    "taken_by": None,
    "taken_at": None,
    "completed_by": None,
    "completed_at": None,
    "outcome": None,
}


async def keep_tasks(
    operation: Operation,
    case: CaseRow,
    catalogue: Catalogue,
    procedures: Sequence[CaseProcedureRow],
) -> None:
    """Add, change, cancel and reopen tasks; one that a section completed stays as it is."""
    needed = needed_tasks(catalogue, procedures)
    rows = {
        row.procedure_code: row for row in await repository.list_tasks(operation.session, case.id)
    }
    changes = changes_of_tasks(needed, [_present(row) for row in rows.values()])
    wanted = {task.code: task for task in needed}
    ids = {procedure.code: procedure.id for procedure in procedures}
    for code, row in rows.items():
        row.procedure_id = ids.get(code)
        if code in wanted:
            _follow(row, wanted[code])
        if code in changes:
            _apply(row, changes[code])
            tell(operation, row, changes[code])
    added = [wanted[code] for code, kind in changes.items() if kind is TaskEventKind.ADDED]
    if added:
        await _add(operation, case, added)


def needed_tasks(catalogue: Catalogue, procedures: Sequence[CaseProcedureRow]) -> list[NeededTask]:
    """The procedures that a section of the city must carry out.

    Not those that another notification stands for, nor those of an office outside the city.
    """
    counters = {procedure.code: procedure.counter for procedure in catalogue.procedures}
    return [
        _needed(row, counters[row.code])
        for row in procedures
        if row.decision in WANTED and row.deemed_by is None and not counters[row.code].is_outside
    ]


def _needed(row: CaseProcedureRow, counter: Counter) -> NeededTask:
    return NeededTask(
        code=row.code,
        name=row.name,
        procedure_id=row.id,
        counter_code=counter.code,
        counter_name=counter.name,
        is_hidden=row.never_printed,
        position=row.position,
        due_on=row.due_on,
    )


def _present(row: TaskRow) -> PresentTask:
    return PresentTask(
        code=row.procedure_code,
        name=row.procedure_name,
        status=TaskStatus(row.status),
        due_on=row.due_on,
    )


def _follow(row: TaskRow, task: NeededTask) -> None:
    """Where the procedure stands now; said to nobody."""
    row.position = task.position
    if row.status != TaskStatus.COMPLETED:
        row.procedure_name, row.due_on = task.name, task.due_on
        row.sorted_on = task.due_on or LAST_DAY


def _apply(row: TaskRow, kind: TaskEventKind) -> None:
    row.version += 1
    if kind is TaskEventKind.CANCELLED:
        row.status = TaskStatus.CANCELLED
    elif kind is TaskEventKind.REOPENED:
        reset(row, TaskStatus.WAITING)


def reset(row: TaskRow, status: TaskStatus) -> None:
    """Nobody's again."""
    row.status = status
    for name, value in NOT_TAKEN.items():
        setattr(row, name, value)


async def _add(operation: Operation, case: CaseRow, added: Sequence[NeededTask]) -> None:
    sections = await _sections(operation, case, added)
    here = await _here(operation, sections)
    for task in added:
        section = sections[task.code]
        row = TaskRow(
            city_id=case.city_id,
            id=operation.new_id(),
            case_id=case.id,
            procedure_id=task.procedure_id,
            procedure_code=task.code,
            procedure_name=task.name,
            section_id=section.id,
            place_id=operation.signed_in.place_id if section.id in here else None,
            status=TaskStatus.WAITING,
            version=1,
            is_hidden=task.is_hidden,
            position=task.position,
            due_on=task.due_on,
            sorted_on=task.due_on or LAST_DAY,
            note=section.note,
            **NOT_TAKEN,
        )
        operation.session.add(row)
        tell(operation, row, TaskEventKind.ADDED)


@dataclass(frozen=True)
class _Section:
    id: UUID
    note: str | None = None


async def _sections(
    operation: Operation, case: CaseRow, added: Sequence[NeededTask]
) -> Mapping[str, _Section]:
    """By procedure code: the counter's section; where it has none, that of whoever received."""
    codes = sorted({task.counter_code for task in added})
    rows = await repository.list_sections_by_code(operation.session, codes)
    is_open = {
        row.code: row.id for row in rows if row.closed_on is None or row.closed_on > operation.today
    }
    found = {
        task.code: _Section(is_open[task.counter_code])
        for task in added
        if task.counter_code in is_open
    }
    homeless = [task for task in added if task.code not in found]
    if homeless:
        received_by = await repository.get_section_of_staff(operation.session, case.opened_by)
        for task in homeless:
            note = f"窓口「{task.counter_name}」の課がないため、受付した課の手続としました。"
            found[task.code] = _Section(received_by, note)
    return found


async def _here(operation: Operation, sections: Mapping[str, _Section]) -> set[UUID]:
    """The sections that also work where the official sits: at a branch the citizen stays there."""
    place_id = operation.signed_in.place_id
    if place_id is None:
        return set()
    ids = sorted({section.id for section in sections.values()})
    return await repository.list_sections_at(operation.session, place_id, ids)


async def cancel_tasks(operation: Operation, case: CaseRow) -> None:
    """Cancel what is still to do: the case is withdrawn."""
    for row in await repository.list_tasks(operation.session, case.id):
        if row.status in UNFINISHED_TASKS:
            _apply(row, TaskEventKind.CANCELLED)
            tell(operation, row, TaskEventKind.CANCELLED)


def tell(operation: Operation, row: TaskRow, kind: TaskEventKind) -> None:
    """Announce to the task's section; ids only, so that a protected case shows nothing."""
    announce(
        operation,
        StreamKind.SECTION,
        row.section_id,
        kind.value,
        task=str(row.id),
        case=str(row.case_id),
    )
