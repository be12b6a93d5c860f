"""Secure messaging of passports (ICAO Doc 9303-11 section 9.8): DO 87, 97, 99, 8E and a counter.

Every answer is checked before a byte of it is used. One failed check ends the session for good:
the card would do the same, and a second try could only serve whoever sits in between.
"""

from collections.abc import Iterator

from device_bridge.apdu import MOST_SHORT, Command, Response
from device_bridge.card import Card
from device_bridge.errors import NotAuthenticError, RefusedByCardError, UnreadableError
from device_bridge.secure_messaging.ciphers import Suite, are_equal, pad, unpad
from device_bridge.tlv import Tlv, list_ber

CRYPTOGRAM, EXPECTED, STATUS, MAC = 0x87, 0x97, 0x99, 0x8E
PADDED = b"\x01"  # what stands before a cryptogram that is padded
ORDER = ([CRYPTOGRAM, STATUS, MAC], [STATUS, MAC])
CLA_SECURED = 0x0C


class SecuredChannel:
    """A session with keys; the counter goes up before each command and each answer."""

    def __init__(self, suite: Suite, encryption_key: bytes, mac_key: bytes, counter: bytes) -> None:
        self._suite = suite
        self._encryption_key = encryption_key
        self._mac_key = mac_key
        self._counter = int.from_bytes(counter, "big")
        self._is_broken = False

    def ask(self, card: Card, command: Command, place: str) -> bytes:
        """Send a command protected; it must succeed."""
        response = self.send(card, command, place)
        if not response.is_success:
            raise RefusedByCardError(place, response.status)
        return response.data

    def send(self, card: Card, command: Command, place: str) -> Response:
        """Send a command protected and check its answer."""
        if self._is_broken:
            raise NotAuthenticError(place)
        response = card.send(self.protect(command))
        if not response.data:
            # Without data nothing is protected: the card has dropped the session.
            self._is_broken = True
            raise _unprotected(place, response.status)
        try:
            return self.open(response, place)
        except (NotAuthenticError, UnreadableError):
            self._is_broken = True
            raise

    def protect(self, command: Command) -> Command:
        """The command as it is sent."""
        self._count()
        body = b"".join(self._sent(command))
        header = bytes((CLA_SECURED, command.ins, command.p1, command.p2))
        body += wrap(MAC, self._mac(pad(header, self._suite.block) + body if body else header))
        expected = 65_536 if len(body) > MOST_SHORT or (command.expected or 0) > 256 else 256
        return Command(CLA_SECURED, command.ins, command.p1, command.p2, body, expected=expected)

    def open(self, response: Response, place: str) -> Response:
        """Check an answer and take it out of its protection."""
        self._count()
        objects = list(list_ber(response.data, place))
        if [one.tag for one in objects] not in ORDER:
            raise UnreadableError(place)
        *content, mac = objects
        if not are_equal(self._mac(b"".join(one.whole for one in content)), mac.value):
            raise NotAuthenticError(place)
        status = int.from_bytes(content[-1].value, "big")
        if len(content[-1].value) != 2 or status != response.status:
            raise NotAuthenticError(place)
        return Response(self._plain(content[0], place) if len(content) == 2 else b"", status)

    def _sent(self, command: Command) -> Iterator[bytes]:
        if command.data:
            padded = pad(command.data, self._suite.block)
            secret = self._suite.encrypt(self._encryption_key, padded, self._start())
            yield wrap(CRYPTOGRAM, PADDED + secret)
        if command.expected is not None:
            length = 1 if command.expected <= 256 else 2
            yield wrap(EXPECTED, (command.expected % 256**length).to_bytes(length, "big"))

    def _plain(self, cryptogram: Tlv, place: str) -> bytes:
        secret = cryptogram.value[1:]
        if cryptogram.value[:1] != PADDED or not secret or len(secret) % self._suite.block:
            raise UnreadableError(place)
        plain = unpad(self._suite.decrypt(self._encryption_key, secret, self._start()))
        if plain is None:
            raise UnreadableError(place)
        return plain

    def _count(self) -> None:
        self._counter = (self._counter + 1) % 256**self._suite.block

    def _start(self) -> bytes:
        return self._suite.starting_block(self._encryption_key, self._counter_bytes())

    def _counter_bytes(self) -> bytes:
        return self._counter.to_bytes(self._suite.block, "big")

    def _mac(self, content: bytes) -> bytes:
        padded = pad(self._counter_bytes() + content, self._suite.block)
        # Retail MAC pads by itself; CMAC is taken over what is padded (9303-11, 9.8.7).
        whole = self._counter_bytes() + content if self._suite.block == 8 else padded
        return self._suite.mac(self._mac_key, whole)


def wrap(tag: int, value: bytes) -> bytes:
    """An object with a length in the shortest form."""
    length = len(value)
    if length < 0x80:
        size = bytes((length,))
    elif length < 0x100:
        size = bytes((0x81, length))
    else:
        size = b"\x82" + length.to_bytes(2, "big")
    return tag.to_bytes(1, "big") + size + value


def _unprotected(place: str, status: int) -> NotAuthenticError | RefusedByCardError:
    is_success = status == 0x9000
    return NotAuthenticError(place) if is_success else RefusedByCardError(place, status)
