"""Form definitions and their versions (帳票の定義と版). A published version is immutable."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class FormVersionStatus(StrEnum):
    """Where a version stands (版の状態)."""

    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"  # before its first day


class FormDefinitionRow(CityOwned, Base):
    """A form of the city (帳票), such as 住民異動届."""

    __tablename__ = "form_definition"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str]
    title: Mapped[str]
    section_id: Mapped[UUID | None]  # whose form it is; none: of the whole city
    changed_at: Mapped[datetime | None]
    changed_by: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "section_id"], ["section.city_id", "section.id"]),
        ForeignKeyConstraint(["city_id", "changed_by"], ["staff.city_id", "staff.id"]),
        UniqueConstraint("city_id", "code"),
        # One that was never published can be removed; its versions hold every other.
        {"info": {"grants": "SELECT, INSERT, UPDATE, DELETE", "granted_in": 4}},
    )


class FormVersionRow(CityOwned, Base):
    """One version of a form's template and inputs; a case keeps the one it was filled with."""

    __tablename__ = "form_version"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    form_definition_id: Mapped[UUID]
    number: Mapped[int]
    status: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    document: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None]
    note: Mapped[str | None]
    ended_at: Mapped[datetime | None]  # when its end was set or it was withdrawn
    ended_by: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "form_definition_id"], ["form_definition.city_id", "form_definition.id"]
        ),
        ForeignKeyConstraint(["city_id", "published_by"], ["staff.city_id", "staff.id"]),
        ForeignKeyConstraint(["city_id", "ended_by"], ["staff.city_id", "staff.id"]),
        UniqueConstraint("city_id", "form_definition_id", "number"),
        # Versions are added; of one that is there the server can change nothing but its end.
        {
            "info": {
                "grants": "SELECT, INSERT, UPDATE (status, valid_to, ended_at, ended_by)",
                "granted_in": 4,
            }
        },
    )
