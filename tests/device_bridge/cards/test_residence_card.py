"""在留カード and 特別永住者証明書: what is read, what is refused, what faults end in."""

from collections.abc import Sequence, Set
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

from device_bridge.card import Card
from device_bridge.cards import residence_card
from device_bridge.cards.residence_card import Opener, Wanted
from device_bridge.cards.residence_signature import check
from device_bridge.errors import (
    NotAuthenticError,
    NotThisCardError,
    NotYetReadableError,
    ReadingError,
    SecretMalformedError,
    SecretMissingError,
    UnreadableError,
    WrongSecretError,
)
from device_bridge.reading import Authenticity, CardKind, Reading
from device_bridge.secret import Secret
from device_bridge.virtual.residence_card import ResidenceCardContent, VirtualResidenceCard
from tests.device_bridge.cards.disturbed import (
    CHANGED_BYTES,
    FAULTS,
    Change,
    Line,
    outcome_of,
    require_same,
)

FIXTURES = Path(__file__).parents[3] / "fixtures" / "cards" / "residence_card"
TODAY = date(2026, 11, 21)
EVERYTHING = frozenset(Wanted)
FIRST, SECOND = "thuy_first", "thuy_second"
OTHERS = {FIRST: "silva_first", SECOND: "silva_second"}
NUMBERS = {
    FIRST: "ZZ00000001ZZ",
    "silva_first": "ZZ00000002ZZ",
    "kim_first_under_16": "ZZ00000003ZZ",
    SECOND: "ZZ00000011ZZ",
    "silva_second": "ZZ00000012ZZ",
    "kim_second": "ZZ00000013ZZ",
    "specified": "ZZ00000014ZZ",
}


@cache
def _made(name: str) -> tuple[ResidenceCardContent, VirtualResidenceCard]:
    content = ResidenceCardContent.load(FIXTURES / f"{name}.json")
    return content, VirtualResidenceCard(content)


def _card(name: str) -> VirtualResidenceCard:
    return _made(name)[1].anew()


def _read(
    card: Card,
    number: str,
    *,
    wanted: Set[Wanted] = EVERYTHING,
    issuers: Sequence[Certificate] = (),
) -> Reading:
    secrets = {Opener.CARD_NUMBER: Secret(number)}
    return residence_card.read(card, wanted, secrets, today=TODAY, issuers=issuers)


def _reading(name: str, **options: Set[Wanted] | Sequence[Certificate]) -> Reading:
    line = Line(_card(name))
    secrets = {Opener.CARD_NUMBER: Secret(NUMBERS[name])}
    wanted = options.pop("wanted", EVERYTHING)
    assert isinstance(wanted, Set)
    issuers = options.pop("issuers", ())
    assert isinstance(issuers, Sequence)
    card = Card(line, clock=line.clock)
    return residence_card.read(card, wanted, secrets, today=TODAY, issuers=issuers)


def test_the_first_generation_gives_the_front_as_a_picture_and_the_back_as_text() -> None:
    reading = _reading(FIRST)

    assert reading.kind is CardKind.RESIDENCE_CARD
    assert reading.by_name == {
        "address_notified_on": "2025-04-01",
        "municipality_code": "999991",
        "address": "架空県見本市本町１丁目２番３－４０５号",
        "comprehensive_permission": "許可：原則週２８時間以内・風俗営業等の従事を除く",
        "is_application_pending": "1",
    }
    assert [(one.name, one.media_type, one.must_be_keyed) for one in reading.pictures] == [
        ("front", "image/tiff", True),
        ("face", "image/jp2", False),
    ]
    assert reading.pictures[1].content == (FIXTURES / "thuy_face.jp2").read_bytes()
    assert reading.authenticity is Authenticity.INTACT
    assert reading.notes == (
        residence_card.NOTE_KEY_IN,
        residence_card.NOTE_UNSIGNED,
        residence_card.NOTE_PENDING,
    )
    assert reading.apdus == 15


def test_the_second_generation_gives_texts_and_three_pictures() -> None:
    reading = _reading("silva_second")

    assert reading.by_name == {
        "document_number": "ZZ00000012ZZ",
        "expires_on": "2026-10-01",
        "birth_date": "1988-11-00",
        "sex": "1",
        "nationality": "XXB",
        "status_of_residence": "0000000002",
        "period_of_stay": "0000",
        "permission_kind": "02",
        "permitted_on": "2020-01-15",
        "work_restriction": "1",
        "comprehensive_permission": "0",
        "individual_permission": "0",
        "is_application_pending": "1",
        "has_commissioners_note": "1",
        "remarks": "備考の見本",
    }
    assert [(one.name, one.must_be_keyed) for one in reading.pictures] == [
        ("name", True),
        ("address", True),
        ("face", False),
    ]
    assert reading.authenticity is Authenticity.INTACT
    assert reading.notes == (
        residence_card.NOTE_KEY_IN,
        residence_card.NOTE_UNSIGNED,
        residence_card.NOTE_PENDING,
        residence_card.NOTE_EXPIRED,
    )


