"""Write the filled forms of a period into a file that is kept (申請データの出力)."""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from backend.cases.export_columns import (
    Columns,
    DateStyle,
    RowsOf,
    date_cell,
    list_names,
    make_columns,
    rows,
)
from backend.cases.kept import exported_part, keep
from backend.cases.repository import exports as repository
from backend.cases.status import STATUS_LABELS, CaseStatus
from backend.cases.tables.exports import ApplicationExportRow
from backend.context.clock import JAPAN
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import InvalidInputError, NotFoundError, NotPermittedError
from backend.forms.definition import FormDefinition
from backend.forms.store import FormStore
from backend.forms.tables.versions import FormVersionRow, FormVersionStatus
from backend.reading.periods import require_period
from backend.shared.csv_cells import BYTE_ORDER_MARK, csv_line
from backend.staff.repository import get_city

MOST_DAYS = 366
MOST_APPLICATIONS = 150_000  # what one request can write within its time
PART_BYTES = 1 << 20
KEPT_DAYS = 30  # a city's setting export_kept_days says otherwise
MOST_SUBJECTS = 1000  # beyond it the log names the file, whose cases exported_case holds


class HeaderOf(StrEnum):
    """What the first row says (見出し)."""

    LABELS = "LABELS"  # 日本語の項目名
    KEYS = "KEYS"  # データ項目の名前


@dataclass(frozen=True, kw_only=True)
class ExportApplications:
    """Which applications, and how they are written."""

    form_code: str
    first: date
    last: date
    section: str | None
    statuses: Sequence[CaseStatus]
    rows_of: RowsOf
    header: HeaderOf
    dates: DateStyle
    with_restricted: bool


# The columns that every export has before those of the form: key and label.
OWN_COLUMNS = (
    ("case.number", "受付番号"),
    ("case.accepted_on", "受付日"),
    ("case.section", "受付課"),
    ("case.counter", "受付窓口"),
    ("case.reason", "用件"),
    ("case.status", "状態"),
    ("form.version", "帳票の版"),
    ("application.filled_at", "記入日時"),
    ("application.problems", "記入の不備の数"),
)
ROW_COLUMN = ("row.number", "何人目か")


@dataclass
class _File:
    """The file while it grows: whole parts go into the store, only the last one is in memory."""

    operation: Operation
    city_id: int
    export_id: UUID
    waiting: list[bytes] = field(default_factory=list)
    waiting_bytes: int = 0
    byte_count: int = 0
    parts: list[str] = field(default_factory=list)
    whole: Any = field(default_factory=hashlib.sha256)

    async def add(self, content: bytes) -> None:
        """Append; a part that is large enough goes into the store."""
        self.waiting.append(content)
        self.waiting_bytes += len(content)
        if self.waiting_bytes >= PART_BYTES:
            await self.close_part()

    async def close_part(self) -> None:
        """Bring what waits into the store."""
        if not self.waiting:
            return
        content = b"".join(self.waiting)
        part = exported_part(self.city_id, self.export_id, len(self.parts))
        await keep(self.operation, part, content)
        self.whole.update(content)
        self.byte_count += len(content)
        self.parts.append(hashlib.sha256(content).hexdigest())
        self.waiting, self.waiting_bytes = [], 0


@dataclass(frozen=True)
class _Layout:
    columns: Columns
    numbers: dict[UUID, int]  # of the versions
    dates: DateStyle
    with_restricted: bool


@dataclass
class _Counts:
    applications: int = 0
    rows: int = 0
    left_out: int = 0
    case_ids: list[UUID] = field(default_factory=list)


async def export_applications(operation: Operation, asked: ExportApplications) -> UUID:
    """Write the file; gives the id of its row."""
    require_period(asked.first, asked.last, MOST_DAYS, "input")
    if asked.with_restricted and Permission.SEE_RESTRICTED not in operation.permissions:
        raise NotPermittedError(
            "支援措置の対象者を含む出力には、権限と理由が必要です。",
            path=("input", "withRestricted"),
        )
    versions = await repository.list_form_versions(operation.session, asked.form_code)
    if not versions:
        raise NotFoundError("この帳票はありません。", path=("input", "formCode"))
    wanted = await _wanted(operation, asked)
    layout, definition = await _layout(operation, asked, versions, wanted)
    city_id, export_id = operation.signed_in.city_id, operation.new_id()
    file = _File(operation, city_id, export_id)
    counts = await _write(operation, file, layout, wanted, _header(layout, asked))
    city = await get_city(operation.session, city_id)
    kept_days = int(city.settings.get("export_kept_days", KEPT_DAYS))
    operation.session.add(
        ApplicationExportRow(
            city_id=city_id,
            id=export_id,
            form_code=asked.form_code,
            form_title=definition.title,
            first_on=asked.first,
            last_on=asked.last,
            section_code=asked.section,
            statuses=[status.value for status in asked.statuses],
            options=_options(asked),
            has_restricted=asked.with_restricted,
            exported_at=operation.now,
            exported_by=operation.signed_in.staff_id,
            kept_until=operation.now + timedelta(days=kept_days),
            applications=counts.applications,
            rows=counts.rows,
            left_out=counts.left_out,
            withheld=list(layout.columns.withheld),
            parts=file.parts,
            byte_count=file.byte_count,
            sha256=file.whole.hexdigest(),
        )
    )
    _note(operation, asked, export_id, counts)
    return export_id


