"""IC運転免許証: secrets by its rules, characters without a code, and what is on the back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from device_bridge.card import Card
from device_bridge.cards import driving_licence
from device_bridge.cards.driving_licence import (
    ADDED,
    ADDED_UNREADABLE,
    CHARACTERS_UNREADABLE,
    MISSING_CHARACTERS,
    Opener,
    Wanted,
)
from device_bridge.errors import (
    LastTryError,
    LockedError,
    NotThisCardError,
    ReadingError,
    SecretMalformedError,
    SecretMissingError,
    UnreadableError,
    WrongSecretError,
)
from device_bridge.licence import EXPIRED
from device_bridge.reading import Authenticity, Reading
from device_bridge.secret import Secret
from device_bridge.virtual.card import VirtualApplication, VirtualCard
from device_bridge.virtual.driving_licence import list_licence_applications, make_driving_licence
from device_bridge.virtual.faults import OF_FILES, Fault
from tests.device_bridge.cards.conversation import (
    card_on,
    is_of_one_person,
    outcome_of,
    person_of,
    require_silence,
    spoilt_readings,
)

TODAY = date(2026, 11, 21)
PERSON = person_of("driving_licence", "takahashi")
WITHOUT_PINS = person_of("driving_licence", "yamamoto")
EVERYTHING = {Wanted.ENTRIES, Wanted.DOMICILE, Wanted.PHOTOGRAPH}
FULL_TRIES = {"PIN_1": 3, "PIN_2": 3}

Read = Callable[[Card], Reading]


def read_all(card: Card) -> Reading:
    secrets = {Opener.PIN_1: Secret(PERSON["pin_1"]), Opener.PIN_2: Secret(PERSON["pin_2"])}
    return driving_licence.read(card, EVERYTHING, secrets, today=TODAY)


def read_entries(
    card: Card, pin: str = PERSON["pin_1"], *, is_last_try_confirmed: bool = False
) -> Reading:
    return driving_licence.read(
        card,
        {Wanted.ENTRIES},
        {Opener.PIN_1: Secret(pin)},
        today=TODAY,
        is_last_try_confirmed=is_last_try_confirmed,
    )


def read_without_pins(card: Card) -> Reading:
    return driving_licence.read(card, EVERYTHING, {}, today=TODAY)


def test_entries_are_read_by_the_first_pin_and_characters_without_a_code_are_pictures() -> None:
    card = make_driving_licence(PERSON)

    reading = read_entries(card_on(card))

    assert reading.by_name == {
        "name": "〓〓　〓子",
        "called_name_kana": "タカサキ　ヨシコ",
        "unified_name_kana": "タカサキ",
        "birth_date": "1980-02-17",
        "address": "架空県架空市葛城町一丁目２番３−４号",
        "issued_on": "2023-02-20",
        "reference_number": "12345",
        "colour": "優良",
        "expires_on": "2028-03-17",
        "condition_1": "眼鏡等",
        "issued_by": "架空県公安委員会",
        "licence_number": "009901234560",
        "category_other": "1999-06-01",
        "category_ordinary": "1999-06-01",
        "category_ordinary_motorcycle": "2001-08-09",
        "addition_1_date": "2025-04-01",
        "addition_1": "架空県見本市〓〓山四丁目５番６号",
        "addition_1_by": "架空県公安委員会",
    }
    assert [item.name for item in reading.texts if item.has_missing_characters] == [
        "name",
        "addition_1",
    ]
    assert [(one.name, one.media_type, one.must_be_keyed) for one in reading.pictures] == [
        ("missing_character_1", "image/png", True),
        ("missing_character_2", "image/png", True),
        ("missing_character_3", "image/png", True),
    ]
    assert reading.notes == (ADDED, MISSING_CHARACTERS)
    assert reading.authenticity is Authenticity.UNCHECKED
    assert (card.verify_count, card.tries) == (1, FULL_TRIES)


def test_a_licence_that_answers_in_pieces_is_read_as_well() -> None:
    reading = read_all(card_on(make_driving_licence(PERSON, answers_in_pieces=True)))

    assert reading.by_name == list_wholes()[0].by_name


def test_both_pins_open_domicile_and_photograph() -> None:
    card = make_driving_licence(PERSON)

    reading = read_all(card_on(card))

    assert reading.by_name["registered_domicile"] == "架空県架空市本町一丁目１番"
    assert [one.media_type for one in reading.pictures if one.name == "face"] == ["image/jp2"]
    assert card.verify_count == 2


def test_a_licence_without_pins_is_read_without_a_secret_of_a_person() -> None:
    card = make_driving_licence(WITHOUT_PINS)

    reading = read_without_pins(card_on(card))

    assert reading.by_name["name"] == "山本　一郎"
    assert reading.notes == (EXPIRED,)
    assert card.tries == FULL_TRIES


def test_asterisks_are_never_sent_to_a_licence_with_pins() -> None:
    card = make_driving_licence(PERSON)

    with pytest.raises(SecretMissingError):
        read_without_pins(card_on(card))
    with pytest.raises(SecretMalformedError):
        read_entries(card_on(card), "****")

    assert (card.verify_count, card.tries) == (0, FULL_TRIES)


@pytest.mark.parametrize("flag", ["050102", "050100ff", "0501", "410100", "ffffff"])
def test_nothing_is_sent_where_it_is_unclear_whether_pins_are_set(flag: str) -> None:
    card = make_driving_licence(WITHOUT_PINS)
    card.answer(bytes.fromhex("00A4020C02000A"))
    card.replace_selected(lambda content: bytes.fromhex(flag))

    outcome = outcome_of(read_without_pins, card)

    # A file that is longer than it should be says what it says in its first three bytes.
    assert isinstance(outcome, Reading) == (flag == "050100ff")
    assert card.verify_count == (2 if flag == "050100ff" else 0)
    assert card.tries == FULL_TRIES


def test_the_second_pin_is_asked_for_before_the_first_is_sent() -> None:
    card = make_driving_licence(PERSON)
    secrets = {Opener.PIN_1: Secret(PERSON["pin_1"])}

    with pytest.raises(SecretMissingError):
        driving_licence.read(card_on(card), EVERYTHING, secrets, today=TODAY)

    assert card.verify_count == 0


def test_a_malformed_second_pin_is_told_before_the_first_is_sent() -> None:
    card = make_driving_licence(PERSON)
    secrets = {Opener.PIN_1: Secret(PERSON["pin_1"]), Opener.PIN_2: Secret("592")}

    with pytest.raises(SecretMalformedError):
        driving_licence.read(card_on(card), EVERYTHING, secrets, today=TODAY)

    assert card.verify_count == 0


@pytest.mark.parametrize("file_id", ["0001", "0004"])
def test_a_file_that_ends_too_early_is_not_taken_for_the_whole(file_id: str) -> None:
    card = make_driving_licence(PERSON)
    card.answer(bytes.fromhex("00A4040C10A0000002310100000000000000000000"))
    card.answer(bytes.fromhex(f"00A4020C02{file_id}"))
    card.replace_selected(lambda content: content.rstrip(b"\xff"))

    with pytest.raises(UnreadableError):
        read_entries(card_on(card))


def test_a_wrong_pin_a_last_try_and_a_locked_one() -> None:
    card = make_driving_licence(PERSON)

    with pytest.raises(WrongSecretError) as wrong:
        read_entries(card_on(card), "0000")
    with pytest.raises(WrongSecretError):
        read_entries(card_on(card), "0000")
    with pytest.raises(LastTryError):
        read_entries(card_on(card), "0000")
    with pytest.raises(LockedError) as locked:
        read_entries(card_on(card), "0000", is_last_try_confirmed=True)
    with pytest.raises(LockedError):
        read_entries(card_on(card))

    assert wrong.value.tries_left == 2
    assert "警察署" in locked.value.message
    assert card.verify_count == 3


def test_an_addition_that_cannot_be_read_is_said_to_exist() -> None:
    card = make_driving_licence(PERSON)
    card.answer(bytes.fromhex("00A4040C10A0000002310100000000000000000000"))
    card.answer(bytes.fromhex("00A4020C020004"))
    card.replace_selected(lambda content: bytes.fromhex("5001015304") + b"\x80" * 635)

    reading = read_entries(card_on(card))

    assert reading.notes == (ADDED, ADDED_UNREADABLE, MISSING_CHARACTERS)


def test_a_picture_of_a_character_in_another_layout_costs_the_picture_alone() -> None:
    card = make_driving_licence(PERSON)
    card.answer(bytes.fromhex("00A4040C10A0000002310100000000000000000000"))
    card.answer(bytes.fromhex("00A4020C020003"))
    card.replace_selected(lambda content: bytes.fromhex("480401020304FF"))

    reading = read_entries(card_on(card))

    assert reading.by_name["name"] == "〓〓　〓子"
    assert [one.name for one in reading.pictures] == ["missing_character_3"]
    assert reading.notes == (ADDED, MISSING_CHARACTERS, CHARACTERS_UNREADABLE)


def test_another_card_is_not_a_licence() -> None:
    assert driving_licence.is_present(card_on(make_driving_licence(PERSON)))
    assert not driving_licence.is_present(card_on(VirtualCard(())))
    with pytest.raises(NotThisCardError):
        read_entries(card_on(VirtualCard(())))


READINGS: dict[str, tuple[Read, str, int]] = {
    "all": (read_all, "takahashi", 2),
    "without pins": (read_without_pins, "yamamoto", 2),
}
# Nothing on the card shows that its content was changed: its signature's key is with the police.
UNDETECTABLE = {Fault.WRONG_SIGNATURE, Fault.WRONG_MAC}
PARTLY_TOLD = {ADDED_UNREADABLE, CHARACTERS_UNREADABLE}


@cache
def applications_of(name: str) -> tuple[VirtualApplication, ...]:
    return list_licence_applications(person_of("driving_licence", name))


def prepared(name: str) -> VirtualCard:
    return VirtualCard(applications_of(name), keeps_access=True)


@cache
def list_wholes() -> tuple[Reading, Reading]:
    return (
        read_all(card_on(make_driving_licence(PERSON))),
        read_without_pins(card_on(make_driving_licence(WITHOUT_PINS))),
    )


@pytest.mark.parametrize("reads", READINGS)
@pytest.mark.parametrize("fault", sorted(set(Fault) - UNDETECTABLE))
def test_a_fault_at_any_command_ends_in_a_typed_failure_or_the_whole(
    fault: Fault, reads: str
) -> None:
    read, name, entries = READINGS[reads]
    other = "yamamoto" if name == "takahashi" else "takahashi"
    apdus = read(card_on(prepared(name))).apdus

    for faulty, inside, _ in spoilt_readings(
        fault,
        range(apdus),
        lambda: prepared(name),
        lambda: prepared(other),
    ):
        outcome = outcome_of(read, faulty)

        if isinstance(outcome, ReadingError):
            require_silence(outcome, [*PERSON.values(), *WITHOUT_PINS.values()])
        else:
            # Nothing shows whether a picture was changed on the card.
            told = replace(outcome, pictures=()) if fault in OF_FILES else outcome
            people = [one for one in list_wholes() if is_of_one_person(told, [one])]
            assert len(people) == 1
            assert PARTLY_TOLD & set(told.notes) or told.by_name == people[0].by_name
        assert faulty.verify_count <= entries
        assert isinstance(inside, VirtualCard)
        assert inside.tries == FULL_TRIES
