"""What a hand does in the demonstration: a signature in strokes, a paper laid on a scanner."""

import math
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import ImageDraw

PAD = {"widthMm": 120.0, "heightMm": 40.0}
POINTS = 48
SCAN_SCALE = 110 / 72  # dots an inch over points an inch
SIGNATURE_ON_MANDATE = (58.0, 246.0)  # mm from the upper left corner
SMALLER = 0.45


def strokes(name: str) -> list[dict[str, Any]]:
    """A flourish for a name: the same name always signs the same."""
    letters = [letter for letter in name if not letter.isspace()]
    wide = (PAD["widthMm"] - 20) / len(letters)
    return [
        _stroke(10 + wide * place, wide, ord(letter), place) for place, letter in enumerate(letters)
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


def _on_paper(point: dict[str, float]) -> tuple[float, float]:
    left, top = SIGNATURE_ON_MANDATE
    dots = SCAN_SCALE * 72 / 25.4
    return (left + point["x"] * SMALLER) * dots, (top + point["y"] * SMALLER) * dots


def scan(printed: bytes, signer: str) -> bytes:
    """The first page of a printed mandate, signed by hand, as a scanner sends it (PNG)."""
    document = pypdfium2.PdfDocument(printed)
    try:
        page = document[0].render(scale=SCAN_SCALE, grayscale=True).to_pil()
    finally:
        document.close()
    pen = ImageDraw.Draw(page)
    for stroke in strokes(signer):
        pen.line([_on_paper(point) for point in stroke["points"]], fill=40, width=2)
    content = BytesIO()
    page.save(content, "PNG")
    return content.getvalue()
