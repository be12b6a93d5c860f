"""What a field sees while it is laid out: its value, its place, where to put items and problems."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image as Picture
from PIL import UnidentifiedImageError

from backend.forms.assets import FormAsset
from backend.forms.characters import CharacterFault
from backend.forms.display_list import BLACK, GlyphRun, Image, Item, Path, placed, rounded
from backend.forms.drawings import DRAWING, drawn_paths
from backend.forms.elements import Element
from backend.forms.errors import PrintProblem
from backend.forms.fonts import Fonts
from backend.forms.form_dates import DateValue
from backend.forms.rules import find_value, holds, is_filled, type_fault, value_path
from backend.forms.strokes import Stroke, ink
from backend.forms.typesetting import Setting, TextStyle, set_text
from backend.forms.vertical_setting import set_vertical

MAX_IMAGE_BYTES = 2_000_000
MAX_IMAGE_PIXELS = 16_000_000

# Words printed on every form: set once. Values never enter this cache, they are people's names.
_set_words = lru_cache(maxsize=4096)(set_text)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in millimetres."""

    x: float
    y: float
    w: float
    h: float


@dataclass(slots=True)
class Findings:
    """What the layout of a document has found so far."""

    problems: list[PrintProblem] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    fonts: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Scope:
    """One page of one sheet, or one row of it, being laid out."""

    values: Mapping[str, Any]
    fonts: Fonts
    findings: Findings
    items: list[Item]
    sheet: int
    x: float = 0.0
    y: float = 0.0
    row: int | None = None
    row_id: str = ""
    assets: Mapping[str, FormAsset] = field(default_factory=dict)
    sheets: int = 1
    page: int = 1  # of all printed pages
    pages: int = 1

    def in_row(self, row: int, row_id: str, x: float, y: float) -> "Scope":
        """Return the scope of one row of a repeat at a place of the page."""
        return replace(self, row=row, row_id=row_id, x=x, y=y)

    def lay_out(self, element: Element) -> None:
        """Lay out one element if it is printed and its condition holds."""
        if not element.printed or (element.when and not holds(element.when, self.read)):
            return
        if element.is_fixed:
            self._put_fixed(element)
        else:
            element.kind.lay_out(element, self)

    def _put_fixed(self, element: Element) -> None:
        """Take what is the same on every copy from the last one laid out."""
        laid_out = _lay_out_fixed(element, self.fonts, self.x, self.y, self.row_id, self.row)
        self.items.extend(laid_out.items)
        self.findings.fonts |= laid_out.findings.fonts
        for problem in laid_out.findings.problems:
            self.add_problem(problem)

    def read(self, field_name: str) -> Any:
        """Return the value of a field; ``row.number`` counts the rows through all sheets."""
        if field_name == "row.number":
            return None if self.row is None else self.row + 1
        return find_value(self.values, field_name, self.row)

    def box(self, element: Element) -> Box:
        """Return the place of an element on the page."""
        return Box(self.x + element.x, self.y + element.y, element.w, element.h)

    def element_id(self, element: Element) -> str:
        """Return the id of an element, with its row."""
        return f"{self.row_id}.{element.id}" if self.row_id else element.id

    def add(self, item: Item) -> None:
        """Put an item onto the page."""
        self.items.append(item)

    def value(self, element: Element) -> Any:
        """Return the value bound to an element; one of a wrong type is a problem and no value."""
        if not element.field:
            return None
        value = self.read(element.field)
        if element.item is None or not is_filled(value):
            return None
        if fault := type_fault(element.item, value):
            self.refuse_value(element, f"「{element.label}」{fault}")
            return None
        return value

    def text(self, element: Element) -> str:
        """Return the value bound to an element as it is printed."""
        value = self.value(element)
        if value is None or element.item is None:
            return ""
        text = _text_of(value, element)
        return _FORMATS.get(element.format, str)(text)

    def set_value(self, element: Element, text: str, box: Box, style: TextStyle) -> Setting:
        """Set the text of a value into a box and report what does not fit or cannot be printed."""
        return self._put(element, set_text(text, box.w, box.h, style, self.fonts), box)

    def set_vertical(self, element: Element, text: str, box: Box, style: TextStyle) -> Setting:
        """Set a text into a box in columns."""
        return self._put(element, set_vertical(text, box.w, box.h, style, self.fonts), box)

    def set_words(self, element: Element, text: str, box: Box, style: TextStyle) -> Setting:
        """Set words that belong to the form itself, not to a person."""
        return self._put(element, _set_words(text, box.w, box.h, style, self.fonts), box)

    def _put(self, element: Element, setting: Setting, box: Box) -> Setting:
        for fault in setting.faults:
            self.refuse_character(element, fault)
        if setting.excess_mm:
            self.refuse_size(element, setting.excess_mm)
        element_id = self.element_id(element)
        for run in setting.runs:
            self.findings.fonts.add(run.font)
            self.items.append(
                GlyphRun(
                    rounded(run.x + box.x),
                    rounded(run.y + box.y),
                    run.size,
                    run.font,
                    run.glyphs,
                    run.offsets,
                    run.text,
                    run.color,
                    element_id,
                )
            )
        return setting

    def refuse_character(self, element: Element, fault: CharacterFault) -> None:
        """Report a character that cannot be printed."""
        self._refuse(
            element,
            fault.reason,
            f"「{element.label}」の {fault.message}",
            character=fault.character,
            code_points=fault.code_points,
            mj_name=fault.mj_name,
        )

    def refuse_size(self, element: Element, excess_mm: float) -> None:
        """Report a value that is too large for its box."""
        message = f"「{element.label}」が枠に入りません（{excess_mm:.1f} mm 超過）。"
        self._refuse(element, "DOES_NOT_FIT", message, excess_mm=excess_mm)

    def refuse_value(self, element: Element, message: str) -> None:
        """Report a value that this field cannot print."""
        self._refuse(element, "INVALID_VALUE", message)

    def _refuse(self, element: Element, code: str, message: str, **details: Any) -> None:
        path = value_path(element.field, self.row)
        element_id = self.element_id(element)
        self.add_problem(
            PrintProblem(code=code, message=message, element=element_id, path=path, **details)
        )

    def add_problem(self, problem: PrintProblem) -> None:
        """Report a problem: of a value printed on every sheet it is one, not one for each."""
        if problem not in self.findings.problems:
            self.findings.problems.append(problem)

    def add_strokes(self, element: Element, strokes: Sequence[Stroke], box: Box) -> None:
        """Put the strokes of a signature into a box, as lines that are marked as a signature."""
        place = (box.x, box.y, box.w, box.h)
        self.items.extend(ink(strokes, place, self.element_id(element)))

    def add_asset(self, element: Element, sha256: str, box: Box) -> None:
        """Put a picture or a drawing of the form's own into a box, its proportions kept."""
        asset = self.assets.get(sha256)
        if asset is None:
            message = f"「{element.label}」の画像が見つかりません。選び直してください。"
            self._refuse(element, "MISSING_ASSET", message)
            return
        place = _fitted(box, asset.width_mm, asset.height_mm)
        self.put_asset(asset, place, element.label, self.element_id(element))

    def put_asset(self, asset: FormAsset, place: Box, text: str, element_id: str) -> None:
        """Put a picture or a drawing at its place."""
        if asset.kind == DRAWING:
            scale = place.w / asset.width_mm
            self.items.extend(_drawn(asset, scale, place.x, place.y, element_id))
            return
        self.findings.images[asset.sha256] = asset.content
        self.add(
            Image(
                x=rounded(place.x),
                y=rounded(place.y),
                w=rounded(place.w),
                h=rounded(place.h),
                hash=asset.sha256,
                text=text,
                element=element_id,
            )
        )

    def add_image(
        self, element: Element, value: object, box: Box, *, is_signature: bool = False
    ) -> None:
        """Put a picture into a box, its proportions kept, in the middle."""
        picture = _decode_image(value)
        if picture is None:
            self.refuse_value(element, f"「{element.label}」の画像を読み取れません。")
            return
        content, width, height = picture
        image_hash = hashlib.sha256(content).hexdigest()
        self.findings.images[image_hash] = content
        place = _fitted(box, width, height)
        self.add(
            Image(
                x=rounded(place.x),
                y=rounded(place.y),
                w=rounded(place.w),
                h=rounded(place.h),
                hash=image_hash,
                text=element.label,
                element=self.element_id(element),
                signature=is_signature,
            )
        )


