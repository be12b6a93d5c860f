"""Catalogue versions (手続きカタログの版) and, for reading, their reasons, questions, procedures.

The document is the whole truth of a version; the rows beside it are the columns that the API
shows and searches. Content is added, never changed: an edit makes a new version.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned

ADDED_ONLY = {"info": {"grants": "SELECT, INSERT"}}


class CatalogueVersionRow(CityOwned, Base):
    """One version of a city's catalogue; a case keeps the one it was opened with."""

    __tablename__ = "catalogue_version"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    name: Mapped[str]
    status: Mapped[str]
    effective_from: Mapped[date | None]
    document: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id"], ["reference.city.id"]),
        UniqueConstraint("city_id", "number"),
        CheckConstraint("status IN ('DRAFT', 'TEST', 'PUBLISHED')", name="status"),
        CheckConstraint(
            "(status = 'PUBLISHED') = (published_at IS NOT NULL AND effective_from IS NOT NULL)",
            name="published",
        ),
        Index(
            "ix_catalogue_version_published",
            "city_id",
            "effective_from",
            "number",
            postgresql_where=text("status = 'PUBLISHED'"),
        ),
        # Only the state moves on; the content stays as it was written.
        {"info": {"grants": "SELECT, INSERT, UPDATE (status, effective_from, published_at)"}},
    )


class ReasonRow(CityOwned, Base):
    """A reason to come (用件) of a version."""

    __tablename__ = "catalogue_reason"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    catalogue_version_id: Mapped[UUID]
    position: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    event: Mapped[str]
    help: Mapped[str]
    # 異動の種類 with their properties; none in versions from before they were data.
    movements: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))

    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "catalogue_version_id"],
            ["catalogue_version.city_id", "catalogue_version.id"],
        ),
        UniqueConstraint("city_id", "catalogue_version_id", "code"),
        UniqueConstraint("city_id", "catalogue_version_id", "position"),
        ADDED_ONLY,
    )


class QuestionRow(CityOwned, Base):
    """A question (質問) of a version."""

    __tablename__ = "catalogue_question"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    catalogue_version_id: Mapped[UUID]
    position: Mapped[int]
    code: Mapped[str]
    text: Mapped[str]
    help: Mapped[str]
    type: Mapped[str]
    choices: Mapped[list[Any]]
    is_personal: Mapped[bool]
    not_in_presence: Mapped[bool]
    never_printed: Mapped[bool]

    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "catalogue_version_id"],
            ["catalogue_version.city_id", "catalogue_version.id"],
        ),
        UniqueConstraint("city_id", "catalogue_version_id", "code"),
        UniqueConstraint("city_id", "catalogue_version_id", "position"),
        ADDED_ONLY,
    )


class ProcedureRow(CityOwned, Base):
    """A procedure (手続き) of a version."""

    __tablename__ = "catalogue_procedure"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    catalogue_version_id: Mapped[UUID]
    position: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    summary: Mapped[str]
    events: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    deadlines: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    items: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    counter_code: Mapped[str]
    counter_name: Mapped[str]
    counter_floor: Mapped[str]
    is_outside: Mapped[bool]
    legal_basis: Mapped[str]
    handling: Mapped[str]
    certainty: Mapped[str]
    form_codes: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    annotation: Mapped[str | None]
    deemed_by: Mapped[str | None]
    never_printed: Mapped[bool]
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    condition: Mapped[dict[str, Any]]

    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "catalogue_version_id"],
            ["catalogue_version.city_id", "catalogue_version.id"],
        ),
        UniqueConstraint("city_id", "catalogue_version_id", "code"),
        UniqueConstraint("city_id", "catalogue_version_id", "position"),
        ADDED_ONLY,
    )
