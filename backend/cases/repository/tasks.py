"""SQL of the tasks of sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, any_, bindparam, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.cases.status import TaskStatus
from backend.cases.tables.cases import CaseRow
from backend.cases.tables.tasks import TaskRow
from backend.errors import NotFoundError
from backend.staff.tables import PlaceRow, SectionPlaceRow, SectionRow, StaffRow


async def list_tasks(session: AsyncSession, case_id: UUID) -> Sequence[TaskRow]:
    """The tasks of a case, in the order of its procedures."""
    statement = (
        select(TaskRow)
        .where(TaskRow.case_id == case_id)
        .order_by(TaskRow.position, TaskRow.procedure_code)
    )
    return (await session.scalars(statement)).all()


async def find_case_of_task(session: AsyncSession, task_id: UUID | None) -> UUID | None:
    """The case that a task belongs to."""
    return await session.scalar(select(TaskRow.case_id).where(TaskRow.id == task_id))


async def get_case_of_task(session: AsyncSession, task_id: UUID) -> UUID:
    """The case of a task that is known to be there."""
    return (await session.scalars(select(TaskRow.case_id).where(TaskRow.id == task_id))).one()


async def list_sections_by_code(
    session: AsyncSession, codes: Sequence[str]
) -> Sequence[SectionRow]:
    """The sections with these codes, closed ones too."""
    statement = select(SectionRow).where(_is_any(SectionRow.code, codes))
    return (await session.scalars(statement)).all()


async def list_section_names(session: AsyncSession, section_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of sections."""
    statement = select(SectionRow.id, SectionRow.name).where(_is_any(SectionRow.id, section_ids))
    return {id_: name for id_, name in (await session.execute(statement)).all()}


async def list_sections_at(
    session: AsyncSession, place_id: UUID, section_ids: Sequence[UUID]
) -> set[UUID]:
    """Which of the sections work at a place."""
    statement = select(SectionPlaceRow.section_id).where(
        SectionPlaceRow.place_id == place_id, _is_any(SectionPlaceRow.section_id, section_ids)
    )
    return set((await session.scalars(statement)).all())


async def find_section(session: AsyncSession, section_id: UUID | None) -> SectionRow | None:
    """One section."""
    return await session.scalar(select(SectionRow).where(SectionRow.id == section_id))


async def get_section_at(
    session: AsyncSession, section_id: UUID, place_id: UUID | None
) -> SectionPlaceRow:
    """That a section works at a place."""
    found = await session.scalar(
        select(SectionPlaceRow).where(
            SectionPlaceRow.section_id == section_id, SectionPlaceRow.place_id == place_id
        )
    )
    if found is None:
        raise NotFoundError("この課の窓口はその場所にありません。", path=("input", "toPlace"))
    return found


async def get_section_of_staff(session: AsyncSession, staff_id: UUID) -> UUID:
    """The official's own section."""
    statement = select(StaffRow.section_id).where(StaffRow.id == staff_id)
    return (await session.scalars(statement)).one()


def tasks_matching(
    own_sections: Sequence[UUID],
    *,
    sections: Sequence[UUID] | None,
    statuses: Sequence[TaskStatus],
    place_id: Any,
    taken_by: UUID | None,
    case_id: Any,
) -> Select[TaskRow]:
    """Tasks of the official's sections, by section, status, place, case, and whose they are."""
    chosen = own_sections if sections is None else [id_ for id_ in own_sections if id_ in sections]
    statement = select(TaskRow).where(
        _is_any(TaskRow.section_id, chosen), TaskRow.status.in_(statuses)
    )
    if place_id is not None:
        statement = statement.where(TaskRow.place_id == place_id)
    if taken_by is not None:
        statement = statement.where(TaskRow.taken_by == taken_by)
    if case_id is not None:
        statement = statement.where(TaskRow.case_id == case_id)
    return statement


def standing_of_tasks() -> Any:
    """SQL: of a case, section and status of each task as JSON."""
    one_task = func.jsonb_build_object(
        literal("section_id"),
        SectionRow.id,
        literal("section"),
        SectionRow.name,
        literal("status"),
        TaskRow.status,
    )
    return (
        select(func.jsonb_agg(one_task))
        .select_from(TaskRow)
        .join(
            SectionRow,
            (SectionRow.city_id == TaskRow.city_id) & (SectionRow.id == TaskRow.section_id),
        )
        .where(TaskRow.city_id == CaseRow.city_id, TaskRow.case_id == CaseRow.id)
        .correlate(CaseRow)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Window:
    """Where a section works: the building and the floor."""

    place_id: UUID
    place: str
    floor: str


async def list_counters(
    session: AsyncSession, section_ids: Sequence[UUID]
) -> dict[UUID, list[Window]]:
    """Where sections work; the first building of the city first."""
    statement = (
        select(SectionPlaceRow.section_id, PlaceRow.id, PlaceRow.name, SectionPlaceRow.floor)
        .join(
            PlaceRow,
            (PlaceRow.city_id == SectionPlaceRow.city_id)
            & (PlaceRow.id == SectionPlaceRow.place_id),
        )
        .where(_is_any(SectionPlaceRow.section_id, section_ids))
        .order_by(PlaceRow.id)
    )
    found: dict[UUID, list[Window]] = {}
    for section_id, place_id, place, floor in (await session.execute(statement)).all():
        found.setdefault(section_id, []).append(Window(place_id, place, floor))
    return found


def _is_any(column: Any, values: Sequence[Any]) -> Any:
    # The same statement for any number of values.
    return column == any_(bindparam(None, list(values), type_=ARRAY(column.type)))
