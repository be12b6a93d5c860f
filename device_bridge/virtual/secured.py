"""The card's side of key agreement: what passport and 在留カード have in common."""

import secrets
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Self

from device_bridge.secure_messaging.agreement import (
    HALF_KEY_BYTES,
    NONCE_BYTES,
    Agreed,
    PrintedKeys,
    mix,
    seal,
    unseal,
)

SUCCESS = b"\x90\x00"
# The answer of a contactless reader to a card of type B; nothing recognises a card by it.
ATR = bytes.fromhex("3B888001000000000091810000" + "99")


@dataclass(frozen=True, slots=True)
class Received:
    """One command as the card takes it apart; ``expected`` is None where no answer is wanted."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = field(repr=False)
    expected: int | None

    @classmethod
    def of(cls, apdu: bytes) -> "Received | None":
        """Take bytes apart, in short or extended form; None where lengths do not fit."""
        if len(apdu) < 4:
            return None
        (cla, ins, p1, p2), body = apdu[:4], apdu[4:]
        width = 2 if len(body) > 2 and body[0] == 0 else 1
        body = body[width - 1 :]
        if len(body) <= width:
            return cls(cla, ins, p1, p2, b"", _expected(body, width))
        length = int.from_bytes(body[:width], "big")
        data, rest = body[width : width + length], body[width + length :]
        if len(data) != length or len(rest) not in (0, width):
            return None
        return cls(cla, ins, p1, p2, data, _expected(rest, width))


class SecuredCard:
    """A card that wants the printed key before it gives anything; nothing outlasts a reset."""

    def __init__(
        self, keys: PrintedKeys, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._keys = keys
        self._random = random
        self._change: Callable[[bytes], bytes] | None = None
        self._changed: dict[str, bytes] = {}
        self.verify_count = 0  # VERIFY commands that carried data
        self.reset()

    def power_on(self) -> bytes:
        """Begin a session; the answer to reset."""
        return self.reset()

    def reset(self) -> bytes:
        """Forget what was agreed and selected; the answer to reset."""
        self._challenge = b""
        self._forget()
        return ATR

    def anew(self) -> Self:
        """The same card, of which nothing was changed and nothing counted."""
        other = copy(self)
        other._change, other._changed, other.verify_count = None, {}, 0
        other.reset()
        return other

    def replace_selected(self, change: Callable[[bytes], bytes]) -> bool:
        """Change what the file holds that is read next; it stays changed."""
        self._change = change
        return True

    def answer(self, apdu: bytes) -> bytes:
        """Answer one command."""
        command = Received.of(apdu)
        return b"\x67\x00" if command is None else self._act(command)

    def _act(self, command: Received) -> bytes:
        raise TypeError("each kind of card answers in its own way")

    def _forget(self) -> None:
        """Forget the session."""

    def _content(self, place: str, content: bytes) -> bytes:
        """What a file holds, with the change that was asked for."""
        if self._change is not None:
            self._changed[place] = self._change(content)
            self._change = None
        return self._changed.get(place, content)

    def _challenge_reader(self) -> bytes:
        self._challenge = self._random(NONCE_BYTES)
        return self._challenge + SUCCESS

    def _agree(self, command: Received) -> tuple[bytes, Agreed | None]:
        """The answer to MUTUAL AUTHENTICATE, and what was agreed; a challenge serves once."""
        challenge, self._challenge = self._challenge, b""
        token = unseal(self._keys, command.data)
        if token is None or not challenge or token[NONCE_BYTES : 2 * NONCE_BYTES] != challenge:
            return b"\x63\x00", None
        nonce, half = token[:NONCE_BYTES], self._random(HALF_KEY_BYTES)
        agreed = Agreed(mix(token[2 * NONCE_BYTES :], half), challenge, nonce)
        return seal(self._keys, challenge + nonce + half) + SUCCESS, agreed


def _expected(raw: bytes, width: int) -> int | None:
    return (int.from_bytes(raw, "big") or 256**width) if raw else None
