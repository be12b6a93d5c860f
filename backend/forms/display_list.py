"""The display list: what a sheet of paper shows, in millimetres from its top left corner.

The PDF painter and the designer paint the same list: glyphs by font hash and glyph id, lines,
rectangles, ellipses and images. Nobody but the layout engine measures or breaks text.
``schema/display_list.schema.json`` is its contract.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import orjson

BLACK = "#000000"


def rounded(millimetres: float) -> float:
    """Round to a thousandth of a millimetre, so that the same list has the same bytes."""
    return round(millimetres, 3) + 0.0  # no negative zero


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one font on one baseline; ``text`` is what a reader copies or hears.

    The glyphs stand at ``offsets`` from ``x``: at their natural places, or all an equal gap apart.
    """

    kind: ClassVar[str] = "glyphs"
    x: float
    y: float
    size: float
    font: str
    glyphs: tuple[int, ...]
    offsets: tuple[float, ...]
    text: str
    color: str = BLACK
    element: str = ""
    signature: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through two or more points."""

    kind: ClassVar[str] = "line"
    points: tuple[tuple[float, float], ...]
    width: float
    dash: tuple[float, ...] = ()
    color: str = BLACK
    element: str = ""
    signature: bool = False
    cap: str = ""  # "round": ends and corners of a pen


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, stroked when it has a width and filled when it has a fill."""

    kind: ClassVar[str] = "rect"
    x: float
    y: float
    w: float
    h: float
    width: float = 0.0
    dash: tuple[float, ...] = ()
    color: str = BLACK
    fill: str = ""
    radius: float = 0.0
    element: str = ""
    signature: bool = False


@dataclass(frozen=True, slots=True)
class Rects:
    """Many filled rectangles painted at once (a QR code): no seam shows between them."""

    kind: ClassVar[str] = "rects"
    rects: tuple[tuple[float, float, float, float], ...]
    text: str
    color: str = BLACK
    element: str = ""
    signature: bool = False


@dataclass(frozen=True, slots=True)
class Ellipse:
    """An ellipse within a box."""

    kind: ClassVar[str] = "ellipse"
    x: float
    y: float
    w: float
    h: float
    width: float
    color: str = BLACK
    element: str = ""
    signature: bool = False


PathCommand = tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and curves of a drawing: ``M x y``, ``L x y``, ``C x1 y1 x2 y2 x y``, ``Z``."""

    kind: ClassVar[str] = "path"
    commands: tuple[PathCommand, ...]
    fill: str = ""
    rule: str = "nonzero"
    color: str = BLACK
    width: float = 0.0
    element: str = ""
    signature: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture, named by the hash of its bytes, which stand beside the pages."""

    kind: ClassVar[str] = "image"
    x: float
    y: float
    w: float
    h: float
    hash: str
    text: str
    element: str = ""
    signature: bool = False


Item = GlyphRun | Line | Rect | Rects | Ellipse | Path | Image


def moved(item: Item, right: float, down: float = 0.0) -> Item:
    """Return an item moved to the right and downwards."""
    if isinstance(item, Line):
        return replace(item, points=tuple(_moved_points(item.points, right, down)))
    if isinstance(item, Rects):
        rects = tuple((rounded(x + right), rounded(y + down), w, h) for x, y, w, h in item.rects)
        return replace(item, rects=rects)
    if isinstance(item, Path):
        return replace(item, commands=placed(item.commands, 1.0, right, down))
    return replace(item, x=rounded(item.x + right), y=rounded(item.y + down))


def _moved_points(
    points: Sequence[tuple[float, float]], right: float, down: float
) -> Iterator[tuple[float, float]]:
    for x, y in points:
        yield rounded(x + right), rounded(y + down)


def placed(
    commands: Sequence[PathCommand], scale: float, right: float, down: float
) -> tuple[PathCommand, ...]:
    """Return the commands of a path scaled, then moved."""
    return tuple(
        (
            command[0],
            *(
                rounded(float(number) * scale + (down if index % 2 else right))
                for index, number in enumerate(command[1:])
            ),
        )
        for command in commands
    )


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a sheet."""

    name: str
    width: float
    height: float
    sheet: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class DisplayList:
    """A document as it is printed: its pages in the order of the printer's sides."""

    form: str
    title: str
    duplex: str
    pages: tuple[Page, ...]
    fonts: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the list as the designer receives it; pictures are fetched by their hash."""
        return {
            "format": "display-list",
            "version": "1.0",
            "form": self.form,
            "title": self.title,
            "duplex": self.duplex,
            "fonts": dict(self.fonts),
            "pages": [_page_json(page, page.items) for page in self.pages],
        }

    def hash(self, *, without_signature: bool = False) -> str:
        """Return the hash of what is printed; without signatures it is what the citizen saw."""
        document = self.to_json()
        if without_signature:
            document["pages"] = [
                _page_json(page, [item for item in page.items if not item.signature])
                for page in self.pages
            ]
        return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _page_json(page: Page, items: Sequence[Item]) -> dict[str, Any]:
    return {
        "name": page.name,
        "width": page.width,
        "height": page.height,
        "sheet": page.sheet,
        "items": [item_json(item) for item in items],
    }


def item_json(item: Item) -> dict[str, Any]:
    """Leave out what has its usual value: a form has hundreds of items."""
    document: dict[str, Any] = {"kind": item.kind}
    for name, usual in _USUAL_VALUES[type(item)]:
        value = getattr(item, name)
        if value != usual:
            document[name] = value
    return document


def _usual_values(item_type: type[Any]) -> tuple[tuple[str, object], ...]:
    fields = item_type.__dataclass_fields__.values()
    return tuple((entry.name, entry.default) for entry in fields if entry.name != "kind")


_USUAL_VALUES: dict[type, tuple[tuple[str, object], ...]] = {
    item_type: _usual_values(item_type)
    for item_type in (GlyphRun, Line, Rect, Rects, Ellipse, Path, Image)
}
