"""The opening calendars of a city and its places, in versions that are added, never changed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class OpeningCalendarRow(CityOwned, Base):
    """A version of an opening calendar (開庁日・開庁時間), in force from a day on.

    Without a place it is the city's: deadlines count by it, and places without one follow it.
    """

    __tablename__ = "opening_calendar"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    place_id: Mapped[UUID | None]
    valid_from: Mapped[date]
    document: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["city_id"], ["reference.city.id"]),
        ForeignKeyConstraint(["city_id", "place_id"], ["place.city_id", "place.id"]),
        Index("ix_opening_calendar_validity", "city_id", "valid_from", "published_at", "id"),
        # A correction is a version of the same day, published later.
        {"info": {"grants": "SELECT, INSERT"}},
    )
