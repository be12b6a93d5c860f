"""All SQL of statistics: counts and waiting times by group, never a case by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    distinct,
    extract,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import array

from backend.cases.status import CaseStatus, ProcedureDecision, StatisticsDimension, TaskStatus
from backend.cases.tables.cases import (
    CasePersonRow,
    CaseProcedureRow,
    CaseRow,
    DocumentRow,
    PrintRunRow,
)
from backend.cases.tables.tasks import TaskRow
from backend.context.operation import Operation
from backend.residents.tables import ResidentRow
from backend.staff.tables import PlaceRow, SectionRow, StaffRow

ZONE = "Asia/Tokyo"
NOWHERE = "-"  # the code of what was not recorded
D = StatisticsDimension


@dataclass(frozen=True)
class Span:
    """Cases accepted from a moment until before another, grouped by up to two dimensions."""

    since: datetime
    before: datetime
    dimensions: tuple[StatisticsDimension, ...]


def _local() -> Any:
    return func.timezone(ZONE, CaseRow.accepted_at)


def _of_case(dimension: StatisticsDimension) -> tuple[Any, Any]:
    """Code and words of a dimension of a case."""
    match dimension:
        case D.SECTION:
            return SectionRow.code, SectionRow.name
        case D.PLACE:
            code = func.coalesce(PlaceRow.code, NOWHERE)
            return code, func.coalesce(PlaceRow.name, "記録なし")
        case D.REASON:
            return CaseRow.reason_code, CaseRow.reason_name
        case D.PROCEDURE:
            return CaseProcedureRow.code, CaseProcedureRow.name
        case D.HOUR:
            hour = func.lpad(cast(cast(extract("hour", _local()), Integer), Text), 2, "0")
            return hour, hour
        case _:
            unit = {D.DAY: "day", D.WEEK: "week", D.MONTH: "month"}[dimension]
            day = func.to_char(func.date_trunc(unit, _local()), "YYYY-MM-DD")
            return day, day


def _of_task(dimension: StatisticsDimension) -> tuple[Any, Any]:
    """The same of a task: its own procedure; section and place are those that have it."""
    if dimension is D.PROCEDURE:
        return TaskRow.procedure_code, TaskRow.procedure_name
    return _of_case(dimension)


def _labelled(pairs: Sequence[tuple[Any, Any]]) -> list[Any]:
    columns: list[Any] = []
    for position, (code, words) in enumerate(pairs, start=1):
        columns += [code.label(f"key_{position}"), func.max(words).label(f"words_{position}")]
    return columns


def _protected_cases() -> Any:
    """The cases with a person under 支援措置: from the few persons to their cases."""
    return (
        select(distinct(CasePersonRow.case_id).label("case_id"))
        .select_from(ResidentRow)
        .join(
            CasePersonRow,
            and_(
                CasePersonRow.city_id == ResidentRow.city_id,
                CasePersonRow.resident_id == ResidentRow.id,
            ),
        )
        .where(ResidentRow.is_restricted)
        .subquery("protected")
    )


def _where(statement: Select[Any], span: Span) -> Select[Any]:
    return statement.where(CaseRow.accepted_at >= span.since, CaseRow.accepted_at < span.before)


def _with_place(statement: Select[Any], section_id: Any, place_id: Any) -> Select[Any]:
    return (
        statement.join(
            StaffRow, and_(StaffRow.city_id == CaseRow.city_id, StaffRow.id == CaseRow.opened_by)
        )
        .join(
            SectionRow, and_(SectionRow.city_id == CaseRow.city_id, SectionRow.id == section_id)
        )
        .outerjoin(PlaceRow, and_(PlaceRow.city_id == CaseRow.city_id, PlaceRow.id == place_id))
    )


def _cases(columns: Sequence[Any], span: Span) -> Select[Any]:
    """Cases with their section and place; with PROCEDURE, each of their procedures."""
    statement = _with_place(
        select(*columns).select_from(CaseRow),
        func.coalesce(CaseRow.section_id, StaffRow.section_id),
        func.coalesce(CaseRow.place_id, StaffRow.place_id),
    )
    if D.PROCEDURE in span.dimensions:
        statement = statement.join(
            CaseProcedureRow,
            and_(
                CaseProcedureRow.city_id == CaseRow.city_id,
                CaseProcedureRow.case_id == CaseRow.id,
                CaseProcedureRow.decision.in_([ProcedureDecision.NEEDED, ProcedureDecision.ADDED]),
                CaseProcedureRow.never_printed.is_(False),
            ),
        )
    return _where(statement, span)


async def count_cases(operation: Operation, span: Span) -> Sequence[Row[Any]]:
    """By group and status: how many, and how many of them with a protected person."""
    protected = _protected_cases()
    pairs = [_of_case(dimension) for dimension in span.dimensions]
    statement = (
        _cases(
            [
                *_labelled(pairs),
                CaseRow.status,
                func.count().label("number"),
                func.count(protected.c.case_id).label("protected"),
            ],
            span,
        )
        .outerjoin(protected, protected.c.case_id == CaseRow.id)
        .group_by(*(code for code, _ in pairs), CaseRow.status)
    )
    return await operation.rows(statement)


def _minutes(until: Any) -> Any:
    return extract("epoch", until - CaseRow.accepted_at) / 60


def _spread(minutes: Any, name: str) -> list[Any]:
    """How many were measured, the median and the ninth decile."""
    shares: Any = array([literal(0.5), literal(0.9)])
    return [
        func.count(minutes).label(f"{name}_number"),
        func.percentile_cont(shares).within_group(minutes).label(f"{name}_spread"),
    ]


def _at_counter() -> Any:
    """Minutes from reception to the first printing, or to the completion on the same day."""
    printed = (
        select(func.min(PrintRunRow.printed_at))
        .where(PrintRunRow.city_id == CaseRow.city_id, PrintRunRow.case_id == CaseRow.id)
        .correlate(CaseRow)
        .scalar_subquery()
    )
    completed = case((CaseRow.status == CaseStatus.COMPLETED, CaseRow.closed_at))
    until = func.coalesce(printed, completed)
    same_day = func.date_trunc("day", func.timezone(ZONE, until)) == func.date_trunc(
        "day", _local()
    )
    return case((and_(CaseRow.status != CaseStatus.WITHDRAWN, same_day), _minutes(until)))


async def measure_counter(operation: Operation, span: Span) -> Sequence[Row[Any]]:
    """By group and for every total (keys NULL): the minutes at the counter."""
    pairs = [_of_case(dimension) for dimension in span.dimensions]
    columns = [code.label(f"key_{place}") for place, (code, _) in enumerate(pairs, start=1)]
    statement = _cases([*columns, *_spread(_at_counter(), "counter")], span)
    if pairs:
        statement = statement.group_by(func.cube(*(code for code, _ in pairs)))
    return await operation.rows(statement)


async def count_printings(operation: Operation, span: Span) -> Sequence[Row[Any]]:
    """By group: printings, how many of them repeated one, and sheets."""
    pairs = [_of_case(dimension) for dimension in span.dimensions]
    sheets = (
        select(func.coalesce(func.sum(DocumentRow.sheets), 0))
        .where(
            DocumentRow.city_id == PrintRunRow.city_id,
            DocumentRow.print_run_id == PrintRunRow.documents_of,
        )
        .correlate(PrintRunRow)
        .scalar_subquery()
    )
    statement = (
        _cases(
            [
                *_labelled(pairs),
                func.count().label("printings"),
                func.count(PrintRunRow.reprint_of).label("reprints"),
                func.sum(sheets).label("sheets"),
            ],
            span,
        )
        .join(
            PrintRunRow,
            and_(PrintRunRow.city_id == CaseRow.city_id, PrintRunRow.case_id == CaseRow.id),
        )
        .group_by(*(code for code, _ in pairs))
    )
    return await operation.rows(statement)


def _tasks(columns: Sequence[Any], span: Span) -> Select[Any]:
    statement = _with_place(
        select(*columns)
        .select_from(CaseRow)
        .join(
            TaskRow, and_(TaskRow.city_id == CaseRow.city_id, TaskRow.case_id == CaseRow.id)
        ),
        TaskRow.section_id,
        func.coalesce(TaskRow.place_id, CaseRow.place_id, StaffRow.place_id),
    )
    return _where(statement, span).where(
        TaskRow.is_hidden.is_(False), TaskRow.status != TaskStatus.CANCELLED
    )


async def count_tasks(operation: Operation, span: Span) -> Sequence[Row[Any]]:
    """By group and whether it is done: how many tasks, and how many of protected cases."""
    protected = _protected_cases()
    pairs = [_of_task(dimension) for dimension in span.dimensions]
    done = TaskRow.status == TaskStatus.COMPLETED
    statement = (
        _tasks(
            [
                *_labelled(pairs),
                done.label("is_done"),
                func.count().label("number"),
                func.count(protected.c.case_id).label("protected"),
            ],
            span,
        )
        .outerjoin(protected, protected.c.case_id == CaseRow.id)
        .group_by(*(code for code, _ in pairs), done)
    )
    return await operation.rows(statement)


async def measure_tasks(operation: Operation, span: Span) -> Sequence[Row[Any]]:
    """By group and for every total (keys NULL): the minutes until taken and until completed."""
    pairs = [_of_task(dimension) for dimension in span.dimensions]
    columns = [code.label(f"key_{place}") for place, (code, _) in enumerate(pairs, start=1)]
    is_done = TaskRow.status == TaskStatus.COMPLETED
    taken = _minutes(func.coalesce(TaskRow.taken_at, case((is_done, TaskRow.completed_at))))
    completed = case((is_done, _minutes(TaskRow.completed_at)))
    spreads = [*_spread(taken, "taken"), *_spread(completed, "completed")]
    statement = _tasks([*columns, *spreads], span)
    if pairs:
        statement = statement.group_by(func.cube(*(code for code, _ in pairs)))
    return await operation.rows(statement)
