"""PDF: every object looked at, then only what its pages draw is written into a new file."""

import io
import math
import zlib
from collections.abc import Iterator

import pypdfium2
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from backend.files.active_content import active_content, resolved
from backend.files.errors import Fault, FaultyFileError
from backend.files.limits import FileLimits

PAGE_KEYS = frozenset(
    [
        "/Type",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/Contents",
        "/Group",
        "/UserUnit",
        "/Annots",
    ]
)
# Of an annotation only what it looks like: a stamp, a filled field. Links are left out.
ANNOTATION_KEYS = frozenset(["/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F"])
LEFT_OUT_ANNOTATIONS = frozenset({"/Link", "/Popup"})
LEFT_OUT_KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/StructParents", "/StructParent")
CHUNK = 1 << 20


def clean_pdf(content: bytes, limits: FileLimits) -> bytes:
    """A new PDF of the same pages; refuses what acts, what is closed and what is too large."""
    reader = PdfReader(io.BytesIO(content))
    if "/Encrypt" in reader.trailer:
        raise FaultyFileError(Fault.ENCRYPTED)
    _require_harmless(reader, limits)
    if len(reader.pages) > limits.pages:
        raise FaultyFileError(Fault.TOO_LARGE)
    writer = PdfWriter()
    for page in reader.pages:
        _keep_only(page, PAGE_KEYS)
        _keep_appearances(page)
        writer.add_page(page)
    return finished(writer)


def joined(pages: Iterator[bytes]) -> bytes:
    """One PDF of several."""
    writer = PdfWriter()
    for page in pages:
        writer.add_page(PdfReader(io.BytesIO(page)).pages[0])
    return finished(writer)


def finished(writer: PdfWriter) -> bytes:
    """Write it; nothing that acts may have come along."""
    if not writer.pages:
        raise FaultyFileError(Fault.UNREADABLE)
    written = [one for one in writer._objects if one is not None]
    for part in written:
        if isinstance(part, DictionaryObject):
            for key in LEFT_OUT_KEYS:
                part.pop(NameObject(key), None)
    if found := active_content(written):
        raise FaultyFileError(Fault.ACTIVE, found)
    writer.metadata = None
    writer.pdf_header = "%PDF-1.7"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def draw_page(content: bytes, page: int, width: int, height: int) -> tuple[Image.Image, int]:
    """A page of a PDF within these sides, and how many there are."""
    document = pypdfium2.PdfDocument(content)
    pages = len(document)
    if not 1 <= page <= pages:
        raise FaultyFileError(Fault.UNREADABLE)
    own_width, own_height = document[page - 1].get_size()
    scale = min(width / max(own_width, 1), height / max(own_height, 1))
    bitmap = document[page - 1].render(scale=scale, may_draw_forms=False)
    return bitmap.to_pil().convert("RGB"), pages


def page_at(
    content: bytes, page: int, dpi: int, limits: FileLimits
) -> tuple[Image.Image, int, tuple[float, float]]:
    """A page at a resolution, how many there are, and its width and height in points."""
    document = pypdfium2.PdfDocument(content)
    pages = len(document)
    if not 1 <= page <= pages:
        raise FaultyFileError(Fault.NO_PAGE, [str(pages)])
    width, height = document[page - 1].get_size()
    if min(width, height) < 1 or width * height * (dpi / 72) ** 2 > limits.pixels:
        raise FaultyFileError(Fault.TOO_LARGE)
    bitmap = document[page - 1].render(scale=dpi / 72, may_draw_forms=False)
    return bitmap.to_pil().convert("RGB"), pages, (width, height)


def _require_harmless(reader: PdfReader, limits: FileLimits) -> None:
    """Look at every object of the file, also at those that no page reaches."""
    found: set[str] = set()
    unpacked = 0
    for part in _objects(reader, limits):
        found.update(active_content([part]))
        if isinstance(part, StreamObject):
            unpacked += _unpacked_bytes(part, limits.unpacked_bytes - unpacked)
            if unpacked > limits.unpacked_bytes or _pixels(part) > limits.pixels:
                raise FaultyFileError(Fault.TOO_LARGE)
    if found:
        raise FaultyFileError(Fault.ACTIVE, sorted(found))


def _objects(reader: PdfReader, limits: FileLimits) -> Iterator[object]:
    numbers = {(id_, generation) for generation, ids in reader.xref.items() for id_ in ids}
    numbers |= {(id_, 0) for id_ in reader.xref_objStm}
    if len(numbers) > limits.objects:
        raise FaultyFileError(Fault.TOO_LARGE)
    yield reader.trailer
    for id_, generation in sorted(numbers):
        try:
            yield reader.get_object(IndirectObject(id_, generation, reader))
        except PyPdfError:
            # Broken and perhaps of no page. What a page needs is read again when it is copied.
            continue


def _unpacked_bytes(stream: StreamObject, most: int) -> int:
    """What a stream unpacks to, as far as the limit; nothing is kept of it."""
    filters = _names(resolved(stream, "/Filter"))
    packed = [name for name in filters if name in ("/FlateDecode", "/Fl")]
    if len(packed) > 1:  # packed twice: nobody but a bomb does that
        return most + 1
    if filters[:1] != packed:
        return len(stream._data)
    unpacking, size = zlib.decompressobj(), 0
    try:
        piece = unpacking.decompress(stream._data, CHUNK)
        while piece and size <= most:
            size += len(piece)
            piece = unpacking.decompress(unpacking.unconsumed_tail, CHUNK)
    except zlib.error:  # the reader of the page will say whether that matters
        return size
    return size


def _pixels(stream: StreamObject) -> int:
    if resolved(stream, "/Subtype") != "/Image":
        return 0
    sides = [resolved(stream, key) for key in ("/Width", "/Height")]
    return math.prod(side if isinstance(side, int) else 0 for side in sides)


def _names(value: object) -> list[str]:
    if isinstance(value, ArrayObject):
        return [str(name) for name in value]
    return [] if value is None else [str(value)]


def _keep_only(part: DictionaryObject, keys: frozenset[str]) -> None:
    for key in [key for key in part if key not in keys]:
        del part[key]


def _keep_appearances(page: DictionaryObject) -> None:
    """Keep annotations that have an appearance, as mere appearances."""
    kept = ArrayObject()
    annotations = resolved(page, "/Annots")
    for one in annotations if isinstance(annotations, ArrayObject) else ():
        annotation = one.get_object()
        if not isinstance(annotation, DictionaryObject) or "/AP" not in annotation:
            continue
        if resolved(annotation, "/Subtype") in LEFT_OUT_ANNOTATIONS:
            continue
        _keep_only(annotation, ANNOTATION_KEYS)
        if resolved(annotation, "/Subtype") == "/Widget":  # a filled field becomes a picture of it
            annotation[NameObject("/Subtype")] = NameObject("/Stamp")
        kept.append(one)
    page[NameObject("/Annots")] = kept
