"""Record that somebody was identified by documents, or withdraw such a record (本人確認)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.cases.commands.notifier import judge_identity
from backend.cases.commands.steps import (
    catalogue_of,
    load_for_step,
    note,
    optional_text,
    require_version,
    required_text,
    work_out,
)
from backend.cases.repository import cases as repository
from backend.cases.repository.identity_checks import list_identity_checks
from backend.cases.rules.notifier import (
    ShownDocument,
    are_sufficient,
    checked_document,
)
from backend.cases.status import CaseEventKind, IdentityResult, Step
from backend.cases.tables.cases import CaseRow
from backend.cases.tables.identity_checks import IdentityCheckRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError
from backend.procedures.representation import Representation
from backend.shared.numbers import refuse_twelve_digits

MOST_DOCUMENTS = 5
MOST_CHECKS = 100


@dataclass(frozen=True, kw_only=True)
class RecordIdentityCheck:
    """Whose identity, by which documents; or which check is withdrawn, and why."""

    case_id: UUID | None
    person_id: UUID | None = None
    has_person: bool = False
    expected_version: int | None = None  # of the notifier
    documents: Sequence[ShownDocument] = ()
    doubt: str | None = None
    withdraws_id: UUID | None = None
    is_withdrawal: bool = False
    withdrawal_reason: str | None = None


async def record_identity_check(operation: Operation, asked: RecordIdentityCheck) -> UUID:
    """Add a check or a withdrawal; nothing recorded is ever changed."""
    case = await load_for_step(operation, asked.case_id, Step.RECORD_IDENTITY_CHECK)
    earlier = await list_identity_checks(operation.session, case.id)
    if len(earlier) >= MOST_CHECKS:
        raise InvalidInputError(f"本人確認の記録は{MOST_CHECKS}件までです。", path=("input",))
    if asked.is_withdrawal:
        row = _withdrawal(operation, case, asked, earlier)
        kind = CaseEventKind.IDENTITY_CHECK_WITHDRAWN
        happened: dict[str, Any] = {}
    else:
        row = await _check(operation, case, asked)
        kind = CaseEventKind.IDENTITY_CHECKED
        happened = {"documents": [document["code"] for document in row.documents]}
    operation.session.add(row)
    await judge_identity(operation, case)
    await work_out(operation, case)
    await note(operation, case, kind, result=row.result, **happened)
    return case.id


def _withdrawal(
    operation: Operation,
    case: CaseRow,
    asked: RecordIdentityCheck,
    earlier: Sequence[IdentityCheckRow],
) -> IdentityCheckRow:
    place = ("input", "withdraws")
    check = next((row for row in earlier if row.id == asked.withdraws_id), None)
    if check is None or check.withdraws_id is not None:
        raise NotFoundError("この本人確認の記録は見つかりません。", path=place)
    if any(row.withdraws_id == check.id for row in earlier):
        raise InvalidInputError("この本人確認はすでに取り消されています。", path=place)
    reason = required_text(
        asked.withdrawal_reason or "", "取消しの理由", "input", "withdrawalReason"
    )
    refuse_twelve_digits(reason, ("input", "withdrawalReason"))
    return _row(
        operation,
        case,
        person_id=check.person_id,
        notifier_version=check.notifier_version,
        documents=[],
        result=IdentityResult.WITHDRAWAL,
        doubt=None,
        withdraws_id=check.id,
        withdrawal_reason=reason,
    )


async def _check(
    operation: Operation, case: CaseRow, asked: RecordIdentityCheck
) -> IdentityCheckRow:
    await _require_subject(operation, case, asked)
    representation = (await catalogue_of(operation, case)).representation
    documents = _documents(operation, asked.documents, representation)
    doubt = optional_text(asked.doubt, "input", "doubt")
    refuse_twelve_digits(doubt, ("input", "doubt"))
    convinces = doubt is None and are_sufficient(
        [document.code for document in asked.documents], representation
    )
    return _row(
        operation,
        case,
        person_id=asked.person_id,
        notifier_version=None if asked.has_person else case.notifier_version,
        documents=documents,
        result=IdentityResult.SUFFICIENT if convinces else IdentityResult.INSUFFICIENT,
        doubt=doubt,
    )


async def _require_subject(operation: Operation, case: CaseRow, asked: RecordIdentityCheck) -> None:
    """A person of the case; else the notifier, who must still be the one whom the official saw."""
    if not asked.has_person:
        if asked.expected_version is None:
            raise InvalidInputError(
                "届出人の版を指定してください。", path=("input", "expectedVersion")
            )
        require_version(case, asked.expected_version, case.notifier_version)
        return
    persons = await repository.list_persons(operation.session, case.id)
    if asked.person_id not in {person.id for person in persons}:
        raise NotFoundError("この受付にその人は記録されていません。", path=("input", "personId"))


def _documents(
    operation: Operation, shown: Sequence[ShownDocument], representation: Representation
) -> list[Any]:
    place = ("input", "documents")
    if not 1 <= len(shown) <= MOST_DOCUMENTS:
        raise InvalidInputError(
            f"確認した書類を1点から{MOST_DOCUMENTS}点まで指定してください。", path=place
        )
    kept = []
    for position, document in enumerate(shown):
        path = (*place, str(position))
        known = representation.documents.get(document.code)
        if known is None:
            raise InvalidInputError("この本人確認書類はありません。", path=(*path, "code"))
        optional_text(document.number, *path, "number", longest=50)
        optional_text(document.place_of_issue, *path, "placeOfIssue", longest=50)
        kept.append(checked_document(document, known, operation.today, path))
    return kept


def _row(operation: Operation, case: CaseRow, **said: Any) -> IdentityCheckRow:
    return IdentityCheckRow(
        city_id=case.city_id,
        id=operation.new_id(),
        case_id=case.id,
        recorded_at=operation.now,
        recorded_by=operation.signed_in.staff_id,
        **said,
    )
