"""Rules of sign-in: plain functions, no database, no clock."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_FAILURES = 5  # then the account is locked
LOCKED_FOR = timedelta(minutes=15)
SESSION_LASTS = timedelta(hours=10)  # one working day
IDLE_ENDS_AFTER = timedelta(hours=2)
TOUCH_AFTER = timedelta(minutes=5)  # how often a session's last use is written

TOKEN_PATTERN = re.compile(r"m1\.(\d{1,18})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True)
class Token:
    """A bearer token: the city whose session it is, and the hash of its secret."""

    city_id: int
    hash: bytes


def read_token(text: str | None) -> Token | None:
    """The token of a request; nothing for nonsense."""
    found = TOKEN_PATTERN.fullmatch(text or "")
    return Token(int(found[1]), hash_token(found[0])) if found else None


def hash_token(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).digest()


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """True while the account is locked after too many failures."""
    return locked_until is not None and now < locked_until


def lock_after_failure(failed_before: int, now: datetime) -> datetime | None:
    """Until when the account is locked after one more failure; nothing while it is not."""
    return now + LOCKED_FOR if failed_before + 1 >= MOST_FAILURES else None


def has_ended(
    *, ended_at: datetime | None, expires_at: datetime, last_used_at: datetime, now: datetime
) -> bool:
    """True when a session is over: signed out, expired, or idle too long."""
    return ended_at is not None or now >= expires_at or now - last_used_at >= IDLE_ENDS_AFTER
