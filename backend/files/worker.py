"""The process that opens one file: reads a request, writes an answer, ends.

It starts with nothing of the server's (no environment, no keys, no sockets), takes limits upon
itself before it reads the first byte, and is killed when it takes too long.
"""

import io
import itertools
import json
import mimetypes
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image

from backend.files import assets, pdf, pictures
from backend.files.confinement import confine
from backend.files.errors import Fault, FaultyFileError
from backend.files.kinds import kind_of
from backend.files.limits import THUMBNAIL_SIDE, FileLimits

Answer = tuple[dict[str, Any], list[bytes]]
MEDIA_TYPES = {"PDF": "application/pdf", "PNG": "image/png", "JPEG": "image/jpeg"}
KINDS = {media_type: kind for kind, media_type in MEDIA_TYPES.items()}


def main() -> None:
    """Answer the request on standard input."""
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    request = json.loads(head)
    limits = FileLimits(**request["limits"])
    take_limits(limits)
    confine()
    described, parts = answer(request, content, limits)
    described["sizes"] = [len(part) for part in parts]
    with io.FileIO(1, "w") as out:
        for piece in (json.dumps(described).encode(), b"\n", *parts):
            write_whole(out, piece)


def write_whole(out: io.FileIO, piece: bytes) -> None:
    """Write all of it, however many calls that takes."""
    rest = memoryview(piece)
    while rest:
        rest = rest[out.write(rest) or 0 :]


def take_limits(limits: FileLimits) -> None:
    """Memory, time, sizes: from here on the kernel ends what exceeds them."""
    for name, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.result_bytes + (4 << 20)),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(name, (most, most))
    signal.alarm(limits.seconds)
    os.nice(2)  # officials' requests go first


def answer(request: Mapping[str, Any], content: bytes, limits: FileLimits) -> Answer:
    """Do the task; whatever is wrong with the file is an answer too."""
    try:
        return TASKS[request["task"]](content, request, limits)
    except FaultyFileError as error:
        return {"fault": error.fault, "found": error.found}, []
    except (MemoryError, RecursionError):
        return {"fault": Fault.TOO_LARGE, "found": ()}, []
    except Exception as error:  # of a library, on a file made to break it
        fault = Fault.TOO_LARGE if "too large" in str(error).lower() else Fault.UNREADABLE
        return {"fault": fault, "found": ()}, []


def clean(content: bytes, _request: Mapping[str, Any], limits: FileLimits) -> Answer:
    """The file made anew, with a thumbnail of its first page."""
    kind = kind_of(content)
    if kind == "PDF":
        return _as_pdf(pdf.clean_pdf(content, limits), limits)
    if kind == "TIFF":
        return _clean_tiff(content, limits)
    return _as_picture(pictures.clean_picture(content, kind, limits), kind, limits)


def _clean_tiff(content: bytes, limits: FileLimits) -> Answer:
    frames = pictures.clean_frames(content, limits)
    first = next(frames)
    second = next(frames, None)
    if second is None:
        # Browsers show no TIFF: scans in black and white become PNG, all else JPEG.
        return _as_picture(first, "PNG" if first.mode == "1" else "JPEG", limits)
    pages = map(pictures.written_as_page, itertools.chain((first, second), frames))
    return _as_pdf(pdf.joined(pages), limits)


def _as_picture(image: Image.Image, kind: str, limits: FileLimits) -> Answer:
    content = pictures.written(image, kind)
    thumbnail = pictures.drawn(image, THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    return _kept(kind, content, 1, thumbnail, limits)


def _as_pdf(content: bytes, limits: FileLimits) -> Answer:
    image, pages = pdf.draw_page(content, 1, THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    thumbnail = pictures.drawn(image, THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    return _kept("PDF", content, pages, thumbnail, limits)


def _kept(kind: str, content: bytes, pages: int, thumbnail: bytes, limits: FileLimits) -> Answer:
    if len(content) > limits.result_bytes:
        raise FaultyFileError(Fault.TOO_LARGE)
    return {"media_type": MEDIA_TYPES[kind], "pages": pages}, [content, thumbnail]


def draw(content: bytes, request: Mapping[str, Any], limits: FileLimits) -> Answer:
    """A page of a kept file as PNG."""
    width, height = request["width"], request["width"] * 3
    kind = KINDS[request["media_type"]]
    if kind == "PDF":
        image, _ = pdf.draw_page(content, request["page"], width, height)
    elif request["page"] == 1:
        image = pictures.open_picture(content, kind, limits)
    else:
        raise FaultyFileError(Fault.UNREADABLE)
    return {}, [pictures.drawn(image, width, height)]


def asset(content: bytes, request: Mapping[str, Any], limits: FileLimits) -> Answer:
    """A picture for forms."""
    return assets.open_asset(content, request["page"], limits)


def workbook(content: bytes, request: Mapping[str, Any], _limits: FileLimits) -> Answer:
    """A sheet of a workbook, as far as a form can come of it."""
    # The reader asks for the system's list of types when it is loaded; /etc is closed here.
    mimetypes.knownfiles.clear()
    # Only here: it takes long to load, and most files are no workbooks.
    from backend.files import workbooks

    return workbooks.read_sheet(content, request["sheet"])


TASKS: dict[str, Callable[[bytes, Mapping[str, Any], FileLimits], Answer]] = {
    "clean": clean,
    "draw": draw,
    "asset": asset,
    "workbook": workbook,
}
