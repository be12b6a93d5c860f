"""A virtual マイナンバーカード, and a phone that has its certificates alone."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from device_bridge.cards.my_number import FACE, JPKI, TEXT, compose_code_b
from device_bridge.signatures import KEY_ID_BYTES
from device_bridge.virtual.card import VirtualApplication, VirtualCard, VirtualFile, VirtualKey
from device_bridge.virtual.content import (
    Person,
    ber,
    draw,
    photograph,
    sign,
    sign_digest,
    write_key,
)

AUTHORITY = "authority"  # who issues the certificates; a reader may trust its key
AUTHORITY_ID = b"9000023/001".ljust(KEY_ID_BYTES, b"\0")  # invented: real ones begin 5000
CITY = "city"
CITY_ID = b"9999999/000".ljust(KEY_ID_BYTES, b"\0")
FILLER = b"\xff" * 40

_PIN = frozenset({"PIN"})
_CODE_A = frozenset({"CODE_A"})
_CODE_B = frozenset({"CODE_B"})


def make_my_number_card(
    person: Person, *, signer: str = CITY, card_key: str = "card", answers_in_pieces: bool = False
) -> VirtualCard:
    """The card of a person; another ``signer`` than the city makes a forgery."""
    applications = list_applications(person, signer=signer, card_key=card_key)
    return VirtualCard(applications, answers_in_pieces=answers_in_pieces)


def list_applications(
    person: Person, *, signer: str = CITY, card_key: str = "card"
) -> tuple[VirtualApplication, ...]:
    """What the card holds, of which any number of cards can be made."""
    return _text(person, signer, card_key), _face(person, signer, card_key), _jpki()


def make_phone() -> VirtualCard:
    """A phone with certificates and neither text nor face [M]."""
    return VirtualCard((_jpki(),))


def get_code_b(person: Person) -> str:
    """照合番号B of a person."""
    born_on = date.fromisoformat(person["birth_date"])
    expires_on = date.fromisoformat(person["expires_on"])
    secret = compose_code_b(born_on, expires_on.year, person["security_code"])
    return secret.reveal().decode("ascii")


def with_offsets(tag: int, fields: Mapping[int, bytes]) -> bytes:
    """A record that begins with the table of its objects' offsets."""
    objects = [ber(tag, value) for tag, value in fields.items()]
    table_bytes = 3 + 2 * len(objects)
    inner = table_bytes + sum(map(len, objects))
    at = (3 if inner < 128 else 5) + table_bytes
    offsets = b""
    for one in objects:
        offsets += at.to_bytes(2, "big")
        at += len(one)
    return ber(tag, ber(0xDF21, offsets) + b"".join(objects))


def _compact(day: str) -> bytes:
    return day.replace("-", "").encode("ascii")


def _certificate() -> VirtualFile:
    body = AUTHORITY_ID + CITY_ID + write_key(CITY)
    return VirtualFile(ber(0x7F21, ber(0x5F4E, body) + ber(0x5F37, sign(AUTHORITY, body))))


def _signed(tag: int, fields: Mapping[int, bytes], signature_tag: int, signer: str) -> bytes:
    body = b"".join(ber(one, value) for one, value in fields.items())
    return ber(tag, body + ber(signature_tag, sign(signer, body)))


def _text(person: Person, signer: str, card_key: str) -> VirtualApplication:
    number = ber(0xFF10, person["individual_number"].encode("ascii")) + b"\xff\xff"
    fields = {
        0xDF22: person["name"].encode("utf-8"),
        0xDF23: person["address"].encode("utf-8"),
        0xDF24: _compact(person["birth_date"]),
        0xDF25: person["sex"].encode("ascii"),
    }
    hashed = b"".join(ber(tag, value) for tag, value in fields.items())
    hashes = {0xDF31: sha256(number).digest(), 0xDF32: sha256(hashed).digest()}
    any_of_three = (_PIN, _CODE_A, _CODE_B)
    return VirtualApplication(
        TEXT,
        {
            0x0001: VirtualFile(number, (_PIN, _CODE_A)),
            0x0002: VirtualFile(with_offsets(0xFF20, fields) + FILLER, (_PIN, _CODE_B)),
            0x0003: VirtualFile(_signed(0xFF30, hashes, 0xDF33, signer), any_of_three),
            0x0004: _certificate(),
            0x0007: VirtualFile(
                _signed(0xFF50, {0xDF51: write_key("card")}, 0xDF52, signer), any_of_three
            ),
        },
        {
            0x0011: VirtualKey("PIN", person["pin"].encode("ascii"), 3),
            0x0014: VirtualKey("CODE_A", person["individual_number"].encode("ascii"), 10),
            0x0015: VirtualKey("CODE_B", get_code_b(person).encode("ascii"), 10),
        },
        lambda digest_info: sign_digest(card_key, digest_info),
    )


def _face(person: Person, signer: str, card_key: str) -> VirtualApplication:
    fields = {
        0xDF22: _compact(person["birth_date"]),
        0xDF23: person["sex"].encode("ascii"),
        0xDF24: write_key("card"),
        0xDF25: draw(person["name"]),
        0xDF26: draw(person["address"]),
        0xDF27: photograph(person["name"]),
    }
    groups = ((0xDF22, 0xDF23, 0xDF24), (0xDF25, 0xDF26), (0xDF27,))
    signed = b"".join(
        sha256(b"".join(ber(tag, fields[tag]) for tag in group)).digest() for group in groups
    )
    fields[0xDF28] = sign(signer, signed)
    fields[0xDF29] = _compact(person["expires_on"])
    fields[0xDF2A] = draw(person["security_code"])
    code_b = frozenset({"FACE_CODE_B"})
    return VirtualApplication(
        FACE,
        {
            0x0002: VirtualFile(with_offsets(0xFF20, fields) + FILLER, (code_b,)),
            0x0004: _certificate(),
        },
        {0x0012: VirtualKey("FACE_CODE_B", get_code_b(person).encode("ascii"), 10)},
        lambda digest_info: sign_digest(card_key, digest_info),
    )


def _jpki() -> VirtualApplication:
    return VirtualApplication(JPKI, {0x0006: VirtualFile(b"JPKIAPICCTOKEN2")})
