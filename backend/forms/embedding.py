"""Fonts inside a PDF: the only file that touches reportlab's insides (reportlab 5.1).

Stock reportlab cuts a font into 256-character subsets by code point, cannot name a variation
glyph, writes the ToUnicode table wrong for every character beyond U+FFFF, and copies the whole
glyph table for each document. Here a font is one composite font a document: each pair of glyph and
text has a number of its own, so that what is painted is the glyph that the layout chose, and what
is copied out of the PDF is the text that was put in, variation selector included.
"""

import hashlib
import sys
import threading
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from struct import pack, unpack_from
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.tables import CellStyle

from backend.forms.characters import clusters
from backend.forms.fonts import FontFile

# Flags of a composite glyph (OpenType, glyf).
_ARGUMENTS_ARE_WORDS, _HAS_SCALE, _MORE = 0x0001, 0x0008, 0x0020
_HAS_TWO_SCALES, _HAS_MATRIX = 0x0040, 0x0080
_SYMBOLIC = 4
_COMPRESSION = 3  # a third of the time of the usual level, files a twentieth larger


@dataclass(frozen=True)
class DocumentInfo:
    """What a PDF says about itself. The moment is given: two runs give the same bytes."""

    title: str
    created_at: datetime
    author: str = ""
    subject: str = ""


class PlainCanvas(Canvas):  # type: ignore[misc]
    """A canvas that names no font of its own: stock reportlab refers to Helvetica on every page."""

    def _make_preamble(self) -> None:
        self._preamble = ""


@dataclass(eq=False)
class _Used:
    """The glyphs that one document uses of one font, in the order of first use."""

    name: str
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)

    def number(self, glyph: int, text: str) -> int:
        """Return the code that stands for a glyph and its text in this document."""
        return self.numbers.setdefault((glyph, text), len(self.numbers) + 1)


