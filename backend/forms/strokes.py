"""Ink: the strokes of a pen as smooth lines whose width follows the pressure (署名の筆跡).

Plain geometry on plain values. A point is (x mm, y mm, pressure 0 to 1, milliseconds).
"""

import math
from collections.abc import Sequence
from itertools import groupby, pairwise

from backend.forms.display_list import Line, rounded

Point = tuple[float, float, float, float]
Stroke = Sequence[Point]
Drawn = tuple[float, float, float]  # x, y, width

INK = "#111133"
THINNEST, THICKEST = 0.2, 0.6  # mm of the pen, from no pressure to all of it
FINEST = 0.5  # of the pen's width, however small a signature becomes on paper
WIDTH_STEP = 0.02  # mm; parts of one width become one line
SMALLEST_STEP = 0.08  # mm on paper: closer points say nothing that can be seen


def ink(
    strokes: Sequence[Stroke], box: tuple[float, float, float, float], element: str
) -> list[Line]:
    """The strokes as lines within a box (x, y, w, h): proportions kept, never enlarged.

    They begin at the left, after the field's words, as a hand would.
    """
    left, top, right, bottom = extent(strokes)
    x, y, w, h = box
    room = THICKEST / 2
    scale = min(
        1.0,
        (w - THICKEST) / max(right - left, 0.001),
        (h - THICKEST) / max(bottom - top, 0.001),
    )
    down = y + (h - (bottom - top) * scale) / 2
    # Small kanji need a finer pen; 0.1 mm is still printed.
    finer = max(FINEST, min(1.0, 1.5 * scale))
    lines: list[Line] = []
    for stroke in strokes:
        placed = [
            (x + room + (px - left) * scale, down + (py - top) * scale, _width(pressure) * finer)
            for px, py, pressure, _ in stroke
        ]
        lines += _lines(_smooth(_thinned(placed)), element)
    return lines


def extent(strokes: Sequence[Stroke]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all points."""
    xs = [point[0] for stroke in strokes for point in stroke]
    ys = [point[1] for stroke in strokes for point in stroke]
    return min(xs), min(ys), max(xs), max(ys)


def length(strokes: Sequence[Stroke]) -> float:
    """How far the pen went on the pad, in mm."""
    return sum(math.dist(a[:2], b[:2]) for stroke in strokes for a, b in pairwise(stroke))


def _width(pressure: float) -> float:
    return THINNEST + (THICKEST - THINNEST) * pressure


def _thinned(points: Sequence[Drawn]) -> list[Drawn]:
    """Leave out points too close to the one before; the last one stays."""
    kept = [points[0]]
    for point in points[1:-1]:
        if math.dist(kept[-1][:2], point[:2]) >= SMALLEST_STEP:
            kept.append(point)
    # A dot is a line as short as it can be; with round ends it prints as a dot.
    last = points[-1] if len(points) > 1 else (points[0][0] + 0.01, *points[0][1:])
    return [*kept, last]


def _smooth(points: Sequence[Drawn]) -> list[Drawn]:
    """Cut the corners once (Chaikin); the ends stay where they are."""
    if len(points) < 3:
        return list(points)
    smooth = [points[0]]
    for a, b in pairwise(points):
        smooth += [_between(a, b, 0.25), _between(a, b, 0.75)]
    return [*smooth, points[-1]]


def _between(a: Drawn, b: Drawn, part: float) -> Drawn:
    x, y, width = (start + (end - start) * part for start, end in zip(a, b, strict=True))
    return x, y, width


def _lines(points: Sequence[Drawn], element: str) -> list[Line]:
    """One line for each run of parts that have the same width."""
    parts = [
        ((a[:2], b[:2]), round((a[2] + b[2]) / 2 / WIDTH_STEP) * WIDTH_STEP)
        for a, b in pairwise(points)
    ]
    lines = []
    for width, run in groupby(parts, key=lambda part: part[1]):
        ends = [part for part, _ in run]
        path = [ends[0][0], *(end for _, end in ends)]
        lines.append(
            Line(
                points=tuple((rounded(px), rounded(py)) for px, py in path),
                width=rounded(width),
                color=INK,
                element=element,
                signature=True,
                cap="round",
            )
        )
    return lines
