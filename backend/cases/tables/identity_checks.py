"""Who was identified by which documents (本人確認)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class IdentityCheckRow(CityOwned, Base):
    """One identity check, or the withdrawal of an earlier one; only ever added."""

    __tablename__ = "identity_check"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    # Of a person of the case; no reference, for the check outlives the person's removal.
    person_id: Mapped[UUID | None]
    notifier_version: Mapped[int | None]  # of the notifier, as the case named them then
    documents: Mapped[list[Any]]  # code, name, how, masked number, last day, place of issue
    result: Mapped[str]
    doubt: Mapped[str | None]  # why what was shown does not convince
    withdraws_id: Mapped[UUID | None]
    withdrawal_reason: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(["city_id", "recorded_by"], ["staff.city_id", "staff.id"]),
        ForeignKeyConstraint(
            ["city_id", "withdraws_id"], ["identity_check.city_id", "identity_check.id"]
        ),
        UniqueConstraint("city_id", "withdraws_id"),
        Index("ix_identity_check_case", "city_id", "case_id", "recorded_at", "id"),
        {"info": {"grants": "SELECT, INSERT"}},
    )
