"""Audit events and whose data each is about (監査ログ). The server can only add to them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class Outcome(StrEnum):
    """How the operation ended (結果)."""

    DONE = "DONE"
    REPEATED = "REPEATED"  # an idempotency key sent again: nothing changed, the answer was read
    REFUSED = "REFUSED"


class AuditActor(StrEnum):
    """Who acted (操作者の種別)."""

    STAFF = "STAFF"  # 職員
    TABLET = "TABLET"  # 市民のタブレット
    NOBODY = "NOBODY"  # サインインしていない


class AuditEventRow(CityOwned, Base):
    """One operation on personal data: who, when, where, why, what, with which outcome."""

    __tablename__ = "audit_event"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    occurred_at: Mapped[datetime]
    staff_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    showing_id: Mapped[UUID | None]  # of a citizen's tablet
    terminal: Mapped[str | None]
    address: Mapped[str | None]
    request_id: Mapped[str]
    actions: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    fields: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    purpose: Mapped[str | None]
    reason: Mapped[str | None]
    search: Mapped[dict[str, Any]]
    outcome: Mapped[str]
    refusal_code: Mapped[str | None]

    __table_args__ = (
        Index("ix_audit_event_time", "city_id", "occurred_at", "id"),
        Index("ix_audit_event_staff", "city_id", "staff_id", "occurred_at", "id"),
        {"info": {"grants": "SELECT, INSERT"}},
    )


class AuditSubjectRow(CityOwned, Base):
    """Whose data (or which case) an audit event is about."""

    __tablename__ = "audit_subject"

    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    audit_event_id: Mapped[UUID] = mapped_column(primary_key=True)
    is_blocked: Mapped[bool]

    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "audit_event_id"], ["audit_event.city_id", "audit_event.id"]
        ),
        Index("ix_audit_subject_event", "city_id", "audit_event_id"),
        {"info": {"grants": "SELECT, INSERT"}},
    )
