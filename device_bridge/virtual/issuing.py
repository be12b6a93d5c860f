"""Keys and certificates of the invented authorities that sign virtual documents."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509 import (
    Certificate,
    CertificateBuilder,
    Name,
    NameAttribute,
    random_serial_number,
)
from cryptography.x509.oid import NameOID

BEGINS, ENDS = datetime(2024, 1, 1, tzinfo=UTC), datetime(2044, 1, 1, tzinfo=UTC)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Signer:
    """A document signer with its certificate and that of its issuer."""

    key: Key = field(repr=False)
    certificate: Certificate
    issuer: Certificate


@cache
def rsa_signer(name: str) -> Signer:
    """A signer with RSA-2048, made once in a program; its issuer's key is of a quicker kind."""
    authority = ec.generate_private_key(ec.SECP256R1())
    return _signer(name, authority, rsa.generate_private_key(65_537, 2048))


@cache
def ec_signer(name: str, curve: type[ec.EllipticCurve]) -> Signer:
    """A signer on a curve, made once in a program."""
    return _signer(name, *(ec.generate_private_key(curve()) for _ in range(2)))


def sign_bare_hash(key: Key, content: bytes) -> bytes:
    """RSA over the padded SHA-256 without DigestInfo, as the first 在留カード is signed."""
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("RSA alone is signed so")
    digest = hashlib.sha256(content).digest()
    block = b"\x00\x01" + b"\xff" * (256 - 3 - len(digest)) + b"\x00" + digest
    numbers = key.private_numbers()
    signed = pow(int.from_bytes(block, "big"), numbers.d, numbers.public_numbers.n)
    return signed.to_bytes(256, "big")


def sign_raw_ecdsa(key: Key, content: bytes) -> bytes:
    """ECDSA with SHA-256 on P-384 as r and s side by side."""
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("ECDSA alone is signed so")
    r, s = decode_dss_signature(key.sign(content, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(48, "big") + s.to_bytes(48, "big")


def _signer(name: str, authority: Key, key: Key) -> Signer:
    issuer_name, signer_name = _name(f"{name} CA"), _name(f"{name} signer")
    return Signer(
        key,
        _certificate(signer_name, key, issuer_name, authority),
        _certificate(issuer_name, authority, issuer_name, authority),
    )


def _name(text: str) -> Name:
    return Name([NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(subject: Name, key: Key, issuer: Name, authority: Key) -> Certificate:
    builder = CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=random_serial_number(),
        not_valid_before=BEGINS,
        not_valid_after=ENDS,
    )
    return builder.sign(authority, hashes.SHA256())
