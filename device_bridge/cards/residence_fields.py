"""What the files of 在留カード and 特別永住者証明書 hold, by their tags.

Sources: 在留カード等仕様書 Ver 1.5; for the second generation a public summary of its Ver 1.1.
"""

from collections.abc import Mapping

from device_bridge.cards.content import date_of, items_of, text_of
from device_bridge.errors import UnreadableError
from device_bridge.reading import TextItem
from device_bridge.tlv import list_ber, list_simple

NUMBER = {0xC2: "document_number"}
PRINTED_OF_ALL = {
    0xC5: "expires_on",
    0xC6: "birth_date",
    0xC7: "sex",
    0xC8: "nationality",
    0xC9: "status_of_residence",
    0xCE: "period_of_stay",
}
PRINTED_OF_RESIDENCE_CARD = PRINTED_OF_ALL | {
    0xCA: "permission_kind",
    0xCB: "permitted_on",
    0xCC: "work_restriction",
    0xCD: "stay_until",
}
# The files of DF2 by their short identifiers.
BACK_OF_FIRST_CERTIFICATE = {
    1: {0xD2: "address_notified_on", 0xD3: "municipality_code", 0xD4: "address"},
}
BACK_OF_FIRST_CARD = BACK_OF_FIRST_CERTIFICATE | {
    2: {0xD5: "comprehensive_permission"},
    3: {0xD6: "individual_permission"},
    4: {0xD7: "is_application_pending"},
}
OTHERS = {0xD9: "has_commissioners_note", 0xDE: "remarks"}
BACK_OF_SECOND_CERTIFICATE = {1: OTHERS}
BACK_OF_SECOND_CARD = {
    1: {
        0xD5: "comprehensive_permission",
        0xD6: "comprehensive_permission_until",
        0xD7: "individual_permission",
    },
    2: {0xD8: "is_application_pending"},
    3: OTHERS,
}
DATES = {
    "expires_on",
    "birth_date",
    "permitted_on",
    "stay_until",
    "address_notified_on",
    "comprehensive_permission_until",
}
# To the digits of JIS X 0303, which the other cards have: 3 is «not stated» on these alone.
SEXES = {"1": "1", "2": "2", "3": "0"}


def objects_of(raw: bytes, place: str, required: frozenset[int]) -> dict[int, bytes]:
    """The objects of a file by their tags, each once; what is required must be there."""
    found = list(list_ber(raw, place))
    objects = {one.tag: one.value for one in found}
    if len(objects) != len(found) or not required <= objects.keys():
        raise UnreadableError(place)
    return objects


def address_of(raw: bytes, place: str) -> bytes:
    """The value of DFD1; BER would make a tag of three bytes of it, since D1 has bit 8."""
    if raw[:1] != b"\xdf":
        raise UnreadableError(place)
    found = list(list_simple(raw[1:], place, end=0x00))
    if [one.tag for one in found] != [0xD1]:
        raise UnreadableError(place)
    return found[0].value


def texts_of(
    objects: Mapping[int, bytes], names: Mapping[int, str], place: str
) -> tuple[TextItem, ...]:
    """The texts of a file under their names; dates as YYYY-MM-DD, sexes as in JIS X 0303."""
    texts = {names[tag]: text_of(raw, place) for tag, raw in objects.items() if tag in names}
    for name in DATES & texts.keys():
        texts[name] = date_of(texts[name], place)
    if texts.get("sex"):
        if texts["sex"] not in SEXES:
            raise UnreadableError(place)
        texts["sex"] = SEXES[texts["sex"]]
    return items_of(texts, place)
