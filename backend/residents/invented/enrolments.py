"""In which schemes an invented person is enrolled, one function a scheme."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from backend.residents.invented.people import Person
from backend.residents.invented.places import Town
from backend.residents.status import EnrolmentStatus, Scheme

Detail = dict[str, str | int | bool]
CARE_LEVELS = ("要支援１", "要支援２", "要介護１", "要介護２", "要介護３", "要介護４", "要介護５")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One enrolment to write."""

    scheme: Scheme
    number: str | None
    from_on: date | None
    to_on: date | None = None
    detail: Detail | None = None

    @property
    def status(self) -> EnrolmentStatus:
        """Ended as soon as it has a last day."""
        return EnrolmentStatus.ENDED if self.to_on else EnrolmentStatus.ENROLLED


@dataclass(frozen=True, slots=True)
class Home:
    """What a person's enrolments depend on besides the person."""

    town: Town
    since: date
    today: date
    is_employed: bool  # the head: the family is insured at work
    children: int  # up to the end of the school year after the eighteenth birthday
    is_single_parent: bool


def enrolments(rng: random.Random, person: Person, home: Home) -> Iterator[Enrolment]:
    """Every enrolment of one person."""
    age = person.age(home.today)
    for scheme_of in SCHEMES:
        enrolment = scheme_of(rng, person, home, age)
        if enrolment is not None:
            yield enrolment


def _since(person: Person, home: Home, age: int = 0) -> date:
    """The day a person was old enough and lived here, whichever came later."""
    reached = person.born_on + timedelta(days=round(age * 365.25))
    return min(max(reached, home.since), home.today)


def _digits(rng: random.Random, count: int) -> str:
    return f"{rng.randrange(10**count):0{count}}"


