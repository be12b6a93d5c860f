"""在留カード and 特別永住者証明書 of both generations.

The first generation holds the front as one picture and no text of the person but the 住居地 written
on the back; the second holds name and 住居地 as pictures and the rest as texts. What is a picture
alone must be keyed in by the official. Recognised by SELECT of the master file and its file 02.
Sources: 在留カード等仕様書 Ver 1.5; 第2世代 Ver 1.1 by a public summary. No real card was read.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cryptography.x509 import Certificate

from device_bridge.apdu import MOST_ANSWERED, Command
from device_bridge.card import Card, Lock
from device_bridge.cards import residence_fields as fields
from device_bridge.cards import residence_signature
from device_bridge.cards.content import picture_of, text_of
from device_bridge.cards.residence_fields import objects_of, texts_of
from device_bridge.errors import (
    NotAuthenticError,
    NotThisCardError,
    NotYetReadableError,
    SecretMalformedError,
    SecretMissingError,
    UnreadableError,
)
from device_bridge.reading import Authenticity, CardKind, Picture, Reading, TextItem
from device_bridge.secret import Secret
from device_bridge.secure_messaging.ciphers import Aes, TwoKeyTripleDes
from device_bridge.secure_messaging.residence import ResidenceSession, open_session
from device_bridge.tlv import read_ber

KIND = CardKind.RESIDENCE_CARD
NUMBER_PATTERN = "[A-Za-z]{2}[0-9]{8}[A-Za-z]{2}"
LOCK = Lock("在留カード等の番号", NUMBER_PATTERN, 0x86, "", has_counter=False)

KINDS = {
    "1": (1, CardKind.RESIDENCE_CARD),
    "2": (1, CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE),
    "05": (2, CardKind.RESIDENCE_CARD),
    "06": (2, CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE),
}
SPECIFIED = ("07", "08")  # 特定在留カード等: a My Number card with an application of its own
SPECIFIED_AID = bytes.fromhex("D392F0004F01") + bytes(10)
DF1, DF2, DF3 = (bytes.fromhex(f"D392F0004F0{number}") + bytes(10) for number in (2, 3, 4))

NOTE_KEY_IN = "氏名などは画像で記録されています。画像と券面を見て入力してください。"
NOTE_NO_ADDRESS = "裏面に届け出た住居地の記録がありません。券面の表の住居地を確かめてください。"
NOTE_UNSIGNED = "住居地と許可の記録は電子署名の対象ではありません。券面の裏も確かめてください。"
NOTE_PENDING = "在留期間更新等の申請中です。"
NOTE_EXPIRED = "有効期限が切れています。"
NOTE_UNCHECKED = "電子署名で確かめられていません。券面を確かめてください。"


class Wanted(StrEnum):
    """What may be asked for."""

    TEXT = "TEXT"  # the texts, and the pictures of what is printed
    FACE = "FACE"  # 顔写真; without it the first generation's signature cannot be checked


class Opener(StrEnum):
    """The secret that opens the card: what is printed at its upper right."""

    CARD_NUMBER = "CARD_NUMBER"


Secrets = Mapping[Opener, Secret]


@dataclass(frozen=True, slots=True)
class _Content:
    """What was read of one card, before it is a reading."""

    texts: tuple[TextItem, ...]
    pictures: tuple[Picture | None, ...]
    has_face: bool
    signed: bytes | None = field(repr=False)  # None: not all of it was read


def is_present(card: Card) -> bool:
    """Whether the card is one of these; 特定在留カード等 are not (see ``is_specified``)."""
    return _type_of(card) in KINDS


def is_specified(card: Card) -> bool:
    """Whether it is a 特定在留カード or 特定特別永住者証明書, which nothing here reads yet."""
    return _type_of(card) in SPECIFIED or card.select_application(SPECIFIED_AID)


def read(
    card: Card,
    wanted: Set[Wanted],
    secrets: Secrets,
    *,
    today: date,
    issuers: Sequence[Certificate] = (),
) -> Reading:
    """Read a card by the number printed on it; ``issuers`` are the trusted keys of 入管庁."""
    found = _type_of(card)
    if found in SPECIFIED or (found not in KINDS and is_specified(card)):
        raise NotYetReadableError("特定在留カード")
    if found not in KINDS:
        raise NotThisCardError("MF/EF02")
    generation, kind = KINDS[found]
    number, session = _open(card, secrets, generation)
    read_content = _first if generation == 1 else _second
    content = read_content(card, session, kind, wanted)
    _require_number(content.texts, number)
    authenticity = _authenticity(card, generation, content, issuers)
    return Reading(
        kind,
        content.texts,
        tuple(one for one in content.pictures if one),
        authenticity,
        _notes(content, authenticity, today),
        card.apdus,
    )


def _type_of(card: Card) -> str:
    """The card's type, or nothing where the master file is not one of these."""
    if not card.send(Command(0x00, 0xA4, 0x00, 0x00, b"\x3f\x00")).is_success:
        return ""
    response = card.send(Command(0x00, 0xB0, 0x8A, 0x00, expected=MOST_ANSWERED))
    if not response.is_success or response.data[:1] != b"\xc1":
        return ""
    return text_of(read_ber(response.data, "MF/EF02").value, "MF/EF02")


def _open(card: Card, secrets: Secrets, generation: int) -> tuple[str, ResidenceSession]:
    """Agree on a key and present the number: one VERIFY, which has no counter of tries."""
    secret = secrets.get(Opener.CARD_NUMBER)
    if secret is None:
        raise SecretMissingError(LOCK.place)
    if not secret.matches(NUMBER_PATTERN):
        raise SecretMalformedError(LOCK.place)
    number = secret.reveal().upper()
    session = open_session(card, number, TwoKeyTripleDes() if generation == 1 else Aes())
    card.verify(LOCK, secret, protect=lambda typed: session.verification(typed.upper()))
    return number.decode("ascii"), session


