"""旅券: what the chip of a passport holds, opened by the two printed lines (ICAO Doc 9303-10, -11).

The chip knows the name in Latin letters alone; 漢字氏名 and 本籍 come from 戸籍の附票. There is no
counter of tries and no VERIFY: a wrong line is told by the card, and a right one opens a session.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from enum import StrEnum

from cryptography.x509 import Certificate

from device_bridge.apdu import Command
from device_bridge.card import Card
from device_bridge.cards import passport_signature
from device_bridge.cards.content import items_of
from device_bridge.cards.passport_face import read_face
from device_bridge.cards.passport_mrz import Mrz, birth_date, expiry_date, read_mrz
from device_bridge.errors import (
    NotAuthenticError,
    NotThisCardError,
    SecretMalformedError,
    SecretMissingError,
    UnreadableError,
)
from device_bridge.reading import Authenticity, CardKind, Reading
from device_bridge.secret import Secret
from device_bridge.secure_messaging.access import open_by_mrz
from device_bridge.secure_messaging.icao import SecuredChannel
from device_bridge.secure_messaging.mrz import MrzKey
from device_bridge.secure_messaging.pace import find_offer, open_by_pace
from device_bridge.tlv import list_ber, object_length, read_ber

KIND = CardKind.PASSPORT
AID = bytes.fromhex("A0000002471001")
COM, DG1, DG2, SOD = 0x011E, 0x0101, 0x0102, 0x011D
TAGS_OF_GROUPS = {0x61: 1, 0x75: 2}
HEAD = 4  # bytes that tell how long a file is, as 9303-11 appendix D.4 reads
# So much fits into a short answer with its protection, for 3DES and AES.
PIECE = 223
MOST_OF_COM, MOST_OF_DG1, MOST_OF_SOD, MOST_OF_DG2 = 256, 256, 16_384, 32_767

NOTE_LATIN = (
    "旅券のICチップには漢字の氏名・本籍・住所がありません。戸籍の附票などで確かめてください。"
)
NOTE_EXPIRED = "有効期限が切れています。"
NOTE_UNCHECKED = "電子署名で確かめられていません。券面を確かめてください。"


class Wanted(StrEnum):
    """What may be asked for."""

    TEXT = "TEXT"  # what the two printed lines say
    FACE = "FACE"  # 顔写真


class Opener(StrEnum):
    """The three printed fields that open the passport."""

    DOCUMENT_NUMBER = "DOCUMENT_NUMBER"
    BIRTH_DATE = "BIRTH_DATE"  # YYMMDD
    EXPIRY_DATE = "EXPIRY_DATE"  # YYMMDD


PATTERNS = {
    Opener.DOCUMENT_NUMBER: "[A-Za-z0-9]{1,9}<{0,8}",
    Opener.BIRTH_DATE: "[0-9<]{6}",
    Opener.EXPIRY_DATE: "[0-9]{6}",
}
Secrets = Mapping[Opener, Secret]


def is_present(card: Card) -> bool:
    """Whether a passport's application answers."""
    return card.select_application(AID)


def read(
    card: Card,
    wanted: Set[Wanted],
    secrets: Secrets,
    *,
    today: date,
    issuers: Sequence[Certificate] = (),
) -> Reading:
    """Read a passport; ``issuers`` are the certificates of states (CSCA), if any are trusted."""
    key = _key(secrets)
    channel = _open(card, key)
    has_face = Wanted.FACE in wanted
    groups = _groups(_read_file(card, channel, COM, MOST_OF_COM))
    security = passport_signature.read_security_object(_read_file(card, channel, SOD, MOST_OF_SOD))
    printed = _read_file(card, channel, DG1, MOST_OF_DG1)
    passport_signature.check_group(security, 1, printed)
    mrz = _mrz(printed)
    if mrz.key.information() != key.information():
        raise NotAuthenticError("DG1")
    pictures = []
    if has_face and (2 in groups or 2 in security.hashes):
        face = _read_file(card, channel, DG2, MOST_OF_DG2)
        passport_signature.check_group(security, 2, face)
        pictures.append(read_face(face))
    authenticity = passport_signature.check(security, issuers)
    texts = items_of(_texts(mrz, today), "DG1")
    notes = _notes(expiry_date(mrz.expires, today), authenticity, today)
    return Reading(KIND, texts, tuple(pictures), authenticity, notes, card.apdus)


