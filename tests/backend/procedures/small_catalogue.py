"""A catalogue of a few procedures, for tests of single rules."""

from datetime import date, time
from typing import Any

from backend.calendar.rules import Hours, OpeningCalendar
from backend.procedures.catalogue import load_catalogue
from backend.procedures.facts import CaseFacts, DateRange, PersonFacts, Role
from backend.procedures.rules import Evaluation, evaluate

Tree = dict[str, Any]
TODAY = date(2026, 11, 20)
CALENDAR = OpeningCalendar(weekly=dict.fromkeys(range(5), Hours(time(8, 30), time(17, 15))))
CARD: Tree = {"fact": "person.my_number_card", "eq": True}
DOG: Tree = {"answer": "dog", "eq": True}
CAT: Tree = {"answer": "cat", "eq": True}
HORSE: Tree = {"answer": "horse", "eq": True}
ANY_TIME: list[Tree] = [{"words": "随時", "kind": "any_time"}]


def procedure(code: str, **more: Any) -> Tree:
    """One procedure, valid by default."""
    return {
        "code": code,
        "name": f"手続き{code}",
        "events": ["move_in"],
        "deadlines": ANY_TIME,
        "counter": "citizens",
        "legal_basis": "",
        "handling": "form",
        "certainty": "unverified",
        **more,
    }


def question(code: str, per: str = "case", **more: Any) -> Tree:
    """One yes-or-no question, valid by default."""
    words = {"yes": f"{code}あり", "no": f"{code}なし"}
    return {"code": code, "text": f"{code}?", "per": per, "label": code, "words": words, **more}


def document(*procedures: Tree, **more: Any) -> Tree:
    """A catalogue's document with the questions that its procedures use."""
    text = str((procedures, more.get("conditions")))
    questions = [question(code) for code in ("dog", "cat", "horse") if f"'{code}'" in text]
    return {
        "format": "1.0",
        "name": "小さなカタログ",
        "counters": {"citizens": {"name": "市民課", "floor": "1階"}},
        "reasons": [{"code": "MOVE_IN", "name": "転入", "event": "move_in"}],
        "questions": questions,
        "procedures": list(procedures),
        **more,
    }


def mover(name: str = "甲", **facts: Any) -> PersonFacts:
    """Somebody who moves; nothing else is known."""
    return PersonFacts(id=name, name=name, role=Role.MOVER, **facts)


def case(*persons: PersonFacts, **facts: Any) -> CaseFacts:
    """A case of moving in."""
    return CaseFacts(reason="MOVE_IN", today=TODAY, persons=persons, **facts)


def exactly(day: date) -> DateRange:
    """A date known to the day."""
    return DateRange.exactly(day)


def evaluated(tree: Tree, facts: CaseFacts) -> Evaluation:
    """Load and evaluate."""
    return evaluate(load_catalogue(tree), facts, CALENDAR)


def truth(condition: Tree, facts: CaseFacts, **more: Any) -> bool | None:
    """The truth of a condition of the case, as seen through a procedure that hangs on it."""
    found = evaluated(document(procedure("AA01", when=condition), **more), facts)
    if found.undecided:
        return None
    return bool(found.needed)
