"""All SQL of exported applications."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, Uuid, any_, bindparam, case, exists, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from backend.cases.repository.cases import has_restricted_person
from backend.cases.tables.cases import (
    ApplicationRow,
    CasePersonRow,
    CaseProcedureRow,
    CaseRow,
)
from backend.cases.tables.exports import (
    ApplicationExportRow,
    ExportedCaseRow,
    StatisticsWorkbookRow,
)
from backend.context.operation import Operation
from backend.errors import NotFoundError
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow
from backend.residents.tables import ResidentRow
from backend.staff.tables import SectionRow, StaffRow

ROWS_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class WantedApplications:
    """Which applications: of a form, of cases accepted in a span of time."""

    form_code: str
    since: datetime
    before: datetime
    section_id: UUID | None
    statuses: Sequence[str]


async def find_section_id(session: AsyncSession, code: str) -> UUID | None:
    """The section with a code."""
    found: UUID | None = await session.scalar(select(SectionRow.id).where(SectionRow.code == code))
    return found


async def list_form_versions(session: AsyncSession, form_code: str) -> Sequence[FormVersionRow]:
    """All versions of a form, the newest first."""
    statement = (
        select(FormVersionRow)
        .join(
            FormDefinitionRow,
            (FormDefinitionRow.city_id == FormVersionRow.city_id)
            & (FormDefinitionRow.id == FormVersionRow.form_definition_id),
        )
        .where(FormDefinitionRow.code == form_code)
        .order_by(FormVersionRow.number.desc())
    )
    return (await session.scalars(statement)).all()


def _wanted(columns: Sequence[Any], wanted: WantedApplications) -> Select[Any]:
    statement = (
        select(*columns)
        .select_from(CaseRow)
        .join(
            ApplicationRow,
            (ApplicationRow.city_id == CaseRow.city_id) & (ApplicationRow.case_id == CaseRow.id),
        )
        .join(StaffRow, (StaffRow.city_id == CaseRow.city_id) & (StaffRow.id == CaseRow.opened_by))
        .where(
            CaseRow.accepted_at >= wanted.since,
            CaseRow.accepted_at < wanted.before,
            CaseRow.status.in_(wanted.statuses),
            ApplicationRow.form_code == wanted.form_code,
        )
    )
    if wanted.section_id is not None:
        own_section = func.coalesce(CaseRow.section_id, StaffRow.section_id)
        statement = statement.where(own_section == wanted.section_id)
    return statement


@dataclass(frozen=True)
class Survey:
    """What a file will hold, before it is written."""

    applications: int
    version_ids: frozenset[UUID]
    most_rows: Mapping[str, int]  # by list


async def survey(operation: Operation, wanted: WantedApplications, lists: Sequence[str]) -> Survey:
    """How many there are, which versions occur, and how long each list grows in them."""
    longest = [
        func.max(_length_of(name)).label(f"list_{position}") for position, name in enumerate(lists)
    ]
    statement = _wanted(
        [ApplicationRow.form_version_id, func.count().label("number"), *longest], wanted
    ).group_by(ApplicationRow.form_version_id)
    found = await operation.rows(statement)
    most = {
        name: max((row[position + 2] or 0 for row in found), default=0)
        for position, name in enumerate(lists)
    }
    return Survey(
        applications=sum(row.number for row in found),
        version_ids=frozenset(row.form_version_id for row in found),
        most_rows=most,
    )


def _length_of(list_name: str) -> Any:
    inner = func.jsonb_extract_path(ApplicationRow.values, *list_name.split("."))
    return case((func.jsonb_typeof(inner) == "array", func.jsonb_array_length(inner)), else_=0)


async def stream_applications(
    operation: Operation, wanted: WantedApplications
) -> AsyncIterator[Sequence[Row[Any]]]:
    """The applications in the order of reception, some hundred at a time (a cursor of the server).

    Each says whether a person of its case is under 支援措置, and whether the form belongs to a
    procedure that is never printed.
    """
    statement = _wanted(
        [
            CaseRow.id,
            CaseRow.number,
            CaseRow.accepted_on,
            CaseRow.counter,
            CaseRow.status,
            CaseRow.reason_name,
            SectionRow.name.label("section_name"),
            ApplicationRow.form_version_id,
            ApplicationRow.values,
            ApplicationRow.filled_at,
            func.jsonb_array_length(ApplicationRow.problems).label("problem_count"),
            has_restricted_person().label("is_restricted"),
            _is_never_printed().label("is_never_printed"),
        ],
        wanted,
    ).order_by(CaseRow.accepted_at, CaseRow.id)
    statement = statement.join(
        SectionRow,
        (SectionRow.city_id == CaseRow.city_id)
        & (SectionRow.id == func.coalesce(CaseRow.section_id, StaffRow.section_id)),
    )
    options = {"yield_per": ROWS_AT_ONCE}
    async with operation.connection.stream(statement, execution_options=options) as result:
        async for rows in result.partitions():
            yield rows


def _is_never_printed() -> Any:
    return exists(
        select(CaseProcedureRow.id).where(
            CaseProcedureRow.city_id == CaseRow.city_id,
            CaseProcedureRow.case_id == CaseRow.id,
            CaseProcedureRow.never_printed,
            ApplicationRow.form_code == any_(CaseProcedureRow.form_codes),
        )
    ).correlate(CaseRow, ApplicationRow)


NOTE_CASES = text(
    "INSERT INTO exported_case (city_id, export_id, case_id)"
    " SELECT :city_id, :export_id, unnest(:case_ids)"
).bindparams(bindparam("export_id", type_=Uuid), bindparam("case_ids", type_=ARRAY(Uuid)))


async def note_cases(
    operation: Operation, city_id: int, export_id: UUID, case_ids: Sequence[UUID]
) -> None:
    """Note that these cases are in a file."""
    await operation.run(
        NOTE_CASES, {"city_id": city_id, "export_id": export_id, "case_ids": list(case_ids)}
    )


async def get_export(session: AsyncSession, export_id: UUID) -> ApplicationExportRow:
    """One exported file."""
    found = await session.scalar(
        select(ApplicationExportRow).where(ApplicationExportRow.id == export_id)
    )
    if found is None:
        raise NotFoundError("この出力は見つかりません。")
    return found


async def list_restricted_in_export(session: AsyncSession, export_id: UUID) -> Sequence[UUID]:
    """The residents in a file who are under 支援措置 today, whenever the file was made."""
    statement = (
        select(ResidentRow.id)
        .join(
            CasePersonRow,
            (CasePersonRow.city_id == ResidentRow.city_id)
            & (CasePersonRow.resident_id == ResidentRow.id),
        )
        .join(
            ExportedCaseRow,
            (ExportedCaseRow.city_id == CasePersonRow.city_id)
            & (ExportedCaseRow.case_id == CasePersonRow.case_id),
        )
        .where(ExportedCaseRow.export_id == export_id, ResidentRow.is_restricted)
        .distinct()
    )
    return (await session.scalars(statement)).all()


async def get_workbook(session: AsyncSession, workbook_id: UUID) -> StatisticsWorkbookRow:
    """One workbook of statistics."""
    found = await session.scalar(
        select(StatisticsWorkbookRow).where(StatisticsWorkbookRow.id == workbook_id)
    )
    if found is None:
        raise NotFoundError("この統計は見つかりません。")
    return found
