"""Loaded form definitions, kept by version id: a published version never changes."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend.forms.assets import asset_references
from backend.forms.definition import FormDefinition, load_definition
from backend.forms.repository.assets import load_assets
from backend.forms.tables.versions import FormVersionRow

MOST_KEPT = 500


class FormStore:
    """Keeps the definitions that were loaded, the last used longest."""

    def __init__(self) -> None:
        self._kept: dict[UUID, FormDefinition] = {}

    async def get(self, session: AsyncSession, version: FormVersionRow) -> FormDefinition:
        """The definition of a version, with the pictures that it prints."""
        definition = self._kept.pop(version.id, None) or await _loaded(session, version)
        self._kept[version.id] = definition
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return definition


async def _loaded(session: AsyncSession, version: FormVersionRow) -> FormDefinition:
    assets = await load_assets(session, asset_references(version.document))
    return load_definition(version.document, assets)
