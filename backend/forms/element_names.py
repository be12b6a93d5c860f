"""What the official calls an element of a template, and where it stands, in words. Pure.

Ids say nothing to who draws a form. An element is called by its name, its data item or its words;
one without any by the label that stands beside it, and only then by its place on the paper.
Drafts are unfinished: nothing here relies on the shape of an element.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from backend.forms.condition_words import Find, item_label
from backend.forms.elements import first_words
from backend.forms.errors import TemplateFault
from backend.forms.field_kinds import KIND_BY_NAME
from backend.forms.known_items import known_items

BESIDE = 15.0  # mm: a label further away belongs to something else
ABOVE = 5.0
SQUARES = ("check", "circleChoice")  # their words stand behind them
RULED = ("line", "box")  # they belong to the paper, not to a label
LABELS = ("label", "verticalText")
_STEP = re.compile(r"([A-Za-z][\w-]*)|\[(\d+)\]")
_PARTS = {
    "title": "帳票の名前",
    "id": "帳票の記号",
    "print": "印刷の設定",
    "consent": "同意の文",
    "assets": "画像",
    "inputs": "入力項目",
    "pages": "ページ",
}
WHOLE = "様式全体"

Edges = tuple[float, float, float, float]  # left, top, right, bottom


class Labels:
    """The labels of a page or a row, by which what stands beside them is called."""

    def __init__(self, elements: Sequence[Any]) -> None:
        self._known = [
            (_edges(one), words)
            for one in elements
            if isinstance(one, Mapping) and one.get("kind") in LABELS
            if (words := first_words(one.get("text")))
        ]

    def beside(self, element: Mapping[str, Any]) -> str:
        """The words of the nearest label to the left, above, or of a square behind it."""
        if element.get("kind") in RULED:
            return ""
        edges, is_square = _edges(element), element.get("kind") in SQUARES
        found = [
            (far, words)
            for label, words in self._known
            if label[1] < edges[3] and label[3] > edges[1] - ABOVE - 1
            if (far := _distance(edges, label, is_square=is_square)) is not None
        ]
        return min(found)[1] if found else ""


def element_name(element: Mapping[str, Any], labels: Labels, find: Find, page: str = "") -> str:
    """What an element is called; ``labels``: those of the same page or row.

    ``page``: what the page is called, where a place alone would not be enough.
    """
    kind = KIND_BY_NAME.get(str(element.get("kind")))
    what = kind.LABEL if kind else "部品"
    if called := _own_name(element, find):
        return called
    if label := labels.beside(element):
        return f"{label}の{what}"
    x, y = (_number(element, key) for key in ("x", "y"))
    return f"{page and f'{page}の'}左から {x:g} mm、上から {y:g} mm の{what}"


def named_faults(faults: Sequence[TemplateFault], document: object) -> list[TemplateFault]:
    """The faults, each with its place in words."""
    places = Places(document)
    return [replace(fault, where=places.in_words(fault.place)) for fault in faults]


class Places:
    """Says where the places of a template are; what is looked up is kept between them."""

    def __init__(self, document: object) -> None:
        self._document = document
        inputs = _at(document, ["inputs"])
        self._find = known_items(inputs if isinstance(inputs, list) else []).find
        self._labels: dict[int, Labels] = {}

    def in_words(self, place: str) -> str:
        """``pages[0].elements[3].bind`` is «1ページの「氏名」»."""
        steps = [name or int(number) for name, number in _STEP.findall(place)]
        if not steps:
            return WHOLE
        if steps[0] == "pages" and len(steps) > 1:
            return "の".join(self._below_page(steps))
        if steps[0] == "inputs" and len(steps) > 1:
            return _input(_at(self._document, steps[:2]), steps[1])
        return _PARTS.get(str(steps[0]), WHOLE)

    def _below_page(self, steps: Sequence[Any]) -> Iterator[str]:
        """The page, then the element, then the element of its row."""
        yield page_name(_at(self._document, steps[:2]), int(steps[1]) + 1)
        end = 4
        while len(steps) >= end and steps[end - 2] == "elements":
            siblings = _at(self._document, steps[: end - 1])
            element = _at(siblings, steps[end - 1 : end])
            if not isinstance(element, Mapping) or not isinstance(siblings, list):
                return
            if id(siblings) not in self._labels:
                self._labels[id(siblings)] = Labels(siblings)
            yield f"「{element_name(element, self._labels[id(siblings)], self._find)}」"
            end += 2


def page_name(page: object, number: int) -> str:
    """What a page is called: its name, or its number from 1."""
    given = page.get("name") if isinstance(page, Mapping) else None
    return given if isinstance(given, str) and given else f"{number}ページ"


def _own_name(element: Mapping[str, Any], find: Find) -> str:
    name = element.get("name")
    if isinstance(name, str) and name:
        return name
    bind = element.get("bind")
    field = bind.get("field") if isinstance(bind, Mapping) else None
    if isinstance(field, str) and field:
        return item_label(field, find)
    return first_words(element.get("text"))


def _distance(element: Edges, label: Edges, *, is_square: bool) -> float | None:
    """How far a label is from an element, if it may belong to it."""
    left, top, right, bottom = element
    its_left, its_top, its_right, its_bottom = label
    if min(bottom, its_bottom) - max(top, its_top) > min(bottom - top, its_bottom - its_top) / 2:
        gaps = [left - its_right, *([its_left - right] if is_square else [])]
        return min((abs(gap) for gap in gaps if -1 <= gap <= BESIDE), default=None)
    is_over = min(right, its_right) > max(left, its_left)
    gap = top - its_bottom
    return BESIDE + gap if is_over and -1 <= gap <= ABOVE else None


def _edges(element: Mapping[str, Any]) -> Edges:
    x, y, w, h = (_number(element, key) for key in ("x", "y", "w", "h"))
    return x, y, x + w, y + h


def _number(element: Mapping[str, Any], key: str) -> float:
    value = element.get(key)
    return value if isinstance(value, int | float) else 0.0


def _at(document: object, steps: Sequence[Any]) -> object:
    found: object = document
    for step in steps:
        if isinstance(found, Mapping) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return None
    return found


def _input(entry: object, index: object) -> str:
    label = entry.get("label") if isinstance(entry, Mapping) else None
    if isinstance(label, str) and label:
        return f"入力項目「{label}」"
    return f"{int(str(index)) + 1}番目の入力項目"
