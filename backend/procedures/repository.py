"""All SQL of the procedures slice. `get_*` raises when absent, `find_*` may return None."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.procedures.errors import CatalogueNotFoundError
from backend.procedures.status import CatalogueStatus
from backend.procedures.tables import CatalogueVersionRow, ProcedureRow, ReasonRow


def published_on(day: date) -> Select[CatalogueVersionRow]:
    """The version in force on a day: the latest published one that has begun."""
    return (
        select(CatalogueVersionRow)
        .where(
            CatalogueVersionRow.status == CatalogueStatus.PUBLISHED,
            CatalogueVersionRow.effective_from <= day,
        )
        .order_by(CatalogueVersionRow.effective_from.desc(), CatalogueVersionRow.number.desc())
        .limit(1)
    )


def published_version_id(day: date) -> Select[UUID]:
    """The id of the version in force on a day."""
    return published_on(day).with_only_columns(CatalogueVersionRow.id)


def reasons_on(day: date) -> Select[ReasonRow]:
    """The reasons to come of the version in force."""
    version = published_version_id(day).scalar_subquery()
    return select(ReasonRow).where(ReasonRow.catalogue_version_id == version)


def procedures_on(day: date, reason: str | None) -> Select[ProcedureRow]:
    """The procedures that exist on a day, of one reason to come or of all."""
    version = published_version_id(day).scalar_subquery()
    statement = select(ProcedureRow).where(
        ProcedureRow.catalogue_version_id == version,
        or_(ProcedureRow.effective_from.is_(None), ProcedureRow.effective_from <= day),
        or_(ProcedureRow.effective_to.is_(None), ProcedureRow.effective_to >= day),
    )
    if reason is None:
        return statement
    event = (
        select(ReasonRow.event)
        .where(ReasonRow.catalogue_version_id == version, ReasonRow.code == reason)
        .scalar_subquery()
    )
    return statement.where(event == func.any(ProcedureRow.events))


async def get_document(session: AsyncSession, version_id: UUID) -> dict[str, Any]:
    """The document of a version."""
    statement = select(CatalogueVersionRow.document).where(CatalogueVersionRow.id == version_id)
    document: dict[str, Any] | None = await session.scalar(statement)
    if document is None:
        raise CatalogueNotFoundError("この手続きカタログの版は見つかりません。")
    return document


async def get_version_for_update(session: AsyncSession, version_id: UUID) -> CatalogueVersionRow:
    """Load a version and lock it."""
    statement = (
        select(CatalogueVersionRow).where(CatalogueVersionRow.id == version_id).with_for_update()
    )
    found = await session.scalar(statement)
    if found is None:
        raise CatalogueNotFoundError("この手続きカタログの版は見つかりません。")
    return found


async def lock_city(session: AsyncSession, city_id: int) -> None:
    """Let those who add versions to a city take turns, so that numbers have no gaps."""
    await session.execute(
        select(func.pg_advisory_xact_lock(func.hashtext(literal(f"catalogue:{city_id}"))))
    )


async def last_number(session: AsyncSession) -> int:
    """The number of the city's newest version, 0 when there is none."""
    return await session.scalar(select(func.max(CatalogueVersionRow.number))) or 0
