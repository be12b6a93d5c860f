"""Invents a city household by household: who lives in it, and what becomes of them."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from backend.residents.invented import people
from backend.residents.invented.enrolments import Home, enrolments
from backend.residents.invented.homes import Household, invent_address, lot_number
from backend.residents.invented.households import Role, roles_of_a_household
from backend.residents.invented.lives import Life, Lives
from backend.residents.invented.people import Person, known
from backend.residents.invented.places import ABROAD, ELSEWHERE, CitySpec, Elsewhere
from backend.residents.invented.rows import Batch, Rows
from backend.residents.invented.samples import SAMPLES, SampleHousehold, SamplePerson
from backend.residents.rules import HEAD, SPOUSES, Member, Names, order_of_members
from backend.residents.status import AddressKind, RegisterStatus, ResidentKind, Sex
from backend.shared.dates import RegisterDate, parse_register_date
from backend.shared.ids import seeded_ids
from backend.shared.numbers import RemainderOne, make_serial_number

BATCH_RESIDENTS = 5_000
NUMBER_DIGITS = 10
RESTRICTED_SHARE = 0.005
IDS_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


class InventedCity:
    """Invents one city; the same arguments give the same rows."""

    def __init__(self, spec: CitySpec, *, random_seed: int, today: date) -> None:
        self.spec = spec
        self.samples: dict[str, str] = {}  # 宛名番号 by the sample person's key
        self.residents = 0
        self.restricted = 0
        self._today = today
        self._rng = random.Random(f"{random_seed}/{spec.city_id}")
        self._new_id = seeded_ids(random_seed * 1000 + spec.city_id, IDS_BEGIN)
        self._serials = {"resident": 0, "household": 0}
        self._lives = Lives(spec, self._rng, today)
        self._rows = Rows(spec, self._rng, self._new_id)

    def batches(self, residents: int) -> Iterator[Batch]:
        """Invent until so many people live in the city; those who left come on top."""
        if self.spec.has_samples:
            for sample in SAMPLES:
                self._settle(self._sample_household(sample))
        while self.residents < residents:
            self._next_household(room=residents - self.residents)
            if self._rows.batch.size() >= BATCH_RESIDENTS:
                yield self._rows.take()
        yield self._rows.take()

    def _next_household(self, room: int) -> None:
        """One more household: most live here, some have left; now and then 住登外者."""
        roles = roles_of_a_household(self._rng)
        if len(roles) > room:
            roles = roles[:1]
        household = self._household(self._people(roles))
        fate = self._rng.random()
        if fate < 0.04:
            self._leave(household)
            return
        if self.restricted < self.residents * RESTRICTED_SHARE:
            household.is_restricted = True
        self._settle(household)
        if fate < 0.07:
            self._add_dead(household)
        elif fate < 0.1:
            self._add_moved_out(household)
        elif fate < 0.12:
            self._add_not_registered()

    # -- who -----------------------------------------------------------------------------------

    def _people(self, roles: Iterable[Role]) -> list[Person]:
        rng = self._rng
        surnames = [people.surname(rng), people.surname(rng)]
        nationality, place = rng.choice(people.NATIONALITIES), rng.randrange(100)
        made = []
        for role in roles:
            born_on = people.birthday(rng, role.age, self._today)
            person = self._person(role, born_on, people.register_birth(rng, born_on))
            if role.is_foreign:
                person.kind = ResidentKind.FOREIGN
                person.nationality = nationality
                person.names = people.foreign_names(rng, nationality, role.sex, place)
                person.stay = people.stay_of(rng, role, nationality)
            else:
                given = people.given_name(rng, role.sex, born_on)
                person.names = people.japanese_names(surnames[role.family], given)
            made.append(person)
        return made

    def _person(self, role: Role, born_on: date, birth: RegisterDate) -> Person:
        return Person(
            id=self._new_id(),
            number=self._next_number("resident"),
            codes=role.codes,
            sex=role.sex,
            born_on=born_on,
            birth=birth,
            names=Names(full_name=""),
            kind=ResidentKind.JAPANESE,
        )

    def _next_number(self, kind: str) -> str:
        """The next 宛名番号 or 世帯番号; serials without a check digit are left out."""
        while True:
            self._serials[kind] += 1
            number = make_serial_number(self._serials[kind], NUMBER_DIGITS, RemainderOne.SKIP)
            if number is not None:
                return number

    def _sample_household(self, sample: SampleHousehold) -> Household:
        household = self._household([self._sample_person(member) for member in sample.members])
        household.is_restricted = sample.is_restricted
        household.before = household.moved_on = None
        return household

    def _sample_person(self, sample: SamplePerson) -> Person:
        birth = parse_register_date(sample.birth)
        born_on = birth.value or birth.earliest_on or self._today
        person = self._person(Role(sample.codes, sample.sex, 0), born_on, birth)
        self.samples[sample.key] = person.number
        if sample.latin_name:
            person.kind = ResidentKind.FOREIGN
            person.nationality = sample.nationality
            person.stay = ("技術・人文知識・国際業務", "３年")
            person.names = Names(
                full_name=sample.latin_name,
                latin_name=sample.latin_name,
                furigana=sample.furigana,
                common_name=sample.common_name,
                common_name_furigana=sample.common_name_furigana,
            )
            return person
        person.names = replace(
            people.japanese_names(
                (sample.family_name, sample.family_furigana),
                (sample.given_name, sample.given_furigana),
            ),
            former_surname=sample.former_surname,
            former_surname_furigana=sample.former_surname_furigana,
        )
        return person

    def _household(self, members: list[Person]) -> Household:
        """The household's home: since birth or a move, some after a move within the city."""
        rng, today = self._rng, self._today
        head_born_on = members[0].born_on
        earliest_move = max(head_born_on + timedelta(days=18 * 365), date(1960, 4, 1))
        days = max(1, (today - earliest_move).days)
        since = today - timedelta(days=rng.randrange(min(days, 40 * 365)) + 1)
        if rng.random() < 0.35:
            since = head_born_on
        before = moved_on = None
        if rng.random() < 0.25:
            before = invent_address(rng, self.spec)
            moved_on = since + timedelta(days=rng.randrange(1, (today - since).days + 1))
        return Household(
            id=self._new_id(),
            number=self._next_number("household"),
            members=members,
            address=invent_address(rng, self.spec),
            since=since,
            before=before,
            moved_on=moved_on,
        )

    # -- what becomes of them ------------------------------------------------------------------

    def _settle(self, household: Household) -> None:
        """Write a household that lives here."""
        in_order = order_of_members(
            Member(number=p.number, codes=p.codes, birth_earliest_on=p.birth.earliest_on)
            for p in household.members
        )
        places = {member.number: place for place, member in enumerate(in_order, start=1)}
        self._rows.add_household(household)
        home = self._home(household)
        for person in household.members:
            life = self._lives.in_household(household, person, places[person.number])
            self._rows.add_person(person, life, is_restricted=household.is_restricted)
            self._rows.add_addresses(person, life, household)
            self._rows.add_enrolments(person, enrolments(self._rng, person, home))
        self.residents += len(household.members)
        if household.is_restricted:
            self._restrict(household)

    def _home(self, household: Household) -> Home:
        today = self._today
        children = [p for p in household.members if p.codes[-1] == "20" and p.age(today) < 18]
        adults = [p for p in household.members if p.codes[0] == HEAD or p.codes[0] in SPOUSES]
        return Home(
            town=household.address.town,
            since=household.since,
            today=today,
            is_employed=18 <= household.members[0].age(today) < 65 and self._rng.random() < 0.78,
            children=len(children),
            is_single_parent=len(adults) == 1,
        )

    def _restrict(self, household: Household) -> None:
        """Put the household under 支援措置; one in five is past its last day, ended by nobody."""
        from_on = self._today - timedelta(days=self._rng.randrange(10, 350))
        if self._rng.random() < 0.2:
            from_on -= timedelta(days=365)
        self._rows.add_restrictions(household.members, from_on, from_on + timedelta(days=364))
        self.restricted += len(household.members)

    def _leave(self, household: Household) -> None:
        """Write a household that has moved out."""
        left_on = self._lives.day_between(household.since, self._today)
        for person in household.members:
            if person.born_on < left_on:
                self._move_out(person, household, left_on)

    def _move_out(self, person: Person, household: Household, day: date) -> None:
        abroad = self._rng.random() < 0.05
        life = self._lives.in_household(household, person, 0)
        life = self._lives.removed(life, RegisterStatus.MOVED_OUT, day, abroad=abroad)
        position = self._write(person, life, household)
        country = Elsewhere("", self._rng.choice(ABROAD), "", "")
        place = country if abroad else self._rng.choice(ELSEWHERE)
        self._rows.add_outside_address(person, AddressKind.MOVED_TO, position, place, day, None)

    def _write(self, person: Person, life: Life, household: Household) -> int:
        self._rows.add_person(person, life)
        return self._rows.add_addresses(person, life, household)

    def _add_dead(self, household: Household) -> None:
        """A member who has died, of a generation before the head's."""
        head_born_on = household.members[0].born_on
        born_on = head_born_on - timedelta(days=self._rng.randrange(20 * 365, 30 * 365))
        sex = self._any_sex()
        person = self._relative(household, ("51",) if sex is Sex.MALE else ("52",), sex, born_on)
        died_on = self._lives.day_between(max(household.since, born_on), self._today)
        life = self._lives.in_household(household, person, 0)
        life = self._lives.removed(life, RegisterStatus.DEAD, died_on)
        self._write(person, life, household)

    def _add_moved_out(self, household: Household) -> None:
        """A grown-up child who has moved out."""
        head_born_on = household.members[0].born_on
        born_on = head_born_on + timedelta(days=self._rng.randrange(20 * 365, 35 * 365))
        left_on = born_on + timedelta(days=self._rng.randrange(18 * 365, 25 * 365))
        if household.since < left_on < self._today:
            person = self._relative(household, ("20",), self._any_sex(), born_on)
            self._move_out(person, household, left_on)

    def _add_not_registered(self) -> None:
        """住登外者: lives elsewhere and is known here, for a house or a tax."""
        rng = self._rng
        sex = self._any_sex()
        born_on = people.birthday(rng, rng.randint(30, 85), self._today)
        person = self._person(Role((), sex, 0), born_on, known(born_on))
        given = people.given_name(rng, sex, born_on)
        person.names = people.japanese_names(people.surname(rng), given)
        place, number = rng.choice(ELSEWHERE), lot_number(rng)
        self._rows.add_person(person, self._lives.not_registered(person, place, number))
        self._rows.add_outside_address(
            person, AddressKind.CURRENT, 1, place, None, None, number=number
        )

    def _relative(
        self, household: Household, codes: tuple[str, ...], sex: Sex, born_on: date
    ) -> Person:
        """A member of the head's family who no longer lives here."""
        person = self._person(
            Role(codes, sex, 0), born_on, people.register_birth(self._rng, born_on)
        )
        head = household.members[0].names
        family = head.family_name or "青山", head.family_furigana or "アオヤマ"
        person.names = people.japanese_names(family, people.given_name(self._rng, sex, born_on))
        return person

    def _any_sex(self) -> Sex:
        return Sex.FEMALE if self._rng.random() < 0.5 else Sex.MALE


def invent(
    spec: CitySpec, *, residents: int, random_seed: int, today: date
) -> tuple[InventedCity, Iterator[Batch]]:
    """Invent one city of so many residents: the city, and its rows batch by batch."""
    city = InventedCity(spec, random_seed=random_seed, today=today)
    return city, city.batches(residents)
