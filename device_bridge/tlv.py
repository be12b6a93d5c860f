"""Tag-length-value data of cards; every length and tag is taken for hostile."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from device_bridge.errors import UnreadableError

MOST_TAG_BYTES = 3
MOST_LENGTH_BYTES = 3


@dataclass(frozen=True, slots=True)
class Tlv:
    """One object; ``whole`` is tag, length and value as they stood."""

    tag: int
    value: bytes = field(repr=False)
    whole: bytes = field(repr=False)


def read_ber(raw: bytes, place: str) -> Tlv:
    """The first object (BER); what follows it is filler. Raises ``UnreadableError``."""
    tlv, _ = _next_ber(raw, 0, place)
    return tlv


def list_ber(raw: bytes, place: str) -> Iterator[Tlv]:
    """All objects (BER) one after the other, up to the end or to filler (00 or FF)."""
    position = 0
    while position < len(raw) and raw[position] not in (0x00, 0xFF):
        tlv, position = _next_ber(raw, position, place)
        yield tlv


def list_simple(
    raw: bytes, place: str, *, end: int | None = 0xFF, known: Container[int] | None = None
) -> Iterator[Tlv]:
    """Objects of one tag byte and a length as in BER, as 運転免許証 has them, up to ``end``.

    Where the ``known`` tags are given, the first that is none of them ends the list.
    """
    position = 0
    while position < len(raw) and raw[position] != end:
        if known is not None and raw[position] not in known:
            return
        length, start = _length(raw, position + 1, place)
        yield _object(raw, raw[position], position, start, length, place)
        position = start + length


def object_length(head: bytes, place: str) -> int:
    """How many bytes the first object (BER) takes, tag and length included, by its own word."""
    _, after_tag = _tag(head, 0, place)
    length, start = _length(head, after_tag, place)
    return start + length


def by_tag(objects: Iterable[Tlv], place: str) -> dict[int, Tlv]:
    """The objects by their tags; one that stands twice makes the file unreadable."""
    found: dict[int, Tlv] = {}
    for one in objects:
        if one.tag in found:
            raise UnreadableError(place)
        found[one.tag] = one
    return found


def _next_ber(raw: bytes, position: int, place: str) -> tuple[Tlv, int]:
    tag, after_tag = _tag(raw, position, place)
    length, start = _length(raw, after_tag, place)
    return _object(raw, tag, position, start, length, place), start + length


def _object(raw: bytes, tag: int, position: int, start: int, length: int, place: str) -> Tlv:
    end = start + length
    if end > len(raw):
        raise UnreadableError(place)
    return Tlv(tag, bytes(raw[start:end]), bytes(raw[position:end]))


def _tag(raw: bytes, position: int, place: str) -> tuple[int, int]:
    first = _byte(raw, position, place)
    if first & 0x1F != 0x1F:
        return first, position + 1
    tag = first
    for count in range(1, MOST_TAG_BYTES):
        one = _byte(raw, position + count, place)
        tag = tag << 8 | one
        if not one & 0x80:
            return tag, position + count + 1
    raise UnreadableError(place)


def _length(raw: bytes, position: int, place: str) -> tuple[int, int]:
    first = _byte(raw, position, place)
    if first < 0x80:
        return first, position + 1
    count = first & 0x7F
    if not 1 <= count <= MOST_LENGTH_BYTES or position + 1 + count > len(raw):
        raise UnreadableError(place)
    return int.from_bytes(raw[position + 1 : position + 1 + count], "big"), position + 1 + count


def _byte(raw: bytes, position: int, place: str) -> int:
    if position >= len(raw):
        raise UnreadableError(place)
    return raw[position]
