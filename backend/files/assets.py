"""Pictures for forms: an emblem, a drawing, the page of an official form to trace (下敷き)."""

from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageChops

from backend.files import pdf, pictures
from backend.files.errors import Fault, FaultyFileError
from backend.files.kinds import BEGINNINGS, BYTE_ORDER_MARK, kind_of
from backend.files.limits import FileLimits
from backend.files.outlines import outlines_of

Answer = tuple[dict[str, Any], list[bytes]]
MM_PER_INCH = 25.4
UNDERLAY_DPI = 200
LARGEST_SIDE_MM = 1200.0
MOST_PIXELS = 16_000_000  # kept of a picture: A4 at 400 dpi
MOST_BYTES = 8 << 20  # kept
HEAVY_PNG = 3 << 20  # a PNG above this is a photograph, and a JPEG of it far lighter
GREY_TOLERANCE = 12  # of 255: what JPEG leaves of colour in a grey scan


def open_asset(content: bytes, page: int, limits: FileLimits) -> Answer:
    """A file as a picture for forms; of a PDF or TIFF the page asked for."""
    if _looks_like_svg(content):
        # Only here: it takes a third of a second to load, and most files are none.
        from backend.files.drawings import drawing_of

        drawn, width, height = drawing_of(content)
        return _described("DRAWING", "application/json", 1, (width, height)), [drawn]
    if content[:1] == b"{":
        drawn, width, height = outlines_of(content)
        return _described("DRAWING", "application/json", 1, (width, height)), [drawn]
    try:
        kind = kind_of(content)
    except FaultyFileError:
        raise FaultyFileError(Fault.NO_PICTURE) from None
    if kind == "PDF":
        return _underlay(content, page, limits)
    if kind == "TIFF":
        pages, image = _frame(content, page, limits)
        return _picture(image, "PNG" if image.mode == "1" else "JPEG", pages)
    if page != 1:
        raise FaultyFileError(Fault.NO_PAGE, ["1"])
    return _picture(pictures.clean_picture(content, kind, limits), kind, 1)


def _looks_like_svg(content: bytes) -> bool:
    start = content[:4096].removeprefix(BYTE_ORDER_MARK).lstrip()
    if any(start.startswith(beginning) for beginning in BEGINNINGS):
        return False
    return start.startswith(b"<") and (b"<svg" in content[:65536] or b":svg" in content[:65536])


def _underlay(content: bytes, page: int, limits: FileLimits) -> Answer:
    clean = pdf.clean_pdf(content, limits)
    image, pages, points = pdf.page_at(clean, page, UNDERLAY_DPI, limits)
    width, height = (side / 72 * MM_PER_INCH for side in points)
    if max(width, height) > LARGEST_SIDE_MM:
        raise FaultyFileError(Fault.TOO_LARGE)
    image = image if _has_colour(image) else image.convert("L")
    image.info = {"dpi": (UNDERLAY_DPI, UNDERLAY_DPI)}
    written = pictures.written(image, "PNG")
    if len(written) > MOST_BYTES:
        raise FaultyFileError(Fault.TOO_LARGE)
    return _described("UNDERLAY", "image/png", pages, (width, height)), [written]


def _frame(content: bytes, page: int, limits: FileLimits) -> tuple[int, Image.Image]:
    frames: Iterator[Image.Image] = pictures.clean_frames(content, limits)
    wanted, count = None, 0
    for count, frame in enumerate(frames, start=1):
        wanted = frame if count == page else wanted
    if wanted is None:
        raise FaultyFileError(Fault.NO_PAGE, [str(count)])
    return count, wanted


def _picture(image: Image.Image, kind: str, pages: int) -> Answer:
    across = pictures.resolution(image)
    size = tuple(min(LARGEST_SIDE_MM, side / across * MM_PER_INCH) for side in image.size)
    image = _capped(image, across)
    written = pictures.written(image, kind)
    if kind == "PNG" and len(written) > HEAVY_PNG:
        kind, written = "JPEG", pictures.written(image, "JPEG")
    if len(written) > MOST_BYTES:
        raise FaultyFileError(Fault.TOO_LARGE)
    media_type = "image/png" if kind == "PNG" else "image/jpeg"
    return _described("PICTURE", media_type, pages, (size[0], size[1])), [written]


def _capped(image: Image.Image, dpi: float) -> Image.Image:
    """No more pixels than paper can show."""
    pixels = image.width * image.height
    if pixels <= MOST_PIXELS:
        return image
    part = (MOST_PIXELS / pixels) ** 0.5
    smaller = (max(1, int(image.width * part)), max(1, int(image.height * part)))
    colours = image.convert("L") if image.mode == "1" else image
    small = colours.resize(smaller, Image.Resampling.LANCZOS)
    small.info = {"dpi": (dpi * part, dpi * part)}
    return small


def _has_colour(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return any(
        max(ImageChops.difference(one, other).histogram()[GREY_TOLERANCE:]) > 0
        for one, other in ((red, green), (green, blue))
    )


def _described(kind: str, media_type: str, pages: int, size: tuple[float, float]) -> dict[str, Any]:
    width, height = (round(side, 2) for side in size)
    return {
        "kind": kind,
        "media_type": media_type,
        "pages": pages,
        "width_mm": width,
        "height_mm": height,
    }
