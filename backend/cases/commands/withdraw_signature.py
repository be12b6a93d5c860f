"""Take a signature back, with a reason; it stays in the history (署名の取消し)."""

from uuid import UUID

from backend.cases.commands.signed_content import tell_of_changed
from backend.cases.commands.steps import load_for_step, note, required_text
from backend.cases.repository import signatures as repository
from backend.cases.status import CaseEventKind, Step
from backend.context.operation import Operation
from backend.errors import WrongStatusError

WITHDRAWN = "WITHDRAWN"


async def withdraw_signature(operation: Operation, signature_id: UUID | None, reason: str) -> UUID:
    """Withdraw a signature; gives the id of the form that it stood under."""
    case_id = (await repository.get_signature(operation.session, signature_id)).case_id
    case = await load_for_step(operation, case_id, Step.SIGN)
    signature = await repository.get_signature(operation.session, signature_id)
    if signature.withdrawn_at is not None:
        raise WrongStatusError("この署名はすでに取り消されています。", status=WITHDRAWN)
    signature.withdrawal_reason = required_text(reason, "取消しの理由", "input", "reason")
    signature.withdrawn_at = operation.now
    signature.withdrawn_by = operation.signed_in.staff_id
    await tell_of_changed(operation, case)
    await note(
        operation,
        case,
        CaseEventKind.SIGNATURE_WITHDRAWN,
        method=signature.method,
        reason=signature.withdrawal_reason,
    )
    return signature.application_id
