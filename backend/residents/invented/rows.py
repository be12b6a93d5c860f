"""Writes invented people as rows, ready to be copied into the tables."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

import orjson

from backend.residents.invented.enrolments import Enrolment
from backend.residents.invented.homes import Address, Household, lot_number
from backend.residents.invented.lives import Life, day_of
from backend.residents.invented.people import Person
from backend.residents.invented.places import ELSEWHERE, PREFECTURE, CitySpec, Elsewhere
from backend.residents.rules import Names, SearchColumns, search_columns
from backend.residents.status import AddressKind, ChangeReason, RegisterStatus
from backend.residents.tables import (
    DisclosureRestrictionRow,
    EnrolmentRow,
    HouseholdRow,
    ResidentAddressRow,
    ResidentNameKeyRow,
    ResidentRow,
    ResidentVersionRow,
)
from backend.shared.names import fold_address
from backend.shared.numbers import individual_number_check_digit

Row = tuple[Any, ...]

OPENING_HOUR = time(0, 30, tzinfo=UTC)  # half past nine in Japan


def _columns(row: type[Any]) -> tuple[str, ...]:
    keys = [column.key for column in row.__table__.columns]
    return ("city_id", *(key for key in keys if key != "city_id"))


# Tables in the order in which they are filled, and the columns of their rows.
COLUMNS: dict[str, tuple[str, ...]] = {
    row.__tablename__: _columns(row)
    for row in (
        HouseholdRow,
        ResidentRow,
        ResidentVersionRow,
        ResidentAddressRow,
        EnrolmentRow,
        DisclosureRestrictionRow,
        ResidentNameKeyRow,
    )
}
_RESIDENT = itemgetter(*COLUMNS["resident"])
_VERSION = itemgetter(*COLUMNS["resident_version"])


@dataclass
class Batch:
    """Rows of some households, by table; numbers (個人番号) apart, still to be encrypted."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in COLUMNS})
    individual_numbers: list[tuple[UUID, str]] = field(default_factory=list)

    def size(self) -> int:
        """How many people are in it."""
        return len(self.rows["resident"])


class Rows:
    """Gathers the rows of one city, batch by batch."""

    def __init__(self, spec: CitySpec, rng: random.Random, new_id: Callable[[], UUID]) -> None:
        self._spec, self._rng, self._new_id = spec, rng, new_id
        self._individual_numbers: set[str] = set()
        self.batch = Batch()

    def take(self) -> Batch:
        """Hand over what has been gathered."""
        taken, self.batch = self.batch, Batch()
        return taken

    def add_household(self, household: Household) -> None:
        """The household itself."""
        self._add(
            "household",
            household.id,
            household.number,
            household.address.postal_code,
            household.address.text,
        )

    def add_person(self, person: Person, life: Life, *, is_restricted: bool = False) -> None:
        """A person: the versions, the current row, the keys of search, the number."""
        for record, _ in life:
            version = {
                **record,
                "id": self._new_id(),
                "resident_id": person.id,
                "recorded_at": datetime.combine(day_of(record, "notified_on"), OPENING_HOUR),
            }
            self.batch.rows["resident_version"].append(_VERSION(version))
        current = life[-1][0]
        search = _search_columns(tuple(dict.fromkeys(names for _, names in reversed(life))))
        resident = {
            **current,
            "id": person.id,
            "is_restricted": is_restricted,
            "sort_key": search.sort_key,
            "names_folded": search.names_folded,
            "address_folded": _fold_address(str(current["address_text"])),
        }
        self.batch.rows["resident"].append(_RESIDENT(resident))
        for key in search.sorted_keys:
            self._add("resident_name_key", key, person.id)
        self.batch.individual_numbers.append((person.id, self._individual_number()))

    def _individual_number(self) -> str:
        while (digits := f"{self._rng.randrange(10**11):011}") in self._individual_numbers:
            pass
        self._individual_numbers.add(digits)
        return digits + individual_number_check_digit(digits)

    def add_addresses(self, person: Person, life: Life, household: Household) -> int:
        """Where a person came from, lived before and lives; returns the next position."""
        position = 1
        since = day_of(life[0][0], "changed_value")
        if life[0][0]["change_reason"] == ChangeReason.MOVE_IN:
            self.add_outside_address(
                person,
                AddressKind.BEFORE_MOVE_IN,
                position,
                self._rng.choice(ELSEWHERE),
                None,
                since,
            )
            position += 1
        moved = any(r["change_reason"] == ChangeReason.CHANGE_OF_ADDRESS for r, _ in life)
        last = household.address
        if household.before is not None and moved:
            self._add_address(
                person, AddressKind.FORMER, position, household.before, since, household.moved_on
            )
            position += 1
            since = household.moved_on or since
        elif household.before is not None and life[-1][0]["address_text"] == household.before.text:
            last = household.before
        kind, until = AddressKind.CURRENT, None
        if life[-1][0]["register_status"] != RegisterStatus.RESIDENT:
            kind, until = AddressKind.FORMER, day_of(life[-1][0], "changed_value")
        self._add_address(person, kind, position, last, since, until)
        return position + 1

    def _add_address(
        self,
        person: Person,
        kind: AddressKind,
        position: int,
        address: Address,
        since: date | None,
        until: date | None,
    ) -> None:
        self._add(
            "resident_address",
            self._new_id(),
            person.id,
            kind,
            position,
            address.postal_code,
            PREFECTURE,
            self._spec.name,
            address.town.name,
            address.house_number,
            address.building,
            address.text,
            since,
            until,
        )

    def add_outside_address(
        self,
        person: Person,
        kind: AddressKind,
        position: int,
        place: Elsewhere,
        since: date | None,
        until: date | None,
        number: str | None = None,
    ) -> None:
        """An address elsewhere: divided into its parts, or all of it in 町字, as registers do."""
        house_number = number or (lot_number(self._rng) if place.town else "")
        text = f"{place.prefecture}{place.municipality}{place.town}{house_number}"
        divided = self._rng.random() < 0.7
        self._add(
            "resident_address",
            self._new_id(),
            person.id,
            kind,
            position,
            place.postal_code or None,
            place.prefecture if divided else None,
            place.municipality if divided else None,
            place.town if divided else text,
            house_number if divided else None,
            None,
            text,
            since,
            until,
        )

    def add_enrolments(self, person: Person, found: Iterable[Enrolment]) -> None:
        """A person's enrolments."""
        for enrolment in found:
            self._add(
                "enrolment",
                self._new_id(),
                person.id,
                enrolment.scheme,
                enrolment.status,
                enrolment.number,
                enrolment.from_on,
                enrolment.to_on,
                orjson.dumps(enrolment.detail).decode() if enrolment.detail else "{}",
            )

    def add_restrictions(self, persons: Sequence[Person], from_on: date, until_on: date) -> None:
        """A protective measure (支援措置) for each, not ended by anybody."""
        for person in persons:
            self._add(
                "disclosure_restriction", self._new_id(), person.id, from_on, until_on, None, None
            )

    def _add(self, table: str, *values: Any) -> None:
        self.batch.rows[table].append((self._spec.city_id, *values))


@lru_cache(maxsize=100_000)
def _search_columns(records: tuple[Names, ...]) -> SearchColumns:
    return search_columns(records)


@lru_cache(maxsize=1000)
def _fold_address(text: str) -> str:
    return fold_address(text)
