"""The chip's side of PACE with generic mapping (ICAO Doc 9303-11, 4.4)."""

import secrets
from collections.abc import Callable
from hashlib import sha1

from device_bridge.errors import ReadingError
from device_bridge.secure_messaging.curves import Point
from device_bridge.secure_messaging.icao import wrap
from device_bridge.secure_messaging.mrz import MrzKey
from device_bridge.secure_messaging.pace import PLACE, Offer, make_keys, map_generator, prove
from device_bridge.tlv import read_ber
from device_bridge.virtual.protection import CardSession
from device_bridge.virtual.secured import SUCCESS, Received

OFFER = Offer(bytes.fromhex("04007F00070202040202"), 13)  # AES-128 on brainpoolP256r1
CARD_ACCESS = wrap(
    0x31, wrap(0x30, wrap(0x06, OFFER.identifier) + b"\x02\x01\x02" + b"\x02\x01\x0d")
)


class PaceOfChip:
    """One run, from MSE:Set AT to the chip's proof; a step out of its turn ends it."""

    def __init__(self, key: MrzKey) -> None:
        self._password = OFFER.suite.derive(sha1(key.information()).digest(), 3)
        self._nonce = secrets.token_bytes(16)
        self._generator: Point = OFFER.curve.generator
        self._public = self._of_reader = b""
        self._keys = (b"", b"")
        self.session: CardSession | None = None
        self._steps: dict[int, Callable[[bytes], bytes]] = {
            0x00: self._give_nonce,
            0x81: self._map,
            0x83: self._agree,
            0x85: self._prove,
        }

    def answer(self, command: Received) -> bytes:
        """Answer a GENERAL AUTHENTICATE."""
        try:
            inside = read_ber(command.data, PLACE).value
            sent = read_ber(inside, PLACE) if inside else None
            tag, value = (sent.tag, sent.value) if sent else (0x00, b"")
            if not self._steps or tag != next(iter(self._steps)):
                return b"\x69\x85"
            return self._steps.pop(tag)(value)
        except ReadingError:
            self._steps.clear()
            return b"\x6a\x80"

    def _give_nonce(self, _: bytes) -> bytes:
        return _answered(0x80, OFFER.suite.encrypt(self._password, self._nonce))

    def _map(self, value: bytes) -> bytes:
        own, public = make_keys(OFFER.curve, OFFER.curve.generator, secrets.randbelow)
        shared = OFFER.curve.multiply(own, OFFER.curve.decode(value, PLACE))
        self._generator = map_generator(OFFER.curve, self._nonce, shared)
        return _answered(0x82, public)

    def _agree(self, value: bytes) -> bytes:
        own, self._public = make_keys(OFFER.curve, self._generator, secrets.randbelow)
        self._of_reader = value
        shared = OFFER.curve.multiply(own, OFFER.curve.decode(value, PLACE))
        seed = (shared or (0, 0))[0].to_bytes(OFFER.curve.width, "big")
        self._keys = (OFFER.suite.derive(seed, 1), OFFER.suite.derive(seed, 2))
        return _answered(0x84, self._public)

    def _prove(self, value: bytes) -> bytes:
        if value != prove(OFFER, self._keys[1], self._public):
            return b"\x63\x00"
        self.session = CardSession(OFFER.suite, *self._keys, bytes(16))
        return _answered(0x86, prove(OFFER, self._keys[1], self._of_reader))


def _answered(tag: int, value: bytes) -> bytes:
    return wrap(0x7C, wrap(tag, value)) + SUCCESS
