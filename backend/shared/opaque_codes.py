"""Opaque codes for paper: random, in Crockford's base32, with a check character.

26 characters carry 130 random bits. The check character (modulo 37) finds each mistyped character
and each two that were swapped. I, L and O are read as what they look like; U does not occur.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = f"{ALPHABET}*~$=U"
LENGTH = 26
RANDOM_BITS = 5 * LENGTH
GROUP = 5
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u3000": None})


def new_code() -> str:
    """A fresh code of 27 characters."""
    return encode(secrets.randbits(RANDOM_BITS))


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
