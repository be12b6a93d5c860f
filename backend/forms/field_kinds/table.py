"""table (表の罫線): the lines of a table as one element, because officials think in tables."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any, ClassVar

from backend.forms.display_list import BLACK, Line, Rect, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    COLOR_SCHEMA,
    DASH,
    DASH_SCHEMA,
    DRAWING_GROUP,
    LINE_COLOR,
    LINE_WIDTH,
    NORMAL,
    THIN,
    WIDTH_SCHEMA,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.scope import Box, Scope

_BETWEEN = re.compile(r"[、，,\s]+")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:mm|ミリ)?")
_TOLERANCE = 0.001


class Table(FieldKind):
    """Rows and columns of equal parts, or of the lengths written; the last takes the rest."""

    NAME = "table"
    LABEL = "表の罫線"
    GROUP = DRAWING_GROUP
    HELP = "行と列の数を決めて、表の線をまとめて引きます。列の幅や行の高さは別々に決められます。"
    ICON = "M3 5h18v14H3zM3 10h18M3 14.5h18M9 5v14M15 5v14"
    SIZE = (120.0, 32.0)
    PRESET: ClassVar = {"columns": 3, "rows": 4}
    KEYS: ClassVar = {
        "columns": {"type": "integer", "minimum": 1, "maximum": 60},
        "rows": {"type": "integer", "minimum": 1, "maximum": 100},
        "columnWidths": {"type": "string", "maxLength": 300},
        "rowHeights": {"type": "string", "maxLength": 500},
        "lineWidth": WIDTH_SCHEMA,
        "frameWidth": WIDTH_SCHEMA,
        "headerFill": COLOR_SCHEMA,
        "color": COLOR_SCHEMA,
        "dash": DASH_SCHEMA,
    }
    REQUIRED = ("columns", "rows")
    PROPERTIES = (
        Property("columns", "列はいくつですか", "number", minimum=1, maximum=60, step=1),
        Property("rows", "行はいくつですか", "number", minimum=1, maximum=100, step=1),
        Property(
            "columnWidths",
            "列の幅は左からいくつですか",
            "text",
            unit="mm",
            help="「20、35」のように並べます。書かなかった列は、残りを等しく分けます。",
        ),
        Property(
            "rowHeights",
            "行の高さは上からいくつですか",
            "text",
            unit="mm",
            help="「8、6」のように並べます。書かなかった行は、残りを等しく分けます。",
        ),
        *LINE_WIDTH,
        Property(
            "frameWidth",
            "外枠の太さ",
            "number",
            section=PanelSection.LOOK,
            unit="mm",
            minimum=0.05,
            maximum=5,
            step=0.05,
        ),
        *LINE_COLOR,
        *DASH,
        Property("headerFill", "見出しの行を何色で塗りますか", "color", section=PanelSection.LOOK),
    )

    def faults(self, document: Mapping[str, Any]) -> list[str]:
        """The lengths written leave room for all parts."""
        faults = []
        for lengths, whole, count, word in (
            ("columnWidths", document["w"], document["columns"], "列の幅"),
            ("rowHeights", document["h"], document["rows"], "行の高さ"),
        ):
            parts = _lengths(document.get(lengths, ""))
            if parts is None or len(parts) > count:
                faults.append(f"{word}は、{count}個までの数を「、」で区切って書いてください。")
            elif sum(parts) > whole + _TOLERANCE or (len(parts) < count and sum(parts) >= whole):
                faults.append(f"{word}の合計が、表の大きさ（{whole:g} mm）を超えています。")
        return faults

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Draw the ground of the heading, the inner lines, then the frame."""
        box, keys = scope.box(element), element.keys
        xs = _cuts(box.w, keys["columns"], keys.get("columnWidths", ""))
        ys = _cuts(box.h, keys["rows"], keys.get("rowHeights", ""))
        element_id, color = scope.element_id(element), keys.get("color", BLACK)
        if "headerFill" in keys:
            height = ys[0] if ys else box.h
            scope.add(_rect(Box(box.x, box.y, box.w, height), 0.0, color, element_id, keys))
        for points in _inner(box, xs, ys):
            scope.add(
                Line(
                    points=points,
                    width=keys.get("lineWidth", THIN),
                    dash=tuple(keys.get("dash", ())),
                    color=color,
                    element=element_id,
                )
            )
        scope.add(_rect(box, keys.get("frameWidth", NORMAL), color, element_id, {}))


def _rect(box: Box, width: float, color: str, element_id: str, keys: Mapping[str, Any]) -> Rect:
    return Rect(
        x=rounded(box.x),
        y=rounded(box.y),
        w=rounded(box.w),
        h=rounded(box.h),
        width=width,
        color=color,
        fill=keys.get("headerFill", ""),
        element=element_id,
    )


def _inner(
    box: Box, xs: list[float], ys: list[float]
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    top, bottom = rounded(box.y), rounded(box.y + box.h)
    left, right = rounded(box.x), rounded(box.x + box.w)
    for cut in ys:
        yield (left, rounded(box.y + cut)), (right, rounded(box.y + cut))
    for cut in xs:
        yield (rounded(box.x + cut), top), (rounded(box.x + cut), bottom)


def _cuts(whole: float, count: int, written: str) -> list[float]:
    """Where the inner lines stand: after the lengths written, then in equal parts."""
    given = _lengths(written) or []
    rest = count - len(given)
    parts = [*given, *([(whole - sum(given)) / rest] * rest if rest else [])]
    return list(accumulate(parts))[: count - 1]


def _lengths(written: str) -> list[float] | None:
    """The numbers of a list as officials write one; ``None`` where something is no number."""
    plain = unicodedata.normalize("NFKC", written).replace(" mm", "mm")
    found = [_LENGTH.fullmatch(part) for part in _BETWEEN.split(plain) if part]
    lengths = [float(one[1]) for one in found if one is not None]
    return lengths if len(lengths) == len(found) else None
