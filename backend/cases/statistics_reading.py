"""Asking the database for statistics of a period (統計)."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from backend.cases.repository import statistics as repository
from backend.cases.statistics import SMALLEST_SHOWN, Found, Tables, count_groups, make_tables
from backend.cases.status import StatisticsDimension
from backend.context.clock import JAPAN
from backend.context.operation import Operation
from backend.errors import InvalidInputError
from backend.reading.periods import require_period
from backend.staff.repository import get_city

MOST_DAYS = 366
MOST_DIMENSIONS = 2
MOST_GROUPS = 1000


async def read_statistics(
    operation: Operation,
    first: date,
    last: date,
    dimensions: Sequence[StatisticsDimension],
    *path: str,
) -> Tables:
    """The groups of a period, with what is too small hidden."""
    require_period(first, last, MOST_DAYS, *path)
    if len(dimensions) > MOST_DIMENSIONS or len(set(dimensions)) < len(dimensions):
        raise InvalidInputError(
            f"集計の区分は異なるものを{MOST_DIMENSIONS}つまで指定できます。",
            path=(*path, "groupBy"),
        )
    span = repository.Span(
        since=datetime.combine(first, time(), JAPAN),
        before=datetime.combine(last, time(), JAPAN) + timedelta(days=1),
        dimensions=tuple(dimensions),
    )
    by_procedure = StatisticsDimension.PROCEDURE in dimensions
    found = Found(
        cases=await repository.count_cases(operation, span),
        # Of a case with several procedures its minutes and its paper belong to none of them.
        counter=[] if by_procedure else await repository.measure_counter(operation, span),
        printings=[] if by_procedure else await repository.count_printings(operation, span),
        tasks=await repository.count_tasks(operation, span),
        waits=await repository.measure_tasks(operation, span),
    )
    if count_groups(dimensions, found) > MOST_GROUPS:
        raise InvalidInputError(
            f"{MOST_GROUPS:,}を超える区分になります。期間を短くしてください。", path=(*path, "to")
        )
    return await asyncio.to_thread(make_tables, dimensions, found, await smallest_shown(operation))


async def smallest_shown(operation: Operation) -> int:
    """The smallest count that the city shows (statistics_smallest_shown), at least ours."""
    city = await get_city(operation.session, operation.signed_in.city_id)
    return max(SMALLEST_SHOWN, int(city.settings.get("statistics_smallest_shown", 0)))
