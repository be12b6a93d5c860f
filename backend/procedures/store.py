"""Compiled catalogues, kept by version id: a published version never changes."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NotFoundError
from backend.procedures.catalogue import compile_catalogue
from backend.procedures.definitions import Catalogue
from backend.procedures.repository import get_document, published_version_id

MOST_KEPT = 50


class CatalogueStore:
    """Keeps the catalogues that were compiled, the last used longest."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, UUID], Catalogue] = {}

    async def published(
        self, session: AsyncSession, city_id: int, day: date
    ) -> tuple[UUID, Catalogue]:
        """The catalogue in force on a day; refuses when there is none."""
        version_id = await session.scalar(published_version_id(day))
        if version_id is None:
            raise NotFoundError("公開された手続きカタログがありません。")
        return version_id, await self.get(session, city_id, version_id)

    async def get(self, session: AsyncSession, city_id: int, version_id: UUID) -> Catalogue:
        """The compiled catalogue of a version."""
        key = (city_id, version_id)
        catalogue = self._kept.pop(key, None)
        if catalogue is None:
            document = await get_document(session, version_id)
            catalogue = compile_catalogue(document)[0]
        self._kept[key] = catalogue
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return catalogue
