"""From what PC/SC says to events: pure, so that any sequence can be tried.

Every event has its counterpart: a card that is reported was not there before and will be reported
as removed once, also when its reader or the service goes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from device_bridge.readers import codes
from device_bridge.readers.events import (
    CardInserted,
    CardRemoved,
    ReaderAttached,
    ReaderDetached,
    ReaderEvent,
    ServiceStarted,
    ServiceStopped,
)

# Changes while nobody looked are told one by one; a counter that began anew looks like thousands.
MOST_MISSED = 8


@dataclass(slots=True)
class _Reader:
    state: int = codes.STATE_UNAWARE
    insertion: int | None = None
    is_seen: bool = False

    def count_changes(self, state: int) -> int:
        """How often a card came or went since the last look, by the counter in the high word."""
        counted = ((state >> 16) - (self.state >> 16)) & 0xFFFF if self.is_seen else 0
        is_other = bool(state & codes.STATE_PRESENT) != (self.insertion is not None)
        if counted > MOST_MISSED:  # a swap, unless there was and is no card
            counted = 0 if self.insertion is None else 2
        return counted + ((counted % 2 == 1) != is_other)  # presence outweighs the counter


class ReaderWatch:
    """What is known of service, readers and cards."""

    def __init__(self) -> None:
        self._is_running: bool | None = None
        self._readers: dict[str, _Reader] = {}
        self._insertions = 0

    @property
    def known(self) -> list[tuple[str, int]]:
        """The readers with their states, for the next call that waits for a change."""
        return [(name, reader.state) for name, reader in self._readers.items()]

    def start_service(self) -> list[ReaderEvent]:
        """The service answered."""
        was_running, self._is_running = self._is_running, True
        return [] if was_running else [ServiceStarted()]

    def stop_service(self) -> list[ReaderEvent]:
        """The service does not answer: what it told is over."""
        was_running, self._is_running = self._is_running, False
        return [] if was_running is False else [*self.list_readers(()), ServiceStopped()]

    def list_readers(self, names: Iterable[str]) -> list[ReaderEvent]:
        """The readers there are now."""
        listed = list(dict.fromkeys(names))
        events: list[ReaderEvent] = []
        for name in [name for name in self._readers if name not in listed]:
            events += self._detach(name)
        for name in [name for name in listed if name not in self._readers]:
            self._readers[name] = _Reader()
            events.append(ReaderAttached(name))
        return events

    def see_states(self, states: Sequence[tuple[str, int]]) -> list[ReaderEvent]:
        """The states that a call gave; names that are no known reader are left out."""
        events: list[ReaderEvent] = []
        for name, state in states:
            if name not in self._readers:
                continue
            if state & (codes.STATE_UNKNOWN | codes.STATE_IGNORE):
                events += self._detach(name)
            else:
                events += self._see(name, state & ~codes.STATE_CHANGED)
        return events

    def wake_up(self) -> list[ReaderEvent]:
        """The computer slept: a card may be another one, though its place was never empty."""
        events: list[ReaderEvent] = []
        for name, reader in self._readers.items():
            events += self._remove(name)
            reader.state, reader.is_seen = codes.STATE_UNAWARE, False
        return events

    def _see(self, name: str, state: int) -> list[ReaderEvent]:
        reader = self._readers[name]
        events: list[ReaderEvent] = []
        for left in reversed(range(reader.count_changes(state))):
            is_mute = left == 0 and bool(state & codes.STATE_MUTE)
            events += self._remove(name) or self._insert(name, is_mute=is_mute)
        reader.state, reader.is_seen = state, True
        return events

    def _insert(self, name: str, *, is_mute: bool) -> list[ReaderEvent]:
        self._insertions += 1
        self._readers[name].insertion = self._insertions
        return [CardInserted(name, self._insertions, is_mute)]

    def _remove(self, name: str) -> list[ReaderEvent]:
        reader = self._readers[name]
        insertion, reader.insertion = reader.insertion, None
        return [] if insertion is None else [CardRemoved(name, insertion)]

    def _detach(self, name: str) -> list[ReaderEvent]:
        events = self._remove(name)
        del self._readers[name]
        return [*events, ReaderDetached(name)]
