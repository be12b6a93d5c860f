"""Documents bound into one file for the printer: backs paired with fronts, A4 joined to A3."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Self

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from backend.forms.display_list import DisplayList, Page, moved
from backend.forms.embedding import DocumentInfo
from backend.forms.fonts import Fonts, opened_font
from backend.forms.pdf import paint
from backend.forms.typesetting import TextStyle, set_text

_MM_PER_POINT = 25.4 / 72
_MARK_PLACE = (12.0, 3.0, 4.0)  # from the sides, from above, height (mm)
_MARK_STYLE = TextStyle(size=8, align="left")
_MARKED_TEXT = re.compile(rb"/Span <</MCID \d+[^>]*(?:<[^>]*>)?>> BDC")

_A4 = (210.0, 297.0)
_ONE_SIDED = "none"
_TURNED = "longEdge"


@dataclass(frozen=True)
class Bound:
    """A file of many documents, and how much paper it takes."""

    content: bytes
    pages: int
    leaves: int

    @classmethod
    def of(cls, content: bytes, *, is_duplex: bool) -> Self:
        """A file as it is."""
        pages = len(PdfReader(BytesIO(content)).pages)
        return cls(content, pages, -(-pages // 2) if is_duplex else pages)


def side_by_side(document: DisplayList) -> DisplayList:
    """Put front and back of a two-sided A4 form beside each other on A3, as it is unfolded."""
    pages = document.pages
    is_a4 = all((page.width, page.height) == _A4 for page in pages)
    if document.duplex == _ONE_SIDED or not is_a4 or len(pages) % 2:
        return document
    joined = tuple(
        _beside(front, back) for front, back in zip(pages[::2], pages[1::2], strict=True)
    )
    return replace(document, pages=joined, duplex=_ONE_SIDED)


def _beside(left: Page, right: Page) -> Page:
    return Page(
        f"{left.name}・{right.name}",
        left.width + right.width,
        left.height,
        left.sheet,
        (*left.items, *(moved(item, left.width) for item in right.items)),
    )


def count_pages(content: bytes) -> int:
    """How many pages a file has."""
    return len(PdfReader(BytesIO(content)).pages)


def for_both_sides(document: DisplayList) -> DisplayList:
    """Begin every sheet on a front: a blank back follows what is printed on one side only."""
    pages = tuple(_with_backs(document))
    edge = _TURNED if document.duplex == _ONE_SIDED else document.duplex
    return replace(document, pages=pages, duplex=edge)


def _with_backs(document: DisplayList) -> Iterator[Page]:
    if document.duplex == _ONE_SIDED:
        # Its sheets are filed one by one: none stands on the back of another.
        for page in document.pages:
            yield from (page, _blank(page))
        return
    for _, group in groupby(document.pages, key=lambda page: page.sheet):
        sides = list(group)
        yield from sides
        if len(sides) % 2:
            yield _blank(sides[-1])


def _blank(front: Page) -> Page:
    return Page("白紙", front.width, front.height, front.sheet, ())


def for_one_side(document: DisplayList) -> DisplayList:
    """Print every page on a sheet of its own."""
    return replace(document, duplex=_ONE_SIDED)


def bind(parts: Sequence[bytes], *, is_duplex: bool) -> Bound:
    """Bind files in order; the last gives the title, the times and the id.

    Each part begins on a front. The same parts give the same bytes.
    """
    writer = PdfWriter(clone_from=BytesIO(parts[-1]))
    position = 0
    for part in parts[:-1]:
        for page in PdfReader(BytesIO(part)).pages:
            _forget_structure(writer.insert_page(page, position))
            position += 1
        if is_duplex and position % 2:
            last = writer.pages[position - 1].mediabox
            writer.insert_blank_page(last.width, last.height, position)
            position += 1
    return Bound.of(_written(writer), is_duplex=is_duplex)


def marked(content: bytes, words: str, fonts: Fonts) -> bytes:
    """Write words on top of every page that is not blank, beside what it says (再印刷)."""
    writer = PdfWriter(clone_from=BytesIO(content))
    for page in writer.pages:
        if page.get_contents() is None or not page.extract_text():
            continue
        width, height = (float(side) * _MM_PER_POINT for side in page.mediabox[2:])
        page.merge_page(_mark(words, width, height, fonts))
    return _written(writer)


def _mark(words: str, width: float, height: float, fonts: Fonts) -> PageObject:
    """A page with nothing on it but the mark, which is no part of the document's text."""
    set_words = set_text(words, width - 2 * _MARK_PLACE[0], _MARK_PLACE[2], _MARK_STYLE, fonts)
    items = tuple(
        moved(replace(run, y=run.y + _MARK_PLACE[1]), _MARK_PLACE[0]) for run in set_words.runs
    )
    used = {run.font: opened_font(run.font).name for run in set_words.runs}
    page = Page("", width, height, 1, items)
    info = DocumentInfo(title="", created_at=datetime(1970, 1, 1, tzinfo=UTC))
    painted = paint([DisplayList("", "", _ONE_SIDED, (page,), used)], info)
    overlay = PdfReader(BytesIO(painted)).pages[0]
    drawing = DecodedStreamObject()
    contents = overlay.get_contents()
    drawn = contents.get_data() if contents is not None else b""
    drawing.set_data(_MARKED_TEXT.sub(b"/Artifact BMC", drawn))
    overlay[NameObject("/Contents")] = drawing
    return overlay


def _written(writer: PdfWriter) -> bytes:
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _forget_structure(page: PageObject) -> None:
    """The numbers of another file's reading order mean nothing in this one."""
    page.pop(NameObject("/StructParents"), None)
