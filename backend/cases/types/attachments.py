"""What attachments show, and why a file is refused."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.errors import TooManyAttachmentsError
from backend.cases.status import AttachmentKind
from backend.cases.tables.attachments import AttachmentRow
from backend.reading.fields import column, computed, global_id, one, shown
from backend.reading.global_ids import encode_id
from backend.reading.refusals import Refusal, refusal
from backend.staff.tables import StaffRow
from backend.staff.types import Staff

strawberry.enum(AttachmentKind, description="What an attached paper is (添付書類の種類).")


def path_of_content(id_: UUID, removed_at: datetime | None) -> str | None:
    """Where the bytes are fetched, as long as there are any."""
    return None if removed_at else f"/attachments/{id_}"


def path_of_thumbnail(id_: UUID, removed_at: datetime | None) -> str | None:
    """Where the thumbnail is fetched."""
    return None if removed_at else f"/attachments/{id_}/thumbnail.png"


def paths_of_pages(id_: UUID, pages: int, removed_at: datetime | None) -> list[str]:
    """Where each page is fetched as a picture."""
    count = 0 if removed_at else pages
    return [f"/attachments/{id_}/pages/{number}.png" for number in range(1, count + 1)]


@shown(
    AttachmentRow,
    description="A file attached to a case or to one of its procedures (添付書類).",
    audited=(("case", AttachmentRow.case_id),),
)
class Attachment:
    id: strawberry.ID = global_id("Attachment", AttachmentRow.id)
    kind: AttachmentKind = computed(AttachmentKind, AttachmentRow.kind)
    label: str = column(AttachmentRow.label, description="What officials call it (書類の名前).")
    file_name: str = column(AttachmentRow.file_name, description="As it was given, cleaned.")
    media_type: str = column(
        AttachmentRow.media_type,
        description="Of what is kept: application/pdf, image/png or image/jpeg.",
    )
    page_count: int = column(AttachmentRow.pages)
    byte_count: int = column(AttachmentRow.byte_count)
    sha256: str = column(AttachmentRow.sha256, description="Of what is kept.")
    procedure_code: str | None = column(
        AttachmentRow.procedure_code, description="The procedure it is for; null: the whole case."
    )
    person_id: strawberry.ID | None = computed(
        lambda id_: encode_id("CasePerson", id_) if id_ else None,
        AttachmentRow.person_id,
        description="The person of the case whose paper it is.",
    )
    attached_at: datetime = column(AttachmentRow.attached_at)
    attached_by: Staff = one(
        StaffRow,
        (AttachmentRow.city_id, StaffRow.city_id),
        (AttachmentRow.attached_by, StaffRow.id),
    )
    removed_at: datetime | None = column(
        AttachmentRow.removed_at, description="When it was removed: its bytes are gone (削除)."
    )
    removed_by: Staff | None = one(
        StaffRow,
        (AttachmentRow.city_id, StaffRow.city_id),
        (AttachmentRow.removed_by, StaffRow.id),
    )
    removed_because: str | None = column(AttachmentRow.removed_because)
    content_path: str | None = computed(
        path_of_content,
        AttachmentRow.id,
        AttachmentRow.removed_at,
        description="Fetch the file here with the same token (SEE_ATTACHMENTS).",
    )
    thumbnail_path: str | None = computed(
        path_of_thumbnail,
        AttachmentRow.id,
        AttachmentRow.removed_at,
        description="Fetch a small PNG of the first page here.",
    )
    page_paths: list[str] = computed(
        paths_of_pages,
        AttachmentRow.id,
        AttachmentRow.pages,
        AttachmentRow.removed_at,
        description="Fetch each page as PNG here; ?width= gives its width in pixels, 100 to 2000.",
    )


@refusal(TooManyAttachmentsError)
@strawberry.type(description="The case has as many attachments as it can have (添付の上限).")
class TooManyAttachments(Refusal):
    pass
