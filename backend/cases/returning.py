"""Whether somebody who moves in was here before (再転入): by number, else by name and birth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.cases.repository.returning import (
    list_removed_by_individual_number,
    list_removed_candidates,
)
from backend.cases.status import PersonRole
from backend.cases.tables.cases import CasePersonRow
from backend.context.operation import Operation
from backend.database.encryption import Place
from backend.shared.names import fold_kanji

INDIVIDUAL_NUMBER = "individual_number"  # the register's lookups are made for this column


@dataclass(frozen=True)
class Returning:
    """By what a person agrees with somebody removed from the register (除票)."""

    by_number: bool
    by_name: bool


NOT_RETURNING = Returning(by_number=False, by_name=False)


def number_place(person: CasePersonRow, column: str) -> Place:
    """Where an encrypted number of a case's person stands."""
    return Place(person.city_id, "case_person", person.id, column)


async def find_returning(
    operation: Operation, persons: Sequence[CasePersonRow]
) -> dict[UUID, Returning]:
    """Of those who move and are linked to nobody: who agrees with somebody removed."""
    movers = [p for p in persons if p.resident_id is None and p.role == PersonRole.MOVER]
    if not movers:
        return {}
    codes = {person.id: _record_code(operation, person) for person in movers}
    candidates = await list_removed_candidates(
        operation.session,
        cards=[p.residence_card_number for p in movers if p.residence_card_number],
        record_codes=[code for code in codes.values() if code],
        births=[p.birth_earliest_on for p in movers if p.birth_earliest_on],
    )
    lookups = [p.individual_number_hmac for p in movers if p.individual_number_hmac]
    removed = await list_removed_by_individual_number(operation.session, lookups)
    return {
        person.id: Returning(
            by_number=person.individual_number_hmac in removed
            or any(_agrees_by_number(person, codes[person.id], row) for row in candidates),
            by_name=any(_agrees_by_name(person, row) for row in candidates),
        )
        for person in movers
    }


def _record_code(operation: Operation, person: CasePersonRow) -> str | None:
    column = "resident_record_code_encrypted"
    stored = person.resident_record_code_encrypted
    return operation.keyring.decrypt(stored, number_place(person, column)) if stored else None


def _agrees_by_number(person: CasePersonRow, record_code: str | None, row: Any) -> bool:
    same_card = row.residence_card_number is not None and (
        row.residence_card_number == person.residence_card_number
    )
    return same_card or (record_code is not None and row.resident_record_code == record_code)


def _agrees_by_name(person: CasePersonRow, row: Any) -> bool:
    """As the search compares: variants and blanks don't count, former names do."""
    born = (person.birth_earliest_on, person.birth_latest_on)
    return (
        person.birth_earliest_on is not None
        and born == (row.birth_earliest_on, row.birth_latest_on)
        and person.sex == row.sex
        and fold_kanji(person.name) in row.names_folded.split("\n")
    )
