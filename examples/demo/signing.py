"""What a hand does in the demonstration: a signature in strokes, a paper laid on a scanner."""

import math
from io import BytesIO
from typing import Any

import pypdfium2

PAD = {"widthMm": 120.0, "heightMm": 40.0}
POINTS = 48
SCAN_SCALE = 110 / 72  # dots an inch over points an inch


def strokes(name: str) -> list[dict[str, Any]]:
    """A flourish for a name: the same name always signs the same."""
    letters = [letter for letter in name if not letter.isspace()]
    wide = (PAD["widthMm"] - 20) / len(letters)
    return [
        _stroke(10 + wide * place, wide, ord(letter), place)
        for place, letter in enumerate(letters)
    ]


def _stroke(left: float, wide: float, letter: int, place: int) -> dict[str, Any]:
    turns, lean = 2 + letter % 3, 1 + letter % 5
    return {
        "points": [
            {
                "x": round(left + wide * (part + 0.16 * math.cos(turns * math.tau * part)), 2),
                "y": round(20 + (9 + lean) * math.sin(turns * math.tau * part + lean) * 0.8, 2),
                "pressure": round(0.35 + 0.45 * math.sin(math.pi * part), 3),
                "time": 700.0 * place + 10 * step,
            }
            for step in range(POINTS)
            for part in [step / (POINTS - 1)]
        ]
    }


def scan(printed: bytes) -> bytes:
    """The first page of a printed paper as a scanner sends it (PNG)."""
    document = pypdfium2.PdfDocument(printed)
    try:
        page = document[0].render(scale=SCAN_SCALE, grayscale=True).to_pil()
    finally:
        document.close()
    content = BytesIO()
    page.save(content, "PNG")
    return content.getvalue()
