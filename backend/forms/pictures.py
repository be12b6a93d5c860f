"""Pages as pictures (PNG): drawn from the PDF that would be printed, kept in memory alone.

PDFium is not safe in several threads at once, so one thread of its own draws for everybody. What
was drawn is kept under the showing it belongs to, a few pictures each, and never on disk.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import UUID

import pypdfium2

NARROWEST, USUAL, WIDEST = 300, 1200, 3000  # pixels
MOST_BYTES = 64_000_000
MOST_OF_A_SHOWING = 24

PictureKey = tuple[UUID, int, int]  # document, page from 1, width


def draw_page(pdf: bytes, page: int, width: int) -> bytes:
    """One page of a PDF as PNG of a width in pixels; pages count from 1."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = document[page - 1]
        # PDFium rounds up: a hair less gives exactly the width that was asked.
        bitmap = drawn.render(scale=(width - 0.001) / drawn.get_width())
        buffer = BytesIO()
        bitmap.to_pil().convert("RGB").save(buffer, "PNG", compress_level=3)
    finally:
        document.close()
    return buffer.getvalue()


class PagePictures:
    """Draws pages and keeps the last ones of each showing, the longest unused leaving first."""

    def __init__(
        self, *, most_bytes: int = MOST_BYTES, most_of_a_showing: int = MOST_OF_A_SHOWING
    ) -> None:
        self.most_bytes = most_bytes
        self.most_of_a_showing = most_of_a_showing
        self.bytes = 0
        self._kept: OrderedDict[tuple[UUID, PictureKey], bytes] = OrderedDict()
        self._drawing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages")

    def __len__(self) -> int:
        return len(self._kept)

    async def get(self, showing_id: UUID, key: PictureKey, make_pdf: Callable[[], bytes]) -> bytes:
        """A page's picture; ``make_pdf`` is called when it must be drawn."""
        place = (showing_id, key)
        picture = self._kept.get(place)
        if picture is None:
            picture = await self.draw(make_pdf, key[1], key[2])
            self._keep(place, picture)
        else:
            self._kept.move_to_end(place)
        return picture

    async def draw(self, make_pdf: Callable[[], bytes], page: int, width: int) -> bytes:
        """Draw a page without keeping it."""
        return await asyncio.get_running_loop().run_in_executor(
            self._drawing, lambda: draw_page(make_pdf(), page, width)
        )

    def forget(self, showing_id: UUID) -> None:
        """Drop what belongs to a showing: it has ended."""
        for place in [place for place in self._kept if place[0] == showing_id]:
            self._drop(place)

    def _keep(self, place: tuple[UUID, PictureKey], picture: bytes) -> None:
        if place in self._kept:
            return  # drawn twice at the same time
        self._kept[place] = picture
        self.bytes += len(picture)
        own = [kept for kept in self._kept if kept[0] == place[0]]
        if len(own) > self.most_of_a_showing:
            self._drop(own[0])
        while self.bytes > self.most_bytes:
            self._drop(next(iter(self._kept)))

    def _drop(self, place: tuple[UUID, PictureKey]) -> None:
        self.bytes -= len(self._kept.pop(place))
