"""What a notifier showed to act for somebody else (資格を示す書類)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class CaseProofRow(CityOwned, Base):
    """How one required proof of a case stands; a change of the notifier makes it missing again."""

    __tablename__ = "case_proof"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    code: Mapped[str]  # of the catalogue's section ``representation``
    version: Mapped[int]
    notifier_version: Mapped[int]
    state: Mapped[str]
    document: Mapped[str | None]
    note: Mapped[str | None]  # what was said, or why it was waived
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(["city_id", "recorded_by"], ["staff.city_id", "staff.id"]),
        UniqueConstraint("city_id", "case_id", "code"),
    )
