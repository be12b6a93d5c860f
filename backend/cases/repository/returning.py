"""SQL that finds who was removed from the register and may return (除票)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, any_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.residents.status import RegisterStatus
from backend.residents.tables import IndividualNumberRow, ResidentRow

REMOVED = [RegisterStatus.MOVED_OUT, RegisterStatus.DEAD, RegisterStatus.REMOVED]


async def list_removed_candidates(
    session: AsyncSession,
    *,
    cards: Sequence[str],
    record_codes: Sequence[str],
    births: Sequence[date],
) -> Sequence[Any]:
    """Removed residents with one of these numbers or birth dates, in one statement."""
    statement = select(
        ResidentRow.residence_card_number,
        ResidentRow.resident_record_code,
        ResidentRow.names_folded,
        ResidentRow.sex,
        ResidentRow.birth_earliest_on,
        ResidentRow.birth_latest_on,
    ).where(
        ResidentRow.register_status.in_(REMOVED),
        # Each of these has an index that serves under row-level security.
        or_(
            _is_any(ResidentRow.residence_card_number, cards),
            _is_any(ResidentRow.resident_record_code, record_codes),
            _is_any(ResidentRow.birth_earliest_on, births),
        ),
    )
    return (await session.execute(statement)).all()


async def list_removed_by_individual_number(
    session: AsyncSession, lookups: Sequence[bytes]
) -> set[bytes]:
    """Which of these keyed hashes belong to somebody removed."""
    if not lookups:
        return set()
    statement = (
        select(IndividualNumberRow.individual_number_hmac)
        .join(ResidentRow, ResidentRow.id == IndividualNumberRow.resident_id)
        .where(
            _is_any(IndividualNumberRow.individual_number_hmac, lookups),
            ResidentRow.register_status.in_(REMOVED),
        )
    )
    return set((await session.scalars(statement)).all())


def _is_any(column: Any, values: Sequence[Any]) -> Any:
    # The same statement for any number of values.
    return column == any_(bindparam(None, list(values), type_=ARRAY(column.type)))
