"""Old and new version printed for the same people: what looks different, and where (比較印刷).

Pure: display lists in, boxes and a display list out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backend.forms.definition import load_draft
from backend.forms.display_list import (
    DisplayList,
    Ellipse,
    GlyphRun,
    Image,
    Item,
    Line,
    Page,
    Path,
    Rect,
    Rects,
    placed,
    rounded,
)
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out_draft

NEAR = 2.0  # mm: differences closer than this are framed together
MM_PER_POINT = 25.4 / 72
SHEET = (297.0, 210.0)
HEAD, MARGIN = 16.0, 8.0
FRAME = "#d6006c"
NOT_PUBLISHED = "公開した版がまだないため、比べるものがありません。"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page, in mm."""

    x: float
    y: float
    w: float
    h: float

    def is_near(self, other: "Box") -> bool:
        """Whether both belong under one frame."""
        return (
            self.x <= other.x + other.w + NEAR
            and other.x <= self.x + self.w + NEAR
            and self.y <= other.y + other.h + NEAR
            and other.y <= self.y + self.h + NEAR
        )

    def joined(self, other: "Box") -> "Box":
        """The box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.w, other.x + other.w)
        bottom = max(self.y + self.h, other.y + other.h)
        return Box(x, y, right - x, bottom - y)


@dataclass(frozen=True, slots=True)
class PageChange:
    """What is different on one printed side: from 1, and the boxes."""

    number: int
    boxes: tuple[Box, ...]


def changes(old: DisplayList, new: DisplayList) -> list[PageChange]:
    """The sides that look different; one that only one of both has is different as a whole."""
    found = []
    for index in range(max(len(old.pages), len(new.pages))):
        boxes = _boxes_of(_page(old, index), _page(new, index))
        if boxes:
            found.append(PageChange(index + 1, tuple(boxes)))
    return found


def _page(document: DisplayList, index: int) -> Page | None:
    return document.pages[index] if index < len(document.pages) else None


def _boxes_of(old: Page | None, new: Page | None) -> list[Box]:
    if old is None or new is None or (old.width, old.height) != (new.width, new.height):
        sides = [page for page in (old, new) if page is not None]
        width, height = (max(getattr(page, name) for page in sides) for name in ("width", "height"))
        return [Box(0, 0, width, height)]
    before, after = (Counter(_looks(item) for item in page.items) for page in (old, new))
    return _merged([box_of(item) for item in ((before - after) + (after - before))])


def _looks(item: Item) -> Item:
    """An item as it looks: whose it is makes no difference on the paper."""
    return replace(item, element="")


def box_of(item: Item) -> Box:
    """The rectangle that an item covers."""
    if isinstance(item, GlyphRun):
        em = item.size * MM_PER_POINT
        width = (max(item.offsets) if item.offsets else 0) + em
        return Box(item.x, item.y - em * 0.9, width, em * 1.15)
    if isinstance(item, Line):
        return _around(item.points)
    if isinstance(item, Rects):
        corners = [corner for x, y, w, h in item.rects for corner in ((x, y), (x + w, y + h))]
        return _around(corners)
    if isinstance(item, Path):
        numbers = [[float(one) for one in command[1:]] for command in item.commands]
        return _around([pair for one in numbers for pair in zip(one[::2], one[1::2], strict=True)])
    return Box(item.x, item.y, item.w, item.h)


def _around(points: Sequence[tuple[float, float]]) -> Box:
    if not points:
        return Box(0, 0, 0, 0)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """The boxes with those that lie near each other joined, from the top."""
    merged: list[Box] = []
    for box in boxes:
        near = [other for other in merged if box.is_near(other)]
        while near:
            merged = [other for other in merged if other not in near]
            for other in near:
                box = box.joined(other)
            near = [other for other in merged if box.is_near(other)]
        merged.append(box)
    return sorted(merged, key=lambda box: (box.y, box.x))


@dataclass(frozen=True)
class Compared:
    """Both printings of one sample family."""

    family: str
    label: str
    old: DisplayList
    new: DisplayList
    changes: Sequence[PageChange]


def regression_sheets(
    title: str, number: int | None, compared: Sequence[Compared], fonts: Fonts
) -> DisplayList:
    """A sheet for each side that looks different: old on the left, new on the right, framed.

    ``number`` is that of the version on the left; none: no version was published yet.
    """
    if number is None:
        return captions(SHEET, [title, NOT_PUBLISHED], fonts)
    pages: list[Page] = []
    lists: list[DisplayList] = []
    for one in compared:
        for change in one.changes:
            words = (
                f"{title}　見本「{one.label}」　{change.number}ページ　左: 第{number}版　右: 下書き"
            )
            head = captions(SHEET, [words], fonts)
            lists += [head, one.old, one.new]
            items = (*head.pages[0].items, *_side_by_side(one, change))
            pages.append(Page(one.label, *SHEET, change.number, items))
    if not pages:
        return captions(SHEET, [title, "どの見本でも、印刷結果は変わりません。"], fonts)
    return DisplayList(
        form="regression",
        title=title,
        duplex="none",
        pages=tuple(pages),
        fonts={name: label for one in lists for name, label in one.fonts.items()},
        images={name: bytes_ for one in lists for name, bytes_ in one.images.items()},
    )


def _side_by_side(one: Compared, change: PageChange) -> Iterator[Item]:
    half = SHEET[0] / 2
    for side, document in enumerate((one.old, one.new)):
        page = _page(document, change.number - 1)
        if page is None:
            continue
        scale = min((half - 2 * MARGIN) / page.width, (SHEET[1] - HEAD - MARGIN) / page.height)
        right = side * half + (half - page.width * scale) / 2
        yield Rect(right, HEAD, page.width * scale, page.height * scale, 0.1, color="#999999")
        for item in page.items:
            yield scaled(item, scale, right, HEAD)
        for box in change.boxes:
            yield Rect(
                rounded(box.x * scale + right - 0.5),
                rounded(box.y * scale + HEAD - 0.5),
                rounded(box.w * scale + 1),
                rounded(box.h * scale + 1),
                0.4,
                color=FRAME,
            )


def scaled(item: Item, scale: float, right: float, down: float) -> Item:
    """An item made smaller about the page's corner, then moved."""

    def at(x: float, y: float) -> tuple[float, float]:
        return rounded(x * scale + right), rounded(y * scale + down)

    if isinstance(item, Path):
        commands = placed(item.commands, scale, right, down)
        return replace(item, commands=commands, width=item.width * scale)
    if isinstance(item, Rects):
        rects = tuple((*at(x, y), w * scale, h * scale) for x, y, w, h in item.rects)
        return replace(item, rects=rects)
    if isinstance(item, Line):
        dash = tuple(one * scale for one in item.dash)
        points = tuple(at(x, y) for x, y in item.points)
        return replace(item, points=points, width=item.width * scale, dash=dash)
    x, y = at(item.x, item.y)
    if isinstance(item, GlyphRun):
        offsets = tuple(one * scale for one in item.offsets)
        return replace(item, x=x, y=y, size=item.size * scale, offsets=offsets)
    return _scaled_box(item, scale, x, y)


