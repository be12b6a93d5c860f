"""Encrypted columns and objects: AES-256-GCM, bound to their place.

The key's id stands in the value; the place is additional data.

Layout of a value: 1 byte format (1), 4 bytes key id (big endian), 12 bytes nonce, ciphertext with
its 16-byte tag. A value moved to another row, column, table or city does not decrypt.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
HEADER_BYTES = 5
NONCE_BYTES = 12


class UndecryptableError(Exception):
    """The value does not belong to this place, or its key is missing."""


@dataclass(frozen=True)
class Place:
    """Where an encrypted value stands: it is bound to that place."""

    city_id: int
    table: str
    row_id: UUID
    column: str

    def additional_data(self) -> bytes:
        """The authenticated, unencrypted part."""
        return f"{self.city_id}/{self.table}/{self.row_id}/{self.column}".encode()


@dataclass(frozen=True, repr=False)
class Keyring:
    """Encryption keys by id (the current one encrypts), and one key for equality lookups."""

    keys: Mapping[int, bytes]
    current: int
    lookup_key: bytes

    def __repr__(self) -> str:
        """Never the keys themselves."""
        return f"Keyring(keys={sorted(self.keys)}, current={self.current})"

    def encrypt(self, plain: str, place: Place) -> bytes:
        """Encrypt a text for one place."""
        return self.encrypt_bytes(plain.encode(), place)

    def encrypt_bytes(self, plain: bytes, place: Place) -> bytes:
        """Encrypt bytes for one place: a column, or an object that belongs to a row."""
        nonce = os.urandom(NONCE_BYTES)
        header = bytes([FORMAT]) + self.current.to_bytes(4, "big")
        sealed = AESGCM(self.keys[self.current]).encrypt(
            nonce, plain, header + place.additional_data()
        )
        return header + nonce + sealed

    def decrypt(self, value: bytes, place: Place) -> str:
        """Decrypt a text that stands at this place."""
        return self.decrypt_bytes(value, place).decode()

    def decrypt_bytes(self, value: bytes, place: Place) -> bytes:
        """Decrypt what stands at this place."""
        header, nonce = value[:HEADER_BYTES], value[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
        key = self.keys.get(int.from_bytes(header[1:], "big"))
        if header[:1] != bytes([FORMAT]) or key is None:
            raise UndecryptableError("unknown format or key")
        try:
            return AESGCM(key).decrypt(
                nonce, value[HEADER_BYTES + NONCE_BYTES :], header + place.additional_data()
            )
        except InvalidTag:
            raise UndecryptableError("the value does not belong to this place") from None

    def lookup(self, plain: str, *, city_id: int, column: str) -> bytes:
        """Keyed hash for equality within one city and column."""
        message = f"{city_id}/{column}/{plain}".encode()
        return hmac.new(self.lookup_key, message, hashlib.sha256).digest()


def new_keyring() -> Keyring:
    """A keyring with one fresh key."""
    return Keyring(keys={1: os.urandom(32)}, current=1, lookup_key=os.urandom(32))


def load_keyring(path: Path) -> Keyring:
    """Read a keyring from its JSON file (base64 of 32 bytes a key)."""
    stored = json.loads(path.read_text("utf-8"))
    return Keyring(
        keys={int(id_): base64.b64decode(key) for id_, key in stored["keys"].items()},
        current=stored["current"],
        lookup_key=base64.b64decode(stored["lookup_key"]),
    )


def save_keyring(keyring: Keyring, path: Path) -> None:
    """Write a keyring so that only its owner can read it."""
    stored = {
        "keys": {str(id_): base64.b64encode(key).decode() for id_, key in keyring.keys.items()},
        "current": keyring.current,
        "lookup_key": base64.b64encode(keyring.lookup_key).decode(),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(stored, file)
