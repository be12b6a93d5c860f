"""Passwords by argon2id (RFC 9106's second recommended option, argon2-cffi's default)."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
# Checked when the account does not exist, so that the answer takes as long.
_NOBODY = _hasher.hash("nobody")


def hash_password(password: str) -> str:
    """The hash that is stored."""
    return _hasher.hash(password)


async def is_password(stored: str | None, password: str) -> bool:
    """Check a password off the event loop (it takes some 50 ms on purpose)."""
    return await asyncio.to_thread(_verify, stored or _NOBODY, password) and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
