"""The card's side of the conversation: applications, files, keys with counters of tries.

It behaves as real cards were measured to (S-hw), and where that is not known, in the way that is
worse for a reader: a secret of the wrong length counts as a try, access is lost when another
application is selected.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

SUCCESS = b"\x90\x00"
ATR = bytes.fromhex("3B888001000041E0B381A1003B")


@dataclass(frozen=True, slots=True)
class VirtualFile:
    """A file; ``opened_by`` names the sets of keys of which one must have been verified."""

    content: bytes = field(repr=False)
    opened_by: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class VirtualKey:
    """A secret with its counter; ``name`` is unique on the card."""

    name: str
    secret: bytes = field(repr=False)
    most_tries: int


@dataclass(frozen=True, slots=True)
class VirtualApplication:
    """An application (an empty ``aid`` is the master file)."""

    aid: bytes
    files: Mapping[int, VirtualFile]
    keys: Mapping[int, VirtualKey] = field(default_factory=dict)
    sign: Callable[[bytes], bytes] | None = None


@dataclass(frozen=True, slots=True)
class _Command:
    ins: int
    p1: int
    p2: int
    data: bytes = field(repr=False)
    expected: int


class VirtualCard:
    """One card; counters of tries outlast a reset, everything else does not."""

    def __init__(
        self,
        applications: Sequence[VirtualApplication],
        *,
        atr: bytes = ATR,
        keeps_access: bool = False,
        answers_in_pieces: bool = False,
    ) -> None:
        self._applications = {one.aid: one for one in applications}
        self._atr = atr
        self._keeps_access = keeps_access
        self._answers_in_pieces = answers_in_pieces
        self._damage: dict[tuple[bytes, int], bytes] = {}
        keys = (key for one in applications for key in one.keys.values())
        self.tries = {key.name: key.most_tries for key in keys}
        self.verify_count = 0  # VERIFY commands that carried data
        self.reset()

    def power_on(self) -> bytes:
        """Begin a session; the answer to reset."""
        return self.reset()

    def reset(self) -> bytes:
        """Forget what was selected and verified; the answer to reset."""
        self._application = self._applications.get(b"")
        self._file: int | None = None
        self._verified: set[str] = set()
        self._pending = b""
        return self._atr

    def replace_selected(self, change: Callable[[bytes], bytes]) -> bool:
        """Change what the selected file holds; whether there is one."""
        if self._application is None or self._file is None:
            return False
        if self._file not in self._application.files:
            return False
        self._damage[self._application.aid, self._file] = change(self._content(self._file))
        return True

    def answer(self, apdu: bytes) -> bytes:
        """Answer one command."""
        command = _parse(apdu)
        if command is None:
            return b"\x67\x00"
        known: dict[int, Callable[[_Command], bytes]] = {
            0xA4: self._select,
            0xB0: self._read,
            0x20: self._verify,
            0x2A: self._sign,
            0xC0: self._respond,
        }
        act = known.get(command.ins)
        raw = b"\x6d\x00" if act is None else act(command)
        if self._answers_in_pieces and command.ins != 0xC0 and len(raw) > 2:
            self._pending = raw[:-2]
            return b"\x61" + bytes((min(len(self._pending), 255),))
        return raw

    def _select(self, command: _Command) -> bytes:
        if command.p1 == 0x04:
            return self._select_application(command.data)
        if command.p1 == 0x02:
            return self._select_file(int.from_bytes(command.data, "big"))
        if command.p1 or command.data:
            return b"\x6a\x82"
        if b"" in self._applications:
            return self._select_application(b"")
        return b"\x6a\x86" if self._application is None else SUCCESS

    def _select_application(self, aid: bytes) -> bytes:
        if aid not in self._applications:
            return b"\x6a\x82"
        self._application, self._file = self._applications[aid], None
        if not self._keeps_access:
            self._verified.clear()
        return SUCCESS

    def _select_file(self, file_id: int) -> bytes:
        here = self._application
        if here is None or (file_id not in here.files and file_id not in here.keys):
            return b"\x6a\x82"
        self._file = file_id
        return SUCCESS

    def _read(self, command: _Command) -> bytes:
        offset = command.p1 << 8 | command.p2
        if command.p1 & 0x80:
            if self._select_file(command.p1 & 0x1F) != SUCCESS:
                return b"\x6a\x82"
            offset = command.p2
        if self._application is None or self._file is None:
            return b"\x69\x86"
        file = self._application.files.get(self._file)
        if file is None:
            return b"\x69\x81"
        if file.opened_by and not any(names <= self._verified for names in file.opened_by):
            return b"\x69\x82"
        content = self._content(self._file)
        if offset >= len(content):
            return b"\x6b\x00"
        return content[offset : offset + command.expected] + SUCCESS

    def _content(self, file_id: int) -> bytes:
        if self._application is None:
            return b""
        kept = self._application.files[file_id].content
        return self._damage.get((self._application.aid, file_id), kept)

    def _verify(self, command: _Command) -> bytes:
        self.verify_count += bool(command.data)
        file_id = self._file if command.p2 == 0x80 else command.p2 & 0x1F
        key = self._application.keys.get(file_id or 0) if self._application else None
        if key is None:
            return b"\x6a\x88"
        left = self.tries[key.name]
        if not command.data:
            return SUCCESS if key.name in self._verified else bytes((0x63, 0xC0 | left))
        if left == 0:
            return b"\x69\x84"
        if command.data != key.secret:
            self._verified.discard(key.name)
            self.tries[key.name] = left - 1
            return bytes((0x63, 0xC0 | left - 1))
        self.tries[key.name] = key.most_tries
        self._verified.add(key.name)
        return SUCCESS

    def _sign(self, command: _Command) -> bytes:
        if self._application is None or self._application.sign is None:
            return b"\x6d\x00"
        return self._application.sign(command.data) + SUCCESS

    def _respond(self, command: _Command) -> bytes:
        piece, self._pending = (
            self._pending[: command.expected],
            self._pending[command.expected :],
        )
        if self._pending:
            return piece + b"\x61" + bytes((min(len(self._pending), 255),))
        return piece + SUCCESS


def _parse(apdu: bytes) -> _Command | None:
    """Take a command apart, in short or extended form; None where lengths do not fit."""
    if len(apdu) < 4:
        return None
    body = apdu[4:]
    if len(body) <= 1:
        return _Command(apdu[1], apdu[2], apdu[3], b"", (body[0] if body else 0) or 256)
    width, body = (2, body[1:]) if body[0] == 0 else (1, body)
    if len(body) == width == 2:
        return _Command(apdu[1], apdu[2], apdu[3], b"", int.from_bytes(body, "big") or 65_536)
    length = int.from_bytes(body[:width], "big")
    data, rest = body[width : width + length], body[width + length :]
    if len(data) != length or len(rest) not in (0, width):
        return None
    expected = int.from_bytes(rest, "big") or 256**width
    return _Command(apdu[1], apdu[2], apdu[3], data, expected)
