"""EF.SOD of virtual passports: the signed list of hashes (ICAO Doc 9303-10, 4.6.2; RFC 5652)."""

import hashlib
from collections.abc import Mapping

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from device_bridge.secure_messaging.icao import wrap
from device_bridge.virtual.issuing import Key, Signer

SHA256 = wrap(0x30, wrap(0x06, bytes.fromhex("608648016503040201")))
ECDSA_SHA256 = wrap(0x30, wrap(0x06, bytes.fromhex("2A8648CE3D040302")))
RSA_SHA256 = wrap(0x30, wrap(0x06, bytes.fromhex("2A864886F70D01010B")))
LDS = wrap(0x06, bytes.fromhex("678108010101"))
SIGNED_DATA = wrap(0x06, bytes.fromhex("2A864886F70D010702"))
CONTENT_TYPE = wrap(0x06, bytes.fromhex("2A864886F70D010903"))
MESSAGE_DIGEST = wrap(0x06, bytes.fromhex("2A864886F70D010904"))
VERSION_0, VERSION_1, VERSION_3 = (wrap(0x02, bytes((one,))) for one in (0, 1, 3))


def sign_groups(signer: Signer, groups: Mapping[int, bytes]) -> bytes:
    """EF.SOD over data groups."""
    listed = b"".join(
        wrap(0x30, wrap(0x02, bytes((number,))) + wrap(0x04, hashlib.sha256(raw).digest()))
        for number, raw in groups.items()
    )
    content = wrap(0x30, VERSION_0 + SHA256 + wrap(0x30, listed))
    encapsulated = wrap(0x30, LDS + wrap(0xA0, wrap(0x04, content)))
    certificate = signer.certificate.public_bytes(Encoding.DER)
    signed_data = wrap(
        0x30,
        VERSION_3
        + wrap(0x31, SHA256)
        + encapsulated
        + wrap(0xA0, certificate)
        + wrap(0x31, _signer_info(signer, content)),
    )
    return wrap(0x77, wrap(0x30, SIGNED_DATA + wrap(0xA0, signed_data)))


def _signer_info(signer: Signer, content: bytes) -> bytes:
    digest = hashlib.sha256(content).digest()
    attributes = wrap(0x30, CONTENT_TYPE + wrap(0x31, LDS))
    attributes += wrap(0x30, MESSAGE_DIGEST + wrap(0x31, wrap(0x04, digest)))
    # Who signed, by name and serial number: one of each, which the reader does not need.
    named = signer.certificate
    serial = named.serial_number.to_bytes(20, "big")
    identifier = wrap(0x30, named.issuer.public_bytes() + wrap(0x02, serial))
    signature, algorithm = _sign(signer.key, wrap(0x31, attributes))
    return wrap(
        0x30,
        VERSION_1
        + identifier
        + SHA256
        + wrap(0xA0, attributes)
        + algorithm
        + wrap(0x04, signature),
    )


def _sign(key: Key, content: bytes) -> tuple[bytes, bytes]:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(content, padding.PKCS1v15(), hashes.SHA256()), RSA_SHA256
    return key.sign(content, ec.ECDSA(hashes.SHA256())), ECDSA_SHA256
