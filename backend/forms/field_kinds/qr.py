"""qr (二次元コード): a value as a QR code."""

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

import segno

from backend.forms.characters import CharacterFault, unsupported_reason
from backend.forms.display_list import Rects, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import DATA_GROUP, WHAT, FieldKind, Property
from backend.forms.scope import Box, Scope

_QUIET_MODULES = 4  # ISO/IEC 18004
_SMALLEST_MODULE = 0.33  # mm; below it a counter's reader misses codes


class Qr(FieldKind):
    """A QR code with its quiet zone inside the element's box."""

    NAME = "qr"
    LABEL = "二次元コード"
    GROUP = DATA_GROUP
    HELP = "受付番号などを、読み取り機で読める二次元コードにします。"
    ICON = "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2z"
    SIZE = (20.0, 20.0)
    PRESET: ClassVar = {"ecc": "M"}
    KEYS: ClassVar = {"ecc": {"enum": ["L", "M", "Q", "H"]}}
    BINDS = frozenset({"text"})
    MUST_BIND = True
    PROPERTIES = (
        *WHAT,
        Property(
            "ecc",
            "汚れにどれだけ強くしますか",
            "choice",
            (("L", "弱"), ("M", "ふつう"), ("Q", "強"), ("H", "とても強")),
        ),
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Draw the code as large as the box allows, in whole rows of one path."""
        text = scope.text(element)
        if not text:
            return
        for char in text:
            if reason := unsupported_reason(char):
                scope.refuse_character(element, CharacterFault(char, reason))
                return
        try:
            matrix = _matrix(text, element.keys.get("ecc", "M"))
        except segno.DataOverflowError:
            scope.refuse_value(element, f"「{element.label}」は二次元コードに入りきりません。")
            return
        modules = len(matrix) + 2 * _QUIET_MODULES
        box = scope.box(element)
        module = min(box.w, box.h) / modules
        if module < _SMALLEST_MODULE:
            scope.refuse_size(element, rounded(modules * _SMALLEST_MODULE - min(box.w, box.h)))
            return
        scope.add(
            Rects(
                rects=tuple(_bars(matrix, module, box)),
                text=text,
                element=scope.element_id(element),
            )
        )


# All forms of a case carry the same code; choosing its mask takes longer than the whole page.
@lru_cache(maxsize=64)
def _matrix(text: str, error_correction: str) -> tuple[bytes, ...]:
    code = segno.make_qr(text, error=error_correction, boost_error=False)
    return tuple(bytes(row) for row in code.matrix)


def _bars(
    matrix: Sequence[bytes], module: float, box: Box
) -> list[tuple[float, float, float, float]]:
    """Join the dark modules of a row that touch: fewer rectangles, no seams."""
    left = box.x + (box.w - module * len(matrix)) / 2
    top = box.y + (box.h - module * len(matrix)) / 2
    bars = []
    for index, row in enumerate(matrix):
        y = rounded(top + index * module)
        column = 0
        while column < len(row):
            end = column
            while end < len(row) and row[end]:
                end += 1
            if end > column:
                x, w = left + column * module, (end - column) * module
                bars.append((rounded(x), y, rounded(w), rounded(module)))
            column = end + 1
    return bars
