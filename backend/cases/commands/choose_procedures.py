"""Add or drop procedures by the official's own judgement, with a reason (手続の選択)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.cases.commands.steps import (
    catalogue_of,
    load_for_step,
    note,
    require_version,
    required_text,
    work_out,
)
from backend.cases.repository import cases as repository
from backend.cases.status import CaseEventKind, ProcedureDecision, Step
from backend.cases.tables.cases import CaseProcedureRow, CaseRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError
from backend.procedures.definitions import Procedure


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A procedure and why the official decides otherwise than the rules."""

    code: str
    because: str


@dataclass(frozen=True, kw_only=True)
class ChooseProcedures:
    """What to add, what to drop, and which decisions to take back."""

    case_id: UUID | None
    expected_version: int
    add: Sequence[Choice]
    drop: Sequence[Choice]
    restore: Sequence[str]


async def choose_procedures(operation: Operation, asked: ChooseProcedures) -> UUID:
    """Note the official's decisions beside what the rules found."""
    case = await load_for_step(operation, asked.case_id, Step.CHOOSE_PROCEDURES)
    require_version(case, asked.expected_version, case.answers_version)
    stored = {row.code: row for row in await repository.list_procedures(operation.session, case.id)}
    for position, choice in enumerate(asked.add):
        because = _because(choice, "add", position)
        row = stored.get(choice.code) or await _added(
            operation, case, choice, position, len(stored)
        )
        _decide(row, ProcedureDecision.ADDED, because)
    for position, choice in enumerate(asked.drop):
        because = _because(choice, "drop", position)
        dropped = stored.get(choice.code)
        if dropped is None:
            raise _unknown("drop", str(position), "code")
        _decide(dropped, ProcedureDecision.DROPPED, because)
    for position, code in enumerate(asked.restore):
        if code not in stored:
            raise _unknown("restore", str(position))
        # The evaluation that follows decides it again, or takes it out.
        _decide(stored[code], ProcedureDecision.UNDECIDED, None)
    case.answers_version += 1
    await work_out(operation, case)
    # The timeline is read by every section: not a word of 支援措置.
    catalogue = await catalogue_of(operation, case)
    hidden = {procedure.code for procedure in catalogue.procedures if procedure.never_printed}
    await note(
        operation,
        case,
        CaseEventKind.PROCEDURES_CHOSEN,
        added=[choice.code for choice in asked.add if choice.code not in hidden],
        dropped=[choice.code for choice in asked.drop if choice.code not in hidden],
        restored=[code for code in asked.restore if code not in hidden],
    )
    return case.id


def _because(choice: Choice, place: str, position: int) -> str:
    return required_text(choice.because, "理由", "input", place, str(position), "because")


def _unknown(*place: str) -> InvalidInputError:
    return InvalidInputError("この手続はありません。", path=("input", *place))


def _decide(row: CaseProcedureRow, decision: ProcedureDecision, because: str | None) -> None:
    row.decision, row.decided_because = decision, because


async def _added(
    operation: Operation, case: CaseRow, choice: Choice, position: int, count: int
) -> CaseProcedureRow:
    catalogue = await catalogue_of(operation, case)
    procedure = next((p for p in catalogue.procedures if p.code == choice.code), None)
    if procedure is None:
        raise _unknown("add", str(position), "code")
    row = _row(operation, case, procedure, count + position)
    operation.session.add(row)
    return row


def _row(
    operation: Operation, case: CaseRow, procedure: Procedure, position: int
) -> CaseProcedureRow:
    deadline = procedure.deadlines[0].words if procedure.deadlines else ""
    return CaseProcedureRow(
        city_id=case.city_id,
        id=operation.new_id(),
        case_id=case.id,
        position=position,
        code=procedure.code,
        name=procedure.name,
        summary=procedure.summary,
        decision=ProcedureDecision.ADDED,
        person_ids=[],
        person_names=[],
        reasons=[],
        waits_for=[],
        deadline_words=deadline,
        due_on=None,
        items=[
            {"name": item.name, "persons": [], "is_unsure": item.when is not None}
            for item in procedure.items
        ],
        counter_name=procedure.counter.name,
        counter_floor=procedure.counter.floor,
        legal_basis=procedure.legal_basis,
        form_codes=list(procedure.forms),
        annotation=procedure.annotation,
        deemed_by=None,
        never_printed=procedure.never_printed,
    )