def _key(secrets: Secrets) -> MrzKey:
    """The typed fields; nothing is sent while one is missing or malformed."""
    fields = {}
    for opener, pattern in PATTERNS.items():
        secret = secrets.get(opener)
        if secret is None:
            raise SecretMissingError(opener)
        if not secret.matches(pattern):
            raise SecretMalformedError(opener)
        fields[opener] = secret.reveal().decode("ascii").upper()
    return MrzKey(
        fields[Opener.DOCUMENT_NUMBER].rstrip("<"),
        fields[Opener.BIRTH_DATE],
        fields[Opener.EXPIRY_DATE],
    )


def _open(card: Card, key: MrzKey) -> SecuredChannel:
    """A session with the application: by PACE where the chip offers a known way, else by BAC."""
    offer = find_offer(card)
    if offer is None:
        if not card.select_application(AID):
            raise NotThisCardError("SELECT")
        return open_by_mrz(card, key)
    channel = open_by_pace(card, key, offer)
    channel.ask(card, Command(0, 0xA4, 0x04, 0x0C, AID), "SELECT")
    return channel


def _read_file(card: Card, channel: SecuredChannel, file_id: int, most: int) -> bytes:
    """A whole file, as long as its first object says, never longer than such a file may be."""
    place = f"EF {file_id:04X}"
    channel.ask(card, Command(0, 0xA4, 0x02, 0x0C, file_id.to_bytes(2, "big")), place)
    content = channel.ask(card, Command(0, 0xB0, 0, 0, expected=HEAD), place)
    if len(content) != HEAD:
        raise UnreadableError(place)
    length = object_length(content, place)
    if not HEAD <= length <= most:
        raise UnreadableError(place)
    while len(content) < length:
        at = len(content)
        expected = min(PIECE, length - at)
        piece = channel.ask(card, Command(0, 0xB0, at >> 8, at & 0xFF, expected=expected), place)
        if not 0 < len(piece) <= expected:
            raise UnreadableError(place)
        content += piece
    return content


def _groups(raw: bytes) -> frozenset[int]:
    """Which of the data groups that are read here EF.COM lists."""
    common = read_ber(raw, "EF.COM")
    if common.tag != 0x60:
        raise UnreadableError("EF.COM")
    for one in list_ber(common.value, "EF.COM"):
        if one.tag == 0x5C:
            return frozenset(TAGS_OF_GROUPS[tag] for tag in one.value if tag in TAGS_OF_GROUPS)
    raise UnreadableError("EF.COM")


def _mrz(raw: bytes) -> Mrz:
    group = read_ber(raw, "DG1")
    lines = read_ber(group.value, "DG1")
    if group.tag != 0x61 or lines.tag != 0x5F1F:
        raise UnreadableError("DG1")
    return read_mrz(lines.value)


def _texts(mrz: Mrz, today: date) -> dict[str, str]:
    return {
        "document_number": mrz.number,
        "issuing_state": mrz.issuing_state,
        "surname": mrz.surname,
        "given_names": mrz.given_names,
        "nationality": mrz.nationality,
        "birth_date": birth_date(mrz.born, today),
        "sex": mrz.sex,
        "expires_on": expiry_date(mrz.expires, today),
    }


def _notes(expires_on: str, authenticity: Authenticity, today: date) -> tuple[str, ...]:
    notes = {
        NOTE_LATIN: True,
        NOTE_EXPIRED: expires_on < today.isoformat(),
        NOTE_UNCHECKED: authenticity is Authenticity.UNCHECKED,
    }
    return tuple(note for note, is_due in notes.items() if is_due)
