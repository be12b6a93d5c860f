"""How far each printer and tray is off (印字位置の調整)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class PrinterOffsetRow(CityOwned, Base):
    """How far forms are moved on a printer and tray, so that pre-printed paper is met."""

    __tablename__ = "printer_offset"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    printer: Mapped[str]
    tray: Mapped[str]  # empty: the printer's usual one
    right_mm: Mapped[float]
    down_mm: Mapped[float]
    version: Mapped[int]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "changed_by"], ["staff.city_id", "staff.id"]),
        UniqueConstraint("city_id", "printer", "tray"),
        CheckConstraint("abs(right_mm) <= 50 AND abs(down_mm) <= 50", name="small"),
        {"info": {"grants": "SELECT, INSERT, UPDATE"}},
    )
