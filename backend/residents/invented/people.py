"""One invented person: names, dates, and what the record states about a foreign resident."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from backend.residents.invented import names
from backend.residents.invented.households import Role
from backend.residents.invented.names import Name
from backend.residents.rules import Codes, Names
from backend.residents.status import FuriganaStatus, ResidentKind, Sex
from backend.shared.dates import RegisterDate, parse_register_date

Value = str | int | bool | date | UUID | None
Record = dict[str, Value]

STATUSES_OF_RESIDENCE: dict[str, tuple[tuple[str, str | None], ...]] = {
    "ベトナム": (("技能実習２号ロ", "１年"), ("特定技能１号", "１年"), ("留学", "２年")),
    "ブラジル": (("定住者", "３年"), ("永住者", None)),
    "フィリピン": (("永住者", None), ("定住者", "３年"), ("特定技能１号", "１年")),
    "ネパール": (("技術・人文知識・国際業務", "３年"), ("留学", "２年")),
    "アメリカ": (("教育", "３年"), ("永住者", None)),
    "中国": (("永住者", None), ("技術・人文知識・国際業務", "５年"), ("留学", "２年")),
    "韓国": (("特別永住者", None), ("永住者", None)),
}
SPOUSE_OF_JAPANESE = ("日本人の配偶者等", "３年")
DEPENDANT = ("家族滞在", "３年")
NATIONALITIES = tuple(STATUSES_OF_RESIDENCE)
UNKNOWN_BIRTHS = (
    "昭和{year}年 月日不詳",
    "昭和{year}年{month}月 日不詳",
    "昭和{year}年頃",
    "昭和{year}年{month}月頃",
    "推定昭和{year}年{month}月{day}日",
    "昭和{year}年{season}",
    "昭和{year}年{month}月中旬頃",
    "昭和{year}年{month}月{day}日から{later}日頃までの間",
)
IMPOSSIBLE_BIRTHS = ("昭和{year}年2月30日", "昭和{year}年4月31日", "昭和{year}年2月29日")

known = lru_cache(maxsize=100_000)(RegisterDate.on)


@dataclass(slots=True)
class Person:
    """An invented person on the way into the rows of the register."""

    id: UUID
    number: str
    codes: Codes
    sex: Sex
    born_on: date  # the day that the story takes; the record may not know it
    birth: RegisterDate
    names: Names
    kind: ResidentKind
    nationality: str | None = None
    stay: tuple[str, str | None] | None = None

    def age(self, today: date) -> int:
        """Age by the story's birth date."""
        had_birthday = (today.month, today.day) >= (self.born_on.month, self.born_on.day)
        return today.year - self.born_on.year - (not had_birthday)


def surname(rng: random.Random) -> Name:
    """A surname: the common ones often, one in twenty with rare characters."""
    if rng.random() < 0.05:
        return rng.choice(names.RARE_SURNAMES)
    return names.SURNAMES[int(len(names.SURNAMES) * rng.random() ** 2)]


def given_name(rng: random.Random, sex: Sex, born_on: date) -> Name:
    """A given name of the time."""
    by_year = names.FEMALE_NAMES if sex is Sex.FEMALE else names.MALE_NAMES
    generation = max((year for year in by_year if year <= born_on.year), default=min(by_year))
    return rng.choice(by_year[generation])


@lru_cache(maxsize=200_000)
def japanese_names(family: Name, given: Name) -> Names:
    """The names of a Japanese person, divided by full-width blanks as registers do."""
    return Names(
        full_name=f"{family[0]}　{given[0]}",
        family_name=family[0],
        given_name=given[0],
        furigana=f"{family[1]}　{given[1]}",
        family_furigana=family[1],
        given_furigana=given[1],
    )


def foreign_names(rng: random.Random, nationality: str, sex: Sex, place: int) -> Names:
    """The names of a foreign person; ``place`` chooses the surname, so that families share one."""
    if nationality in names.KANJI_FOREIGN_NAMES:
        return _kanji_foreign_names(rng, nationality, sex, place)
    families, male, female = names.FOREIGN_NAMES[nationality]
    family = families[place % len(families)]
    given = rng.choice(female if sex is Sex.FEMALE else male)
    latin = f"{family[0]} {given[0]}"
    common = _common_name(rng, sex) if rng.random() < 0.15 else None
    return Names(
        full_name=latin,
        latin_name=latin,
        furigana=f"{family[1]}　{given[1]}",
        common_name=common[0] if common else None,
        common_name_furigana=common[1] if common else None,
    )


