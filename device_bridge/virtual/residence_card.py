"""Virtual 在留カード and 特別永住者証明書 of both generations, made of a JSON fixture."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from device_bridge.cards.residence_card import DF1, DF2, DF3
from device_bridge.secure_messaging.ciphers import Aes, Suite, TwoKeyTripleDes, pad, unpad
from device_bridge.secure_messaging.residence import (
    CLA_SECURED,
    CRYPTOGRAM,
    PADDED,
    printed_keys,
    session_key,
)
from device_bridge.virtual.issuing import (
    Signer,
    ec_signer,
    rsa_signer,
    sign_bare_hash,
    sign_raw_ecdsa,
)
from device_bridge.virtual.secured import SUCCESS, Received, SecuredCard

MASTER = b"\x3f\x00"
FRONT, FACE, NAME, ADDRESS = 7000, 3000, 2500, 2500  # bytes of pictures
CERTIFICATE_OF_FIRST, CERTIFICATE_OF_SECOND = 1200, 602
# Bytes of texts that are filled up with NUL; those of the first's D5 and D6 are a guess.
LENGTHS_OF_FIRST = {0xD4: 320, 0xD5: 120, 0xD6: 120}
LENGTHS_OF_SECOND = {0xDE: 200}


@dataclass(frozen=True, slots=True)
class ResidenceCardContent:
    """What a card holds; ``texts`` are values by their tags."""

    type: str
    number: str = field(repr=False)
    texts: Mapping[int, str] = field(repr=False)
    pictures: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a fixture; pictures are files beside it."""
        raw = json.loads(path.read_text("utf-8"))
        return cls(
            raw["type"],
            raw["number"],
            {int(tag, 16): text for tag, text in raw["texts"].items()},
            {name: (path.parent / file).read_bytes() for name, file in raw["pictures"].items()},
        )

    @property
    def is_first(self) -> bool:
        """Whether it is of the first generation."""
        return len(self.type) == 1

    @property
    def signer(self) -> Signer:
        """Who signed it."""
        if self.is_first:
            return rsa_signer("在留カード (invented)")
        return ec_signer("在留カード 2 (invented)", ec.SECP384R1)


class VirtualResidenceCard(SecuredCard):
    """One card: after VERIFY it reads DF1 in secret and the rest in clear."""

    def __init__(self, content: ResidenceCardContent) -> None:
        self._suite: Suite = TwoKeyTripleDes() if content.is_first else Aes()
        self._number = content.number.encode("ascii")
        self._files = _files_of_first(content) if content.is_first else _files_of_second(content)
        self._type = _object(0xC1, content.type.encode("ascii"))
        super().__init__(printed_keys(self._number, self._suite))

    def _forget(self) -> None:
        self._place = MASTER
        self._key = b""
        self._is_verified = False

    def _act(self, command: Received) -> bytes:
        known: dict[tuple[int, int], Callable[[Received], bytes]] = {
            (0x00, 0xA4): self._select,
            (0x00, 0x84): lambda _: self._challenge_reader(),
            (0x00, 0x82): self._authenticate,
            (0x00, 0x20): self._verify_in_clear,
            (CLA_SECURED, 0x20): self._verify,
            (0x00, 0xB0): self._read,
            (CLA_SECURED, 0xB0): self._read_in_secret,
        }
        act = known.get((command.cla, command.ins))
        return b"\x6d\x00" if act is None else act(command)

    def _select(self, command: Received) -> bytes:
        wanted = {0x00: (MASTER,), 0x04: (DF1, DF2, DF3)}.get(command.p1, ())
        if command.data not in wanted:
            return b"\x6a\x82"
        self._place = command.data
        return SUCCESS

    def _authenticate(self, command: Received) -> bytes:
        raw, agreed = self._agree(command)
        self._is_verified = False
        self._key = session_key(agreed.seed) if agreed else b""
        return raw

    def _verify_in_clear(self, command: Received) -> bytes:
        self.verify_count += bool(command.data)
        return b"\x69\x82"

    def _verify(self, command: Received) -> bytes:
        self.verify_count += 1
        if not self._key or command.p2 != 0x86:
            return b"\x69\x82"
        head = bytes((CRYPTOGRAM, 0x11)) + PADDED
        if not command.data.startswith(head) or len(command.data) != len(head) + 16:
            return b"\x69\x88"
        plain = unpad(self._suite.decrypt(self._key, command.data[len(head) :]))
        self._is_verified = plain == self._number
        return SUCCESS if self._is_verified else b"\x63\x00"

    def _read(self, command: Received) -> bytes:
        if self._place == MASTER and command.p1 == 0x8A:
            return self._content("type", self._type) + SUCCESS
        if self._place not in (DF2, DF3):
            return b"\x69\x82"
        return self._file(command)

    def _read_in_secret(self, command: Received) -> bytes:
        if self._place != DF1:
            return b"\x68\x82"
        raw = self._file(command)
        if not raw.endswith(SUCCESS):
            return raw
        secret = self._suite.encrypt(self._key, pad(raw[:-2], self._suite.block))
        return _object(CRYPTOGRAM, PADDED + secret) + SUCCESS

    def _file(self, command: Received) -> bytes:
        if not self._is_verified:
            return b"\x69\x82"
        key = (self._place, command.p1 & 0x7F)
        if key not in self._files:
            return b"\x6a\x82"
        return self._content(f"{key[0].hex()} {key[1]}", self._files[key]) + SUCCESS


