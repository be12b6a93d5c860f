"""A card that something happens to: at one command of a conversation, or to one file.

The wrapper of the other kinds plays what readers and people do; here is also what is done to
protected answers: changed bytes, answers played again, padding taken away.
"""

from collections.abc import Callable
from typing import Protocol

from device_bridge.card import Card
from device_bridge.errors import CardGoneError, ReadingError, TimedOutError
from device_bridge.reading import Reading

SECONDS = 20.0
Change = Callable[[bytes], bytes]


class Played(Protocol):
    """What is played."""

    verify_count: int

    def reset(self) -> bytes: ...

    def answer(self, apdu: bytes) -> bytes: ...

    def replace_selected(self, change: Change) -> bool: ...


def _at(place: int, *, xor: int = 0x01) -> Change:
    """Change one byte of the data, never of the status."""

    def change(raw: bytes) -> bytes:
        data = bytearray(raw[:-2])
        if data:
            data[place % len(data)] ^= xor
        return bytes(data) + raw[-2:]

    return change


def _longer(content: bytes, by: int) -> bytes:
    """A lying length of the first object."""
    if content[1:2] < b"\x80":
        return content[:1] + bytes((content[1] + by & 0x7F,)) + content[2:]
    length = int.from_bytes(content[2:4], "big") + by
    return content[:2] + (length & 0xFFFF).to_bytes(2, "big") + content[4:]


def _second_first(content: bytes) -> bytes:
    size = _size(content)
    after = size + _size(content[size:])
    return content[size:after] + content[:size] + content[after:]


def _size(content: bytes) -> int:
    if len(content) < 2:
        return len(content)
    width = 1 if content[1] < 0x80 else 1 + (content[1] & 0x7F)
    raw = content[1:2] if width == 1 else content[2 : 1 + width]
    return 1 + width + int.from_bytes(raw, "big")


ANSWERS: dict[str, Change] = {
    "zero_bytes": lambda raw: b"",
    "one_byte": lambda raw: raw[:1],
    "truncated": lambda raw: raw[: len(raw) // 2] + raw[-2:],
    "status_lost": lambda raw: raw[:-3],
    "too_long": lambda raw: raw[:-2] + bytes(300) + raw[-2:],
    "megabytes": lambda raw: bytes(2_000_000) + raw[-2:],
    "no_data": lambda raw: raw[-2:],
    "wrong_length_6700": lambda raw: b"\x67\x00",
    "status_6982": lambda raw: b"\x69\x82",
    "status_6988": lambda raw: b"\x69\x88",
    "status_6a82": lambda raw: b"\x6a\x82",
    "status_6b00": lambda raw: b"\x6b\x00",
    "status_6f00": lambda raw: b"\x6f\x00",
    "status_6300": lambda raw: b"\x63\x00",
    "status_6c10": lambda raw: b"\x6c\x10",
    "lying_length": lambda raw: raw[:1] + b"\x83\xff\xff\xff" + raw[1:],
    "indefinite_length": lambda raw: raw[:1] + b"\x80" + raw[2:],
    "only_filler": lambda raw: b"\xff" * (len(raw) - 2) + raw[-2:],
}
# What only protected or signed answers show.
CHANGED_BYTES: dict[str, Change] = {
    "first_byte": _at(0),
    "last_byte": _at(-1),
    "middle_byte": lambda raw: _at(len(raw) // 2)(raw),
    "wrong_mac": lambda raw: raw[:-10] + bytes(len(raw[-10:-2])) + raw[-2:],
}
FILES: dict[str, Change] = {
    "file_length_shorter": lambda content: _longer(content, -1),
    "file_length_longer": lambda content: _longer(content, 5),
    "file_length_huge": lambda content: content[:1] + b"\x83\xff\xff\xff" + content[1:],
    "file_bad_utf8": lambda content: content[:2] + b"\xc3" + content[3:],
    "file_tag_missing": lambda content: content[_size(content) :],
    "file_tags_reordered": _second_first,
    "file_empty": lambda content: b"",
    "file_filler": lambda content: b"\xff" * len(content),
    "file_wrong_tag": lambda content: b"\x41" + content[1:],
    "file_megabytes": lambda content: content + bytes(50_000),
}
PEOPLE = ("gone", "hang", "slow", "reset", "swapped", "endless_61", "endless_6c", "replayed")
FAULTS = (*PEOPLE, *ANSWERS, *FILES)


class Line:
    """A channel to a card, with a clock, on which one fault happens at one command."""

    def __init__(
        self,
        card: Played,
        fault: str = "",
        at: int = -1,
        other: Played | None = None,
        *,
        change: Change | None = None,
    ) -> None:
        self.card = card
        self.now = 0.0
        self.sent: list[bytes] = []
        self._fault = fault
        self._at = at
        self._other = other
        self._change = change
        self._last = b""

    def clock(self) -> float:
        return self.now

    def transmit(self, command: bytes, seconds: float) -> bytes:
        number = len(self.sent)
        self.sent.append(command)
        if number == self._at:
            self._happen(seconds)
        raw = self.card.answer(command)
        replayed, self._last = self._last, raw
        return self._changed(raw, number, replayed)

    def _happen(self, seconds: float) -> None:
        if self._fault == "gone":
            raise CardGoneError("transmit")
        if self._fault in ("hang", "slow"):
            self.now += seconds if self._fault == "hang" else SECONDS - 1e-3
        if self._fault == "hang":
            raise TimedOutError("transmit")
        if self._fault == "reset":
            self.card.reset()
        if self._fault == "swapped" and self._other is not None:
            self.card = self._other
        change = self._change or FILES.get(self._fault)
        if change:
            self.card.replace_selected(change)

    def _changed(self, raw: bytes, number: int, replayed: bytes) -> bytes:
        if number >= self._at >= 0 and self._fault.startswith("endless"):
            return b"\x6c\x10" if self._fault == "endless_6c" else b"and more\x61\x10"
        if number != self._at:
            return raw
        if self._fault == "replayed":
            return replayed or raw
        changes = ANSWERS | CHANGED_BYTES
        return changes[self._fault](raw) if self._fault in changes else raw


Read = Callable[[Card], Reading]


def outcome_of(read: Read, line: Line) -> Reading | ReadingError:
    """What a reading gives, or the typed failure; anything else is a defect and goes through."""
    try:
        return read(Card(line, seconds=SECONDS, clock=line.clock))
    except ReadingError as error:
        return error


def says_what(reading: Reading) -> frozenset[object]:
    """All that a reading says, without the zeroes that fill a picture up."""
    texts = {(one.name, one.text, one.source) for one in reading.texts}
    pictures = {
        (one.name, one.media_type, one.content.rstrip(b"\0"), one.must_be_keyed)
        for one in reading.pictures
    }
    return frozenset({*texts, *pictures, reading.authenticity, reading.kind})


def require_same(reading: Reading, whole: Reading, what: str) -> None:
    """Fail without printing what cards hold."""
    if says_what(reading) != says_what(whole):
        raise AssertionError(f"{what}: not the whole reading of one person")
