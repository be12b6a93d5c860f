"""Idempotency keys: the same creation or transition sent again gives the same object."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class IdempotencyKeyRow(CityOwned, Base):
    """Inserted first in the transaction it guards; kept 30 days. Refusals are not stored."""

    __tablename__ = "idempotency_key"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)  # or the showing of a tablet
    mutation: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    input_hash: Mapped[bytes]
    made_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
