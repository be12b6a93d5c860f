"""Rules of a case: plain functions, no database, no clock. One file a topic."""

from backend.cases.rules.cases import check_case, movement_of, require_step
from backend.cases.rules.checked import (
    HEAD,
    MOST_RELATIONSHIP_CODES,
    CheckedCase,
    CheckedPerson,
    JoinedHousehold,
    RemainingMember,
)

MOST_PERSONS = 30

__all__ = [
    "HEAD",
    "MOST_PERSONS",
    "MOST_RELATIONSHIP_CODES",
    "CheckedCase",
    "CheckedPerson",
    "JoinedHousehold",
    "RemainingMember",
    "check_case",
    "movement_of",
    "require_step",
]
