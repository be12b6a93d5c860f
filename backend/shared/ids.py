"""Ids: UUIDv7 made in Python, from a clock and a random source that the caller gives.

PostgreSQL below 18 has no ``uuidv7()``; and a demonstration or a seed needs the same ids again.
"""

import random
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

RANDOM_BITS = 74


def uuid7(milliseconds: int, random_bits: int) -> UUID:
    """Compose a UUIDv7 (RFC 9562) from Unix milliseconds and 74 random bits."""
    if not 0 <= milliseconds < 1 << 48:
        raise ValueError("the moment does not fit into 48 bits")
    high, low = divmod(random_bits & ((1 << RANDOM_BITS) - 1), 1 << 62)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def new_id() -> UUID:
    """Make an id from the system's clock and random source."""
    return uuid7(time.time_ns() // 1_000_000, secrets.randbits(RANDOM_BITS))


def seeded_ids(random_seed: int, begins_at: datetime) -> Callable[[], UUID]:
    """Make a source that gives the same ids again: one a millisecond from ``begins_at``."""
    bits = random.Random(random_seed)
    start = int(begins_at.timestamp() * 1000)
    count = 0

    def next_id() -> UUID:
        nonlocal count
        count += 1
        return uuid7(start + count, bits.getrandbits(RANDOM_BITS))

    return next_id