class EmbeddedFont:
    """A font as reportlab and xhtml2pdf know one, embedded by us."""

    _dynamicFont = 1
    _multiByte = 1
    shapable = False

    def __init__(self, file: FontFile) -> None:
        self.file = file
        self.fontName = f"{file.name}-{file.hash}".lower()
        self.encoding = SimpleNamespace(name="UTF-8")
        self._used: WeakKeyDictionary[Any, _Used] = WeakKeyDictionary()

    @cached_property
    def face(self) -> SimpleNamespace:
        """What flowing text asks of a typeface; made on first use, forms don't need it."""
        file = self.file
        return SimpleNamespace(
            name=self.fontName,
            ascent=file.ascent * 1000,
            descent=file.descent * 1000,
            charToGlyph={**file.characters, **self._private_glyphs},
        )

    @cached_property
    def _private_glyphs(self) -> dict[int, int]:
        return {
            ord(code): self.file.find_glyph(cluster) or 0
            for cluster, code in self.file.private_codes.items()
        }

    @cached_property
    def _private_texts(self) -> dict[str, str]:
        return {code: cluster for cluster, code in self.file.private_codes.items()}

    def used_in(self, document: Any) -> _Used:
        """Return what a document uses of this font, and make the font known to it."""
        used = self._used.get(document)
        if used is None:
            used = _Used(f"F{len(document.fontMapping) + 1}")
            self._used[document] = used
            document.fontMapping[self.fontName] = "/" + used.name
            document.delayedFonts.append(self)
            if (wanted := _stamp_wanted.get()) is not None:
                stamp(document, *wanted)
        return used

    # What reportlab's text machinery calls, under reportlab's names.

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:
        """Return the width of a text whose sequences are private codes."""
        glyphs: Mapping[int, int] = self.face.charToGlyph
        advances = self.file.advances
        units = sum(advances[glyphs.get(ord(char), 0)] for char in _decoded(text))
        return units * size / self.file.units_per_em

    def splitString(
        self, text: str | bytes, document: Any, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Return the codes of a text; ``KeyError`` if it was not checked against the font."""
        used = self.used_in(document)
        glyphs, originals = self.face.charToGlyph, self._private_texts
        numbers = [
            used.number(glyphs[ord(char)], originals.get(char, char)) for char in _decoded(text)
        ]
        return [(0, b"".join(number.to_bytes(2, "big") for number in numbers))]

    def getSubsetInternalName(self, subset: int, document: Any) -> str:
        """Return the name of the font in the page's resources."""
        return "/" + self.used_in(document).name

    def addObjects(self, document: Any) -> None:
        """Write the font into the document; reportlab calls it when all pages are drawn."""
        used = self._used.pop(document)
        fonts = document.idToObject["BasicFonts"].dict
        fonts[used.name] = _write_font(document, self.file, used)


def _decoded(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8")


_registered: dict[str, EmbeddedFont] = {}


def embedded_font(file: FontFile) -> EmbeddedFont:
    """Return the one embedded font of a file, known to reportlab by its name."""
    font = _registered.get(file.hash)
    if font is None:
        font = _registered.setdefault(file.hash, EmbeddedFont(file))
    return font


def register_for_flow(file: FontFile) -> str:
    """Make a font known to flowing documents; return the family name to use in their styles."""
    font = embedded_font(file)
    if font.fontName not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(font)
    return font.fontName


_stamping = threading.Lock()
_stamp_wanted: ContextVar[tuple[DocumentInfo, str] | None] = ContextVar("stamp", default=None)


@contextmanager
def stamped(info: DocumentInfo, seed: str, base_font: str) -> Iterator[None]:
    """Stamp the document that other software builds inside this block, and name no font but ours.

    xhtml2pdf makes its canvas itself and lets nobody set the times, the id or the first font.
    """
    with _stamping:
        token = _stamp_wanted.set((info, seed))
        stock_font, stock_cell = rl_config.canvas_basefontname, CellStyle.fontname
        rl_config.canvas_basefontname = CellStyle.fontname = base_font
        try:
            yield
        finally:
            rl_config.canvas_basefontname, CellStyle.fontname = stock_font, stock_cell
            _stamp_wanted.reset(token)


def stamp(document: Any, info: DocumentInfo, seed: str) -> None:
    """Give a reportlab document its times and its id: both follow from what is given."""
    moment = info.created_at
    offset = moment.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    document._timeStamp = SimpleNamespace(
        YMDhms=moment.timetuple()[:6],
        dhh=minutes // 60,
        dmm=minutes % 60,
    )
    digest = hashlib.sha256(f"{info.title}\n{moment.isoformat()}\n{seed}".encode()).hexdigest()[:32]
    document._ID = f"\n[<{digest}><{digest}>]\n".encode("ascii")


def finish_pages(document: Any, marks: Sequence[int]) -> None:
    """Compress the pages and make their reading order known (tagged PDF).

    One element of the structure a page, with the page's pieces of text in order.
    """
    root, body = pdfdoc.PDFDictionary({}), pdfdoc.PDFDictionary({})
    root_reference = document.Reference(root, "structureRoot")
    body_reference = document.Reference(body, "structureBody")
    parts: list[Any] = []
    parents: list[Any] = []
    for index, count in enumerate(marks):
        page = document.idToObject[f"Page{index + 1}"]
        page.__class__ = _TaggedPage
        page.StructParents = index
        # Stock reportlab writes pages as text of ASCII base 85, a quarter longer and slow.
        page.Contents = _stream(document, page.stream.encode("latin-1"), f"Page{index + 1}drawing")
        part = pdfdoc.PDFDictionary(
            {
                "S": pdfdoc.PDFName("P"),
                "P": body_reference,
                "Pg": pdfdoc.PDFObjectReference(f"Page{index + 1}"),
                "K": _Raw(f"[{' '.join(map(str, range(count)))}]"),
            }
        )
        reference = document.Reference(part, f"structurePart{index}")
        parts.append(reference)
        parents.extend((index, _Raw(f"[{(_number(document, reference) + ' ') * count}]")))
    body.dict.update(S=pdfdoc.PDFName("Document"), P=root_reference, K=pdfdoc.PDFArray(parts))
    root.dict.update(
        Type=pdfdoc.PDFName("StructTreeRoot"),
        K=body_reference,
        ParentTree=pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(parents)}),
        ParentTreeNextKey=len(marks),
    )
    document.Catalog.StructTreeRoot = root_reference
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """PDF that is written already: long arrays of numbers, which reportlab writes one by one."""

    def __init__(self, text: str) -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        """Return the text."""
        return self.text.encode("ascii")


