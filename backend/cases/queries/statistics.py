"""Query fields of statistics."""

from datetime import date
from typing import Annotated

import strawberry

from backend.cases.statistics_reading import read_statistics
from backend.cases.status import StatisticsDimension
from backend.cases.types.statistics import Statistics, statistics_of
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.answers import answers

FromDay = Annotated[date, strawberry.argument(name="from", description="First day of reception.")]
ToDay = Annotated[
    date, strawberry.argument(name="to", description="Last day of reception; at most 366 in all.")
]
Dimensions = Annotated[
    list[StatisticsDimension],
    strawberry.argument(description="By what, at most two; nothing: the total alone."),
]


@strawberry.type
class StatisticsQueries:
    @answers(
        Statistics | None,
        needs=Permission.SEE_STATISTICS,
        description="Cases, minutes, procedures and paper of a period, by group (統計).",
    )
    async def statistics(
        self, info: Info, from_day: FromDay, to_day: ToDay, group_by: Dimensions
    ) -> Statistics:
        operation = info.context.operation
        tables = await read_statistics(operation, from_day, to_day, group_by)
        operation.audit.search_for(
            "statistics",
            {
                "from": from_day.isoformat(),
                "to": to_day.isoformat(),
                "groupBy": [dimension.value for dimension in group_by],
            },
        )
        return statistics_of(from_day, to_day, tables)
