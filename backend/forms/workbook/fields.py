"""The field that fits a place: text, boxes, choices to circle or to tick, a date."""

from collections.abc import Sequence
from typing import Any

from backend.forms.data_items import DataItem
from backend.forms.workbook.geometry import MM_PER_POINT
from backend.forms.workbook.places import Place
from backend.forms.workbook.sheet import Look
from backend.forms.workbook.texts import PADDING, align_of, em_width, size_of
from backend.forms.workbook.texts import place as placed
from backend.forms.workbook.words import Choice, DatePlace

Box = tuple[float, float, float, float]
Element = dict[str, Any]

LARGEST, SMALLEST = 14.0, 5.0  # points of what is filled in
TALL = 8.0  # mm: here a long value may take two lines
ERAS_SHARE, ERA_SLOT = 0.44, 0.25  # of a date's width, as the kind has them
DIGIT_EM, MARK_EM = 0.66, 1.25  # with some air
USUAL_ERAS = ("昭和", "平成", "令和")
TICK_GAP = 1.0  # mm between a box and its word


def text_field(item: DataItem, field: str, look: Look, box: Box, scale: float) -> Element:
    """A value in an empty cell."""
    style: dict[str, Any] = {"size": _size(look, scale, box)}
    align = align_of(look)
    if align in ("center", "right"):
        style["align"] = align
    if box[3] >= TALL and item.type == "text":
        style["fit"] = "shrinkWrap"
    if item.type == "date":
        element: Element = {"kind": "eraDate", "show": "text"}
    else:
        element = {"kind": "text"}
    element["style"] = {**style, "minSize": min(SMALLEST, style["size"])}
    return {**element, **placed(*box), "bind": {"field": field}}


def comb_field(place: Place, field: str, look: Look, box: Box, scale: float, skip: str) -> Element:
    """One character a box; the lines between the boxes are the field's own."""
    element: Element = {
        "kind": "charBoxes",
        **placed(*box),
        "bind": {"field": field},
        "boxes": len(place.boxes),
        "lineWidth": 0.25,
        "dividerWidth": 0.25,
        "style": {"size": _size(look, scale, (0, 0, box[2] / len(place.boxes), box[3]))},
    }
    return {**element, "skip": skip} if skip else element


def date_field(date: DatePlace, field: str, look: Look, box: Box, scale: float) -> Element:
    """Year, month and day in their places, the eras to circle where several are offered."""
    size = min(_size(look, scale, box), size_of(look, scale))
    element: Element = {"kind": "eraDate", **placed(*box), "bind": {"field": field}}
    if len(date.eras) < 2:
        # Residents born abroad have a Western year.
        digits = 4 if field.endswith("birth_date") else 2
        size = min(size, _number_size(box[2] * (1 - ERA_SLOT), digits))
        return {**element, "show": "slots", "style": _date_style(size)}
    em = 1.0 if date.is_short else 2.0
    beside = box[2] * ERAS_SHARE / len(date.eras) / em / MM_PER_POINT
    if beside < SMALLEST and box[3] / 2 > SMALLEST * MM_PER_POINT * 1.5:
        element["stacked"] = True
        beside = box[2] / len(date.eras) / em / MM_PER_POINT
    element |= {"show": "circle", "eras": list(date.eras)}
    if date.is_short:
        element["shortEras"] = True
    numbers = _number_size(box[2] * (1.0 if "stacked" in element else 1 - ERAS_SHARE))
    return {**element, "style": _date_style(min(size, beside * 0.95, numbers))}


def _date_style(size: float) -> dict[str, float]:
    """A date without parts (不詳) is printed as text, and may be long."""
    return {"size": round(max(4.0, size), 1), "minSize": 4.0}


def _number_size(width: float, digits: int = 2) -> float:
    """The size at which so many digits and a mark stand in each third of a width."""
    return width / 3 / (digits * DIGIT_EM + MARK_EM) / MM_PER_POINT


def circle_field(
    choices: Sequence[Choice], field: str, look: Look, box: Box, scale: float
) -> Element:
    """Words of which one is circled."""
    widest = max(em_width(choice.text) for choice in choices) + 0.6
    beside = box[2] / len(choices) / widest / MM_PER_POINT
    return {
        "kind": "circleChoice",
        **placed(*box),
        "bind": {"field": field},
        "choices": [{"value": choice.value, "text": choice.text} for choice in choices],
        "style": {"size": round(max(3.0, min(size_of(look, scale), beside)), 1)},
    }


def tick_fields(
    choices: Sequence[Choice], field: str, look: Look, box: Box, scale: float
) -> list[Element]:
    """Boxes to tick, each with its word, where the words stand in the cell."""
    x, y, w, h = box
    size = size_of(look, scale)
    em = size * MM_PER_POINT
    widths = [em_width(choice.text) * em + em + TICK_GAP + 1.0 for choice in choices]
    if sum(widths) > w - 2 * PADDING:
        size = round(max(3.0, size * (w - 2 * PADDING) / sum(widths)), 1)
        widths = [width * (w - 2 * PADDING) / sum(widths) for width in widths]
    gap = min(em, (w - 2 * PADDING - sum(widths)) / len(widths))
    taken = sum(widths) + gap * (len(widths) - 1)
    start = {"center": (w - taken) / 2, "right": w - taken - PADDING}
    left = x + start.get(align_of(look), PADDING)
    elements = []
    for choice, width in zip(choices, widths, strict=True):
        where = placed(left, y, min(width, x + w - left), h)
        elements.append(_tick(choice, field, size, where))
        left += width + gap
    return elements


def _tick(choice: Choice, field: str, size: float, where: dict[str, float]) -> Element:
    style = {"size": size, "fit": "shrink", "minSize": min(4.0, size)}
    if not choice.value:
        return {"kind": "label", **where, "text": f"□{choice.text}", "style": style}
    return {
        "kind": "check",
        **where,
        "text": choice.text,
        "equals": choice.value,
        "gap": TICK_GAP,
        "bind": {"field": field},
        "style": style,
    }


def _size(look: Look, scale: float, box: Box) -> float:
    """As large as the cell's own letters, as far as the place is high enough."""
    high_enough = box[3] * 0.75 / MM_PER_POINT
    return round(max(SMALLEST, min(size_of(look, scale), high_enough, LARGEST)), 1)
