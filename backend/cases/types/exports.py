"""What exported files show."""

from datetime import date, datetime
from typing import Self

import strawberry

from backend.cases.status import CaseStatus
from backend.cases.tables.exports import ApplicationExportRow, StatisticsWorkbookRow
from backend.reading.fields import column, computed, global_id, shown
from backend.reading.periods import PeriodTooLongError
from backend.reading.refusals import Refusal, basic, refusal


def case_statuses(stored: list[str]) -> list[CaseStatus]:
    """The stored statuses as members."""
    return [CaseStatus(status) for status in stored]


@shown(
    ApplicationExportRow,
    description="A file of applications (申請データの出力): CSV, UTF-8 with BOM.",
    audited=(("applicationExport", ApplicationExportRow.id),),
)
class ApplicationExport:
    id: strawberry.ID = global_id("ApplicationExport", ApplicationExportRow.id)
    # Not «path»: a refusal has one of another type, and both stand in one union.
    download_path: str = computed(
        lambda id_: f"/exports/{id_}.csv",
        ApplicationExportRow.id,
        description="Fetch the file here with the same token.",
    )
    form_code: str = column(ApplicationExportRow.form_code)
    form_title: str = column(ApplicationExportRow.form_title, description="The form (帳票).")
    first_on: date = column(ApplicationExportRow.first_on, description="First day of reception.")
    last_on: date = column(ApplicationExportRow.last_on, description="Last day of reception.")
    section_code: str | None = column(ApplicationExportRow.section_code)
    statuses: list[CaseStatus] = computed(case_statuses, ApplicationExportRow.statuses)
    applications: int = column(ApplicationExportRow.applications, description="How many (件数).")
    rows: int = column(ApplicationExportRow.rows, description="Rows without the header (行数).")
    left_out: int = column(
        ApplicationExportRow.left_out,
        description="Left out because a person is under protection (支援措置による除外).",
    )
    withheld: list[str] = column(
        ApplicationExportRow.withheld,
        description="Labels of columns that the caller may not see (権限のない項目).",
    )
    byte_count: int = column(ApplicationExportRow.byte_count)
    sha256: str = column(ApplicationExportRow.sha256, description="Of the file's bytes.")
    exported_at: datetime = column(ApplicationExportRow.exported_at)
    kept_until: datetime = column(
        ApplicationExportRow.kept_until, description="From then on it cannot be fetched (保存期限)."
    )


@shown(
    StatisticsWorkbookRow,
    description="A workbook of statistics (統計): xlsx.",
    audited=(("statisticsWorkbook", StatisticsWorkbookRow.id),),
)
class StatisticsWorkbook:
    id: strawberry.ID = global_id("StatisticsWorkbook", StatisticsWorkbookRow.id)
    download_path: str = computed(
        lambda id_: f"/statistics/{id_}.xlsx",
        StatisticsWorkbookRow.id,
        description="Fetch the file here with the same token.",
    )
    first_on: date = column(StatisticsWorkbookRow.first_on)
    last_on: date = column(StatisticsWorkbookRow.last_on)
    byte_count: int = column(StatisticsWorkbookRow.byte_count)
    sha256: str = column(StatisticsWorkbookRow.sha256, description="Of the file's bytes.")
    made_at: datetime = column(StatisticsWorkbookRow.made_at)
    kept_until: datetime = column(
        StatisticsWorkbookRow.kept_until, description="From then on it is gone (保存期限)."
    )


@refusal(PeriodTooLongError)
@strawberry.type(description="The period has more days than are allowed (期間が長すぎる).")
class PeriodTooLong(Refusal):
    most_days: int

    @classmethod
    def from_error(cls, error: PeriodTooLongError) -> Self:
        """The refusal as the API shows it."""
        made: Self = basic(cls, error, most_days=error.most_days)
        return made
