"""Files of cards that hold one object (BER): read as far as the object goes, and no further."""

from collections.abc import Mapping

from device_bridge.card import Card
from device_bridge.errors import UnreadableError
from device_bridge.tlv import Tlv, by_tag, list_ber, object_length, read_ber


def read_object(card: Card, file_id: int, tag: int, place: str, *, most: int) -> Tlv:
    """SELECT a file and read the object it begins with, of at most ``most`` bytes."""
    card.select_file(file_id, place)
    head, _ = card.read_piece(0, most, place)
    length = object_length(head, place)
    if length > most:
        raise UnreadableError(place)
    whole = card.read_file(place, length=length, most=most, begun=head[:length])
    found = read_ber(whole, place)
    if found.tag != tag or len(found.whole) != length:
        raise UnreadableError(place)
    return found


def list_fields(parent: Tlv, place: str) -> dict[int, Tlv]:
    """The objects inside an object, by their tags."""
    return by_tag(list_ber(parent.value, place), place)


def get_field(fields: Mapping[int, Tlv], tag: int, place: str) -> Tlv:
    """The object with a tag that must be there."""
    found = fields.get(tag)
    if found is None:
        raise UnreadableError(f"{place} {tag:X}")
    return found


def check_offsets(record: Tlv, table: Tlv | None, place: str) -> None:
    """The table of offsets (from the file's start) is a check alone; it may be absent."""
    if table is None:
        return
    at = len(record.whole) - len(record.value)
    starts = set()
    for one in list_ber(record.value, place):
        starts.add(at)
        at += len(one.whole)
    raw = table.value
    offsets = {int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)}
    if not offsets <= starts:
        raise UnreadableError(place)
