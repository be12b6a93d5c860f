"""All SQL of the staff slice. `get_*` raises when absent, `find_*` may return None."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.context.operation import Operation
from backend.staff.tables import (
    CityRow,
    SectionRow,
    SessionRow,
    StaffGroupRow,
    StaffMembershipRow,
    StaffRow,
    StaffSectionRow,
)


async def find_city_by_code(session: AsyncSession, code: str) -> CityRow | None:
    """The city with a local government code."""
    return await session.scalar(select(CityRow).where(CityRow.local_government_code == code))


async def get_city(session: AsyncSession, city_id: int) -> CityRow:
    """One city of the directory."""
    return (await session.scalars(select(CityRow).where(CityRow.id == city_id))).one()


async def find_staff_for_sign_in(session: AsyncSession, staff_number: str) -> StaffRow | None:
    """The account with a staff number, locked so that failures are counted one by one."""
    return await session.scalar(
        select(StaffRow).where(StaffRow.staff_number == staff_number).with_for_update()
    )


def _session_by_token() -> Any:
    group_permissions = (
        select(func.unnest(StaffGroupRow.permissions).label("permission"))
        .join(
            StaffMembershipRow,
            (StaffMembershipRow.city_id == StaffGroupRow.city_id)
            & (StaffMembershipRow.group_id == StaffGroupRow.id),
        )
        .where(
            StaffMembershipRow.city_id == SessionRow.city_id,
            StaffMembershipRow.staff_id == SessionRow.staff_id,
        )
        .correlate(SessionRow)
        .subquery()
    )
    return (
        select(
            SessionRow.id,
            SessionRow.city_id,
            SessionRow.staff_id,
            SessionRow.terminal,
            SessionRow.ended_at,
            SessionRow.expires_at,
            SessionRow.last_used_at,
            StaffRow.is_active,
            StaffRow.section_id,
            StaffRow.place_id,
            select(func.array_agg(group_permissions.c.permission))
            .correlate(SessionRow)
            .scalar_subquery()
            .label("permissions"),
            select(func.array_agg(StaffSectionRow.section_id))
            .where(
                StaffSectionRow.city_id == SessionRow.city_id,
                StaffSectionRow.staff_id == SessionRow.staff_id,
            )
            .correlate(SessionRow)
            .scalar_subquery()
            .label("also_works_for"),
        )
        .join(
            StaffRow,
            (StaffRow.city_id == SessionRow.city_id) & (StaffRow.id == SessionRow.staff_id),
        )
        .where(SessionRow.token_hash == bindparam("token_hash"))
    )


# Built once: every request asks it.
SESSION_BY_TOKEN = _session_by_token()


async def find_session(operation: Operation, token_hash: bytes) -> Any:
    """The session of a token with its official and all permissions of the groups."""
    rows = await operation.rows(SESSION_BY_TOKEN, {"token_hash": token_hash})
    return rows[0] if rows else None


async def touch_session(operation: Operation, session_id: UUID, now: datetime) -> None:
    """Write a session's last use."""
    await operation.run(
        update(SessionRow).where(SessionRow.id == session_id).values(last_used_at=now)
    )


async def end_session(operation: Operation, session_id: UUID, now: datetime) -> None:
    """End a session."""
    await operation.run(
        update(SessionRow)
        .where(SessionRow.id == session_id, SessionRow.ended_at.is_(None))
        .values(ended_at=now)
    )


def sections_open_on(day: date | None) -> Select[SectionRow]:
    """The city's sections; with a day, those that are not closed on it."""
    statement = select(SectionRow)
    if day is None:
        return statement
    return statement.where(SectionRow.closed_on.is_(None) | (SectionRow.closed_on > day))


def seat_of(staff_id: UUID, column: Any) -> Any:
    """SQL: an official's section or place, as a value of another row that is inserted."""
    return select(column).where(StaffRow.id == staff_id).scalar_subquery()
