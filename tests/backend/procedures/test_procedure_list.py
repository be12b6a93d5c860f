"""The catalogue against the list of 114 procedures, and the rows against the catalogue."""

import re
from pathlib import Path

from tests.backend.procedures.test_rows import CATALOGUE, HOUSEHOLDS

PAGE = Path(__file__).parents[3] / "docs" / "procedure-catalogue.md"
# The codes of the list that came with the requirements: kind of counter, how many.
LIST = {
    "JK": 20,
    "KS": 9,
    "KH": 10,
    "KK": 6,
    "NK": 11,
    "KG": 7,
    "KD": 20,
    "SF": 11,
    "ZE": 8,
    "SK": 12,
}
LISTED = {f"{kind}{n:02}" for kind, count in LIST.items() for n in range(1, count + 1)}
CODES = [procedure.code for procedure in CATALOGUE.procedures]


def test_all_114_procedures_of_the_list_are_in_the_catalogue() -> None:
    assert len(LISTED) == 114
    assert LISTED - set(CODES) == set()


def test_what_the_catalogue_has_beyond_the_list_stands_on_its_page_with_a_reason() -> None:
    table = re.findall(
        r"^\| ([A-Z]{2}\d\d[A-Z]?) \| (.+) \| (.+) \|$", PAGE.read_text("utf-8"), re.M
    )
    listed = {code: (difference, reason) for code, difference, reason in table}

    assert set(CODES) - LISTED <= set(listed)
    assert set(listed) <= set(CODES)
    assert all(difference and reason for difference, reason in listed.values())


def test_every_procedure_is_needed_kept_away_and_explained_in_the_rows() -> None:
    needed = {code for household in HOUSEHOLDS for code in household.needed}
    kept_away = {place.split()[0] for household in HOUSEHOLDS for place in household.unwanted}
    explained = {code for household in HOUSEHOLDS for code in household.why}

    assert (set(CODES) - needed, set(CODES) - kept_away, set(CODES) - explained) == (
        set(),
        set(),
        set(),
    )


def test_every_reason_to_come_has_a_household() -> None:
    assert {household.facts.reason for household in HOUSEHOLDS} == set(CATALOGUE.reasons)


def test_the_rows_with_a_reason_are_two_hundred_and_more() -> None:
    explained = sum(len(household.why) for household in HOUSEHOLDS)
    kept_away = sum(len(household.unwanted) for household in HOUSEHOLDS)

    assert explained + kept_away >= 200
    assert sum(len(household.needed) for household in HOUSEHOLDS) >= 500
