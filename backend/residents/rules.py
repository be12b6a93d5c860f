"""Rules of the register: plain functions on plain values, no database, no clock."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.database.encryption import Place
from backend.errors import InvalidInputError
from backend.residents.status import RELATIONSHIP_NAMES, Scheme
from backend.shared.dates import parse_register_date
from backend.shared.names import (
    fold_kanji,
    is_kana,
    kana_keys,
    require_stored_text,
)

MOST_GENERATIONS = 4
HEAD = "02"
SPOUSES = frozenset({"11", "12", "13", "14"})
CHILD = "20"
PARENTS = frozenset({"51", "52"})
SIBLINGS = frozenset({"71", "74", "81", "84"})
RELATIVE = "96"
LODGER = "99"

LONGEST_SEARCH = 100
MOST_WORDS = 6
# 宛名番号 are typed without their leading zeros; cities write them with 8 to 15 digits.
NUMBER_DIGITS = range(8, 16)
# As it is printed on the card, in three groups, or in one.
INDIVIDUAL_NUMBER = re.compile(r"(?<![0-9])[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")

Codes = tuple[str, ...]


def relationship_codes(*codes: str | None) -> Codes:
    """The levels of a relationship that are filled."""
    return tuple(code for code in codes if code)


def relationship_text(codes: Codes) -> str:
    """Write a relationship to the head of household (続柄): 子の妻, 妻の父.

    At most four generations: who stands further off is 縁故者.
    """
    if not codes or len(codes) > MOST_GENERATIONS:
        raise InvalidInputError("続柄は1段から4段までです。")
    unknown = [code for code in codes if code not in RELATIONSHIP_NAMES]
    if unknown:
        raise InvalidInputError(f"続柄コード{unknown[0]}はありません。")
    return "の".join(RELATIONSHIP_NAMES[code] for code in codes)


@dataclass(frozen=True, kw_only=True)
class Member:
    """What the order of a household's members depends on."""

    number: str
    codes: Codes
    birth_earliest_on: date | None


def member_rank(codes: Codes) -> int:
    """The member's group in the order of the resident record (世帯員の並び順).

    Head, spouse, children, their families, parents, siblings and theirs, grandparents, other
    relatives, 縁故者, 同居人; last, whose relationship nobody has entered.
    """
    if not codes:
        return 10
    if len(codes) == 1:
        return _rank_of_one(codes[0])
    if codes[0] == CHILD:
        return 3
    if codes[0] in SIBLINGS:
        return 5
    return 6 if all(code in PARENTS for code in codes) else 7


def _rank_of_one(code: str) -> int:
    groups = ({HEAD}, SPOUSES, {CHILD}, frozenset[str](), PARENTS, SIBLINGS)
    for rank, group in enumerate(groups):
        if code in group:
            return rank
    return {RELATIVE: 8, LODGER: 9}.get(code, 7)


def order_of_members(members: Iterable[Member]) -> list[Member]:
    """Members in the record's order: by group, then by birth and number."""
    return sorted(members, key=_member_key)


def _member_key(member: Member) -> tuple[int, Codes, date, str]:
    rank = member_rank(member.codes)
    # Children stand by birth alone; in the other groups those of one relationship stand together.
    codes = () if rank in (2, 5) else member.codes
    return rank, codes, member.birth_earliest_on or date.max, member.number


def age_on(birth: date, day: date) -> int:
    """Full years on a day (満年齢), counted from birthday to birthday.

    Schemes count in other ways (a day before the birthday, by school year): see their own rules.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_between(earliest: date | None, latest: date | None, day: date) -> int | None:
    """The age of somebody whose birth date may be unknown; None where it could be two ages."""
    if earliest is None or latest is None or latest > day:
        return None
    oldest, youngest = age_on(earliest, day), age_on(latest, day)
    return oldest if oldest == youngest else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The names that a record holds."""

    full_name: str
    family_name: str | None = None
    given_name: str | None = None
    latin_name: str | None = None
    kanji_name: str | None = None
    furigana: str | None = None
    family_furigana: str | None = None
    given_furigana: str | None = None
    former_surname: str | None = None
    former_surname_furigana: str | None = None
    common_name: str | None = None
    common_name_furigana: str | None = None


