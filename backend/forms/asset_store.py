"""Assets kept in memory between the edits of a form: an underlay may have megabytes."""

from collections.abc import Collection, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from backend.forms.assets import FormAsset
from backend.forms.kept import Kept
from backend.forms.repository.assets import load_assets

MOST_BYTES = 128_000_000


class AssetStore:
    """Keeps the last used assets of each city; they never change."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._kept: Kept[tuple[int, str], FormAsset] = Kept(most_bytes)

    async def get(
        self, session: AsyncSession, city_id: int, references: Collection[str]
    ) -> Mapping[str, FormAsset]:
        """The city's assets of these hashes, as far as they are there."""
        kept = {name: self._kept.get((city_id, name)) for name in references}
        found = {name: asset for name, asset in kept.items() if asset is not None}
        missing = [name for name in references if name not in found]
        for name, asset in (await load_assets(session, missing)).items():
            self._kept.put((city_id, name), asset, len(asset.content) + 200)
            found[name] = asset
        return found
