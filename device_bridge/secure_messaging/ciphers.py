"""The ciphers of cards: two-key 3DES and AES, their MACs, padding and key derivation.

Sources: ICAO Doc 9303-11 sections 9.7 and 9.8, 在留カード等仕様書 Ver 1.5 and 第2世代 Ver 1.1
appendix 1, ISO/IEC 9797-1. 3DES is what the cards in people's pockets speak: it is not chosen here.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.cmac import CMAC

MAC_BYTES = 8


class Suite(Protocol):
    """A block cipher in CBC mode and the MAC that goes with it, of 8 bytes."""

    @property
    def block(self) -> int:
        """Bytes of a block."""
        ...

    def encrypt(self, key: bytes, plain: bytes, start: bytes = b"") -> bytes:
        """Encrypt whole blocks; without ``start`` from a block of zeroes."""
        ...

    def decrypt(self, key: bytes, secret: bytes, start: bytes = b"") -> bytes:
        """Decrypt whole blocks; without ``start`` from a block of zeroes."""
        ...

    def mac(self, key: bytes, content: bytes) -> bytes:
        """The MAC of content of any length."""
        ...

    def starting_block(self, key: bytes, counter: bytes) -> bytes:
        """The first block of CBC under secure messaging of ICAO 9303."""
        ...

    def derive(self, seed: bytes, purpose: int) -> bytes:
        """Derive a key from a seed (ICAO 9303-11, 9.7.1): 1 encrypts, 2 MACs, 3 opens PACE."""
        ...


@dataclass(frozen=True, slots=True)
class TwoKeyTripleDes:
    """3DES with two keys, and Retail MAC (ISO/IEC 9797-1 algorithm 3, padding method 2)."""

    block: int = field(default=8, init=False)

    def encrypt(self, key: bytes, plain: bytes, start: bytes = b"") -> bytes:
        """See ``Suite``."""
        return _encrypt(TripleDES(key + key[:8]), plain, start or bytes(8))

    def decrypt(self, key: bytes, secret: bytes, start: bytes = b"") -> bytes:
        """See ``Suite``."""
        return _decrypt(TripleDES(key + key[:8]), secret, start or bytes(8))

    def mac(self, key: bytes, content: bytes) -> bytes:
        """See ``Suite``: DES in CBC mode, then the last block through the second key."""
        first, second = TripleDES(key[:8] * 3), TripleDES(key[8:16] * 3)
        last = _encrypt(first, pad(content, 8), bytes(8))[-8:]
        return _encrypt(first, _decrypt(second, last, bytes(8)), bytes(8))

    def starting_block(self, key: bytes, counter: bytes) -> bytes:
        """See ``Suite``: zeroes."""
        return bytes(8)

    def derive(self, seed: bytes, purpose: int) -> bytes:
        """See ``Suite``: with the parity of DES keys."""
        return with_parity(hashlib.sha1(seed + purpose.to_bytes(4, "big")).digest()[:16])


@dataclass(frozen=True, slots=True)
class Aes:
    """AES, by default with 128 bits, and AES-CMAC shortened to 8 bytes."""

    key_bytes: int = 16
    block: int = field(default=16, init=False)

    def encrypt(self, key: bytes, plain: bytes, start: bytes = b"") -> bytes:
        """See ``Suite``."""
        return _encrypt(AES(key), plain, start or bytes(16))

    def decrypt(self, key: bytes, secret: bytes, start: bytes = b"") -> bytes:
        """See ``Suite``."""
        return _decrypt(AES(key), secret, start or bytes(16))

    def mac(self, key: bytes, content: bytes) -> bytes:
        """See ``Suite``."""
        mac = CMAC(AES(key))
        mac.update(content)
        return mac.finalize()[:MAC_BYTES]

    def starting_block(self, key: bytes, counter: bytes) -> bytes:
        """See ``Suite``: the counter, encrypted."""
        return self.encrypt(key, counter)

    def derive(self, seed: bytes, purpose: int) -> bytes:
        """See ``Suite``: without parity; longer keys come from SHA-256."""
        digest = hashlib.sha1 if self.key_bytes == 16 else hashlib.sha256
        return digest(seed + purpose.to_bytes(4, "big")).digest()[: self.key_bytes]


def pad(content: bytes, block: int) -> bytes:
    """Fill up to whole blocks with 80 00 … (ISO/IEC 9797-1 method 2); adds at least one byte."""
    marked = content + b"\x80"
    return marked + bytes(-len(marked) % block)


def unpad(content: bytes) -> bytes | None:
    """Take 80 00 … off again; None where it is not there."""
    stripped = content.rstrip(b"\0")
    return stripped[:-1] if stripped.endswith(b"\x80") else None


def with_parity(key: bytes) -> bytes:
    """Set the last bit of each byte so that the number of ones is odd, as DES keys have it."""
    return bytes(one & 0xFE | (one >> 1).bit_count() % 2 ^ 1 for one in key)


def are_equal(one: bytes, other: bytes) -> bool:
    """Compare without telling by the time where they differ."""
    return hmac.compare_digest(one, other)


def _encrypt(algorithm: BlockCipherAlgorithm, plain: bytes, start: bytes) -> bytes:
    worker = Cipher(algorithm, modes.CBC(start)).encryptor()
    return worker.update(plain) + worker.finalize()


def _decrypt(algorithm: BlockCipherAlgorithm, secret: bytes, start: bytes) -> bytes:
    worker = Cipher(algorithm, modes.CBC(start)).decryptor()
    return worker.update(secret) + worker.finalize()
