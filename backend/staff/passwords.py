"""Passwords by argon2id (RFC 9106's second recommended option, argon2-cffi's default)."""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash that is stored."""
    return _hasher.hash(password)


async def is_password(stored: str | None, password: str) -> bool:
    """Check a password off the event loop (it takes some 50 ms on purpose)."""
    known = await asyncio.to_thread(hash_of_nobody) if stored is None else stored
    return await asyncio.to_thread(_verify, known, password) and stored is not None


@cache
def hash_of_nobody() -> str:
    """Checked when the account does not exist, so that the answer takes as long."""
    return _hasher.hash("nobody")


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
