"""Passive authentication of passports (ICAO Doc 9303-11, 5.1): the signed hashes of what was read.

EF.SOD is a CMS SignedData (RFC 5652) over a list of hashes. INTACT: the hashes fit, and the key
in the certificate beside them made the signature. VERIFIED: a configured certificate of the state
(CSCA) signed that certificate. The states' certificates come from ICAO's directory; a municipality
has no route of its own to them, so that as a rule none is configured.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import Certificate

from device_bridge import der
from device_bridge.certificates import is_issued_by, load_certificate
from device_bridge.errors import NotAuthenticError, UnreadableError
from device_bridge.reading import Authenticity
from device_bridge.secure_messaging.ciphers import are_equal
from device_bridge.tlv import Tlv, read_ber

PLACE = "EF.SOD"
SIGNED_DATA = "1.2.840.113549.1.7.2"
HASHES_OF_DOCUMENT = "2.23.136.1.1.1"  # LDSSecurityObject
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
RSASSA_PSS = "1.2.840.113549.1.1.10"
DIGESTS: Mapping[str, type[hashes.HashAlgorithm]] = {
    "1.3.14.3.2.26": hashes.SHA1,
    "2.16.840.1.101.3.4.2.4": hashes.SHA224,
    "2.16.840.1.101.3.4.2.1": hashes.SHA256,
    "2.16.840.1.101.3.4.2.2": hashes.SHA384,
    "2.16.840.1.101.3.4.2.3": hashes.SHA512,
}


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """What EF.SOD says: hashes by data group, and who signed them."""

    digest: type[hashes.HashAlgorithm]
    hashes: Mapping[int, bytes] = field(repr=False)
    signed: bytes = field(repr=False)  # the list of hashes as it is signed
    certificates: tuple[bytes, ...] = field(repr=False)
    signers: tuple[Tlv, ...] = field(repr=False)


def read_security_object(raw: bytes) -> SecurityObject:
    """Take EF.SOD apart."""
    outer = read_ber(raw, PLACE)
    if outer.tag != 0x77:
        raise UnreadableError(PLACE)
    content = read_ber(outer.value, PLACE)
    if _oid(der.child(content, 0, der.OID, PLACE)) != SIGNED_DATA:
        raise UnreadableError(PLACE)
    signed_data = der.child(der.child(content, 1, der.CONTEXT_0, PLACE), 0, der.SEQUENCE, PLACE)
    parts = der.children(signed_data, PLACE)
    if len(parts) < 4 or parts[-1].tag != der.SET:
        raise UnreadableError(PLACE)
    listed = _listed(parts[2])
    digest, found = _hashes(read_ber(listed, PLACE))
    certificates = next((one for one in parts[3:-1] if one.tag == der.CONTEXT_0), None)
    inside = der.children(certificates, PLACE) if certificates else ()
    signers = tuple(der.children(parts[-1], PLACE))
    return SecurityObject(digest, found, listed, tuple(one.whole for one in inside), signers)


def check_group(security: SecurityObject, number: int, raw: bytes) -> None:
    """Raise ``NotAuthenticError`` where a data group is not the one whose hash was signed."""
    digest = _hash(security.digest, raw)
    if number not in security.hashes or not are_equal(security.hashes[number], digest):
        raise NotAuthenticError(f"DG{number}")


def check(security: SecurityObject, issuers: Sequence[Certificate]) -> Authenticity:
    """Check who signed the list; raises ``NotAuthenticError`` where a signature does not fit.

    UNCHECKED where a certificate or an algorithm is not known here, or where issuers are
    configured and none of them signed the certificate.
    """
    try:
        keys = [load_certificate(one) for one in security.certificates]
        tried = [
            (one, _holds(key, signer, security)) for one, key in keys for signer in security.signers
        ]
    except (ValueError, UnsupportedAlgorithm):
        return Authenticity.UNCHECKED
    holding = [one for one, holds in tried if holds]
    if tried and not holding:
        raise NotAuthenticError(PLACE)
    if not issuers:
        return Authenticity.INTACT if holding else Authenticity.UNCHECKED
    is_known = any(is_issued_by(one, issuer) for one in holding for issuer in issuers)
    return Authenticity.VERIFIED if is_known else Authenticity.UNCHECKED


def _listed(content: Tlv) -> bytes:
    """The list of hashes inside of what is signed."""
    if _oid(der.child(content, 0, der.OID, PLACE)) != HASHES_OF_DOCUMENT:
        raise UnreadableError(PLACE)
    return der.child(der.child(content, 1, der.CONTEXT_0, PLACE), 0, der.OCTETS, PLACE).value


def _hashes(listed: Tlv) -> tuple[type[hashes.HashAlgorithm], Mapping[int, bytes]]:
    digest = _digest(der.child(listed, 1, der.SEQUENCE, PLACE))
    if digest is None:
        raise UnreadableError(PLACE)
    return digest, dict(_groups(der.child(listed, 2, der.SEQUENCE, PLACE)))


def _groups(groups: Tlv) -> Iterator[tuple[int, bytes]]:
    for one in der.children(groups, PLACE):
        number = int.from_bytes(der.child(one, 0, der.INTEGER, PLACE).value, "big")
        yield number, der.child(one, 1, der.OCTETS, PLACE).value


def _digest(algorithm: Tlv) -> type[hashes.HashAlgorithm] | None:
    return DIGESTS.get(_oid(der.child(algorithm, 0, der.OID, PLACE)))


def _holds(key: object, signer: Tlv, security: SecurityObject) -> bool:
    """Whether a key made a signer's signature; ``ValueError`` where the way is not known."""
    parts = der.children(signer, PLACE)
    if len(parts) < 5:
        raise UnreadableError(PLACE)
    digest = _digest(parts[2])
    if digest is None:
        raise ValueError("a digest that is not known")
    content = security.signed
    has_attributes = parts[3].tag == der.CONTEXT_0
    if has_attributes:
        if not _names_digest(parts[3], _hash(digest, content)):
            return False
        content = b"\x31" + parts[3].whole[1:]  # signed as a SET, RFC 5652, 5.4
    algorithm, signature = parts[4 if has_attributes else 3], parts[5 if has_attributes else 4]
    way = _oid(der.child(algorithm, 0, der.OID, PLACE))
    try:
        _verify(key, signature.value, content, digest(), is_pss=way == RSASSA_PSS)
    except InvalidSignature:
        return False
    return True


def _hash(digest: type[hashes.HashAlgorithm], content: bytes) -> bytes:
    worker = hashes.Hash(digest())
    worker.update(content)
    return worker.finalize()


def _names_digest(attributes: Tlv, digest: bytes) -> bool:
    for one in der.children(attributes, PLACE):
        if _oid(der.child(one, 0, der.OID, PLACE)) == MESSAGE_DIGEST:
            values = der.child(one, 1, der.SET, PLACE)
            return are_equal(der.child(values, 0, der.OCTETS, PLACE).value, digest)
    return False


def _verify(
    key: object, signature: bytes, content: bytes, digest: hashes.HashAlgorithm, *, is_pss: bool
) -> None:
    if isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, content, ec.ECDSA(digest))
    elif isinstance(key, rsa.RSAPublicKey) and is_pss:
        salted = padding.PSS(padding.MGF1(digest), padding.PSS.AUTO)
        key.verify(signature, content, salted, digest)
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, content, padding.PKCS1v15(), digest)
    else:
        raise ValueError("a kind of key that is not known")


def _oid(tlv: Tlv) -> str:
    return der.oid_text(tlv, PLACE)
