"""Forms: an A4 form of 60 fields to PDF, and a batch of 40 pages of a household's forms.

The partner is reportlab drawing the same strings at given places: no layout, no glyph check.
Run as ``python -m benchmarks.forms``.
"""

import json
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from backend.forms.definition import FormDefinition, load_definition
from backend.forms.embedding import DocumentInfo
from backend.forms.fonts import Fonts, FontSettings, open_fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import POINTS_PER_MM, paint
from benchmarks.results import Row, record

FIELDS = 60
ROUNDS = 40
INFO = DocumentInfo(title="計測用の様式", created_at=datetime(2026, 11, 21, tzinfo=UTC))
FIXTURES = Path(__file__).parents[1] / "fixtures" / "forms"
STOCK_FONT = "StockMincho"


def sixty_fields() -> tuple[FormDefinition, dict[str, Any]]:
    """Return a form with 60 labelled, framed fields and a value for each."""
    elements: list[dict[str, Any]] = []
    inputs, own = [], {}
    for index in range(FIELDS):
        x, y = 12 + (index % 3) * 62, 15 + (index // 3) * 13
        key = f"own.item_{index}"
        inputs.append({"key": key, "label": f"項目{index}", "type": "text"})
        own[f"item_{index}"] = f"東京都千代田区霞が関{index}丁目２番　葛\U000e0102城𠮷郎"
        words = {"id": f"words{index}", "kind": "label", "text": f"項目{index}"}
        elements.append({**words, "x": x, "y": y, "w": 60, "h": 4, "style": {"size": 7}})
        frame = {"id": f"frame{index}", "kind": "box", "x": x, "y": y + 4, "w": 60, "h": 8}
        elements.append(frame)
        field = {"id": f"field{index}", "kind": "text", "bind": {"field": key}}
        elements.append({**field, "x": x, "y": y + 4, "w": 60, "h": 8})
    template = {
        "format": "form-template",
        "version": "1.0",
        "id": "sixty_fields",
        "title": "計測用の様式",
        "inputs": inputs,
        "pages": [{"id": "front", "size": "A4", "elements": elements}],
    }
    return load_definition(template), {"own": own}


def draw_strings(values: Mapping[str, Any]) -> bytes:
    """Draw the same strings with stock reportlab, at given places."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for index in range(FIELDS):
        x, y = (12 + (index % 3) * 62) * POINTS_PER_MM, 800 - (index // 3) * 13 * POINTS_PER_MM
        canvas.setFont(STOCK_FONT, 7)
        canvas.drawString(x, y, f"項目{index}")
        canvas.rect(x, y - 25, 170, 22)
        canvas.setFont(STOCK_FONT, 10)
        canvas.drawString(x, y - 18, values["own"][f"item_{index}"])
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def interleaved(
    ours: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Return the median milliseconds of both, run by turns and warm."""
    times: tuple[list[float], list[float]] = ([], [])
    for round_number in range(rounds + 3):
        for work, results in ((ours, times[0]), (other, times[1])):
            start = time.perf_counter()
            work()
            if round_number >= 3:
                results.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def household_batch(fonts: Fonts) -> Callable[[], bytes]:
    """Return the work of painting 40 pages: all forms of a household, as often as it takes."""
    values = json.loads((FIXTURES / "samples" / "family_of_five.json").read_text("utf-8"))
    names = ("resident_change", "certificate_application", "health_insurance")
    forms = [
        load_definition(json.loads((FIXTURES / f"{n}.json").read_text("utf-8"))) for n in names
    ]

    def work() -> bytes:
        lists = [lay_out(form, values, fonts) for _ in range(7) for form in forms]
        return paint(lists[:20], INFO)

    return work


def run() -> list[Row]:
    """Measure and record."""
    fonts = open_fonts(FontSettings())
    stock = next(file for file in fonts.files if file.name == "IPAexMincho")
    pdfmetrics.registerFont(TTFont(STOCK_FONT, str(stock.path)))
    form, values = sixty_fields()
    ours, other = interleaved(
        lambda: paint([lay_out(form, values, fonts)], INFO), lambda: draw_strings(values), ROUNDS
    )
    batch, forty = interleaved(
        household_batch(fonts), lambda: [draw_strings(values) for _ in range(40)], ROUNDS // 4
    )
    partner = "reportlab drawing the same strings, no layout"
    many = "reportlab drawing the strings of 60 fields 40 times, no layout"
    return [
        record("forms: 60-field A4 form to PDF", ours, partner, other, unit="ms"),
        record("forms: 40 pages of a household", batch, many, forty, unit="ms"),
    ]


if __name__ == "__main__":
    for row in run():
        print(f"{row.name}: {row.ours} {row.unit}, {row.ratio} × {row.compared_with}")
