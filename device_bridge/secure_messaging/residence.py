"""Secure messaging of 在留カード and 特別永住者証明書 (在留カード等仕様書, both generations).

What is printed on the card (12 characters) gives the keys: SHA-1, the first 16 bytes, for
encryption and MAC alike, **without** the parity of DES keys. A session has one key, which
encrypts; answers carry no MAC, so that only the padding tells that one was not made by the card.
"""

import hashlib

from device_bridge.apdu import MOST_ANSWERED, Command
from device_bridge.card import Card
from device_bridge.errors import UnreadableError
from device_bridge.secure_messaging.agreement import Agreed, PrintedKeys, agree
from device_bridge.secure_messaging.ciphers import Suite, pad, unpad
from device_bridge.tlv import read_ber

SESSION_KEY = (1).to_bytes(4, "big")
CRYPTOGRAM, EXPECTED = 0x86, b"\x96\x02\x00\x00"  # the whole file
PADDED = b"\x01"
CLA_SECURED = 0x08


def printed_keys(number: bytes, suite: Suite) -> PrintedKeys:
    """The keys of a card's number, in capital letters."""
    key = hashlib.sha1(number).digest()[:16]
    return PrintedKeys(suite, key, key)


def session_key(seed: bytes) -> bytes:
    """The one key of a session; nothing is MACed with another."""
    return hashlib.sha1(seed + SESSION_KEY).digest()[:16]


def open_session(card: Card, number: bytes, suite: Suite) -> "ResidenceSession":
    """Agree on a key with a card; as the published example, MUTUAL AUTHENTICATE has Le 00."""
    return ResidenceSession(suite, agree(card, printed_keys(number, suite), expected=256))


class ResidenceSession:
    """What was agreed with one card: presents the number and reads files in secret."""

    def __init__(self, suite: Suite, agreed: Agreed) -> None:
        self._suite = suite
        self._key = session_key(agreed.seed)

    def verification(self, number: bytes) -> Command:
        """VERIFY of the card's number, protected; 6300 is wrong, tries are without limit."""
        padded = pad(number, 16)  # 12 characters and 80 00 00 00 in both generations
        body = bytes((CRYPTOGRAM, 17)) + PADDED + self._suite.encrypt(self._key, padded)
        return Command(CLA_SECURED, 0x20, 0x00, 0x86, body)

    def read_file(self, card: Card, short_id: int, place: str) -> bytes:
        """READ BINARY of a whole file of the selected application by its short identifier."""
        command = Command(
            CLA_SECURED, 0xB0, 0x80 | short_id, 0x00, EXPECTED, expected=MOST_ANSWERED
        )
        answer = read_ber(card.ask(command, place), place)
        secret = answer.value[1:]
        is_whole = bool(secret) and not len(secret) % self._suite.block
        if answer.tag != CRYPTOGRAM or answer.value[:1] != PADDED or not is_whole:
            raise UnreadableError(place)
        plain = unpad(self._suite.decrypt(self._key, secret))
        if plain is None:
            raise UnreadableError(place)
        return plain
