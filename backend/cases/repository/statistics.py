"""All SQL of statistics: counts and waiting times by group, never a case by itself.

Each statement has an inner one that gives a row for each case (or task) with the keys of its group,
and an outer one that counts or measures by these keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    Float,
    Row,
    Select,
    and_,
    case,
    cast,
    extract,
    func,
    literal_column,
    select,
    type_coerce,
)

from backend.cases.repository.cases import has_restricted_person
from backend.cases.status import CaseStatus, ProcedureDecision, StatisticsDimension, TaskStatus
from backend.cases.tables.cases import (
    CaseProcedureRow,
    CaseRow,
    DocumentRow,
    PrintRunRow,
)
from backend.cases.tables.tasks import TaskRow
from backend.context.operation import Operation
from backend.staff.tables import PlaceRow, SectionRow, StaffRow

ZONE = "Asia/Tokyo"
NOWHERE = "-"  # the code of what was not recorded
SHARES: Any = literal_column("ARRAY[0.5, 0.9]::float8[]")  # the median and the ninth decile
D = StatisticsDimension
Pairs = Sequence[tuple[Any, Any]]


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
            return (
                func.coalesce(PlaceRow.code, NOWHERE),
                func.coalesce(PlaceRow.name, "記録なし"),
            )
        case D.REASON:
            return CaseRow.reason_code, CaseRow.reason_name
        case D.PROCEDURE:
            return CaseProcedureRow.code, CaseProcedureRow.name
        case D.HOUR:
            hour = func.to_char(_local(), "HH24")
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


def _keyed(pairs: Pairs) -> list[Any]:
    columns: list[Any] = []
    for position, (code, words) in enumerate(pairs, start=1):
        columns += [code.label(f"key_{position}"), words.label(f"words_{position}")]
    return columns


def _counted(inner: Select[Any], axes: int, by: Sequence[str], measures: Sequence[str]) -> Any:
    """Count and sum the inner rows by their keys and by ``by``."""
    rows = inner.subquery("one")
    keys = [rows.c[f"key_{place}"] for place in range(1, axes + 1)]
    words = [
        func.max(rows.c[f"words_{place}"]).label(f"words_{place}") for place in range(1, axes + 1)
    ]
    grouped = [*keys, *(rows.c[name] for name in by)]
    sums = [func.sum(rows.c[name]).label(name) for name in measures]
    return select(*grouped, *words, func.count().label("number"), *sums).group_by(*grouped)


def _measured(inner: Select[Any], axes: int, names: Sequence[str]) -> Any:
    """By the inner rows' keys and for every total (keys NULL): how many, median, ninth decile."""
    rows = inner.subquery("one")
    keys = [rows.c[f"key_{place}"] for place in range(1, axes + 1)]
    measures = []
    for name in names:
        minutes = rows.c[name]
        measures += [
            func.count(minutes).label(f"{name}_number"),
            type_coerce(func.percentile_cont(SHARES).within_group(minutes), ARRAY(Float)).label(
                f"{name}_spread"
            ),
        ]
    statement = select(*keys, *measures)
    return statement.group_by(func.cube(*keys)) if keys else statement


def _is_protected() -> Any:
    """1 for a case with a person under 支援措置, looked up case by case."""
    return case((has_restricted_person(), 1), else_=0).label("protected")


def _in_span(statement: Select[Any], span: Span, section_id: Any, place_id: Any) -> Select[Any]:
    return (
        statement.join(
            StaffRow, and_(StaffRow.city_id == CaseRow.city_id, StaffRow.id == CaseRow.opened_by)
        )
        .join(SectionRow, and_(SectionRow.city_id == CaseRow.city_id, SectionRow.id == section_id))
        .outerjoin(PlaceRow, and_(PlaceRow.city_id == CaseRow.city_id, PlaceRow.id == place_id))
        .where(CaseRow.accepted_at >= span.since, CaseRow.accepted_at < span.before)
    )


