"""From a case to the values of its forms: nothing is asked twice. Pure: rows in, values out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.cases.facts import CaseMaterial, is_head
from backend.cases.status import PersonRole, ProcedureDecision
from backend.cases.tables.cases import CasePersonRow, CaseProcedureRow, CaseRow
from backend.cases.unmoved import (
    household_values,
    members_who_stay,
    next_head_values,
    notifies_next_head,
)
from backend.procedures.definitions import Direction, Effect
from backend.residents.status import Sex

WANTED = (ProcedureDecision.NEEDED, ProcedureDecision.ADDED)
ON_FORMS = (
    PersonRole.MOVER,
    PersonRole.NEWBORN,
    PersonRole.DECEASED,
    PersonRole.APPLICANT,
    PersonRole.SPOUSE,
    PersonRole.CHILD,
)
HEALTH_INSURANCE_FORM = "health_insurance"
UNREGISTERED = "（未届）"

# What stands in the column of the annotations (付記).
EFFECTS = {Effect.ACQUIRED: "ACQUIRED", Effect.LOST: "LOST", Effect.CHANGED: "CHANGED"}
# 国民年金 states the kind of insured person; 児童手当 who receives it.
OWN_ANNOTATIONS = {"pension": "TYPE_1", "child_allowance": "RECIPIENT"}
# Why the insurance is gained or lost, by the kind of event.
INSURANCE_REASONS = {
    "birth": "BIRTH",
    "death": "DEATH",
    "divorce": "LEFT_EMPLOYER",
    "marriage": "JOINED_EMPLOYER",
    "move_in": "MOVE_IN",
    "move_out": "MOVE_OUT",
    "status_of_residence": "OTHER_ACQUISITION",
}


@dataclass(frozen=True)
class CityNames:
    """How the city is named on its forms."""

    name: str
    mayor_title: str


def persons_on(material: CaseMaterial, asked: Collection[str]) -> Sequence[CasePersonRow]:
    """Who stands on a form that asks for these data items."""
    if notifies_next_head(material, asked):
        return members_who_stay(material)
    return [person for person in material.persons if person.role in ON_FORMS]


def form_values(
    material: CaseMaterial,
    procedures: Sequence[CaseProcedureRow],
    city: CityNames,
    asked: Collection[str],
) -> dict[str, Any]:
    """The values of all data items that the case knows; what it doesn't know is left out."""
    case = material.case
    persons = persons_on(material, asked)
    known: dict[str, Any] = {
        "city": {"name": city.name, "mayor_title": city.mayor_title},
        "case": {
            "number": case.number,
            "accepted_on": day_value(case.accepted_on),
            "counter": case.counter,
        },
        "change": {
            "kind": material.movement.printed_as if material.movement else None,
            "changed_on": day_value(case.changed_on),
            "notified_on": day_value(case.notified_on),
            "scope": case.scope,
        },
        "notifier": _notifier(material),
        "new_address": _address(case, "new"),
        "previous_address": _previous_address(material),
        "household": {"head_name": case.new_head_name or case.previous_head_name},
        "persons": [_person(person, material, procedures) for person in persons],
        "certificate": _certificate(case, material),
        "insurance": _insurance(material, procedures),
        "signature": {"image": None},
    }
    _lay_over(known, household_values(material))
    if notifies_next_head(material, asked):
        _lay_over(known, next_head_values(material))
    return {name: value for name, value in known.items() if value is not None}


def _lay_over(known: dict[str, Any], said: Mapping[str, Mapping[str, Any]]) -> None:
    """Put in what is not said of the case itself."""
    for group, values in said.items():
        own = {name: value for name, value in known[group].items() if value is not None}
        known[group] = {**values, **own}


def value_sources(
    material: CaseMaterial, values: Mapping[str, Any], asked: Collection[str]
) -> dict[str, str]:
    """Where each value came from: data item → REGISTER, ENTERED or CASE."""
    persons = persons_on(material, asked)
    sources: dict[str, str] = {}
    for path in leaf_paths(values):
        position = _person_position(path)
        known = position is not None and position < len(persons)
        sources[path] = persons[position or 0].source if known else "CASE"
    return sources


def leaf_paths(value: Any, path: str = "") -> list[str]:
    """The paths of all values that are there, such as ``persons[0].name``."""
    if isinstance(value, Mapping) and "value" not in value and "base64" not in value:
        return [
            found
            for key, below in value.items()
            for found in leaf_paths(below, f"{path}.{key}" if path else key)
        ]
    if isinstance(value, list):
        return [
            found
            for position, below in enumerate(value)
            for found in leaf_paths(below, f"{path}[{position}]")
        ]
    return [] if value is None else [path]


def _person_position(path: str) -> int | None:
    if not path.startswith("persons["):
        return None
    return int(path[len("persons[") : path.index("]")])


def day_value(day: date | None) -> dict[str, Any] | None:
    """A day as the forms take it."""
    return {"value": day.isoformat(), "text": None, "western": False} if day else None


def _notifier(material: CaseMaterial) -> dict[str, Any]:
    case = material.case
    relation = case.notifier_relation
    return {
        "name": case.notifier_name,
        "furigana": case.notifier_furigana,
        "relation": None if relation == "THIRD_PARTY" else relation,
        "address": case.notifier_address or _address_after_move(material),
        "phone": case.notifier_phone,
        "birth_date": day_value(case.notifier_birth_on),
    }


def _address_after_move(material: CaseMaterial) -> str | None:
    """The new address of a notifier who moves here: nobody has to say it twice."""
    case, movement = material.case, material.movement
    moves_here = movement is not None and movement.direction in (Direction.IN, Direction.WITHIN)
    movers = {person.id for person in material.persons if person.role == PersonRole.MOVER}
    return case.new_address if moves_here and case.notifier_person_id in movers else None


