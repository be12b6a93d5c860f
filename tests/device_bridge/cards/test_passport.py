"""旅券: what is read, what is refused, what faults end in."""

from collections.abc import Sequence, Set
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import Certificate

from device_bridge.card import Card
from device_bridge.cards import passport
from device_bridge.cards.passport import Opener, Wanted
from device_bridge.cards.passport_face import read_face
from device_bridge.cards.passport_mrz import birth_date, expiry_date, read_mrz
from device_bridge.cards.passport_signature import check, check_group, read_security_object
from device_bridge.der import children
from device_bridge.errors import (
    NotAuthenticError,
    NotThisCardError,
    ReadingError,
    SecretMalformedError,
    SecretMissingError,
    UnreadableError,
    WrongSecretError,
)
from device_bridge.reading import Authenticity, Reading
from device_bridge.secret import Secret
from device_bridge.tlv import Tlv
from device_bridge.virtual.issuing import ec_signer, rsa_signer
from device_bridge.virtual.passport import PassportContent, VirtualPassport
from device_bridge.virtual.security_object import sign_groups
from tests.device_bridge.cards.disturbed import (
    CHANGED_BYTES,
    FAULTS,
    SECONDS,
    Line,
    outcome_of,
    require_same,
)

FIXTURES = Path(__file__).parents[3] / "fixtures" / "cards" / "passport"
TODAY = date(2026, 11, 21)
EVERYTHING = frozenset(Wanted)
TYPED = {"hanako": ("ZZ0000001", "680217", "340412"), "taro": ("ZZ000002", "150801", "260801")}


@cache
def _made(name: str) -> tuple[PassportContent, VirtualPassport]:
    content = PassportContent.load(FIXTURES / f"{name}.json")
    return content, VirtualPassport(content)


def _card(name: str) -> VirtualPassport:
    return _made(name)[1].anew()


def _secrets(*typed: str) -> dict[Opener, Secret]:
    return {opener: Secret(text) for opener, text in zip(Opener, typed, strict=True)}


def _read(
    line: Line,
    *typed: str,
    wanted: Set[Wanted] = EVERYTHING,
    issuers: Sequence[Certificate] = (),
) -> Reading:
    card = Card(line, seconds=SECONDS, clock=line.clock)
    return passport.read(card, wanted, _secrets(*typed), today=TODAY, issuers=issuers)


def _reading(
    name: str,
    *,
    wanted: Set[Wanted] = EVERYTHING,
    issuers: Sequence[Certificate] = (),
) -> Reading:
    return _read(Line(_card(name)), *TYPED[name], wanted=wanted, issuers=issuers)


def test_the_lines_and_the_face_are_read() -> None:
    reading = _reading("hanako")

    assert reading.by_name == {
        "document_number": "ZZ0000001",
        "issuing_state": "JPN",
        "surname": "MIHON",
        "given_names": "HANAKO",
        "nationality": "JPN",
        "birth_date": "1968-02-17",
        "sex": "2",
        "expires_on": "2034-04-12",
    }
    assert [(one.name, one.media_type) for one in reading.pictures] == [("face", "image/jp2")]
    assert reading.pictures[0].content == (FIXTURES / "hanako_face.jp2").read_bytes()
    assert reading.authenticity is Authenticity.INTACT
    assert reading.notes == (passport.NOTE_LATIN,)


def test_a_short_number_several_names_and_an_expired_passport() -> None:
    reading = _reading("taro")

    assert reading.by_name["document_number"] == "ZZ000002"
    assert reading.by_name["given_names"] == "TARO ALBERTO"
    assert reading.by_name["birth_date"] == "2015-08-01"
    assert reading.pictures[0].media_type == "image/jpeg"
    assert reading.notes == (passport.NOTE_LATIN, passport.NOTE_EXPIRED)


def test_a_face_that_is_not_wanted_is_not_read() -> None:
    reading = _reading("hanako", wanted=frozenset({Wanted.TEXT}))

    assert (reading.pictures, reading.authenticity) == ((), Authenticity.INTACT)
    assert reading.apdus == 17


