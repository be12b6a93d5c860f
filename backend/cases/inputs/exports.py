"""The GraphQL input of exports and the command it becomes."""

from datetime import date

import strawberry

from backend.cases.commands.export_applications import ExportApplications, HeaderOf
from backend.cases.export_columns import DateStyle, RowsOf
from backend.cases.status import CaseStatus

strawberry.enum(DateStyle, description="How dates are written: ISO or 和暦 (日付の書き方).")
strawberry.enum(RowsOf, description="What one row is: an application or a person (1行の単位).")
strawberry.enum(HeaderOf, description="What the first row says: labels or keys (見出し).")


@strawberry.input(description="Which applications, and how they are written (申請データの出力).")
class ExportApplicationsInput:
    form_code: str = strawberry.field(description="Code of the form (帳票).")
    first: date = strawberry.field(name="from", description="First day of reception (受付日).")
    last: date = strawberry.field(
        name="to", description="Last day of reception; at most 366 days in all."
    )
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    section: str | None = strawberry.field(
        default=None, description="Only what this section accepted, by its code (受付課)."
    )
    statuses: list[CaseStatus] = strawberry.field(
        default_factory=lambda: [CaseStatus.OPEN, CaseStatus.COMPLETED],
        description="Of cases of these statuses; without those withdrawn unless they are named.",
    )
    rows_of: RowsOf = strawberry.field(
        default=RowsOf.APPLICATION,
        description="A row for each application, or for each person of a form that repeats.",
    )
    header: HeaderOf = strawberry.field(default=HeaderOf.LABELS, description="The first row.")
    dates: DateStyle = strawberry.field(default=DateStyle.ISO, description="How dates are written.")
    with_restricted: bool = strawberry.field(
        default=False,
        description="Those under protection too (支援措置); needs SEE_RESTRICTED and a reason.",
    )

    def to_command(self) -> ExportApplications:
        """The command that the input describes."""
        return ExportApplications(
            form_code=self.form_code,
            first=self.first,
            last=self.last,
            section=self.section,
            statuses=list(dict.fromkeys(self.statuses)),
            rows_of=self.rows_of,
            header=self.header,
            dates=self.dates,
            with_restricted=self.with_restricted,
        )