def _fitted(box: Box, width: float, height: float) -> Box:
    """The largest place of these proportions in the middle of a box."""
    scale = min(box.w / width, box.h / height)
    w, h = width * scale, height * scale
    return Box(box.x + (box.w - w) / 2, box.y + (box.h - h) / 2, w, h)


def _drawn(
    asset: FormAsset, scale: float, right: float, down: float, element_id: str
) -> Iterator[Path]:
    for path in drawn_paths(asset):
        yield Path(
            commands=placed(path.commands, scale, right, down),
            fill=path.fill,
            rule=path.rule,
            color=path.stroke or BLACK,
            width=rounded(path.width * scale) if path.stroke else 0.0,
            element=element_id,
        )


@lru_cache(maxsize=16384)
def _lay_out_fixed(
    element: Element, fonts: Fonts, x: float, y: float, row_id: str, row: int | None
) -> Scope:
    """Lay out an element that depends on no value, at one place."""
    scope = Scope({}, fonts, Findings(), [], 1, x, y, row, row_id)
    element.kind.lay_out(element, scope)
    return scope


def _text_of(value: Any, element: Element) -> str:
    item = element.item
    if item is not None and item.type == "date":
        return DateValue.read(value).formatted(element.format)
    if item is not None and item.type == "choice":
        return item.label_of(value) or ""
    return str(value)


def _postal_code(text: str) -> str:
    digits = _half_width(text).replace("-", "").replace("－", "")
    return f"{digits[:3]}-{digits[3:]}" if len(digits) == 7 and digits.isdecimal() else text


def _half_width(text: str) -> str:
    return text.translate(_HALF_WIDTH_DIGITS)


def _full_width(text: str) -> str:
    return text.translate(_FULL_WIDTH_DIGITS)


_HALF_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_FULL_WIDTH_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
# Printable ASCII and its full-width twins; a space becomes the ideographic one.
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_HALF_WIDTH = {wide: code for code, wide in _FULL_WIDTH.items()}
# The formats of dates are in ``form_dates``.
_FORMATS: dict[str, Callable[[str], str]] = {
    "postalCode": _postal_code,
    "fullWidth": lambda text: text.translate(_FULL_WIDTH),
    "halfWidth": lambda text: text.translate(_HALF_WIDTH),
    "fullWidthDigits": _full_width,
    "halfWidthDigits": _half_width,
}


def _decode_image(value: object) -> tuple[bytes, int, int] | None:
    """Return a picture's bytes and size; ``None`` for what is not one of a sane size."""
    if not isinstance(value, Mapping) or not isinstance(value.get("base64"), str):
        return None
    if len(value["base64"]) > MAX_IMAGE_BYTES * 4 // 3:
        return None
    try:
        content = base64.b64decode(value["base64"], validate=True)
        with Picture.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if width * height > MAX_IMAGE_PIXELS:
                return None
            picture.verify()
    except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None
    return content, width, height
