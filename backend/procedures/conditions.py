"""Conditions in three values: true, false and unknown (Kleene), over facts and answers.

A condition is compiled once from its JSON tree (``condition_reader``) and asked three things:

- ``truth``: does it hold? ``None`` is unknown.
- ``explain``: which leaves decided, in the words of the counter («花子さんは75歳以上»).
- ``missing``: of an unknown one, which leaves still decide; a leaf that no longer matters, because
  a neighbour has settled the matter, isn't among them. So nothing is asked for nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from backend.procedures.ages import AgeRule
from backend.procedures.fact_definitions import FactDefinition
from backend.procedures.facts import DateRange, Unknown

Truth: TypeAlias = bool | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One leaf that decided, in words; ``person_id`` when it is about a person."""

    text: str
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """One leaf that is unknown and still decides; ``question`` can be asked for it, if any."""

    text: str
    person_id: str | None
    question: str | None


@dataclass(slots=True)
class PersonScope:
    """One person's values: those of the case, facts by name, answers by ``?`` and their code."""

    id: str
    name: str
    values: Mapping[str, Any]
    ages: dict[str, Truth] = field(default_factory=dict)


@dataclass(slots=True)
class Scope:
    """Everything a condition can look at."""

    reason: str
    event: str
    on: DateRange  # the day on which ages are counted
    values: Mapping[str, Any]
    persons: tuple[PersonScope, ...]
    all_persons_known: bool


