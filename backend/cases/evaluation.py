"""After every change of a case: what it needs, what must still be asked, what the checks find."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from backend.calendar.rules import OpeningCalendar
from backend.cases.facts import CaseMaterial, case_facts, is_head
from backend.cases.repository import cases as repository
from backend.cases.repository.identity_checks import list_proofs
from backend.cases.returning import NOT_RETURNING, Returning, find_returning
from backend.cases.rules import (
    CheckedCase,
    CheckedPerson,
    JoinedHousehold,
    RemainingMember,
    check_case,
)
from backend.cases.rules.households import head_candidates
from backend.cases.rules.notifier import (
    Mover,
    RecordedProof,
    RequiredProof,
    notice_addressees,
    required_proofs,
)
from backend.cases.status import PersonRole, ProcedureDecision, ProofState
from backend.cases.tables.cases import CasePersonRow, CaseProcedureRow, CaseRow
from backend.cases.tasks import keep_tasks
from backend.context.operation import Operation
from backend.procedures.conditions import Reason
from backend.procedures.definitions import Catalogue
from backend.procedures.rules import (
    Evaluation,
    NeededProcedure,
    OpenQuestion,
    UndecidedProcedure,
    evaluate,
)
from backend.residents.rules import age_between
from backend.residents.tables import EnrolmentRow, ResidentRow
from backend.shared.names import fold_address

OFFICIAL_DECISIONS = (ProcedureDecision.ADDED, ProcedureDecision.DROPPED)


async def evaluate_again(
    operation: Operation,
    case: CaseRow,
    catalogue: Catalogue,
    calendar: OpeningCalendar,
    edited_elsewhere_by: str | None = None,
) -> None:
    """Work the case out anew and store what follows; the official's own decisions stay.

    ``edited_elsewhere_by``: the colleague who edits one of its residents in another case (V21).
    """
    await operation.session.flush()
    material = await gather(operation, case, catalogue)
    evaluation = evaluate(catalogue, case_facts(material), calendar)
    proofs = await _required_proofs(operation, case, catalogue)
    checked = await _checked(operation, material, proofs, edited_elsewhere_by)
    # Written together: a query between two of them would send the first on its own.
    case.open_questions = [
        _question(question, material.persons) for question in evaluation.questions
    ]
    case.findings = [
        {**asdict(finding), "severity": finding.severity.value} for finding in check_case(checked)
    ]
    case.scope = _scope(material)
    case.required_proofs = [{**asdict(proof), "state": proof.state.value} for proof in proofs]
    case.suggested_notice = _suggested_notice(material)
    case.head_candidates = [
        {"resident_id": str(member.resident_id), "name": member.name}
        for member in head_candidates(checked)
    ]
    procedures = await _store_procedures(operation, case, evaluation, material.persons)
    await keep_tasks(operation, case, catalogue, procedures)


async def gather(operation: Operation, case: CaseRow, catalogue: Catalogue) -> CaseMaterial:
    """Load the rows that the facts are made of."""
    session = operation.session
    persons = await repository.list_persons(session, case.id)
    ids = [person.resident_id for person in persons if person.resident_id]
    residents = {row.id: row for row in await repository.list_residents(session, ids)}
    enrolments: dict[UUID, list[EnrolmentRow]] = defaultdict(list)
    for row in await repository.list_enrolments(session, ids):
        enrolments[row.resident_id].append(row)
    leaving = [
        residents[person.resident_id]
        for person in persons
        if person.role in repository.LEAVING_ROLES and person.resident_id in residents
    ]
    households = {row.household_id for row in leaving if row.household_id is not None}
    remaining = None
    if households:
        gone = {row.id for row in leaving}
        members = await repository.list_household_members(session, sorted(households))
        remaining = [_remaining(row, operation.today) for row in members if row.id not in gone]
    return CaseMaterial(
        case=case,
        persons=persons,
        answers=await repository.list_answers(session, case.id),
        residents=residents,
        enrolments=enrolments,
        remaining=remaining,
        today=operation.today,
        event=catalogue.reasons[case.reason_code].event,
        movement=catalogue.movements[case.movement] if case.movement else None,
        effects={p.code: p.effect for p in catalogue.procedures if p.effect is not None},
        residence_card_form=catalogue.formats.get("residence_card_number"),
    )


async def _required_proofs(
    operation: Operation, case: CaseRow, catalogue: Catalogue
) -> list[RequiredProof]:
    """What the notifier must show, with what was recorded of it while it was this notifier."""
    asked = catalogue.representation.proofs.get(case.notifier_relation, ())
    if not asked:
        return []
    recorded = {}
    for row in await list_proofs(operation.session, case.id):
        if row.notifier_version == case.notifier_version:
            recorded[row.code] = RecordedProof(
                state=ProofState(row.state),
                version=row.version,
                document=row.document,
                note=row.note,
            )
        else:
            recorded[row.code] = RecordedProof(state=ProofState.MISSING, version=row.version)
    return required_proofs(asked, recorded)


def _suggested_notice(material: CaseMaterial) -> dict[str, Any] | None:
    """The 住民異動届受理通知 to those who move without having come, at the address they leave."""
    case = material.case
    if case.movement is None or case.previous_address is None:
        return None
    movers = [
        Mover(id=person.id, name=person.name, is_protected=_is_protected(person, material))
        for person in material.persons
        if person.role == PersonRole.MOVER
    ]
    addressees = notice_addressees(
        movers,
        notifier_person_id=case.notifier_person_id,
        notifier_name=case.notifier_name,
        relation=case.notifier_relation,
    )
    if not addressees:
        return None
    return {
        "addressees": addressees,
        "postal_code": case.previous_postal_code,
        "address": case.previous_address,
    }


def _is_protected(person: CasePersonRow, material: CaseMaterial) -> bool:
    resident = material.residents.get(person.resident_id) if person.resident_id else None
    return resident is not None and resident.is_restricted


async def _checked(
    operation: Operation,
    material: CaseMaterial,
    proofs: Sequence[RequiredProof],
    edited_elsewhere_by: str | None,
) -> CheckedCase:
    case = material.case
    ids = list(material.residents)
    restrictions = {
        row.resident_id: row.until_on
        for row in await repository.list_ending_restrictions(operation.session, ids)
    }
    returning = await find_returning(operation, material.persons)
    persons = [
        _checked_person(person, material, restrictions, returning.get(person.id, NOT_RETURNING))
        for person in material.persons
    ]
    return CheckedCase(
        movement=material.movement,
        today=operation.today,
        changed_on=case.changed_on,
        notified_on=case.notified_on,
        planned_move_out_on=case.planned_move_out_on,
        has_moving_out_certificate=case.has_moving_out_certificate,
        new_address=case.new_address,
        previous_address=case.previous_address,
        remaining=material.remaining,
        persons=persons,
        joined=await _joined(operation, material),
        is_unregistered_before=bool(case.is_unregistered_before),
        last_registered_address=case.last_registered_address,
        residence_card_form=material.residence_card_form,
        is_notifier_identified=case.is_notifier_identified,
        required_proofs=proofs,
        edited_elsewhere_by=edited_elsewhere_by,
    )


def _checked_person(
    person: CasePersonRow,
    material: CaseMaterial,
    restrictions: Mapping[UUID, date],
    returning: Returning,
) -> CheckedPerson:
    resident = material.residents.get(person.resident_id) if person.resident_id else None
    return CheckedPerson(
        place=f"persons.{person.position}",
        name=person.name,
        role=PersonRole(person.role),
        is_japanese=person.is_japanese,
        nationality=person.nationality,
        status_of_residence=person.status_of_residence,
        relationship_codes=person.relationship_codes,
        was_head=resident is not None and is_head(resident),
        is_relationship_said=person.is_relationship_said,
        is_in_register=resident is not None,
        residence_card_number=person.residence_card_number,
        birth_earliest_on=person.birth_earliest_on,
        birth_latest_on=person.birth_latest_on,
        number_matches_removed=returning.by_number,
        name_matches_removed=returning.by_name,
        restriction_until=restrictions.get(resident.id) if resident else None,
    )


def _remaining(resident: ResidentRow, today: date) -> RemainingMember:
    return RemainingMember(
        resident_id=resident.id,
        name=resident.full_name,
        age=age_between(resident.birth_earliest_on, resident.birth_latest_on, today),
        is_protected=resident.is_restricted,
        is_head=is_head(resident),
    )


async def _joined(operation: Operation, material: CaseMaterial) -> JoinedHousehold | None:
    """What of the household that the movers join decides who is head."""
    case = material.case
    if case.joined_household_id is None:
        return None
    household = await repository.find_household(operation.session, case.joined_household_id)
    if household is None:
        return None
    members = await repository.list_household_members(operation.session, [household.id])
    movers = {p.resident_id for p in material.persons if p.role == PersonRole.MOVER}
    return JoinedHousehold(
        has_head=any(is_head(row) for row in members),
        is_left_too=any(row.id in movers for row in members),
        is_at_new_address=case.new_address is None
        or fold_address(case.new_address) == fold_address(household.address_text),
    )


def _scope(material: CaseMaterial) -> str | None:
    """全部 or 一部, from who was chosen (V08)."""
    if material.movement is None or material.remaining is None:
        return None
    return "PART" if material.remaining else "WHOLE"


def _question(question: OpenQuestion, persons: Sequence[CasePersonRow]) -> dict[str, Any]:
    names = {str(person.id): person.name for person in persons}
    asked = question.question
    return {
        "code": asked.code,
        "text": asked.text,
        "help": asked.help,
        "type": asked.definition.type.value,
        "choices": [{"value": str(c.value), "label": c.label} for c in asked.choices],
        "is_personal": asked.is_personal,
        "not_in_presence": asked.not_in_presence,
        "never_shown_to_citizen": asked.never_printed,
        "persons": [{"id": id_, "name": names[id_]} for id_ in question.person_ids],
        "decides": list(question.decides),
    }


async def _store_procedures(
    operation: Operation, case: CaseRow, evaluation: Evaluation, persons: Sequence[CasePersonRow]
) -> list[CaseProcedureRow]:
    stored = {row.code: row for row in await repository.list_procedures(operation.session, case.id)}
    names = {str(person.id): person.name for person in persons}
    found: dict[str, dict[str, Any]] = {}
    for needed in evaluation.needed:
        found[needed.procedure.code] = _needed_columns(needed, names)
    for undecided in evaluation.undecided:
        found[undecided.procedure.code] = _undecided_columns(undecided, names)
    kept = [
        _store_one(operation, case, stored.get(code), position, columns)
        for position, (code, columns) in enumerate(found.items())
    ]
    gone = [
        code
        for code, row in stored.items()
        if code not in found and row.decision not in OFFICIAL_DECISIONS
    ]
    if gone:
        await repository.delete_procedures(operation.session, case.id, gone)
    return kept + [row for code, row in stored.items() if code not in {*found, *gone}]


def _store_one(
    operation: Operation,
    case: CaseRow,
    row: CaseProcedureRow | None,
    position: int,
    columns: dict[str, Any],
) -> CaseProcedureRow:
    if row is None:
        row = CaseProcedureRow(
            city_id=case.city_id,
            id=operation.new_id(),
            case_id=case.id,
            position=position,
            decided_because=None,
            **columns,
        )
        operation.session.add(row)
        return row
    if row.decision in OFFICIAL_DECISIONS:
        columns = {name: value for name, value in columns.items() if name != "decision"}
    _change(row, {"decision": row.decision, **columns, "position": position})
    return row


def _change(row: CaseProcedureRow, columns: dict[str, Any]) -> None:
    """Write all columns where one differs: rows that write the same columns go in one message."""
    if all(getattr(row, name) == value for name, value in columns.items()):
        return
    for name, value in columns.items():
        setattr(row, name, value)
        flag_modified(row, name)


def _needed_columns(needed: NeededProcedure, names: dict[str, str]) -> dict[str, Any]:
    due = needed.deadline.due
    return {
        **_catalogue_columns(needed),
        "decision": ProcedureDecision.NEEDED,
        "person_ids": [UUID(id_) for id_ in needed.person_ids],
        "person_names": [names[id_] for id_ in needed.person_ids],
        "reasons": reasons_in_words(needed.reasons, needed.person_ids, names),
        "waits_for": list(needed.deadline.waits_for),
        "deadline_words": needed.deadline.words,
        # An inexact start gives a range: the first possible last day is the safe one.
        "due_on": due.earliest if due else None,
        "items": [
            {
                "name": item.name,
                "persons": [names[id_] for id_ in item.person_ids],
                "is_unsure": item.is_unsure,
            }
            for item in needed.items
        ],
        "form_codes": list(needed.forms),
        "deemed_by": needed.deemed_by,
    }


def reasons_in_words(
    reasons: Sequence[Reason], person_ids: Sequence[str], names: dict[str, str]
) -> list[str]:
    """The reasons, each said once: of several persons with the same reason, their names first."""
    whose: dict[str, list[str]] = {}
    for reason in reasons:
        own = names.get(reason.person_id or "")
        predicate = reason.text.removeprefix(f"{own}さんは") if own else reason.text
        known = whose.setdefault(predicate, [])
        if own and predicate != reason.text and own not in known:
            known.append(own)
    everyone = [names[id_] for id_ in person_ids]
    return [_in_words(predicate, found, everyone) for predicate, found in whose.items()]


def _in_words(predicate: str, whose: list[str], everyone: list[str]) -> str:
    if not whose:
        return predicate
    if len(whose) > 1 and whose == everyone:
        return f"いずれの方も{predicate}"
    return f"{'・'.join(f'{name}さん' for name in whose)}は{predicate}"


def _undecided_columns(undecided: UndecidedProcedure, names: dict[str, str]) -> dict[str, Any]:
    return {
        **_catalogue_columns(undecided),
        "decision": ProcedureDecision.UNDECIDED,
        "person_ids": [UUID(id_) for id_ in undecided.person_ids],
        "person_names": [names[id_] for id_ in undecided.person_ids],
        "reasons": list(undecided.unclear),
        "waits_for": list(undecided.questions),
        "deadline_words": "",
        "due_on": None,
        "items": [],
        "form_codes": [],
        "deemed_by": None,
    }


def _catalogue_columns(entry: NeededProcedure | UndecidedProcedure) -> dict[str, Any]:
    procedure = entry.procedure
    return {
        "code": procedure.code,
        "name": procedure.name,
        "summary": procedure.summary,
        "counter_name": procedure.counter.name,
        "counter_floor": procedure.counter.floor,
        "legal_basis": procedure.legal_basis,
        "annotation": procedure.annotation,
        "never_printed": procedure.never_printed,
    }