def test_a_passport_that_offers_pace_is_opened_by_it() -> None:
    line = Line(VirtualPassport(_made("hanako")[0], has_pace=True))

    reading = _read(line, *TYPED["hanako"])

    require_same(reading, _reading("hanako"), "PACE")
    assert [sent[1] for sent in line.sent[:10]] == [
        *(0xA4, 0xA4, 0xB0, 0xB0, 0x22),
        *(0x86, 0x86, 0x86, 0x86, 0xA4),
    ]
    assert {sent[0] for sent in line.sent[9:]} == {0x0C}


@pytest.mark.parametrize("has_pace", [False, True])
def test_it_is_read_after_it_was_asked_for_its_kind(has_pace: bool) -> None:
    line = Line(VirtualPassport(_made("hanako")[0], has_pace=has_pace))
    card = Card(line, clock=line.clock)

    assert passport.is_present(card)
    reading = passport.read(card, EVERYTHING, _secrets(*TYPED["hanako"]), today=TODAY)

    require_same(reading, _reading("hanako"), "after is_present")


def test_a_wrong_field_is_told_by_pace_as_well() -> None:
    line = Line(VirtualPassport(_made("hanako")[0], has_pace=True))

    with pytest.raises(WrongSecretError):
        _read(line, "ZZ9999999", "680217", "340412")


@pytest.mark.parametrize(
    "fault",
    ["gone", "reset", "swapped", "no_data", "last_byte", "middle_byte", "replayed"],
)
def test_each_fault_of_pace_ends_typed(fault: str) -> None:
    whole = _reading("hanako", wanted=frozenset({Wanted.TEXT}))

    for at in (5, 6, 8, 9):
        line = Line(
            VirtualPassport(_made("hanako")[0], has_pace=True),
            fault,
            at,
            VirtualPassport(_made("taro")[0], has_pace=True),
        )
        outcome = outcome_of(
            lambda card: passport.read(
                card, frozenset({Wanted.TEXT}), _secrets(*TYPED["hanako"]), today=TODAY
            ),
            line,
        )

        if isinstance(outcome, Reading):
            require_same(outcome, whole, f"{fault} at {at}")


@pytest.mark.parametrize("fault", ["file_empty", "file_filler", "file_length_huge"])
def test_where_the_offer_is_not_readable_basic_access_control_is_used(fault: str) -> None:
    line = Line(VirtualPassport(_made("hanako")[0], has_pace=True), fault, 2)

    reading = _read(line, *TYPED["hanako"])

    require_same(reading, _reading("hanako"), fault)
    assert 0x86 not in {sent[1] for sent in line.sent}


def test_a_state_s_certificate_makes_it_verified_and_another_one_unchecked() -> None:
    issuer = _made("hanako")[0].signer.issuer
    stranger = ec_signer("other state", ec.SECP256R1).issuer

    assert _reading("hanako", issuers=(stranger, issuer)).authenticity is Authenticity.VERIFIED
    unknown = _reading("hanako", issuers=(stranger,))
    assert unknown.authenticity is Authenticity.UNCHECKED
    assert passport.NOTE_UNCHECKED in unknown.notes


def test_small_letters_and_filler_of_the_number_are_taken() -> None:
    reading = _read(Line(_card("taro")), "zz000002<", "150801", "260801")

    assert reading.by_name["document_number"] == "ZZ000002"


@pytest.mark.parametrize("at", range(3))
def test_a_wrong_field_is_told_by_the_card(at: int) -> None:
    typed = list(TYPED["hanako"])
    typed[at] = {0: "ZZ9999999", 1: "680218", 2: "340413"}[at]

    with pytest.raises(WrongSecretError) as caught:
        _read(Line(_card("hanako")), *typed)

    assert caught.value.tries_left is None


