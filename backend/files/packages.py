"""The package of a workbook (.xlsx is a ZIP): looked through before anything reads it."""

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from backend.files.errors import Fault, FaultyFileError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a file of Office before 2007, or one that is encrypted
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_ENTRIES = 2_000
MOST_BYTES = 150 << 20  # unpacked, all together
MOST_XML = 60 << 20  # one part
MOST_RATIO = 250
SMALL = 1 << 20  # below this a ratio says nothing
MOST_CELLS = 250_000  # in all sheets
MOST_MERGED = 5_000
MOST_MERGED_CELLS = 200_000

# Shown to the official.
MACRO = "マクロ"
LINK = "外部ブックやDDEへのリンク"
OBJECT = "埋め込まれたオブジェクト"
CONNECTION = "外部データへの接続"
ENTITY = "実体宣言（ENTITY）"

FORBIDDEN_PARTS = {
    r"vbaProject\w*\.bin$|/macrosheets/|/dialogsheets/|\.vba$": MACRO,
    r"/externalLinks/": LINK,
    r"/activeX/|/embeddings/|/ctrlProps/|\.ole$": OBJECT,
    r"/connections\.xml$|/queryTables/|/model/": CONNECTION,
    r"/customUI\d*/": MACRO,
}
MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|ms-excel\.intlmacrosheet", re.IGNORECASE)
RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
TARGET_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*[\"']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)[\"']"
)
CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
FORMULA = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Z]+\d+)[\"'][^>]*>\s*<(?:\w+:)?f[\s>/]"
)


@dataclass(frozen=True)
class Package:
    """The parts of a workbook that was found harmless."""

    content: bytes
    parts: Mapping[str, bytes]  # the XML parts

    def formulas_of(self, sheet: str) -> list[str]:
        """The cells of a sheet that hold formulas."""
        found = FORMULA.findall(self.parts.get(self._part_of(sheet), b""))
        return [name.decode() for name in found]

    def _part_of(self, sheet: str) -> str:
        # No entities are declared: looked at before.
        book = ElementTree.fromstring(self.parts["xl/workbook.xml"])
        named = (one for one in book.iter() if one.get("name") == sheet)
        ids = {value for one in named for key, value in one.items() if key.endswith("}id")}
        for one in ElementTree.fromstring(self.parts["xl/_rels/workbook.xml.rels"]):
            if one.get("Id") in ids:
                target = one.get("Target", "")
                return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        return ""


def open_package(content: bytes) -> Package:
    """Refuse what is no plain workbook, what acts, and what would unpack to too much."""
    if content.startswith(OLE):
        raise FaultyFileError(Fault.LOCKED_WORKBOOK if ENCRYPTED in content else Fault.OLD_WORKBOOK)
    if not content.startswith(b"PK\x03\x04"):
        raise FaultyFileError(Fault.NO_WORKBOOK)
    archive = zipfile.ZipFile(io.BytesIO(content))  # what it cannot read, the worker refuses
    entries = archive.infolist()
    _require_size(entries)
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise FaultyFileError(Fault.NO_WORKBOOK)
    parts = {name: archive.read(name) for name in names if name.endswith((".xml", ".rels", ".vml"))}
    _require_harmless(names, parts)
    _require_cells(parts)
    return Package(content, parts)


def _require_size(entries: list[zipfile.ZipInfo]) -> None:
    """By what the archive says of itself: no more than that is ever unpacked."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise FaultyFileError(Fault.LOCKED_WORKBOOK)
    names = {entry.filename for entry in entries}
    if len(names) != len(entries):  # two parts of one name: every reader takes another
        raise FaultyFileError(Fault.UNREADABLE)
    too_much = (
        len(entries) > MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > MOST_BYTES
        or any(_is_bomb(entry) for entry in entries)
    )
    if too_much:
        raise FaultyFileError(Fault.TOO_LARGE)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if entry.filename.endswith((".xml", ".rels", ".vml")) and entry.file_size > MOST_XML:
        return True
    return entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)


def _require_harmless(names: list[str], parts: Mapping[str, bytes]) -> None:
    found = {
        word
        for pattern, word in FORBIDDEN_PARTS.items()
        for name in names
        if re.search(pattern, f"/{name}", re.IGNORECASE)
    }
    if MACRO_TYPES.search(parts["[Content_Types].xml"]):
        found.add(MACRO)
    for name, part in parts.items():
        if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:64]:
            raise FaultyFileError(Fault.UNREADABLE)  # UTF-16: no program writes it here
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            found.add(ENTITY)
        if name.endswith(".rels"):
            found.update(_outside(part))
    if found:
        raise FaultyFileError(Fault.ACTIVE_WORKBOOK, sorted(found))


def _outside(part: bytes) -> set[str]:
    """A link that a click follows is left out; everything else from outside is fetched unasked."""
    return {
        LINK
        for relationship in RELATIONSHIP.findall(part)
        if TARGET_OUTSIDE.search(relationship) and b"/hyperlink" not in relationship
    }


def _require_cells(parts: Mapping[str, bytes]) -> None:
    """Counted before anything builds cells of them."""
    cells = merged = covered = 0
    for name, part in parts.items():
        if name.startswith("xl/worksheets/"):
            cells += sum(1 for _ in CELL.finditer(part))
            for left, top, right, bottom in MERGED.findall(part):
                merged += 1
                covered += (1 + abs(_column(right) - _column(left))) * (
                    1 + abs(int(bottom) - int(top))
                )
    if cells > MOST_CELLS or merged > MOST_MERGED or covered > MOST_MERGED_CELLS:
        raise FaultyFileError(Fault.TOO_LARGE)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number
