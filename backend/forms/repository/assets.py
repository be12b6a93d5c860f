"""SQL of the pictures of forms. `get_*` raises when absent."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from backend.errors import NotFoundError
from backend.forms.assets import FormAsset
from backend.forms.tables.assets import FormAssetRow

GONE = "この画像は見つかりません。"


async def get_asset(session: AsyncSession, sha256: str) -> FormAsset:
    """A picture by the hash of its bytes."""
    found = await load_assets(session, (sha256,))
    if sha256 not in found:
        raise NotFoundError(GONE)
    return found[sha256]


async def load_assets(
    session: AsyncSession, references: Collection[str]
) -> Mapping[str, FormAsset]:
    """The pictures of these names; one that is not there is left out. None asked: no statement."""
    if not references:
        return {}
    columns = (
        FormAssetRow.sha256,
        FormAssetRow.kind,
        FormAssetRow.media_type,
        FormAssetRow.content,
        FormAssetRow.width_mm,
        FormAssetRow.height_mm,
    )
    statement = select(*columns).where(FormAssetRow.sha256.in_(sorted(references)))
    return {row.sha256: FormAsset(*row) for row in await session.execute(statement)}


async def weigh_assets(session: AsyncSession, references: Collection[str]) -> int:
    """How many bytes the pictures of these names have together."""
    statement = select(func.sum(func.octet_length(FormAssetRow.content))).where(
        FormAssetRow.sha256.in_(sorted(references))
    )
    return await session.scalar(statement) or 0


async def list_known_assets(
    session: AsyncSession, references: Collection[str]
) -> Sequence[FormAssetRow]:
    """The rows of these names as far as they are there, without their bytes."""
    statement = (
        select(FormAssetRow)
        .options(defer(FormAssetRow.content))
        .where(FormAssetRow.sha256.in_(sorted(references)))
    )
    return (await session.scalars(statement)).all()


async def add_if_new(session: AsyncSession, row: FormAssetRow) -> None:
    """Keep a picture; of two officials who bring the same one, one keeps it."""
    values = {column.key: getattr(row, column.key) for column in FormAssetRow.__table__.columns}
    statement = insert(FormAssetRow).values(values)
    await session.execute(statement.on_conflict_do_nothing(index_elements=["city_id", "sha256"]))
