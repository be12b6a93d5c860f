"""One card on a reader: sends commands with limits, and presents secrets by the rules.

All that could harm a citizen's card goes through here: there is one place that sends VERIFY. It
reads the counter of tries first, refuses the last try unless the official confirmed it, and is
never repeated after an error of the transport: that attempt may have been counted.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from device_bridge.apdu import SUCCESS, Command, Response
from device_bridge.errors import (
    CancelledError,
    LastTryError,
    LockedError,
    RefusedByCardError,
    SecretMalformedError,
    TimedOutError,
    UnreadableError,
    WrongSecretError,
)
from device_bridge.secret import Secret

MOST_APDUS = 2_000  # of one reading
MOST_BYTES = 4_000_000
MOST_CONTINUED = 64  # answers of 61xx in a row
END_OF_FILE = 0x6282
NOT_FOUND = (0x6A82, 0x6A83, 0x6A86, 0x6A88)
LOCKED = (0x6983, 0x6984, 0x63C0)
PIECE = 256  # bytes of READ BINARY in short form


class Channel(Protocol):
    """A connection to one card.

    ``transmit`` raises ``CardGoneError`` when the card was taken away, reset or exchanged,
    ``ReaderGoneError`` and ``ServiceStoppedError`` when reader or service went, ``TimedOutError``
    when ``seconds`` passed without an answer.
    """

    def transmit(self, command: bytes, seconds: float) -> bytes:
        """Send one command and return the raw response."""
        ...


@dataclass(frozen=True, slots=True)
class Lock:
    """A secret of a card: how it looks, where its counter is, who unlocks it."""

    place: str
    pattern: str  # over ASCII, of the whole secret
    p2: int
    unlocked_by: str
    has_counter: bool = True


class Card:
    """The card that is on the reader now, for one reading."""

    def __init__(
        self,
        channel: Channel,
        *,
        seconds: float = 20.0,
        clock: Callable[[], float] = time.monotonic,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._channel = channel
        self._clock = clock
        self._until = clock() + seconds
        self._is_cancelled = is_cancelled
        self._bytes = 0
        self.apdus = 0

    def send(self, command: Command) -> Response:
        """Send a command; follows 61xx, and 6Cxx once. Raises ``ReadingError`` of all kinds."""
        response = self._once(command)
        if response.status >> 8 == 0x6C and not response.data:
            again = (command.cla, command.ins, command.p1, command.p2, command.data)
            response = self._once(Command(*again, expected=response.status & 0xFF or 256))
        data = response.data
        for _ in range(MOST_CONTINUED):
            if response.status >> 8 != 0x61:
                return Response(data, response.status)
            more = response.status & 0xFF or 256
            response = self._once(Command(command.cla & 0x03, 0xC0, 0, 0, expected=more))
            data += response.data
        raise UnreadableError("61xx")

    def ask(self, command: Command, place: str) -> bytes:
        """Send a command that must succeed."""
        response = self.send(command)
        if response.status != SUCCESS:
            raise RefusedByCardError(place, response.status)
        return response.data

    def select_application(self, aid: bytes) -> bool:
        """SELECT by name; whether the application is there."""
        response = self.send(Command(0x00, 0xA4, 0x04, 0x0C, aid))
        if response.status == SUCCESS:
            return True
        if response.status in NOT_FOUND:
            return False
        raise RefusedByCardError(f"SELECT {aid.hex().upper()}", response.status)

    def select_file(self, file_id: int, place: str) -> None:
        """SELECT an elementary file below what is selected."""
        self.ask(Command(0x00, 0xA4, 0x02, 0x0C, file_id.to_bytes(2, "big")), place)

    def read_file(
        self, place: str, *, most: int, length: int | None = None, begun: bytes = b""
    ) -> bytes:
        """READ BINARY of the selected file: ``length`` bytes, or to its end, at most ``most``.

        ``begun`` is what has been read of it.
        """
        wanted = most if length is None else length
        content = begun
        while len(content) < wanted:
            piece, is_last = self.read_piece(len(content), wanted - len(content), place)
            content += piece
            if is_last:
                break
        if length is not None and len(content) != length:
            raise UnreadableError(place)
        return content

    def read_piece(self, offset: int, most: int, place: str) -> tuple[bytes, bool]:
        """One READ BINARY of the selected file, and whether the file ends there."""
        if offset > 0x7FFF:
            raise UnreadableError(place)
        piece = min(PIECE, most)
        response = self.send(Command(0x00, 0xB0, offset >> 8, offset & 0xFF, expected=piece))
        if response.status == 0x6B00 and offset:
            return b"", True  # the end lay at the last piece's end
        if response.status not in (SUCCESS, END_OF_FILE):
            raise RefusedByCardError(place, response.status)
        if len(response.data) > piece:
            raise UnreadableError(place)
        return response.data, not response.data or response.status == END_OF_FILE

    def tries_left(self, lock: Lock) -> int | None:
        """Ask the counter of tries, which costs none. None: verified already in this session."""
        response = self._once(Command(0x00, 0x20, 0x00, lock.p2))
        if response.status in LOCKED:
            return 0
        if response.status >> 4 == 0x63C:
            return response.status & 0x0F
        if response.status != SUCCESS:
            raise RefusedByCardError(lock.place, response.status)
        return None

    def verify(
        self,
        lock: Lock,
        secret: Secret,
        *,
        is_last_try_confirmed: bool = False,
        protect: Callable[[bytes], Command] | None = None,
    ) -> None:
        """Present a secret, once, if it can be right and the counter allows it.

        ``protect`` makes the command of it where a card wants the secret encrypted.
        Raises ``SecretMalformedError``, ``LastTryError`` (both without sending it),
        ``LockedError``, ``WrongSecretError``; after an error of the transport it is not known
        whether the try was counted, and nothing is sent again.
        """
        if not secret.matches(lock.pattern):
            raise SecretMalformedError(lock.place)
        left = self.tries_left(lock) if lock.has_counter else None
        if left == 0:
            raise LockedError(lock.place, lock.unlocked_by)
        if left == 1 and not is_last_try_confirmed:
            raise LastTryError(lock.place)
        presented = secret.spend()
        in_clear = partial(Command, 0x00, 0x20, 0x00, lock.p2)
        response = self._once((protect or in_clear)(presented))
        if response.status == SUCCESS:
            return
        if response.status in LOCKED:
            raise LockedError(lock.place, lock.unlocked_by)
        if response.status >> 4 == 0x63C:
            raise WrongSecretError(lock.place, response.status & 0x0F)
        if response.status == 0x6300:
            raise WrongSecretError(lock.place, None)
        raise RefusedByCardError(lock.place, response.status)

    def _once(self, command: Command) -> Response:
        """Send exactly one APDU within the limits of the reading."""
        if self._is_cancelled():
            raise CancelledError(str(command))
        seconds = self._until - self._clock()
        if seconds <= 0:
            raise TimedOutError(str(command))
        if self.apdus >= MOST_APDUS or self._bytes > MOST_BYTES:
            raise UnreadableError("limit")
        self.apdus += 1
        raw = self._channel.transmit(command.encode(), seconds)
        self._bytes += len(raw)
        return Response.of(raw)
