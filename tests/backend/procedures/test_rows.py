"""Acceptance 3: rows written by hand from the law hold."""

import json
from pathlib import Path

import pytest

from backend.calendar.opening import load_calendar
from backend.procedures.catalogue import load_catalogue
from backend.procedures.rules import Evaluation, evaluate
from tests.backend.procedures.rows_reader import Household, read_households

FIXTURES = Path(__file__).parents[3] / "fixtures"
CATALOGUE = load_catalogue(
    json.loads((FIXTURES / "procedures" / "catalogue.json").read_text(encoding="utf-8"))
)
CALENDAR = load_calendar(
    json.loads((FIXTURES / "calendar" / "opening_calendar.json").read_text(encoding="utf-8"))
)
HOUSEHOLDS = read_households(CATALOGUE)
each_household = pytest.mark.parametrize("household", HOUSEHOLDS, ids=lambda one: one.title)


def evaluation_of(household: Household) -> Evaluation:
    return evaluate(CATALOGUE, household.facts, CALENDAR)


@each_household
def test_a_household_needs_exactly_the_procedures_of_its_rows(household: Household) -> None:
    found = evaluation_of(household)

    needed = {entry.procedure.code: list(entry.person_ids) for entry in found.needed}
    assert needed == household.needed


@each_household
def test_what_is_undecided_hangs_on_exactly_the_questions_of_its_rows(
    household: Household,
) -> None:
    found = evaluation_of(household)

    undecided = {entry.procedure.code: list(entry.questions) for entry in found.undecided}
    assert undecided == household.maybe


@each_household
def test_the_reasons_are_said_as_in_the_rows(household: Household) -> None:
    found = evaluation_of(household)

    reasons = {
        entry.procedure.code: [reason.text for reason in entry.reasons] for entry in found.needed
    }
    assert {code: reasons[code] for code in household.why} == household.why


@each_household
def test_what_must_not_come_does_not(household: Household) -> None:
    found = evaluation_of(household)

    needed = {entry.procedure.code: entry.person_ids for entry in found.needed}
    assert {code[:4] for code in household.unwanted} <= {p.code[:4] for p in CATALOGUE.procedures}
    for place, why in household.unwanted.items():
        code, _, person = place.partition(" ")
        assert (person not in needed[code]) if person else (code not in needed), why


@each_household
def test_deadlines_fall_on_the_days_of_the_rows(household: Household) -> None:
    found = evaluation_of(household)

    due = {entry.procedure.code: entry.deadline.due for entry in found.needed}
    days = {code: str(day.earliest) if day else None for code, day in due.items()}
    words = {entry.procedure.code: entry.deadline.words for entry in found.needed}
    assert {code: days[code] for code in household.due} == household.due
    assert {code: words[code] for code in household.until} == household.until


@each_household
def test_what_to_bring_is_as_in_the_rows(household: Household) -> None:
    found = evaluation_of(household)

    items = {
        entry.procedure.code: {item.name: list(item.person_ids) for item in entry.items}
        for entry in found.needed
    }
    assert {code: items[code] for code in household.items} == household.items


@each_household
def test_a_notification_stands_for_others_as_in_the_rows(household: Household) -> None:
    found = evaluation_of(household)

    deemed = {entry.procedure.code: entry.deemed_by is not None for entry in found.needed}
    assert {code: deemed[code] for code in household.deemed} == household.deemed


def test_the_rows_are_enough() -> None:
    rows = sum(len(household.needed) + len(household.unwanted) for household in HOUSEHOLDS)

    assert rows >= 60


def test_protective_measures_are_needed_but_never_printed() -> None:
    protected = [household for household in HOUSEHOLDS if household.never_printed]

    for household in protected:
        found = evaluation_of(household)
        needed = {entry.procedure.code for entry in found.needed}
        printed = {entry.procedure.code for entry in found.printable}
        assert needed - printed == set(household.never_printed)
    assert len(protected) == 3
