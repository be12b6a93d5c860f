"""PDF: display lists painted with reportlab. The same lists give the same bytes.

A page's drawing is written as PDF operators here, from millimetres to points with the origin at
the bottom; fonts, the reading order and the document's times and id are in ``embedding``.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader

from backend.forms.display_list import (
    DisplayList,
    Ellipse,
    GlyphRun,
    Image,
    Line,
    Page,
    Path,
    PathCommand,
    Rect,
    Rects,
)
from backend.forms.embedding import (
    DocumentInfo,
    EmbeddedFont,
    PlainCanvas,
    embedded_font,
    finish_pages,
    glyph_codes,
    stamp,
)
from backend.forms.fonts import opened_font

POINTS_PER_MM = 72 / 25.4
_ADJUSTED_FROM = 0.02  # points; a smaller gap is only the rounding of the display list
_ARC = 0.5522847498  # how far a curve's handles reach on a quarter of a circle


def paint(display_lists: Sequence[DisplayList], info: DocumentInfo) -> bytes:
    """Paint documents into one PDF, each page in its own size."""
    buffer = BytesIO()
    canvas = PlainCanvas(buffer, pageCompression=1, invariant=1, lang="ja", pdfVersion=(1, 7))
    canvas.setTitle(info.title)
    canvas.setAuthor(info.author)
    canvas.setSubject(info.subject)
    canvas.setCreator("Madoguchi")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    marks, digest = [], hashlib.sha256()
    for display_list in display_lists:
        embedded = {name: embedded_font(opened_font(name)) for name in display_list.fonts}
        for page in display_list.pages:
            painter = _Painter(canvas, page.height, embedded, display_list.images)
            digest.update(painter.paint(page).encode("ascii"))
            marks.append(painter.marks)
    _set_duplex(canvas, display_lists)
    stamp(canvas._doc, info, digest.hexdigest())
    finish_pages(canvas._doc, marks)
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
    operators: list[str] = field(default_factory=list)
    is_artifact: bool = False
    drawn: list[str] = field(default_factory=list)

    def paint(self, page: Page) -> str:
        """Paint a page and return its drawing; lines and boxes are marked as not being text."""
        self.canvas.setPageSize((page.width * POINTS_PER_MM, page.height * POINTS_PER_MM))
        for item in page.items:
            is_text = isinstance(item, GlyphRun)
            if is_text is self.is_artifact:
                self.operators.append("EMC" if is_text else "/Artifact BMC")
                self.is_artifact = not is_text
            _PAINTERS[type(item)](self, item)
        if self.is_artifact:
            self.operators.append("EMC")
        self._flush()
        self.canvas.showPage()
        return "\n".join(self.drawn)

    def _flush(self) -> None:
        drawing = "\n".join(self.operators)
        self.canvas.addLiteral(drawing)
        self.drawn.append(drawing)
        self.operators.clear()

    def _y(self, y: float) -> float:
        return (self.page_height - y) * POINTS_PER_MM

    def _paint_text(self, run: GlyphRun) -> None:
        font = self.fonts[run.font]
        document = self.canvas._doc
        codes = glyph_codes(font, document, run.glyphs, run.text)
        shown, is_spaced = _shown(codes, run, font)
        actual = f"/ActualText <feff{run.text.encode('utf-16-be').hex()}>" if is_spaced else ""
        name = font.getSubsetInternalName(0, document)
        self.operators.append(
            f"/Span <</MCID {self.marks}{actual}>> BDC BT {_rgb(run.color)} rg {name} {run.size:g} "
            f"Tf 1 0 0 1 {run.x * POINTS_PER_MM:.3f} {self._y(run.y):.3f} Tm {shown} ET EMC"
        )
        self.marks += 1

    def _paint_line(self, item: Line) -> None:
        x, y = item.points[0]
        path = [f"{x * POINTS_PER_MM:.3f} {self._y(y):.3f} m"]
        for x, y in item.points[1:]:
            path.append(f"{x * POINTS_PER_MM:.3f} {self._y(y):.3f} l")
        if item.cap:
            self.operators.append("q 1 J 1 j")
        self._stroke(" ".join(path), item.color, item.width, item.dash)
        if item.cap:
            self.operators.append("Q")

    def _paint_rect(self, item: Rect) -> None:
        path = self._rounded_path(item) if item.radius else self._rect_path(item)
        if item.fill:
            self.operators.append(f"{_rgb(item.fill)} rg {path} f")
        if item.width:
            self._stroke(path, item.color, item.width, item.dash)

    def _paint_rects(self, item: Rects) -> None:
        path = " ".join(self._box(*rect) for rect in item.rects)
        self.operators.append(f"{_rgb(item.color)} rg {path} f")

    def _paint_ellipse(self, item: Ellipse) -> None:
        across, up = item.w / 2, item.h / 2
        path = self._curved(item.x, item.y, item.w, item.h, across, up)
        self._stroke(path, item.color, item.width, ())

    def _paint_path(self, item: Path) -> None:
        path = " ".join(self._path_operator(command) for command in item.commands)
        if item.fill:
            self.operators.append(f"{_rgb(item.fill)} rg {path} {_FILLS[item.rule]}")
        if item.width:
            self._stroke(path, item.color, item.width, ())

    def _path_operator(self, command: PathCommand) -> str:
        name, *numbers = command
        points = zip(numbers[::2], numbers[1::2], strict=True)
        place = " ".join(self._point((float(x), float(y))) for x, y in points)
        return f"{place} {_PATH_OPERATORS[str(name)]}".strip()

    def _paint_image(self, item: Image) -> None:
        self._flush()
        self.drawn.append(item.hash)
        picture = ImageReader(BytesIO(self.images[item.hash]))
        place = (item.x * POINTS_PER_MM, self._y(item.y + item.h))
        size = (item.w * POINTS_PER_MM, item.h * POINTS_PER_MM)
        self.canvas.drawImage(picture, *place, *size, mask="auto")

    def _stroke(self, path: str, color: str, width: float, dash: Sequence[float]) -> None:
        lengths = " ".join(f"{part * POINTS_PER_MM:.3f}" for part in dash)
        self.operators.append(
            f"{_rgb(color)} RG {width * POINTS_PER_MM:.3f} w [{lengths}] 0 d {path} S"
        )

    def _rect_path(self, item: Rect) -> str:
        return self._box(item.x, item.y, item.w, item.h)

    def _box(self, x: float, y: float, w: float, h: float) -> str:
        place = f"{x * POINTS_PER_MM:.3f} {self._y(y + h):.3f}"
        return f"{place} {w * POINTS_PER_MM:.3f} {h * POINTS_PER_MM:.3f} re"

    def _rounded_path(self, item: Rect) -> str:
        radius = min(item.radius, item.w / 2, item.h / 2)
        return self._curved(item.x, item.y, item.w, item.h, radius, radius)

    def _curved(self, x: float, y: float, w: float, h: float, rx: float, ry: float) -> str:
        """Return a closed path around a box whose corners are quarters of an ellipse."""
        kx, ky = rx * (1 - _ARC), ry * (1 - _ARC)
        right, low = x + w, y + h
        corners = (
            ((right - rx, y), (right - kx, y), (right, y + ky), (right, y + ry)),
            ((right, low - ry), (right, low - ky), (right - kx, low), (right - rx, low)),
            ((x + rx, low), (x + kx, low), (x, low - ky), (x, low - ry)),
            ((x, y + ry), (x, y + ky), (x + kx, y), (x + rx, y)),
        )
        parts = []
        for index, (start, *handles) in enumerate(corners):
            parts.append(f"{self._point(start)} {'l' if index else 'm'}")
            parts.append(" ".join(self._point(handle) for handle in handles) + " c")
        return " ".join(parts) + " h"

    def _point(self, point: tuple[float, float]) -> str:
        return f"{point[0] * POINTS_PER_MM:.3f} {self._y(point[1]):.3f}"


_PATH_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_FILLS = {"nonzero": "f", "evenodd": "f*"}
_PAINTERS: dict[type, Callable[[_Painter, Any], None]] = {
    GlyphRun: _Painter._paint_text,
    Line: _Painter._paint_line,
    Rect: _Painter._paint_rect,
    Rects: _Painter._paint_rects,
    Ellipse: _Painter._paint_ellipse,
    Path: _Painter._paint_path,
    Image: _Painter._paint_image,
}


def _shown(codes: Sequence[str], run: GlyphRun, font: EmbeddedFont) -> tuple[str, bool]:
    """Write the codes; where glyphs stand apart, with the gap in thousandths of an em."""
    gaps = len(codes) - 1
    if gaps:
        units = sum(map(font.file.advances.__getitem__, run.glyphs[:-1]))
        natural = units * run.size / font.file.units_per_em
        gap = (run.offsets[-1] * POINTS_PER_MM - natural) / gaps
        if abs(gap) > _ADJUSTED_FROM:
            between = f">{-gap * 1000 / run.size:.1f}<"
            return f"[<{between.join(codes)}>] TJ", True
    return f"<{''.join(codes)}> Tj", False


def _rgb(color: str) -> str:
    if color == "#000000":
        return "0 0 0"
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return " ".join(f"{channel:.3g}" for channel in channels)
