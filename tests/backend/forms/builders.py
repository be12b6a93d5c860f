"""Templates, values and readings of PDFs, valid by default."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pypdf.generic import ContentStream

from backend.forms.definition import FormDefinition, load_definition
from backend.forms.display_list import DisplayList, GlyphRun
from backend.forms.embedding import DocumentInfo

FIXTURES = Path(__file__).parents[3] / "fixtures"
FORMS = (
    "resident_change",
    "certificate_application",
    "health_insurance",
    "seal_registration",
    "late_stage_medical",
    "national_pension",
    "child_allowance_claim",
    "child_allowance_amount_change",
    "care_certification",
    "care_insurance",
    "child_medical",
    "power_of_attorney",
    "card_face_change",
    "card_continued_use",
    "place_of_origin_exception",
    "tax_certificate",
    "seal_abolition",
    "pregnancy_notification",
    "water_supply",
    "mail_request",
)
STARTING = FORMS[15:]  # to start from; no procedure names them
SAMPLES = (
    "one_person",
    "family_of_five",
    "foreign_resident",
    "longest_names",
    "variant_characters",
    "proxy",
    "six_members",
)
INFO = DocumentInfo(title="試験用の様式", created_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC))


def element(kind: str, /, **keys: Any) -> dict[str, Any]:
    return {"id": "field", "kind": kind, "x": 20, "y": 30, "w": 50, "h": 10, **keys}


def template(*elements: Mapping[str, Any], **keys: Any) -> dict[str, Any]:
    return {
        "format": "form-template",
        "version": "1.1",
        "id": "sample",
        "title": "試験用の様式",
        "pages": [{"id": "front", "size": "A4", "elements": list(elements)}],
        **keys,
    }


def form(*elements: Mapping[str, Any], **keys: Any) -> FormDefinition:
    return load_definition(template(*elements, **keys))


def date(value: str | None, text: str | None = None, *, western: bool = False) -> dict[str, Any]:
    return {"value": value, "text": text, "western": western}


def read_template(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((FIXTURES / "forms" / f"{name}.json").read_text("utf-8"))
    return document


@lru_cache
def ready_form(name: str) -> FormDefinition:
    return load_definition(read_template(name))


def sample(name: str) -> dict[str, Any]:
    path = FIXTURES / "forms" / "samples" / f"{name}.json"
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return document


def runs(display_list: DisplayList, page: int = 0) -> list[GlyphRun]:
    return [item for item in display_list.pages[page].items if isinstance(item, GlyphRun)]


def printed_texts(display_list: DisplayList, element_id: str) -> list[str]:
    return [
        item.text
        for page in display_list.pages
        for item in page.items
        if isinstance(item, GlyphRun) and item.element == element_id
    ]


@dataclass(frozen=True)
class PaintedGlyph:
    """One glyph as a viewer paints it, read back from the PDF alone."""

    font: str
    outline: tuple[Any, ...]
    glyph_id: int
    text: str


def painted_glyphs(pdf: bytes) -> list[PaintedGlyph]:
    reader = pypdf.PdfReader(BytesIO(pdf))
    return [glyph for page in reader.pages for glyph in _glyphs_of_page(page, reader)]


def _glyphs_of_page(page: Any, reader: pypdf.PdfReader) -> Iterator[PaintedGlyph]:
    fonts = {name: _PdfFont(entry) for name, entry in page["/Resources"]["/Font"].items()}
    font: _PdfFont | None = None
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and font is not None:
            pieces = operands[0] if operator == b"TJ" else operands
            for piece in pieces:
                if isinstance(piece, (bytes, str)):
                    yield from font.read(piece)


class _PdfFont:
    def __init__(self, entry: Any) -> None:
        font = entry.get_object()
        descendant = font["/DescendantFonts"][0].get_object()
        program = descendant["/FontDescriptor"]["/FontFile2"].get_object().get_data()
        self.name = font["/BaseFont"].split("+")[1]
        self.program = TTFont(BytesIO(program))
        self.glyph_ids = descendant["/CIDToGIDMap"].get_object().get_data()
        self.texts = _to_unicode(font["/ToUnicode"].get_object().get_data())

    def read(self, piece: bytes | str) -> Iterator[PaintedGlyph]:
        raw = piece if isinstance(piece, bytes) else piece.original_bytes  # type: ignore[attr-defined]
        for position in range(0, len(raw), 2):
            code = int.from_bytes(raw[position : position + 2], "big")
            glyph_id = int.from_bytes(self.glyph_ids[2 * code : 2 * code + 2], "big")
            yield PaintedGlyph(
                self.name,
                _outline(self.program, self.program.getGlyphName(glyph_id)),
                glyph_id,
                self.texts[code],
            )


def _to_unicode(table: bytes) -> dict[int, str]:
    texts = {}
    for line in table.decode("ascii").splitlines():
        if line.startswith("<") and line.count("<") == 2 and "> <" in line:
            code, text = line.strip("<>").split("> <")
            texts[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return texts


def _outline(font: TTFont, name: str) -> tuple[Any, ...]:
    glyph_set = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(pen)
    return tuple(pen.value)


@lru_cache
def _font(path: Path) -> TTFont:
    return TTFont(path, lazy=True)


def outline_of_sequence(path: Path, base: str, selector: str) -> tuple[Any, ...]:
    """Return the outline that a font's own variation table gives a sequence."""
    font = _font(path)
    table = next(table for table in font["cmap"].tables if table.format == 14)
    return _outline(font, dict(table.uvsDict[ord(selector)])[ord(base)])


def outline_of_character(path: Path, char: str) -> tuple[Any, ...]:
    font = _font(path)
    return _outline(font, font.getBestCmap()[ord(char)])
