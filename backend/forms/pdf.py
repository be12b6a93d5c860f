"""PDF: display lists painted with reportlab's canvas. The same lists give the same bytes."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.lib.utils import ImageReader

from backend.forms.display_list import (
    DisplayList,
    Ellipse,
    GlyphRun,
    Image,
    Line,
    Page,
    Rect,
    Rects,
)
from backend.forms.embedding import (
    DocumentInfo,
    EmbeddedFont,
    PlainCanvas,
    embedded_font,
    glyph_codes,
    stamp,
    tag_pages,
)
from backend.forms.fonts import opened_font

POINTS_PER_MM = 72 / 25.4
_ADJUSTED_FROM = 0.02  # points; a glyph farther than this from its natural place is moved


def paint(display_lists: Sequence[DisplayList], info: DocumentInfo) -> bytes:
    """Paint documents into one PDF, each page in its own size."""
    buffer = BytesIO()
    canvas = PlainCanvas(buffer, pageCompression=1, invariant=1, lang="ja", pdfVersion=(1, 7))
    canvas.setTitle(info.title)
    canvas.setAuthor(info.author)
    canvas.setSubject(info.subject)
    canvas.setCreator("Madoguchi")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    marks = []
    for display_list in display_lists:
        embedded = {name: embedded_font(opened_font(name)) for name in display_list.fonts}
        for page in display_list.pages:
            painter = _Painter(canvas, page.height, embedded, display_list.images)
            marks.append(painter.paint(page))
    _set_duplex(canvas, display_lists)
    hashes = "".join(display_list.hash() for display_list in display_lists)
    stamp(canvas._doc, info, hashlib.sha256(hashes.encode()).hexdigest())
    tag_pages(canvas._doc, marks)
    canvas.save()
    return buffer.getvalue()


_DUPLEX = {"none": "Simplex", "longEdge": "DuplexFlipLongEdge", "shortEdge": "DuplexFlipShortEdge"}


def _set_duplex(canvas: Any, display_lists: Sequence[DisplayList]) -> None:
    """Tell the printer to print on both sides when every document of the file wants it alike."""
    wanted = {display_list.duplex for display_list in display_lists}
    if len(wanted) == 1:
        canvas.setViewerPreference("Duplex", _DUPLEX[wanted.pop()])


@dataclass
class _Painter:
    canvas: Any
    page_height: float
    fonts: Mapping[str, EmbeddedFont]
    images: Mapping[str, bytes]
    marks: int = 0

    def paint(self, page: Page) -> int:
        """Paint a page and return how many pieces of text it has."""
        self.canvas.setPageSize((page.width * POINTS_PER_MM, page.height * POINTS_PER_MM))
        for is_text, items in groupby(page.items, key=lambda item: isinstance(item, GlyphRun)):
            if is_text:
                self._paint_texts([item for item in items if isinstance(item, GlyphRun)])
            else:
                self.canvas.addLiteral("/Artifact BMC")
                for item in items:
                    _PAINTERS[type(item)](self, item)
                self.canvas.addLiteral("EMC")
        self.canvas.showPage()
        return self.marks

    def _x(self, x: float) -> float:
        return x * POINTS_PER_MM

    def _y(self, y: float) -> float:
        return (self.page_height - y) * POINTS_PER_MM

    def _paint_texts(self, runs: Sequence[GlyphRun]) -> None:
        operators = [self._text_operators(run) for run in runs]
        self.canvas.addLiteral("\n".join(operators))

    def _text_operators(self, run: GlyphRun) -> str:
        font = self.fonts[run.font]
        document = self.canvas._doc
        codes = glyph_codes(font, document, run.glyphs, run.text)
        shown, is_spaced = _shown(codes, run, font)
        actual = f"/ActualText <feff{run.text.encode('utf-16-be').hex()}>" if is_spaced else ""
        mark = f"/Span <</MCID {self.marks}{actual}>> BDC"
        self.marks += 1
        name = font.getSubsetInternalName(0, document)
        place = f"1 0 0 1 {self._x(run.x):.3f} {self._y(run.y):.3f} Tm"
        color = _fill_color(run.color)
        return f"{mark} BT {color} {name} {run.size:g} Tf {place} {shown} ET EMC"

    def _stroke(self, color: str, width: float, dash: Sequence[float] = ()) -> None:
        self.canvas.setStrokeColorRGB(*_rgb(color))
        self.canvas.setLineWidth(width * POINTS_PER_MM)
        self.canvas.setDash([part * POINTS_PER_MM for part in dash])

    def _paint_line(self, item: Line) -> None:
        self._stroke(item.color, item.width, item.dash)
        path = self.canvas.beginPath()
        path.moveTo(self._x(item.points[0][0]), self._y(item.points[0][1]))
        for x, y in item.points[1:]:
            path.lineTo(self._x(x), self._y(y))
        self.canvas.drawPath(path)

    def _paint_rect(self, item: Rect) -> None:
        if item.width:
            self._stroke(item.color, item.width, item.dash)
        if item.fill:
            self.canvas.setFillColorRGB(*_rgb(item.fill))
        place = (self._x(item.x), self._y(item.y + item.h), self._x(item.w), self._x(item.h))
        how = {"stroke": int(item.width > 0), "fill": int(bool(item.fill))}
        if item.radius:
            self.canvas.roundRect(*place, radius=self._x(item.radius), **how)
        else:
            self.canvas.rect(*place, **how)

    def _paint_rects(self, item: Rects) -> None:
        self.canvas.setFillColorRGB(*_rgb(item.color))
        path = self.canvas.beginPath()
        for x, y, w, h in item.rects:
            path.rect(self._x(x), self._y(y + h), self._x(w), self._x(h))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _paint_ellipse(self, item: Ellipse) -> None:
        self._stroke(item.color, item.width)
        self.canvas.ellipse(
            self._x(item.x), self._y(item.y), self._x(item.x + item.w), self._y(item.y + item.h)
        )

    def _paint_image(self, item: Image) -> None:
        picture = ImageReader(BytesIO(self.images[item.hash]))
        place = (self._x(item.x), self._y(item.y + item.h))
        size = (self._x(item.w), self._x(item.h))
        self.canvas.drawImage(picture, *place, *size, mask="auto")


_PAINTERS: dict[type, Callable[[_Painter, Any], None]] = {
    Line: _Painter._paint_line,
    Rect: _Painter._paint_rect,
    Rects: _Painter._paint_rects,
    Ellipse: _Painter._paint_ellipse,
    Image: _Painter._paint_image,
}


def _shown(codes: Sequence[str], run: GlyphRun, font: EmbeddedFont) -> tuple[str, bool]:
    """Write the codes; where glyphs stand apart, with the distance in thousandths of an em."""
    advances, units = font.file.advances, font.file.units_per_em
    parts, piece = [], [codes[0]]
    for index in range(1, len(codes)):
        step = (run.offsets[index] - run.offsets[index - 1]) * POINTS_PER_MM
        extra = step - advances[run.glyphs[index - 1]] * run.size / units
        if abs(extra) > _ADJUSTED_FROM:
            parts.append(f"<{''.join(piece)}>{-extra * 1000 / run.size:.1f}")
            piece = []
        piece.append(codes[index])
    last = f"<{''.join(piece)}>"
    if not parts:
        return f"{last} Tj", False
    return f"[{''.join(parts)}{last}] TJ", True


def _rgb(color: str) -> tuple[float, float, float]:
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255


def _fill_color(color: str) -> str:
    return "{:.3g} {:.3g} {:.3g} rg".format(*_rgb(color))
