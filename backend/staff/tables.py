"""Cities, sections, staff, groups and sessions (職員・権限)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class CityRow(Base):
    """A municipality on this service. The directory is readable by all; it holds no personal data.

    ``local_government_code`` (全国地方公共団体コード) changes on mergers; ``id`` never does.
    """

    __tablename__ = "city"
    __table_args__ = (
        UniqueConstraint("local_government_code"),
        {"schema": "reference"},
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    local_government_code: Mapped[str]
    code_valid_from: Mapped[date]
    name: Mapped[str]
    mayor_title: Mapped[str]
    settings: Mapped[dict[str, Any]]


class PlaceRow(CityOwned, Base):
    """A building where officials sit (庁舎): the city hall, a branch office (支所)."""

    __tablename__ = "place"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    address: Mapped[str]

    __table_args__ = (
        UniqueConstraint("city_id", "code"),
        ForeignKeyConstraint(["city_id"], ["reference.city.id"]),
    )


class SectionRow(CityOwned, Base):
    """A section of the city hall (課・係), under the code that the catalogue's counters name."""

    __tablename__ = "section"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    closed_on: Mapped[date | None]  # from that day it takes no more tasks (廃止)

    __table_args__ = (
        UniqueConstraint("city_id", "code"),
        ForeignKeyConstraint(["city_id"], ["reference.city.id"]),
    )


class SectionPlaceRow(CityOwned, Base):
    """That a section's work is done at a place, and where in the building."""

    __tablename__ = "section_place"

    section_id: Mapped[UUID] = mapped_column(primary_key=True)
    place_id: Mapped[UUID] = mapped_column(primary_key=True)
    floor: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "section_id"], ["section.city_id", "section.id"]),
        ForeignKeyConstraint(["city_id", "place_id"], ["place.city_id", "place.id"]),
    )


class StaffRow(CityOwned, Base):
    """The account of an official (職員): their own section, and where they sit."""

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    section_id: Mapped[UUID]
    place_id: Mapped[UUID | None]
    staff_number: Mapped[str]
    name: Mapped[str]
    password_hash: Mapped[str]
    failed_sign_ins: Mapped[int]
    locked_until: Mapped[datetime | None]
    is_active: Mapped[bool]

    __table_args__ = (
        UniqueConstraint("city_id", "staff_number"),
        ForeignKeyConstraint(["city_id", "section_id"], ["section.city_id", "section.id"]),
        ForeignKeyConstraint(["city_id", "place_id"], ["place.city_id", "place.id"]),
    )


class StaffSectionRow(CityOwned, Base):
    """That an official works for a section besides their own (兼務): at branches for several."""

    __tablename__ = "staff_section"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    section_id: Mapped[UUID] = mapped_column(primary_key=True)

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "staff_id"], ["staff.city_id", "staff.id"]),
        ForeignKeyConstraint(["city_id", "section_id"], ["section.city_id", "section.id"]),
    )


class StaffGroupRow(CityOwned, Base):
    """A group of staff and its permissions, kept by the city (権限グループ)."""

    __tablename__ = "staff_group"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    permissions: Mapped[list[str]] = mapped_column(ARRAY(TEXT))

    __table_args__ = (UniqueConstraint("city_id", "code"),)


class StaffMembershipRow(CityOwned, Base):
    """An official's membership of a group."""

    __tablename__ = "staff_membership"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    group_id: Mapped[UUID] = mapped_column(primary_key=True)

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "staff_id"], ["staff.city_id", "staff.id"]),
        ForeignKeyConstraint(["city_id", "group_id"], ["staff_group.city_id", "staff_group.id"]),
    )


class SessionRow(CityOwned, Base):
    """A signed-in session. Only the hash of its token is stored."""

    __tablename__ = "session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID]
    token_hash: Mapped[bytes]
    terminal: Mapped[str | None]
    started_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "staff_id"], ["staff.city_id", "staff.id"]),
        Index("ix_session_token", "city_id", "token_hash"),
    )