def _number(document: Any, reference: Any) -> str:
    number, version = document.idToObjectNumberAndVersion[reference.name]
    return f"{number} {version} R"


class _TaggedPage(pdfdoc.PDFPage):  # type: ignore[misc]
    __NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents"]


def glyph_codes(font: EmbeddedFont, document: Any, glyphs: Sequence[int], text: str) -> list[str]:
    """Return the code of each glyph of a run as hexadecimal digits."""
    used = font.used_in(document)
    known, number = used.numbers, used.number
    texts: Iterable[str] = text if len(text) == len(glyphs) else clusters(text)
    return [f"{known.get(pair) or number(*pair):04x}" for pair in zip(glyphs, texts, strict=True)]


def _write_font(document: Any, file: FontFile, used: _Used) -> Any:
    """Write a composite font (Type0) of the glyphs that the document uses."""
    glyphs = list(dict.fromkeys(glyph for glyph, _ in used.numbers))
    subset, new_ids = _subset(file, glyphs)
    name = pdfdoc.PDFName(f"{_subset_tag(file, glyphs)}+{file.name}")
    program = _stream(document, subset, f"{used.name}file", Length1=len(subset))
    descriptor = document.Reference(_descriptor(file, name, program), f"{used.name}descriptor")
    glyph_map = _stream(document, _glyph_map(used.numbers, new_ids), f"{used.name}glyphs")
    descendant = _descendant(file, used, name, descriptor, glyph_map)
    entries = {
        "Type": pdfdoc.PDFName("Font"),
        "Subtype": pdfdoc.PDFName("Type0"),
        "BaseFont": name,
        "Encoding": pdfdoc.PDFName("Identity-H"),
        "DescendantFonts": pdfdoc.PDFArray(
            [document.Reference(descendant, f"{used.name}descendant")]
        ),
        "ToUnicode": _stream(document, _to_unicode(used.numbers), f"{used.name}texts"),
    }
    return document.Reference(pdfdoc.PDFDictionary(entries), used.name)


def _descriptor(file: FontFile, name: Any, program: Any) -> Any:
    scale = 1000 / file.units_per_em
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": _SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray([round(edge * scale) for edge in file.bounds]),
            "ItalicAngle": 0,
            "Ascent": round(file.ascent * 1000),
            "Descent": round(file.descent * 1000),
            "CapHeight": round(file.cap_height * scale),
            "StemV": 80,
            "FontFile2": program,
        }
    )


def _descendant(file: FontFile, used: _Used, name: Any, descriptor: Any, glyph_map: Any) -> Any:
    scale = 1000 / file.units_per_em
    widths = " ".join(f"{file.advances[glyph] * scale:g}" for glyph, _ in used.numbers)
    system = {
        "Registry": pdfdoc.PDFString("Adobe"),
        "Ordering": pdfdoc.PDFString("Identity"),
        "Supplement": 0,
    }
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "FontDescriptor": descriptor,
            "DW": 1000,
            "W": _Raw(f"[1 [{widths}]]"),
            "CIDToGIDMap": glyph_map,
        }
    )


def _stream(document: Any, content: bytes, name: str, **entries: int) -> Any:
    dictionary = pdfdoc.PDFDictionary({**entries, "Filter": pdfdoc.PDFName("FlateDecode")})
    stream = pdfdoc.PDFStream(dictionary, zlib.compress(content, _COMPRESSION))
    return document.Reference(stream, name)


