"""From the rows of a case to the facts that the catalogue's conditions refer to.

What the register doesn't know about a person is unknown, never false (decision 11): only for a
person linked to a current resident does a missing enrolment mean "not enrolled".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from backend.cases.rules import HEAD, RemainingMember
from backend.cases.status import PersonRole
from backend.cases.tables.cases import CaseAnswerRow, CasePersonRow, CaseRow
from backend.procedures.definitions import Effect, Movement
from backend.procedures.facts import (
    CANNOT_SAY,
    UNKNOWN,
    CaseFacts,
    DateRange,
    Maybe,
    PersonFacts,
    Role,
    Value,
)
from backend.residents.status import EnrolmentStatus, RegisterStatus, Scheme, Sex
from backend.residents.tables import EnrolmentRow, ResidentRow

SEX_FACTS = {Sex.MALE: "male", Sex.FEMALE: "female"}

# Schemes whose enrolment is a fact of its own name.
SCHEME_FACTS: dict[Scheme, str] = {
    Scheme.NATIONAL_HEALTH_INSURANCE: "health_insurance",
    Scheme.LATE_STAGE_MEDICAL: "late_stage_medical",
    Scheme.CHILD_ALLOWANCE: "child_allowance",
    Scheme.CHILD_REARING_ALLOWANCE: "child_rearing_allowance",
    Scheme.SPECIAL_CHILD_REARING_ALLOWANCE: "special_child_allowance",
    Scheme.CHILD_MEDICAL: "child_medical",
    Scheme.NURSERY: "nursery",
    Scheme.SEAL_REGISTRATION: "seal_registered",
    Scheme.MY_NUMBER_CARD: "my_number_card",
}


@dataclass(frozen=True, kw_only=True)
class CaseMaterial:
    """The rows that the facts are made of."""

    case: CaseRow
    persons: Sequence[CasePersonRow]
    answers: Sequence[CaseAnswerRow]
    residents: Mapping[UUID, ResidentRow]
    enrolments: Mapping[UUID, Sequence[EnrolmentRow]]
    remaining: Sequence[RemainingMember] | None  # who stays in the household that is left
    today: date
    event: str  # the kind of event of the reason to come, such as move_in
    movement: Movement | None
    effects: Mapping[str, Effect]  # by code of a procedure
    residence_card_form: str | None = None


def case_facts(material: CaseMaterial) -> CaseFacts:
    """What is known of the case."""
    case = material.case
    return CaseFacts(
        reason=case.reason_code,
        today=material.today,
        persons=tuple(_person_facts(person, material) for person in material.persons),
        all_persons_known=bool(material.persons),
        answers=_answers(material.answers, None),
        changed_on=_day(case.changed_on),
        notified_on=_day(case.notified_on),
        planned_move_out_on=_day(case.planned_move_out_on),
        death_known_on=_day(case.death_known_on),
        funeral_on=_day(case.funeral_on),
        born_abroad=_known(case.happened_abroad),
        died_abroad=_known(case.happened_abroad),
        remaining_members=UNKNOWN if material.remaining is None else len(material.remaining),
        notifier_relation=case.notifier_relation.lower(),
    )


def _day(day: date | None) -> Maybe[DateRange]:
    return UNKNOWN if day is None else DateRange.exactly(day)


def _known(said: bool | None) -> Maybe[bool]:
    return UNKNOWN if said is None else said


def _answers(rows: Sequence[CaseAnswerRow], person_id: UUID | None) -> dict[str, Maybe[Value]]:
    return {row.question_code: answer_value(row) for row in rows if row.person_id == person_id}


def answer_value(row: CaseAnswerRow) -> Maybe[Value]:
    """An answer as the evaluation takes it."""
    if row.value.get("cannotSay"):
        return CANNOT_SAY
    value: Value = row.value["value"]
    return value


def _person_facts(person: CasePersonRow, material: CaseMaterial) -> PersonFacts:
    facts = PersonFacts(
        id=str(person.id),
        name=person.name,
        role=Role(person.role.lower()),
        answers=_answers(material.answers, person.id),
        birth=_birth(person),
        sex=SEX_FACTS.get(Sex(person.sex), UNKNOWN),
        is_japanese=UNKNOWN if person.is_japanese is None else person.is_japanese,
        is_in_register=False,
        is_head=_is_head_after(person, material),
    )
    resident = material.residents.get(person.resident_id) if person.resident_id else None
    if resident is None:
        return facts
    is_resident = resident.register_status == RegisterStatus.RESIDENT
    facts = replace(
        facts,
        is_in_register=is_resident,
        was_head=is_head(resident),
        is_protected=resident.is_restricted,
    )
    enrolled = material.enrolments.get(resident.id, ())
    return _with_enrolments(facts, enrolled) if is_resident else facts


def _birth(person: CasePersonRow) -> Maybe[DateRange]:
    if person.birth_earliest_on is None and person.birth_latest_on is None:
        return UNKNOWN
    return DateRange(person.birth_earliest_on, person.birth_latest_on)


def is_head(resident: ResidentRow) -> bool:
    """Head of the household in which the register has them."""
    return resident.relationship_code_1 == HEAD and resident.relationship_code_2 is None


def _is_head_after(person: CasePersonRow, material: CaseMaterial) -> Maybe[bool]:
    if person.role != PersonRole.MOVER or not person.relationship_codes:
        return UNKNOWN
    leaves_others = material.movement is not None and (
        material.movement.leaves_an_address_here and bool(material.remaining)
    )
    if leaves_others and not person.is_relationship_said:
        return UNKNOWN  # what the register says is of the household that they leave
    return list(person.relationship_codes) == [HEAD]


def _with_enrolments(facts: PersonFacts, rows: Sequence[EnrolmentRow]) -> PersonFacts:
    current = [row for row in rows if row.status == EnrolmentStatus.ENROLLED]
    detail = {Scheme(row.scheme): row.detail for row in current}
    known: dict[str, Any] = {fact: scheme in detail for scheme, fact in SCHEME_FACTS.items()}
    care = detail.get(Scheme.LONG_TERM_CARE, {})
    known["care_certified"] = bool(care.get("care_level"))
    known["in_care_facility"] = bool(care.get("is_in_facility"))
    known["resident_taxpayer"] = bool(detail.get(Scheme.RESIDENT_TAX, {}).get("is_taxed"))
    collection = detail.get(Scheme.TAX_COLLECTION)
    if collection is not None:
        known["direct_debit"] = bool(collection.get("has_direct_debit"))
    return replace(facts, **known, **_pension(rows), **_disability(current))


def _pension(rows: Sequence[EnrolmentRow]) -> dict[str, Any]:
    # Without an entry somebody may be insured by the employer: not the city's to know.
    pensions = [row for row in rows if row.scheme == Scheme.NATIONAL_PENSION]
    known: dict[str, Any] = {}
    for row in pensions:
        if row.status == EnrolmentStatus.ENROLLED and row.detail.get("category") in PENSIONS:
            known["pension"] = PENSIONS[row.detail["category"]]
        if row.detail.get("is_receiving"):
            known["receives_pension"] = True
    return known


def _disability(rows: Sequence[EnrolmentRow]) -> dict[str, Any]:
    details = [row.detail for row in rows if row.scheme == Scheme.DISABILITY_WELFARE]
    certificates = {detail.get("certificate") for detail in details}
    return {
        **{fact: name in certificates for name, fact in DISABILITY_CERTIFICATES.items()},
        "self_support_medical": any(detail.get("has_self_support_medical") for detail in details),
        "disability_service": any(detail.get("has_service") for detail in details),
    }


PENSIONS = {"第１号": "first", "第３号": "third"}
DISABILITY_CERTIFICATES = {
    "身体障害者手帳": "physical_disability",
    "療育手帳": "intellectual_disability",
    "精神障害者保健福祉手帳": "mental_disability",
}
