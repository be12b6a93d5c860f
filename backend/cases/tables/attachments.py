"""Files that citizens bring: their bytes lie in the object store (添付書類)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class AttachmentRow(CityOwned, Base):
    """An attached file. When it is removed the row stays and the bytes go."""

    __tablename__ = "attachment"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    procedure_code: Mapped[str | None]  # for one procedure of the case; else for all of it
    person_id: Mapped[UUID | None]  # whose paper it is
    kind: Mapped[str]
    label: Mapped[str]
    file_name: Mapped[str]  # as it was given, cleaned
    media_type: Mapped[str]
    pages: Mapped[int]
    byte_count: Mapped[int]
    sha256: Mapped[str]  # of what is kept, before it is encrypted
    thumbnail_sha256: Mapped[str]
    attached_at: Mapped[datetime]
    attached_by: Mapped[UUID]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[UUID | None]
    removed_because: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["case_person.city_id", "case_person.id"],
            # Someone recorded by mistake is taken out of the case; the paper is still the case's.
            ondelete="SET NULL (person_id)",
        ),
        ForeignKeyConstraint(["city_id", "attached_by"], ["staff.city_id", "staff.id"]),
        ForeignKeyConstraint(["city_id", "removed_by"], ["staff.city_id", "staff.id"]),
        Index("ix_attachment_case", "city_id", "case_id", "attached_at", "id"),
        Index("ix_attachment_person", "city_id", "person_id"),
    )
