"""Kinds of pictures on cards, told by their first bytes, and the pictures of single characters."""

import struct
import zlib

from device_bridge.errors import UnreadableError

SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\x00\x00\x00\x0cjP  \r\n\x87\n": "image/jp2",
    b"\xff\x4f\xff\x51": "image/j2c",  # a bare codestream of JPEG 2000
    b"\xff\xd8\xff": "image/jpeg",
}
# Pixels of 外字, one bit each, rows from the top: derived from the file's size [D].
CHARACTER_SIDE = 32


def media_type_of(content: bytes, place: str) -> str:
    """The media type; raises ``UnreadableError`` where it is no picture that cards have."""
    for signature, media_type in SIGNATURES.items():
        if content.startswith(signature):
            return media_type
    raise UnreadableError(place)


def draw_character(bitmap: bytes) -> bytes:
    """A PNG of the 128 bytes of a character's bitmap, whose ones are black [D]."""
    width = CHARACTER_SIDE // 8
    rows = (bitmap[at : at + width] for at in range(0, len(bitmap), width))
    return write_png(CHARACTER_SIDE, [bytes(one ^ 0xFF for one in row) for row in rows])


def write_png(width: int, rows: list[bytes]) -> bytes:
    """A PNG of one bit a pixel (1 is white)."""
    header = struct.pack(">IIBBBBB", width, len(rows), 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    parts = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
