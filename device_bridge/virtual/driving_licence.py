"""A virtual 運転免許証, and the licence on a virtual マイナンバーカード."""

from datetime import date
from hashlib import sha256

from device_bridge.cards.driving_licence import ENTRIES, PHOTOGRAPH
from device_bridge.cards.my_number_licence import LICENCE
from device_bridge.dates import FIRST_DAYS, YEAR_BEFORE
from device_bridge.jis import encode_jis
from device_bridge.licence import CATEGORIES, DATES, NO_PIN, NUMBERS, TEXTS
from device_bridge.virtual.card import VirtualApplication, VirtualCard, VirtualFile, VirtualKey
from device_bridge.virtual.content import Person, ber, photograph, simple

SIZES = {0x0001: 880, 0x0002: 82, 0x0003: 264, 0x0004: 640, 0x0005: 663}
TRIES = 3
TRIES_OF_MY_NUMBER_LICENCE = 10

_PIN_1 = frozenset({"PIN_1"})
_BOTH = frozenset({"PIN_1", "PIN_2"})


def make_driving_licence(person: Person, *, answers_in_pieces: bool = False) -> VirtualCard:
    """The licence of a person; without ``pin_1`` in the fixture its PINs are not set."""
    applications = list_licence_applications(person)
    return VirtualCard(applications, keeps_access=True, answers_in_pieces=answers_in_pieces)


def list_licence_applications(person: Person) -> tuple[VirtualApplication, ...]:
    """What the licence holds, of which any number of cards can be made."""
    return _master_file(person), _entries(person), _photograph(person)


def make_my_number_licence(person: Person) -> VirtualCard:
    """A card with the application マイナ免許証 alone."""
    return VirtualCard((get_licence_application(person),))


def get_licence_application(person: Person) -> VirtualApplication:
    """マイナ免許証, to stand beside the other applications of a マイナンバーカード."""
    fields = {
        0xC2: write_japanese(person["issued_on"]),
        0xC4: _jis(person, "colour"),
        0xC5: write_japanese(person["expires_on"]),
        0xC6: _jis(person, "condition_1"),
        0xE7: person["licence_number"].encode("ascii"),
        0xE9: write_japanese(person["issued_on"]),
        0xEC: write_japanese(person["issued_on"]),
    }
    content = b"".join(simple(tag, value) for tag, value in fields.items())
    # The photograph's tag of three hexadecimal digits, whose bytes are not known [D].
    content += b"\x10\x7f\x82\x02\xbc" + photograph(person["name"])
    flag = b"\x01" if "pin_1" in person else b"\x00"
    secret = person.get("pin_1", NO_PIN).encode("ascii")
    return VirtualApplication(
        LICENCE,
        {
            0x001A: VirtualFile(b"\xc1\x01" + flag),
            0x001B: VirtualFile(content.ljust(5_845, b"\xff"), (frozenset({"LICENCE_PIN"}),)),
        },
        {0x0006: VirtualKey("LICENCE_PIN", secret, TRIES_OF_MY_NUMBER_LICENCE)},
    )


def write_japanese(day: str) -> bytes:
    """A date as licences have it."""
    real = date.fromisoformat(day)
    before = next(before for first, before in FIRST_DAYS if real >= first)
    era = next(digit for digit, year in YEAR_BEFORE.items() if year == before)
    return f"{era}{real.year - before:02}{real:%m%d}".encode("ascii")


def _master_file(person: Person) -> VirtualApplication:
    is_set = "pin_1" in person
    days = (person["issued_on"], person["expires_on"])
    packed = b"".join(bytes.fromhex(day.replace("-", "")) for day in days)
    return VirtualApplication(
        b"",
        {
            0x2F01: VirtualFile(simple(0x45, b"010" + packed) + simple(0x46, b"\x00\x00")),
            0x000A: VirtualFile(simple(0x05, bytes((is_set,)))),
        },
        {
            0x0001: VirtualKey("PIN_1", person.get("pin_1", NO_PIN).encode("ascii"), TRIES),
            0x0002: VirtualKey("PIN_2", person.get("pin_2", NO_PIN).encode("ascii"), TRIES),
        },
    )


def _entries(person: Person) -> VirtualApplication:
    pictures = person.get("characters", "")
    contents = {
        0x0001: _list_entries(person),
        0x0002: simple(0x41, _jis(person, "registered_domicile")),
        0x0003: b"".join(_character(0x48 + at, one) for at, one in enumerate(pictures[:2])),
        0x0004: _list_additions(person),
        0x0005: b"".join(_character(0xA0 + at, one) for at, one in enumerate(pictures[2:])),
    }
    return VirtualApplication(
        ENTRIES,
        {
            file_id: VirtualFile(
                content.ljust(SIZES[file_id], b"\xff"), (_BOTH if file_id == 0x0002 else _PIN_1,)
            )
            for file_id, content in contents.items()
        },
    )


def _photograph(person: Person) -> VirtualApplication:
    picture = ber(0x5F40, photograph(person["name"])).ljust(2_005, b"\xff")
    return VirtualApplication(PHOTOGRAPH, {0x0001: VirtualFile(picture, (_BOTH,))})


def _list_entries(person: Person) -> bytes:
    entries = [simple(0x11, b"\x01")]
    for tag in range(0x12, 0x34):
        entries.append(simple(tag, _entry(person, tag)))
    return b"".join(entries)


def _entry(person: Person, tag: int) -> bytes:
    if tag in NUMBERS:
        return person.get(NUMBERS[tag], "").encode("ascii")
    if tag in DATES or tag in CATEGORIES:
        day = person.get(DATES.get(tag) or CATEGORIES[tag])
        return write_japanese(day) if day else b"5000000"
    return _jis(person, TEXTS[tag])


def _list_additions(person: Person) -> bytes:
    """追記: its tags are not public; these follow the order that other readers list."""
    if "new_address" not in person:
        return simple(0x50, b"\x00")
    return b"".join(
        (
            simple(0x50, b"\x01"),
            simple(0x51, b"\x01"),
            simple(0x52, write_japanese(person["new_address_on"])),
            simple(0x53, _jis(person, "new_address")),
            simple(0x54, _jis(person, "issued_by")),
        )
    )


def _jis(person: Person, name: str) -> bytes:
    return encode_jis(person.get(name, ""), person.get("characters", ""))


def _character(tag: int, character: str) -> bytes:
    """A bitmap that differs for each character."""
    return simple(tag, b"\x01" + sha256(character.encode()).digest() * 4)
