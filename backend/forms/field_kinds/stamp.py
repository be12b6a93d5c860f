"""stamp (押印の欄): where a seal is pressed: the city's date stamp, a tally, a seal to register."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from backend.forms.display_list import Ellipse, Item, Line, Rect, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    DRAWING_GROUP,
    LETTERS,
    LINE_WIDTH,
    THIN,
    WIDTH_SCHEMA,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.scope import Box, Scope
from backend.forms.typesetting import TextStyle

_CORNER = 0.14  # of the shorter side: how long the marks of the corners are
_FAINT = "#8a8a8a"  # the words are meant to be stamped over


class Stamp(FieldKind):
    """A faint place to stamp: a ring, a square, or only the four corners of one.

    ``tally`` (割印) is half a ring at an edge of the sheet: the other half lies on its neighbour.
    ``between`` ``sheets``: only where there is a next sheet at the right, a former at the left.
    """

    NAME = "stamp"
    LABEL = "押印の欄"
    GROUP = DRAWING_GROUP
    HELP = "日付印や印鑑を押すところ、割印を押すところです。"
    ICON = "M12 4a8 8 0 1 0 .01 0M9 12h6M12 9v6"
    SIZE = (20.0, 20.0)
    PRESET: ClassVar = {"shape": "circle", "text": "印"}
    KEYS: ClassVar = {
        "shape": {"enum": ["circle", "square", "corners", "tally"]},
        "text": {"type": "string", "maxLength": 20},
        "edge": {"enum": ["right", "left"]},
        "between": {"enum": ["always", "sheets"]},
        "lineWidth": WIDTH_SCHEMA,
    }
    STYLE = TextStyle(size=8, align="center", color=_FAINT)
    PROPERTIES = (
        Property(
            "shape",
            "どんな形にしますか",
            "choice",
            (
                ("circle", "円"),
                ("square", "四角"),
                ("corners", "四角の角だけ"),
                ("tally", "割印（用紙の端に半円）"),
            ),
        ),
        Property("text", "中に何と書きますか", "text"),
        Property(
            "edge",
            "割印は用紙のどちらの端ですか",
            "choice",
            (("right", "右（次の用紙と合わせる）"), ("left", "左（前の用紙と合わせる）")),
            help="形が「割印」のときだけ使います。",
        ),
        Property(
            "between",
            "割印はいつ印刷しますか",
            "choice",
            (("always", "いつも"), ("sheets", "合わせる用紙があるときだけ")),
            section=PanelSection.WHEN,
            help="形が「割印」のときだけ使います。",
        ),
        *LINE_WIDTH,
        *LETTERS,
    )

    def is_fixed(self, keys: Mapping[str, Any]) -> bool:
        """A tally between sheets depends on how many there are."""
        return keys.get("between") != "sheets"

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Draw the outline, and the words in its middle."""
        if _is_without_neighbour(element.keys, scope):
            return
        box = scope.box(element)
        width = element.keys.get("lineWidth", THIN)
        element_id = scope.element_id(element)
        shape = element.keys.get("shape", "circle")
        if shape == "tally" and element.keys.get("edge") == "left":
            shape = "tallyLeft"
        for item in _OUTLINES[shape](box, width, element_id):
            scope.add(item)
        words = element.keys.get("text", "")
        if words:
            scope.set_words(element, words, box, self.style(element))


def _is_without_neighbour(keys: Mapping[str, Any], scope: Scope) -> bool:
    """Tell whether a tally is meant for another sheet that is not printed."""
    if keys.get("shape") != "tally" or keys.get("between") != "sheets":
        return False
    return scope.sheet == (1 if keys.get("edge") == "left" else scope.sheets)


def _circle(box: Box, width: float, element_id: str) -> Sequence[Item]:
    side = min(box.w, box.h)
    return (
        Ellipse(
            x=rounded(box.x + (box.w - side) / 2),
            y=rounded(box.y + (box.h - side) / 2),
            w=rounded(side),
            h=rounded(side),
            width=width,
            color=_FAINT,
            element=element_id,
        ),
    )


def _square(box: Box, width: float, element_id: str) -> Sequence[Item]:
    return (
        Rect(
            x=rounded(box.x),
            y=rounded(box.y),
            w=rounded(box.w),
            h=rounded(box.h),
            width=width,
            dash=(1.0, 1.0),
            color=_FAINT,
            element=element_id,
        ),
    )


def _corners(box: Box, width: float, element_id: str) -> Sequence[Item]:
    length = min(box.w, box.h) * _CORNER
    marks = []
    for x, inward in ((box.x, length), (box.x + box.w, -length)):
        for y, down in ((box.y, length), (box.y + box.h, -length)):
            points = ((x + inward, y), (x, y), (x, y + down))
            marks.append(
                Line(
                    points=tuple((rounded(px), rounded(py)) for px, py in points),
                    width=width,
                    element=element_id,
                )
            )
    return marks


def _tally(box: Box, width: float, element_id: str) -> Sequence[Item]:
    """Points of half a ring that opens to the right, where the other sheet lies."""
    arc = tuple(
        (rounded(box.x + box.w * (1 - across)), rounded(box.y + box.h / 2 * (1 + down)))
        for across, down in _HALF_RING
    )
    return (Line(points=arc, width=width, dash=(1.0, 1.0), color=_FAINT, element=element_id),)


def _tally_left(box: Box, width: float, element_id: str) -> Sequence[Item]:
    """The other half: it opens to the left, where the former sheet lies."""
    arc = tuple(
        (rounded(box.x + box.w * across), rounded(box.y + box.h / 2 * (1 + down)))
        for across, down in _HALF_RING
    )
    return (Line(points=arc, width=width, dash=(1.0, 1.0), color=_FAINT, element=element_id),)


# Cosine and sine of every 15 degrees between the top and the bottom of the half ring.
_HALF_RING = (
    (0.0, -1.0),
    (0.2588, -0.9659),
    (0.5, -0.866),
    (0.7071, -0.7071),
    (0.866, -0.5),
    (0.9659, -0.2588),
    (1.0, 0.0),
    (0.9659, 0.2588),
    (0.866, 0.5),
    (0.7071, 0.7071),
    (0.5, 0.866),
    (0.2588, 0.9659),
    (0.0, 1.0),
)

_OUTLINES = {
    "circle": _circle,
    "square": _square,
    "corners": _corners,
    "tally": _tally,
    "tallyLeft": _tally_left,
}
