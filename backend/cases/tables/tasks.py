"""What each section has to do for a case: one task a needed procedure (課の手続)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class TaskRow(CityOwned, Base):
    """A procedure of a case as a section's task.

    It outlives its procedure's row: what a section has done stays where the rules find otherwise.
    """

    __tablename__ = "case_task"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    procedure_id: Mapped[UUID | None]  # of case_procedure; none once the rules find it no longer
    procedure_code: Mapped[str]
    procedure_name: Mapped[str]
    section_id: Mapped[UUID]
    place_id: Mapped[UUID | None]  # the building, where it was said
    status: Mapped[str]
    version: Mapped[int]
    is_hidden: Mapped[bool]  # of a procedure that is never printed (支援措置)
    position: Mapped[int]
    due_on: Mapped[date | None]
    sorted_on: Mapped[date]  # due_on, or the last of days: lists begin with the oldest due
    note: Mapped[str | None]  # of whoever handed it over or completed it
    taken_by: Mapped[UUID | None]
    taken_at: Mapped[datetime | None]
    completed_by: Mapped[UUID | None]
    completed_at: Mapped[datetime | None]
    outcome: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(["city_id", "section_id"], ["section.city_id", "section.id"]),
        ForeignKeyConstraint(["city_id", "place_id"], ["place.city_id", "place.id"]),
        ForeignKeyConstraint(["city_id", "taken_by"], ["staff.city_id", "staff.id"]),
        ForeignKeyConstraint(["city_id", "completed_by"], ["staff.city_id", "staff.id"]),
        UniqueConstraint("city_id", "case_id", "procedure_code"),
        Index("ix_case_task_section", "city_id", "section_id", "status", "sorted_on", "id"),
        # The to-do lists look at these alone; what is done grows without end.
        Index(
            "ix_case_task_open",
            "city_id",
            "section_id",
            "sorted_on",
            "id",
            postgresql_where=text("status IN ('WAITING', 'TAKEN', 'LATER')"),
        ),
    )