@dataclass(frozen=True)
class SearchColumns:
    """What the register derives from a person's names for search."""

    sort_key: str
    names_folded: str  # one name a line
    sorted_keys: tuple[str, ...]  # what a search can begin with


def search_columns(records: Sequence[Names]) -> SearchColumns:
    """Derive the search columns from a person's records, the current one first, the past behind."""
    readings: dict[str, None] = {}
    names: dict[str, None] = {}
    for record in records:
        readings.update(dict.fromkeys(_readings(record)))
        names.update(dict.fromkeys(fold_kanji(name) for name in _names(record)))
    keys = {key for reading in readings for key in kana_keys(reading)} | names.keys()
    keys |= {fold_kanji(record.given_name) for record in records if record.given_name}
    return SearchColumns(
        sort_key=kana_keys(records[0].furigana or records[0].full_name)[0],
        names_folded="\n".join(names),
        sorted_keys=tuple(sorted(keys - {""})),
    )


def _names(record: Names) -> list[str]:
    """Every written name: the whole names, and the former surname before the given name."""
    names = [record.full_name, record.latin_name, record.kanji_name, record.common_name]
    if record.former_surname:
        names.append(record.former_surname + (record.given_name or ""))
    return [name for name in names if name]


def _readings(record: Names) -> list[str]:
    """Every reading that a search can begin with: whole, given, with former surname, common name.

    Each part of a name divided by blanks counts: foreign residents are asked for by any of them.
    """
    readings = [record.furigana, record.given_furigana, record.common_name_furigana]
    if record.former_surname_furigana:
        readings.append(record.former_surname_furigana + (record.given_furigana or ""))
    if record.latin_name:
        readings += [record.latin_name, *record.latin_name.split()]
    readings += _parts(record.common_name_furigana)
    if record.given_furigana is None:
        readings += _parts(record.furigana)
    readings += [name for name in _names(record) if is_kana(name)]
    return [reading for reading in readings if reading]


def _parts(text: str | None) -> list[str]:
    return re.split(r"[\s・]+", text) if text else []


@dataclass(frozen=True)
class ReadingTerm:
    """Kana: one reading begins so. Words of kana in a row are one reading, blanks don't count.

    ``words``: the same word by word (given name before family name).
    """

    keys: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class WrittenTerm:
    """A written name contains this (folded)."""

    folded: str


@dataclass(frozen=True)
class BirthTerm:
    """Born within these days; one day for a whole date."""

    earliest_on: date
    latest_on: date


@dataclass(frozen=True)
class NumberTerm:
    """A 宛名番号 as typed and with leading zeros; 7 or 8 digits may be a birth date too."""

    numbers: tuple[str, ...]
    birth: BirthTerm | None


Term = ReadingTerm | WrittenTerm | BirthTerm | NumberTerm
SearchTerms = tuple[Term, ...]


def interpret_search(text: str) -> SearchTerms:
    """Tell what an official typed into the one search box; all the terms must hold.

    Readings in kana of any kind and width, written names, birth dates (和暦7桁, 西暦8桁,
    昭和55年3月5日), 宛名番号. Refuses what is empty, too long or unreadable.
    """
    require_stored_text(text, longest=LONGEST_SEARCH, path=("search",))
    words = text.split()
    if not words:
        raise InvalidInputError("検索する語を入力してください。", path=("search",))
    _refuse_individual_number(text)
    if len(words) > MOST_WORDS:
        raise InvalidInputError(f"検索する語は{MOST_WORDS}語までです。", path=("search",))
    readings = [word for word in words if is_kana(word)]
    others = [_term(word) for word in words if not is_kana(word)]
    return (_reading_term(readings), *others) if readings else tuple(others)