def _address(case: CaseRow, which: str) -> dict[str, Any]:
    return {
        "postal_code": getattr(case, f"{which}_postal_code"),
        "text": getattr(case, f"{which}_address"),
        "head_name": getattr(case, f"{which}_head_name"),
    }


def _previous_address(material: CaseMaterial) -> dict[str, Any]:
    """As it is printed: one that was never notified says so (V14)."""
    case, address = material.case, _address(material.case, "previous")
    address["head_name"] = address["head_name"] or _former_head(material)
    if case.is_unregistered_before and address["text"]:
        address["text"] = f"{address['text']}{UNREGISTERED}"
    return address


def _former_head(material: CaseMaterial) -> str | None:
    """The head of the household in the city that is left; never somebody under 支援措置."""
    if material.remaining is None:
        return None
    movers = [person for person in material.persons if person.role == PersonRole.MOVER]
    residents = [material.residents.get(p.resident_id) for p in movers if p.resident_id]
    left = [resident.full_name for resident in residents if resident and is_head(resident)]
    stay = [one.name for one in material.remaining if one.is_head and not one.is_protected]
    return next(iter((*left, *stay)), None)


def _person(
    person: CasePersonRow, material: CaseMaterial, procedures: Sequence[CaseProcedureRow]
) -> dict[str, Any]:
    return {
        **basics(person),
        "nationality": person.nationality,
        "status_of_residence": person.status_of_residence,
        "former_surname": person.former_surname,
        "common_name": person.common_name,
        "registered_domicile": person.registered_domicile,
        "registered_domicile_head": person.family_register_head,
        "annotations": _annotations(person, material, procedures),
    }


def basics(person: CasePersonRow) -> dict[str, Any]:
    """What every form writes of a person."""
    return {
        "name": person.name,
        "furigana": person.furigana,
        "birth_date": birth_value(person),
        "sex": person.sex if person.sex != Sex.UNKNOWN else "NOT_STATED",
        "relationship": person.relationship_text,
    }


def birth_value(person: CasePersonRow) -> dict[str, Any]:
    """A birth date as the forms take it: foreign residents' in the Western calendar."""
    return {
        "value": person.birth_value.isoformat() if person.birth_value else None,
        "text": None if person.birth_value else person.birth_text,
        "western": person.is_japanese is False,
    }


def _annotations(
    person: CasePersonRow, material: CaseMaterial, procedures: Sequence[CaseProcedureRow]
) -> dict[str, str]:
    return {
        procedure.annotation: OWN_ANNOTATIONS.get(procedure.annotation)
        or EFFECTS[effect_of(procedure, material)]
        for procedure in procedures
        if procedure.annotation is not None
        and procedure.decision in WANTED
        and person.id in procedure.person_ids
    }


def effect_of(procedure: CaseProcedureRow, material: CaseMaterial) -> Effect:
    """What a procedure does to the insured status; where the catalogue is silent, by the event."""
    said = material.effects.get(procedure.code)
    if said is not None:
        return said
    direction = material.movement.direction if material.movement else None
    if direction is Direction.IN or material.event == "birth":
        return Effect.ACQUIRED
    is_loss = direction is Direction.OUT or material.event == "death"
    return Effect.LOST if is_loss else Effect.CHANGED


CERTIFICATE_ITEMS = (
    "head_and_relationship",
    "registered_domicile",
    "resident_record_code",
    "individual_number",
    "nationality",
    "status_of_residence",
    "common_name_history",
)


def _certificate(case: CaseRow, material: CaseMaterial) -> dict[str, Any] | None:
    asked = case.certificate
    if asked is None:
        return None
    subject = next((p for p in material.persons if p.role == PersonRole.APPLICANT), None)
    resident = (
        material.residents.get(subject.resident_id) if subject and subject.resident_id else None
    )
    return {
        "kind": asked["kind"],
        "copies": asked["copies"],
        "requester": asked["requester"],
        "purpose": asked["purpose"],
        "submitted_to": asked["submitted_to"],
        # Left out by default; only what was asked for is put in (C13).
        "items": {name: name in asked["items"] for name in CERTIFICATE_ITEMS},
        # A mover-in asks for the record that the notification makes: the new address.
        "subject_address": resident.address_text if resident else case.new_address,
    }


INSURANCE_KINDS = {
    Effect.ACQUIRED: "ACQUISITION",
    Effect.LOST: "LOSS",
    Effect.CHANGED: "CHANGE",
}


def _insurance(
    material: CaseMaterial, procedures: Sequence[CaseProcedureRow]
) -> dict[str, Any] | None:
    wanted = [
        (effect_of(procedure, material), person_id)
        for procedure in procedures
        if procedure.annotation == "health_insurance" and procedure.decision in WANTED
        for person_id in procedure.person_ids
    ]
    if not wanted:
        return None
    case = material.case
    # Who gains or loses the insurance comes first; a mere change of the record has no reason.
    kind = next((effect for effect, _ in wanted if effect is not Effect.CHANGED), Effect.CHANGED)
    concerned = {person_id for effect, person_id in wanted if effect is kind}
    return {
        "kind": INSURANCE_KINDS[kind],
        "date": day_value(case.changed_on),
        "reason": None if kind is Effect.CHANGED else INSURANCE_REASONS.get(material.event),
        "persons": [
            {**basics(person), "date": day_value(case.changed_on)}
            for person in material.persons
            if person.id in concerned
        ],
    }
