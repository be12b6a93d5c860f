"""Commands and responses of smart cards (ISO/IEC 7816-4), as bytes and back.

Neither shows its data: what is written about a card never holds a secret or a citizen's name.
"""

from dataclasses import dataclass, field

from device_bridge.errors import UnreadableError

MOST_SHORT = 255
MOST_EXTENDED = 65_535
MOST_ANSWERED = 65_536
SUCCESS = 0x9000


@dataclass(frozen=True, slots=True)
class Command:
    """One command APDU; ``expected`` is how many bytes may be answered (None: none)."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)
    expected: int | None = None

    def __post_init__(self) -> None:
        if not all(0 <= one <= 255 for one in (self.cla, self.ins, self.p1, self.p2)):
            raise ValueError("a header's byte is 0 to 255")
        if len(self.data) > MOST_EXTENDED or not 0 <= (self.expected or 0) <= MOST_ANSWERED:
            raise ValueError("longer than an extended APDU")

    @property
    def is_extended(self) -> bool:
        """Whether it needs the long form of its lengths."""
        return len(self.data) > MOST_SHORT or (self.expected or 0) > MOST_SHORT + 1

    def encode(self) -> bytes:
        """The bytes that are sent."""
        head = bytes((self.cla, self.ins, self.p1, self.p2))
        return head + (self._extended() if self.is_extended else self._short())

    def _short(self) -> bytes:
        body = bytes((len(self.data),)) + self.data if self.data else b""
        return body if self.expected is None else body + bytes((self.expected % 256,))

    def _extended(self) -> bytes:
        body = b"\0"
        if self.data:
            body += len(self.data).to_bytes(2, "big") + self.data
        if self.expected is None:
            return body
        return body + (self.expected % MOST_ANSWERED).to_bytes(2, "big")

    def __str__(self) -> str:
        sent = f" and {len(self.data)} bytes" if self.data else ""
        return f"{self.cla:02X} {self.ins:02X} {self.p1:02X} {self.p2:02X}{sent}"


@dataclass(frozen=True, slots=True)
class Response:
    """One response APDU: data and status word."""

    data: bytes = field(repr=False)
    status: int

    @classmethod
    def of(cls, raw: bytes) -> "Response":
        """Take bytes apart; raises ``UnreadableError`` where they are no response."""
        if not 2 <= len(raw) <= MOST_ANSWERED + 2:
            raise UnreadableError("response")
        if raw[-2] >> 4 not in (0x6, 0x9):  # no status word, so it could be a citizen's data
            raise UnreadableError("response")
        return cls(bytes(raw[:-2]), int.from_bytes(raw[-2:], "big"))

    @property
    def is_success(self) -> bool:
        """Whether the status is 9000."""
        return self.status == SUCCESS
