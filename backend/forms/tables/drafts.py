"""The draft of a form, its history, and who has it open (下書き・履歴・編集中の職員)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


def _of_form() -> ForeignKeyConstraint:
    """Removed with a form that was never published: the server itself deletes no history."""
    return ForeignKeyConstraint(
        ["city_id", "form_definition_id"],
        ["form_definition.city_id", "form_definition.id"],
        ondelete="CASCADE",
    )


class FormDraftRow(CityOwned, Base):
    """The one draft of a form: what the designer opens and saves.

    It stays when it is published or discarded and is then as the version that it is based on, so
    that its version only ever grows: who saves over what they have not seen is always told.
    """

    __tablename__ = "form_draft"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    form_definition_id: Mapped[UUID]
    version: Mapped[int]
    template: Mapped[dict[str, Any]]
    sha256: Mapped[str]  # of the template
    is_changed: Mapped[bool]  # since the version that it is based on
    based_on_number: Mapped[int | None]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None]  # nobody: by the set-up

    __table_args__ = (
        _of_form(),
        ForeignKeyConstraint(["city_id", "saved_by"], ["staff.city_id", "staff.id"]),
        UniqueConstraint("city_id", "form_definition_id"),
    )


class FormRevisionRow(CityOwned, Base):
    """What a form was at a time; saves of one person within some minutes are one revision."""

    __tablename__ = "form_revision"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    form_definition_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[str]
    note: Mapped[str | None]
    version_number: Mapped[int | None]  # of the version published or returned to
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID | None]
    template: Mapped[dict[str, Any]]
    sha256: Mapped[str]

    __table_args__ = (
        _of_form(),
        ForeignKeyConstraint(["city_id", "saved_by"], ["staff.city_id", "staff.id"]),
        UniqueConstraint("city_id", "form_definition_id", "number"),
    )


class FormPresenceRow(CityOwned, Base):
    """That somebody has a form open to edit it, in which tab, and when the tab last said so."""

    __tablename__ = "form_presence"

    form_definition_id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    tab_id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID]
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]

    __table_args__ = (
        _of_form(),
        ForeignKeyConstraint(["city_id", "staff_id"], ["staff.city_id", "staff.id"]),
        {"info": {"grants": "SELECT, INSERT, UPDATE, DELETE"}},
    )
