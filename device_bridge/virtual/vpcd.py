"""Puts a virtual card on a reader in software (vsmartcard's vpcd 3.3), for the real PC/SC stack.

The card connects to the reader over TCP. Each message is a length of two bytes and a body; a body
of one byte is about power, anything else is a command that must be answered.
"""

import socket
import threading
import time
from collections.abc import Callable

from device_bridge.virtual.faults import CardHangs, CardLeft, PlayedCard

POWER_OFF, POWER_ON, RESET, GIVE_ATR = 0, 1, 2, 4
MOST_BYTES = 65_535
# vpcd sends length and body apart. Without this an answer waits 40 ms for an acknowledgement.
_QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)


class VirtualReader:
    """One slot of vpcd; the cards that are put on it and taken away."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._address = (host, port)
        self._playing: _Playing | None = None

    def insert(self, card: PlayedCard, seconds: float = 5.0) -> None:
        """Put a card on the reader; one that lies there is taken away."""
        self.remove()
        self._playing = _Playing(_connect(self._address, seconds), card)

    def remove(self) -> None:
        """Take the card away."""
        playing, self._playing = self._playing, None
        if playing is not None:
            playing.end()


def _connect(address: tuple[str, int], seconds: float) -> socket.socket:
    """Connect to a reader whose service may be starting."""
    until = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection(address, timeout=seconds)
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


class _Playing:
    """A card on the reader, until it is taken away or the service ends."""

    def __init__(self, connection: socket.socket, card: PlayedCard) -> None:
        connection.settimeout(None)
        self._connection = connection
        self._card = card
        self._atr = card.power_on()
        self._taken = threading.Event()
        self._thread = threading.Thread(target=self._play, name="virtual card", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._taken.set()
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            self._taken.set()  # the service ended before
        self._thread.join()

    def _play(self) -> None:
        with self._connection:
            try:
                while (message := self._receive()) is not None:
                    self._act(message)
            except (CardLeft, OSError):
                return
            except CardHangs:
                self._taken.wait()

    def _act(self, message: bytes) -> None:
        if len(message) != 1:
            self._send(self._answer(message))
            return
        power: dict[int, Callable[[], bytes]] = {
            POWER_OFF: self._card.reset,
            POWER_ON: self._card.power_on,
            RESET: self._card.reset,
        }
        if message[0] == GIVE_ATR:
            self._send(self._atr)
        elif message[0] in power:
            self._atr = power[message[0]]()

    def _answer(self, command: bytes) -> bytes:
        raw = self._card.answer(command)
        self._taken.wait(float(getattr(self._card, "seconds", 0.0)))
        return raw[-MOST_BYTES:]

    def _send(self, body: bytes) -> None:
        self._connection.sendall(len(body).to_bytes(2, "big") + body)

    def _receive(self) -> bytes | None:
        head = self._receive_exactly(2)
        return None if head is None else self._receive_exactly(int.from_bytes(head, "big"))

    def _receive_exactly(self, size: int) -> bytes | None:
        got = b""
        while len(got) < size:
            if _QUICKACK is not None:
                self._connection.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)
            piece = self._connection.recv(size - len(got))
            if not piece:
                return None
            got += piece
        return got
