"""Mutation fields of statistics."""

from uuid import UUID

import strawberry

from backend.cases.commands import make_statistics_workbook as making
from backend.cases.inputs.statistics import StatisticsWorkbookInput
from backend.cases.tables.exports import StatisticsWorkbookRow
from backend.cases.types.exports import PeriodTooLong, StatisticsWorkbook
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.fields import changes


@strawberry.type
class StatisticsMutations:
    @changes(
        "StatisticsWorkbookResult",
        StatisticsWorkbook,
        row=StatisticsWorkbookRow,
        needs=Permission.SEE_STATISTICS,
        refusals=(PeriodTooLong,),
        is_idempotent=True,
        description="Write the statistics of a period into a workbook that is kept (統計の出力).",
    )
    async def statistics_workbook(self, info: Info, input: StatisticsWorkbookInput) -> UUID:
        return await making.make_statistics_workbook(info.context.operation, input.to_command())
