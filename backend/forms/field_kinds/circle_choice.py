"""circleChoice (○で囲む選択): all choices are printed, the chosen one is circled."""

from collections.abc import Mapping
from typing import Any, ClassVar

from backend.forms.elements import Element
from backend.forms.field_kinds.circles import draw_choices
from backend.forms.field_kinds.kind import (
    DATA_GROUP,
    LETTERS,
    WHAT,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.scope import Box, Scope
from backend.forms.typesetting import TextStyle


class CircleChoice(FieldKind):
    """One group of choices bound to one value."""

    NAME = "circleChoice"
    LABEL = "○で囲む選択"
    GROUP = DATA_GROUP
    HELP = "選択肢をすべて並べ、値と同じものを○で囲みます。"
    ICON = "M4 12h6M14 12h6M3 7h8v10H3z"
    SIZE = (50.0, 8.0)
    KEYS: ClassVar = {
        "choices": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["value", "text"],
                "properties": {
                    "value": {
                        "oneOf": [
                            {"type": "string"},
                            {"type": "array", "items": {"type": "string"}, "minItems": 1},
                        ]
                    },
                    "text": {"type": "string", "minLength": 1},
                },
                "additionalProperties": False,
            },
        },
        "columns": {"type": "integer", "minimum": 1},
        "separator": {"type": "string", "maxLength": 3},
        "blank": {"type": "array", "items": {"type": "string"}},
    }
    BINDS = frozenset({"choice", "choices"})
    MUST_BIND = True
    STYLE = TextStyle(size=9, align="center")
    PROPERTIES = (
        *WHAT,
        Property("choices", "どの選択肢を並べますか", "choices"),
        Property(
            "columns",
            "横にいくつ並べますか",
            "number",
            section=PanelSection.LOOK,
            minimum=1,
            step=1,
        ),
        Property("separator", "選択肢の間に何を入れますか", "text", section=PanelSection.LOOK),
        Property("blank", "どれも囲まない値", "choices", section=PanelSection.MORE),
        *LETTERS,
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Print the choices in rows of equal cells; the value must be one of them."""
        choices = _choices(element)
        chosen = _chosen(scope.value(element))
        known = {value for values, _ in choices for value in values}
        unknown = chosen - known - set(element.keys.get("blank", ()))
        if unknown:
            scope.refuse_value(element, f"「{element.label}」の値がこの様式の選択肢にありません。")
        words = [(text, not chosen.isdisjoint(values)) for values, text in choices]
        columns = element.keys.get("columns", len(words))
        rows = [words[start : start + columns] for start in range(0, len(words), columns)]
        box = scope.box(element)
        height = box.h / len(rows)
        for index, row in enumerate(rows):
            # A last row that is not full keeps the columns of the others.
            part = Box(box.x, box.y + index * height, box.w * len(row) / columns, height)
            separator = element.keys.get("separator", "・")
            draw_choices(element, row, part, self.style(element), scope, separator)


def _choices(element: Element) -> list[tuple[set[str], str]]:
    own: list[Mapping[str, Any]] | None = element.keys.get("choices")
    if own is None:
        known = element.item.choices if element.item else ()
        return [({choice.value}, choice.label) for choice in known]
    return [(_chosen(choice["value"]), choice["text"]) for choice in own]


def _chosen(value: str | list[str] | None) -> set[str]:
    if value is None:
        return set()
    return {value} if isinstance(value, str) else set(value)
