"""Files that leave the system: applications and statistics; made by whom, of what (出力)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class ApplicationExportRow(CityOwned, Base):
    """A file of applications. Its bytes lie in the object store, in parts; their hashes here."""

    __tablename__ = "application_export"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    form_code: Mapped[str]
    form_title: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    section_code: Mapped[str | None]
    statuses: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    options: Mapped[dict[str, Any]]
    has_restricted: Mapped[bool]  # asked to hold people under 支援措置 too
    exported_at: Mapped[datetime]
    exported_by: Mapped[UUID]
    kept_until: Mapped[datetime]
    applications: Mapped[int]
    rows: Mapped[int]
    left_out: Mapped[int]  # because of 支援措置
    withheld: Mapped[list[str]] = mapped_column(ARRAY(TEXT))  # labels of columns
    parts: Mapped[list[Any]]  # sha256 of each, in their order
    byte_count: Mapped[int]
    sha256: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "exported_by"], ["staff.city_id", "staff.id"]),
        Index("ix_application_export_time", "city_id", "exported_at", "id"),
        {"info": {"grants": "SELECT, INSERT"}},
    )


class ExportedCaseRow(CityOwned, Base):
    """That a case is in an exported file: whose data went out, and who may still have the file."""

    __tablename__ = "exported_case"

    export_id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(primary_key=True)

    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "export_id"],
            ["application_export.city_id", "application_export.id"],
            deferrable=True,
            initially="DEFERRED",  # the cases are noted while the file grows; its row comes last
        ),
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        Index("ix_exported_case_case", "city_id", "case_id"),
        {"info": {"grants": "SELECT, INSERT"}},
    )


class StatisticsWorkbookRow(CityOwned, Base):
    """A workbook of statistics. Its bytes lie in the object store, their hash here."""

    __tablename__ = "statistics_workbook"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    kept_until: Mapped[datetime]
    byte_count: Mapped[int]
    sha256: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "made_by"], ["staff.city_id", "staff.id"]),
        {"info": {"grants": "SELECT, INSERT"}},
    )