class Condition(Protocol):
    """What every kind of condition can be asked."""

    def truth(self, scope: Scope, person: PersonScope | None) -> Truth:
        """Whether it holds; None is unknown."""

    def explain(self, scope: Scope, person: PersonScope | None) -> Iterator[Reason]:
        """The leaves that decided a condition whose truth is known."""

    def missing(self, scope: Scope, person: PersonScope | None) -> Iterator[Missing]:
        """The unknown leaves on which a condition of unknown truth still hangs."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a comparison looks at: a fact or an answer, of the case or of a person."""

    key: str
    is_personal: bool
    definition: FactDefinition
    question: str | None

    def value(self, scope: Scope, person: PersonScope | None) -> Any:
        """Give the value, or an ``Unknown``."""
        return (person or scope).values[self.key]

    def missing(self, scope: Scope, person: PersonScope | None, text: str) -> Missing:
        """Describe the missing value; a question that got «わからない» isn't asked again."""
        asked = self.value(scope, person) is not Unknown.CANNOT_SAY
        return _missing(
            text, person if self.is_personal else None, self.question if asked else None
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fact or an answer compared with a value."""

    subject: Subject
    holds: Callable[[Any], bool]

    def truth(self, scope: Scope, person: PersonScope | None) -> Truth:
        """Compare, if the value is known."""
        value = (person or scope).values[self.subject.key]  # written out: most of the time is here
        return None if value.__class__ is Unknown else self.holds(value)

    def explain(self, scope: Scope, person: PersonScope | None) -> Iterator[Reason]:
        """Say the value that decided."""
        definition = self.subject.definition
        if not definition.is_silent:
            words = definition.words_for(self.subject.value(scope, person))
            yield _reason(words, person if self.subject.is_personal else None)

    def missing(self, scope: Scope, person: PersonScope | None) -> Iterator[Missing]:
        """Name the value that is missing."""
        text = f"{self.subject.definition.label}が確認できていない"
        yield self.subject.missing(scope, person, text)


@dataclass(frozen=True, slots=True)
class Known:
    """Whether a value is known at all; the only comparison that is never unknown."""

    subject: Subject
    wanted: bool

    def truth(self, scope: Scope, person: PersonScope | None) -> Truth:
        """Look whether the value is there."""
        return (self.subject.value(scope, person).__class__ is not Unknown) is self.wanted

    def explain(self, scope: Scope, person: PersonScope | None) -> Iterator[Reason]:
        """Say that the value is missing; a value that is there is said by its own comparison."""
        if self.subject.value(scope, person).__class__ is Unknown:
            text = f"{self.subject.definition.label}がわからない"
            yield _reason(text, person if self.subject.is_personal else None)

    def missing(self, scope: Scope, person: PersonScope | None) -> Iterator[Missing]:
        """Give nothing: it is never unknown."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Age:
    """A named age of a person on the day of the change."""

    rule: AgeRule

    def truth(self, scope: Scope, person: PersonScope | None) -> Truth:
        """Apply the rule to the birth date, inexact or not."""
        assert person is not None, "the reader refuses ages outside a quantifier"
        if self.rule.name not in person.ages:
            born = person.values["birth"]
            known = born.__class__ is not Unknown
            person.ages[self.rule.name] = self.rule.holds(born, scope.on) if known else None
        return person.ages[self.rule.name]

    def explain(self, scope: Scope, person: PersonScope | None) -> Iterator[Reason]:
        """Say which side of the age the person is on."""
        holds = self.truth(scope, person)
        yield _reason(self.rule.label if holds else self.rule.label_otherwise, person)

    def missing(self, scope: Scope, person: PersonScope | None) -> Iterator[Missing]:
        """Say that the birth date doesn't decide."""
        yield _missing(f"生年月日から{self.rule.label}かどうかが決まらない", person, None)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why they came: one of these events or reasons. Shown elsewhere, so never a reason."""

    events: frozenset[str]
    reasons: frozenset[str]

    def truth(self, scope: Scope, person: PersonScope | None) -> Truth:
        """Look at the reason to come."""
        return scope.event in self.events or scope.reason in self.reasons

    def explain(self, scope: Scope, person: PersonScope | None) -> Iterator[Reason]:
        """Give nothing: the reason to come heads the list anyway."""
        yield from ()

    def missing(self, scope: Scope, person: PersonScope | None) -> Iterator[Missing]:
        """Give nothing: it is never unknown."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Junction:
    """``all`` or ``any``: settled by the first child that has the deciding value."""

    children: tuple[Condition, ...]
    settled_by: bool  # False for all, True for any

    def truth(self, scope: Scope, person: PersonScope | None) -> Truth:
        """Combine the children; an unknown one leaves it open unless another settles it."""
        result: Truth = not self.settled_by
        for child in self.children:
            value = child.truth(scope, person)
            if value is self.settled_by:
                return value
            if value is None:
                result = None
        return result

    def explain(self, scope: Scope, person: PersonScope | None) -> Iterator[Reason]:
        """Explain the first child that settled it, or all of them when none did."""
        value = self.truth(scope, person)
        for child in self.children:
            if child.truth(scope, person) is value:
                yield from child.explain(scope, person)
                if value is self.settled_by:
                    return

    def missing(self, scope: Scope, person: PersonScope | None) -> Iterator[Missing]:
        """Pass on what the unknown children miss; of ``all`` up to the first that can be asked.

        Its answer may settle the whole, and then the later questions would have been needless.
        """
        for child in self.children:
            if child.truth(scope, person) is not None:
                continue
            leaves = tuple(child.missing(scope, person))
            yield from leaves
            if not self.settled_by and any(leaf.question for leaf in leaves):
                return


@dataclass(frozen=True, slots=True)
class Negation:
    """``not``, or ``unless``: an exception, whose absence is no reason worth saying."""

    child: Condition
    is_exception: bool

    def truth(self, scope: Scope, person: PersonScope | None) -> Truth:
        """Turn the child's truth round."""
        value = self.child.truth(scope, person)
        return None if value is None else not value

    def explain(self, scope: Scope, person: PersonScope | None) -> Iterator[Reason]:
        """Explain the child: its words say the actual values."""
        if not (self.is_exception and self.truth(scope, person)):
            yield from self.child.explain(scope, person)

    def missing(self, scope: Scope, person: PersonScope | None) -> Iterator[Missing]:
        """Pass on what the child misses."""
        return self.child.missing(scope, person)


@dataclass(frozen=True, slots=True)
class Quantifier:
    """``any_person`` or ``every_person`` of the case."""

    child: Condition
    settled_by: bool  # True for any_person, False for every_person

    def truth(self, scope: Scope, person: PersonScope | None) -> Truth:
        """Combine the persons; while some may be missing from the list it stays open."""
        result: Truth = not self.settled_by if scope.all_persons_known else None
        for one in scope.persons:
            value = self.child.truth(scope, one)
            if value is self.settled_by:
                return value
            if value is None:
                result = None
        return result

    def explain(self, scope: Scope, person: PersonScope | None) -> Iterator[Reason]:
        """Explain the persons that decided: all for whom it holds, or for whom it fails."""
        value = self.truth(scope, person)
        for one in scope.persons:
            if self.child.truth(scope, one) is value:
                yield from self.child.explain(scope, one)

    def missing(self, scope: Scope, person: PersonScope | None) -> Iterator[Missing]:
        """Pass on what is missing of each undecided person, and persons that may be missing."""
        for one in scope.persons:
            if self.child.truth(scope, one) is None:
                yield from self.child.missing(scope, one)
        if not scope.all_persons_known:
            yield Missing("対象となる方がまだ入力されていない", None, None)


def _reason(words: str, person: PersonScope | None) -> Reason:
    return Reason(words) if person is None else Reason(f"{person.name}さんは{words}", person.id)


def _missing(text: str, person: PersonScope | None, question: str | None) -> Missing:
    if person is None:
        return Missing(text, None, question)
    return Missing(f"{person.name}さんの{text}", person.id, question)
