"""Pictures (PNG, JPEG, TIFF): decoded, set upright and written anew. Only pixels survive."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin

from backend.files.errors import Fault, FaultyFileError
from backend.files.limits import FileLimits

assert JpegImagePlugin
assert MpoImagePlugin  # loaded now: later no file can be opened
assert PngImagePlugin
assert TiffImagePlugin
Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before a picture is decoded

JPEG_QUALITY = 90
USUAL_DPI = 200.0
LEAST_DPI, MOST_DPI = 50.0, 1200.0
WHITE = "white"


def open_picture(content: bytes, kind: str, limits: FileLimits) -> Image.Image:
    """Open without decoding; refuse what would decode to too much."""
    image = Image.open(io.BytesIO(content), formats=(kind,))
    require_size(image, limits)
    return image


def require_size(image: Image.Image, limits: FileLimits) -> None:
    """Refuse a bomb by what it says of itself."""
    if image.width * image.height > limits.pixels:
        raise FaultyFileError(Fault.TOO_LARGE)


def clean_picture(content: bytes, kind: str, limits: FileLimits) -> Image.Image:
    """The one picture of a PNG or JPEG."""
    image = open_picture(content, kind, limits)
    # Phones keep further pictures behind a JPEG (MPO); the first is what was photographed.
    if kind == "PNG" and getattr(image, "is_animated", False):
        raise FaultyFileError(Fault.ANIMATED)
    return plain(image)


def clean_frames(content: bytes, limits: FileLimits) -> Iterator[Image.Image]:
    """The pages of a TIFF, one at a time."""
    image = open_picture(content, "TIFF", limits)
    pixels = 0
    for position in range(limits.pages + 1):
        try:
            image.seek(position)
        except EOFError:
            return
        pixels += image.width * image.height
        if position == limits.pages or pixels > limits.all_pixels:
            raise FaultyFileError(Fault.TOO_LARGE)
        require_size(image, limits)
        yield plain(image.copy())


def plain(image: Image.Image) -> Image.Image:
    """Upright, in black and white, grey or colour, on white, with its resolution and no more."""
    dpi = resolution(image)
    image.load()
    image = _flat(_upright(image))
    image.info = {"dpi": (dpi, dpi)}
    return image


def resolution(image: Image.Image) -> float:
    """Dots per inch where the file says something sensible."""
    said = image.info.get("dpi") or (0.0,)
    try:
        dpi = float(said[0])
    except (TypeError, ValueError, ZeroDivisionError):
        return USUAL_DPI
    return dpi if LEAST_DPI <= dpi <= MOST_DPI else USUAL_DPI


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # broken metadata: the picture itself may be good
        return image


def _flat(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "L", "RGB") and "transparency" not in image.info:
        return image
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "P", "RGBa", "La") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        flat = Image.new("RGB", image.size, WHITE)
        flat.paste(coloured, mask=coloured.getchannel("A"))
        return flat
    return image.convert("RGB")


def written(image: Image.Image, kind: str) -> bytes:
    """The picture as PNG or JPEG, with nothing but its resolution."""
    out = io.BytesIO()
    dpi = image.info.get("dpi", (USUAL_DPI, USUAL_DPI))
    if kind == "JPEG":
        colours = image if image.mode in ("L", "RGB") else image.convert("L")
        colours.save(out, "JPEG", quality=JPEG_QUALITY, dpi=dpi)
    else:
        image.save(out, "PNG", dpi=dpi)
    return out.getvalue()


def written_as_page(image: Image.Image) -> bytes:
    """The picture as a PDF of one page in its own size."""
    out = io.BytesIO()
    # Black and white is packed without loss and knows no quality.
    quality = {} if image.mode == "1" else {"quality": JPEG_QUALITY}
    image.save(out, "PDF", resolution=image.info["dpi"][0], **quality)
    return out.getvalue()


def drawn(image: Image.Image, width: int, height: int) -> bytes:
    """The picture as PNG within these sides, never enlarged."""
    colours = image if image.mode in ("L", "RGB") else image.convert("L")
    small = (
        ImageOps.contain(colours, (width, height)) if _is_larger(image, width, height) else colours
    )
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


def _is_larger(image: Image.Image, width: int, height: int) -> bool:
    return image.width > width or image.height > height
