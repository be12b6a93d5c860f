"""Words with a circle around the one that is chosen, as people mark a form by hand (○で囲む)."""

from dataclasses import replace

from backend.forms.display_list import Ellipse, rounded
from backend.forms.elements import Element
from backend.forms.scope import Box, Scope
from backend.forms.typesetting import MM_PER_POINT, TextStyle, text_width

_STROKE = 0.3
_BESIDE = 0.28  # of an em: the air between a word and its circle, on each side
_HEIGHT = 1.4  # of the circle, in em


def draw_choices(
    element: Element,
    words: list[tuple[str, bool]],
    box: Box,
    style: TextStyle,
    scope: Scope,
    separator: str = "・",
) -> None:
    """Set words side by side in the middle of equal cells and circle the chosen ones."""
    style = replace(style, align="center")
    width = box.w / max(1, len(words))
    for index, (word, is_chosen) in enumerate(words):
        cell = Box(box.x + index * width, box.y, width, box.h)
        scope.set_words(element, word, cell, style)
        if index and separator:
            between = Box(cell.x - width / 2, box.y, width, box.h)
            scope.set_words(element, separator, between, style)
        if is_chosen:
            draw_circle(element, word, cell, style, scope)


def draw_circle(element: Element, word: str, cell: Box, style: TextStyle, scope: Scope) -> None:
    """Draw the circle around a word that stands in the middle of a cell."""
    em = style.size * MM_PER_POINT
    height = em * _HEIGHT
    natural = text_width(word, style.size, style.font, scope.fonts)
    width = max(natural + 2 * em * _BESIDE, height)
    scope.add(
        Ellipse(
            x=rounded(cell.x + (cell.w - width) / 2),
            y=rounded(cell.y + (cell.h - height) / 2),
            w=rounded(width),
            h=rounded(height),
            width=_STROKE,
            element=scope.element_id(element),
        )
    )
