"""The signature of 在留カード and 特別永住者証明書 over what they show.

The key comes with the card in an X.509 certificate; only with a configured certificate of 入管庁
(published on its site for each generation) is it known whose key that is.
"""

import hashlib
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509 import Certificate

from device_bridge.certificates import is_issued_by, load_certificate
from device_bridge.errors import NotAuthenticError, UnreadableError
from device_bridge.reading import Authenticity
from device_bridge.tlv import read_ber

PLACE = "DF3/EF01"
FRONT_BYTES, FACE_BYTES = 7000, 3000  # of the first generation, filled up with NUL
TEXT_BYTES, NAME_BYTES = 53, 2500  # of the second: values alone, one after the other
# What stands before the hash in the signed block: the specification's figure has the bare hash
# behind 1792 bits of padding; with the usual DigestInfo it is taken as well [unverified].
DIGEST_INFO_OF_SHA256 = bytes.fromhex("3031300D060960864801650304020105000420")
RAW_SIGNATURE_BYTES = 96  # r and s of P-384 side by side; anything else is taken for DER [M]


def signed_by_first(front: bytes, face: bytes) -> bytes:
    """What the first generation signs: the front and the face, filled up."""
    return front.ljust(FRONT_BYTES, b"\0") + face.ljust(FACE_BYTES, b"\0")


def signed_by_second(texts: bytes, face: bytes, name: bytes) -> bytes:
    """What the second generation signs: the printed texts, the face, the name, filled up."""
    return (
        texts.ljust(TEXT_BYTES, b"\0")
        + face.ljust(FACE_BYTES, b"\0")
        + name.ljust(NAME_BYTES, b"\0")
    )


def check(
    generation: int,
    signed: bytes,
    signature: bytes,
    certificate: bytes,
    issuers: Sequence[Certificate],
) -> Authenticity:
    """INTACT, or VERIFIED where one of ``issuers`` made the key's certificate.

    Where issuers are configured and none of them made it, the signature proves nothing:
    UNCHECKED. Raises ``NotAuthenticError`` where the signature does not fit.
    """
    try:
        # What follows the certificate in its field is filler.
        signer, key = load_certificate(read_ber(certificate, PLACE).whole)
    except ValueError:
        raise UnreadableError(PLACE) from None
    if generation == 1 and isinstance(key, rsa.RSAPublicKey):
        holds = _holds_rsa(key, signed, signature)
    elif generation == 2 and isinstance(key, ec.EllipticCurvePublicKey):
        holds = _holds_ecdsa(key, signed, signature)
    else:
        raise UnreadableError(PLACE)
    if not holds:
        raise NotAuthenticError(PLACE)
    if not issuers:
        return Authenticity.INTACT
    is_known = any(is_issued_by(signer, issuer) for issuer in issuers)
    return Authenticity.VERIFIED if is_known else Authenticity.UNCHECKED


def _holds_rsa(key: rsa.RSAPublicKey, signed: bytes, signature: bytes) -> bool:
    digest = hashlib.sha256(signed).digest()
    try:
        block = key.recover_data_from_signature(signature, padding.PKCS1v15(), None)
    except (ValueError, InvalidSignature):
        return False
    return block in (digest, DIGEST_INFO_OF_SHA256 + digest)


def _holds_ecdsa(key: ec.EllipticCurvePublicKey, signed: bytes, signature: bytes) -> bool:
    der = signature
    if len(signature) == RAW_SIGNATURE_BYTES:
        half = RAW_SIGNATURE_BYTES // 2
        der = encode_dss_signature(
            int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
        )
    try:
        key.verify(der, signed, ec.ECDSA(hashes.SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True
