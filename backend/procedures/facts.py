"""What is known about a case and its persons: the facts that conditions can refer to.

A fact that nobody knows is ``UNKNOWN``, never false: somebody who isn't in the register may well
have every enrolment there is (ARCHITECTURE, decision 11). Their words are in
``fact_definitions``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Final, Literal, TypeAlias, TypeVar


class Unknown(Enum):
    """Why a value is missing."""

    UNKNOWN = "unknown"  # nobody has said it yet: it can be asked
    CANNOT_SAY = "cannot_say"  # asked, and the person can't say (わからない): not asked again

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = Unknown.UNKNOWN
CANNOT_SAY: Final = Unknown.CANNOT_SAY

T = TypeVar("T")
Maybe: TypeAlias = T | Literal[Unknown.UNKNOWN, Unknown.CANNOT_SAY]
Value: TypeAlias = bool | int | str
Answers: TypeAlias = Mapping[str, Maybe[Value]]


@dataclass(frozen=True)
class DateRange:
    """A date known at least within an interval; an end that is None is open (不詳)."""

    earliest: date | None
    latest: date | None

    @classmethod
    def exactly(cls, day: date) -> "DateRange":
        """Make the interval of a date that is known to the day."""
        return cls(day, day)


class Role(StrEnum):
    """What a person is in the case."""

    MOVER = "mover"
    STAYING = "staying"
    DECEASED = "deceased"
    NEWBORN = "newborn"
    APPLICANT = "applicant"
    SPOUSE = "spouse"  # somebody who marries or divorces
    CHILD = "child"  # a child of one who marries or divorces


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """What is known about one person of the case."""

    id: str
    name: str  # as the official reads it, without さん
    role: Role
    answers: Answers = field(default_factory=dict)  # by code of a question asked per person

    birth: Maybe[DateRange] = UNKNOWN
    sex: Maybe[str] = UNKNOWN
    is_japanese: Maybe[bool] = UNKNOWN
    is_in_register: Maybe[bool] = UNKNOWN
    was_head: Maybe[bool] = UNKNOWN
    is_head: Maybe[bool] = UNKNOWN
    lives_alone: Maybe[bool] = UNKNOWN
    kinship: Maybe[str] = UNKNOWN
    my_number_card: Maybe[bool] = UNKNOWN
    seal_registered: Maybe[bool] = UNKNOWN
    is_protected: Maybe[bool] = UNKNOWN
    health_insurance: Maybe[bool] = UNKNOWN
    late_stage_medical: Maybe[bool] = UNKNOWN
    same_wide_area_union: Maybe[bool] = UNKNOWN
    care_certified: Maybe[bool] = UNKNOWN
    in_care_facility: Maybe[bool] = UNKNOWN
    pension: Maybe[str] = UNKNOWN
    receives_pension: Maybe[bool] = UNKNOWN
    welfare_pension: Maybe[bool] = UNKNOWN
    public_assistance: Maybe[bool] = UNKNOWN
    child_allowance: Maybe[bool] = UNKNOWN
    child_rearing_allowance: Maybe[bool] = UNKNOWN
    special_child_allowance: Maybe[bool] = UNKNOWN
    child_medical: Maybe[bool] = UNKNOWN
    physical_disability: Maybe[bool] = UNKNOWN
    intellectual_disability: Maybe[bool] = UNKNOWN
    mental_disability: Maybe[bool] = UNKNOWN
    self_support_medical: Maybe[bool] = UNKNOWN
    disability_service: Maybe[bool] = UNKNOWN
    special_disability_allowance: Maybe[bool] = UNKNOWN
    disability_medical: Maybe[bool] = UNKNOWN
    nursery: Maybe[bool] = UNKNOWN
    resident_taxpayer: Maybe[bool] = UNKNOWN
    owns_property: Maybe[bool] = UNKNOWN
    owns_farm_or_forest: Maybe[bool] = UNKNOWN
    moped: Maybe[bool] = UNKNOWN
    direct_debit: Maybe[bool] = UNKNOWN


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What is known about a case: why they came, the change, the persons, the answers."""

    reason: str  # code of a reason to come in the catalogue
    today: date
    persons: tuple[PersonFacts, ...] = ()
    all_persons_known: bool = True  # False: somebody may still be missing from the list
    answers: Answers = field(default_factory=dict)  # by code of a question asked once

    changed_on: Maybe[DateRange] = UNKNOWN
    notified_on: Maybe[DateRange] = UNKNOWN
    planned_move_out_on: Maybe[DateRange] = UNKNOWN
    death_known_on: Maybe[DateRange] = UNKNOWN
    funeral_on: Maybe[DateRange] = UNKNOWN
    from_abroad: Maybe[bool] = UNKNOWN
    to_abroad: Maybe[bool] = UNKNOWN
    special_move_out: Maybe[bool] = UNKNOWN
    born_abroad: Maybe[bool] = UNKNOWN
    died_abroad: Maybe[bool] = UNKNOWN
    remaining_members: Maybe[int] = UNKNOWN
    notifier_relation: Maybe[str] = UNKNOWN
