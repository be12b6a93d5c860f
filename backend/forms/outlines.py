"""Outlines of glyphs as SVG paths, read from the font's mapped table.

A path is of relative commands alone, in font units, y downwards: the outlines of a run stand
behind each other, each behind an ``M`` to its place. TrueType curves are quadratic, as SVG's
``q`` is; where a point between two curves is left out by the font, ``t`` says the same.
"""

import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from backend.forms.fonts import FontFile

_ON_CURVE, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 1, 2, 4, 8, 16, 32
_WORDS, _OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 1, 2, 8, 32, 64, 128
_DEEPEST = 6  # glyphs made of glyphs


class Point(NamedTuple):
    """One point of an outline, in font units, y upwards as the font has it."""

    x: float
    y: float
    is_on_curve: bool


Contour = Sequence[Point]


@lru_cache(maxsize=20_000)
def outline_path(font: FontFile, glyph: int) -> str:
    """The outline of a glyph; nothing for a space."""
    pen = _Pen()
    for contour in contours(font, glyph):
        pen.draw(contour)
    return "".join(pen.parts)


def contours(font: FontFile, glyph: int, depth: int = 0) -> list[Contour]:
    """The closed lines of a glyph; those of a composite one are put together."""
    start, end = font.glyph_offsets[glyph], font.glyph_offsets[glyph + 1]
    if end - start < 10 or depth > _DEEPEST:
        return []
    raw = font.outlines[start:end]
    (count,) = struct.unpack_from(">h", raw)
    return _simple(raw, count) if count >= 0 else list(_composite(font, raw, depth))


def _simple(raw: memoryview, count: int) -> list[Contour]:
    ends = struct.unpack_from(f">{count}H", raw, 10)
    if not ends:
        return []
    place = 10 + 2 * count
    (instructions,) = struct.unpack_from(">H", raw, place)
    flags, place = _flags(raw, place + 2 + instructions, ends[-1] + 1)
    xs, place = _coordinates(raw, place, flags, _SHORT_X, _SAME_X)
    ys, _ = _coordinates(raw, place, flags, _SHORT_Y, _SAME_Y)
    points = [Point(x, y, bool(flag & _ON_CURVE)) for x, y, flag in zip(xs, ys, flags, strict=True)]
    starts = (0, *(end + 1 for end in ends[:-1]))
    return [points[start : end + 1] for start, end in zip(starts, ends, strict=True)]


def _flags(raw: memoryview, place: int, count: int) -> tuple[list[int], int]:
    flags: list[int] = []
    while len(flags) < count:
        flag = raw[place]
        place += 1
        times = 1
        if flag & _REPEAT:
            times += raw[place]
            place += 1
        flags.extend([flag] * times)
    return flags[:count], place


def _coordinates(
    raw: memoryview, place: int, flags: Sequence[int], short: int, same: int
) -> tuple[list[int], int]:
    """Numbers are steps: of a byte and a sign, none at all, or of two bytes."""
    numbers, value = [], 0
    for flag in flags:
        if flag & short:
            value += raw[place] if flag & same else -raw[place]
            place += 1
        elif not flag & same:
            step = raw[place] << 8 | raw[place + 1]
            value += step - 0x10000 if step & 0x8000 else step
            place += 2
        numbers.append(value)
    return numbers, place


def _composite(font: FontFile, raw: memoryview, depth: int) -> Iterator[Contour]:
    place, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", raw, place)
        numbers = ("hh" if flags & _OFFSETS else "HH") if flags & _WORDS else "bb"
        right, up = struct.unpack_from(f">{numbers}", raw, place + 4)
        place += 4 + struct.calcsize(f">{numbers}")
        (xx, yx, xy, yy), place = _matrix(raw, place, flags)
        if not flags & _OFFSETS:
            right, up = 0, 0  # placed by matching points, which no font of ours does
        for contour in contours(font, glyph, depth + 1):
            yield [
                Point(x * xx + y * xy + right, x * yx + y * yy + up, is_on)
                for x, y, is_on in contour
            ]


def _matrix(
    raw: memoryview, place: int, flags: int
) -> tuple[tuple[float, float, float, float], int]:
    count = 4 if flags & _MATRIX else 2 if flags & _TWO_SCALES else 1 if flags & _SCALE else 0
    scales = [value / 16384 for value in struct.unpack_from(f">{count}h", raw, place)]
    place += 2 * count
    if count == 4:
        return (scales[0], scales[1], scales[2], scales[3]), place
    across = scales[0] if scales else 1.0
    return (across, 0.0, 0.0, scales[-1] if scales else 1.0), place


class _Pen:
    """Writes contours one behind the other; y is turned downwards."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.x = self.y = 0.0

    def draw(self, contour: Contour) -> None:
        """Write one closed line; it ends where the next one's first step begins."""
        if not contour:
            return
        first, rest = _from_a_point_on_it(contour)
        self._write("m", first)
        control: Point | None = None
        reflected: tuple[float, float] | None = None
        for point in (*rest, first):
            if control is None:
                if point.is_on_curve:
                    self._line(point)
                else:
                    control = point
                continue
            end = point if point.is_on_curve else _middle(control, point)
            if reflected == (control.x, control.y):
                self._write("t", end)
            else:
                self._write("q", control, end)
            reflected = (2 * end.x - control.x, 2 * end.y - control.y)
            control = None if point.is_on_curve else point
            if control is None:
                reflected = None
        self.parts.append("z")
        self.x, self.y = first.x, first.y

    def _line(self, point: Point) -> None:
        if (point.x, point.y) != (self.x, self.y):
            self._write("l", point)

    def _write(self, command: str, *points: Point) -> None:
        # A minus sign parts numbers already; six digits are exact for coordinates and halves.
        text = "".join(
            [f" {point.x - self.x:.6g} {self.y - point.y:.6g}" for point in points]
        ).replace(" -", "-")
        self.parts.append(command + text.lstrip())
        self.x, self.y, _ = points[-1]


def _from_a_point_on_it(contour: Contour) -> tuple[Point, Contour]:
    """The same contour from a point on the curve; one without such begins between two."""
    for index, point in enumerate(contour):
        if point.is_on_curve:
            return point, [*contour[index + 1 :], *contour[:index]]
    return _middle(contour[-1], contour[0]), contour


def _middle(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2, True)
