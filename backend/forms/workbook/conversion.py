"""A sheet becomes a template: lines, boxes, words, fields, and what was not understood."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from backend.forms.template_migrations import migrate
from backend.forms.workbook.binding import Binder, Bound
from backend.forms.workbook.geometry import Calibration, Geometry, PagePart, lay_out_sheet
from backend.forms.workbook.lines import (
    Borders,
    diagonal_elements,
    fill_elements,
    line_elements,
)
from backend.forms.workbook.sheet import Note, Region, Sheet, read_sheet
from backend.forms.workbook.texts import VERTICAL, label_of
from backend.forms.workbook.texts import place as placed

MOST_ELEMENTS = 3_000  # of a page
LONGEST_TITLE = 100
LONGEST_NAME = 100
TEMPLATE_ID = "imported_form"
Element = dict[str, Any]


@dataclass(frozen=True)
class WorkbookForm:
    """A template made of a sheet, and how far the sheet was understood."""

    template: dict[str, Any]
    notes: tuple[Note, ...]
    known_labels: int
    bound_labels: int
    factor: float


def form_of(
    document: Mapping[str, Any],
    calibration: Calibration | None = None,
    pictures: Sequence[str] = (),
) -> WorkbookForm:
    """Make a template of what was read of a sheet; ``pictures`` are the names of its pictures."""
    sheet = read_sheet(document)
    geometry = lay_out_sheet(sheet, calibration)
    borders = Borders(sheet)
    bound = Binder(sheet, borders, geometry).bind()
    numbers = _Numbers()
    pages, notes = [], [*_notes_of(document), *_notes_on(sheet, geometry), *bound.notes]
    for number, part in enumerate(geometry.pages, start=1):
        drawn = chain(
            fill_elements(sheet, part),
            line_elements(borders, part),
            diagonal_elements(sheet, part),
            _pictures(document, part, geometry.scale, pictures),
            _fields(sheet, part, bound),
            _labels(sheet, part, geometry.scale, bound),
        )
        elements = [numbers.named(element) for element in islice(drawn, MOST_ELEMENTS + 1)]
        if len(elements) > MOST_ELEMENTS:
            notes.append(Note(part.part.name, "WARNING", "要素が多すぎるため、一部を省きました。"))
        pages.append(
            {
                "id": f"page{number}",
                "size": geometry.size,
                "elements": [_inside(one, geometry) for one in elements[:MOST_ELEMENTS]],
            }
        )
    template = {
        "format": "form-template",
        "version": "1.0",
        "id": TEMPLATE_ID,
        "title": _title(sheet),
        "print": {"duplex": "none"},
        "inputs": list(bound.inputs.values()),
        "pages": pages,
    }
    return WorkbookForm(
        migrate(template), tuple(notes), bound.known, bound.bound, round(geometry.factor, 4)
    )


class _Numbers:
    """Gives elements their ids: line1, line2, label1 …"""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def named(self, element: Element) -> Element:
        """The element with an id, and its children."""
        kind = element["kind"]
        self._counts[kind] += 1
        named = {"id": f"{kind}{self._counts[kind]}", **element}
        if "elements" in element:
            named["elements"] = [self.named(child) for child in element["elements"]]
        return named


def _labels(sheet: Sheet, part: PagePart, scale: float, bound: Bound) -> Iterator[Element]:
    for region in sheet.regions:
        if region in bound.replaced or not _begins_on(region, part):
            continue
        label = label_of(sheet, region, part, scale)
        if label["w"] > 0 and label["h"] > 0 and label["text"].strip():
            yield label


def _fields(sheet: Sheet, part: PagePart, bound: Bound) -> Iterator[Element]:
    for region, element in bound.fields:
        if _begins_on(region, part):
            yield element


def _begins_on(region: Region, part: PagePart) -> bool:
    own = part.part
    return own.top <= region.top <= own.bottom and own.left <= region.left <= own.right


def _inside(element: Element, geometry: Geometry) -> Element:
    """What runs over the edge of the paper is cut there: the sheet's program prints no more."""
    x, y = min(element["x"], geometry.width), min(element["y"], geometry.height)
    w, h = min(element["w"], geometry.width - x), min(element["h"], geometry.height - y)
    return {**element, **placed(x, y, w, h)}


def _pictures(
    document: Mapping[str, Any], part: PagePart, scale: float, names: Sequence[str]
) -> Iterator[Element]:
    for picture, name in zip(document.get("pictures", ()), names, strict=False):
        anchor = picture["anchor"]
        if anchor["from"] is None:
            continue
        row, column, down, right = anchor["from"]
        if not _begins_on(Region(row, column, row, column), part):
            continue
        x, y = part.x(column) + right * scale, part.y(row) + down * scale
        if anchor["to"] is not None:
            row, column, down, right = anchor["to"]
            w, h = part.x(column) + right * scale - x, part.y(row) + down * scale - y
        else:
            size = anchor["size"] or (picture["width_mm"], picture["height_mm"])
            w, h = (side * scale for side in size)
        if w > 0 and h > 0:
            yield {"kind": "image", **placed(x, y, w, h), "asset": name}


def _title(sheet: Sheet) -> str:
    """The largest words of the upper part; without any, the name of the sheet."""
    third = sheet.area.top + (sheet.area.bottom - sheet.area.top) // 3
    above = [region for region in sheet.regions if region.top <= third]
    if not above:
        return sheet.name[:LONGEST_TITLE] or "帳票"
    largest = max(above, key=lambda one: sheet.cell(one.top, one.left).look.size)
    words = "".join(sheet.text(largest).split())
    return words[:LONGEST_TITLE] or sheet.name[:LONGEST_TITLE] or "帳票"


def _notes_of(document: Mapping[str, Any]) -> Iterator[Note]:
    for note in document["notes"]:
        yield Note(note["cell"], note["severity"], note["message"])


def _notes_on(sheet: Sheet, geometry: Geometry) -> Iterator[Note]:
    if not geometry.is_digit_known:
        yield Note(
            "",
            "WARNING",
            f"既定のフォント「{sheet.default_font[:40]}」の字幅が分かりません。"
            "印刷した紙で列の幅を1か所測り、合わせてください。",
        )
    if not geometry.is_paper_known:
        yield Note("", "WARNING", "用紙の大きさが分からないため、A4としました。")
    if geometry.is_cut:
        yield Note("", "WARNING", "ページが多すぎるため、初めの20ページだけを取り込みました。")
    looks = {region: sheet.cell(region.top, region.left).look for region in sheet.regions}
    for region, look in looks.items():
        if look.rotation not in (0, VERTICAL):
            yield Note(region.name, "WARNING", "斜めの文字は横書きにしました。")
    if any(look.bold for look in looks.values()):
        yield Note("", "HINT", "太字は、ふつうの太さにしました。")


__all__ = ["Calibration", "WorkbookForm", "form_of"]
