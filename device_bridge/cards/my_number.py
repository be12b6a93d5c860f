"""マイナンバーカード: the text by PIN or 照合番号B, the card's face by 照合番号B.

Sources: the applications as measured on cards by public readers (S-hw); what is marked [M] or [D]
is not verified. The 個人番号 is not read here: see ``device_bridge.individual_number``.

Each secret opens one application, once. To read text and face in one reading takes two entries:
a PIN and a 照合番号B, or the 照合番号B entered for each.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from device_bridge.card import Card, Lock
from device_bridge.dates import era_year, read_western
from device_bridge.errors import (
    CardGoneError,
    NotAuthenticError,
    NotThisCardError,
    PhoneError,
    RefusedByCardError,
    SecretMalformedError,
    SecretMissingError,
    UnreadableError,
)
from device_bridge.files import check_offsets, get_field, list_fields, read_object
from device_bridge.pictures import media_type_of
from device_bridge.reading import Authenticity, CardKind, Picture, Reading, TextItem
from device_bridge.secret import Secret
from device_bridge.signatures import (
    CardCertificate,
    TrustedKeys,
    check_record,
    check_signature,
    prove_presence,
    read_certificate,
    read_key,
)
from device_bridge.tlv import Tlv, list_ber

KIND = CardKind.MY_NUMBER_CARD
TEXT = bytes.fromhex("D3921000310001010408")  # 券面事項入力補助
FACE = bytes.fromhex("D3921000310001010402")  # 券面事項確認
JPKI = bytes.fromhex("D392F000260100000001")  # 公的個人認証
CERTIFICATE_FILE = 0x0004
MOST_TEXT = 4_096  # bytes of a text file; the physical size is not published [M]
MOST_FACE = 30_000  # within what READ BINARY reaches by offsets of 15 bits

UNLOCKED_BY = "お住まいの市区町村の窓口で、暗証番号の初期化（ロック解除）を受けてください。"
# VERIFY after SELECT of the secret's file, the form that public readers use (S-hw).
SELECTED = 0x80
PIN_OF_TEXT = Lock("MY_NUMBER/TEXT/PIN", "[0-9]{4}", SELECTED, UNLOCKED_BY)
CODE_B_OF_TEXT = Lock("MY_NUMBER/TEXT/CODE_B", "[0-9]{14}", SELECTED, UNLOCKED_BY)
CODE_B_OF_FACE = Lock("MY_NUMBER/FACE/CODE_B", "[0-9]{14}", SELECTED, UNLOCKED_BY)
SECRET_FILES = {PIN_OF_TEXT: 0x0011, CODE_B_OF_TEXT: 0x0015, CODE_B_OF_FACE: 0x0012}

EXPIRED = "有効期限が切れています。"
EXPIRY_NOT_READ = "有効期限は読み取っていません。券面で確かめてください。"
NO_PROOF = "カードの複製でないことを確かめられませんでした。券面を確かめてください。"


class Wanted(StrEnum):
    """What may be asked for."""

    TEXT = "TEXT"  # 氏名, 住所, 生年月日, 性別 as text
    FACE = "FACE"  # 顔写真, 有効期限; 氏名 and 住所 as pictures
    SECURITY_CODE = "SECURITY_CODE"  # its picture, which is part of 照合番号B


class Opener(StrEnum):
    """Which secret, and what it opens."""

    PIN = "PIN"
    CODE_B = "CODE_B"
    CODE_B_FOR_FACE = "CODE_B_FOR_FACE"


Secrets = Mapping[Opener, Secret]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one application gave."""

    texts: tuple[TextItem, ...]
    pictures: tuple[Picture, ...]
    authenticity: Authenticity
    is_proved: bool


def is_present(card: Card) -> bool:
    """Whether a My Number card, or a phone that plays one, answers."""
    return card.select_application(TEXT) or card.select_application(JPKI)


def compose_code_b(born_on: date, expires_year: int, security_code: str) -> Secret:
    """照合番号B: 生年月日 (和暦 YYMMDD), 有効期限 (西暦 YYYY), セキュリティコード."""
    born = f"{era_year(born_on):02}{born_on:%m%d}"
    return Secret(f"{born}{expires_year:04}{security_code}")


