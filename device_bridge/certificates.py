"""X.509 certificates that come with a document: whatever is wrong with one is a ``ValueError``."""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509 import Certificate, InvalidVersion, load_der_x509_certificate


def load_certificate(raw: bytes) -> tuple[Certificate, CertificatePublicKeyTypes]:
    """A certificate in DER and its key; raises ``ValueError`` where either is not known here."""
    try:
        certificate = load_der_x509_certificate(raw)
        return certificate, certificate.public_key()
    except (InvalidVersion, UnsupportedAlgorithm, TypeError) as error:
        raise ValueError("not a certificate that is known here") from error


def is_issued_by(certificate: Certificate, issuer: Certificate) -> bool:
    """Whether an issuer's name and signature are on a certificate; dates are not looked at."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
