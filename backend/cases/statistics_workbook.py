"""Statistics as a workbook (xlsx) with Japanese headings, charts and a sheet of notes. Pure."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from backend.cases.statistics import LEAST_FOR_DECILE, LEAST_FOR_MEDIAN, Group, Tables
from backend.cases.status import CaseStatus, StatisticsDimension
from backend.shared.eras import japanese_year, year_text

HIDDEN, NOT_COUNTED = "＊", "－"
HEADINGS = (
    "受付件数",
    "受付中",
    "完了",
    "取下げ",
    "窓口での時間\n中央値（分）",
    "窓口での時間\n90％値（分）",
    "印刷回数",
    "うち再印刷",
    "印刷枚数",
    "課の手続",
    "うち完了",
    "着手まで\n中央値（分）",
    "完了まで\n中央値（分）",
)
D = StatisticsDimension
# Sheet, heading of the first column, dimension; in the order of the tabs.
SHEETS = (
    ("日別", "受付日", D.DAY),
    ("月別", "受付月", D.MONTH),
    ("課別", "受付課", D.SECTION),
    ("庁舎別", "庁舎", D.PLACE),
    ("用件別", "用件", D.REASON),
    ("手続別", "手続", D.PROCEDURE),
    ("時間帯別", "受付時刻", D.HOUR),
)
HEAD_ROW = 3
HEAD_FILL = PatternFill("solid", fgColor="DCE6F1")
LINE = Border(bottom=Side(style="thin", color="999999"))
TOTAL_LINE = Border(top=Side(style="thin"), bottom=Side(style="double"))
FIRST_WIDTHS = {D.DAY: 13, D.MONTH: 13, D.HOUR: 13, D.PLACE: 18}
COLUMN_WIDTH = 12.5
NUMBER, DAY, MONTH = "#,##0", "yyyy-mm-dd", "yyyy-mm"


@dataclass(frozen=True)
class Heading:
    """Whose workbook it is, of which days, made when."""

    city: str
    first: date
    last: date
    made_at: datetime

    @property
    def period(self) -> str:
        """The period in words."""
        return f"{_japanese(self.first)}から{_japanese(self.last)}まで"


def make_workbook(heading: Heading, tables: Mapping[StatisticsDimension, Tables]) -> bytes:
    """The workbook's bytes."""
    book = Workbook()
    book.properties.title = f"{heading.city} 窓口の統計"
    book.properties.creator = heading.city
    book.properties.created = book.properties.modified = heading.made_at.replace(tzinfo=None)
    front = book.active
    for name, first_heading, dimension in SHEETS:
        _fill(book.create_sheet(name), name, first_heading, dimension, tables[dimension], heading)
    _write_notes(book.create_sheet("注記"), heading, tables[D.DAY].smallest)
    if front is not None:
        book.remove(front)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(
    sheet: Any,
    name: str,
    first_heading: str,
    dimension: StatisticsDimension,
    tables: Tables,
    heading: Heading,
) -> None:
    _put(sheet, 1, 1, f"{heading.city} 窓口の統計（{name}）").font = Font(bold=True, size=14)
    _put(sheet, 2, 1, heading.period)
    for column, words in enumerate((first_heading, *HEADINGS), start=1):
        cell = _put(sheet, HEAD_ROW, column, words)
        cell.font, cell.fill, cell.border = Font(bold=True), HEAD_FILL, LINE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[HEAD_ROW].height = 32
    row = HEAD_ROW
    for row, group in enumerate(tables.groups, start=HEAD_ROW + 1):
        _put_key(sheet, row, dimension, group)
        _put_figures(sheet, row, group, dimension)
    _put(sheet, row + 1, 1, "合計")
    _put_figures(sheet, row + 1, tables.total, dimension)
    for column in range(1, len(HEADINGS) + 2):
        cell = sheet.cell(row + 1, column)
        cell.font, cell.border = Font(bold=True), TOTAL_LINE
    sheet.column_dimensions["A"].width = FIRST_WIDTHS.get(dimension, 34)
    for column in range(2, len(HEADINGS) + 2):
        sheet.column_dimensions[get_column_letter(column)].width = COLUMN_WIDTH
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 2)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if dimension in (D.DAY, D.SECTION) and tables.groups:
        _chart(sheet, dimension, len(tables.groups), first_heading)


def _put(sheet: Any, row: int, column: int, text: str) -> Any:
    """Write words as words: what begins like a formula is none."""
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    return cell


