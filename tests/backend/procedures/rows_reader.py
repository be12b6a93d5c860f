"""Reading the rows: households written by hand, and what follows from the meaning of the rules."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backend.procedures.definitions import Catalogue
from backend.procedures.fact_definitions import (
    CASE_FACTS,
    PERSON_FACTS,
    FactDefinition,
    FactType,
)
from backend.procedures.facts import (
    CANNOT_SAY,
    UNKNOWN,
    CaseFacts,
    DateRange,
    Maybe,
    PersonFacts,
    Role,
    Value,
)

ROWS = Path(__file__).parent / "rows"
TODAY = date(2026, 11, 21)
NOTHING: Mapping[FactType, Any] = {FactType.BOOLEAN: False, FactType.NUMBER: 0}
NO_CHOICE = {"pension": "none", "kinship": "other", "childcare": "none"}


@dataclass(frozen=True)
class Household:
    """One household of the rows."""

    title: str
    facts: CaseFacts
    needed: dict[str, list[str]]
    maybe: dict[str, list[str]]
    why: dict[str, list[str]]
    unwanted: dict[str, str]
    never_printed: list[str]
    deemed: dict[str, bool]
    due: dict[str, str | None]
    until: dict[str, str]
    items: dict[str, dict[str, list[str]]]


def read_households(catalogue: Catalogue) -> list[Household]:
    """Read every file of rows."""
    return [
        _household(entry, catalogue)
        for file in sorted(ROWS.glob("*.json"))
        for entry in json.loads(file.read_text(encoding="utf-8"))
    ]


def _household(entry: dict[str, Any], catalogue: Catalogue) -> Household:
    is_no = entry["otherwise"] == "no"
    once = {q.code: q.definition for q in catalogue.questions.values() if not q.is_personal}
    given = dict(entry.get("facts", {}))
    facts = CaseFacts(
        reason=entry["reason"],
        today=date.fromisoformat(entry.get("today", TODAY.isoformat())),
        persons=tuple(_person(person, catalogue, is_no) for person in entry["persons"]),
        all_persons_known=given.pop("all_persons_known", True),
        answers=_values(entry.get("answers", {}), once, set(once) if is_no else set()),
        **_facts(given, CASE_FACTS),
    )
    return Household(
        title=entry["title"],
        facts=facts,
        needed=entry["needed"],
        maybe=entry.get("maybe", {}),
        why=entry.get("why", {}),
        unwanted=entry.get("not", {}),
        never_printed=entry.get("never_printed", []),
        deemed=entry.get("deemed", {}),
        due=entry.get("due", {}),
        until=entry.get("until", {}),
        items=entry.get("items", {}),
    )


def _person(entry: dict[str, Any], catalogue: Catalogue, is_no: bool) -> PersonFacts:
    given = dict(entry)
    personal = [q for q in catalogue.questions.values() if q.is_personal]
    asked = {q.code: q.definition for q in personal}
    own = {q.code for q in personal if q.fills is None}  # the others are facts, set below
    answers = _values(given.pop("answers", {}), asked, own if is_no else set())
    name, role = given.pop("name"), Role(given.pop("role"))
    facts = _facts(given, PERSON_FACTS)
    if is_no:
        facts = {
            fact.name: facts.get(fact.name, _no(fact))
            for fact in PERSON_FACTS.values()
            if fact.name != "role"
        }
    return PersonFacts(id=name, name=name, role=role, answers=answers, **facts)


def _facts(given: Mapping[str, Any], definitions: Mapping[str, FactDefinition]) -> dict[str, Any]:
    unknown = set(given) - set(definitions)
    assert not unknown, f"the rows name facts that don't exist: {unknown}"
    return {name: _value(value, definitions[name]) for name, value in given.items()}


def _value(value: Any, definition: FactDefinition) -> Any:
    if value == "cannot_say":
        return CANNOT_SAY
    if definition.type is not FactType.DATE:
        return value
    earliest, _, latest = value.partition("..")
    return DateRange(date.fromisoformat(earliest), date.fromisoformat(latest or earliest))


def _values(
    given: Mapping[str, Any], asked: Mapping[str, FactDefinition], answered_no: set[str]
) -> dict[str, Maybe[Value]]:
    answers = {code: _value(value, asked[code]) for code, value in given.items()}
    return {
        code: answers.get(code, _no(definition) if code in answered_no else UNKNOWN)
        for code, definition in asked.items()
    }


def _no(definition: FactDefinition) -> Any:
    if definition.type is FactType.CHOICE:
        return NO_CHOICE.get(definition.name, UNKNOWN)
    return NOTHING.get(definition.type, UNKNOWN)