async def _wanted(operation: Operation, asked: ExportApplications) -> repository.WantedApplications:
    section_id = None
    if asked.section is not None:
        section_id = await repository.find_section_id(operation.session, asked.section)
        if section_id is None:
            raise NotFoundError("この課は登録されていません。", path=("input", "section"))
    if not asked.statuses:
        raise InvalidInputError("状態を一つ以上指定してください。", path=("input", "statuses"))
    return repository.WantedApplications(
        form_code=asked.form_code,
        since=datetime.combine(asked.first, time(), JAPAN),
        before=datetime.combine(asked.last, time(), JAPAN) + timedelta(days=1),
        section_id=section_id,
        statuses=[status.value for status in asked.statuses],
    )


async def _layout(
    operation: Operation,
    asked: ExportApplications,
    versions: Sequence[FormVersionRow],
    wanted: repository.WantedApplications,
) -> tuple[_Layout, FormDefinition]:
    """The columns of the versions that occur; of an empty period, those of the newest one."""
    forms: FormStore = operation.services["forms"]
    known = {version.id: await forms.get(operation.session, version) for version in versions}
    found = await repository.survey(operation, wanted, list_names(list(known.values())))
    if found.applications > MOST_APPLICATIONS:
        raise InvalidInputError(
            f"申請が{MOST_APPLICATIONS:,}件を超えます。期間を短くしてください。",
            path=("input", "to"),
        )
    published = [
        version.id for version in versions if version.status == FormVersionStatus.PUBLISHED
    ]
    chosen = [known[version.id] for version in versions if version.id in found.version_ids] or [
        known[(published or [versions[0].id])[0]]
    ]
    columns = make_columns(chosen, asked.rows_of, found.most_rows, operation.permissions)
    numbers = {version.id: version.number for version in versions}
    return _Layout(columns, numbers, asked.dates, asked.with_restricted), chosen[0]


def _header(layout: _Layout, asked: ExportApplications) -> list[str]:
    own = [*OWN_COLUMNS, *([ROW_COLUMN] if layout.columns.list_name else [])]
    if asked.header is HeaderOf.KEYS:
        return [*(key for key, _ in own), *(column.name for column in layout.columns.shown)]
    return [*(label for _, label in own), *(column.label for column in layout.columns.shown)]


async def _write(
    operation: Operation,
    file: _File,
    layout: _Layout,
    wanted: repository.WantedApplications,
    header: Sequence[str],
) -> _Counts:
    counts = _Counts()
    await file.add((BYTE_ORDER_MARK + csv_line(header)).encode())
    async for found in repository.stream_applications(operation, wanted):
        shown = [row for row in found if not _is_left_out(row, layout)]
        counts.left_out += len(found) - len(shown)
        if not shown:
            continue
        # In a thread: other officials' requests go on meanwhile.
        lines = await asyncio.to_thread(_lines, shown, layout)
        counts.applications += len(shown)
        counts.rows += len(lines)
        await file.add("".join(lines).encode())
        ids = [row.id for row in shown]
        await repository.note_cases(operation, file.city_id, file.export_id, ids)
        if counts.applications <= MOST_SUBJECTS:
            counts.case_ids.extend(ids)
    await file.close_part()
    return counts


def _is_left_out(row: Row[Any], layout: _Layout) -> bool:
    return bool(row.is_never_printed or (row.is_restricted and not layout.with_restricted))


def _lines(found: Iterable[Row[Any]], layout: _Layout) -> list[str]:
    lines = []
    for row in found:
        own = _own_cells(row, layout)
        for position, cells in enumerate(rows(layout.columns, row.values, layout.dates), start=1):
            of_row = [str(position)] if layout.columns.list_name else []
            lines.append(csv_line([*own, *of_row, *cells]))
    return lines


def _own_cells(row: Row[Any], layout: _Layout) -> list[str]:
    filled = row.filled_at.astimezone(JAPAN)
    accepted = {"value": row.accepted_on.isoformat(), "text": None, "western": False}
    return [
        row.number,
        date_cell(accepted, layout.dates),
        row.section_name,
        row.counter,
        row.reason_name,
        STATUS_LABELS[CaseStatus(row.status)],
        str(layout.numbers[row.form_version_id]),
        f"{filled:%Y-%m-%d %H:%M}",
        str(row.problem_count),
    ]


def _options(asked: ExportApplications) -> dict[str, str]:
    return {
        "rowsOf": asked.rows_of.value,
        "header": asked.header.value,
        "dates": asked.dates.value,
    }


def _note(
    operation: Operation, asked: ExportApplications, export_id: UUID, counts: _Counts
) -> None:
    """Say in the log what was asked, how much went out, and under which file to look it up."""
    operation.audit.show("applicationExport", (export_id,))
    if counts.applications <= MOST_SUBJECTS:
        operation.audit.show("case", counts.case_ids)
    operation.audit.search_for(
        "exportApplications",
        {
            "formCode": asked.form_code,
            "from": asked.first.isoformat(),
            "to": asked.last.isoformat(),
            "section": asked.section,
            "statuses": [status.value for status in asked.statuses],
            "withRestricted": asked.with_restricted,
            **_options(asked),
            "applications": counts.applications,
            "leftOut": counts.left_out,
        },
    )


async def require_seen_export(operation: Operation, export_id: UUID) -> None:
    """Refuse a file with somebody under 支援措置 to those who may not see them.

    Also where the protection began after the file was made: it must be made anew without them.
    """
    if Permission.SEE_RESTRICTED in operation.permissions:
        return
    blocked = await repository.list_restricted_in_export(operation.session, export_id)
    row = await repository.get_export(operation.session, export_id)
    if blocked or row.has_restricted:
        operation.audit.show("resident", blocked, blocked=True)
        raise NotPermittedError(
            "支援措置の対象者を含むため、取り扱えません。新しく出力してください。"
        )
