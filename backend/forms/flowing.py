"""Flowing papers for citizens (手続き案内書, 手続きの進み具合): HTML, pages by xhtml2pdf.

Their text is checked and mapped to glyphs exactly as on forms.
"""

import html
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from pathlib import Path
from string import Template

from xhtml2pdf import pisa
from xhtml2pdf.default import DEFAULT_FONT

from backend.forms.embedding import DocumentInfo, register_for_flow, stamped
from backend.forms.errors import PrintProblem, UnprintableError
from backend.forms.fonts import FACES, FontFile, Fonts
from backend.forms.form_dates import DateValue, InvalidDateError

_TEMPLATE = Path(__file__).parent / "documents" / "citizen_paper.html"

# Never on paper that a citizen carries: who reads over a shoulder would learn of the protection.
_NEVER_SHOWN = "支援措置"


def flow(writer: "Writer", content: str, running: str, info: DocumentInfo) -> bytes:
    """Make the pages of what a writer wrote, or refuse with every problem at once."""
    if writer.problems:
        raise UnprintableError(writer.problems)
    fonts = writer.fonts
    families = {face: _family(fonts.faces[face][0]) for face in FACES}
    page = Template(_TEMPLATE.read_text("utf-8")).substitute(
        families, content=content, running=running, title=html.escape(info.title)
    )
    buffer = BytesIO()
    with stamped(info, page, families["gothic"]):
        result = pisa.CreatePDF(
            page,
            dest=buffer,
            encoding="utf-8",
            context_meta={"author": info.author, "subject": info.subject},
        )
    if result.err:
        raise RuntimeError("xhtml2pdf could not lay out the pages")
    return buffer.getvalue()


def _family(font: FontFile) -> str:
    """Make a font known to xhtml2pdf, and return its name there."""
    name = register_for_flow(font)
    DEFAULT_FONT[name] = name
    return name


@dataclass
class Writer:
    """Writes text as HTML whose every character has been checked against the fonts."""

    fonts: Fonts
    problems: list[PrintProblem] = field(default_factory=list)

    def text(self, text: object, path: str, label: str, face: str = "gothic") -> str:
        """Return a value as HTML; what cannot be printed becomes a problem with its place."""
        if not isinstance(text, str):
            self.refuse("INVALID_VALUE", f"「{label}」は文字ではありません。", path)
            return ""
        if _NEVER_SHOWN in text:
            self.refuse(
                "NOT_FOR_CITIZENS", "市民にお渡しする紙に載せない手続が含まれています。", path
            )
            return ""
        return self.words(text, face, path, label)

    def words(self, text: str, face: str = "gothic", path: str = "", label: str = "") -> str:
        """Return words as HTML: sequences and spaces as private codes, each run in its font."""
        glyphs, faults = self.fonts.shape(face, text)
        for fault in faults:
            self.problems.append(
                PrintProblem(
                    code=fault.reason,
                    message=f"「{label}」の {fault.message}",
                    path=path,
                    character=fault.character,
                    code_points=fault.code_points,
                    mj_name=fault.mj_name,
                )
            )
        first = self.fonts.faces[face][0]
        parts = []
        for font, run in groupby(glyphs, key=lambda glyph: glyph.font):
            codes = font.private_codes
            inner = html.escape("".join(codes.get(glyph.text, glyph.text) for glyph in run))
            if font is not first:
                inner = f'<span style="font-family: {_family(font)}">{inner}</span>'
            parts.append(inner)
        return "".join(parts)

    def date(self, value: object, path: str, label: str) -> str:
        """Return a date as it is written; what is not one becomes a problem."""
        try:
            return DateValue.read(value).written()
        except InvalidDateError as error:
            self.refuse("INVALID_VALUE", f"「{label}」{error}", path)
            return ""

    def refuse(self, code: str, message: str, path: str) -> None:
        """Note one reason why the guide is not printed."""
        self.problems.append(PrintProblem(code=code, message=message, path=path))


def paragraph(inner: str, css_class: str = "") -> str:
    """Return a paragraph; nothing for nothing."""
    if not inner:
        return ""
    return f'<p class="{css_class}">{inner}</p>' if css_class else f"<p>{inner}</p>"
