"""The faults of readers and people, played to the cards that talk in secret."""

from collections.abc import Callable
from datetime import date

import pytest

from device_bridge.card import Card
from device_bridge.cards import passport, residence_card
from device_bridge.reading import Reading
from device_bridge.secret import Secret
from device_bridge.virtual.faults import Fault, FaultyCard, PlayedCard
from device_bridge.virtual.passport import PassportContent, VirtualPassport
from device_bridge.virtual.residence_card import ResidenceCardContent, VirtualResidenceCard
from tests.device_bridge.cards.conversation import FIXTURES, outcome_of
from tests.device_bridge.cards.disturbed import require_same

TODAY = date(2026, 11, 21)
Play = tuple[PlayedCard, PlayedCard, Callable[[Card], Reading]]


def _residence(name: str, other: str, number: str) -> Play:
    cards = (
        VirtualResidenceCard(ResidenceCardContent.load(FIXTURES / "residence_card" / f"{one}.json"))
        for one in (name, other)
    )

    def read(card: Card) -> Reading:
        secrets = {residence_card.Opener.CARD_NUMBER: Secret(number)}
        wanted = frozenset(residence_card.Wanted)
        return residence_card.read(card, wanted, secrets, today=TODAY)

    return next(cards), next(cards), read


def _passport() -> Play:
    cards = (
        VirtualPassport(PassportContent.load(FIXTURES / "passport" / f"{one}.json"))
        for one in ("hanako", "taro")
    )

    def read(card: Card) -> Reading:
        typed = ("ZZ0000001", "680217", "340412")
        secrets = {one: Secret(text) for one, text in zip(passport.Opener, typed, strict=True)}
        wanted = frozenset(passport.Wanted)
        return passport.read(card, wanted, secrets, today=TODAY)

    return next(cards), next(cards), read


PLAYS = {
    "first": lambda: _residence("thuy_first", "silva_first", "ZZ00000001ZZ"),
    "second": lambda: _residence("thuy_second", "silva_second", "ZZ00000011ZZ"),
    "passport": _passport,
}


@pytest.fixture(scope="module", params=PLAYS)
def play(request: pytest.FixtureRequest) -> Play:
    return PLAYS[request.param]()


@pytest.mark.parametrize("fault", Fault)
def test_each_fault_ends_typed(play: Play, fault: Fault) -> None:
    mine, other, read = play
    assert isinstance(mine, VirtualResidenceCard | VirtualPassport)
    assert isinstance(other, VirtualResidenceCard | VirtualPassport)
    whole = outcome_of(read, mine.anew())
    assert isinstance(whole, Reading)

    for at in (1, 4, 8, whole.apdus - 1):
        played = FaultyCard(mine.anew(), fault, at, other=other.anew())
        outcome = outcome_of(read, played)

        if isinstance(outcome, Reading):
            require_same(outcome, whole, f"{fault} at {at}")
        assert played.verify_count <= 1
