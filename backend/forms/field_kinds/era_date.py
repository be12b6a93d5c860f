"""eraDate (元号の日付): a date as text, in slots, or with its era circled."""

from typing import ClassVar

from backend.forms.elements import Element
from backend.forms.field_kinds.circles import draw_choices
from backend.forms.field_kinds.kind import (
    ALIGNMENT,
    DATA_GROUP,
    LETTERS,
    WHAT,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.form_dates import WESTERN, DateParts, DateValue
from backend.forms.scope import Box, Scope
from backend.forms.typesetting import TextStyle
from backend.shared.eras import ERAS

_ERA_NAMES = [WESTERN, *(era.name for era in reversed(ERAS))]
_ERA_SHARE = 0.44  # of the width that the eras take when all stands on one line
_MARKS = ("年", "月", "日")


class EraDate(FieldKind):
    """A date of the register: known, unknown (不詳), impossible, or Western."""

    NAME = "eraDate"
    LABEL = "元号の日付"
    GROUP = DATA_GROUP
    HELP = "生年月日や届出日を、和暦で印字します。"
    ICON = "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"
    SIZE = (50.0, 8.0)
    KEYS: ClassVar = {
        "show": {"enum": ["text", "slots", "circle"]},
        "eras": {"type": "array", "items": {"enum": _ERA_NAMES}, "minItems": 1},
        "shortEras": {"type": "boolean"},
        "stacked": {"type": "boolean"},
    }
    BINDS = frozenset({"date"})
    MUST_BIND = True
    STYLE = TextStyle(font="mincho", size=10.5, fit="shrink", padding=0.5)
    PROPERTIES = (
        *WHAT,
        Property(
            "show",
            "どう印字しますか",
            "choice",
            (
                ("text", "文字で（令和8年11月21日）"),
                ("slots", "年・月・日の欄に"),
                ("circle", "元号を○で囲む"),
            ),
        ),
        Property(
            "eras",
            "どの元号を並べますか",
            "choices",
            tuple((name, name) for name in _ERA_NAMES),
            help="「元号を○で囲む」のときだけ使います。",
        ),
        Property("shortEras", "元号を１文字で書きますか", "boolean", section=PanelSection.LOOK),
        Property("stacked", "元号を上の段に分けますか", "boolean", section=PanelSection.LOOK),
        *LETTERS,
        *ALIGNMENT,
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Print the parts in their places; what has no parts is printed by its text."""
        value = scope.value(element)
        date = DateValue.read(value) if value is not None else None
        show = element.keys.get("show", "text")
        written = date.formatted(element.format) if date else ""
        if show == "text" or (date and not self._has_a_place(element, date.parts, show)):
            if written:
                scope.set_value(element, written, scope.box(element), self.style(element))
            return
        parts = date.parts if date else None
        if show == "slots":
            self._lay_out_slots(element, parts, scope)
        else:
            self._lay_out_circles(element, parts, scope)

    def _has_a_place(self, element: Element, parts: DateParts | None, show: str) -> bool:
        """A date without parts, or of an era that the form doesn't offer, is printed as text."""
        return parts is not None and (show == "slots" or parts.era in _offered(element))

    def _lay_out_slots(self, element: Element, parts: DateParts | None, scope: Scope) -> None:
        box = scope.box(element)
        era = Box(box.x, box.y, box.w / 4, box.h)
        if parts is not None:
            scope.set_words(element, parts.era, era, self._centred(element))
        numbers = Box(box.x + era.w, box.y, box.w - era.w, box.h)
        self._lay_out_numbers(element, parts, numbers, scope)

    def _lay_out_circles(self, element: Element, parts: DateParts | None, scope: Scope) -> None:
        box = scope.box(element)
        if element.keys.get("stacked"):
            eras = Box(box.x, box.y, box.w, box.h / 2)
            numbers = Box(box.x, box.y + box.h / 2, box.w, box.h / 2)
        else:
            eras = Box(box.x, box.y, box.w * _ERA_SHARE, box.h)
            numbers = Box(box.x + eras.w, box.y, box.w - eras.w, box.h)
        words = [
            (_era_word(element, era), parts is not None and parts.era == era)
            for era in _offered(element)
        ]
        draw_choices(element, words, eras, self._centred(element), scope)
        self._lay_out_numbers(element, parts, numbers, scope)

    def _lay_out_numbers(
        self, element: Element, parts: DateParts | None, box: Box, scope: Scope
    ) -> None:
        """Three cells that end in 年, 月 and 日, the numbers right before them."""
        style = self._centred(element)
        mark_width = style.size * 0.42
        width = box.w / len(_MARKS)
        numbers = (parts.year, parts.month, parts.day) if parts else ("", "", "")
        for index, (mark, number) in enumerate(zip(_MARKS, numbers, strict=True)):
            end = box.x + (index + 1) * width
            scope.set_words(element, mark, Box(end - mark_width, box.y, mark_width, box.h), style)
            if number:
                place = Box(end - width, box.y, width - mark_width, box.h)
                scope.set_value(element, number, place, style)

    def _centred(self, element: Element) -> TextStyle:
        style = self.style(element)
        return TextStyle(font=style.font, size=style.size, align="center", color=style.color)


def _offered(element: Element) -> list[str]:
    eras: list[str] = element.keys.get("eras", ["昭和", "平成", "令和"])
    return eras


def _era_word(element: Element, era: str) -> str:
    if element.keys.get("shortEras") and era != WESTERN:
        return era[0]
    return era