def read(
    card: Card,
    wanted: Set[Wanted],
    secrets: Secrets,
    *,
    today: date,
    trusted: TrustedKeys | None = None,
    is_last_try_confirmed: bool = False,
) -> Reading:
    """Read what is wanted; nothing is sent while a secret is missing or malformed."""
    locks = _choose_locks(wanted, secrets)
    parts = []
    for aid, (lock, secret) in locks.items():
        _select(card, aid)
        card.select_file(SECRET_FILES[lock], lock.place)
        card.verify(lock, secret, is_last_try_confirmed=is_last_try_confirmed)
        parts.append(
            _read_text(card, trusted or {})
            if aid == TEXT
            else _read_face(card, trusted or {}, wanted, is_text_there=TEXT in locks)
        )
    return _join(parts, today, card.apdus)


def _choose_locks(wanted: Set[Wanted], secrets: Secrets) -> dict[bytes, tuple[Lock, Secret]]:
    locks: dict[bytes, tuple[Lock, Secret]] = {}
    if Wanted.TEXT in wanted:
        opener, lock = (
            (Opener.PIN, PIN_OF_TEXT) if Opener.PIN in secrets else (Opener.CODE_B, CODE_B_OF_TEXT)
        )
        locks[TEXT] = (lock, _get_secret(secrets, opener, lock))
    if wanted - {Wanted.TEXT}:
        own = Opener.CODE_B_FOR_FACE in secrets
        opener = Opener.CODE_B_FOR_FACE if own else Opener.CODE_B
        locks[FACE] = (CODE_B_OF_FACE, _get_secret(secrets, opener, CODE_B_OF_FACE))
    entries = [secret for _, secret in locks.values()]
    if len({id(secret) for secret in entries}) != len(entries):
        raise SecretMissingError(CODE_B_OF_FACE.place)  # one entry does not open two
    if not locks:
        raise SecretMissingError("MY_NUMBER")
    return locks


def _get_secret(secrets: Secrets, opener: Opener, lock: Lock) -> Secret:
    secret = secrets.get(opener)
    if secret is None:
        raise SecretMissingError(lock.place)
    if not secret.matches(lock.pattern):
        raise SecretMalformedError(lock.place)
    return secret


def _select(card: Card, aid: bytes) -> None:
    if card.select_application(aid):
        return
    # A phone has the certificates, but neither text nor face [M].
    if card.select_application(JPKI):
        raise PhoneError("MY_NUMBER")
    raise NotThisCardError("MY_NUMBER")


def _read_text(card: Card, trusted: TrustedKeys) -> _Part:
    place = "MY_NUMBER/TEXT/0002"
    record = read_object(card, 0x0002, 0xFF20, place, most=MOST_TEXT)
    fields = list_fields(record, place)
    check_offsets(record, fields.get(0xDF21), place)
    texts = (
        TextItem("name", _text(fields, 0xDF22, place), place),
        TextItem("address", _text(fields, 0xDF23, place), place),
        _birth_date(fields, 0xDF24, place),
        _sex(fields, 0xDF25, place),
    )
    objects = list_ber(record.value, place)
    hashed = b"".join(one.whole for one in objects if one.tag != 0xDF21)
    certificate = check_text_record(card, 0xDF32, sha256(hashed).digest())
    is_trusted = certificate.is_trusted(trusted, "MY_NUMBER/TEXT/0004")
    is_proved = _is_text_card_proved(card, certificate)
    return _Part(texts, (), _authenticity(is_trusted, is_proved), is_proved)


def check_text_record(card: Card, tag: int, digest: bytes) -> CardCertificate:
    """Check a file's hash in the signed list of the text application; its certificate."""
    place = "MY_NUMBER/TEXT/0003"
    record = read_object(card, 0x0003, 0xFF30, place, most=MOST_TEXT)
    fields = list_fields(record, place)
    if get_field(fields, tag, place).value != digest:
        raise NotAuthenticError(place)
    certificate = read_certificate(card, CERTIFICATE_FILE, "MY_NUMBER/TEXT/0004")
    check_record(record, 0xDF33, certificate, place)
    return certificate


def _is_text_card_proved(card: Card, certificate: CardCertificate) -> bool:
    place = "MY_NUMBER/TEXT/0007"
    try:
        record = read_object(card, 0x0007, 0xFF50, place, most=MOST_TEXT)
    except RefusedByCardError:
        return False
    check_record(record, 0xDF52, certificate, place)
    key = get_field(list_fields(record, place), 0xDF51, place).value
    return prove_presence(card, read_key(key, place), place)


