"""Acceptance 3: a flipped comparison makes a row fail, or is listed with the reason why not."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from backend.calendar.rules import DueDates
from backend.procedures.catalogue import compile_catalogue
from backend.procedures.definitions import Catalogue
from backend.procedures.rules import evaluate
from tests.backend.procedures.mutations import Mutation, mutations
from tests.backend.procedures.rows_reader import Household, read_households
from tests.backend.procedures.test_rows import CALENDAR, CATALOGUE, FIXTURES

SURVIVORS = Path(__file__).parent / "surviving_mutations.json"
DOCUMENT = json.loads((FIXTURES / "procedures" / "catalogue.json").read_text(encoding="utf-8"))
HOUSEHOLDS = read_households(CATALOGUE)

T = TypeVar("T")


def test_a_flipped_comparison_makes_a_row_fail() -> None:
    listed = json.loads(SURVIVORS.read_text(encoding="utf-8"))

    flipped = list(mutations(DOCUMENT))
    survivors = [mutation.name for mutation in flipped if not _is_noticed(mutation)]

    assert survivors == list(listed)
    assert len(flipped) >= 400
    assert len(survivors) <= len(flipped) * 0.05


def test_without_a_flip_every_row_holds_for_the_cut_down_catalogues_too() -> None:
    for procedure in DOCUMENT["procedures"]:
        alone = Mutation(procedure["code"], {**DOCUMENT, "procedures": [procedure]})
        assert not _is_noticed(alone), procedure["code"]


def _is_noticed(mutation: Mutation) -> bool:
    catalogue, _ = compile_catalogue(mutation.document)
    return any(_fails(catalogue, household) for household in HOUSEHOLDS)


def _fails(catalogue: Catalogue, household: Household) -> bool:
    """Whether one of the household's rows about these procedures no longer holds."""
    event = catalogue.reasons[household.facts.reason].event
    codes = {entry.code for entry in catalogue.by_event.get(event, ())}
    if not codes:
        return False
    found = evaluate(catalogue, household.facts, CALENDAR)
    needed = {entry.procedure.code: entry for entry in found.needed}
    return (
        {code: list(entry.person_ids) for code, entry in needed.items()}
        != _of(codes, household.needed)
        or {entry.procedure.code: list(entry.questions) for entry in found.undecided}
        != _of(codes, household.maybe)
        or any(
            [reason.text for reason in needed[code].reasons] != why
            for code, why in _of(codes, household.why).items()
        )
        or any(
            (needed[code].deemed_by is not None) is not deemed
            for code, deemed in _of(codes, household.deemed).items()
        )
        or any(
            {item.name: list(item.person_ids) for item in needed[code].items} != items
            for code, items in _of(codes, household.items).items()
        )
        or any(
            _day(needed[code].deadline.due) != day
            for code, day in _of(codes, household.due).items()
        )
        or any(
            needed[code].deadline.words != words
            for code, words in _of(codes, household.until).items()
        )
    )


def _of(codes: set[str], rows: Mapping[str, T]) -> dict[str, T]:
    return {code: row for code, row in rows.items() if code in codes}


def _day(due: DueDates | None) -> str | None:
    return str(due.earliest) if due else None