def test_a_certificate_of_the_second_generation_has_fewer_texts() -> None:
    reading = _reading("kim_second")

    assert reading.kind is CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
    assert set(reading.by_name) == {
        "document_number",
        "expires_on",
        "birth_date",
        "sex",
        "nationality",
        "status_of_residence",
        "period_of_stay",
        "has_commissioners_note",
    }
    assert reading.authenticity is Authenticity.INTACT


def test_under_16_there_is_no_face_and_nothing_to_check() -> None:
    reading = _reading("kim_first_under_16")

    assert reading.kind is CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
    assert [one.name for one in reading.pictures] == ["front"]
    assert reading.authenticity is Authenticity.UNCHECKED
    assert residence_card.NOTE_UNCHECKED in reading.notes
    assert reading.by_name["address"] == "架空県見本市南町９番地 𠮷田荘髙﨑棟"


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_a_configured_issuer_makes_it_verified_and_another_one_unchecked(name: str) -> None:
    issuer = _made(name)[0].signer.issuer
    stranger = _made(SECOND if name == FIRST else FIRST)[0].signer.issuer

    assert _reading(name, issuers=(stranger, issuer)).authenticity is Authenticity.VERIFIED
    assert _reading(name, issuers=(stranger,)).authenticity is Authenticity.UNCHECKED


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_a_reader_that_answers_in_pieces_gives_the_same(name: str) -> None:
    class InPieces(Line):
        rest = b""

        def transmit(self, command: bytes, seconds: float) -> bytes:
            raw = self.rest if command[1] == 0xC0 else super().transmit(command, seconds)
            if len(raw) <= 258:
                return raw
            self.rest = raw[256:]
            return raw[:256] + bytes((0x61, min(len(self.rest) - 2, 256) % 256))

    line = InPieces(_card(name))

    require_same(_read(Card(line, clock=line.clock), NUMBERS[name]), _reading(name), "pieces")


def test_a_face_that_is_not_wanted_is_not_given() -> None:
    first = _reading(FIRST, wanted=frozenset({Wanted.TEXT}))
    second = _reading(SECOND, wanted=frozenset({Wanted.TEXT}))

    assert [one.name for one in first.pictures] == ["front"]
    assert first.authenticity is Authenticity.UNCHECKED
    assert [one.name for one in second.pictures] == ["name", "address"]
    assert second.authenticity is Authenticity.INTACT


@pytest.mark.parametrize(
    "typed",
    ["zz00000001zz", "ＺＺ００００００００１ＺＺ".replace("００００００００", "０００００００")],
)
def test_small_and_wide_letters_are_taken(typed: str) -> None:
    line = Line(_card(FIRST))

    assert _read(Card(line, clock=line.clock), typed).kind is CardKind.RESIDENCE_CARD


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_a_wrong_number_is_told_without_a_verify_and_without_tries(name: str) -> None:
    line = Line(_card(name))

    with pytest.raises(WrongSecretError) as caught:
        _read(Card(line, clock=line.clock), "ZZ99999999ZZ")

    assert (caught.value.tries_left, line.card.verify_count) == (None, 0)
    assert "ZZ9" not in f"{caught.value} {caught.value.message}"


@pytest.mark.parametrize("typed", ["", "ZZ0000001ZZ", "ZZ00000001Z1", "1234", "ZZ00000001ZZ "])
def test_a_malformed_number_is_not_used(typed: str) -> None:
    line = Line(_card(FIRST))

    with pytest.raises(SecretMalformedError):
        _read(Card(line, clock=line.clock), typed)

    assert [sent[1] for sent in line.sent] == [0xA4, 0xB0]


def test_a_missing_number_is_asked_for() -> None:
    line = Line(_card(FIRST))

    with pytest.raises(SecretMissingError):
        residence_card.read(Card(line, clock=line.clock), EVERYTHING, {}, today=TODAY)


def test_a_specified_residence_card_is_told_and_not_read() -> None:
    line = Line(_card("specified"))
    card = Card(line, clock=line.clock)

    assert residence_card.is_specified(card)
    assert not residence_card.is_present(card)
    with pytest.raises(NotYetReadableError) as caught:
        _read(card, NUMBERS["specified"])
    assert "マイナンバーカード" in caught.value.message
    assert line.card.verify_count == 0


def test_a_specified_residence_card_is_known_by_its_application_as_well() -> None:
    class MyNumberCardWithResidence:
        def transmit(self, command: bytes, seconds: float) -> bytes:
            return b"\x90\x00" if b"\xd3\x92\xf0\x00\x4f\x01" in command else b"\x6a\x82"

    card = Card(MyNumberCardWithResidence())

    assert not residence_card.is_present(card)
    with pytest.raises(NotYetReadableError):
        _read(card, NUMBERS["specified"])


def test_another_card_is_not_this_one() -> None:
    class Silent:
        def transmit(self, command: bytes, seconds: float) -> bytes:
            return b"\x6a\x82"

    assert not residence_card.is_present(Card(Silent()))
    with pytest.raises(NotThisCardError):
        _read(Card(Silent()), NUMBERS[FIRST])


