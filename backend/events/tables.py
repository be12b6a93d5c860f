"""Streams of events, numbered in the order of commits."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class StreamKind(StrEnum):
    """What a stream belongs to."""

    CASE = "CASE"
    SECTION = "SECTION"
    FORM = "FORM"


class EventStreamRow(CityOwned, Base):
    """One stream and the number of its last event.

    The row is locked by the writing transaction until it commits, so numbers follow commits.
    """

    __tablename__ = "event_stream"

    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    last_number: Mapped[int] = mapped_column(BigInteger)


class EventRow(CityOwned, Base):
    """One event of a stream."""

    __tablename__ = "event"

    stream_kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[UUID]
    kind: Mapped[str]
    occurred_at: Mapped[datetime]
    staff_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any]]

    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "stream_kind", "subject_id"],
            ["event_stream.city_id", "event_stream.kind", "event_stream.subject_id"],
        ),
        {"info": {"grants": "SELECT, INSERT"}},
    )
