"""Cards that lie in every way a generator of random numbers thinks of."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from random import Random

import pytest

from device_bridge.card import Card
from device_bridge.cards import driving_licence, my_number, my_number_licence
from device_bridge.errors import ReadingError
from device_bridge.individual_number import IndividualNumber, read_individual_number
from device_bridge.reading import Reading
from device_bridge.secret import Secret
from device_bridge.virtual.card import VirtualApplication, VirtualCard
from device_bridge.virtual.driving_licence import (
    list_licence_applications,
    make_my_number_licence,
)
from device_bridge.virtual.my_number import get_code_b, list_applications
from tests.device_bridge.cards.conversation import card_on, person_of

TODAY = date(2026, 11, 21)
HOLDER = person_of("my_number", "takahashi")
DRIVER = person_of("driving_licence", "takahashi")
CARDS = 60


def read_my_number(card: Card) -> Reading:
    openers = my_number.Opener
    secrets = {openers.PIN: Secret(HOLDER["pin"]), openers.CODE_B: Secret(get_code_b(HOLDER))}
    return my_number.read(card, set(my_number.Wanted), secrets, today=TODAY)


def read_number(card: Card) -> IndividualNumber:
    return read_individual_number(card, Secret(HOLDER["pin"]))


def read_licence(card: Card) -> Reading:
    openers = driving_licence.Opener
    secrets = {opener: Secret(DRIVER[opener.value.lower()]) for opener in openers}
    return driving_licence.read(card, set(driving_licence.Wanted), secrets, today=TODAY)


def read_my_number_licence(card: Card) -> Reading:
    return my_number_licence.read(card, Secret("3141"), today=TODAY)


@cache
def holder() -> tuple[VirtualApplication, ...]:
    return list_applications(HOLDER)


KINDS: dict[str, tuple[Callable[[Card], object], Callable[[], VirtualCard], int]] = {
    "my number": (read_my_number, lambda: VirtualCard(holder()), 2),
    "individual number": (read_number, lambda: VirtualCard(holder()), 1),
    "licence": (
        read_licence,
        lambda: VirtualCard(list_licence_applications(DRIVER), keeps_access=True),
        2,
    ),
    "my number licence": (
        read_my_number_licence,
        lambda: make_my_number_licence(person_of("my_number_licence", "takahashi")),
        1,
    ),
}


class LyingCard:
    """Changes some of what a card answers; the seed says which and how."""

    def __init__(self, card: VirtualCard, seed: int, rate: float) -> None:
        self._card = card
        self._random = Random(seed)
        self._rate = rate
        self.verify_count = 0

    def power_on(self) -> bytes:
        return self._card.power_on()

    def reset(self) -> bytes:
        return self._card.reset()

    def replace_selected(self, change: Callable[[bytes], bytes]) -> bool:
        return self._card.replace_selected(change)

    def answer(self, apdu: bytes) -> bytes:
        self.verify_count += apdu[1] == 0x20 and len(apdu) > 5
        raw = self._card.answer(apdu)
        return self._lie(raw) if self._random.random() < self._rate else raw

    def _lie(self, raw: bytes) -> bytes:
        at = self._random.randrange(len(raw))
        some = self._random.randbytes(self._random.randrange(1, 6))
        return self._random.choice(
            (
                raw[:at] + some + raw[at + len(some) :],
                raw[:at] + some + raw[at:],
                raw[:at] + raw[at + 1 :],
                some + b"\x90\x00",
                self._random.randbytes(258),
                self._random.randbytes(256) + b"\x90\x00",
                b"\xff" * 20 + b"\x90\x00",
            )
        )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rate", [0.05, 0.3, 1.0])
def test_no_lie_gives_more_than_a_typed_failure_and_a_verify_for_each_entry(
    kind: str, rate: float
) -> None:
    read, make, entries = KINDS[kind]
    card = make()

    for seed in range(CARDS):
        lying = LyingCard(card, seed, rate)
        with suppress(ReadingError):
            read(card_on(lying))
        assert lying.verify_count <= entries
    assert card.tries == make().tries
