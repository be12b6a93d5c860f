"""Compiling conditions from their JSON trees; every fault is noted with its place."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from backend.procedures.ages import AgeRule
from backend.procedures.conditions import (
    Age,
    Comparison,
    Condition,
    Junction,
    Known,
    Negation,
    Occasion,
    Quantifier,
    Subject,
)
from backend.procedures.definitions import Question
from backend.procedures.errors import CatalogueFault
from backend.procedures.fact_definitions import (
    CASE_FACTS,
    PERSON_FACTS,
    FactDefinition,
    FactType,
)

Tree: TypeAlias = Mapping[str, Any]

ORDERINGS: Mapping[str, Callable[[Any, Any], bool]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
EQUALITIES: Mapping[str, Callable[[Any, Any], bool]] = {"eq": operator.eq, "ne": operator.ne}
COMPARISONS = (*EQUALITIES, *ORDERINGS, "in", "not_in")


@dataclass
class Vocabulary:
    """What conditions can refer to, what they did refer to, and the faults found."""

    questions: Mapping[str, Question]
    ages: Mapping[str, AgeRule]
    named: Mapping[str, Tree]
    events: frozenset[str]
    reasons: frozenset[str]
    faults: list[CatalogueFault] = field(default_factory=list)
    used: set[str] = field(default_factory=set)  # "person.x", "?question", "use:name"


@dataclass(frozen=True)
class Place:
    """Where in the document a condition stands, and what is allowed there."""

    path: tuple[str, ...]
    in_person: bool = False  # inside a quantifier: personal facts can be looked at
    may_be_confidential: bool = False
    within: tuple[str, ...] = ()  # the named conditions being read, to find circles

    def at(self, *steps: str | int) -> "Place":
        """Go deeper."""
        return replace(self, path=(*self.path, *map(str, steps)))


def read_condition(tree: Tree, place: Place, words: Vocabulary) -> Condition:
    """Compile a condition. After a fault the result stands in for it and is never used."""
    for kind, read in READERS.items():
        if kind in tree:
            return read(tree, place, words)
    return _fault(words, place, "条件の種類がありません。")


def _junction(tree: Tree, place: Place, words: Vocabulary) -> Condition:
    kind = "all" if "all" in tree else "any"
    children = tuple(
        read_condition(child, place.at(kind, n), words) for n, child in enumerate(tree[kind])
    )
    return Junction(children, settled_by=kind == "any")


def _negation(tree: Tree, place: Place, words: Vocabulary) -> Condition:
    kind = "not" if "not" in tree else "unless"
    return Negation(
        read_condition(tree[kind], place.at(kind), words), is_exception=kind == "unless"
    )


def _quantifier(tree: Tree, place: Place, words: Vocabulary) -> Condition:
    kind = "any_person" if "any_person" in tree else "every_person"
    inside = replace(place.at(kind), in_person=True)
    return Quantifier(read_condition(tree[kind], inside, words), settled_by=kind == "any_person")


def _use(tree: Tree, place: Place, words: Vocabulary) -> Condition:
    name = tree["use"]
    if name not in words.named:
        return _fault(words, place.at("use"), f"名前のない条件です: {name}")
    if name in place.within:
        circle = " → ".join((*place.within, name))
        return _fault(words, place.at("use"), f"条件が循環しています: {circle}")
    words.used.add(f"use:{name}")
    # the path stays at the definition, where the fault is to be mended
    inside = replace(place, path=("conditions", name), within=(*place.within, name))
    return read_condition(words.named[name], inside, words)


def _age(tree: Tree, place: Place, words: Vocabulary) -> Condition:
    name = tree["age"]
    if name not in words.ages:
        return _fault(words, place.at("age"), f"知らない年齢の規則です: {name}")
    if not place.in_person:
        return _fault(words, place.at("age"), "年齢は、人についての条件の中でだけ使えます。")
    return Age(words.ages[name])


def _occasion(tree: Tree, place: Place, words: Vocabulary) -> Condition:
    events, reasons = frozenset(tree.get("event", ())), frozenset(tree.get("reason", ()))
    for name in sorted(events - words.events):
        _fault(words, place.at("event"), f"知らない出来事です: {name}")
    for name in sorted(reasons - words.reasons):
        _fault(words, place.at("reason"), f"知らない用件です: {name}")
    return Occasion(events, reasons)


def _comparison(tree: Tree, place: Place, words: Vocabulary) -> Condition:
    subject = _subject(tree, place, words)
    if subject is None:
        return Junction((), settled_by=True)
    if subject.definition.is_confidential and not place.may_be_confidential:
        _fault(words, place, "印刷される手続きの条件に、支援措置に関する項目は使えません。")
    if "known" in tree:
        return Known(subject, tree["known"])
    kind = next(name for name in COMPARISONS if name in tree)
    for fault in _type_faults(subject.definition, kind, tree[kind]):
        _fault(words, place.at(kind), fault)
    return Comparison(subject, _test(kind, tree[kind]))


def _subject(tree: Tree, place: Place, words: Vocabulary) -> Subject | None:
    """Find the fact or the question; a question that fills a fact is found through the fact."""
    subject = _answer(tree, place, words) if "answer" in tree else _fact(tree, place, words)
    if subject is not None and subject.is_personal and not place.in_person:
        kind = "answer" if "answer" in tree else "fact"
        _fault(
            words, place.at(kind), f"人ごとの項目です（人についての条件の中で使う）: {tree[kind]}"
        )
    return subject


def _answer(tree: Tree, place: Place, words: Vocabulary) -> Subject | None:
    question = words.questions.get(tree["answer"])
    if question is None:
        _fault(words, place.at("answer"), f"知らない質問です: {tree['answer']}")
        return None
    words.used.add(question.key)
    return Subject(question.key, question.is_personal, question.definition, question.code)


def _fact(tree: Tree, place: Place, words: Vocabulary) -> Subject | None:
    level, _, name = tree["fact"].partition(".")
    facts = {"case": CASE_FACTS, "person": PERSON_FACTS}.get(level, {})
    if name not in facts:
        _fault(words, place.at("fact"), f"知らない項目です: {tree['fact']}")
        return None
    words.used.add(tree["fact"])
    is_personal = level == "person"
    question = next(
        (
            q.code
            for q in words.questions.values()
            if (q.fills, q.is_personal) == (name, is_personal)
        ),
        None,
    )
    if question is not None:
        words.used.add(name)
    return Subject(name, is_personal, facts[name], question)


def _type_faults(definition: FactDefinition, kind: str, value: Any) -> Iterator[str]:
    """Faults of a comparison that could never be meant: a word compared with a number."""
    if kind in ORDERINGS and definition.type is not FactType.NUMBER:
        yield f"{definition.label}の大小は比べられません。"
    elif definition.type is FactType.DATE:
        yield f"{definition.label}は known だけで調べられます。"
    else:
        for wanted in (
            value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        ):
            if not is_value_of(definition, wanted):
                yield f"{definition.label}の値になりません: {wanted}"


def is_value_of(definition: FactDefinition, value: object) -> bool:
    """Whether a value is of the fact's type and, for a choice, one of those offered."""
    if definition.type is FactType.BOOLEAN:
        return isinstance(value, bool)
    if definition.type is FactType.NUMBER:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and value in definition.words


def _test(kind: str, wanted: Any) -> Callable[[Any], bool]:
    if kind in ("in", "not_in"):
        among = frozenset(wanted)
        return (
            (lambda value: value in among) if kind == "in" else (lambda value: value not in among)
        )
    compare = EQUALITIES.get(kind) or ORDERINGS[kind]
    return lambda value: compare(value, wanted)


def _fault(words: Vocabulary, place: Place, message: str) -> Condition:
    words.faults.append(CatalogueFault(place.path, message))
    return Junction((), settled_by=True)


READERS: Mapping[str, Callable[[Tree, Place, Vocabulary], Condition]] = {
    "all": _junction,
    "any": _junction,
    "not": _negation,
    "unless": _negation,
    "any_person": _quantifier,
    "every_person": _quantifier,
    "use": _use,
    "age": _age,
    "event": _occasion,
    "reason": _occasion,
    "fact": _comparison,
    "answer": _comparison,
}
