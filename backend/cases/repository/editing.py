"""SQL of who edits which case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.cases.status import CaseStatus
from backend.cases.tables.cases import CasePersonRow, CaseRow
from backend.errors import NotFoundError
from backend.staff.tables import CityRow, StaffRow


async def get_case_and_settings(
    session: AsyncSession, case_id: UUID | None
) -> tuple[CaseRow, Mapping[str, Any]]:
    """Load a case and lock it, with its city's settings."""
    statement = (
        select(CaseRow, CityRow.settings)
        .join(CityRow, CityRow.id == CaseRow.city_id)
        .where(CaseRow.id == case_id)
        .with_for_update(of=CaseRow)
    )
    found = (await session.execute(statement)).one_or_none()
    if found is None:
        raise NotFoundError("この受付は見つかりません。", path=("input", "caseId"))
    return found[0], found[1]


async def list_cases_of_session(session: AsyncSession, session_id: UUID) -> Sequence[CaseRow]:
    """The cases that a session edits, locked in the order of their ids."""
    statement = (
        select(CaseRow)
        .where(CaseRow.editing_session_id == session_id)
        .order_by(CaseRow.id)
        .with_for_update()
    )
    return (await session.scalars(statement)).all()


async def find_case_edited_elsewhere(
    session: AsyncSession,
    resident_ids: Sequence[UUID],
    *,
    case_id: UUID,
    staff_id: UUID,
    now: datetime,
) -> CaseRow | None:
    """Another open case with one of these residents that somebody else edits just now (V21)."""
    if not resident_ids:
        return None
    statement = (
        select(CaseRow)
        .join(
            CasePersonRow,
            (CasePersonRow.city_id == CaseRow.city_id) & (CasePersonRow.case_id == CaseRow.id),
        )
        .where(
            CasePersonRow.resident_id
            == any_(bindparam(None, list(resident_ids), type_=ARRAY(Uuid))),
            *_edited_elsewhere(case_id, staff_id, now),
        )
        .order_by(CaseRow.editing_since, CaseRow.id)
        .limit(1)
    )
    return await session.scalar(statement)


def _edited_elsewhere(case_id: UUID, staff_id: UUID, now: datetime) -> Sequence[Any]:
    """Another open case that somebody else edits just now."""
    return (
        CaseRow.id != case_id,
        CaseRow.status == CaseStatus.OPEN,
        CaseRow.editing_by != staff_id,
        CaseRow.editing_until > now,
    )


async def find_editor_elsewhere(
    session: AsyncSession, case_id: UUID, *, staff_id: UUID, now: datetime
) -> str | None:
    """Who else edits another open case with a resident of this one just now, by name (V21)."""
    own = select(CasePersonRow.resident_id).where(
        CasePersonRow.case_id == case_id, CasePersonRow.resident_id.is_not(None)
    )
    statement = (
        select(StaffRow.name)
        .join(CaseRow, (CaseRow.city_id == StaffRow.city_id) & (CaseRow.editing_by == StaffRow.id))
        .join(
            CasePersonRow,
            (CasePersonRow.city_id == CaseRow.city_id) & (CasePersonRow.case_id == CaseRow.id),
        )
        .where(
            CasePersonRow.resident_id.in_(own),
            *_edited_elsewhere(case_id, staff_id, now),
        )
        .order_by(CaseRow.editing_since, CaseRow.id)
        .limit(1)
    )
    return await session.scalar(statement)


async def get_staff_name(session: AsyncSession, staff_id: UUID) -> str:
    """The official's name, for a refusal that says who."""
    return (await session.scalars(select(StaffRow.name).where(StaffRow.id == staff_id))).one()


def editor_name() -> Any:
    """SQL: the name of whoever holds the lease of a case."""
    return (
        select(StaffRow.name)
        .where(StaffRow.city_id == CaseRow.city_id, StaffRow.id == CaseRow.editing_by)
        .correlate(CaseRow)
        .scalar_subquery()
    )