@pytest.mark.parametrize(
    "typed",
    [
        ("", "680217", "340412"),
        ("ZZ00000012", "680217", "340412"),
        ("ZZ0000001", "19680217", "340412"),
        ("ZZ0000001", "680217", "3404"),
        ("ZZ 000001", "680217", "340412"),
    ],
)
def test_a_malformed_field_is_not_used(typed: tuple[str, str, str]) -> None:
    line = Line(_card("hanako"))

    with pytest.raises(SecretMalformedError):
        _read(line, *typed)

    assert line.sent == []


def test_a_missing_field_is_asked_for() -> None:
    line = Line(_card("hanako"))
    secrets = {Opener.DOCUMENT_NUMBER: Secret("ZZ0000001")}

    with pytest.raises(SecretMissingError):
        passport.read(Card(line, clock=line.clock), EVERYTHING, secrets, today=TODAY)

    assert line.sent == []


def test_another_card_is_not_a_passport() -> None:
    class Silent:
        def transmit(self, command: bytes, seconds: float) -> bytes:
            return b"\x6a\x82"

    assert not passport.is_present(Card(Silent()))
    assert passport.is_present(Card(Line(_card("hanako"))))
    with pytest.raises(NotThisCardError):
        passport.read(Card(Silent()), EVERYTHING, _secrets(*TYPED["hanako"]), today=TODAY)


@pytest.mark.parametrize("fault", [*FAULTS, *CHANGED_BYTES])
def test_each_fault_at_each_command_ends_typed(fault: str) -> None:
    whole = _reading("hanako")

    # The key agreement, a SELECT and both kinds of READ of each file, and the face's last piece.
    for at in (0, 1, 2, 4, 5, 6, 9, 11, 18, whole.apdus - 1):
        line = Line(_card("hanako"), fault, at, _card("taro"))
        outcome = outcome_of(
            lambda card: passport.read(card, EVERYTHING, _secrets(*TYPED["hanako"]), today=TODAY),
            line,
        )

        if isinstance(outcome, Reading):
            require_same(outcome, whole, f"{fault} at {at}")
        assert not any(sent[1] == 0x20 for sent in line.sent)
        assert len(line.sent) <= whole.apdus + 70
        assert line.now <= SECONDS


@pytest.mark.parametrize("fault", ["replayed", *CHANGED_BYTES])
def test_a_changed_answer_ends_the_session(fault: str) -> None:
    for at in range(5, 17):
        line = Line(_card("hanako"), fault, at)

        with pytest.raises(ReadingError):
            _read(line, *TYPED["hanako"])

        assert len(line.sent) == at + 1


@pytest.mark.parametrize("file_id", [passport.DG1, passport.DG2])
def test_a_group_that_is_not_the_signed_one_is_a_forgery(file_id: int) -> None:
    content, other = _made("hanako")[0], _made("taro")[1]
    forged = VirtualPassport(content, {file_id: other.files[file_id]})

    with pytest.raises(NotAuthenticError):
        _read(Line(forged), *TYPED["hanako"])


def test_a_name_that_was_changed_is_a_forgery() -> None:
    content, genuine = _made("hanako")
    changed = genuine.files[passport.DG1].replace(b"HANAKO", b"HANAXX")

    with pytest.raises(NotAuthenticError):
        _read(Line(VirtualPassport(content, {passport.DG1: changed})), *TYPED["hanako"])


def test_another_person_s_signed_content_is_a_forgery() -> None:
    swapped = VirtualPassport(_made("hanako")[0], _made("taro")[1].files)

    with pytest.raises(NotAuthenticError):
        _read(Line(swapped), *TYPED["hanako"])


def test_a_file_that_is_longer_than_such_a_file_may_be_is_not_read() -> None:
    long = b"\x60\x82\x20\x00" + b"\x5c\x02\x61\x75" + bytes(8188)
    line = Line(VirtualPassport(_made("hanako")[0], {passport.COM: long}))

    with pytest.raises(UnreadableError):
        _read(line, *TYPED["hanako"])

    assert len(line.sent) == 7


