"""The GraphQL input of the statistics workbook and the command it becomes."""

from datetime import date

import strawberry

from backend.cases.commands.make_statistics_workbook import MakeStatisticsWorkbook


@strawberry.input(description="Of which days (統計の期間).")
class StatisticsWorkbookInput:
    first: date = strawberry.field(name="from", description="First day of reception (受付日).")
    last: date = strawberry.field(
        name="to", description="Last day of reception; at most 366 days in all."
    )
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )

    def to_command(self) -> MakeStatisticsWorkbook:
        """The command that the input describes."""
        return MakeStatisticsWorkbook(first=self.first, last=self.last)
