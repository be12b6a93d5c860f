"""マイナ免許証: its entries, its PIN, and the photograph that cannot be read yet."""

from datetime import date

import pytest

from device_bridge.card import Card
from device_bridge.cards import my_number, my_number_licence
from device_bridge.cards.my_number import Opener, Wanted
from device_bridge.cards.my_number_licence import FACE_APART
from device_bridge.errors import (
    NotThisCardError,
    ReadingError,
    SecretMalformedError,
    SecretMissingError,
    WrongSecretError,
)
from device_bridge.licence import EXPIRED
from device_bridge.reading import Reading
from device_bridge.secret import Secret
from device_bridge.virtual.card import VirtualCard
from device_bridge.virtual.driving_licence import get_licence_application, make_my_number_licence
from device_bridge.virtual.faults import Fault
from device_bridge.virtual.my_number import list_applications
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
PERSON = person_of("my_number_licence", "takahashi")
WITHOUT_PIN = {name: value for name, value in PERSON.items() if name != "pin_1"}


def read(card: Card, pin: str = PERSON["pin_1"]) -> Reading:
    return my_number_licence.read(card, Secret(pin), today=TODAY)


def test_the_entries_are_read_by_the_pin() -> None:
    card = make_my_number_licence(PERSON)

    reading = read(card_on(card))

    assert reading.by_name == {
        "history_on": "2025-04-10",
        "colour": "優良",
        "expires_on": "2030-03-17",
        "condition_1": "眼鏡等",
        "licence_number": "009901234560",
        "date_e9": "2025-04-10",
        "category_ec": "2025-04-10",
    }
    assert (reading.pictures, reading.notes) == ((), (FACE_APART,))
    assert card.verify_count == 1


def test_it_stands_beside_the_other_applications_of_a_my_number_card() -> None:
    holder = person_of("my_number", "takahashi")
    applications = (*list_applications(holder), get_licence_application(PERSON))
    card = card_on(VirtualCard(applications))
    entered = {Opener.PIN: Secret(holder["pin"])}

    face = my_number.read(card, {Wanted.TEXT}, entered, today=TODAY)

    assert face.by_name["name"] == holder["name"]
    assert read(card).by_name["licence_number"] == "009901234560"


def test_without_a_pin_no_secret_of_a_person_is_needed() -> None:
    card = make_my_number_licence(WITHOUT_PIN)

    reading = my_number_licence.read(card_on(card), None, today=date(2031, 1, 1))

    assert reading.notes == (EXPIRED, FACE_APART)
    assert card.tries == {"LICENCE_PIN": 10}


def test_a_pin_is_missing_malformed_or_wrong() -> None:
    card = make_my_number_licence(PERSON)

    with pytest.raises(SecretMissingError):
        my_number_licence.read(card_on(card), None, today=TODAY)
    with pytest.raises(SecretMalformedError):
        read(card_on(card), "****")
    assert card.verify_count == 0
    with pytest.raises(WrongSecretError) as wrong:
        read(card_on(card), "0000")

    assert (wrong.value.tries_left, card.verify_count) == (9, 1)


def test_another_card_has_no_licence() -> None:
    assert my_number_licence.is_present(card_on(make_my_number_licence(PERSON)))
    assert not my_number_licence.is_present(card_on(VirtualCard(())))
    with pytest.raises(NotThisCardError):
        read(card_on(VirtualCard(())))


# Nothing that is read here is signed with a key that a reader has, and which entries must be there
# is not public.
UNDETECTABLE = {Fault.WRONG_SIGNATURE, Fault.WRONG_MAC, Fault.TAG_MISSING}


@pytest.mark.parametrize("fault", sorted(set(Fault) - UNDETECTABLE))
def test_a_fault_at_any_command_ends_in_a_typed_failure_or_the_whole(fault: Fault) -> None:
    other = {**PERSON, "pin_1": "2718", "licence_number": "009907654320"}
    whole = read(card_on(make_my_number_licence(PERSON)))

    for faulty, inside, _ in spoilt_readings(
        fault,
        [*range(10), whole.apdus - 1],  # between them the same file is read on and on
        lambda: make_my_number_licence(PERSON),
        lambda: make_my_number_licence(other),
    ):
        outcome = outcome_of(read, faulty)

        if isinstance(outcome, ReadingError):
            require_silence(outcome, PERSON.values())
        else:
            assert is_of_one_person(outcome, [whole])
            assert len(says_what(outcome)) == len(says_what(whole))
        assert faulty.verify_count <= 1
        assert isinstance(inside, VirtualCard)
        assert inside.tries == {"LICENCE_PIN": 10}