def _put_key(sheet: Any, row: int, dimension: StatisticsDimension, group: Group) -> None:
    key = group.keys[0]
    if dimension in (D.DAY, D.MONTH):
        cell = sheet.cell(row, 1, date.fromisoformat(key.code))
        cell.number_format = DAY if dimension is D.DAY else MONTH
        cell.alignment = Alignment(horizontal="left")
    else:
        _put(sheet, row, 1, f"{int(key.code)}時台" if dimension is D.HOUR else key.words)


def _put_figures(sheet: Any, row: int, group: Group, dimension: StatisticsDimension) -> None:
    no_paper = dimension is D.PROCEDURE
    by_status = [group.by_status[status] for status in CaseStatus]
    figures: Sequence[tuple[int | None, bool]] = (
        (group.cases, False),
        *((count, False) for count in by_status),
        (group.at_counter.median, no_paper),
        (group.at_counter.ninth_decile, no_paper),
        *((count, no_paper) for count in (group.printings, group.reprints, group.sheets)),
        (group.tasks, False),
        (group.tasks_done, False),
        (group.until_taken.median, False),
        (group.until_done.median, False),
    )
    for column, (figure, is_not_counted) in enumerate(figures, start=2):
        if figure is None:
            cell = _put(sheet, row, column, NOT_COUNTED if is_not_counted else HIDDEN)
        else:
            cell = sheet.cell(row, column, figure)
            cell.number_format = NUMBER
        cell.alignment = Alignment(horizontal="right")


def _chart(sheet: Any, dimension: StatisticsDimension, groups: int, first_heading: str) -> None:
    """Cases by day as a line, by section as bars; hidden figures leave a gap."""
    chart: Any = LineChart() if dimension is D.DAY else BarChart()
    chart.title = "受付件数"
    chart.x_axis.title, chart.y_axis.title = first_heading, "件"
    chart.x_axis.delete = chart.y_axis.delete = False
    if dimension is D.DAY:
        chart.x_axis.number_format = "m/d"
    else:
        chart.type = "bar"
        chart.x_axis.scaling.orientation = "maxMin"  # in the order of the table
    chart.legend = None
    last = HEAD_ROW + groups
    chart.add_data(
        Reference(sheet, min_col=2, min_row=HEAD_ROW, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=HEAD_ROW + 1, max_row=last))
    chart.width, chart.height = 26, 11
    sheet.add_chart(chart, f"A{last + 4}")


def _write_notes(sheet: Any, heading: Heading, smallest: int) -> None:
    lines = (
        ("窓口の統計についての注記", True),
        (f"期間: {heading.period}（受付日）。作成: {heading.made_at:%Y-%m-%d %H:%M}", False),
        ("", False),
        ("秘匿", True),
        (f"{smallest}件に満たない数は「{HIDDEN}」で示し、表示しません。", False),
        (
            "合計との差から秘匿した数が分かる場合は、ほかの数も「＊」にしています（第二次秘匿）。",
            False,
        ),
        (
            f"時間の中央値は測定{max(smallest, LEAST_FOR_MEDIAN)}件以上、"
            f"90％値は{LEAST_FOR_DECILE}件以上のときだけ示します。",
            False,
        ),
        (
            "支援措置の対象者の受付は、ほかの受付だけで上の数に達する区分でだけ数に含みます。"
            "支援措置の手続は載せません。",
            False,
        ),
        ("「－」は、その区分では数えないものです。", False),
        ("グラフでは、秘匿した数は0の位置に描かれることがあります。", False),
        ("", False),
        ("用語", True),
        ("受付件数: 期間内に受け付けた件数。「手続別」では必要とした手続の数。", False),
        ("受付中・完了・取下げ: 作成した時の状態。", False),
        (
            "窓口での時間: 受付から最初の印刷まで（印刷しないときは完了まで）。"
            "受付と同じ日に終わり、取り下げていないものだけを測ります。",
            False,
        ),
        ("印刷枚数: 両面は1枚。再印刷を含みます。", False),
        ("課の手続: 各課が行う手続の数。「課別」「庁舎別」では担当した課・庁舎で数えます。", False),
        ("着手まで・完了まで: 受付から課が引き受けるまで、終えるまで。", False),
    )
    for row, (text, is_heading) in enumerate(lines, start=1):
        cell = _put(sheet, row, 1, text)
        cell.font = Font(bold=is_heading, size=14 if row == 1 else 11)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 100


def _japanese(day: date) -> str:
    era, year = japanese_year(day)
    return f"{era.name}{year_text(year)}年{day.month}月{day.day}日"
