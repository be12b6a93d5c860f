"""Which procedures a case needs, why, for whom, until when, and what must still be asked.

Plain functions on plain values: no database, no clock (``today`` is a fact of the case).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from backend.calendar.rules import CountingRule, DueDates, OpeningCalendar, due_between
from backend.procedures.condition_reader import is_value_of
from backend.procedures.conditions import (
    Condition,
    Missing,
    PersonScope,
    Reason,
    Scope,
    Truth,
)
from backend.procedures.definitions import (
    Catalogue,
    DeadlineKind,
    DeadlineRule,
    ItemRule,
    Procedure,
    Question,
    ReasonToCome,
)
from backend.procedures.errors import InvalidAnswerError, UnknownReasonError
from backend.procedures.fact_definitions import CASE_FACTS, PERSON_FACTS
from backend.procedures.facts import (
    UNKNOWN,
    Answers,
    CaseFacts,
    DateRange,
    Maybe,
    PersonFacts,
    Role,
    Unknown,
    Value,
)

START_LABELS = {
    "changed_on": "異動日",
    "notified_on": "届出日",
    "planned_move_out_on": "転出予定日",
    "birth": "生まれた日",
    "death_known_on": "死亡を知った日",
    "funeral_on": "葬祭を行った日",
}


@dataclass(frozen=True)
class Deadline:
    """Until when, in words and, where it can be counted, as a day."""

    kind: DeadlineKind
    words: str
    due: DueDates | None
    waits_for: tuple[str, ...] = ()  # what must be known before the day can be counted
    basis: str = ""


@dataclass(frozen=True)
class Item:
    """Something to bring; it is unsure when nobody knows yet whether it's needed."""

    name: str
    person_ids: tuple[str, ...]
    is_unsure: bool


