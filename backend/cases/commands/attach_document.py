"""Attach a file that somebody brought: look at it, make it anew, keep it encrypted (添付)."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from backend.cases.commands.steps import load_for_step, note, require_unrestricted, required_text
from backend.cases.kept import attached_content, attached_thumbnail, keep
from backend.cases.repository import attachments as repository
from backend.cases.rules import require_step
from backend.cases.rules.attachments import (
    LONGEST_LABEL,
    clean_file_name,
    require_room,
)
from backend.cases.status import AttachmentKind, CaseEventKind, Step
from backend.cases.tables.attachments import AttachmentRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError
from backend.files.cleaner import CleanFile, FileCleaner
from backend.shared.numbers import refuse_twelve_digits
from backend.shared.uploads import UploadedFile

FILE = ("input", "file")


@dataclass(frozen=True, kw_only=True)
class AttachDocument:
    """What to attach, to which case, and what it is said to be.

    With ``is_for_person`` the paper is one person's; an id that names nobody is then refused.
    """

    case_id: UUID | None
    procedure_code: str | None
    is_for_person: bool
    person_id: UUID | None
    label: str
    kind: AttachmentKind
    file: UploadedFile


async def attach_document(operation: Operation, asked: AttachDocument) -> UUID:
    """Attach a file to a case or to one of its procedures."""
    label, file_name = _named(asked)
    # Looked at before the file is opened, so that what is refused anyway costs nothing.
    case_id = await _require_may_attach(operation, asked)
    cleaner: FileCleaner = operation.services["files"]
    clean = await cleaner.clean(asked.file.content, FILE)
    # Opening takes a while. Only now is the case locked, and everything looked at again.
    case = await load_for_step(operation, case_id, Step.ATTACH)
    await _require_may_attach(operation, asked)
    row = _row(operation, asked, clean, label, file_name)
    await keep(operation, attached_content(row.city_id, row.id), clean.content)
    await keep(operation, attached_thumbnail(row.city_id, row.id), clean.thumbnail)
    operation.session.add(row)
    await note(
        operation,
        case,
        CaseEventKind.ATTACHED,
        attachment_kind=row.kind,
        procedure=row.procedure_code,
        pages=row.pages,
    )
    return row.id


def _named(asked: AttachDocument) -> tuple[str, str]:
    label = required_text(
        asked.label, "書類の名前", "input", "label", longest=LONGEST_LABEL
    ).strip()
    refuse_twelve_digits(label, ("input", "label"))
    file_name = clean_file_name(asked.file.name)
    refuse_twelve_digits(file_name, FILE)
    if not asked.file.content:
        raise InvalidInputError("ファイルが空です。", path=FILE)
    return label, file_name


async def _require_may_attach(operation: Operation, asked: AttachDocument) -> UUID | None:
    session = operation.session
    status = await repository.get_case_status(session, asked.case_id)
    case_id = asked.case_id
    assert case_id is not None  # it has a status
    await require_unrestricted(operation, case_id)
    require_step(status, Step.ATTACH)
    if asked.is_for_person and not await repository.has_person(session, case_id, asked.person_id):
        raise NotFoundError("この受付の方ではありません。", path=("input", "personId"))
    code = asked.procedure_code
    if code is not None and not await repository.has_procedure(session, case_id, code):
        raise InvalidInputError("この受付にない手続です。", path=("input", "procedureCode"))
    require_room(*await repository.count_attachments(session, case_id))
    return case_id


def _row(
    operation: Operation, asked: AttachDocument, clean: CleanFile, label: str, file_name: str
) -> AttachmentRow:
    principal = operation.signed_in
    return AttachmentRow(
        city_id=principal.city_id,
        id=operation.new_id(),
        case_id=asked.case_id,
        procedure_code=asked.procedure_code,
        person_id=asked.person_id,
        kind=asked.kind,
        label=label,
        file_name=file_name,
        media_type=clean.media_type,
        pages=clean.pages,
        byte_count=len(clean.content),
        sha256=hashlib.sha256(clean.content).hexdigest(),
        thumbnail_sha256=hashlib.sha256(clean.thumbnail).hexdigest(),
        attached_at=operation.now,
        attached_by=principal.staff_id,
    )
