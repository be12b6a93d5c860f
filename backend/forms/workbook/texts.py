"""Words of cells as labels: size, face, place, and how far they run over empty neighbours."""

import unicodedata
from typing import Any

from backend.forms.workbook.geometry import MM_PER_POINT, PagePart
from backend.forms.workbook.sheet import Look, Region, Sheet

MINCHO = ("明朝", "mincho", "serif", "times", "教科書", "楷書", "行書", "ming", "roman")
ALIGN = {
    "left": "left",
    "fill": "left",
    "justify": "left",
    "center": "center",
    "centerContinuous": "center",
    "right": "right",
    "distributed": "equal",
}
VALIGN = {"top": "top", "center": "middle", "bottom": "bottom"}
VERTICAL = 255  # how Excel says: characters below one another
LEAST, MOST = 3.0, 144.0
LEAST_SHRUNK = 4.0
LEADING = 1.15
PADDING = 0.5
EDGE = 5.0  # mm at the edge of paper that printers leave white
INDENT_MM = 2.3
ROUNDING = 3


def face_of(font: str) -> str:
    """明朝 or ゴシック by the name of the face."""
    name = unicodedata.normalize("NFKC", font).casefold()
    is_gothic = "gothic" in name or "ゴシック" in name or "sans" in name
    return "mincho" if not is_gothic and any(word in name for word in MINCHO) else "gothic"


def size_of(look: Look, scale: float) -> float:
    """The size on paper in points."""
    return round(min(MOST, max(LEAST, look.size * scale)), 1)


def em_width(text: str) -> float:
    """How wide a line of text is in parts of its size, near enough to place it."""
    return sum(1.0 if _is_wide(char) else 0.55 for char in text)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


def align_of(look: Look, *, is_number: bool = False) -> str:
    """Left, centre, right or equally spaced (均等割付)."""
    return ALIGN.get(look.align, "right" if is_number else "left")


def label_of(sheet: Sheet, region: Region, part: PagePart, scale: float) -> dict[str, Any]:
    """The words of a region as they are printed."""
    cell = sheet.cell(region.top, region.left)
    look, text = cell.look, cell.text
    size = size_of(look, scale)
    align = align_of(look, is_number=cell.is_number)
    is_wrapped = look.wrap or look.align in ("justify", "distributed")
    if look.rotation == VERTICAL:
        return _vertical(text, look, size, part.box(region))
    wide = _run_over(sheet, region, part, size)
    x, y, w, h = part.box(wide)
    if wide != region and wide.right == part.part.right and align == "left":
        # Beyond the last column nothing is in the way.
        w = max(w, min(_needed(text, size), part.paper_width - EDGE - x))
    indent = look.indent * INDENT_MM * scale if align in ("left", "right") else 0.0
    if align == "left":
        x, w = x + indent, w - indent
    elif align == "right":
        w -= indent
    if align == "equal" and "\n" not in text:
        is_wrapped = False
    return {
        "kind": "label",
        **place(x, y, w, h),
        "text": text,
        "style": _style(look, size, align, (w, h), is_wrapped=is_wrapped or "\n" in text),
    }


def _vertical(
    text: str, look: Look, size: float, box: tuple[float, float, float, float]
) -> dict[str, Any]:
    """Words from the top down; what was above and below is now their beginning and end."""
    along = {"top": "left", "center": "center", "bottom": "right", "distributed": "equal"}
    style: dict[str, Any] = {"size": size, "font": face_of(look.font), "fit": "shrink"}
    style |= {"align": along.get(look.valign, "center"), "valign": "middle"}
    style["minSize"] = min(LEAST_SHRUNK, size)
    return {"kind": "verticalText", **place(*box), "text": text.replace("\n", ""), "style": style}


def _style(
    look: Look, size: float, align: str, box: tuple[float, float], *, is_wrapped: bool
) -> dict[str, Any]:
    style: dict[str, Any] = {"size": size, "font": face_of(look.font), "align": align}
    style["valign"] = VALIGN.get(look.valign, "middle")
    style["fit"] = "shrinkWrap" if is_wrapped else "shrink"
    style["minSize"] = min(LEAST_SHRUNK, size)
    style["leading"] = LEADING
    if box[0] > 4 * PADDING:
        style["padding"] = PADDING
    if look.color != "#000000":
        style["color"] = look.color
    return style


def _run_over(sheet: Sheet, region: Region, part: PagePart, size: float) -> Region:
    """Words that are longer than their cell run over empty neighbours, as a spreadsheet shows."""
    cell = sheet.cell(region.top, region.left)
    look = cell.look
    can_run = not (look.wrap or look.shrink or cell.is_number or look.rotation)
    is_single = region.top == region.bottom
    if not can_run or not is_single or "\n" in cell.text or look.align == "distributed":
        return region
    needed = _needed(cell.text, size)
    left, right = region.left, region.right
    align = align_of(look)
    while part.x(right + 1) - part.x(left) < needed:
        to_right = align != "right" and _is_free(sheet, region.top, right + 1, part)
        to_left = align != "left" and _is_free(sheet, region.top, left - 1, part)
        if align == "center" and not (to_left and to_right):
            break
        if not (to_left or to_right):
            break
        right, left = right + to_right, left - to_left
    return Region(region.top, left, region.bottom, right)


def _needed(text: str, size: float) -> float:
    return em_width(text) * size * MM_PER_POINT + 2 * PADDING


def _is_free(sheet: Sheet, row: int, column: int, part: PagePart) -> bool:
    if not part.part.left <= column <= part.part.right or (row, column) in sheet.merged:
        return False
    return not sheet.cell(row, column).text


def place(x: float, y: float, w: float, h: float) -> dict[str, float]:
    """A box of the template."""
    return {
        key: round(max(value, 0.0), ROUNDING)
        for key, value in (("x", x), ("y", y), ("w", w), ("h", h))
    }
