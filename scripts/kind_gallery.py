"""Draw every kind of field into docs/pictures/field-kinds.png: a picture to look at.

A new kind of our own gets a sample here first. The same samples and fonts give the same bytes.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2

from backend.forms.definition import FormDefinition, load_definition
from backend.forms.embedding import DocumentInfo
from backend.forms.field_kinds import KIND_BY_NAME
from backend.forms.fonts import Fonts, FontSettings, open_fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from backend.forms.samples import sample_values

PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "field-kinds.png"
INFO = DocumentInfo(title="", created_at=datetime(2026, 11, 21, tzinfo=UTC))
DPI, GREYS = 75, 8
SIZE = [210, 230]  # mm
LEFT, TOP, ACROSS, PITCH = 10.0, 8.0, 98.0, 24.0
ROWS_OF_TWO = [{"id": "rowName", "kind": "text", "x": 0, "y": 0, "w": 88, "h": 7}]


def bound(field: str, **more: str) -> dict[str, Any]:
    """The binding to a data item."""
    return {"bind": {"field": field, **more}}


# Kind, width, height and keys of each sample, in two columns.
SAMPLES: tuple[tuple[str, float, float, dict[str, Any]], ...] = (
    ("text", 88, 8, bound("notifier.address")),
    ("text", 88, 8, bound("case.accepted_on", format="shortEra")),
    ("charBoxes", 60, 8, {"boxes": 7, "groups": [3, 4], "gap": 2, **bound("own.postal_code")}),
    ("eraDate", 80, 12, {"show": "circle", "stacked": True, **bound("notifier.birth_date")}),
    ("circleChoice", 50, 7, bound("persons[0].sex")),
    ("check", 50, 7, {"text": "転入", "equals": "MOVE_IN", **bound("change.kind")}),
    ("qr", 18, 18, bound("case.number")),
    ("barcode", 60, 14, {"symbology": "nw7", **bound("own.number")}),
    ("barcode", 60, 14, {"symbology": "jan13", **bound("own.article")}),
    ("sign", 80, 10, {"text": "署名", "underline": True, **bound("signature.image")}),
    ("stamp", 16, 16, {"text": "受付印"}),
    ("table", 88, 16, {"columns": 4, "rows": 3, "columnWidths": "20、34", "headerFill": "#e4e4e4"}),
    ("label", 88, 8, {"text": "見出しの均等割付", "style": {"align": "equal", "size": 12}}),
    ("pageNumber", 50, 6, {"show": "page"}),
    ("box", 40, 14, {"fill": "#e4e4e4", "radius": 3}),
    ("line", 60, 0, {"dash": [2, 1]}),
)
SPECIAL: tuple[dict[str, Any], ...] = (
    {
        "id": "rows",
        "kind": "repeat",
        "x": LEFT,
        "y": 200,
        "w": 88,
        "h": 14,
        "rows": 2,
        **bound("persons"),
        "elements": [{**ROWS_OF_TWO[0], **bound("persons[].name")}],
    },
    {
        "id": "vertical",
        "kind": "verticalText",
        "x": 150,
        "y": 150,
        "w": 40,
        "h": 70,
        "text": "届出は（令和8年11月21日から）\n14日以内に、窓口へ…\nラーメンは「ー」も縦に。",
        "style": {"size": 12, "valign": "top"},
    },
)


def template() -> dict[str, Any]:
    """All samples on one page, each under the name of its kind."""
    elements: list[dict[str, Any]] = [*SPECIAL]
    for index, (kind, w, h, keys) in enumerate(SAMPLES):
        x, y = LEFT + index % 2 * ACROSS, TOP + index // 2 * PITCH
        elements.append(
            {"id": f"sample{index}", "kind": kind, "x": x, "y": y + 5, "w": w, "h": h, **keys}
        )
        words = f"{KIND_BY_NAME[kind].LABEL} {kind}"
        elements.append(
            {
                "id": f"words{index}",
                "kind": "label",
                "text": words,
                "x": x,
                "y": y,
                "w": 88,
                "h": 4,
                "style": {"size": 7, "color": "#666666"},
            }
        )
    own = ("own.postal_code", "own.number", "own.article")
    return {
        "format": "form-template",
        "version": "1.1",
        "id": "field_kinds",
        "title": "項目の種類",
        "inputs": [{"key": key, "label": key, "type": "text"} for key in own],
        "pages": [{"id": "front", "size": SIZE, "elements": elements}],
    }


def definition() -> FormDefinition:
    """The samples as a form."""
    return load_definition(template())


def draw(fonts: Fonts) -> bytes:
    """The picture."""
    own = {"postal_code": "4170051", "number": "20260123", "article": "490123456789"}
    values = {**sample_values("one_person"), "own": own}
    document = pypdfium2.PdfDocument(paint([lay_out(definition(), values, fonts)], INFO))
    drawn = document[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    buffer = BytesIO()
    drawn.quantize(GREYS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def main() -> None:
    """Write the picture."""
    PICTURE.write_bytes(draw(open_fonts(FontSettings())))


if __name__ == "__main__":
    main()
