"""A fixed clock and seeded ids from the environment: for demonstrations that repeat byte by byte.

Only a development server listens to them: a real one must not be told what time it is.
"""

from collections.abc import Mapping
from datetime import datetime

from backend.context.clock import Clock, NewId, random_ids, seeded_ids

FIXED_CLOCK = "MADOGUCHI_FIXED_CLOCK"
ID_SEED = "MADOGUCHI_ID_SEED"


class WrongSettingError(Exception):
    """A variable has a value that it cannot have; the message names it."""


def clock_from(environment: Mapping[str, str], *, development: bool) -> Clock:
    """The system's clock, or one that stands still (MADOGUCHI_FIXED_CLOCK, ISO 8601 with zone)."""
    given = environment.get(FIXED_CLOCK)
    if not given or not development:
        return Clock()
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise WrongSettingError(
            f"{FIXED_CLOCK} must be a moment with its zone, such as 2026-11-24T09:30:00+09:00."
        )
    return Clock(moment)


def ids_from(environment: Mapping[str, str], *, development: bool) -> NewId:
    """Random ids, or the same ones in every run (MADOGUCHI_ID_SEED, a number)."""
    given = environment.get(ID_SEED)
    if not given or not development:
        return random_ids()
    if not given.isdecimal():
        raise WrongSettingError(f"{ID_SEED} must be a number.")
    return seeded_ids(int(given))
