"""Small pictures of forms, drawn once for each content and kept in memory."""

from collections.abc import Callable
from datetime import UTC, datetime

from backend.forms.display_list import DisplayList
from backend.forms.embedding import DocumentInfo
from backend.forms.kept import Kept
from backend.forms.pdf import paint
from backend.forms.pictures import PagePictures

WIDTH = 360  # pixels
MOST_BYTES = 32_000_000
# No clock: the picture is the same whenever it is drawn.
INFO = DocumentInfo(title="thumbnail", created_at=datetime(2026, 1, 1, tzinfo=UTC))


class Thumbnails:
    """Keeps what was drawn under the hash of the template; no sample people are on it."""

    def __init__(self, pictures: PagePictures, most_bytes: int = MOST_BYTES) -> None:
        self._pictures = pictures
        self._kept: Kept[str, bytes] = Kept(most_bytes)

    async def get(self, sha256: str, make: Callable[[], DisplayList]) -> bytes:
        """The picture of the first page; ``make`` is called when it must be drawn."""
        found = self._kept.get(sha256)
        if found is None:
            found = await self._pictures.draw(lambda: paint([_first_page(make())], INFO), 1, WIDTH)
            self._kept.put(sha256, found, len(found))
        return found


def _first_page(printed: DisplayList) -> DisplayList:
    return DisplayList(
        form=printed.form,
        title=printed.title,
        duplex="none",
        pages=printed.pages[:1],
        fonts=printed.fonts,
        images=printed.images,
    )