def _read_face(
    card: Card, trusted: TrustedKeys, wanted: Set[Wanted], *, is_text_there: bool
) -> _Part:
    place = "MY_NUMBER/FACE/0002"
    record = read_object(card, 0x0002, 0xFF20, place, most=MOST_FACE)
    fields = list_fields(record, place)
    check_offsets(record, fields.get(0xDF21), place)
    expires_on = read_western(get_field(fields, 0xDF29, place).value, place)
    texts = (
        _birth_date(fields, 0xDF22, place),
        _sex(fields, 0xDF23, place),
        TextItem("expires_on", expires_on.isoformat(), place),
    )
    pictures = [
        _picture("face", fields, 0xDF27, place),
        _picture("name", fields, 0xDF25, place, must_be_keyed=not is_text_there),
        _picture("address", fields, 0xDF26, place, must_be_keyed=not is_text_there),
    ]
    if Wanted.SECURITY_CODE in wanted:
        pictures.append(_picture("security_code", fields, 0xDF2A, place, must_be_keyed=True))
    certificate = read_certificate(card, CERTIFICATE_FILE, "MY_NUMBER/FACE/0004")
    _check_face(fields, certificate, place)
    is_trusted = certificate.is_trusted(trusted, "MY_NUMBER/FACE/0004")
    card_key = read_key(get_field(fields, 0xDF24, place).value, place)
    is_proved = prove_presence(card, card_key, place)
    return _Part(texts, tuple(pictures), _authenticity(is_trusted, is_proved), is_proved)


def _check_face(fields: Mapping[int, Tlv], certificate: CardCertificate, place: str) -> None:
    """The signature is over three hashes; 有効期限 and セキュリティコード are not under it."""
    groups = ((0xDF22, 0xDF23, 0xDF24), (0xDF25, 0xDF26), (0xDF27,))
    signed = b"".join(
        sha256(b"".join(get_field(fields, tag, place).whole for tag in group)).digest()
        for group in groups
    )
    signature = get_field(fields, 0xDF28, place).value
    check_signature(certificate.key, signature, signed, place)


def _join(parts: list[_Part], today: date, apdus: int) -> Reading:
    """Join the applications of one card; raises where they speak of two people."""
    texts: dict[str, TextItem] = {}
    for item in (item for part in parts for item in part.texts):
        if texts.setdefault(item.name, item).text != item.text:
            raise CardGoneError("MY_NUMBER")
    notes = [] if all(part.is_proved for part in parts) else [NO_PROOF]
    expires_on = texts.get("expires_on")
    if expires_on is None:
        notes.insert(0, EXPIRY_NOT_READ)
    elif date.fromisoformat(expires_on.text) < today:
        notes.insert(0, EXPIRED)
    is_verified = all(part.authenticity is Authenticity.VERIFIED for part in parts)
    return Reading(
        KIND,
        tuple(texts.values()),
        tuple(picture for part in parts for picture in part.pictures),
        Authenticity.VERIFIED if is_verified else Authenticity.INTACT,
        tuple(notes),
        apdus,
    )


def _authenticity(is_trusted: bool, is_proved: bool) -> Authenticity:
    return Authenticity.VERIFIED if is_trusted and is_proved else Authenticity.INTACT


def _text(fields: Mapping[int, Tlv], tag: int, place: str) -> str:
    try:
        text = get_field(fields, tag, place).value.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError(place) from None
    if not text or any(one < " " or one == "\x7f" for one in text):
        raise UnreadableError(place)
    return text


def _birth_date(fields: Mapping[int, Tlv], tag: int, place: str) -> TextItem:
    born_on = read_western(get_field(fields, tag, place).value, place)
    return TextItem("birth_date", born_on.isoformat(), place)


def _sex(fields: Mapping[int, Tlv], tag: int, place: str) -> TextItem:
    """The code of JIS X 0303: 1 男, 2 女, 0 not known, 9 not applicable."""
    code = get_field(fields, tag, place).value
    if code not in (b"0", b"1", b"2", b"9"):
        raise UnreadableError(place)
    return TextItem("sex", code.decode("ascii"), place)


def _picture(
    name: str, fields: Mapping[int, Tlv], tag: int, place: str, *, must_be_keyed: bool = False
) -> Picture:
    content = get_field(fields, tag, place).value
    return Picture(name, media_type_of(content, place), content, place, must_be_keyed)
