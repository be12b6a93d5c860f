"""The straight lines of a PDF page, in millimetres: read from its paths, not from pixels."""

import ctypes
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

MM = 25.4 / 72
THIN = 1.5  # mm: a filled rectangle below this is a line
STRAIGHT = 0.02

Line = tuple[float, float, float, float]  # from left or top to right or bottom


def lines_of(pdf: Path, page_number: int = 0) -> list[Line]:
    """All horizontal and vertical lines, pieces joined."""
    page = pypdfium2.PdfDocument(pdf)[page_number]
    height = page.get_height()
    found: list[Line] = []
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=5):
        points = _points(one, height)
        found += _stroked(points) if _is_stroked(one) else _filled(points)
    return joined(found)


def _is_stroked(one: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(one.raw, fill, stroke)
    return bool(stroke.value)


def _points(one: pypdfium2.PdfObject, height: float) -> list[list[tuple[float, float]]]:
    """The corners of each part of a path, from the top left of the page."""
    matrix = one.get_matrix()
    parts: list[list[tuple[float, float]]] = []
    for index in range(raw.FPDFPath_CountSegments(one.raw)):
        segment = raw.FPDFPath_GetPathSegment(one.raw, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        across, up = matrix.on_point(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            parts.append([])
        parts[-1].append((across * MM, (height - up) * MM))
        if raw.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    return parts


def _stroked(parts: list[list[tuple[float, float]]]) -> list[Line]:
    lines = []
    for part in parts:
        for (x, y), (right, bottom) in pairwise(part):
            if abs(x - right) < STRAIGHT or abs(y - bottom) < STRAIGHT:
                lines.append((min(x, right), min(y, bottom), max(x, right), max(y, bottom)))
    return lines


def _filled(parts: list[list[tuple[float, float]]]) -> list[Line]:
    lines = []
    for part in parts:
        xs, ys = [x for x, _ in part], [y for _, y in part]
        w, h = max(xs) - min(xs), max(ys) - min(ys)
        if min(w, h) < THIN and max(w, h) > 0:
            x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            lines.append((min(xs), y, max(xs), y) if w > h else (x, min(ys), x, max(ys)))
    return lines


def joined(lines: list[Line], near: float = 0.45, gap: float = 1.2) -> list[Line]:
    """Lines that lie on one another become one; dashes too, and the two of a double line."""
    flat = [(y, x, right) for x, y, right, bottom in lines if right - x >= bottom - y]
    tall = [(x, y, bottom) for x, y, right, bottom in lines if right - x < bottom - y]
    across = [(begin, place, end, place) for place, begin, end in _merged(flat, near, gap)]
    down = [(place, begin, place, end) for place, begin, end in _merged(tall, near, gap)]
    return [*across, *down]


def _merged(
    pieces: list[tuple[float, float, float]], near: float, gap: float
) -> list[tuple[float, float, float]]:
    rows: dict[float, list[tuple[float, float, float]]] = defaultdict(list)
    for piece in sorted(pieces):
        place = next((known for known in rows if abs(known - piece[0]) < near), piece[0])
        rows[place].append(piece)
    merged = []
    for row in rows.values():
        place = sum(piece[0] for piece in row) / len(row)
        stretches = sorted((first, last) for _, first, last in row)
        begin, end = stretches[0]
        for first, last in stretches[1:]:
            if first > end + gap:
                merged.append((place, begin, end))
                begin, end = first, last
            end = max(end, last)
        merged.append((place, begin, end))
    return merged
