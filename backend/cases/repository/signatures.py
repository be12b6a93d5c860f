"""All SQL of showings and signatures. `get_*` raises when absent, `find_*` may return None."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.cases.repository.cases import has_restricted_person
from backend.cases.status import ShowingStatus
from backend.cases.tables.cases import ApplicationRow, CaseRow
from backend.cases.tables.signatures import ShowingRow, ShownDocumentRow, SignatureRow
from backend.context.operation import Operation
from backend.errors import NotFoundError
from backend.forms.tables.versions import FormVersionRow
from backend.staff.tables import CityRow

NO_SHOWING = "この提示は見つかりません。"
NO_SIGNATURE = "この署名は見つかりません。"


async def find_showing_of_token(operation: Operation, token_hash: bytes) -> Any:
    """The showing of a token and its case, whether or not it is over."""
    rows = await operation.rows(
        select(ShowingRow.id, ShowingRow.case_id).where(ShowingRow.token_hash == token_hash)
    )
    return rows[0] if rows else None


async def get_showing(session: AsyncSession, showing_id: UUID | None) -> ShowingRow:
    """One showing, as it is now: who waited for the case's lock must not see it as it was."""
    found = await session.scalar(
        select(ShowingRow)
        .where(ShowingRow.id == showing_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError(NO_SHOWING, path=("input", "showingId"))
    return found


async def end_live_showings(
    session: AsyncSession, case_id: UUID, staff_id: UUID, now: datetime
) -> Sequence[UUID]:
    """End a case's live showing; gives its id."""
    ended = await session.execute(
        update(ShowingRow)
        .where(ShowingRow.case_id == case_id, ShowingRow.status == ShowingStatus.SHOWN)
        .values(status=ShowingStatus.ENDED, ended_at=now, ended_by=staff_id)
        .returning(ShowingRow.id)
    )
    return ended.scalars().all()


async def read_showing(operation: Operation, showing_id: UUID) -> Any:
    """What a tablet needs to know of its showing, in one statement."""
    rows = await operation.rows(
        select(
            ShowingRow.status,
            ShowingRow.expires_at,
            ShowingRow.shows_restricted,
            CaseRow.notifier_name,
            CityRow.name.label("city_name"),
            has_restricted_person().label("is_restricted"),
        )
        .join(CaseRow, (CaseRow.city_id == ShowingRow.city_id) & (CaseRow.id == ShowingRow.case_id))
        .join(CityRow, CityRow.id == ShowingRow.city_id)
        .where(ShowingRow.id == showing_id)
    )
    return rows[0]


def shown_documents() -> Select[Any]:
    """Shown documents with the template they were filled by, and whether they are signed."""
    return select(
        *ShownDocumentRow.__table__.columns,
        FormVersionRow.document.label("template"),
        is_shown_signed().label("is_signed"),
    ).join(
        FormVersionRow,
        (FormVersionRow.city_id == ShownDocumentRow.city_id)
        & (FormVersionRow.id == ShownDocumentRow.form_version_id),
    )


async def read_shown_documents(operation: Operation, showing_id: UUID) -> Sequence[Any]:
    """The documents of a showing, in their order."""
    return await operation.rows(
        shown_documents()
        .where(ShownDocumentRow.showing_id == showing_id)
        .order_by(ShownDocumentRow.position)
    )


async def find_shown_document(operation: Operation, document_id: UUID) -> Any:
    """One shown document."""
    rows = await operation.rows(shown_documents().where(ShownDocumentRow.id == document_id))
    return rows[0] if rows else None


async def list_shown_documents(
    session: AsyncSession, showing_id: UUID
) -> Sequence[ShownDocumentRow]:
    """The documents of a showing, in their order."""
    statement = (
        select(ShownDocumentRow)
        .where(ShownDocumentRow.showing_id == showing_id)
        .order_by(ShownDocumentRow.position)
    )
    return (await session.scalars(statement)).all()


async def find_showing_of_document(session: AsyncSession, document_id: UUID | None) -> UUID | None:
    """The showing that a shown document belongs to."""
    return await session.scalar(
        select(ShownDocumentRow.showing_id).where(ShownDocumentRow.id == document_id)
    )


async def list_standing_signatures(session: AsyncSession, case_id: UUID) -> Sequence[SignatureRow]:
    """The signatures of a case that were not withdrawn."""
    statement = select(SignatureRow).where(
        SignatureRow.case_id == case_id, SignatureRow.withdrawn_at.is_(None)
    )
    return (await session.scalars(statement)).all()


async def get_signature(session: AsyncSession, signature_id: UUID | None) -> SignatureRow:
    """One signature, as it is now."""
    found = await session.scalar(
        select(SignatureRow)
        .where(SignatureRow.id == signature_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError(NO_SIGNATURE, path=("input", "signatureId"))
    return found


async def find_document_application(
    session: AsyncSession, application_id: UUID | None
) -> ApplicationRow | None:
    """The filled form that a printed document shows."""
    return await session.scalar(select(ApplicationRow).where(ApplicationRow.id == application_id))


def is_signed() -> Any:
    """SQL: true for a filled form with a signature that fits what it says now."""
    return _has_signature(ApplicationRow, ApplicationRow.id)


def is_shown_signed() -> Any:
    """SQL: true for a shown document whose content is signed, on the tablet or on paper."""
    return _has_signature(ShownDocumentRow, ShownDocumentRow.application_id)


def _has_signature(row: type[ApplicationRow] | type[ShownDocumentRow], application_id: Any) -> Any:
    # Not EXISTS: for a page PostgreSQL would hash the signatures of all forms.
    found = (
        select(literal(True))
        .where(
            SignatureRow.city_id == row.city_id,
            SignatureRow.application_id == application_id,
            SignatureRow.content_sha256 == row.content_sha256,
            SignatureRow.withdrawn_at.is_(None),
        )
        .correlate(row)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(found, False)
