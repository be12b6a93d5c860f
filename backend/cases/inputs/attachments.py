"""The GraphQL inputs of attachments and the commands they become."""

import strawberry

from backend.cases.commands.attach_document import AttachDocument
from backend.cases.inputs.cases import case_id_of
from backend.cases.status import AttachmentKind
from backend.reading.global_ids import decode_id_of
from backend.shared.uploads import UploadedFile


@strawberry.input(description="A file to attach to a case or to one of its procedures (添付).")
class AttachDocumentInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    label: str = strawberry.field(description="What officials call it (書類の名前).")
    kind: AttachmentKind = strawberry.field(description="What it is (添付書類の種類).")
    file: UploadedFile = strawberry.field(description="PDF, PNG, JPEG or TIFF (ファイル).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    procedure_code: str | None = strawberry.field(
        default=None, description="A procedure of the case (手続); the whole case when left out."
    )
    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="The person of the case whose paper it is (対象者)."
    )

    def to_command(self) -> AttachDocument:
        return AttachDocument(
            case_id=case_id_of(self.case_id),
            procedure_code=self.procedure_code,
            is_for_person=self.person_id is not None,
            person_id=decode_id_of("CasePerson", self.person_id),
            label=self.label,
            kind=self.kind,
            file=self.file,
        )


@strawberry.input(description="Which attachment to remove, and why (添付書類の削除).")
class RemoveAttachmentInput:
    attachment_id: strawberry.ID = strawberry.field(description="The attachment (添付書類).")
    reason: str = strawberry.field(description="Why it is removed (削除の理由).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
