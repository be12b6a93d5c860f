"""What virtual cards hold: objects, keys and pictures made of an invented person's fixture."""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from device_bridge.pictures import write_png

Person = Mapping[str, str]
JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
JP2_BYTES = 700


def load_person(path: Path) -> Person:
    """An invented person of a fixture."""
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return {str(name): str(value) for name, value in loaded.items()}


def ber(tag: int, value: bytes) -> bytes:
    """An object; its length is written as cards do: 82 hh ll from 128 bytes on."""
    width = (tag.bit_length() + 7) // 8
    size = len(value)
    length = bytes((size,)) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return tag.to_bytes(width, "big") + length + value


def simple(tag: int, value: bytes) -> bytes:
    """An object of one tag byte, with 81 before a length of 128 to 255."""
    size = len(value)
    if 128 <= size < 256:
        return bytes((tag, 0x81, size)) + value
    return bytes((tag,)) + ber(0x01, value)[1:]


@cache
def get_private_key(owner: str) -> RSAPrivateKey:
    """A key that lives as long as the program; ``owner`` names whose it is."""
    return generate_private_key(public_exponent=65_537, key_size=2_048)


def write_key(owner: str) -> bytes:
    """The public key as cards write it."""
    numbers = get_private_key(owner).public_key().public_numbers()
    exponent, modulus = numbers.e.to_bytes(3, "big"), numbers.n.to_bytes(256, "big")
    return ber(0x90, exponent) + ber(0x91, modulus)


def sign(owner: str, signed: bytes) -> bytes:
    """A signature with somebody's key."""
    return get_private_key(owner).sign(signed, PKCS1v15(), SHA256())


def sign_digest(owner: str, digest_info: bytes) -> bytes:
    """What a card answers to a challenge: the signature over its last 32 bytes as a hash."""
    return get_private_key(owner).sign(digest_info[-32:], PKCS1v15(), Prehashed(SHA256()))


def draw(of: str) -> bytes:
    """A picture (PNG) that differs for everything it is of."""
    pattern = sha256(of.encode()).digest()
    return write_png(32, [pattern[at : at + 4] for at in range(0, 32, 4)])


def photograph(of: str) -> bytes:
    """Bytes that begin as JPEG 2000 does and differ for every person."""
    pattern = sha256(of.encode()).digest()
    return (JP2_SIGNATURE + pattern * (JP2_BYTES // len(pattern) + 1))[:JP2_BYTES]