@pytest.mark.parametrize("name", [FIRST, SECOND])
@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_at_each_command_ends_typed(name: str, fault: str) -> None:
    whole = _reading(name)

    for at in range(whole.apdus):
        mine, other = _card(name), _card(OTHERS[name])
        line = Line(mine, fault, at, other)
        outcome = outcome_of(lambda card: _read(card, NUMBERS[name]), line)

        if isinstance(outcome, Reading):
            require_same(outcome, whole, f"{fault} at {at}")
        presented = [sent for sent in line.sent if sent[1] == 0x20]
        assert len(presented) <= 1, f"{fault} at {at}"
        assert all(len(sent) == 24 for sent in presented)
        assert len(line.sent) <= whole.apdus + 70
        assert line.now <= 20.0


@pytest.mark.parametrize("name", [FIRST, SECOND])
@pytest.mark.parametrize("fault", CHANGED_BYTES)
def test_changed_bytes_of_what_is_signed_are_noticed(name: str, fault: str) -> None:
    whole = _reading(name)
    line = Line(_card(name))
    _read(Card(line, clock=line.clock), NUMBERS[name])
    signed = {0xB085, 0xB086} if name == FIRST else {0xB081, 0xB083, 0xB084}
    places = [
        at
        for at, sent in enumerate(line.sent)
        if sent[0] == 0x08 and int.from_bytes(sent[1:3], "big") in signed
    ]

    assert len(places) == len(signed)
    for at in places:
        outcome = outcome_of(lambda card: _read(card, NUMBERS[name]), Line(_card(name), fault, at))
        if isinstance(outcome, Reading):
            require_same(outcome, whole, f"{fault} at {at}")


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_a_signature_that_was_taken_away_is_a_forgery(name: str) -> None:
    tags = b"\xda\x00\xdb\x00" if name == FIRST else b"\xdc\x00\xdd\x00"
    line = Line(_card(name))
    _read(Card(line, clock=line.clock), NUMBERS[name])
    last = len(line.sent) - 1

    class WithoutSignature(Line):
        def transmit(self, command: bytes, seconds: float) -> bytes:
            raw = super().transmit(command, seconds)
            return tags + raw[-2:] if len(self.sent) - 1 == last else raw

    forged = WithoutSignature(_card(name))
    with pytest.raises(NotAuthenticError):
        _read(Card(forged, clock=forged.clock), NUMBERS[name])


@pytest.mark.parametrize(
    ("name", "read", "change", "failure"),
    [
        (SECOND, 0xB081, lambda raw: raw.replace(b"0011", b"0012"), NotAuthenticError),
        (FIRST, 0xB084, lambda raw: raw + raw, UnreadableError),
        (FIRST, 0xB082, lambda raw: raw[:2] + b"\x07\x07\x07" + raw[5:], UnreadableError),
        (FIRST, 0xB081, lambda raw: raw.replace(b"20250401", b"20251301"), UnreadableError),
        (SECOND, 0xB083, lambda raw: raw.replace(b"\xc7\x012", b"\xc7\x017"), UnreadableError),
        (FIRST, 0xB085, lambda raw: raw[:4] + b"BMP" + raw[7:], UnreadableError),
        (FIRST, 0xB085, lambda raw: raw[:4] + bytes(7000), UnreadableError),
        (SECOND, 0xB086, lambda raw: raw[1:], UnreadableError),
    ],
)
def test_content_that_cannot_be_right_is_refused(
    name: str, read: int, change: Change, failure: type[ReadingError]
) -> None:
    line = Line(_card(name))
    _read(Card(line, clock=line.clock), NUMBERS[name])
    reads = [int.from_bytes(sent[1:3], "big") for sent in line.sent]

    changed = Line(_card(name), "", reads.index(read), change=change)
    outcome = outcome_of(lambda card: _read(card, NUMBERS[name]), changed)

    assert type(outcome) is failure


@pytest.mark.filterwarnings("ignore:Parsed a serial number")
@pytest.mark.parametrize(("name", "generation"), [(FIRST, 1), (SECOND, 2)])
@pytest.mark.parametrize("value", [0x00, 0x80, 0xFF])
def test_no_certificate_ends_in_anything_untyped(name: str, generation: int, value: int) -> None:
    raw = _made(name)[0].signer.certificate.public_bytes(Encoding.DER)

    for at in range(0, len(raw), 5):
        changed = raw[:at] + bytes((value,)) + raw[at + 1 :]
        with pytest.raises((UnreadableError, NotAuthenticError)):
            check(generation, b"", bytes(96), changed, ())


def test_nothing_of_a_person_is_shown() -> None:
    reading = _reading("silva_second")
    content = _made("silva_second")[0]

    shown = f"{reading!r} {content!r}"
    if any(text in shown for text in ("ZZ00000012", "1988", "備考")):
        raise AssertionError("something of a person was shown")
