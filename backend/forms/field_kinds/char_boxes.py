"""charBoxes (マス目): one character a box, for numbers and codes."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from backend.forms.characters import clusters
from backend.forms.display_list import Line, Rect, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    DATA_GROUP,
    LETTERS,
    LINE_WIDTH,
    NORMAL,
    THIN,
    WHAT,
    WIDTH_SCHEMA,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.scope import Box, Scope
from backend.forms.typesetting import TextStyle


class CharBoxes(FieldKind):
    """A comb of boxes, in groups with a gap between them."""

    NAME = "charBoxes"
    LABEL = "マス目（１文字ずつ）"
    GROUP = DATA_GROUP
    HELP = "番号やコードを、１文字ずつマス目に印字します。"
    ICON = "M3 8h18v8H3zM9 8v8M15 8v8"
    SIZE = (49.0, 8.0)
    PRESET: ClassVar = {"boxes": 7}
    KEYS: ClassVar = {
        "boxes": {"type": "integer", "minimum": 1, "maximum": 60},
        "groups": {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1},
        "gap": {"type": "number", "minimum": 0, "maximum": 20},
        "from": {"enum": ["left", "right"]},
        "skip": {"type": "string", "maxLength": 20},
        "lineWidth": WIDTH_SCHEMA,
        "dividerWidth": WIDTH_SCHEMA,
    }
    REQUIRED = ("boxes",)
    SHOULD_BIND = True
    BINDS = frozenset({"text", "number"})
    STYLE = TextStyle(font="mincho", size=12, align="center")
    PROPERTIES = (
        *WHAT,
        Property("boxes", "マスはいくつですか", "number", minimum=1, maximum=60, step=1),
        Property(
            "groups",
            "何マスずつに区切りますか",
            "choice",
            (
                ([3, 4], "3・4（郵便番号）"),
                ([4, 6], "4・6（基礎年金番号）"),
                ([4, 4, 4], "4・4・4（個人番号）"),
                ([2, 2, 2], "2・2・2（年月日）"),
            ),
            help="マスの数と合う区切りを選びます。決めなければ区切りません。",
        ),
        Property(
            "gap",
            "区切りの間隔",
            "number",
            section=PanelSection.LOOK,
            unit="mm",
            minimum=0,
            maximum=20,
            step=0.5,
        ),
        Property("from", "どちらから詰めますか", "choice", (("left", "左"), ("right", "右"))),
        Property("skip", "マスに入れない文字（ハイフンなど）", "text"),
        *LETTERS,
        *LINE_WIDTH,
    )

    def faults(self, document: Mapping[str, Any]) -> list[str]:
        """The groups together are the boxes, and the gaps leave room for them."""
        groups = document.get("groups", [document["boxes"]])
        if sum(groups) != document["boxes"]:
            return ["区切りのマス数の合計が、マスの数と合いません。"]
        if document["w"] <= document.get("gap", 0) * (len(groups) - 1):
            return ["マス目の幅が、区切りの間隔より狭くなっています。"]
        return []

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Draw the comb and centre one character in each box."""
        cells = list(_cells(element, scope.box(element)))
        for group in cells:
            _draw_group(element, group, scope)
        boxes = [cell for group in cells for cell in group]
        skipped = element.keys.get("skip", "")
        characters = [char for char in clusters(scope.text(element)) if char not in skipped]
        too_many = len(characters) - len(boxes)
        if too_many > 0:
            scope.refuse_size(element, rounded(too_many * boxes[0].w))
            return
        if element.keys.get("from") == "right":
            boxes = boxes[len(boxes) - len(characters) :]
        for char, box in zip(characters, boxes, strict=False):
            scope.set_value(element, char, box, self.style(element))


def _cells(element: Element, box: Box) -> Iterator[list[Box]]:
    """Divide the box into groups of equal cells."""
    groups = element.keys.get("groups", [element.keys["boxes"]])
    gap = element.keys.get("gap", 0.0)
    width = (box.w - gap * (len(groups) - 1)) / sum(groups)
    x = box.x
    for count in groups:
        yield [Box(x + index * width, box.y, width, box.h) for index in range(count)]
        x += count * width + gap


def _draw_group(element: Element, cells: list[Box], scope: Scope) -> None:
    first, width = cells[0], sum(cell.w for cell in cells)
    element_id = scope.element_id(element)
    scope.add(
        Rect(
            x=rounded(first.x),
            y=rounded(first.y),
            w=rounded(width),
            h=rounded(first.h),
            width=element.keys.get("lineWidth", NORMAL),
            element=element_id,
        )
    )
    for cell in cells[1:]:
        x = rounded(cell.x)
        scope.add(
            Line(
                points=((x, rounded(cell.y)), (x, rounded(cell.y + cell.h))),
                width=element.keys.get("dividerWidth", THIN),
                element=element_id,
            )
        )
