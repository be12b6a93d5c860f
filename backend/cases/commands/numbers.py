"""Numbers by which somebody who returns is recognised (V11): written, and never shown back."""

from typing import Protocol

from backend.cases.returning import INDIVIDUAL_NUMBER, number_place
from backend.cases.tables.cases import CasePersonRow
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import InvalidInputError
from backend.shared.numbers import (
    plain_digits,
    require_individual_number,
    require_resident_record_code,
)

PLACE = ("input", "person")


class Numbers(Protocol):
    """What was given of a person's numbers."""

    @property
    def individual_number(self) -> str | None:
        """個人番号."""

    @property
    def resident_record_code(self) -> str | None:
        """住民票コード."""


def take_numbers(operation: Operation, person: CasePersonRow, said: Numbers) -> None:
    """Encrypt the numbers that were given; refuses who may not handle them, or says no purpose."""
    if said.individual_number:
        operation.require(Permission.SEE_INDIVIDUAL_NUMBER)
        if operation.origin.purpose is None:
            raise InvalidInputError(
                "個人番号の利用目的を指定してください。", path=("extensions", "purpose")
            )
        number = require_individual_number(
            plain_digits(said.individual_number), path=(*PLACE, "individualNumber")
        )
        person.individual_number_encrypted = operation.keyring.encrypt(
            number, number_place(person, "individual_number_encrypted")
        )
        person.individual_number_hmac = operation.keyring.lookup(
            number, city_id=person.city_id, column=INDIVIDUAL_NUMBER
        )
    if said.resident_record_code:
        operation.require(Permission.SEE_RESIDENT_RECORD_CODE)
        code = require_resident_record_code(
            plain_digits(said.resident_record_code), path=(*PLACE, "residentRecordCode")
        )
        person.resident_record_code_encrypted = operation.keyring.encrypt(
            code, number_place(person, "resident_record_code_encrypted")
        )
