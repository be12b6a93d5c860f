"""Draw every ready form for six invented families into docs/forms: pictures to look at.

One picture a form: a family at reading size, and six small ones. The same templates, samples and
fonts give the same bytes. Run it after changing a form, and look at what it made.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from backend.forms.definition import FormDefinition, load_definition
from backend.forms.embedding import DocumentInfo
from backend.forms.fonts import Fonts, FontSettings, open_fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import paint

ROOT = Path(__file__).parents[1]
FORMS = ROOT / "fixtures" / "forms"
GALLERY = ROOT / "docs" / "forms"

FAMILIES = {
    "one_person": "one person",
    "family_of_five": "five persons, the last sheet",
    "foreign_resident": "long Latin names",
    "longest_names": "longest names and addresses",
    "variant_characters": "variant characters (異体字)",
    "proxy": "a proxy",
}
SHOWN_LARGE = "family_of_five"
INFO = DocumentInfo(title="", created_at=datetime(2026, 11, 21, tzinfo=UTC))

LARGE_DPI, SMALL_DPI = 75, 25
GAP = 6  # pixels
GREYS = 4
BEHIND = 170  # the grey between the sheets


def codes() -> list[str]:
    """Every form that ships."""
    return sorted(path.stem for path in FORMS.glob("*.json"))


def draw(form: FormDefinition, fonts: Fonts) -> bytes:
    """Draw one form for all families."""
    sheets = {name: _fronts(form, name, fonts) for name in FAMILIES}
    large = _picture(sheets[SHOWN_LARGE][0], LARGE_DPI)
    small = [_picture(pages[-1], SMALL_DPI) for pages in sheets.values()]
    across, down = 2, 3
    width = large.width + across * (small[0].width + GAP)
    board = Image.new("L", (width + GAP, large.height), BEHIND)
    board.paste(large, (0, 0))
    pitch = (large.height - small[0].height) // (down - 1)
    for index, picture in enumerate(small):
        x = large.width + GAP + (index % across) * (picture.width + GAP)
        board.paste(picture, (x, index // across * pitch))
    return _png(board)


def _fronts(form: FormDefinition, family: str, fonts: Fonts) -> list[bytes]:
    """The front of each sheet as a file of its own."""
    values = json.loads((FORMS / "samples" / f"{family}.json").read_text("utf-8"))
    content = paint([lay_out(form, values, fonts)], INFO)
    return list(_pages(content, len(form.pages)))


def _pages(content: bytes, sides: int) -> Iterator[bytes]:
    whole = pypdfium2.PdfDocument(content)
    for index in range(0, len(whole), sides):
        part = pypdfium2.PdfDocument.new()
        part.import_pages(whole, [index])
        buffer = BytesIO()
        part.save(buffer)
        yield buffer.getvalue()


def _picture(page: bytes, dpi: int) -> Image.Image:
    drawn = pypdfium2.PdfDocument(page)[0].render(scale=dpi / 72, grayscale=True)
    picture: Image.Image = drawn.to_pil()
    return picture.convert("L")


def _png(board: Image.Image) -> bytes:
    """Few greys are enough for paper, and keep the repository small."""
    buffer = BytesIO()
    board.quantize(GREYS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def index(forms: dict[str, FormDefinition]) -> str:
    """The page that lists the pictures."""
    families = "; ".join(FAMILIES.values())
    lines = [
        "# The forms that ship",
        "",
        "Large: an invented family of five. Small, row by row: " + families + ".",
        "Drawn by `scripts/form_gallery.py` from `fixtures/forms`; a city changes them in the",
        "designer. Legal references and deadlines on them are defaults that each city confirms.",
        "",
    ]
    for code, form in forms.items():
        lines += [f"## {form.title} (`{code}`)", "", f"![{form.title}]({code}.png)", ""]
    return "\n".join(lines)


def main() -> None:
    """Write all pictures and their page."""
    fonts = open_fonts(FontSettings())
    GALLERY.mkdir(exist_ok=True)
    forms = {
        code: load_definition(json.loads((FORMS / f"{code}.json").read_text("utf-8")))
        for code in codes()
    }
    for code, form in forms.items():
        (GALLERY / f"{code}.png").write_bytes(draw(form, fonts))
    (GALLERY / "README.md").write_text(index(forms), "utf-8")


if __name__ == "__main__":
    main()
