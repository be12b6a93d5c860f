"""After every change of a case: what it needs, what must still be asked, what the checks find."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from backend.calendar.rules import OpeningCalendar
from backend.cases.facts import CaseMaterial, case_facts
from backend.cases.repository import cases as repository
from backend.cases.rules import CheckedCase, CheckedPerson, check_case
from backend.cases.status import PersonRole, ProcedureDecision
from backend.cases.tables.cases import CasePersonRow, CaseProcedureRow, CaseRow
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
from backend.residents.tables import EnrolmentRow

OFFICIAL_DECISIONS = (ProcedureDecision.ADDED, ProcedureDecision.DROPPED)


async def evaluate_again(
    operation: Operation, case: CaseRow, catalogue: Catalogue, calendar: OpeningCalendar
) -> None:
    """Work the case out anew and store what follows; the official's own decisions stay."""
    await operation.session.flush()
    material = await gather(operation, case, catalogue)
    evaluation = evaluate(catalogue, case_facts(material), calendar)
    checked = await _checked(operation, material)
    # Written together: a query between two of them would send the first on its own.
    case.open_questions = [
        _question(question, material.persons) for question in evaluation.questions
    ]
    case.findings = [
        {**asdict(finding), "severity": finding.severity.value} for finding in check_case(checked)
    ]
    case.scope = _scope(material)
    await _store_procedures(operation, case, evaluation, material.persons)


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
        remaining = await repository.count_household_members(
            session, sorted(households), [row.id for row in leaving]
        )
    return CaseMaterial(
        case=case,
        persons=persons,
        answers=await repository.list_answers(session, case.id),
        residents=residents,
        enrolments=enrolments,
        remaining_members=remaining,
        today=operation.today,
        event=catalogue.reasons[case.reason_code].event,
        movement=catalogue.movements[case.movement] if case.movement else None,
        effects={p.code: p.effect for p in catalogue.procedures if p.effect is not None},
    )


async def _checked(operation: Operation, material: CaseMaterial) -> CheckedCase:
    case = material.case
    ids = list(material.residents)
    restrictions = {
        row.resident_id: row.until_on
        for row in await repository.list_ending_restrictions(operation.session, ids)
    }
    movers = [
        person
        for person in material.persons
        if person.resident_id is None and person.role == PersonRole.MOVER
    ]
    removed = await repository.list_removed_matches(operation.session, movers)
    persons = []
    for person in material.persons:
        matches = removed.get(person.id, ())
        resident = material.residents.get(person.resident_id) if person.resident_id else None
        persons.append(
            CheckedPerson(
                place=f"persons.{person.position}",
                name=person.name,
                role=PersonRole(person.role),
                is_japanese=person.is_japanese,
                nationality=person.nationality,
                status_of_residence=person.status_of_residence,
                relationship_codes=person.relationship_codes,
                was_head=resident is not None and resident.relationship_code_1 == "02",
                number_matches_removed=any(matches),
                name_matches_removed=bool(matches),
                restriction_until=restrictions.get(resident.id) if resident else None,
            )
        )
    return CheckedCase(
        movement=material.movement,
        today=operation.today,
        changed_on=case.changed_on,
        notified_on=case.notified_on,
        planned_move_out_on=case.planned_move_out_on,
        has_moving_out_certificate=case.has_moving_out_certificate,
        new_address=case.new_address,
        previous_address=case.previous_address,
        remaining_members=material.remaining_members,
        persons=persons,
    )


def _scope(material: CaseMaterial) -> str | None:
    """全部 or 一部, from who was chosen (V08)."""
    if material.movement is None or material.remaining_members is None:
        return None
    return "PART" if material.remaining_members else "WHOLE"


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
) -> None:
    stored = {row.code: row for row in await repository.list_procedures(operation.session, case.id)}
    names = {str(person.id): person.name for person in persons}
    found: dict[str, dict[str, Any]] = {}
    for needed in evaluation.needed:
        found[needed.procedure.code] = _needed_columns(needed, names)
    for undecided in evaluation.undecided:
        found[undecided.procedure.code] = _undecided_columns(undecided, names)
    for position, (code, columns) in enumerate(found.items()):
        _store_one(operation, case, stored.get(code), position, columns)
    gone = [
        code
        for code, row in stored.items()
        if code not in found and row.decision not in OFFICIAL_DECISIONS
    ]
    if gone:
        await repository.delete_procedures(operation.session, case.id, gone)


def _store_one(
    operation: Operation,
    case: CaseRow,
    row: CaseProcedureRow | None,
    position: int,
    columns: dict[str, Any],
) -> None:
    if row is None:
        operation.session.add(
            CaseProcedureRow(
                city_id=case.city_id,
                id=operation.new_id(),
                case_id=case.id,
                position=position,
                decided_because=None,
                **columns,
            )
        )
        return
    if row.decision in OFFICIAL_DECISIONS:
        columns = {name: value for name, value in columns.items() if name != "decision"}
    _change(row, {"decision": row.decision, **columns, "position": position})


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
