"""Opaque codes for paper: random, in Crockford's base32, with a check character.

26 characters carry 130 random bits. The check character (modulo 37) finds each mistyped character
and each two that were swapped. I, L and O are read as what they look like; U does not occur.
"""

import secrets
import unicodedata
from collections.abc import Sequence
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = f"{ALPHABET}*~$=U"
LENGTH = 26
RANDOM_BITS = 5 * LENGTH
BITS_OF_AN_ID = 44  # the last of a UUIDv7: random, also where the ids are seeded
GROUP = 5
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u3000": None})


def new_code() -> str:
    """A fresh code of 27 characters from the system's random source."""
    return encode(secrets.randbits(RANDOM_BITS))


def code_from(ids: Sequence[UUID]) -> str:
    """A code from the random bits of three fresh ids, so that a demonstration repeats itself."""
    number = 0
    for id_ in ids:
        number = number << BITS_OF_AN_ID | id_.int & ((1 << BITS_OF_AN_ID) - 1)
    return encode(number & ((1 << RANDOM_BITS) - 1))


def encode(number: int) -> str:
    """The code of a number."""
    characters = [ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH))]
    return "".join(characters) + CHECKS[number % 37]


def read_code(text: str) -> str | None:
    """The code that was scanned or typed; nothing where the check character does not agree."""
    code = unicodedata.normalize("NFKC", text).upper().translate(_LOOK_ALIKE)
    if len(code) != LENGTH + 1 or any(character not in ALPHABET for character in code[:-1]):
        return None
    number = 0
    for character in code[:-1]:
        number = number * 32 + ALPHABET.index(character)
    return code if CHECKS[number % 37] == code[-1] else None


def grouped(code: str) -> str:
    """The code as it is printed: in groups that can be read aloud."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
