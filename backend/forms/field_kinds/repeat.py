"""repeat (くり返しの行): one row for each person of a list, going on to a next sheet."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from backend.forms.display_list import rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import DATA_GROUP, WHAT, FieldKind, Property
from backend.forms.scope import Scope

MAX_SHEETS = 50
MOST_IN_ROWS = 4000


class Repeat(FieldKind):
    """Rows of equal height; the elements inside are placed from each row's own corner.

    A row without a person is printed blank: words, lines and boxes stand, values don't.
    """

    NAME = "repeat"
    LABEL = "くり返しの行"
    GROUP = DATA_GROUP
    HELP = "世帯の人数だけ、同じ行をくり返します。行の中に欄を置きます。"
    ICON = "M3 5h18v4H3zM3 10h18v4H3zM3 15h18v4H3z"
    SIZE = (170.0, 40.0)
    PRESET: ClassVar = {"rows": 4, "overflow": "nextSheet", "elements": []}
    IS_CONTAINER = True
    KEYS: ClassVar = {
        "rows": {"type": "integer", "minimum": 1, "maximum": 200},
        "overflow": {"enum": ["nextSheet", "refuse"]},
        "elements": {"type": "array", "items": {"type": "object"}, "maxItems": 300},
    }
    REQUIRED = ("rows", "elements")
    BINDS = frozenset({"list"})
    MUST_BIND = True
    PROPERTIES = (
        *WHAT,
        Property("rows", "１枚に何人分を印字しますか", "number", minimum=1, maximum=200, step=1),
        Property(
            "overflow",
            "人数が多いとき",
            "choice",
            (("nextSheet", "次の用紙に続ける"), ("refuse", "印刷しない")),
        ),
    )

    def faults(self, document: Mapping[str, Any]) -> list[str]:
        """Rows stand in no rows, and all rows together have no more than can be drawn at once."""
        inside = [entry for entry in document["elements"] if isinstance(entry, Mapping)]
        found = []
        if any(entry.get("kind") == self.NAME for entry in inside):
            found.append("くり返しの行の中に、くり返しの行は置けません。")
        if document["rows"] * len(inside) > MOST_IN_ROWS:
            found.append(f"行の数と、行の中の要素の数をかけて{MOST_IN_ROWS}までです。")
        return found

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Lay out the rows of this sheet."""
        rows: int = element.keys["rows"]
        height = element.h / rows
        count = len(_list(element, scope))
        if element.keys.get("overflow") != "nextSheet" and count > rows:
            scope.refuse_size(element, rounded((count - rows) * height))
        first = (scope.sheet - 1) * rows if element.keys.get("overflow") == "nextSheet" else 0
        for row in range(rows):
            row_id = f"{scope.element_id(element)}[{first + row}]"
            place = scope.in_row(
                first + row, row_id, scope.x + element.x, scope.y + element.y + row * height
            )
            for child in element.children:
                place.lay_out(child)

    def sheets(self, element: Element, scope: Scope) -> int:
        """Return how many sheets the list needs."""
        if element.keys.get("overflow") != "nextSheet":
            return 1
        rows: int = element.keys["rows"]
        needed = max(1, -(-len(_list(element, scope)) // rows))
        if needed > MAX_SHEETS:
            scope.refuse_value(
                element, f"「{element.label}」が多すぎます（{MAX_SHEETS}枚を超えます）。"
            )
            return 1
        return needed


def _list(element: Element, scope: Scope) -> Sequence[Any]:
    value = scope.value(element)
    return value if isinstance(value, list) else ()
