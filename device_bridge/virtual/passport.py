"""A virtual passport, made of a JSON fixture: basic access control and secure messaging."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric import ec

from device_bridge.cards.passport import AID, COM, DG1, DG2, SOD
from device_bridge.secure_messaging.access import SUITE, session_keys
from device_bridge.secure_messaging.icao import wrap
from device_bridge.secure_messaging.mrz import MrzKey, check_digit
from device_bridge.virtual.issuing import Signer, ec_signer
from device_bridge.virtual.pace import CARD_ACCESS, OFFER, PaceOfChip
from device_bridge.virtual.protection import CardSession
from device_bridge.virtual.secured import SUCCESS, Received, SecuredCard
from device_bridge.virtual.security_object import sign_groups

MASTER, ACCESS = b"\x3f\x00", b"\x01\x1c"
RECORD_OF_FACE = b"FAC\x00010\x00"


@dataclass(frozen=True, slots=True)
class PassportContent:
    """What a passport holds: the two lines and the picture of the face."""

    lines: str = field(repr=False)
    face: bytes = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a fixture; the picture is a file beside it, the check digits are made here."""
        raw: Mapping[str, str] = json.loads(path.read_text("utf-8"))
        return cls(write_lines(raw), (path.parent / raw["face"]).read_bytes())

    @property
    def key(self) -> MrzKey:
        """What opens it."""
        second = self.lines[44:]
        return MrzKey(second[:9], second[13:19], second[21:27])

    @property
    def signer(self) -> Signer:
        """Who signed it."""
        return ec_signer("旅券 (invented)", ec.SECP256R1)


def write_lines(raw: Mapping[str, str]) -> str:
    """Both lines with their check digits (ICAO Doc 9303-4)."""
    names = f"{raw['surname']}<<{raw['given_names']}".replace(" ", "<")
    first = f"P<{raw['issuing_state']:<<3}{names:<<39}"
    number, born, expires = f"{raw['number']:<<9}", raw["born"], raw["expires"]
    number, born, expires, own = (
        one + check_digit(one) for one in (number, born, expires, f"{raw.get('own', ''):<<14}")
    )
    second = f"{number}{raw['nationality']:<<3}{born}{raw['sex']}{expires}{own}"
    return first + second + check_digit(number + born + expires + own)


class VirtualPassport(SecuredCard):
    """One passport; whatever comes unprotected in a session ends it."""

    def __init__(
        self,
        content: PassportContent,
        replaced: Mapping[int, bytes] | None = None,
        *,
        has_pace: bool = False,
    ) -> None:
        self._key = content.key
        self._has_pace = has_pace
        self.files = _files(content) | dict(replaced or {})  # forged where ``replaced``
        super().__init__(content.key.printed_keys(SUITE))

    def _forget(self) -> None:
        self._is_selected = False
        self._file: int | None = None
        self._session: CardSession | None = None
        self._pace: PaceOfChip | None = None

    def _act(self, command: Received) -> bytes:
        if self._session is not None and command.cla == 0x0C:
            return self._act_in_session(self._session, command)
        self._session = None
        known: dict[int, Callable[[Received], bytes]] = {0xA4: self._select}
        if self._is_selected:
            known |= {0x84: lambda _: self._challenge_reader(), 0x82: self._authenticate}
        if self._has_pace:
            known |= {0x22: self._begin_pace, 0x86: self._continue_pace, 0xB0: self._read_access}
        act = known.get(command.ins)
        return b"\x69\x82" if act is None else act(command)

    def _select(self, command: Received) -> bytes:
        if command.p1 == 0x04 and command.data == AID:
            self._is_selected = True
            return SUCCESS
        if not self._has_pace or command.data not in (MASTER, ACCESS):
            return b"\x6a\x82"
        self._is_selected = False
        return SUCCESS

    def _read_access(self, command: Received) -> bytes:
        content = self._content("access", CARD_ACCESS)
        offset = command.p1 << 8 | command.p2
        piece = content[offset : offset + (command.expected or 0)]
        return piece + SUCCESS if piece else b"\x6b\x00"

    def _begin_pace(self, command: Received) -> bytes:
        if not command.data.startswith(wrap(0x80, OFFER.identifier)):
            return b"\x6a\x80"
        self._pace = PaceOfChip(self._key)
        return SUCCESS

    def _continue_pace(self, command: Received) -> bytes:
        if self._pace is None:
            return b"\x69\x85"
        raw = self._pace.answer(command)
        self._session = self._pace.session
        return raw

    def _authenticate(self, command: Received) -> bytes:
        raw, agreed = self._agree(command)
        if agreed is not None:
            self._session = CardSession(SUITE, *session_keys(agreed))
        return raw

    def _act_in_session(self, session: CardSession, received: Received) -> bytes:
        command = session.open(received)
        if command is None:
            self._session = None
            return b"\x69\x88"
        if command.ins == 0xA4 and command.p1 == 0x04:
            return session.close(b"", 0x9000 if command.data == AID else 0x6A82)
        if command.ins == 0xA4:
            self._file = int.from_bytes(command.data, "big")
            is_there = self._file in self.files
            return session.close(b"", 0x9000 if is_there else 0x6A82)
        if command.ins != 0xB0 or self._file not in self.files:
            return session.close(b"", 0x6986)
        content = self._content(f"{self._file:04X}", self.files[self._file])
        offset = command.p1 << 8 | command.p2
        if offset > len(content):
            return session.close(b"", 0x6B00)
        piece = self._piece(content, offset, command.expected or 0)
        return session.close(piece, 0x9000 if piece else 0x6282)

    def _piece(self, content: bytes, offset: int, expected: int) -> bytes:
        return content[offset : offset + expected]


def _files(content: PassportContent) -> dict[int, bytes]:
    printed = wrap(0x61, b"\x5f\x1f" + bytes((88,)) + content.lines.encode("ascii"))
    face = _face(content.face)
    common = b"\x5f\x01\x040107" + b"\x5f\x36\x06040000" + wrap(0x5C, b"\x61\x75")
    return {
        COM: wrap(0x60, common),
        DG1: printed,
        DG2: face,
        SOD: sign_groups(content.signer, {1: printed, 2: face}),
    }


def _face(picture: bytes) -> bytes:
    is_jpeg = picture.startswith(b"\xff\xd8")
    image_header = bytes((1, 0 if is_jpeg else 1)) + bytes(10)
    block = 20 + len(image_header) + len(picture)
    record = block.to_bytes(4, "big") + bytes(16) + image_header + picture
    header = RECORD_OF_FACE + (14 + len(record)).to_bytes(4, "big") + b"\x00\x01"
    template = wrap(0xA1, b"\x87\x02\x01\x01") + b"\x5f" + wrap(0x2E, header + record)
    templates = wrap(0x02, b"\x01") + b"\x7f" + wrap(0x60, template)
    return wrap(0x75, b"\x7f" + wrap(0x61, templates))
