"""The calls of PC/SC that the bridge makes: what they take and give, and how they fail."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class PcscError(Exception):
    """A call of PC/SC failed; ``code`` is its number, without a sign."""

    def __init__(self, step: str, code: int) -> None:
        self.step = step
        self.code = code & 0xFFFFFFFF
        super().__init__(f"{step} {self.code:08X}")


class Sharing(Enum):
    """Whether other programs may use the card at the same time."""

    EXCLUSIVE = "EXCLUSIVE"
    SHARED = "SHARED"


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection to a card; ``protocol`` is T=0 or T=1."""

    handle: int
    protocol: int


class PcscCalls(Protocol):
    """PC/SC. Every call raises ``PcscError``; some block, ``transmit`` without any limit."""

    def establish(self) -> int:
        """Begin to speak with the service: a context."""
        ...

    def release(self, context: int) -> None:
        """Give the context back."""
        ...

    def cancel(self, context: int) -> None:
        """End the waiting of another thread."""
        ...

    def list_readers(self, context: int) -> list[str]:
        """The readers there are now."""
        ...

    def wait_for_change(
        self, context: int, milliseconds: int, known: Sequence[tuple[str, int]]
    ) -> list[tuple[str, int]]:
        """Wait until a reader's state is another than known; the states of all."""
        ...

    def connect(self, context: int, reader: str, sharing: Sharing) -> Connection:
        """Power the card and connect to it."""
        ...

    def begin_transaction(self, connection: Connection) -> None:
        """Keep other programs from the card; waits until they let go of it."""
        ...

    def end_transaction(self, connection: Connection) -> None:
        """Let others in again."""
        ...

    def transmit(self, connection: Connection, command: bytes) -> bytes:
        """Send a command. Blocks as long as the card is silent."""
        ...

    def disconnect(self, connection: Connection) -> None:
        """Part from the card and take its power: what a secret has opened is closed."""
        ...
