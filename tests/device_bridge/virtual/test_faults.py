"""Each fault does what it says, at the command it is meant for."""

from datetime import date

import pytest

from device_bridge.card import Card
from device_bridge.cards import my_number
from device_bridge.cards.my_number import Opener, Wanted
from device_bridge.errors import FailureCode, ReadingError
from device_bridge.reading import Reading
from device_bridge.secret import Secret
from device_bridge.virtual.faults import Fault, FaultyCard
from device_bridge.virtual.my_number import make_my_number_card
from tests.device_bridge.cards.conversation import outcome_of, person_of

FIRST_READ = 5  # after SELECT, SELECT of the secret, counter, VERIFY, SELECT of the file
READ_OF_HASHES = 7
PERSON = person_of("my_number", "takahashi")
OTHER = person_of("my_number", "yamamoto")

# What the first READ BINARY of the text ends in; None where the card is read whole.
OUTCOMES = {
    Fault.GONE: FailureCode.CARD_GONE,
    Fault.ZERO_BYTES: FailureCode.CARD_GONE,
    Fault.ONE_BYTE: FailureCode.UNREADABLE,
    Fault.HANG: FailureCode.TIMED_OUT,
    Fault.SLOW: FailureCode.TIMED_OUT,
    Fault.RESET: FailureCode.REFUSED_BY_CARD,
    Fault.SWAPPED: FailureCode.CARD_GONE,
    Fault.SWAPPED_UNNOTICED: FailureCode.REFUSED_BY_CARD,
    Fault.TRUNCATED: None,  # the rest is read after it
    Fault.CUT: FailureCode.UNREADABLE,
    Fault.TOO_LONG: FailureCode.UNREADABLE,
    Fault.MEGABYTES: FailureCode.UNREADABLE,
    Fault.ENDLESS_61: FailureCode.UNREADABLE,
    Fault.ENDLESS_6C: FailureCode.REFUSED_BY_CARD,
    Fault.STATUS_6982: FailureCode.REFUSED_BY_CARD,
    Fault.STATUS_6A82: FailureCode.REFUSED_BY_CARD,
    Fault.STATUS_6B00: FailureCode.REFUSED_BY_CARD,
    Fault.STATUS_6F00: FailureCode.REFUSED_BY_CARD,
    Fault.WRONG_MAC: None,  # it hits the filler; the text has no MAC
    Fault.LENGTH_SHORTER: FailureCode.UNREADABLE,
    Fault.LENGTH_LONGER: None,  # filler is counted as well, and is no object
    Fault.LENGTH_HUGE: FailureCode.UNREADABLE,
    Fault.BAD_UTF8: FailureCode.UNREADABLE,
    Fault.BAD_JIS: FailureCode.UNREADABLE,
    Fault.TAG_MISSING: FailureCode.UNREADABLE,
    Fault.TAGS_REORDERED: FailureCode.UNREADABLE,  # the table of offsets says so
    Fault.EMPTY: FailureCode.REFUSED_BY_CARD,
    Fault.FILLER: FailureCode.UNREADABLE,
    Fault.WRONG_SIGNATURE: FailureCode.NOT_AUTHENTIC,  # it hits the date of birth
}


def by_pin(card: Card) -> Reading:
    secrets = {Opener.PIN: Secret(PERSON["pin"])}
    return my_number.read(card, {Wanted.TEXT}, secrets, today=date(2026, 11, 21))


def code_of(outcome: Reading | ReadingError) -> FailureCode | None:
    return outcome.code if isinstance(outcome, ReadingError) else None


@pytest.mark.parametrize("fault", Fault)
def test_the_first_read_ends_as_its_fault_says(fault: Fault) -> None:
    faulty = FaultyCard(
        make_my_number_card(PERSON), fault, FIRST_READ, other=make_my_number_card(OTHER)
    )

    outcome = outcome_of(by_pin, faulty)

    assert code_of(outcome) is OUTCOMES[fault]
    assert faulty.verify_count == 1


def test_a_wrong_signature_of_the_hashes_is_not_authentic() -> None:
    faulty = FaultyCard(make_my_number_card(PERSON), Fault.WRONG_SIGNATURE, READ_OF_HASHES)

    assert code_of(outcome_of(by_pin, faulty)) is FailureCode.NOT_AUTHENTIC


@pytest.mark.parametrize("fault", [Fault.GONE, Fault.HANG, Fault.ZERO_BYTES, Fault.CUT])
def test_a_secret_is_not_sent_again_when_its_answer_was_lost(fault: Fault) -> None:
    verify = 3
    faulty = FaultyCard(make_my_number_card(PERSON), fault, verify)

    outcome = outcome_of(by_pin, faulty)

    assert isinstance(outcome, ReadingError)
    assert (faulty.verify_count, faulty.seen) == (1, verify + 1)
