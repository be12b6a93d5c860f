"""How large a file may become once it is opened. What it weighs closed is the transport's limit."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class FileLimits:
    """Enough for A3 in colour at 450 dpi or a photograph of 64 megapixels; not for a bomb."""

    pixels: int = 64_000_000  # of one picture
    all_pixels: int = 400_000_000  # of all pages of a TIFF together
    pages: int = 200
    objects: int = 200_000  # of a PDF
    unpacked_bytes: int = 400 * MIB  # of a PDF's streams
    result_bytes: int = 40 * MIB  # what is kept may weigh more than what came
    # Of the process that opens it.
    memory_bytes: int = 1024 * MIB
    cpu_seconds: int = 15
    seconds: int = 25


THUMBNAIL_SIDE = 320
WIDEST_PAGE = 2000
