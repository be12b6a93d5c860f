"""Workbooks that somebody made to do harm, and plain ones to hide it in."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(fill: Callable[[Worksheet], object] = lambda sheet: None) -> bytes:
    """A workbook whose sheet a function fills."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "氏名"
    fill(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(
    content: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]], **options: Any
) -> bytes:
    """The workbook with parts replaced, changed or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            change = parts.get(name, old.read(name))
            new.writestr(name, change(old.read(name)) if callable(change) else change)
        for name, part in parts.items():
            if name not in old.namelist() and isinstance(part, bytes):
                new.writestr(name, part)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def inserted(before: bytes, more: bytes) -> Callable[[bytes], bytes]:
    """A change of a part: something before a place in it."""
    return lambda part: part.replace(before, more + before, 1)


def with_macros() -> bytes:
    """A .xlsm."""
    types = inserted(
        b"</Types>",
        b'<Override PartName="/xl/vbaProject.bin"'
        b' ContentType="application/vnd.ms-office.vbaProject"/>',
    )
    return repacked(workbook(), {"xl/vbaProject.bin": b"\0" * 100, "[Content_Types].xml": types})


def with_macro_type() -> bytes:
    """Only the type says that it has macros."""
    return repacked(
        workbook(),
        {
            "[Content_Types].xml": lambda part: part.replace(
                b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
            )
        },
    )


def with_external_link() -> bytes:
    """A link to another workbook, as formulas and DDE have it."""
    link = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
    return repacked(
        workbook(), {"xl/externalLinks/externalLink1.xml": f"{link}</externalLink>".encode()}
    )


def with_fetched_picture() -> bytes:
    """A picture that lies on somebody's server."""
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/image" Target="http://192.0.2.1/a.png"'
        ' TargetMode="External"/></Relationships>'
    )
    return repacked(workbook(), {"xl/worksheets/_rels/sheet1.xml.rels": relationships.encode()})


def with_object() -> bytes:
    """Another file inside."""
    return repacked(workbook(), {"xl/embeddings/oleObject1.bin": b"MZ"})


def with_connection() -> bytes:
    """Values from a database."""
    return repacked(workbook(), {"xl/connections.xml": b"<connections/>"})


def with_entities(inside: bytes) -> bytes:
    """Entities declared in the sheet."""
    return repacked(workbook(), {SHEET: inserted(b"<worksheet", inside)})


def with_billion_laughs() -> bytes:
    """Entities of entities."""
    laughs = b"".join(
        b'<!ENTITY l%d "%b">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10)
    )
    return with_entities(b'<!DOCTYPE w [<!ENTITY l0 "ha">%b]>' % laughs)


def with_outside_entity() -> bytes:
    """An entity that is a file of the server."""
    return with_entities(b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def in_utf_16() -> bytes:
    """A sheet in another encoding, so that a search for words of ASCII finds nothing."""
    return repacked(workbook(), {SHEET: lambda part: part.decode().encode("utf-16")})


def bomb(mebibytes: int = 40) -> bytes:
    """A part that unpacks to a thousandfold."""
    return repacked(workbook(), {"xl/media/image1.png": b" " * (mebibytes << 20)})


def many_entries(count: int = 5_000) -> bytes:
    """More parts than any workbook has."""
    return repacked(workbook(), {f"xl/media/a{number}.png": b"" for number in range(count)})


def two_of_one_name() -> bytes:
    """Two parts of one name, of which one reader takes the first and another the last."""
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive:
        archive.filelist = [
            one for one in archive.filelist if not archive.NameToInfo.pop(SHEET, None)
        ] + archive.filelist
        archive.NameToInfo.pop(SHEET, None)
        info = zipfile.ZipInfo(SHEET)
        archive.writestr(info, b"<worksheet/>")
    return out.getvalue()


def many_merged(count: int = 100_000) -> bytes:
    """A hundred thousand merged cells."""
    merged = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(1, count + 1))
    return repacked(
        workbook(),
        {SHEET: inserted(b"<pageMargins", b"<mergeCells>%b</mergeCells>" % merged)},
    )


def merged_to_the_end() -> bytes:
    """One merged cell as large as a sheet can be."""
    merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return repacked(workbook(), {SHEET: inserted(b"<pageMargins", merged)})


def many_cells(count: int = 300_000) -> bytes:
    """More cells than a form has."""
    cells = b"".join(b'<c r="A%d" s="0"/>' % row for row in range(10, count))
    return repacked(workbook(), {SHEET: inserted(b"</sheetData>", b'<row r="9">%b</row>' % cells)})


def to_the_last_cell() -> bytes:
    """A cell in the last column and row; the dimension says so too."""

    def fill(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "遠い"
        sheet.column_dimensions["B"].width = 3
        sheet.column_dimensions["B"].max = 16_384

    return workbook(fill)


def with_password() -> bytes:
    """An encrypted workbook is a file of the old kind with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")


def of_the_old_kind() -> bytes:
    """A .xls."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)


def packed_in_an_unknown_way() -> bytes:
    """Every part claims a way of packing (99) that no reader has."""
    content = bytearray(workbook())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(mark)
        while at >= 0:
            content[at + place : at + place + 2] = (99).to_bytes(2, "little")
            at = content.find(mark, at + 4)
    return bytes(content)


def with_damaged_content() -> bytes:
    """The packed bytes of the first part are not what a packer writes."""
    content = bytearray(workbook())
    begun = 30 + content[26] + content[28]  # behind the first local header
    content[begun : begun + 20] = b"\xff" * 20
    return bytes(content)