Files = dict[tuple[bytes, int], bytes]


def _files_of_first(content: ResidenceCardContent) -> Files:
    front = content.pictures["front"].ljust(FRONT, b"\0")
    face = content.pictures.get("face", b"").ljust(FACE, b"\0")
    files = {
        (DF1, 5): _object(0xD0, front),
        (DF1, 6): _object(0xD1, face),
        (DF2, 1): _texts(content, 0xD2, 0xD3, 0xD4),
    }
    if content.type == "1":
        files |= {(DF2, tag - 0xD3): _texts(content, tag) for tag in (0xD5, 0xD6, 0xD7)}
    signature, certificate = b"", b""
    if "face" in content.pictures:
        signer = content.signer
        signature = sign_bare_hash(signer.key, front + face)
        raw = signer.certificate.public_bytes(Encoding.DER)
        certificate = raw.ljust(CERTIFICATE_OF_FIRST, b"\0")
    files[DF3, 2] = _object(0xDA, signature) + _object(0xDB, certificate)
    return files


def _files_of_second(content: ResidenceCardContent) -> Files:
    is_card = content.type == "05"
    tags = (0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCE)
    printed = (*tags, 0xCA, 0xCB, 0xCC, 0xCD) if is_card else tags
    name = content.pictures["name"].ljust(NAME, b"\0")
    face = content.pictures.get("face", b"").ljust(FACE, b"\0")
    address = content.pictures["address"].ljust(ADDRESS, b"\0")
    files = {
        (DF1, 1): _object(0xC2, content.number.encode("ascii")),
        (DF1, 3): _texts(content, *printed),
        (DF1, 4): _object(0xD0, name) + _object(0xD1, face),
        (DF1, 6): b"\xdf" + _object(0xD1, address),
        (DF2, 3 if is_card else 1): _texts(content, 0xD9, 0xDE),
    }
    if is_card:
        files[DF2, 1] = _texts(content, 0xD5, 0xD6, 0xD7)
        files[DF2, 2] = _texts(content, 0xD8)
    signature, certificate = b"", b""
    if "face" in content.pictures:
        values = b"".join(_value(content, tag) for tag in printed).ljust(53, b"\0")
        signer = content.signer
        signature = sign_raw_ecdsa(signer.key, values + face + name)
        raw = signer.certificate.public_bytes(Encoding.DER)
        certificate = raw.ljust(CERTIFICATE_OF_SECOND, b"\0")
    files[DF3, 2] = _object(0xDC, signature) + _object(0xDD, certificate)
    return files


def _texts(content: ResidenceCardContent, *tags: int) -> bytes:
    return b"".join(_object(tag, _value(content, tag)) for tag in tags)


def _value(content: ResidenceCardContent, tag: int) -> bytes:
    lengths = LENGTHS_OF_FIRST if content.is_first else LENGTHS_OF_SECOND
    return content.texts.get(tag, "").encode("utf-8").ljust(lengths.get(tag, 0), b"\0")


def _object(tag: int, value: bytes) -> bytes:
    length = len(value)
    size = bytes((length,)) if length < 128 else b"\x82" + length.to_bytes(2, "big")
    return bytes((tag,)) + size + value
