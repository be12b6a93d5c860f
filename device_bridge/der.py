"""Reading DER (ITU-T X.690) as far as the signed objects of documents need it."""

from collections.abc import Sequence

from device_bridge.errors import UnreadableError
from device_bridge.tlv import Tlv, list_ber

INTEGER, OCTETS, OID, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x30, 0x31
CONTEXT_0 = 0xA0


def children(tlv: Tlv, place: str) -> Sequence[Tlv]:
    """What is inside a constructed object, up to its end."""
    inside = list(list_ber(tlv.value, place))
    if sum(len(one.whole) for one in inside) != len(tlv.value):
        raise UnreadableError(place)
    return inside


def child(tlv: Tlv, at: int, tag: int, place: str) -> Tlv:
    """The object at a place inside another one; it must have the tag."""
    inside = children(tlv, place)
    if at >= len(inside) or inside[at].tag != tag:
        raise UnreadableError(place)
    return inside[at]


def oid_text(tlv: Tlv, place: str) -> str:
    """An object identifier with dots."""
    if tlv.tag != OID or not tlv.value or tlv.value[-1] & 0x80 or len(tlv.value) > 32:
        raise UnreadableError(place)
    numbers, number = [], 0
    for one in tlv.value:
        number = number << 7 | one & 0x7F
        if not one & 0x80:
            numbers.append(number)
            number = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))
