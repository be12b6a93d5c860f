"""The catalogue (手続きカタログ) as the evaluator uses it; ``catalogue`` reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from backend.calendar.rules import CountingRule
from backend.procedures.conditions import Condition
from backend.procedures.fact_definitions import FactDefinition
from backend.procedures.facts import Value
from backend.procedures.representation import Representation


class Handling(StrEnum):
    """What the city does with it."""

    LINKED = "linked"  # a form is filled, and it may go to the core system (後方連携)
    FORM = "form"  # a form is filled
    GUIDANCE = "guidance"  # only pointed out (案内)


class Certainty(StrEnum):
    """Where it is known from that the procedure exists; its details are the city's to confirm."""

    PUBLISHED = "published"
    UNVERIFIED = "unverified"


class DeadlineKind(StrEnum):
    """Whether there is a last day, and what stands in its place when there is none."""

    COUNTED = "counted"
    BEFORE = "before"  # before the move (あらかじめ)
    PROMPTLY = "promptly"  # すみやかに
    ANY_TIME = "any_time"  # 随時


@dataclass(frozen=True)
class ReasonToCome:
    """Why somebody comes to the counter (用件), such as 転入（国内から）."""

    code: str
    name: str
    event: str
    implies: Mapping[str, bool]  # facts of the case that the choice of this reason settles
    help: str = ""


@dataclass(frozen=True)
class Choice:
    """One of the answers that a question offers."""

    value: Value
    label: str


@dataclass(frozen=True)
class Question:
    """A question that the official asks when the answer isn't known."""

    code: str
    text: str
    definition: FactDefinition  # its type and words
    choices: tuple[Choice, ...]
    is_personal: bool
    fills: str | None  # the fact that the answer stands for
    help: str = ""
    not_in_presence: bool = False  # not to be asked in front of others (人前で聞かない)
    never_printed: bool = False

    @property
    def key(self) -> str:
        """Under which name the answer is among the values."""
        return self.fills or f"?{self.code}"


@dataclass(frozen=True)
class Counter:
    """Where a procedure is done; the floor is the city's data."""

    code: str
    name: str
    floor: str
    is_outside: bool = False  # not at the city hall: 年金事務所, 法務局


@dataclass(frozen=True)
class DeadlineRule:
    """Until when; of several counting rules the earliest day counts."""

    kind: DeadlineKind
    words: str
    rules: tuple[CountingRule, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True)
class ItemRule:
    """Something to bring (持ち物), perhaps only in some cases or for some persons."""

    name: str
    when: Condition | None = None
    for_person: Condition | None = None


@dataclass(frozen=True)
class Deeming:
    """A notification that stands for this one (届出とみなす), by its annotation (付記)."""

    by: str
    when: Condition | None = None


@dataclass(frozen=True)
class Procedure:
    """One procedure of the catalogue (手続き)."""

    code: str
    name: str
    events: frozenset[str]
    counter: Counter
    deadlines: tuple[DeadlineRule, ...]
    handling: Handling
    certainty: Certainty
    legal_basis: str
    when: Condition | None = None
    for_person: Condition | None = None
    items: tuple[ItemRule, ...] = ()
    forms: tuple[str, ...] = ()
    annotation: str | None = None
    deemed_by: Deeming | None = None
    summary: str = ""
    never_printed: bool = False
    effective_from: date | None = None
    effective_to: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether the procedure exists on a day."""
        started = self.effective_from is None or self.effective_from <= on
        return started and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True)
class Catalogue:
    """A whole version of the catalogue, checked and compiled."""

    name: str
    reasons: Mapping[str, ReasonToCome]
    questions: Mapping[str, Question]
    counters: Mapping[str, Counter]
    procedures: tuple[Procedure, ...]
    by_event: Mapping[str, tuple[Procedure, ...]] = field(repr=False)
    forms: Mapping[str, str] = field(default_factory=dict)
    representation: Representation = field(default_factory=Representation)
