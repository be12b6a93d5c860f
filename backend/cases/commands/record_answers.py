"""Record answers to the open questions, and the details of the change (回答の記録)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.cases.commands.details import Details, apply_details
from backend.cases.commands.joined_household import apply_joined_household
from backend.cases.commands.notifier import (
    Notifier,
    apply_notifier,
    judge_identity,
)
from backend.cases.commands.steps import (
    admit,
    catalogue_of,
    load_for_step,
    note,
    require_version,
    work_out,
)
from backend.cases.repository import cases as repository
from backend.cases.rules import movement_of
from backend.cases.status import CaseEventKind, Step
from backend.cases.tables.cases import CaseAnswerRow, CaseRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError
from backend.procedures.facts import CANNOT_SAY, Maybe, Value
from backend.procedures.rules import check_answer


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer, of the case or of one person; ``None`` as value: the person can't say."""

    question: str
    person_id: UUID | None
    has_person: bool
    value: Value | None


@dataclass(frozen=True, kw_only=True)
class RecordAnswers:
    """Answers and details, given on a known version of them."""

    case_id: UUID | None
    expected_version: int
    answers: Sequence[Answer]
    details: Details
    notifier: Notifier | None = None


async def record_answers(operation: Operation, asked: RecordAnswers) -> UUID:
    """Store answers and details; then work the case out anew."""
    case = await load_for_step(operation, asked.case_id, Step.RECORD_ANSWERS)
    require_version(case, asked.expected_version, case.answers_version)
    catalogue = await catalogue_of(operation, case)
    persons = {p.id for p in await repository.list_persons(operation.session, case.id)}
    stored = {
        (row.question_code, row.person_id): row
        for row in await repository.list_answers(operation.session, case.id)
    }
    for position, answer in enumerate(asked.answers):
        path = ("input", "answers", str(position))
        if answer.has_person and answer.person_id not in persons:
            raise NotFoundError("この受付にその人は記録されていません。", path=(*path, "personId"))
        value: Maybe[Value] = CANNOT_SAY if answer.value is None else answer.value
        person_id = str(answer.person_id) if answer.person_id else None
        try:
            check_answer(catalogue, answer.question, value, person_id=person_id)
        except InvalidInputError as error:
            error.path = (*path, *error.path)
            raise
        row = stored.get((answer.question, answer.person_id))
        is_hidden = catalogue.questions[answer.question].never_printed
        _store(operation, case, row, answer, is_hidden=is_hidden)
    if asked.details.movement is not None:
        case.movement = movement_of(catalogue.reasons[case.reason_code], asked.details.movement)
    apply_details(case, asked.details)
    await apply_joined_household(operation, case, asked.details)
    if asked.notifier is not None:
        await apply_notifier(operation, case, asked.notifier)
    await admit(
        operation,
        case,
        residents=asked.notifier is not None,
        household=asked.details.joins_household is True,
    )
    if asked.notifier is not None:
        await judge_identity(operation, case)
    case.answers_version += 1
    await work_out(operation, case)
    await note(
        operation,
        case,
        CaseEventKind.ANSWERS_RECORDED,
        # The timeline is read by every section: not a word of 支援措置.
        questions=[
            answer.question
            for answer in asked.answers
            if not catalogue.questions[answer.question].never_printed
        ],
        **({"notifier_version": case.notifier_version} if asked.notifier else {}),
    )
    return case.id


def _store(
    operation: Operation,
    case: CaseRow,
    row: CaseAnswerRow | None,
    answer: Answer,
    *,
    is_hidden: bool,
) -> None:
    value: dict[str, Any] = {"cannotSay": True} if answer.value is None else {"value": answer.value}
    staff_id = operation.signed_in.staff_id
    if row is not None:
        row.value, row.answered_at, row.answered_by = value, operation.now, staff_id
        return
    operation.session.add(
        CaseAnswerRow(
            city_id=case.city_id,
            id=operation.new_id(),
            case_id=case.id,
            question_code=answer.question,
            person_id=answer.person_id,
            value=value,
            is_hidden=is_hidden,
            answered_at=operation.now,
            answered_by=staff_id,
        )
    )
