"""マイナンバーカード: what is read, what opens it, and what happens when it cannot be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from device_bridge.card import Card
from device_bridge.cards import my_number
from device_bridge.cards.my_number import (
    EXPIRED,
    EXPIRY_NOT_READ,
    NO_PROOF,
    Opener,
    Wanted,
    compose_code_b,
)
from device_bridge.errors import (
    CardGoneError,
    LastTryError,
    LockedError,
    NotAuthenticError,
    NotThisCardError,
    PhoneError,
    ReadingError,
    SecretMalformedError,
    SecretMissingError,
    WrongSecretError,
)
from device_bridge.individual_number import (
    IndividualNumber,
    NumberOpener,
    read_individual_number,
)
from device_bridge.reading import Authenticity, Reading
from device_bridge.secret import Secret
from device_bridge.virtual.card import VirtualApplication, VirtualCard
from device_bridge.virtual.content import get_private_key
from device_bridge.virtual.faults import Fault
from device_bridge.virtual.my_number import (
    AUTHORITY,
    AUTHORITY_ID,
    get_code_b,
    list_applications,
    make_my_number_card,
    make_phone,
)
from tests.device_bridge.cards.conversation import (
    card_on,
    is_of_one_person,
    outcome_of,
    person_of,
    require_silence,
    says_what,
    spoilt_readings,
)

TODAY = date(2026, 11, 21)
PERSON = person_of("my_number", "takahashi")
OTHER = person_of("my_number", "yamamoto")
FULL_TRIES = {"PIN": 3, "CODE_A": 10, "CODE_B": 10, "FACE_CODE_B": 10}

Read = Callable[[Card], Reading]


@cache
def applications_of(name: str) -> tuple[VirtualApplication, ...]:
    return list_applications(person_of("my_number", name))


def prepared(name: str) -> VirtualCard:
    return VirtualCard(applications_of(name))


def by_pin(card: Card, pin: str = PERSON["pin"], is_last_try_confirmed: bool = False) -> Reading:
    secrets = {Opener.PIN: Secret(pin)}
    return my_number.read(
        card, {Wanted.TEXT}, secrets, today=TODAY, is_last_try_confirmed=is_last_try_confirmed
    )


def by_pin_and_code(card: Card) -> Reading:
    secrets = {Opener.PIN: Secret(PERSON["pin"]), Opener.CODE_B: Secret(get_code_b(PERSON))}
    return my_number.read(card, {Wanted.TEXT, Wanted.FACE}, secrets, today=TODAY)


def by_code(card: Card, *wanted: Wanted, person: str = "takahashi") -> Reading:
    entered = Secret(get_code_b(person_of("my_number", person)))
    return my_number.read(card, set(wanted), {Opener.CODE_B: entered}, today=TODAY)


def test_the_text_is_read_exactly_by_the_pin() -> None:
    card = make_my_number_card(PERSON)

    reading = by_pin(card_on(card))

    assert reading.by_name == {
        "name": "髙橋\U000e0100　\U00020bb7子",
        "address": "架空県架空市葛\U000e0100城町一丁目２番３－４０５号　﨑山荘",
        "birth_date": "1980-02-17",
        "sex": "2",
    }
    assert {item.source for item in reading.texts} == {"MY_NUMBER/TEXT/0002"}
    assert (reading.authenticity, reading.notes) == (
        Authenticity.INTACT,
        (EXPIRY_NOT_READ,),
    )
    assert (reading.apdus, card.verify_count) == (18, 1)


def test_a_card_that_answers_in_pieces_is_read_as_well() -> None:
    reading = by_pin(card_on(make_my_number_card(PERSON, answers_in_pieces=True)))

    assert says_what(reading) == says_what(by_pin(card_on(make_my_number_card(PERSON))))


def test_code_b_opens_the_text() -> None:
    reading = by_code(card_on(make_my_number_card(PERSON)), Wanted.TEXT)

    assert reading.by_name["name"] == PERSON["name"]


def test_code_b_opens_the_face_whose_pictures_must_be_keyed() -> None:
    reading = by_code(card_on(make_my_number_card(PERSON)), Wanted.FACE)

    assert reading.by_name == {"birth_date": "1980-02-17", "sex": "2", "expires_on": "2035-02-17"}
    assert [(one.name, one.media_type, one.must_be_keyed) for one in reading.pictures] == [
        ("face", "image/jp2", False),
        ("name", "image/png", True),
        ("address", "image/png", True),
    ]


def test_the_security_code_is_given_only_to_who_asks_for_it() -> None:
    reading = by_code(card_on(make_my_number_card(PERSON)), Wanted.FACE, Wanted.SECURITY_CODE)

    assert [one.name for one in reading.pictures] == ["face", "name", "address", "security_code"]


def test_pin_and_code_b_open_text_and_face_in_one_reading() -> None:
    card = make_my_number_card(PERSON)

    reading = by_pin_and_code(card_on(card))

    assert set(reading.by_name) == {"name", "address", "birth_date", "sex", "expires_on"}
    assert reading.notes == ()
    assert [one.must_be_keyed for one in reading.pictures] == [False, False, False]
    assert (card.verify_count, card.tries) == (2, FULL_TRIES)


def test_one_entry_of_code_b_does_not_open_two_applications() -> None:
    card = make_my_number_card(PERSON)

    with pytest.raises(SecretMissingError):
        by_code(card_on(card), Wanted.TEXT, Wanted.FACE)

    assert card.verify_count == 0


def test_code_b_entered_for_each_opens_both() -> None:
    card = make_my_number_card(PERSON)
    code = get_code_b(PERSON)
    secrets = {Opener.CODE_B: Secret(code), Opener.CODE_B_FOR_FACE: Secret(code)}

    reading = my_number.read(card_on(card), {Wanted.TEXT, Wanted.FACE}, secrets, today=TODAY)

    assert reading.by_name["name"] == PERSON["name"]
    assert len(reading.pictures) == 3


def test_an_expired_card_is_read_and_said_to_be_expired() -> None:
    card = make_my_number_card(person_of("my_number", "expired"))

    reading = by_code(card_on(card), Wanted.FACE, person="expired")

    assert reading.notes == (EXPIRED,)


def test_a_card_is_verified_where_its_authority_is_trusted() -> None:
    trusted = {AUTHORITY_ID: get_private_key(AUTHORITY).public_key()}
    secrets = {Opener.PIN: Secret(PERSON["pin"])}

    reading = my_number.read(
        card_on(make_my_number_card(PERSON)),
        {Wanted.TEXT},
        secrets,
        today=TODAY,
        trusted=trusted,
    )

    assert reading.authenticity is Authenticity.VERIFIED


def test_a_certificate_that_only_claims_a_trusted_authority_is_not_authentic() -> None:
    trusted = {AUTHORITY_ID: get_private_key("somebody").public_key()}
    secrets = {Opener.PIN: Secret(PERSON["pin"])}
    card = card_on(make_my_number_card(PERSON))

    with pytest.raises(NotAuthenticError):
        my_number.read(card, {Wanted.TEXT}, secrets, today=TODAY, trusted=trusted)


@pytest.mark.parametrize("read", [by_pin, lambda card: by_code(card, Wanted.FACE)])
@pytest.mark.parametrize("forged", [{"signer": "somebody"}, {"card_key": "copy"}])
def test_a_forgery_and_a_copy_are_not_authentic(read: Read, forged: dict[str, str]) -> None:
    card = make_my_number_card(PERSON, signer=forged.get("signer", "city"))
    if "card_key" in forged:
        card = make_my_number_card(PERSON, card_key=forged["card_key"])

    with pytest.raises(NotAuthenticError):
        read(card_on(card))


def test_a_card_that_cannot_prove_its_presence_is_not_verified() -> None:
    trusted = {AUTHORITY_ID: get_private_key(AUTHORITY).public_key()}
    text, *others = applications_of("takahashi")
    card = VirtualCard((replace(text, sign=None), *others))

    reading = my_number.read(
        card_on(card),
        {Wanted.TEXT},
        {Opener.PIN: Secret(PERSON["pin"])},
        today=TODAY,
        trusted=trusted,
    )

    assert (reading.authenticity, reading.notes) == (
        Authenticity.INTACT,
        (EXPIRY_NOT_READ, NO_PROOF),
    )


def test_text_and_face_of_two_people_are_never_joined() -> None:
    card = VirtualCard((applications_of("takahashi")[0], applications_of("yamamoto")[1]))
    secrets = {Opener.PIN: Secret(PERSON["pin"]), Opener.CODE_B: Secret(get_code_b(OTHER))}

    with pytest.raises(CardGoneError):
        my_number.read(card_on(card), {Wanted.TEXT, Wanted.FACE}, secrets, today=TODAY)


def test_a_wrong_pin_says_how_many_tries_are_left_and_is_sent_once() -> None:
    card = make_my_number_card(PERSON)

    with pytest.raises(WrongSecretError) as caught:
        by_pin(card_on(card), "0000")

    assert (caught.value.tries_left, card.verify_count) == (2, 1)
    assert "あと2回" in caught.value.message


def test_the_last_try_is_used_only_when_the_official_confirmed_it() -> None:
    card = make_my_number_card(PERSON)
    card.tries["PIN"] = 1

    with pytest.raises(LastTryError):
        by_pin(card_on(card))
    assert card.verify_count == 0

    assert by_pin(card_on(card), is_last_try_confirmed=True).by_name["name"] == PERSON["name"]


def test_a_locked_card_is_sent_no_secret_and_says_where_to_unlock() -> None:
    card = make_my_number_card(PERSON)
    card.tries["PIN"] = 0

    with pytest.raises(LockedError) as caught:
        by_pin(card_on(card))

    assert card.verify_count == 0
    assert "市区町村の窓口" in caught.value.message


@pytest.mark.parametrize("malformed", ["", "123", "12345", "12a4", "１２３", "****"])
def test_a_malformed_pin_is_not_sent(malformed: str) -> None:
    card = make_my_number_card(PERSON)

    with pytest.raises(SecretMalformedError):
        by_pin(card_on(card), malformed)

    assert (card.verify_count, card.tries) == (0, FULL_TRIES)


def test_full_width_digits_are_the_pin() -> None:
    assert by_pin(card_on(make_my_number_card(PERSON)), "４６４９").by_name["sex"] == "2"


def test_a_missing_secret_is_told_before_the_card_is_asked() -> None:
    card = card_on(make_my_number_card(PERSON))

    with pytest.raises(SecretMissingError):
        my_number.read(card, {Wanted.TEXT}, {}, today=TODAY)

    assert card.apdus == 0


def test_a_phone_is_told_from_a_card() -> None:
    assert my_number.is_present(card_on(make_phone()))
    with pytest.raises(PhoneError):
        by_pin(card_on(make_phone()))
    with pytest.raises(PhoneError):
        by_code(card_on(make_phone()), Wanted.FACE)


def test_another_card_is_not_this_card() -> None:
    assert not my_number.is_present(card_on(VirtualCard(())))
    with pytest.raises(NotThisCardError):
        by_pin(card_on(VirtualCard(())))


def test_code_b_is_composed_as_the_published_example() -> None:
    composed = compose_code_b(date(1980, 2, 17), 2035, "2285")

    assert composed.reveal() == b"55021720352285"


@pytest.mark.parametrize(
    ("born_on", "begins"),
    [
        (date(1926, 12, 24), b"151224"),
        (date(1926, 12, 25), b"011225"),
        (date(1989, 1, 7), b"640107"),
        (date(1989, 1, 8), b"010108"),
        (date(2019, 4, 30), b"310430"),
        (date(2019, 5, 1), b"010501"),
    ],
)
def test_code_b_counts_the_years_of_the_era(born_on: date, begins: bytes) -> None:
    assert compose_code_b(born_on, 2030, "0000").reveal().startswith(begins)


def test_the_individual_number_is_read_apart_and_shown_by_nothing() -> None:
    card = make_my_number_card(PERSON)

    number = read_individual_number(card_on(card), Secret(PERSON["pin"]))

    assert number.reveal() == PERSON["individual_number"]
    require_silence(number, [PERSON["individual_number"]])
    with pytest.raises(TypeError):
        number.__reduce__()
    number.wipe()
    assert number.reveal() == ""


def test_code_a_opens_the_individual_number() -> None:
    secret = Secret(PERSON["individual_number"])

    number = read_individual_number(
        card_on(make_my_number_card(PERSON)), secret, opener=NumberOpener.CODE_A
    )

    assert isinstance(number, IndividualNumber)


def test_no_reading_has_the_individual_number() -> None:
    reading = by_pin_and_code(card_on(make_my_number_card(PERSON)))

    number = PERSON["individual_number"]
    assert all(number not in item.text for item in reading.texts)
    assert all(number.encode() not in one.content for one in reading.pictures)


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_at_any_command_ends_in_a_typed_failure_or_the_whole(fault: Fault) -> None:
    whole = by_pin_and_code(card_on(prepared("takahashi")))

    for faulty, inside, stranger in spoilt_readings(
        fault,
        range(whole.apdus),
        lambda: prepared("takahashi"),
        lambda: prepared("yamamoto"),
    ):
        outcome = outcome_of(by_pin_and_code, faulty)

        if isinstance(outcome, ReadingError):
            require_silence(outcome, [*PERSON.values(), *OTHER.values()])
        else:
            assert is_of_one_person(outcome, [whole])
            assert len(says_what(outcome)) == len(says_what(whole))
        assert faulty.verify_count <= 2
        assert isinstance(inside, VirtualCard)
        assert inside.tries == FULL_TRIES
        assert isinstance(stranger, VirtualCard)
        assert sum(FULL_TRIES.values()) - sum(stranger.tries.values()) <= 2
