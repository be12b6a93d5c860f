"""The machine readable zone of passports (ICAO Doc 9303-3, -4): check digits, dates, the key."""

import hashlib
from dataclasses import dataclass, field

from device_bridge.secure_messaging.agreement import PrintedKeys
from device_bridge.secure_messaging.ciphers import Suite

WEIGHTS = (7, 3, 1)


def check_digit(text: str) -> str:
    """The check digit of a field (9303-3, 4.9)."""
    values = (int(one, 36) if one != "<" else 0 for one in text)
    return str(sum(value * WEIGHTS[at % 3] for at, value in enumerate(values)) % 10)


def seed_of_mrz(information: bytes) -> bytes:
    """The seed of the printed keys (9303-11, 9.7.2)."""
    return hashlib.sha1(information).digest()[:16]


@dataclass(frozen=True, slots=True)
class MrzKey:
    """The three printed fields that open a passport: number, birth and expiry as YYMMDD."""

    number: str = field(repr=False)
    born: str = field(repr=False)
    expires: str = field(repr=False)

    def information(self) -> bytes:
        """Each field with its check digit; a number of less than nine is filled up."""
        fields = (self.number.ljust(9, "<"), self.born, self.expires)
        return "".join(one + check_digit(one) for one in fields).encode("ascii")

    def printed_keys(self, suite: Suite) -> PrintedKeys:
        """The keys of basic access control."""
        seed = seed_of_mrz(self.information())
        return PrintedKeys(suite, suite.derive(seed, 1), suite.derive(seed, 2))