def _scaled_box(item: Rect | Ellipse | Image, scale: float, x: float, y: float) -> Item:
    w, h = item.w * scale, item.h * scale
    if isinstance(item, Image):
        return replace(item, x=x, y=y, w=w, h=h)
    if isinstance(item, Ellipse):
        return replace(item, x=x, y=y, w=w, h=h, width=item.width * scale)
    dash = tuple(one * scale for one in item.dash)
    width, radius = item.width * scale, item.radius * scale
    return replace(item, x=x, y=y, w=w, h=h, width=width, radius=radius, dash=dash)


def captions(size: tuple[float, float], lines: Sequence[str], fonts: Fonts) -> DisplayList:
    """A page with nothing but some lines at its head, set as a form's labels are."""
    labels = [
        words(f"line{number}", line, MARGIN, 4 + 7 * number, size[0] - 2 * MARGIN, 6)
        for number, line in enumerate(lines)
    ]
    return page_of(size, labels, fonts)


def words(name: str, text: str, x: float, y: float, w: float, h: float) -> dict[str, Any]:
    """A label of one line that shrinks to its room."""
    style = {"size": 9, "minSize": 3, "fit": "shrink", "valign": "middle"}
    return {
        "id": name,
        "kind": "label",
        "x": x,
        "y": y,
        "w": w,
        "h": h,
        "text": text,
        "style": style,
    }


def page_of(
    size: tuple[float, float], elements: Sequence[Mapping[str, Any]], fonts: Fonts
) -> DisplayList:
    """One page of elements that belong to no form: captions, the marks of a test print."""
    page = {"id": "page", "size": list(size), "elements": list(elements)}
    template = {
        "format": "form-template",
        "version": "1.0",
        "id": "captions",
        "title": "captions",
        "pages": [page],
    }
    return lay_out_draft(load_draft(template).definition, {}, fonts).display_list
