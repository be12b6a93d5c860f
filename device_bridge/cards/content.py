"""What cards hold, checked before it is believed: texts, dates, sexes, pictures."""

import re

from device_bridge.errors import UnreadableError
from device_bridge.reading import Picture, TextItem

# What may not stand in a text of a card: control characters of ASCII and of Latin 1.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
MEDIA_TYPES = (
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\0\0\0\x0cjP  ", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/j2c"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
NO_DATE = ("00000000", "99999999")


def text_of(raw: bytes, place: str) -> str:
    """A text in UTF-8, without the NUL that fill its field up."""
    try:
        text = raw.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError(place) from None
    if CONTROL.search(text):
        raise UnreadableError(place)
    return text


def date_of(text: str, place: str) -> str:
    """YYYYMMDD as YYYY-MM-DD; month or day may be 00 (not known). Empty where there is none."""
    if text in ("", *NO_DATE):
        return ""
    found = re.fullmatch(r"(\d{4})(0\d|1[0-2])([0-2]\d|3[01])", text, re.ASCII)
    if found is None:
        raise UnreadableError(place)
    return "-".join(found.groups())


def items_of(texts: dict[str, str], source: str) -> tuple[TextItem, ...]:
    """The texts that are there, with their source."""
    return tuple(TextItem(name, text, source) for name, text in texts.items() if text)


def picture_of(
    name: str, raw: bytes, source: str, *, must_be_keyed: bool = False
) -> Picture | None:
    """A picture by its first bytes; None where the field holds nothing but filler."""
    if not raw.strip(b"\0\xff"):
        return None
    for start, media_type in MEDIA_TYPES:
        if raw.startswith(start):
            # A TIFF may end in zeroes of its own; the others end in a marker.
            content = raw if media_type == "image/tiff" else raw.rstrip(b"\0")
            return Picture(name, media_type, content, source, must_be_keyed)
    raise UnreadableError(source)
