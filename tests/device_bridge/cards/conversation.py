"""A reading of a virtual card, as the tests of all kinds hold it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from device_bridge.card import Card
from device_bridge.errors import ReadingError
from device_bridge.reading import Reading
from device_bridge.virtual.channel import DirectChannel, MovedClock
from device_bridge.virtual.content import Person, load_person
from device_bridge.virtual.faults import Fault, FaultyCard, PlayedCard

FIXTURES = Path(__file__).parents[3] / "fixtures" / "cards"
SECONDS = 20.0

Read = Callable[[Card], Reading]


def person_of(kind: str, name: str) -> Person:
    return load_person(FIXTURES / kind / f"{name}.json")


def card_on(played: PlayedCard) -> Card:
    clock = MovedClock()
    played.power_on()
    return Card(DirectChannel(played, clock), seconds=SECONDS, clock=clock)


def outcome_of(read: Read, played: PlayedCard) -> Reading | ReadingError:
    """What a reading gives, or the typed failure; anything else is a defect and goes through."""
    try:
        return read(card_on(played))
    except ReadingError as error:
        return error


def says_what(reading: Reading) -> frozenset[object]:
    """All that a reading says of a person."""
    texts = {(item.name, item.text, item.has_missing_characters) for item in reading.texts}
    pictures = {(one.name, one.media_type, one.content) for one in reading.pictures}
    return frozenset(texts | pictures)


def spoilt_readings(
    fault: Fault,
    commands: Iterable[int],
    make: Callable[[], PlayedCard],
    other: Callable[[], PlayedCard],
) -> Iterator[tuple[FaultyCard, PlayedCard, PlayedCard]]:
    """The fault at each of the commands: faulty card, the card inside, the other's."""
    for at in commands:
        inside, stranger = make(), other()
        yield FaultyCard(inside, fault, at, other=stranger), inside, stranger


def require_silence(told: object, person: Iterable[str]) -> None:
    """Fail where something of a person stands in a text; it never prints what it searches."""
    shown = f"{told!r} {told}"
    if any(one in shown for one in person if len(one) > 3):
        raise AssertionError("something of a person was shown")


def is_of_one_person(reading: Reading, whole: Sequence[Reading]) -> bool:
    """Whether all that a reading says is said by the undisturbed reading of one person."""
    return any(says_what(reading) <= says_what(one) for one in whole)
