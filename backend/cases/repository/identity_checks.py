"""SQL of identity checks and of the proofs that a notifier shows."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.cases.tables.identity_checks import IdentityCheckRow
from backend.cases.tables.proofs import CaseProofRow


async def list_identity_checks(session: AsyncSession, case_id: UUID) -> Sequence[IdentityCheckRow]:
    """The identity checks of a case, withdrawals among them, oldest first."""
    statement = (
        select(IdentityCheckRow)
        .where(IdentityCheckRow.case_id == case_id)
        .order_by(IdentityCheckRow.recorded_at, IdentityCheckRow.id)
    )
    return (await session.scalars(statement)).all()


async def list_proofs(session: AsyncSession, case_id: UUID) -> Sequence[CaseProofRow]:
    """What was recorded of the proofs of a case."""
    return (
        await session.scalars(select(CaseProofRow).where(CaseProofRow.case_id == case_id))
    ).all()