def _kanji_foreign_names(rng: random.Random, nationality: str, sex: Sex, place: int) -> Names:
    families, male, female = (
        [entry.split("/") for entry in group.split()]
        for group in names.KANJI_FOREIGN_NAMES[nationality]
    )
    family = families[place % len(families)]
    given = rng.choice(female if sex is Sex.FEMALE else male)
    common = _common_name(rng, sex) if nationality == "韓国" and rng.random() < 0.6 else None
    return Names(
        full_name=f"{family[0]} {given[0]}",
        latin_name=f"{family[0]} {given[0]}",
        kanji_name=f"{family[1]}　{given[1]}",
        furigana=f"{family[2]}　{given[2]}",
        common_name=common[0] if common else None,
        common_name_furigana=common[1] if common else None,
    )


def _common_name(rng: random.Random, sex: Sex) -> Name:
    family = rng.choice(names.COMMON_SURNAMES)
    given = rng.choice(names.COMMON_FEMALE if sex is Sex.FEMALE else names.COMMON_MALE)
    return f"{family[0]}　{given[0]}", f"{family[1]}　{given[1]}"


def birthday(rng: random.Random, age: int, today: date) -> date:
    """A day that makes somebody this old today."""
    latest = _years_before(today, age)
    return latest - timedelta(days=rng.randrange(365) if age else rng.randrange(1, 300))


def _years_before(day: date, years: int) -> date:
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if last_of_february else day.day)


def register_birth(rng: random.Random, born_on: date) -> RegisterDate:
    """What the record states of a birth date: of the old, some are not known or impossible."""
    if born_on.year >= 1960 or born_on.year < 1930 or rng.random() >= 0.03:
        return known(born_on)
    forms = UNKNOWN_BIRTHS if rng.random() < 0.8 else IMPOSSIBLE_BIRTHS
    form = rng.choice(forms)
    if rng.random() < 0.1:
        return parse_register_date("年月日不詳")
    text = form.format(
        year=born_on.year - 1925,
        month=born_on.month,
        day=min(born_on.day, 20),
        later=min(born_on.day, 20) + 5,
        season="春夏秋冬"[born_on.month % 12 // 3 - 1],
    )
    return parse_register_date(text)


def stay_of(rng: random.Random, role: Role, nationality: str) -> tuple[str, str | None]:
    """Status and period of residence by nationality and place in the household."""
    status = rng.choice(STATUSES_OF_RESIDENCE[nationality])
    if role.family == 1 and role.codes == ("12",):
        return SPOUSE_OF_JAPANESE
    if role.codes != ("02",) and status[1] is not None:
        return DEPENDANT
    return status


def foreign_columns(rng: random.Random, person: Person, since: date, today: date) -> Record:
    """The columns that only foreign residents fill (在留資格等)."""
    if person.stay is None:
        return {}
    status, period = person.stay
    is_special = status == "特別永住者"
    first, last = rng.choice("ABCDEFGH"), rng.choice("KLMNPQ")
    return {
        "nationality": person.nationality,
        "status_of_residence": status,
        "period_of_stay": period,
        "stay_expires_on": today + timedelta(days=rng.randrange(20, 1000)) if period else None,
        "residence_card_kind": "特別永住者証明書" if is_special else "在留カード",
        "residence_card_number": f"{first}Z{rng.randrange(10**8):08}Z{last}",
        "article_30_45_category": "特別永住者" if is_special else "中長期在留者",
        **date_columns("foreign_resident_since", known(max(since, date(2012, 7, 9)))),
    }


_PARTS = ("value", "precision", "text", "earliest_on", "latest_on")
_DATE_COLUMNS = {
    prefix: tuple(f"{prefix}_{part}" for part in _PARTS)
    for prefix in (
        "changed",
        "birth",
        "resident_since",
        "address_since",
        "removed",
        "foreign_resident_since",
    )
}


def date_columns(prefix: str, day: RegisterDate) -> Record:
    """The five columns of a register date."""
    value, precision, text, earliest_on, latest_on = _DATE_COLUMNS[prefix]
    return {
        value: day.value,
        precision: day.precision,
        text: day.text,
        earliest_on: day.earliest_on,
        latest_on: day.latest_on,
    }


def name_columns(person: Person) -> Record:
    """The columns of names, with whether the reading is the family register's."""
    held = person.names
    is_foreign = person.kind is ResidentKind.FOREIGN
    return {
        "full_name": held.full_name,
        "family_name": held.family_name,
        "given_name": held.given_name,
        "latin_name": held.latin_name,
        "kanji_name": held.kanji_name,
        "furigana": held.furigana,
        "family_furigana": held.family_furigana,
        "given_furigana": held.given_furigana,
        "furigana_status": FuriganaStatus.NONE if is_foreign else FuriganaStatus.CONFIRMED,
        "former_surname": held.former_surname,
        "former_surname_furigana": held.former_surname_furigana,
        "common_name": held.common_name,
        "common_name_furigana": held.common_name_furigana,
    }