@dataclass(frozen=True)
class NeededProcedure:
    """A procedure that is needed, for whom and why."""

    procedure: Procedure
    person_ids: tuple[str, ...]  # empty: for the case as a whole
    reasons: tuple[Reason, ...]
    deadline: Deadline
    items: tuple[Item, ...]
    deemed_by: str | None  # the notification that stands for it: no form of its own
    undecided_person_ids: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms to fill: none when another notification stands for it."""
        return () if self.deemed_by else self.procedure.forms


@dataclass(frozen=True)
class UndecidedProcedure:
    """A procedure that may be needed: what would decide it."""

    procedure: Procedure
    person_ids: tuple[str, ...]
    questions: tuple[str, ...]  # codes, in the catalogue's order
    unclear: tuple[str, ...]  # what no question can settle, in words


@dataclass(frozen=True)
class OpenQuestion:
    """A question on whose answer some procedure still depends."""

    question: Question
    person_ids: tuple[str, ...]  # of whom it is asked; empty: asked once
    decides: tuple[str, ...]  # codes of the procedures


@dataclass(frozen=True)
class NotNeeded:
    """A procedure that isn't needed, and why."""

    procedure: Procedure
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Evaluation:
    """Everything that follows from what is known of a case."""

    reason: ReasonToCome
    needed: tuple[NeededProcedure, ...]
    undecided: tuple[UndecidedProcedure, ...]
    questions: tuple[OpenQuestion, ...]
    not_needed: tuple[NotNeeded, ...]

    @property
    def printable(self) -> tuple[NeededProcedure, ...]:
        """What may stand on paper, a tablet or a hand-over slip: never 支援措置."""
        return tuple(entry for entry in self.needed if not entry.procedure.never_printed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a procedure's condition came to."""

    truth: Truth
    persons: tuple[PersonScope, ...]
    undecided: tuple[PersonScope, ...]


def evaluate(catalogue: Catalogue, facts: CaseFacts, calendar: OpeningCalendar) -> Evaluation:
    """Work out what a case needs, what it may need, and what must still be asked."""
    reason = get_reason(catalogue, facts.reason)
    scope = make_scope(catalogue, facts)
    needed: list[NeededProcedure] = []
    undecided: list[UndecidedProcedure] = []
    not_needed: list[NotNeeded] = []
    missing: list[tuple[Procedure, Missing]] = []
    for procedure in catalogue.by_event[reason.event]:
        if not procedure.is_in_force(facts.today):
            continue
        outcome = decide(procedure, scope)
        open_leaves = _open_leaves(procedure, outcome, scope)
        missing += [(procedure, leaf) for leaf in open_leaves]
        if outcome.truth:
            needed.append(_needed(procedure, outcome, scope, facts, calendar))
        elif outcome.truth is None:
            undecided.append(_undecided(catalogue, procedure, outcome, open_leaves))
        else:
            not_needed.append(NotNeeded(procedure, _reasons_against(procedure, scope)))
    return Evaluation(
        reason,
        tuple(needed),
        tuple(undecided),
        _open_questions(catalogue, scope, missing),
        tuple(not_needed),
    )


def get_reason(catalogue: Catalogue, code: str) -> ReasonToCome:
    """Find a reason to come (用件), or refuse an unknown one."""
    if code not in catalogue.reasons:
        raise UnknownReasonError("この用件は手続きカタログにありません。", path=("reason",))
    return catalogue.reasons[code]


def check_answer(
    catalogue: Catalogue, code: str, value: Maybe[Value], *, person_id: str | None
) -> None:
    """Refuse an answer to no question, of the wrong kind, or for nobody."""
    question = catalogue.questions.get(code)
    if question is None:
        raise InvalidAnswerError("この質問は手続きカタログにありません。", path=(code,))
    if question.is_personal and person_id is None:
        raise InvalidAnswerError("どなたについての回答かを指定してください。", path=(code,))
    if not question.is_personal and person_id is not None:
        raise InvalidAnswerError("この質問は人ごとに答えるものではありません。", path=(code,))
    if not isinstance(value, Unknown) and not is_value_of(question.definition, value):
        raise InvalidAnswerError("この質問の選択肢にない回答です。", path=(code,))


def decide(procedure: Procedure, scope: Scope) -> Outcome:
    """Give the truth of a procedure's condition and the persons it is for."""
    truth: Truth = True if procedure.when is None else procedure.when.truth(scope, None)
    if truth is False or procedure.for_person is None:
        return Outcome(truth, (), ())
    persons, undecided = [], []
    for person in scope.persons:
        value = procedure.for_person.truth(scope, person)
        if value:
            persons.append(person)
        elif value is None:
            undecided.append(person)
    if not persons:
        truth = None if undecided or not scope.all_persons_known else False
    return Outcome(truth, tuple(persons), tuple(undecided))


def make_scope(catalogue: Catalogue, facts: CaseFacts) -> Scope:
    """Lay out facts and answers for the conditions; a fact that is known wins over an answer."""
    reason = get_reason(catalogue, facts.reason)
    values = {name: getattr(facts, name) for name in CASE_FACTS}
    for name, implied in reason.implies.items():
        if isinstance(values[name], Unknown):
            values[name] = implied
    personal = [question for question in catalogue.questions.values() if question.is_personal]
    once = [question for question in catalogue.questions.values() if not question.is_personal]
    of_case = _with_answers(values, once, facts.answers)
    return Scope(
        reason=reason.code,
        event=reason.event,
        on=_day_of_ages(facts),
        values=of_case,
        persons=tuple(_person_scope(person, personal, of_case) for person in facts.persons),
        all_persons_known=facts.all_persons_known,
    )


def _day_of_ages(facts: CaseFacts) -> DateRange:
    """Give the day on which ages are counted: the change, or today while it isn't known."""
    changed_on = facts.changed_on
    return DateRange.exactly(facts.today) if isinstance(changed_on, Unknown) else changed_on


def _person_scope(
    person: PersonFacts, questions: Iterable[Question], of_case: dict[str, object]
) -> PersonScope:
    # no fact of a person has the name of one of the case: a test holds that
    values = of_case | {name: getattr(person, name) for name in PERSON_FACTS}
    return PersonScope(person.id, person.name, _with_answers(values, questions, person.answers))


def _with_answers(
    values: dict[str, object], questions: Iterable[Question], answers: Answers
) -> dict[str, object]:
    for question in questions:
        known = values.get(question.key, UNKNOWN)
        answer = answers.get(question.code, UNKNOWN)
        values[question.key] = answer if isinstance(known, Unknown) and answer != UNKNOWN else known
    return values


def _needed(
    procedure: Procedure,
    outcome: Outcome,
    scope: Scope,
    facts: CaseFacts,
    calendar: OpeningCalendar,
) -> NeededProcedure:
    deemed = procedure.deemed_by
    return NeededProcedure(
        procedure=procedure,
        person_ids=_ids(outcome.persons),
        reasons=_reasons_for(procedure, outcome, scope),
        deadline=_deadline(procedure, scope, facts, calendar),
        items=tuple(_items(procedure, outcome, scope)),
        deemed_by=deemed.by if deemed and _holds(deemed.when, scope) else None,
        undecided_person_ids=_ids(outcome.undecided),
    )


def _undecided(
    catalogue: Catalogue, procedure: Procedure, outcome: Outcome, leaves: list[Missing]
) -> UndecidedProcedure:
    asked = {leaf.question for leaf in leaves}
    return UndecidedProcedure(
        procedure=procedure,
        person_ids=_ids((*outcome.persons, *outcome.undecided)),
        questions=tuple(code for code in catalogue.questions if code in asked),
        unclear=tuple(dict.fromkeys(leaf.text for leaf in leaves if leaf.question is None)),
    )


def _open_leaves(procedure: Procedure, outcome: Outcome, scope: Scope) -> list[Missing]:
    """Find what still decides: of the case as a whole, and of each undecided person."""
    if outcome.truth is False:
        return []
    leaves: list[Missing] = []
    if procedure.when is not None and procedure.when.truth(scope, None) is None:
        leaves += procedure.when.missing(scope, None)
    if procedure.for_person is not None:
        for person in outcome.undecided:
            leaves += procedure.for_person.missing(scope, person)
        if not scope.all_persons_known and not outcome.persons:
            leaves.append(Missing("対象となる方がまだ入力されていない", None, None))
    return list(dict.fromkeys(leaves))


def _open_questions(
    catalogue: Catalogue, scope: Scope, missing: Iterable[tuple[Procedure, Missing]]
) -> tuple[OpenQuestion, ...]:
    """Group by question; those that decide most come first, then the catalogue's order."""
    decides: dict[str, dict[str, None]] = defaultdict(dict)
    persons: dict[str, set[str]] = defaultdict(set)
    for procedure, leaf in missing:
        if leaf.question is not None:
            decides[leaf.question][procedure.code] = None
            if leaf.person_id is not None:
                persons[leaf.question].add(leaf.person_id)
    found = [
        OpenQuestion(
            question,
            tuple(person.id for person in scope.persons if person.id in persons[code]),
            tuple(decides[code]),
        )
        for code, question in catalogue.questions.items()
        if code in decides
    ]
    return tuple(sorted(found, key=lambda entry: -len(entry.decides)))


def _reasons_for(procedure: Procedure, outcome: Outcome, scope: Scope) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if procedure.when is not None:
        reasons += procedure.when.explain(scope, None)
    if procedure.for_person is not None:
        for person in outcome.persons:
            reasons += procedure.for_person.explain(scope, person)
    return tuple(dict.fromkeys(reasons))


def _reasons_against(procedure: Procedure, scope: Scope) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if procedure.when is not None and procedure.when.truth(scope, None) is False:
        reasons += procedure.when.explain(scope, None)
    elif procedure.for_person is not None:
        for person in scope.persons:
            reasons += procedure.for_person.explain(scope, person)
    return tuple(dict.fromkeys(reasons))


def _items(procedure: Procedure, outcome: Outcome, scope: Scope) -> Iterator[Item]:
    """List what to bring, of the persons the procedure is for."""
    for rule in procedure.items:
        truth: Truth = True if rule.when is None else rule.when.truth(scope, None)
        if truth is False:
            continue
        if rule.for_person is None:
            yield Item(rule.name, (), is_unsure=truth is None)
        else:
            yield from _item_of_persons(rule, rule.for_person, truth, outcome.persons, scope)


def _item_of_persons(
    rule: ItemRule,
    condition: Condition,
    truth: Truth,
    persons: tuple[PersonScope, ...],
    scope: Scope,
) -> Iterator[Item]:
    """List an item for those who surely need it, else as unsure for those who may."""
    concerned = persons or scope.persons
    sure = tuple(person for person in concerned if condition.truth(scope, person))
    unsure = tuple(person for person in concerned if condition.truth(scope, person) is None)
    if sure:
        yield Item(rule.name, _ids(sure), is_unsure=truth is None)
    elif unsure:
        yield Item(rule.name, _ids(unsure), is_unsure=True)


def _deadline(
    procedure: Procedure, scope: Scope, facts: CaseFacts, calendar: OpeningCalendar
) -> Deadline:
    rule = next(rule for rule in procedure.deadlines if _holds(rule.when, scope))
    if rule.kind is not DeadlineKind.COUNTED:
        return Deadline(rule.kind, rule.words, None)
    basis = "・".join(dict.fromkeys(counting.basis for counting in rule.rules if counting.basis))
    starts = [(counting, _start(counting, facts)) for counting in rule.rules]
    waits_for = tuple(START_LABELS[counting.starts] for counting, start in starts if start is None)
    return Deadline(rule.kind, rule.words, _due(rule, starts, calendar), waits_for, basis)


def _due(
    rule: DeadlineRule,
    starts: list[tuple[CountingRule, tuple[date, date] | None]],
    calendar: OpeningCalendar,
) -> DueDates | None:
    """Take the earliest of several periods; with one start unknown there's no day yet."""
    dues = [
        due_between(counting, *start, calendar) for counting, start in starts if start is not None
    ]
    if len(dues) < len(rule.rules):
        return None
    return DueDates(min(due.earliest for due in dues), min(due.latest for due in dues))


def _start(rule: CountingRule, facts: CaseFacts) -> tuple[date, date] | None:
    start = _birth_of_newborn(facts) if rule.starts == "birth" else getattr(facts, rule.starts)
    if isinstance(start, Unknown) or start.earliest is None or start.latest is None:
        return None
    return start.earliest, start.latest


def _birth_of_newborn(facts: CaseFacts) -> Maybe[DateRange]:
    births = (person.birth for person in facts.persons if person.role is Role.NEWBORN)
    return next(births, UNKNOWN)


def _holds(condition: Condition | None, scope: Scope) -> bool:
    """Whether a side condition holds; what is unknown doesn't."""
    return condition is None or condition.truth(scope, None) is True


def _ids(persons: Iterable[PersonScope]) -> tuple[str, ...]:
    return tuple(person.id for person in persons)
