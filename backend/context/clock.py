"""The one place that asks what time it is and makes ids; both can be fixed for repeatable runs."""

import itertools
import random
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.shared.ids import RANDOM_BITS, uuid7

ORDER_BITS = 24
JAPAN = ZoneInfo("Asia/Tokyo")

NewId = Callable[[datetime], UUID]


class Clock:
    """The time of day; ``fixed_at`` starts a clock that stands still until it is moved."""

    def __init__(self, fixed_at: datetime | None = None) -> None:
        self._fixed_at = fixed_at

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._fixed_at or datetime.now(UTC)

    def advance(self, by: timedelta) -> None:
        """Move a fixed clock."""
        if self._fixed_at is None:
            raise ValueError("only a fixed clock can be moved")
        self._fixed_at += by


def random_ids() -> NewId:
    """Ids from the system's randomness."""
    return lambda now: uuid7(_milliseconds(now), secrets.randbits(RANDOM_BITS))


def seeded_ids(seed: int) -> NewId:
    """The same ids in the same order in every run: for the demonstration and its documents."""
    source = random.Random(seed)
    count = itertools.count()

    def next_id(now: datetime) -> UUID:
        # Under a clock that stands still a running number keeps the order of making.
        ordered = (next(count) % (1 << ORDER_BITS)) << (RANDOM_BITS - ORDER_BITS)
        return uuid7(_milliseconds(now), ordered | source.getrandbits(RANDOM_BITS - ORDER_BITS))

    return next_id


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
