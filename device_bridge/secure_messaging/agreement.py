"""Key agreement of cards by a printed key (ISO/IEC 11770-2 mechanism 6): passport, 在留カード.

Both sides prove that they know what is printed on the document, and each brings half of the
session's seed. ICAO Doc 9303-11 section 4.3 and 在留カード等仕様書 appendix 1 differ only in the
cipher and in how the keys come from what is printed.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from device_bridge.apdu import SUCCESS, Command
from device_bridge.card import Card
from device_bridge.errors import (
    NotAuthenticError,
    RefusedByCardError,
    UnreadableError,
    WrongSecretError,
)
from device_bridge.secure_messaging.ciphers import MAC_BYTES, Suite, are_equal

NONCE_BYTES = 8
HALF_KEY_BYTES = 16
TOKEN_BYTES = 2 * NONCE_BYTES + HALF_KEY_BYTES
# How cards say that what was typed is not what is printed: 6300 by both specifications; 6988 and
# 6982 are told of some passports [M].
WRONG_KEY = (0x6300, 0x6988, 0x6982)


@dataclass(frozen=True, slots=True)
class PrintedKeys:
    """What both sides derive from the printed number: a cipher with two keys."""

    suite: Suite = field(repr=False)
    encryption: bytes = field(repr=False)
    mac: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The seed of the session's keys and the random numbers of both sides."""

    seed: bytes = field(repr=False)
    nonce_of_card: bytes = field(repr=False)
    nonce_of_reader: bytes = field(repr=False)


def agree(
    card: Card,
    keys: PrintedKeys,
    random: Callable[[int], bytes] = secrets.token_bytes,
    *,
    expected: int = TOKEN_BYTES + MAC_BYTES,
) -> Agreed:
    """GET CHALLENGE and MUTUAL AUTHENTICATE.

    Raises ``WrongSecretError`` when the card does not take the key, ``NotAuthenticError`` when
    the card does not prove that it knows it.
    """
    nonce_of_card = card.ask(Command(0, 0x84, 0, 0, expected=NONCE_BYTES), "GET CHALLENGE")
    if len(nonce_of_card) != NONCE_BYTES:
        raise UnreadableError("GET CHALLENGE")
    nonce, half = random(NONCE_BYTES), random(HALF_KEY_BYTES)
    token = seal(keys, nonce + nonce_of_card + half)
    response = card.send(Command(0, 0x82, 0, 0, token, expected=expected))
    if response.status in WRONG_KEY:
        raise WrongSecretError("MUTUAL AUTHENTICATE", None)
    if response.status != SUCCESS:
        raise RefusedByCardError("MUTUAL AUTHENTICATE", response.status)
    answer = unseal(keys, response.data)
    if answer is None or not are_equal(answer[: 2 * NONCE_BYTES], nonce_of_card + nonce):
        raise NotAuthenticError("MUTUAL AUTHENTICATE")
    return Agreed(mix(half, answer[2 * NONCE_BYTES :]), nonce_of_card, nonce)


def seal(keys: PrintedKeys, token: bytes) -> bytes:
    """Encrypt a token without padding and put its MAC behind."""
    secret = keys.suite.encrypt(keys.encryption, token)
    return secret + keys.suite.mac(keys.mac, secret)


def unseal(keys: PrintedKeys, sealed: bytes) -> bytes | None:
    """The token, or None where its length or its MAC is wrong."""
    if len(sealed) != TOKEN_BYTES + MAC_BYTES:
        return None
    secret, mac = sealed[:TOKEN_BYTES], sealed[TOKEN_BYTES:]
    if not are_equal(keys.suite.mac(keys.mac, secret), mac):
        return None
    return keys.suite.decrypt(keys.encryption, secret)


def mix(one: bytes, other: bytes) -> bytes:
    """Exclusive or of both halves."""
    return bytes(left ^ right for left, right in zip(one, other, strict=True))
