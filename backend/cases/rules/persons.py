"""Checks of each person."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from backend.cases.errors import Finding
from backend.cases.rules.checked import (
    MOST_RELATIONSHIP_CODES,
    CheckedCase,
    CheckedPerson,
    alert,
    error,
)
from backend.cases.status import PersonRole
from backend.procedures.definitions import Direction

RESTRICTION_ENDS_SOON = timedelta(days=31)  # 支援措置: can be prolonged from a month before
LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")


def _returning(case: CheckedCase) -> Iterator[Finding]:
    if not case.moves(Direction.IN):
        return
    for person in case.movers:
        if person.number_matches_removed:
            yield error(
                "V11",
                "番号が除票の方と一致します（再転入）。除票の方を選んでください。",
                person.place,
            )
        elif person.name_matches_removed:
            yield alert(
                "V12",
                "氏名・性別・生年月日が除票の方と一致します。再転入か確認してください。",
                person.place,
            )


def _foreigners(case: CheckedCase) -> Iterator[Finding]:
    for person in case.persons:
        if person.is_japanese is False and not (person.nationality and person.status_of_residence):
            yield error("V15", "外国人住民の国籍・地域と在留資格を入力してください。", person.place)


def _names(case: CheckedCase) -> Iterator[Finding]:
    for person in case.persons:
        has_latin = LATIN.search(person.name) is not None
        if person.is_japanese and has_latin:
            yield alert("V16", "日本人の氏名にローマ字があります。", person.place)
        elif person.is_japanese is False and not has_latin and not person.is_in_register:
            yield alert("V16", "外国人住民の氏名にローマ字がありません。", person.place)


def _relationships(case: CheckedCase) -> Iterator[Finding]:
    for person in case.persons:
        if len(person.relationship_codes) > MOST_RELATIONSHIP_CODES:
            yield error(
                "V17", "続柄は4世代までです。それを超える方は縁故者とします。", person.place
            )


def _ending_restriction(case: CheckedCase) -> Iterator[Finding]:
    for person in case.persons:
        until = person.restriction_until
        if until is not None and until - case.today <= RESTRICTION_ENDS_SOON:
            yield alert(
                "V20", "支援措置の期間の終了が近づいています（又は過ぎています）。", person.place
            )


def _births(case: CheckedCase) -> Iterator[Finding]:
    for person in case.persons:
        if person.birth_earliest_on is not None and person.birth_earliest_on > case.today:
            yield error("BIRTH", "生年月日が未来の日付です。", person.place)
        elif person.role is PersonRole.NEWBORN and _is_of_another_day(person, case.changed_on):
            yield error(
                "NEWBORN", "生まれた子の生年月日が出生の日（異動日）と違います。", person.place
            )


def _is_of_another_day(person: CheckedPerson, born_on: date | None) -> bool:
    if born_on is None:
        return False
    is_later = person.birth_earliest_on is not None and person.birth_earliest_on > born_on
    is_earlier = person.birth_latest_on is not None and person.birth_latest_on < born_on
    return is_later or is_earlier


def _residence_cards(case: CheckedCase) -> Iterator[Finding]:
    if case.residence_card_form is None:
        return
    for person in case.persons:
        number = person.residence_card_number
        if number and not has_form(number, case.residence_card_form):
            yield alert("CARD", "在留カード等の番号の形が違います。", person.place)


def has_form(text: str, form: str) -> bool:
    """Whether a text has a form such as ``AA99999999AA``: A for a letter, 9 for a digit."""
    kinds = {"A": str.isalpha, "9": str.isdigit}
    return (
        len(text) == len(form)
        and text.isascii()
        and all(kinds[kind](character) for character, kind in zip(text, form, strict=True))
    )


RULES: tuple[Callable[[CheckedCase], Iterator[Finding]], ...] = (
    _returning,
    _foreigners,
    _names,
    _relationships,
    _ending_restriction,
    _births,
    _residence_cards,
)
