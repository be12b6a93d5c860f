"""Which kind a card is: told by SELECT, and each card is of one kind alone."""

from collections.abc import Callable

import pytest

from device_bridge.cards import (
    driving_licence,
    my_number,
    my_number_licence,
    passport,
    residence_card,
)
from device_bridge.virtual.driving_licence import make_driving_licence, make_my_number_licence
from device_bridge.virtual.faults import PlayedCard
from device_bridge.virtual.my_number import make_my_number_card, make_phone
from device_bridge.virtual.passport import PassportContent, VirtualPassport
from device_bridge.virtual.residence_card import ResidenceCardContent, VirtualResidenceCard
from tests.device_bridge.cards.conversation import FIXTURES, card_on, person_of

KINDS = {
    "my_number": my_number,
    "driving_licence": driving_licence,
    "my_number_licence": my_number_licence,
    "residence_card": residence_card,
    "passport": passport,
}


def _residence(name: str) -> PlayedCard:
    path = FIXTURES / "residence_card" / f"{name}.json"
    return VirtualResidenceCard(ResidenceCardContent.load(path))


def _passport(name: str, *, has_pace: bool) -> PlayedCard:
    path = FIXTURES / "passport" / f"{name}.json"
    return VirtualPassport(PassportContent.load(path), has_pace=has_pace)


@pytest.mark.parametrize(
    ("make", "kinds"),
    [
        (lambda: make_my_number_card(person_of("my_number", "yamamoto")), ["my_number"]),
        (make_phone, ["my_number"]),
        (
            lambda: make_driving_licence(person_of("driving_licence", "yamamoto")),
            ["driving_licence"],
        ),
        (
            lambda: make_my_number_licence(person_of("my_number_licence", "takahashi")),
            ["my_number_licence"],
        ),
        (lambda: _residence("thuy_first"), ["residence_card"]),
        (lambda: _residence("kim_second"), ["residence_card"]),
        (lambda: _residence("specified"), []),
        (lambda: _passport("hanako", has_pace=False), ["passport"]),
        (lambda: _passport("taro", has_pace=True), ["passport"]),
    ],
)
def test_each_card_is_of_one_kind(make: Callable[[], PlayedCard], kinds: list[str]) -> None:
    card = card_on(make())

    # One after the other on one connection, as a card that was put down is asked.
    assert [name for name, kind in KINDS.items() if kind.is_present(card)] == kinds