def _first(card: Card, session: ResidenceSession, kind: CardKind, wanted: Set[Wanted]) -> _Content:
    _select(card, DF1)
    front = _value(session.read_file(card, 5, "DF1/EF05"), "DF1/EF05", 0xD0)
    face = None
    if Wanted.FACE in wanted:
        face = _value(session.read_file(card, 6, "DF1/EF06"), "DF1/EF06", 0xD1)
    is_card = kind is CardKind.RESIDENCE_CARD
    files = fields.BACK_OF_FIRST_CARD if is_card else fields.BACK_OF_FIRST_CERTIFICATE
    texts = _back(card, files)
    face_picture = picture_of("face", face or b"", "DF1/EF06")
    front_picture = _keyed("front", front, "DF1/EF05")
    signed = None if face is None else residence_signature.signed_by_first(front, face)
    return _Content(texts, (front_picture, face_picture), face_picture is not None, signed)


def _second(card: Card, session: ResidenceSession, kind: CardKind, wanted: Set[Wanted]) -> _Content:
    is_card = kind is CardKind.RESIDENCE_CARD
    names = fields.PRINTED_OF_RESIDENCE_CARD if is_card else fields.PRINTED_OF_ALL
    files = fields.BACK_OF_SECOND_CARD if is_card else fields.BACK_OF_SECOND_CERTIFICATE
    _select(card, DF1)
    number = objects_of(session.read_file(card, 1, "DF1/EF01"), "DF1/EF01", frozenset({0xC2}))
    printed = objects_of(session.read_file(card, 3, "DF1/EF02"), "DF1/EF02", frozenset(names))
    images = objects_of(session.read_file(card, 4, "DF1/EF03"), "DF1/EF03", frozenset({0xD0, 0xD1}))
    address = fields.address_of(session.read_file(card, 6, "DF1/EF04"), "DF1/EF04")
    texts = (
        *texts_of(number, fields.NUMBER, "DF1/EF01"),
        *texts_of(printed, names, "DF1/EF02"),
        *_back(card, files),
    )
    face = picture_of("face", images[0xD1], "DF1/EF03")
    pictures = (
        _keyed("name", images[0xD0], "DF1/EF03"),
        _keyed("address", address, "DF1/EF04"),
        face if Wanted.FACE in wanted else None,
    )
    signed = residence_signature.signed_by_second(
        b"".join(printed.values()), images[0xD1], images[0xD0]
    )
    return _Content(texts, pictures, face is not None, signed)


def _select(card: Card, aid: bytes) -> None:
    if not card.select_application(aid):
        raise UnreadableError(f"SELECT {aid.hex().upper()}")


def _value(raw: bytes, place: str, tag: int) -> bytes:
    return objects_of(raw, place, frozenset({tag}))[tag]


def _keyed(name: str, raw: bytes, place: str) -> Picture:
    """A picture that stands for a text; it must be there."""
    picture = picture_of(name, raw, place, must_be_keyed=True)
    if picture is None:
        raise UnreadableError(place)
    return picture


def _back(card: Card, files: Mapping[int, Mapping[int, str]]) -> tuple[TextItem, ...]:
    """The texts of DF2, which are read in clear; a file of NUL alone was never written."""
    _select(card, DF2)
    texts: list[TextItem] = []
    for short_id, names in files.items():
        place = f"DF2/EF0{short_id}"
        raw = _plain(card, short_id, place)
        if not raw or raw.strip(b"\0"):
            texts += texts_of(objects_of(raw, place, frozenset(names)), names, place)
    return tuple(texts)


def _plain(card: Card, short_id: int, place: str) -> bytes:
    return card.ask(Command(0x00, 0xB0, 0x80 | short_id, 0x00, expected=MOST_ANSWERED), place)


def _require_number(texts: Sequence[TextItem], number: str) -> None:
    """What the card says its number is must be what opened it: else it is two cards' data."""
    for item in texts:
        if item.name == "document_number" and item.text != number:
            raise NotAuthenticError(item.source)


def _authenticity(
    card: Card, generation: int, content: _Content, issuers: Sequence[Certificate]
) -> Authenticity:
    if content.signed is None:
        return Authenticity.UNCHECKED
    _select(card, DF3)
    tags = (0xDA, 0xDB) if generation == 1 else (0xDC, 0xDD)
    objects = objects_of(_plain(card, 2, "DF3/EF01"), "DF3/EF01", frozenset(tags))
    signature, certificate = (objects[tag] for tag in tags)
    if not signature and not certificate:
        # Under 16 there is neither face nor signature; with a face a signature is missing.
        if content.has_face:
            raise NotAuthenticError("DF3/EF01")
        return Authenticity.UNCHECKED
    return residence_signature.check(generation, content.signed, signature, certificate, issuers)


def _notes(content: _Content, authenticity: Authenticity, today: date) -> tuple[str, ...]:
    known = {item.name: item.text for item in content.texts}
    expires = known.get("expires_on", "")
    has_address = "address" in known or any(
        one and one.name == "address" for one in content.pictures
    )
    notes = {
        NOTE_KEY_IN: True,
        NOTE_NO_ADDRESS: not has_address,
        NOTE_UNSIGNED: has_address,
        NOTE_PENDING: known.get("is_application_pending") == "1",
        NOTE_EXPIRED: bool(expires) and expires < today.isoformat(),
        NOTE_UNCHECKED: authenticity is Authenticity.UNCHECKED,
    }
    return tuple(note for note, is_due in notes.items() if is_due)