def _cases(columns: Sequence[Any], span: Span) -> Select[Any]:
    """Cases with section and place of their reception; with PROCEDURE, each procedure of them."""
    pairs = [_of_case(dimension) for dimension in span.dimensions]
    statement = _in_span(
        select(*_keyed(pairs), *columns).select_from(CaseRow),
        span,
        func.coalesce(CaseRow.section_id, StaffRow.section_id),
        func.coalesce(CaseRow.place_id, StaffRow.place_id),
    )
    if D.PROCEDURE not in span.dimensions:
        return statement
    return statement.join(
        CaseProcedureRow,
        and_(
            CaseProcedureRow.city_id == CaseRow.city_id,
            CaseProcedureRow.case_id == CaseRow.id,
            CaseProcedureRow.decision.in_([ProcedureDecision.NEEDED, ProcedureDecision.ADDED]),
            CaseProcedureRow.never_printed.is_(False),
        ),
    )


def _tasks(columns: Sequence[Any], span: Span) -> Select[Any]:
    """Tasks with the section and place that have them; none that is never printed."""
    pairs = [_of_task(dimension) for dimension in span.dimensions]
    statement = (
        select(*_keyed(pairs), *columns)
        .select_from(CaseRow)
        .join(TaskRow, and_(TaskRow.city_id == CaseRow.city_id, TaskRow.case_id == CaseRow.id))
        .where(TaskRow.is_hidden.is_(False), TaskRow.status != TaskStatus.CANCELLED)
    )
    place_id = func.coalesce(TaskRow.place_id, CaseRow.place_id, StaffRow.place_id)
    return _in_span(statement, span, TaskRow.section_id, place_id)


async def count_cases(operation: Operation, span: Span) -> Sequence[Row[Any]]:
    """By group and status: how many, and how many of them with a protected person."""
    inner = _cases([CaseRow.status.label("status"), _is_protected()], span)
    return await operation.rows(_counted(inner, len(span.dimensions), ["status"], ["protected"]))


async def count_tasks(operation: Operation, span: Span) -> Sequence[Row[Any]]:
    """By group and whether it is done: how many tasks, and how many of protected cases."""
    is_done = (TaskRow.status == TaskStatus.COMPLETED).label("is_done")
    inner = _tasks([is_done, _is_protected()], span)
    return await operation.rows(_counted(inner, len(span.dimensions), ["is_done"], ["protected"]))


async def count_printings(operation: Operation, span: Span) -> Sequence[Row[Any]]:
    """By group: printings (number), how many of them repeated one, and sheets."""
    sheets = (
        select(func.coalesce(func.sum(DocumentRow.sheets), 0))
        .where(
            DocumentRow.city_id == PrintRunRow.city_id,
            DocumentRow.print_run_id == PrintRunRow.documents_of,
        )
        .correlate(PrintRunRow)
        .scalar_subquery()
    )
    is_repeated = case((PrintRunRow.reprint_of.is_not(None), 1), else_=0)
    inner = _cases([is_repeated.label("reprints"), sheets.label("sheets")], span).join(
        PrintRunRow,
        and_(PrintRunRow.city_id == CaseRow.city_id, PrintRunRow.case_id == CaseRow.id),
    )
    return await operation.rows(_counted(inner, len(span.dimensions), [], ["reprints", "sheets"]))


def _minutes(until: Any) -> Any:
    return cast(extract("epoch", until - CaseRow.accepted_at), Float) / 60


def _at_counter() -> Any:
    """Minutes from reception to the first printing, or else to the completion, on the same day."""
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
    """The minutes at the counter, by group and for every total."""
    inner = _cases([_at_counter().label("counter")], span)
    return await operation.rows(_measured(inner, len(span.dimensions), ["counter"]))


async def measure_tasks(operation: Operation, span: Span) -> Sequence[Row[Any]]:
    """The minutes until tasks were taken and until they were completed."""
    completed_at = case((TaskRow.status == TaskStatus.COMPLETED, TaskRow.completed_at))
    taken = _minutes(func.coalesce(TaskRow.taken_at, completed_at)).label("taken")
    inner = _tasks([taken, _minutes(completed_at).label("completed")], span)
    return await operation.rows(_measured(inner, len(span.dimensions), ["taken", "completed"]))
