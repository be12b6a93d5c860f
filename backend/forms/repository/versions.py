"""SQL of published versions."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFoundError
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow, FormVersionStatus


async def get_version(session: AsyncSession, version_id: UUID) -> FormVersionRow:
    """One version of a form."""
    found = await session.scalar(select(FormVersionRow).where(FormVersionRow.id == version_id))
    if found is None:
        raise NotFoundError("この帳票の版は見つかりません。")
    return found


async def find_version_in_force(
    session: AsyncSession, code: str, day: date
) -> FormVersionRow | None:
    """The published version of a form that is in force on a day."""
    statement = (
        select(FormVersionRow)
        .join(
            FormDefinitionRow,
            (FormDefinitionRow.city_id == FormVersionRow.city_id)
            & (FormDefinitionRow.id == FormVersionRow.form_definition_id),
        )
        .where(
            FormDefinitionRow.code == code,
            FormVersionRow.status == FormVersionStatus.PUBLISHED,
            FormVersionRow.valid_from <= day,
            or_(FormVersionRow.valid_to.is_(None), FormVersionRow.valid_to >= day),
        )
        .order_by(FormVersionRow.number.desc())
        .limit(1)
    )
    return await session.scalar(statement)


async def list_versions_in_force(session: AsyncSession, day: date) -> Sequence[FormVersionRow]:
    """The published versions of all forms that are in force on a day."""
    statement = select(FormVersionRow).where(
        FormVersionRow.status == FormVersionStatus.PUBLISHED,
        FormVersionRow.valid_from <= day,
        or_(FormVersionRow.valid_to.is_(None), FormVersionRow.valid_to >= day),
    )
    return (await session.scalars(statement)).all()
