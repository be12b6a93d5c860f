"""What cards hold, checked before it is believed: texts, dates, sexes, pictures."""

import re

from device_bridge.errors import UnreadableError
from device_bridge.pictures import media_type_of
from device_bridge.reading import Picture, TextItem

# What may not stand in a text of a card: control characters of ASCII and of Latin 1.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
TIFF = (b"II*\0", b"MM\0*")
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
    if raw.startswith(TIFF):
        # A TIFF may end in zeroes of its own; the others end in a marker.
        return Picture(name, "image/tiff", raw, source, must_be_keyed)
    media_type = media_type_of(raw, source)
    return Picture(name, media_type, raw.rstrip(b"\0"), source, must_be_keyed)
