"""Remove an attachment: the row says who and why, the bytes go (添付書類の削除)."""

import asyncio
import logging
from uuid import UUID

from backend.cases.commands.steps import load_for_step, note, require_unrestricted, required_text
from backend.cases.kept import attached_content, attached_thumbnail
from backend.cases.repository import attachments as repository
from backend.cases.status import CaseEventKind, Step
from backend.cases.tables.attachments import AttachmentRow
from backend.context.operation import Operation
from backend.database.object_store import ObjectStore
from backend.errors import WrongStatusError
from backend.shared.numbers import refuse_twelve_digits

LOG = logging.getLogger("madoguchi.cases")
REMOVED = "REMOVED"


async def remove_attachment(operation: Operation, attachment_id: UUID | None, reason: str) -> UUID:
    """Remove an attachment, with a reason."""
    because = required_text(reason, "削除の理由", "input", "reason")
    refuse_twelve_digits(because, ("input", "reason"))
    case_id = await repository.get_case_of_attachment(operation.session, attachment_id)
    case = await load_for_step(operation, case_id, Step.REMOVE_ATTACHMENT)
    row = await repository.get_attachment_for_update(operation.session, attachment_id)
    if row.removed_at is not None:
        raise WrongStatusError(
            "この添付書類は削除済みです。", status=REMOVED, path=("input", "attachmentId")
        )
    row.removed_at = operation.now
    row.removed_by = operation.signed_in.staff_id
    row.removed_because = because
    await note(operation, case, CaseEventKind.ATTACHMENT_REMOVED, attachment_kind=row.kind)
    _erase_after_commit(operation, row)
    return row.id


def _erase_after_commit(operation: Operation, row: AttachmentRow) -> None:
    objects: ObjectStore = operation.services["objects"]
    kept = (attached_content(row.city_id, row.id), attached_thumbnail(row.city_id, row.id))

    async def erase() -> None:
        try:
            for one in kept:
                await asyncio.to_thread(objects.delete, one.key)
        except OSError:
            # The removal stands; what is left of it is swept within an hour or two.
            LOG.warning("attachment %s is removed but not erased yet", row.id)

    operation.after_commit.append(erase)


async def require_unrestricted_attachment(operation: Operation, attachment_id: UUID) -> None:
    """Refuse who repeats a key but may not see the attachment's case any more."""
    case_id = await repository.get_case_of_attachment(operation.session, attachment_id)
    await require_unrestricted(operation, case_id)