def _health_insurance(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    is_retired = 65 <= age < 75
    if age >= 75:
        return None
    number = _digits(rng, 8)
    if home.is_employed and not (is_retired and rng.random() < 0.75):
        if rng.random() >= 0.05:
            return None
        left_on = home.today - timedelta(days=rng.randrange(30, 3000))
        joined_on = left_on - timedelta(days=rng.randrange(100, 2000))
        return Enrolment(Scheme.NATIONAL_HEALTH_INSURANCE, number, joined_on, left_on)
    detail: Detail = {"has_limit_certificate": True} if rng.random() < 0.05 else {}
    if 18 <= age <= 22 and rng.random() < 0.05:
        detail["is_student_elsewhere"] = True
    since = _since(person, home, 65 if is_retired else 0)
    return Enrolment(Scheme.NATIONAL_HEALTH_INSURANCE, number, since, detail=detail)


def _late_stage(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if age < 75:
        return None
    detail: Detail = {"burden_percent": rng.choice((10, 10, 10, 20, 30))}
    since = _since(person, home, 75)
    return Enrolment(Scheme.LATE_STAGE_MEDICAL, _digits(rng, 8), since, detail=detail)


def _care(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if age < 65:
        return None
    detail: Detail = {}
    if rng.random() < max(0.03, (age - 68) / 50):
        detail["care_level"] = rng.choice(CARE_LEVELS)
        if rng.random() < 0.08:
            detail["is_in_facility"] = True
    since = _since(person, home, 65)
    return Enrolment(Scheme.LONG_TERM_CARE, _digits(rng, 10), since, detail=detail)


def _pension(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if age < 20:
        return None
    number = f"{_digits(rng, 4)}-{_digits(rng, 6)}"
    detail: Detail = {"pension_number": number}
    if age >= 65:
        detail["is_receiving"] = True
        ended_on = min(home.today, _since(person, home, 60))
        began_on = person.born_on + timedelta(days=7305)
        return Enrolment(Scheme.NATIONAL_PENSION, number, began_on, ended_on, detail)
    if age >= 60:
        return None
    is_dependant = home.is_employed and person.codes == ("12",) and rng.random() < 0.4
    if home.is_employed and not is_dependant:
        return None
    detail["category"] = "第３号" if is_dependant else "第１号"
    return Enrolment(Scheme.NATIONAL_PENSION, number, _since(person, home, 20), detail=detail)


def _child_allowance(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if home.children == 0 or person.codes != ("02",):
        return None
    detail: Detail = {"children": home.children}
    return Enrolment(
        Scheme.CHILD_ALLOWANCE, _digits(rng, 8), _since(person, home, age - 5), detail=detail
    )


def _child_rearing(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    is_claimant = home.is_single_parent and home.children and person.codes == ("02",)
    if not is_claimant or rng.random() < 0.3:
        return None
    detail: Detail = {"children": home.children}
    since = _since(person, home, age - 3)
    return Enrolment(Scheme.CHILD_REARING_ALLOWANCE, _digits(rng, 6), since, detail=detail)


def _special_child(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if home.children == 0 or person.codes != ("02",) or rng.random() >= 0.02:
        return None
    detail: Detail = {"grade": rng.choice(("１級", "２級"))}
    since = _since(person, home, age - 2)
    return Enrolment(Scheme.SPECIAL_CHILD_REARING_ALLOWANCE, _digits(rng, 6), since, detail=detail)


def _welfare_medical(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if home.is_single_parent and home.children and rng.random() < 0.8:
        reason = "ひとり親家庭等"
    elif rng.random() < 0.015:
        reason = "重度心身障がい者"
    else:
        return None
    detail: Detail = {"reason": reason}
    since = _since(person, home, max(0, age - 4))
    return Enrolment(Scheme.WELFARE_MEDICAL, _digits(rng, 7), since, detail=detail)


def _disability(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if rng.random() >= (0.09 if age >= 65 else 0.025):
        return None
    certificate, grade = rng.choice(
        (
            ("身体障害者手帳", "１級"),
            ("身体障害者手帳", "３級"),
            ("身体障害者手帳", "４級"),
            ("療育手帳", "Ｂ"),
            ("精神障害者保健福祉手帳", "２級"),
        )
    )
    detail: Detail = {"certificate": certificate, "grade": grade}
    if rng.random() < 0.4:
        detail["has_self_support_medical"] = True
    if rng.random() < 0.3:
        detail["has_service"] = True
    since = _since(person, home, max(0, age - 6))
    return Enrolment(Scheme.DISABILITY_WELFARE, _digits(rng, 7), since, detail=detail)


def _child_medical(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if age > 15:
        return None
    return Enrolment(Scheme.CHILD_MEDICAL, _digits(rng, 7), _since(person, home))


def _nursery(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if not 1 <= age <= 5 or rng.random() >= 0.65:
        return None
    name = home.town.neighbourhood.removesuffix("区")
    kindergarten = age >= 3 and rng.random() < 0.4
    detail: Detail = {
        "facility": f"{name}幼稚園" if kindergarten else f"{name}保育園",
        "category": "１号" if kindergarten else ("２号" if age >= 3 else "３号"),
    }
    return Enrolment(Scheme.NURSERY, None, _since(person, home, max(1, age - 1)), detail=detail)


def _resident_tax(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if age < 18 or rng.random() < 0.15:
        return None
    year = home.today.year - (home.today.month < 6)
    detail: Detail = {"is_taxed": rng.random() < 0.7, "fiscal_year": year}
    return Enrolment(Scheme.RESIDENT_TAX, _digits(rng, 9), date(year, 6, 1), detail=detail)


def _collection(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if person.codes != ("02",) or age < 18:
        return None
    detail: Detail = {
        "has_arrears": rng.random() < 0.03,
        "has_direct_debit": rng.random() < 0.45,
    }
    return Enrolment(Scheme.TAX_COLLECTION, None, home.since, detail=detail)


def _seal(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if age < 15 or rng.random() >= 0.1 + min(age, 60) / 100:
        return None
    since = _since(person, home, max(15, age - rng.randrange(1, 30)))
    return Enrolment(Scheme.SEAL_REGISTRATION, _digits(rng, 7), since)


def _card(rng: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if rng.random() >= 0.78:
        return None
    issued_on = max(
        date(2016, 1, 25), person.born_on, home.today - timedelta(days=rng.randrange(30, 3000))
    )
    years = 10 if age >= 18 else 5
    detail: Detail = {
        "expires_on": issued_on.replace(
            year=issued_on.year + years, day=min(issued_on.day, 28)
        ).isoformat()
    }
    return Enrolment(Scheme.MY_NUMBER_CARD, None, issued_on, detail=detail)


def _neighbourhood(_: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    detail: Detail = {"name": home.town.neighbourhood}
    return Enrolment(Scheme.NEIGHBOURHOOD, None, _since(person, home), detail=detail)


def _school_district(_: random.Random, person: Person, home: Home, age: int) -> Enrolment | None:
    if not 5 <= age <= 15:
        return None
    detail: Detail = {
        "elementary": home.town.elementary_school,
        "junior_high": home.town.junior_high_school,
    }
    return Enrolment(Scheme.SCHOOL_DISTRICT, None, _since(person, home), detail=detail)


SchemeOf = Callable[[random.Random, Person, Home, int], Enrolment | None]
SCHEMES: tuple[SchemeOf, ...] = (
    _health_insurance,
    _late_stage,
    _care,
    _pension,
    _child_allowance,
    _child_rearing,
    _special_child,
    _welfare_medical,
    _disability,
    _child_medical,
    _nursery,
    _resident_tax,
    _collection,
    _seal,
    _card,
    _neighbourhood,
    _school_district,
)
