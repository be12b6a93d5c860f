"""SQL of attachments. `get_*` raises when absent, `find_*` may return None."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.cases.tables.attachments import AttachmentRow
from backend.cases.tables.cases import CasePersonRow, CaseProcedureRow, CaseRow
from backend.errors import NotFoundError

GONE = "この添付書類は見つかりません。"


async def get_case_status(session: AsyncSession, case_id: UUID | None) -> str:
    """A case's status without a lock."""
    found = await session.scalar(select(CaseRow.status).where(CaseRow.id == case_id))
    if found is None:
        raise NotFoundError("この受付は見つかりません。", path=("input", "caseId"))
    return found


async def get_attachment(session: AsyncSession, attachment_id: UUID | None) -> AttachmentRow:
    """One attachment."""
    statement = select(AttachmentRow).where(AttachmentRow.id == attachment_id)
    found = await session.scalar(statement)
    if found is None:
        raise NotFoundError(GONE)
    return found


async def get_attachment_for_update(
    session: AsyncSession, attachment_id: UUID | None
) -> AttachmentRow:
    """One attachment, locked and as it is now: two officials remove it one after the other."""
    statement = (
        select(AttachmentRow)
        .where(AttachmentRow.id == attachment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(statement)).one()


async def get_case_of_attachment(session: AsyncSession, attachment_id: UUID | None) -> UUID:
    """The case that an attachment belongs to."""
    found = await session.scalar(
        select(AttachmentRow.case_id).where(AttachmentRow.id == attachment_id)
    )
    if found is None:
        raise NotFoundError(GONE, path=("input", "attachmentId"))
    return found


async def count_attachments(session: AsyncSession, case_id: UUID) -> tuple[int, int]:
    """How many a case has, and how many it ever had."""
    statement = select(func.count().filter(AttachmentRow.removed_at.is_(None)), func.count()).where(
        AttachmentRow.case_id == case_id
    )
    present, ever = (await session.execute(statement)).one()
    return present, ever


async def has_procedure(session: AsyncSession, case_id: UUID, code: str) -> bool:
    """Whether the case has a procedure of this code."""
    statement = select(CaseProcedureRow.id).where(
        CaseProcedureRow.case_id == case_id, CaseProcedureRow.code == code
    )
    return await session.scalar(statement) is not None


async def has_person(session: AsyncSession, case_id: UUID, person_id: UUID | None) -> bool:
    """Whether somebody is a person of the case."""
    statement = select(CasePersonRow.id).where(
        CasePersonRow.case_id == case_id, CasePersonRow.id == person_id
    )
    return await session.scalar(statement) is not None
