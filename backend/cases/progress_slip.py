"""The values of the slip that the citizen takes along (手続きの進み具合). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.cases.guide import procedure_values
from backend.cases.prefill import WANTED, day_value
from backend.cases.status import TaskOutcome, TaskStatus
from backend.cases.tables.cases import CaseProcedureRow, CaseRow
from backend.cases.tables.tasks import TaskRow
from backend.context.clock import JAPAN
from backend.forms import slip
from backend.shared.dates import japanese_text
from backend.shared.opaque_codes import grouped

STATUSES = {
    TaskStatus.WAITING: slip.WAITING,
    TaskStatus.TAKEN: slip.TAKEN,
    TaskStatus.LATER: slip.LATER,
    TaskStatus.COMPLETED: slip.DONE,
}


@dataclass(frozen=True, kw_only=True)
class Counter:
    """A section as the citizen finds it: name, building, floor."""

    name: str
    place: str


def slip_values(
    case: CaseRow,
    procedures: Sequence[CaseProcedureRow],
    tasks: Sequence[TaskRow],
    counters: Mapping[UUID, Counter],
    *,
    city_name: str,
    now: datetime,
) -> dict[str, Any]:
    """What is done and what remains, where, with what. 支援措置 never stands on paper."""
    by_code = {task.procedure_code: task for task in tasks}
    known = {row.code: row for row in procedures}
    shown = [
        _of_procedure(row, by_code.get(row.code), counters)
        for row in procedures
        if row.decision in WANTED and not row.never_printed
    ]
    # What a section has done stays done, also where the rules find it no longer.
    shown += [
        _of_task(task, counters)
        for task in tasks
        if task.status == TaskStatus.COMPLETED
        and not task.is_hidden
        and (task.procedure_code not in known or known[task.procedure_code].decision not in WANTED)
    ]
    return {
        "city": {"name": city_name},
        "case": {"number": case.number, "accepted_on": day_value(case.accepted_on)},
        "slip": {
            "addressee": case.notifier_name,
            "as_of": f"{_moment(now)} 現在",
            "code": case.hand_over_code,
            "code_text": grouped(case.hand_over_code) if case.hand_over_code else "",
            "procedures": shown,
        },
    }


def _of_procedure(
    row: CaseProcedureRow, task: TaskRow | None, counters: Mapping[UUID, Counter]
) -> dict[str, Any]:
    # The official's own words are for colleagues.
    values = {**procedure_values(row), "note": None}
    if row.deemed_by:
        return {**values, "counter": "", "status": slip.DEEMED}
    if task is None or task.status == TaskStatus.CANCELLED:
        return {**values, "status": slip.ELSEWHERE}
    counter = counters[task.section_id]
    return {
        **values,
        "counter": counter.name,
        "place": counter.place,
        **_standing(task),
    }


def _of_task(task: TaskRow, counters: Mapping[UUID, Counter]) -> dict[str, Any]:
    counter = counters[task.section_id]
    return {
        "name": task.procedure_name,
        "persons": [],
        "counter": counter.name,
        "place": counter.place,
        **_standing(task),
    }


def _standing(task: TaskRow) -> dict[str, Any]:
    status = STATUSES[TaskStatus(task.status)]
    if status != slip.DONE or task.completed_at is None:
        return {"status": status}
    words = "不要でした" if task.outcome == TaskOutcome.NOT_NEEDED else _moment(task.completed_at)
    return {"status": status, "done_at": words}


def _moment(at: datetime) -> str:
    here = at.astimezone(JAPAN)
    return f"{japanese_text(here.date())} {here.hour}時{here.minute:02d}分"
