"""How cells look: fonts, alignment, lines and colours, each look once."""

import colorsys
import re
from typing import Any

from openpyxl.styles.colors import COLOR_INDEX

SIDES = ("left", "top", "right", "bottom")
THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))
THEME_COLOR = re.compile(
    rb"<a:(dk1|lt1|dk2|lt2|accent\d)>\s*<a:(?:srgbClr val|sysClr[^>]*lastClr)=\"([0-9A-Fa-f]{6})\""
)
# How dark the patterns of fills are, as far as one sees it on paper.
PATTERNS = {"gray0625": 0.06, "gray125": 0.12, "lightGray": 0.25, "mediumGray": 0.5}
WHITE = "#ffffff"


class Looks:
    """Gathers the looks of cells; a cell names its look by the number."""

    def __init__(self, workbook: Any) -> None:
        self.listed: list[dict[str, Any]] = []
        self._known: dict[Any, int] = {}
        theme = workbook.loaded_theme or b""
        found = {name.decode(): value.decode() for name, value in THEME_COLOR.findall(theme)}
        self._theme = [found.get(name, "") for name in THEME_ORDER]

    def of(self, cell: Any) -> int:
        """The number of a cell's look."""
        # A merged cell has lines of its own beside the shared style.
        key = (cell._style, repr(self._lines(cell)))
        if key not in self._known:
            self._known[key] = len(self.listed)
            self.listed.append(self._look(cell))
        return self._known[key]

    def is_seen(self, cell: Any) -> bool:
        """Whether an empty cell shows a line or a colour."""
        look = self.listed[self.of(cell)]
        return bool(look["lines"] or look["fill"])

    def _look(self, cell: Any) -> dict[str, Any]:
        font, place = cell.font, cell.alignment
        return {
            "font": font.name or "",
            "size": within(font.sz or 11, 1, 409),
            "bold": bool(font.b),
            "color": self._color(font.color, "#000000"),
            "align": place.horizontal or "general",
            "valign": place.vertical or "bottom",
            "wrap": bool(place.wrap_text),
            "shrink": bool(place.shrink_to_fit),
            "rotation": int(place.textRotation or 0),
            "indent": within(place.indent or 0, 0, 250),
            "fill": self._fill(cell.fill),
            "lines": self._lines(cell),
        }

    def _lines(self, cell: Any) -> dict[str, list[str]]:
        border, lines = cell.border, {}
        for name in SIDES:
            side = getattr(border, name)
            if side is not None and side.style:
                lines[name] = [side.style, self._color(side.color, "#000000")]
        diagonal = border.diagonal
        if diagonal is not None and diagonal.style:
            drawn = [diagonal.style, self._color(diagonal.color, "#000000")]
            if border.diagonalDown:
                lines["falling"] = drawn
            if border.diagonalUp:
                lines["rising"] = drawn
        return lines

    def _fill(self, fill: Any) -> str:
        kind = getattr(fill, "patternType", None)
        if not kind:
            return ""
        if kind == "solid":
            color = self._color(fill.fgColor, "")
            return "" if color == WHITE else color
        shade = round(255 * (1 - PATTERNS.get(kind, 0.2)))
        return f"#{shade:02x}{shade:02x}{shade:02x}"

    def _color(self, color: Any, usual: str) -> str:
        if color is None:
            return usual
        rgb = ""
        if color.type == "rgb" and isinstance(color.rgb, str):
            rgb = color.rgb[-6:]
        elif color.type == "theme" and 0 <= color.theme < len(self._theme):
            rgb = self._theme[color.theme]
        elif color.type == "indexed" and 0 <= color.indexed < len(COLOR_INDEX):
            rgb = COLOR_INDEX[color.indexed][-6:]
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", rgb):
            return usual
        return "#" + _tinted(rgb.lower(), float(color.tint or 0))


def within(value: float, least: float, most: float) -> float:
    """A number of a file that was made to break its reader; what is no number is the least."""
    number = float(value)
    return min(most, max(least, number)) if number == number else least


def _tinted(rgb: str, tint: float) -> str:
    """Lighter with a positive tint, darker with a negative one."""
    if not tint:
        return rgb
    red, green, blue = (int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), strength)
    return "".join(f"{round(255 * part):02x}" for part in parts)
