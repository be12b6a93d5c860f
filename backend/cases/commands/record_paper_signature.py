"""The alternative to the tablet: the citizen signed the printed sheet (紙への署名)."""

from uuid import UUID

from backend.cases.commands.sign_documents import ALREADY, signed_contents
from backend.cases.commands.signed_content import (
    consent_of,
    definition_of,
    present_contents,
    tell_of_changed,
)
from backend.cases.commands.steps import load_for_step, note
from backend.cases.errors import AlreadySignedError, DocumentChangedError
from backend.cases.repository import cases
from backend.cases.repository import signatures as repository
from backend.cases.status import CaseEventKind, SignatureMethod, Step
from backend.cases.tables.cases import ApplicationRow, CaseRow, DocumentRow
from backend.cases.tables.signatures import SignatureRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError
from backend.staff.repository import get_city

PLACE = ("input", "documentId")


async def record_paper_signature(operation: Operation, document_id: UUID | None) -> UUID:
    """Record that a printed form was signed: bound to what that sheet says."""
    if document_id is None:
        raise NotFoundError("この印刷物は見つかりません。", path=PLACE)
    document = await cases.get_document(operation.session, document_id)
    case = await load_for_step(operation, document.case_id, Step.SIGN)
    application = await repository.find_document_application(
        operation.session, document.application_id
    )
    if application is None:
        raise InvalidInputError("この印刷物は署名する帳票ではありません。", path=PLACE)
    definition = await definition_of(operation, application)
    if not definition.is_signed:
        raise InvalidInputError("この帳票には署名の欄がありません。", path=PLACE)
    await _require_present(operation, case, application, document)
    city = await get_city(operation.session, case.city_id)
    operation.session.add(
        SignatureRow(
            city_id=case.city_id,
            id=operation.new_id(),
            case_id=case.id,
            application_id=application.id,
            method=SignatureMethod.PAPER,
            content_sha256=document.content_sha256,
            consent=consent_of(definition, city.settings),
            signer_name=case.notifier_name,
            signed_at=operation.now,
            recorded_by=operation.signed_in.staff_id,
            document_id=document.id,
        )
    )
    case.has_signatures = True
    await tell_of_changed(operation, case)
    await note(
        operation,
        case,
        CaseEventKind.SIGNED,
        forms=[application.form_code],
        method=SignatureMethod.PAPER.value,
    )
    return application.id


async def _require_present(
    operation: Operation, case: CaseRow, application: ApplicationRow, document: DocumentRow
) -> None:
    signed = await signed_contents(operation, case)
    present = await present_contents(operation, case, {application.id})
    if present[application.id] != document.content_sha256:
        raise DocumentChangedError(
            "印刷した後に内容が変わりました。印刷し直してから署名を求めてください。", path=PLACE
        )
    if (application.id, document.content_sha256) in signed:
        raise AlreadySignedError(ALREADY, path=PLACE)
