"""Mutation fields of attachments."""

from uuid import UUID

import strawberry

from backend.cases.commands import attach_document as attaching
from backend.cases.commands import remove_attachment as removing
from backend.cases.inputs.attachments import AttachDocumentInput, RemoveAttachmentInput
from backend.cases.tables.attachments import AttachmentRow
from backend.cases.types.attachments import Attachment, TooManyAttachments
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.fields import changes
from backend.reading.file_refusals import FILE_REFUSALS
from backend.reading.global_ids import decode_id_of
from backend.reading.refusals import WrongStatus

EITHER = (Permission.TAKE_CASE, Permission.WORK_TASKS)


@strawberry.type
class AttachmentMutations:
    @changes(
        "AttachDocumentResult",
        Attachment,
        row=AttachmentRow,
        needs=EITHER,
        refusals=(WrongStatus, *FILE_REFUSALS, TooManyAttachments),
        is_idempotent=True,
        may_repeat=removing.require_unrestricted_attachment,
        description="Attach a file to a case, sent as a multipart request (書類の添付).",
    )
    async def attach_document(self, info: Info, input: AttachDocumentInput) -> UUID:
        return await attaching.attach_document(info.context.operation, input.to_command())

    @changes(
        "RemoveAttachmentResult",
        Attachment,
        row=AttachmentRow,
        needs=EITHER,
        refusals=(WrongStatus,),
        is_idempotent=True,
        may_repeat=removing.require_unrestricted_attachment,
        description="Remove an attachment, with a reason; its bytes are erased (添付書類の削除).",
    )
    async def remove_attachment(self, info: Info, input: RemoveAttachmentInput) -> UUID:
        attachment_id = decode_id_of("Attachment", input.attachment_id)
        return await removing.remove_attachment(info.context.operation, attachment_id, input.reason)
