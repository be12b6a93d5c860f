"""個人番号 from a マイナンバーカード: an operation of its own, for tasks that the law names.

No reading of a card contains it, and what is returned here shows its value to one call alone.
"""

from enum import StrEnum
from hashlib import sha256

from device_bridge.card import Card, Lock
from device_bridge.cards.my_number import (
    JPKI,
    PIN_OF_TEXT,
    SECRET_FILES,
    SELECTED,
    TEXT,
    UNLOCKED_BY,
    check_text_record,
)
from device_bridge.errors import (
    NotThisCardError,
    PhoneError,
    SecretMalformedError,
    UnreadableError,
)
from device_bridge.secret import Secret
from device_bridge.tlv import read_ber

PLACE = "MY_NUMBER/TEXT/0001"
MOST_BYTES = 64  # of the file; 17 were measured, filler included (S-hw)
DIGITS = 12
CODE_A_OF_TEXT = Lock("MY_NUMBER/TEXT/CODE_A", "[0-9]{12}", SELECTED, UNLOCKED_BY)
KEY_FILES = {PIN_OF_TEXT: SECRET_FILES[PIN_OF_TEXT], CODE_A_OF_TEXT: 0x0014}


class NumberOpener(StrEnum):
    """Which secret opens the number."""

    PIN = "PIN"
    CODE_A = "CODE_A"  # 照合番号A


class IndividualNumber:
    """The number, which no ``repr``, log, error or pickle shows."""

    __slots__ = ("_digits",)

    def __init__(self, digits: bytes) -> None:
        self._digits = bytearray(digits)

    def reveal(self) -> str:
        """Give the twelve digits to whom the purpose allows it."""
        return self._digits.decode("ascii")

    def wipe(self) -> None:
        """Overwrite it."""
        for place in range(len(self._digits)):
            self._digits[place] = 0
        self._digits.clear()

    def __repr__(self) -> str:
        return "IndividualNumber()"

    def __reduce__(self) -> str:
        raise TypeError("an individual number is never written down")


def read_individual_number(
    card: Card,
    secret: Secret,
    *,
    opener: NumberOpener = NumberOpener.PIN,
    is_last_try_confirmed: bool = False,
) -> IndividualNumber:
    """Read the number by PIN or 照合番号A, and check it against the signed list of hashes."""
    lock = PIN_OF_TEXT if opener is NumberOpener.PIN else CODE_A_OF_TEXT
    if not secret.matches(lock.pattern):
        raise SecretMalformedError(lock.place)
    if not card.select_application(TEXT):
        if card.select_application(JPKI):
            raise PhoneError("MY_NUMBER")
        raise NotThisCardError("MY_NUMBER")
    card.select_file(KEY_FILES[lock], lock.place)
    card.verify(lock, secret, is_last_try_confirmed=is_last_try_confirmed)
    card.select_file(0x0001, PLACE)
    physical = card.read_file(PLACE, most=MOST_BYTES)
    record = read_ber(physical, PLACE)
    if record.tag != 0xFF10 or len(record.value) != DIGITS or not record.value.isdigit():
        raise UnreadableError(PLACE)
    check_text_record(card, 0xDF31, sha256(physical).digest())
    return IndividualNumber(record.value)