def _subset_tag(file: FontFile, glyphs: Sequence[int]) -> str:
    """Six letters that follow from the subset, as PDF asks for."""
    digest = hashlib.sha256(f"{file.hash}{glyphs}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _glyph_map(numbers: Iterable[tuple[int, str]], new_ids: Mapping[int, int]) -> bytes:
    return b"\0\0" + b"".join(new_ids[glyph].to_bytes(2, "big") for glyph, _ in numbers)


def _to_unicode(numbers: Mapping[tuple[int, str], int]) -> bytes:
    """Write the table of texts: UTF-16, so that a kanji beyond U+FFFF is a surrogate pair."""
    lines = [
        f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for (_, text), number in numbers.items()
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return _TO_UNICODE.replace("@", body).encode("ascii")


_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
@
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _subset(file: FontFile, glyphs: Sequence[int]) -> tuple[bytes, dict[int, int]]:
    """Cut a TrueType font down to some glyphs; return it and the new id of each old glyph."""
    kept = _with_components(file, glyphs)
    new_ids = {glyph: index for index, glyph in enumerate(kept)}
    offsets, outlines, position = [0], [], 0
    for glyph in kept:
        outline = _renumbered(_outline(file, glyph), new_ids)
        padding = -len(outline) % 4
        outlines.append(outline + b"\0" * padding)
        position += len(outline) + padding
        offsets.append(position)
    tables = dict(file.tables)
    tables["glyf"] = b"".join(outlines)
    tables["loca"] = pack(f">{len(offsets)}I", *offsets)
    tables["hmtx"] = b"".join(_metrics(file, glyph) for glyph in kept)
    tables["maxp"] = _patched(tables["maxp"], 4, len(kept))
    tables["hhea"] = _patched(tables["hhea"], 34, len(kept))
    tables["head"] = _patched(_patched(tables["head"], 50, 1), 8, 0, 0)
    return _sfnt(tables), new_ids


def _with_components(file: FontFile, glyphs: Sequence[int]) -> list[int]:
    """Add the glyphs that composite ones are made of; glyph 0 comes first."""
    kept = {0: None, **dict.fromkeys(glyphs)}
    waiting = list(kept)
    while waiting:
        for _, component in _components(_outline(file, waiting.pop())):
            if component not in kept:
                kept[component] = None
                waiting.append(component)
    return list(kept)


def _outline(file: FontFile, glyph: int) -> bytes:
    return bytes(file.outlines[file.glyph_offsets[glyph] : file.glyph_offsets[glyph + 1]])


def _components(outline: bytes) -> list[tuple[int, int]]:
    """Return position and glyph id of each component of a composite glyph."""
    if len(outline) < 10 or unpack_from(">h", outline)[0] >= 0:
        return []
    found, position, flags = [], 10, _MORE
    while flags & _MORE:
        flags, glyph = unpack_from(">HH", outline, position)
        found.append((position + 2, glyph))
        position += 8 if flags & _ARGUMENTS_ARE_WORDS else 6
        position += _scale_size(flags)
    return found


def _scale_size(flags: int) -> int:
    if flags & _HAS_SCALE:
        return 2
    if flags & _HAS_TWO_SCALES:
        return 4
    return 8 if flags & _HAS_MATRIX else 0


def _renumbered(outline: bytes, new_ids: Mapping[int, int]) -> bytes:
    for position, glyph in _components(outline):
        outline = _patched(outline, position, new_ids[glyph])
    return outline


def _metrics(file: FontFile, glyph: int) -> bytes:
    """Return advance and left side bearing; glyphs at the end share the last advance."""
    raw, full = file.tables["hmtx"], unpack_from(">H", file.tables["hhea"], 34)[0]
    if glyph < full:
        return raw[4 * glyph : 4 * glyph + 4]
    bearing = 4 * full + 2 * (glyph - full)
    return raw[4 * full - 4 : 4 * full - 2] + raw[bearing : bearing + 2]


def _patched(table: bytes, offset: int, *numbers: int) -> bytes:
    patch = pack(f">{len(numbers)}H", *numbers)
    return table[:offset] + patch + table[offset + len(patch) :]


def _sfnt(tables: Mapping[str, bytes]) -> bytes:
    """Write a TrueType file with its table directory and checksums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = pack(
        ">IHHHH", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    directory, body, position = [], [], 12 + 16 * count
    head_at = 0
    for tag, content in sorted(tables.items()):
        head_at = position if tag == "head" else head_at
        padded = content + b"\0" * (-len(content) % 4)
        directory.append(tag.encode("ascii") + pack(">III", _sum(padded), position, len(content)))
        body.append(padded)
        position += len(padded)
    whole = header + b"".join(directory) + b"".join(body)
    adjustment = (0xB1B0AFBA - _sum(whole)) & 0xFFFFFFFF
    return whole[: head_at + 8] + pack(">I", adjustment) + whole[head_at + 12 :]


def _sum(content: bytes) -> int:
    words = array("I", content)
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
