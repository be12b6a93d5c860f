"""Faults of cards, readers and people, injected at any command of a conversation."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class CardLeft(Exception):
    """The card was taken away: who plays it closes the connection."""


class CardHangs(Exception):
    """The card never answers this command."""


class PlayedCard(Protocol):
    """What a card in software can do."""

    verify_count: int

    def power_on(self) -> bytes:
        """Begin a session."""
        ...

    def reset(self) -> bytes:
        """Forget the session."""
        ...

    def answer(self, apdu: bytes) -> bytes:
        """Answer one command."""
        ...

    def replace_selected(self, change: Callable[[bytes], bytes]) -> bool:
        """Change what the selected file holds; whether there is one."""
        ...


class Fault(StrEnum):
    """What goes wrong."""

    GONE = "GONE"
    ZERO_BYTES = "ZERO_BYTES"
    ONE_BYTE = "ONE_BYTE"
    HANG = "HANG"
    SLOW = "SLOW"
    RESET = "RESET"
    SWAPPED = "SWAPPED"
    SWAPPED_UNNOTICED = "SWAPPED_UNNOTICED"
    TRUNCATED = "TRUNCATED"  # fewer bytes than asked for, and 9000
    CUT = "CUT"  # the end of the response, with its status, is lost
    TOO_LONG = "TOO_LONG"
    MEGABYTES = "MEGABYTES"
    ENDLESS_61 = "ENDLESS_61"
    ENDLESS_6C = "ENDLESS_6C"
    STATUS_6982 = "STATUS_6982"
    STATUS_6A82 = "STATUS_6A82"
    STATUS_6B00 = "STATUS_6B00"
    STATUS_6F00 = "STATUS_6F00"
    WRONG_MAC = "WRONG_MAC"  # the last eight bytes of a response are others
    LENGTH_SHORTER = "LENGTH_SHORTER"
    LENGTH_LONGER = "LENGTH_LONGER"
    LENGTH_HUGE = "LENGTH_HUGE"
    BAD_UTF8 = "BAD_UTF8"
    BAD_JIS = "BAD_JIS"
    TAG_MISSING = "TAG_MISSING"
    TAGS_REORDERED = "TAGS_REORDERED"
    EMPTY = "EMPTY"
    FILLER = "FILLER"
    WRONG_SIGNATURE = "WRONG_SIGNATURE"


SECONDS_OF_A_SLOW_ANSWER = 30.0  # longer than a reading may take
STATUSES = {
    Fault.STATUS_6982: b"\x69\x82",
    Fault.STATUS_6A82: b"\x6a\x82",
    Fault.STATUS_6B00: b"\x6b\x00",
    Fault.STATUS_6F00: b"\x6f\x00",
}


def _length_at(content: bytes) -> int:
    """Where the length of the first object (BER) stands."""
    at = 1
    if content[0] & 0x1F == 0x1F:
        while at < len(content) and content[at] & 0x80:
            at += 1
        at += 1
    return min(at, len(content) - 1)


def _header(content: bytes) -> tuple[int, int]:
    """Where the length of the first object stands and where its value begins."""
    at = _length_at(content)
    more = content[at] & 0x7F if content[at] & 0x80 else 0
    return at, at + 1 + more


def _with_length(content: bytes, change: int) -> bytes:
    at, start = _header(content)
    raw = content[at + 1 : start] or content[at : at + 1]
    length = max(int.from_bytes(raw, "big") + change, 0)
    return content[:at] + b"\x82" + length.to_bytes(2, "big") + content[start:]


def _huge(content: bytes) -> bytes:
    at, start = _header(content)
    return content[:at] + b"\x83\xff\xff\xff" + content[start:]


def _first_two(content: bytes) -> tuple[int, int, int]:
    """Where the first of two objects begins, the second, and the end of the second.

    A constructed object (FFxx, 7Fxx) is entered; simple ones stand side by side.
    """
    start = _header(content)[1] if content[0] in (0xFF, 0x7F) else 0
    second = start + _size(content[start:])
    return start, second, min(second + _size(content[second:]), len(content))


def _size(content: bytes) -> int:
    if len(content) < 2:
        return len(content)
    at, start = _header(content)
    raw = content[at + 1 : start] or content[at : at + 1]
    return start + int.from_bytes(raw, "big")


def _without_second(content: bytes) -> bytes:
    start, second, end = _first_two(content)
    shorter = content[:second] + content[end:]
    return _with_length(shorter, second - end) if start else shorter


def _reordered(content: bytes) -> bytes:
    start, second, end = _first_two(content)
    return content[:start] + content[second:end] + content[start:second] + content[end:]


def _flipped(content: bytes) -> bytes:
    at = max(min(_size(content), len(content)) - 20, 0)  # not in the filler after it
    return content[:at] + bytes((content[at] ^ 1,)) + content[at + 1 :]


def _spoilt(at: int, with_bytes: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content[:at] + with_bytes + content[at + len(with_bytes) :]


# Faults of what a file holds: they stay, whichever way the file is read.
OF_FILES: dict[Fault, Callable[[bytes], bytes]] = {
    Fault.LENGTH_SHORTER: lambda content: _with_length(content, -1),
    Fault.LENGTH_LONGER: lambda content: _with_length(content, 5),
    Fault.LENGTH_HUGE: _huge,
    Fault.BAD_UTF8: _spoilt(17, b"\xc3\x28"),
    Fault.BAD_JIS: _spoilt(5, b"\x80\x80"),
    Fault.TAG_MISSING: _without_second,
    Fault.TAGS_REORDERED: _reordered,
    Fault.EMPTY: lambda content: b"",
    Fault.FILLER: lambda content: b"\xff" * len(content),
    Fault.WRONG_SIGNATURE: _flipped,
}


class FaultyCard:
    """A card to which something happens at the command number ``at`` (from 0)."""

    def __init__(
        self, card: PlayedCard, fault: Fault, at: int, *, other: PlayedCard | None = None
    ) -> None:
        self._card = card
        self._fault = fault
        self._at = at
        self._other = other
        self.seen = 0
        self.verify_count = 0
        # Seconds that the last answer took; who plays the card waits for them.
        self.seconds = 0.0

    def power_on(self) -> bytes:
        """Begin a session."""
        return self._card.power_on()

    def reset(self) -> bytes:
        """Forget the session."""
        return self._card.reset()

    def replace_selected(self, change: Callable[[bytes], bytes]) -> bool:
        """Change what the selected file holds; whether there is one."""
        return self._card.replace_selected(change)

    def answer(self, apdu: bytes) -> bytes:
        """Answer one command, or not. Raises ``CardLeft`` and ``CardHangs``."""
        number, self.seen = self.seen, self.seen + 1
        self.verify_count += apdu[1] == 0x20 and len(apdu) > 5
        if self._fault in OF_FILES:
            return self._answer_of_file(apdu, number)
        if number >= self._at and self._fault in (Fault.ENDLESS_61, Fault.ENDLESS_6C):
            return b"\x6c\x10" if self._fault is Fault.ENDLESS_6C else b"more of this\x61\x10"
        if number == self._at:
            self._happen_before()
            return self._changed(self._card.answer(apdu))
        self.seconds = 0.0
        return self._card.answer(apdu)

    def _answer_of_file(self, apdu: bytes, number: int) -> bytes:
        is_due = number >= self._at and apdu[1:4] == b"\xb0\0\0"  # a file's beginning
        damage = OF_FILES[self._fault]
        if is_due and self._card.replace_selected(lambda kept: damage(kept) if kept else kept):
            self._at = 1 << 30
        return self._card.answer(apdu)

    def _happen_before(self) -> None:
        if self._fault is Fault.HANG:
            raise CardHangs
        if self._fault is Fault.RESET:
            self._card.reset()
        if self._fault in (Fault.SWAPPED, Fault.SWAPPED_UNNOTICED) and self._other is not None:
            self._other.power_on()
            self._card = self._other
        if self._fault in (Fault.GONE, Fault.SWAPPED):
            raise CardLeft

    def _changed(self, raw: bytes) -> bytes:
        self.seconds = SECONDS_OF_A_SLOW_ANSWER if self._fault is Fault.SLOW else 0.0
        if self._fault in STATUSES:
            return STATUSES[self._fault]
        changes: dict[Fault, Callable[[bytes], bytes]] = {
            Fault.ZERO_BYTES: lambda raw: b"",
            Fault.ONE_BYTE: lambda raw: raw[:1],
            Fault.TRUNCATED: lambda raw: raw[: len(raw) // 2 - 1] + raw[-2:],
            Fault.CUT: lambda raw: raw[:-3],
            Fault.TOO_LONG: lambda raw: raw[:-2] + bytes(300) + raw[-2:],
            Fault.MEGABYTES: lambda raw: bytes(2_000_000) + raw[-2:],
            Fault.WRONG_MAC: lambda raw: raw[:-10] + bytes(len(raw[-10:-2])) + raw[-2:],
        }
        change = changes.get(self._fault)
        return raw if change is None else change(raw)