def _refuse_individual_number(text: str) -> None:
    """Refuse what may be an Individual Number before anything of the search reaches the audit log.

    Twelve digits, mistyped ones too: they would lie there readable for whoever may see the log.
    """
    if INDIVIDUAL_NUMBER.search(unicodedata.normalize("NFKC", text)):
        raise InvalidInputError("12桁の番号（個人番号）では検索できません。", path=("search",))


def _reading_term(words: Sequence[str]) -> ReadingTerm:
    separate = tuple(kana_keys(word) for word in words) if len(words) > 1 else ()
    return ReadingTerm(kana_keys("".join(words)), separate)


def _term(word: str) -> Term:
    plain = unicodedata.normalize("NFKC", word)
    birth = _birth_term(plain)
    if plain.isascii() and plain.isdigit():
        padded = (plain.zfill(digits) for digits in NUMBER_DIGITS if digits > len(plain))
        return NumberTerm((plain, *padded), birth)
    if birth is not None:
        return birth
    folded = fold_kanji(word)
    if not folded:
        raise InvalidInputError("検索できる文字がありません。", path=("search",))
    return WrittenTerm(folded)


def _birth_term(plain: str) -> BirthTerm | None:
    """The days of a date; nothing for what is no date, or one that nothing bounds."""
    if not any(character.isdigit() or character == "元" for character in plain):
        return None
    try:
        born = parse_register_date(plain)
    except InvalidInputError:
        return None
    if born.earliest_on is None or born.latest_on is None:
        return None
    return BirthTerm(born.earliest_on, born.latest_on)


def individual_number_place(city_id: int, resident_id: UUID) -> Place:
    """Where an encrypted Individual Number stands."""
    return Place(city_id, "individual_number", resident_id, "individual_number_encrypted")


# What a scheme's enrolment tells beyond number and dates: key of ``detail`` and its Japanese term.
DETAIL_KEYS: dict[Scheme, dict[str, str]] = {
    Scheme.NATIONAL_HEALTH_INSURANCE: {
        "is_student_elsewhere": "マル学",
        "has_limit_certificate": "限度額適用認定",
    },
    Scheme.LATE_STAGE_MEDICAL: {"burden_percent": "負担割合"},
    Scheme.LONG_TERM_CARE: {
        "care_level": "要介護状態区分",
        "is_in_facility": "住所地特例施設",
    },
    Scheme.NATIONAL_PENSION: {
        "category": "被保険者種別",
        "pension_number": "基礎年金番号",
        "is_receiving": "年金受給",
    },
    Scheme.CHILD_ALLOWANCE: {"children": "支給対象児童数"},
    Scheme.CHILD_REARING_ALLOWANCE: {"children": "対象児童数"},
    Scheme.SPECIAL_CHILD_REARING_ALLOWANCE: {"grade": "等級"},
    Scheme.WELFARE_MEDICAL: {"reason": "助成区分"},
    Scheme.DISABILITY_WELFARE: {
        "certificate": "手帳の種類",
        "grade": "等級",
        "has_self_support_medical": "自立支援医療",
        "has_service": "障害福祉サービス",
    },
    Scheme.CHILD_MEDICAL: {},
    Scheme.NURSERY: {"facility": "施設名", "category": "認定区分"},
    Scheme.RESIDENT_TAX: {"is_taxed": "課税", "fiscal_year": "年度"},
    Scheme.TAX_COLLECTION: {"has_arrears": "未納", "has_direct_debit": "口座振替"},
    Scheme.SEAL_REGISTRATION: {},
    Scheme.MY_NUMBER_CARD: {"expires_on": "有効期限"},
    Scheme.NEIGHBOURHOOD: {"name": "自治区名"},
    Scheme.SCHOOL_DISTRICT: {"elementary": "小学校区", "junior_high": "中学校区"},
}
