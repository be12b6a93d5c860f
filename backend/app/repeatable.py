"""A fixed clock and seeded ids from the environment: for demonstrations that repeat byte by byte.

Only a development server listens to them: a real one must not be told what time it is.
"""

from collections.abc import Mapping
from datetime import datetime

from backend.context.clock import Clock, NewId, random_ids, seeded_ids

FIXED_CLOCK = "MADOGUCHI_FIXED_CLOCK"
ID_SEED = "MADOGUCHI_ID_SEED"


def clock_from(environment: Mapping[str, str], *, development: bool) -> Clock:
    """The system's clock, or one that stands still (MADOGUCHI_FIXED_CLOCK, ISO 8601 with zone)."""
    given = environment.get(FIXED_CLOCK)
    return Clock(datetime.fromisoformat(given)) if given and development else Clock()


def ids_from(environment: Mapping[str, str], *, development: bool) -> NewId:
    """Random ids, or the same ones in every run (MADOGUCHI_ID_SEED, a number)."""
    given = environment.get(ID_SEED)
    return seeded_ids(int(given)) if given and development else random_ids()
