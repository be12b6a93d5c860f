"""The household where nobody moves: a birth, a death, a divorce, a card. Pure: rows in, values out.

A death that takes the head also brings a notification of the next one (世帯主変更), on the form
on which others notify a movement.
"""

from collections.abc import Collection, Sequence
from typing import Any

from backend.cases.facts import CaseMaterial
from backend.cases.rules import HEAD
from backend.cases.status import PersonRole
from backend.cases.tables.cases import CasePersonRow
from backend.residents.tables import ResidentRow

NOTIFIES = "change.kind"  # the data item that only a notification of a movement asks for


def notifies_next_head(material: CaseMaterial, asked: Collection[str]) -> bool:
    """Whether a form notifies that somebody takes the place of the head who died."""
    return NOTIFIES in asked and material.movement is None and material.event == "death"


def members_who_stay(material: CaseMaterial) -> Sequence[CasePersonRow]:
    """Who stands on it: those who stay, with their relationship to the next head."""
    return [person for person in material.persons if person.role == PersonRole.STAYING]


def household_values(material: CaseMaterial) -> dict[str, dict[str, Any]]:
    """Where those live whom the register knows, and who is head: known, so not asked again."""
    home = _home(material)
    if material.movement is not None or home is None:
        return {}
    head = _head(material)
    address = {"postal_code": home.postal_code, "text": home.address_text, "head_name": head}
    return {"new_address": address, "household": {"head_name": head}}


def next_head_values(material: CaseMaterial) -> dict[str, dict[str, Any]]:
    """The household before and after: the same address, another head."""
    former = next((p for p in material.persons if p.role == PersonRole.DECEASED), None)
    home = household_values(material).get("new_address", {})
    before = {**home, "head_name": former.name if former else None}
    return {"change": {"kind": "CHANGE_OF_HEAD"}, "previous_address": before}


def _home(material: CaseMaterial) -> ResidentRow | None:
    found = (material.residents.get(p.resident_id) for p in material.persons if p.resident_id)
    return next((resident for resident in found if resident is not None), None)


def _head(material: CaseMaterial) -> str | None:
    """The head after the change, where one of the case's persons is."""
    living = [person for person in material.persons if person.role != PersonRole.DECEASED]
    return next((p.name for p in living if list(p.relationship_codes) == [HEAD]), None)