def test_more_bytes_than_were_asked_for_are_refused() -> None:
    class Generous(VirtualPassport):
        def _piece(self, content: bytes, offset: int, expected: int) -> bytes:
            return super()._piece(content, offset, expected + (expected > 4))

    with pytest.raises(UnreadableError):
        _read(Line(Generous(_made("hanako")[0])), *TYPED["hanako"])


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        (b"FAC\x00010\x00", b"FAC\x00020\x00"),
        (b"\x00\x00\x0cjP", b"\x00\x00\x0cXX"),
    ],
)
def test_a_face_in_another_format_is_refused(found: bytes, instead: bytes) -> None:
    raw = _made("hanako")[1].files[passport.DG2]

    assert found in raw
    with pytest.raises(UnreadableError):
        read_face(raw.replace(found, instead))


@pytest.mark.parametrize("length", [0, 20, 32, 1_000_000, 0xFFFFFFFF])
@pytest.mark.parametrize("points", [0, 0xFFFF])
def test_lying_lengths_of_a_face_are_refused(length: int, points: int) -> None:
    raw = _made("hanako")[1].files[passport.DG2]
    at = raw.index(b"FAC") + 14

    with pytest.raises(UnreadableError):
        read_face(raw[:at] + length.to_bytes(4, "big") + points.to_bytes(2, "big") + raw[at + 6 :])


def test_der_with_filler_inside_is_refused() -> None:
    with pytest.raises(UnreadableError):
        children(Tlv(0x30, b"\x02\x01\x01\x00\x00", b""), "DER")


@pytest.mark.parametrize("kind", ["rsa", "p384"])
def test_rsa_and_other_curves_sign_as_well(kind: str) -> None:
    # The name is that of the virtual 在留カード: its key is made once in a program.
    name = "在留カード (invented)"
    signer = rsa_signer(name) if kind == "rsa" else ec_signer(name, ec.SECP384R1)

    security = read_security_object(sign_groups(signer, {1: b"one"}))

    check_group(security, 1, b"one")
    assert security.digest is hashes.SHA256
    assert check(security, ()) is Authenticity.INTACT
    assert check(security, (signer.issuer,)) is Authenticity.VERIFIED


def test_a_list_that_was_changed_after_signing_is_a_forgery() -> None:
    signer = ec_signer("state", ec.SECP256R1)
    raw = sign_groups(signer, {1: b"one"})
    other = sign_groups(signer, {1: b"two"})
    mine, others = read_security_object(raw), read_security_object(other)
    forged = raw.replace(mine.hashes[1], others.hashes[1])

    with pytest.raises(NotAuthenticError):
        check(read_security_object(forged), ())


def test_each_truncation_of_the_signed_object_is_unreadable() -> None:
    raw = sign_groups(ec_signer("state", ec.SECP256R1), {1: b"one"})

    for length in range(0, len(raw), 7):
        with pytest.raises(UnreadableError):
            read_security_object(raw[:length])


def test_the_specimen_of_9303_is_read() -> None:
    lines = (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )

    mrz = read_mrz(lines.encode("ascii"))

    assert (mrz.surname, mrz.given_names, mrz.number) == ("ERIKSSON", "ANNA MARIA", "L898902C3")
    assert (mrz.issuing_state, mrz.nationality, mrz.sex) == ("UTO", "UTO", "2")
    for at in (53, 63, 71, 86, 87):
        wrong = lines[:at] + str((int(lines[at]) + 1) % 10) + lines[at + 1 :]
        with pytest.raises(UnreadableError):
            read_mrz(wrong.encode("ascii"))


@pytest.mark.parametrize(
    ("born", "day"),
    [
        ("261121", "2026-11-21"),
        ("261122", "1926-11-22"),
        ("000000", "2000-00-00"),
        ("80<<<<", "1980-00-00"),
        ("991231", "1999-12-31"),
    ],
)
def test_a_birth_date_is_in_the_last_hundred_years(born: str, day: str) -> None:
    assert birth_date(born, TODAY) == day


@pytest.mark.parametrize(
    ("expires", "day"),
    [("340412", "2034-04-12"), ("990101", "1999-01-01"), ("760101", "2076-01-01")],
)
def test_an_expiry_date_is_near(expires: str, day: str) -> None:
    assert expiry_date(expires, TODAY) == day
