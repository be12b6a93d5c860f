"""マイナ免許証: the driving licence's entries on a マイナンバーカード (since 2025-03-24).

It has no name and no address of its own; they come from the card's own applications. Its objects
have tags of one byte, also where BER would read two (S, partly D). The photograph's tag is of
three digits whose encoding is unclear, so it is not read. Everything is UNCHECKED: the key of the
signature is not on the card.
"""

from datetime import date

from device_bridge.card import Card, Lock
from device_bridge.dates import read_japanese
from device_bridge.errors import NotThisCardError, SecretMissingError, UnreadableError
from device_bridge.jis import decode_jis
from device_bridge.licence import EXPIRED, NO_PIN, NO_PIN_PATTERN
from device_bridge.reading import CardKind, Reading, TextItem
from device_bridge.secret import Secret
from device_bridge.tlv import list_simple

KIND = CardKind.MY_NUMBER_CARD_LICENCE
LICENCE = bytes.fromhex("A0000002310600").ljust(16, b"\0")  # its instance
MOST_BYTES = 6_000  # of 001B, which has 5845
UNLOCKED_BY = "警察署または運転免許センターで、暗証番号のロック解除を受けてください。"
# VERIFY by short file identifier of IEF 0006; ten tries.
PIN = Lock("MY_NUMBER_LICENCE/PIN", "[0-9]{4}", 0x86, UNLOCKED_BY)
WITHOUT_PIN = Lock(PIN.place, NO_PIN_PATTERN, PIN.p2, PIN.unlocked_by)

FACE_APART = "氏名・住所・顔写真は、マイナンバーカードの券面の読み取りで確かめてください。"
TEXTS = {
    0xC4: "colour",
    0xC6: "condition_1",
    0xC7: "condition_2",
    0xC8: "condition_3",
    0xC9: "condition_4",
}
# C2 is said to be a date of 経歴, E9 to EB dates of 交付 and others: given by their tags [D].
DATES = {0xC2: "history_on", 0xC5: "expires_on", 0xE9: "date_e9", 0xEA: "date_ea", 0xEB: "date_eb"}
CATEGORIES = {tag: f"category_{tag:02x}" for tag in range(0xEC, 0xFB)}  # which is which: [M]
NUMBER = 0xE7
KNOWN_TAGS = range(0xC1, 0xFB)


def is_present(card: Card) -> bool:
    """Whether the application is on the card."""
    return card.select_application(LICENCE)


def read(
    card: Card, pin: Secret | None, *, today: date, is_last_try_confirmed: bool = False
) -> Reading:
    """Read the licence; ``pin`` is needed where the holder has set one."""
    if not card.select_application(LICENCE):
        raise NotThisCardError("MY_NUMBER_LICENCE")
    lock = PIN if _is_pin_set(card) else WITHOUT_PIN
    secret = pin if lock is PIN else Secret(NO_PIN)
    if secret is None:
        raise SecretMissingError(PIN.place)
    card.verify(lock, secret, is_last_try_confirmed=is_last_try_confirmed)
    place = "MY_NUMBER_LICENCE/001B"
    card.select_file(0x001B, place)
    texts = _list_texts(card.read_file(place, most=MOST_BYTES), place)
    notes = [FACE_APART]
    expires_on = next((one.text for one in texts if one.name == "expires_on"), None)
    if expires_on is None:
        raise UnreadableError(place)
    if date.fromisoformat(expires_on) < today:
        notes.insert(0, EXPIRED)
    return Reading(KIND, tuple(texts), notes=tuple(notes), apdus=card.apdus)


def _is_pin_set(card: Card) -> bool:
    """001A; anything but a plain yes or no ends the reading before a secret is sent."""
    place = "MY_NUMBER_LICENCE/001A"
    card.select_file(0x001A, place)
    content = card.read_file(place, length=3, most=3)
    if content not in (b"\xc1\x01\x00", b"\xc1\x01\x01"):
        raise UnreadableError(place)
    return content[2] == 1


def _list_texts(content: bytes, place: str) -> list[TextItem]:
    """The objects up to the first whose tag is of another kind."""
    texts: dict[int, TextItem | None] = {}
    for one in list_simple(content, place, known=KNOWN_TAGS):
        if one.tag in texts:
            raise UnreadableError(place)
        texts[one.tag] = _text(one.tag, one.value, place)
    return [one for one in texts.values() if one is not None]


def _text(tag: int, value: bytes, place: str) -> TextItem | None:
    if tag in DATES or tag in CATEGORIES:
        day = read_japanese(value, place)
        name = DATES.get(tag) or CATEGORIES[tag]
        return None if day is None else TextItem(name, day.isoformat(), place)
    if tag == NUMBER and value:
        if not value.isdigit():
            raise UnreadableError(place)
        return TextItem("licence_number", value.decode("ascii"), place)
    if tag in TEXTS and value:
        text = decode_jis(value, place)
        return TextItem(TEXTS[tag], text.text, place, text.has_missing_characters)
    return None
