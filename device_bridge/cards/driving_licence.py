"""IC運転免許証: 記載事項, 追記, 本籍 and 顔写真 (仕様書 010, from public summaries: S).

Marks of what is not verified: [M] from memory, [D] derived from sizes. There is no 性別 on it. The
signature (DF1/EF07) cannot be checked: its key is not on the card and comes from the police, so
the reading is UNCHECKED.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from device_bridge.apdu import Command
from device_bridge.card import Card, Lock
from device_bridge.dates import read_japanese
from device_bridge.errors import (
    NotThisCardError,
    SecretMalformedError,
    SecretMissingError,
    UnreadableError,
)
from device_bridge.files import get_field, read_object
from device_bridge.jis import JisText, decode_jis
from device_bridge.licence import (
    CATEGORIES,
    DATES,
    EXPIRED,
    NO_PIN,
    NO_PIN_PATTERN,
    NUMBERS,
    TEXTS,
    UNLOCKED_BY,
)
from device_bridge.pictures import draw_character, media_type_of
from device_bridge.reading import CardKind, Picture, Reading, TextItem
from device_bridge.secret import Secret
from device_bridge.tlv import Tlv, by_tag, list_simple

KIND = CardKind.DRIVING_LICENCE
ENTRIES = bytes.fromhex("A0000002310100").ljust(16, b"\0")  # DF1
PHOTOGRAPH = bytes.fromhex("A0000002310200").ljust(16, b"\0")  # DF2
# Bytes of a file (S); one that ends earlier was not read to its end.
ENTRIES_BYTES = 880
DOMICILE_BYTES = 82
ADDITIONS_BYTES = 640
MOST_BYTES = 2_400  # of the others; the largest is the photograph with 2005

PIN_PATTERN = "[0-9]{4}"
PIN_1 = Lock("LICENCE/PIN_1", PIN_PATTERN, 0x81, UNLOCKED_BY)
PIN_2 = Lock("LICENCE/PIN_2", PIN_PATTERN, 0x82, UNLOCKED_BY)
ADDED = (
    "記載事項の変更（追記）があります。氏名・住所・条件は、免許証の裏面の内容を確かめてください。"
)
ADDED_UNREADABLE = "追記の内容は読み取れません。免許証の裏面を見て入力してください。"
MISSING_CHARACTERS = (
    "文字コードのない文字（外字）が〓になっています。画像か券面を見て直してください。"
)
CHARACTERS_UNREADABLE = "外字の画像を読み取れません。券面を見て入力してください。"

# Each entry stands on every licence, empty or with zeros where there is nothing to say. 中型 and
# 準中型 (31 to 33) came later.
REQUIRED = range(0x12, 0x31)
# 外字: file, tags in it; the first tag is picture 1, as FFF1 in a text names it.
CHARACTER_FILES = ((0x0003, (0x48, 0x49)), (0x0005, (0xA0, 0xA1, 0xA2, 0xA3, 0xA4)))
CHARACTER_BYTES = 128
FLAG_OF_ADDITIONS = 0x50


class Wanted(StrEnum):
    """What may be asked for."""

    ENTRIES = "ENTRIES"  # 記載事項 and 追記, by PIN 1
    DOMICILE = "DOMICILE"  # 本籍, by both PINs
    PHOTOGRAPH = "PHOTOGRAPH"  # by both PINs


class Opener(StrEnum):
    """Which secret."""

    PIN_1 = "PIN_1"
    PIN_2 = "PIN_2"


Secrets = Mapping[Opener, Secret]


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    texts: list[TextItem] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    characters: set[int] = field(default_factory=set)

    def add(self, name: str, text: JisText, place: str) -> None:
        """Keep a text that is not empty, and which of its characters are pictures."""
        if text.text:
            self.texts.append(TextItem(name, text.text, place, text.has_missing_characters))
            self.characters.update(text.pictures)


def is_present(card: Card) -> bool:
    """Whether a driving licence answers."""
    return card.select_application(ENTRIES)


def read(
    card: Card,
    wanted: Set[Wanted],
    secrets: Secrets,
    *,
    today: date,
    is_last_try_confirmed: bool = False,
) -> Reading:
    """Read what is wanted; a secret is sent only after the card said whether PINs are set."""
    if not card.select_application(ENTRIES):
        raise NotThisCardError("LICENCE")
    _select_master_file(card)
    for lock, secret in _choose_secrets(wanted, secrets, is_pin_set=_is_pin_set(card)):
        card.verify(lock, secret, is_last_try_confirmed=is_last_try_confirmed)
    found = _Found()
    _select(card, ENTRIES)
    if Wanted.ENTRIES in wanted:
        _read_entries(card, found, today)
        _read_additions(card, found)
    if Wanted.DOMICILE in wanted:
        _read_domicile(card, found)
    _read_characters(card, found)
    if Wanted.PHOTOGRAPH in wanted:
        _select(card, PHOTOGRAPH)
        _read_photograph(card, found)
    return Reading(
        KIND,
        tuple(found.texts),
        tuple(found.pictures),
        notes=tuple(found.notes),
        apdus=card.apdus,
    )


def _select_master_file(card: Card) -> None:
    card.ask(Command(0x00, 0xA4, 0x00, 0x00), "LICENCE/MF")


def _select(card: Card, aid: bytes) -> None:
    if not card.select_application(aid):
        raise UnreadableError("LICENCE")


def _is_pin_set(card: Card) -> bool:
    """MF/000A; anything but a plain yes or no ends the reading before a secret is sent."""
    place = "LICENCE/MF/000A"
    card.select_file(0x000A, place)
    content = card.read_file(place, length=3, most=3)
    if content not in (b"\x05\x01\x00", b"\x05\x01\x01"):
        raise UnreadableError(place)
    return content[2] == 1


def _choose_secrets(
    wanted: Set[Wanted], secrets: Secrets, *, is_pin_set: bool
) -> list[tuple[Lock, Secret]]:
    """The secrets to send; all of them are looked at before the first is sent."""
    locks = {Opener.PIN_1: PIN_1}
    if wanted & {Wanted.DOMICILE, Wanted.PHOTOGRAPH}:
        locks[Opener.PIN_2] = PIN_2
    if not is_pin_set:
        return [(_without_pin(lock), Secret(NO_PIN)) for lock in locks.values()]
    chosen = []
    for opener, lock in locks.items():
        secret = secrets.get(opener)
        if secret is None:
            raise SecretMissingError(lock.place)
        if not secret.matches(lock.pattern):
            raise SecretMalformedError(lock.place)
        chosen.append((lock, secret))
    return chosen


def _without_pin(lock: Lock) -> Lock:
    return Lock(lock.place, NO_PIN_PATTERN, lock.p2, lock.unlocked_by)


def _read_entries(card: Card, found: _Found, today: date) -> None:
    place = "LICENCE/DF1/0001"
    card.select_file(0x0001, place)
    content = card.read_file(place, length=ENTRIES_BYTES, most=ENTRIES_BYTES)
    fields = by_tag(list_simple(content, place), place)
    for tag in REQUIRED:
        get_field(fields, tag, place)
    for tag, one in sorted(fields.items()):
        _add_entry(found, tag, one.value, place)
    expires_on = read_japanese(fields[0x1B].value, place)
    if expires_on is not None and expires_on < today:
        found.notes.append(EXPIRED)


def _add_entry(found: _Found, tag: int, value: bytes, place: str) -> None:
    if tag in TEXTS:
        found.add(TEXTS[tag], decode_jis(value, place), place)
    elif tag in NUMBERS and value:
        if not value.isdigit():
            raise UnreadableError(place)
        found.texts.append(TextItem(NUMBERS[tag], value.decode("ascii"), place))
    elif tag in DATES or tag in CATEGORIES:
        day = read_japanese(value, place)
        if day is not None:  # a category that is not held has no date
            name = DATES.get(tag) or CATEGORIES[tag]
            found.texts.append(TextItem(name, day.isoformat(), place))


def _read_additions(card: Card, found: _Found) -> None:
    """追記 (the back): which tag is which item is not public, so each is given as it stands.

    An entry is a date, the new text and the 公安委員会, in this order (S: readers of others); the
    official sees from the text whether it is a name, an address or a condition.
    """
    place = "LICENCE/DF1/0004"
    card.select_file(0x0004, place)
    content = card.read_file(place, length=ADDITIONS_BYTES, most=ADDITIONS_BYTES)
    if content[:3] == b"\x50\x01\x00":
        return
    if content[:3] != b"\x50\x01\x01":
        raise UnreadableError(place)
    found.notes.append(ADDED)
    added = _Found()
    try:
        _list_additions(content[3:], added, place)
    except UnreadableError:
        found.notes.append(ADDED_UNREADABLE)
        return
    found.texts += added.texts
    found.characters |= added.characters


def _list_additions(content: bytes, added: _Found, place: str) -> None:
    number = 0
    is_first = True
    for one in list_simple(content, place):
        if len(one.value) == 7 and one.value[1:].isdigit():
            day = read_japanese(one.value, place)
            number += 1
            is_first = True
            if day is not None:
                name = f"addition_{number}_date"
                added.texts.append(TextItem(name, day.isoformat(), place))
        elif len(one.value) > 1:  # one byte is the year of JIS X 0208
            suffix = "" if is_first else "_by"
            added.add(f"addition_{max(number, 1)}{suffix}", decode_jis(one.value, place), place)
            is_first = False


def _read_domicile(card: Card, found: _Found) -> None:
    place = "LICENCE/DF1/0002"
    card.select_file(0x0002, place)
    content = card.read_file(place, length=DOMICILE_BYTES, most=DOMICILE_BYTES)
    fields = by_tag(list_simple(content, place), place)
    domicile = decode_jis(get_field(fields, 0x41, place).value, place)
    found.add("registered_domicile", domicile, place)


def _read_characters(card: Card, found: _Found) -> None:
    """The pictures of the characters that the texts name, and no others."""
    if any(item.has_missing_characters for item in found.texts):
        found.notes.append(MISSING_CHARACTERS)
    first = 1
    for file_id, tags in CHARACTER_FILES:
        numbers = {first + at: tag for at, tag in enumerate(tags)}
        first += len(tags)
        wanted = sorted(found.characters & numbers.keys())
        if wanted:
            place = f"LICENCE/DF1/{file_id:04X}"
            card.select_file(file_id, place)
            fields = _list_characters(card.read_file(place, most=MOST_BYTES), place)
            drawn = (_character(fields.get(numbers[one]), one, place) for one in wanted)
            pictures = [one for one in drawn if one is not None]
            found.pictures += pictures
            if len(pictures) < len(wanted):
                found.notes.append(CHARACTERS_UNREADABLE)


def _list_characters(content: bytes, place: str) -> dict[int, Tlv]:
    """Their layout is not verified: what does not fit costs the picture, not the reading."""
    try:
        return by_tag(list_simple(content, place), place)
    except UnreadableError:
        return {}


def _character(kept: Tlv | None, number: int, place: str) -> Picture | None:
    """One byte of composition, then the bitmap [D]."""
    if kept is None or len(kept.value) != 1 + CHARACTER_BYTES:
        return None
    drawn = draw_character(kept.value[1:])
    return Picture(f"missing_character_{number}", "image/png", drawn, place, must_be_keyed=True)


def _read_photograph(card: Card, found: _Found) -> None:
    place = "LICENCE/DF2/0001"
    content = read_object(card, 0x0001, 0x5F40, place, most=MOST_BYTES).value
    found.pictures.append(Picture("face", media_type_of(content, place), content, place))
