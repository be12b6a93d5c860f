"""SQL of printings."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.cases.tables.cases import ApplicationRow, DocumentRow, PrintRunRow
from backend.errors import NotFoundError


async def get_print_run(session: AsyncSession, print_run_id: UUID | None) -> PrintRunRow:
    """One printing."""
    found = await session.scalar(select(PrintRunRow).where(PrintRunRow.id == print_run_id))
    if found is None:
        raise NotFoundError("この印刷は見つかりません。", path=("input", "printRunId"))
    return found


async def list_documents(session: AsyncSession, print_run_id: UUID) -> Sequence[DocumentRow]:
    """The documents of a printing, in the order in which they were printed."""
    statement = (
        select(DocumentRow)
        .where(DocumentRow.print_run_id == print_run_id)
        .order_by(DocumentRow.position)
    )
    return (await session.scalars(statement)).all()


def times_document_printed() -> SQLColumnExpression[Any]:
    """How often a document was printed: its first printing and those that repeat it."""
    run = aliased(PrintRunRow)
    return (
        select(func.count(run.id))
        .where(run.city_id == DocumentRow.city_id, run.documents_of == DocumentRow.print_run_id)
        .correlate(DocumentRow)
        .scalar_subquery()
    )


def times_application_printed() -> SQLColumnExpression[Any]:
    """How often a filled form was printed, in whatever state it was."""
    run, document = aliased(PrintRunRow), aliased(DocumentRow)
    return (
        select(func.count(run.id))
        .join(
            document,
            (document.city_id == run.city_id) & (document.print_run_id == run.documents_of),
        )
        .where(
            document.city_id == ApplicationRow.city_id,
            document.application_id == ApplicationRow.id,
        )
        .correlate(ApplicationRow)
        .scalar_subquery()
    )
