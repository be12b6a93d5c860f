"""RSA signatures of マイナンバーカード: card verifiable certificates, records, proof of presence.

All of it is PKCS #1 v1.5 with SHA-256 (measured on cards, S-hw). The keys of the authority that
issues the certificates are not on the card: without them a record is known to be intact, not to
be genuine.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from device_bridge.apdu import Command
from device_bridge.card import Card
from device_bridge.errors import NotAuthenticError, UnreadableError
from device_bridge.files import get_field, list_fields, read_object
from device_bridge.tlv import Tlv, by_tag, list_ber

CERTIFICATE_TAG = 0x7F21
CERTIFICATE_BODY_TAG = 0x5F4E
CERTIFICATE_SIGNATURE_TAG = 0x5F37
EXPONENT_TAG = 0x90
MODULUS_TAG = 0x91
KEY_ID_BYTES = 16
MOST_CERTIFICATE = 1_024
MOST_MODULUS = 512  # bytes
SHA256_DIGEST_INFO = bytes.fromhex("3031300D060960864801650304020105000420")

# Keys of issuing authorities by the sixteen bytes that name them in a certificate.
TrustedKeys = Mapping[bytes, RSAPublicKey]


@dataclass(frozen=True, slots=True)
class CardCertificate:
    """The certificate of the key that signed an application's records."""

    issuer: bytes
    key: RSAPublicKey = field(repr=False)
    body: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def is_trusted(self, trusted: TrustedKeys, place: str) -> bool:
        """Whether a trusted authority issued it; raises where it only claims so."""
        authority = trusted.get(self.issuer)
        if authority is None:
            return False
        check_signature(authority, self.signature, self.body, place)
        return True


def read_certificate(card: Card, file_id: int, place: str) -> CardCertificate:
    """Read the card verifiable certificate of the selected application."""
    outer = read_object(card, file_id, CERTIFICATE_TAG, place, most=MOST_CERTIFICATE)
    fields = list_fields(outer, place)
    body = get_field(fields, CERTIFICATE_BODY_TAG, place).value
    signature = get_field(fields, CERTIFICATE_SIGNATURE_TAG, place).value
    key = read_key(body[2 * KEY_ID_BYTES :], place)
    return CardCertificate(body[:KEY_ID_BYTES], key, body, signature)


def read_key(raw: bytes, place: str) -> RSAPublicKey:
    """An RSA key as cards write it: 90 exponent, 91 modulus."""
    fields = by_tag(list_ber(raw, place), place)
    exponent = get_field(fields, EXPONENT_TAG, place).value
    modulus = get_field(fields, MODULUS_TAG, place).value
    if len(exponent) > 4 or len(modulus) > MOST_MODULUS:
        raise UnreadableError(place)
    numbers = RSAPublicNumbers(int.from_bytes(exponent, "big"), int.from_bytes(modulus, "big"))
    try:
        return numbers.public_key()
    except ValueError:
        raise UnreadableError(place) from None


def check_signature(key: RSAPublicKey, signature: bytes, signed: bytes, place: str) -> None:
    """Raise ``NotAuthenticError`` unless the key signed it."""
    try:
        key.verify(signature, signed, PKCS1v15(), SHA256())
    except InvalidSignature:
        raise NotAuthenticError(place) from None


def check_record(record: Tlv, tag: int, certificate: CardCertificate, place: str) -> None:
    """Check a record whose signature stands under ``tag`` after all that it signs."""
    signed = b""
    for one in list_ber(record.value, place):
        if one.tag == tag:
            check_signature(certificate.key, one.value, signed, place)
            return
        signed += one.whole
    raise UnreadableError(place)


def prove_presence(card: Card, key: RSAPublicKey, place: str) -> bool:
    """Have the card sign a challenge with its own key; whether it did.

    A copy of the card's files cannot: it raises ``NotAuthenticError`` where the answer is wrong.
    A card that refuses proves nothing, and is never VERIFIED.
    """
    challenge = os.urandom(32)
    command = Command(0x80, 0x2A, 0x00, 0x00, SHA256_DIGEST_INFO + challenge, expected=256)
    response = card.send(command)
    if not response.is_success:
        return False
    try:
        key.verify(response.data, challenge, PKCS1v15(), Prehashed(SHA256()))
    except InvalidSignature:
        raise NotAuthenticError(place) from None
    return True
