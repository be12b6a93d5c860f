"""The versions of an invented record: from birth or moving in to how it stands now."""

import random
from dataclasses import replace
from datetime import date, timedelta

from backend.residents.invented import people
from backend.residents.invented.homes import Household, lot_number
from backend.residents.invented.people import Person, Record, date_columns, known, name_columns
from backend.residents.invented.places import PREFECTURE, CitySpec, Elsewhere
from backend.residents.rules import Names, relationship_text
from backend.residents.status import ChangeReason, RegisterStatus, ResidentKind
from backend.residents.tables import ResidentRecord
from backend.shared.dates import RegisterDate, parse_register_date

# The versions of a record with the names of each, the first first.
Life = list[tuple[Record, Names]]

EMPTY: Record = dict.fromkeys(ResidentRecord.__annotations__)


def day_of(record: Record, column: str) -> date:
    """A day of the record that is always known."""
    day = record[column]
    assert isinstance(day, date)
    return day


class Lives:
    """Invents the versions of the records of one city."""

    def __init__(self, spec: CitySpec, rng: random.Random, today: date) -> None:
        self._spec, self._rng, self._today = spec, rng, today
        self._record_codes: set[str] = set()

    def day_between(self, first: date, last: date) -> date:
        """Some day after the first."""
        return first + timedelta(days=self._rng.randrange(1, max(2, (last - first).days)))

    def in_household(self, household: Household, person: Person, place: int) -> Life:
        """The life of a member; ``place`` is the member's in the household's order."""
        here = self._here(household, person, place)
        since = max(household.since, person.born_on)
        first = {**here, **self._change(self._first_reason(person, since), since, 1)}
        life = [(first, person.names)]
        if household.before is not None and _moved_after(household, since):
            first["address_text"] = household.before.text
            first["postal_code"] = household.before.postal_code
            life.append((self._moved(here, household), person.names))
        return self._married(person, life) if person.codes[-1:] == ("12",) else life

    def not_registered(self, person: Person, place: Elsewhere, number: str) -> Life:
        """The one version of 住登外者, who lives elsewhere."""
        entered_on = self.day_between(person.born_on + timedelta(days=25 * 365), self._today)
        record = {
            **self._constant(person),
            "register_status": RegisterStatus.NOT_REGISTERED,
            "postal_code": place.postal_code,
            "address_text": f"{place.prefecture}{place.municipality}{place.town}{number}",
            "resident_record_code": None,
            **self._change(ChangeReason.EX_OFFICIO_ENTRY, entered_on, 1),
        }
        return [(record, person.names)]

    def removed(
        self, life: Life, status: RegisterStatus, day: date, *, abroad: bool = False
    ) -> Life:
        """The life up to a day, and the version that takes the person out of the register."""
        before = [version for version in life if day_of(version[0], "changed_value") < day]
        before = before or life[:1]
        last, names = before[-1]
        day = max(day, day_of(last, "changed_value"))
        reason = ChangeReason.MOVE_OUT_ABROAD if abroad else ChangeReason.MOVE_OUT
        if status is RegisterStatus.DEAD:
            reason = ChangeReason.DEATH
        removal: Record = {
            **last,
            **date_columns("removed", self._removal_date(status, day)),
            **self._change(reason, day, len(before) + 1),
            "register_status": status,
            "household_id": None,
            "member_order": 0,
        }
        return [*before, (removal, names)]

    def _removal_date(self, status: RegisterStatus, day: date) -> RegisterDate:
        """A day of death is not always known."""
        if status is RegisterStatus.DEAD and self._rng.random() < 0.03:
            return parse_register_date(f"推定{known(day).text}")
        return known(day)

    def _constant(self, person: Person) -> Record:
        """What stays the same through a person's versions."""
        record = {
            **EMPTY,
            **name_columns(person),
            **date_columns("birth", person.birth),
            "city_id": self._spec.city_id,
            "number": person.number,
            "kind": person.kind,
            "register_status": RegisterStatus.RESIDENT,
            "sex": person.sex,
            "member_order": 0,
            "has_adult_guardian": self._rng.random() < 0.002,
            "resident_record_code": self._record_code(),
        }
        if person.kind is ResidentKind.JAPANESE:
            town = self._rng.choice(self._spec.towns)
            number = lot_number(self._rng)
            record["registered_domicile"] = f"{PREFECTURE}{self._spec.name}{town.name}{number}"
            record["family_register_head"] = person.names.full_name
        return record

    def _record_code(self) -> str:
        """A fresh 住民票コード: random digits, its check digit's rule being unknown."""
        while (code := f"{self._rng.randrange(10**11):011}") in self._record_codes:
            pass
        self._record_codes.add(code)
        return code

    def _change(self, reason: ChangeReason, day: date, history_number: int) -> Record:
        notified_on = min(day + timedelta(days=self._rng.randrange(15)), self._today)
        return {
            **date_columns("changed", known(day)),
            "change_reason": reason,
            "notified_on": notified_on,
            "history_number": history_number,
        }

    def _here(self, household: Household, person: Person, place: int) -> Record:
        """The record of a member as it stands in the household now."""
        since = max(household.since, person.born_on)
        register_since = person.birth if since == person.born_on else known(since)
        record = {
            **self._constant(person),
            **people.foreign_columns(self._rng, person, since, self._today),
            **date_columns("resident_since", register_since),
            **date_columns("address_since", register_since),
            "household_id": household.id,
            "relationship_text": relationship_text(person.codes),
            "member_order": place,
            "postal_code": household.address.postal_code,
            "address_text": household.address.text,
        }
        for level, code in enumerate(person.codes, start=1):
            record[f"relationship_code_{level}"] = code
        if person.kind is ResidentKind.JAPANESE and place:
            record["family_register_head"] = household.members[0].names.full_name
        return record

    def _first_reason(self, person: Person, since: date) -> ChangeReason:
        if since == person.born_on:
            return ChangeReason.BIRTH
        from_abroad = person.kind is ResidentKind.FOREIGN or self._rng.random() < 0.01
        return ChangeReason.MOVE_IN_FROM_ABROAD if from_abroad else ChangeReason.MOVE_IN

    def _moved(self, here: Record, household: Household) -> Record:
        assert household.moved_on is not None
        return {
            **here,
            **date_columns("address_since", known(household.moved_on)),
            **self._change(ChangeReason.CHANGE_OF_ADDRESS, household.moved_on, 2),
        }

    def _married(self, person: Person, life: Life) -> Life:
        """One wife in five moved in under another surname; some keep it beside the new (旧氏)."""
        names = person.names
        if person.kind is ResidentKind.FOREIGN or self._rng.random() >= 0.2:
            return life
        maiden = people.surname(self._rng)
        if names.former_surname and names.former_surname_furigana:
            maiden = names.former_surname, names.former_surname_furigana
        elif self._rng.random() < 0.15:
            names = replace(names, former_surname=maiden[0], former_surname_furigana=maiden[1])
        given = names.given_name or "", names.given_furigana or ""
        before = people.japanese_names(maiden, given)
        old = name_columns(replace(person, names=before))
        last = life[-1][0]
        changed_on = self.day_between(day_of(last, "changed_value"), self._today)
        married = {
            **last,
            **name_columns(replace(person, names=names)),
            **self._change(ChangeReason.EX_OFFICIO_CORRECTION, changed_on, len(life) + 1),
        }
        return [*(({**record, **old}, before) for record, _ in life), (married, names)]


def _moved_after(household: Household, since: date) -> bool:
    return household.moved_on is not None and household.moved_on > since
