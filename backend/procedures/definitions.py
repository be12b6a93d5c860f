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


class Effect(StrEnum):
    """What a procedure does to the insured status (資格の得喪)."""

    ACQUIRED = "acquired"
    LOST = "lost"
    CHANGED = "changed"


class DeadlineKind(StrEnum):
    """Whether there is a last day, and what stands in its place when there is none."""

    COUNTED = "counted"
    BEFORE = "before"  # before the move (あらかじめ)
    PROMPTLY = "promptly"  # すみやかに
    ANY_TIME = "any_time"  # 随時


class Direction(StrEnum):
    """Where a movement leads, as seen from the city."""

    IN = "in"  # from elsewhere into the city
    OUT = "out"  # out of the city
    WITHIN = "within"  # to another address of the city
    HOUSEHOLD = "household"  # the address stays, the household changes
    NONE = "none"  # neither changes: 在留資格取得 (30条の47)


class Asked(StrEnum):
    """Whether something must be stated for a movement."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NOT_ASKED = "not_asked"


class ForWhom(StrEnum):
    """Whose movement it is."""

    JAPANESE = "japanese"
    FOREIGN = "foreign"
    BOTH = "both"


@dataclass(frozen=True)
class CardMovement:
    """A special movement by the My Number Card (特例), and how long the card serves."""

    days_after_planned_move_out: int | None = None


@dataclass(frozen=True, kw_only=True)
class Movement:
    """A kind of movement (異動の種類): whoever asks about one asks its properties, not its code."""

    code: str
    name: str
    direction: Direction
    printed_as: str | None = None  # which choice of the form's change.kind is circled
    change_reason: str | None = None  # 異動事由 by its name in the standard (DOMAIN 3.1)
    change_reason_code: str | None = None  # the core system's; unknown until the city says it
    new_address: Asked
    previous_address: Asked
    last_registered_address: Asked = Asked.NOT_ASKED  # 最終登録住所地 (未届)
    needs_moving_out_certificate: bool = False
    may_be_future: bool = False
    notification_days: int | None = None  # counted from the day after the change
    by_card: CardMovement | None = None
    for_whom: ForWhom = ForWhom.BOTH
    asks_proof_of_relationship: bool = False

    @property
    def leaves_an_address_here(self) -> bool:
        """Whether the movers were registered in the city at the address they leave."""
        return self.direction in (Direction.OUT, Direction.WITHIN)


@dataclass(frozen=True)
class ReasonToCome:
    """Why somebody comes to the counter (用件), such as 転入（国内から）."""

    code: str
    name: str
    event: str
    implies: Mapping[str, bool]  # facts of the case that the choice of this reason settles
    help: str = ""
    # One is taken by itself, of several one must be chosen; none where nobody moves.
    movements: tuple[str, ...] = ()


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
    effect: Effect | None = None
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
    movements: Mapping[str, Movement]
    questions: Mapping[str, Question]
    counters: Mapping[str, Counter]
    procedures: tuple[Procedure, ...]
    by_event: Mapping[str, tuple[Procedure, ...]] = field(repr=False)
    forms: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)  # A for a letter, 9 for a digit
    representation: Representation = field(default_factory=Representation)
