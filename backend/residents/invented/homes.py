"""Addresses and households on the way into rows."""

import random
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.residents.invented.people import Person
from backend.residents.invented.places import PREFECTURE, CitySpec, Town

FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")
NUMERALS = "一二三四五六七八九"
BUILDINGS = ("霞ハイツ", "コーポ若葉", "メゾン月見", "市営桜台団地", "グランドール栄")


@dataclass(frozen=True, slots=True)
class Address:
    """An address inside the city."""

    town: Town
    house_number: str
    building: str | None
    postal_code: str
    text: str


@dataclass(slots=True)
class Household:
    """A household on the way into rows; the first member is its head."""

    id: UUID
    number: str
    members: list[Person]
    address: Address
    since: date
    before: Address | None  # where they lived in the city until ``moved_on``
    moved_on: date | None
    is_restricted: bool = False


def invent_address(rng: random.Random, spec: CitySpec) -> Address:
    """An address of the city; digits of both widths, as real registers have them."""
    town = rng.choice(spec.towns)
    house_number = _house_number(rng, town)
    if rng.random() < 0.8:
        house_number = house_number.translate(FULL_WIDTH)
    postal_code = town.postal_code
    if rng.random() < 0.15:
        postal_code = f"{postal_code[:3]}-{postal_code[3:]}".translate(FULL_WIDTH)
    building = None
    text = f"{PREFECTURE}{spec.name}{town.name}{house_number}"
    if rng.random() < 0.25:
        room = f"{rng.randrange(1, 9)}{rng.randrange(1, 13):02}号室".translate(FULL_WIDTH)
        building = f"{rng.choice(BUILDINGS)}{room}"
        text += f"　{building}"
    return Address(town, house_number, building, postal_code, text)


def _house_number(rng: random.Random, town: Town) -> str:
    if not town.last_chome:
        return f"{rng.randrange(1, 1200)}番地{rng.randrange(1, 30)}"
    chome = NUMERALS[rng.randrange(town.last_chome)]
    return f"{chome}丁目{rng.randrange(1, 30)}番{rng.randrange(1, 40)}号"


def lot_number(rng: random.Random) -> str:
    """A number of land (番地) in full-width digits."""
    return f"{rng.randrange(1, 1500)}番地".translate(FULL_WIDTH)
