"""Record what a notifier showed to act for somebody else, or why it was waived."""

from dataclasses import dataclass
from uuid import UUID

from backend.cases.commands.steps import (
    catalogue_of,
    load_for_step,
    note,
    optional_text,
    require_version,
    work_out,
)
from backend.cases.repository.identity_checks import list_proofs
from backend.cases.rules.notifier import require_fitting_proof
from backend.cases.status import CaseEventKind, ProofState, Step
from backend.cases.tables.cases import CaseRow
from backend.cases.tables.proofs import CaseProofRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError


@dataclass(frozen=True, kw_only=True)
class RecordProof:
    """Which proof, how it stands now, and by which document or for which reason."""

    case_id: UUID | None
    code: str
    state: ProofState
    document: str | None
    note: str | None
    expected_version: int


async def record_proof(operation: Operation, asked: RecordProof) -> UUID:
    """Note how a proof stands; refuses one that the notifier's relation does not ask for."""
    case = await load_for_step(operation, asked.case_id, Step.RECORD_PROOF)
    asked_for = (await catalogue_of(operation, case)).representation.proofs
    proof = next(
        (p for p in asked_for.get(case.notifier_relation, ()) if p.code == asked.code), None
    )
    if proof is None:
        raise InvalidInputError("この届出人に求める書類ではありません。", path=("input", "code"))
    rows = {row.code: row for row in await list_proofs(operation.session, case.id)}
    row = rows.get(asked.code)
    require_version(case, asked.expected_version, row.version if row else 0)
    said = optional_text(asked.note, "input", "note")
    require_fitting_proof(proof, asked.state, asked.document, said)
    if row is None:
        row = CaseProofRow(
            city_id=case.city_id,
            id=operation.new_id(),
            case_id=case.id,
            code=proof.code,
            version=0,
        )
        operation.session.add(row)
    _take(operation, case, row, asked, said)
    if not proof.documents:
        row.document = None
    await work_out(operation, case)
    await note(
        operation, case, CaseEventKind.PROOF_RECORDED, proof=proof.code, state=asked.state.value
    )
    return case.id


def _take(
    operation: Operation, case: CaseRow, row: CaseProofRow, asked: RecordProof, said: str | None
) -> None:
    is_shown = asked.state is ProofState.SHOWN
    row.version += 1
    row.notifier_version = case.notifier_version
    row.state = asked.state
    row.document = asked.document if is_shown else None
    row.note = None if asked.state is ProofState.MISSING else said
    row.recorded_at, row.recorded_by = operation.now, operation.signed_in.staff_id
