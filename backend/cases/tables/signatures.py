"""What is shown to a citizen on a tablet, and what was signed (提示・署名)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class ShowingRow(CityOwned, Base):
    """A showing: the forms of one case on a citizen's tablet, for minutes (提示).

    Only the hash of its token is stored. ``status`` says SHOWN until somebody ends it: that its
    time is over follows from ``expires_at``.
    """

    __tablename__ = "showing"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    status: Mapped[str]
    token_hash: Mapped[bytes]
    shows_restricted: Mapped[bool]  # shown by somebody who may see a person under 支援措置
    shown_at: Mapped[datetime]
    shown_by: Mapped[UUID]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(["city_id", "shown_by"], ["staff.city_id", "staff.id"]),
        Index("ix_showing_token", "city_id", "token_hash"),
        Index("ix_showing_case", "city_id", "case_id", "shown_at", "id"),
        # A case has one live showing.
        Index(
            "uq_showing_live",
            "city_id",
            "case_id",
            unique=True,
            postgresql_where=text("status = 'SHOWN'"),
        ),
    )


class ShownDocumentRow(CityOwned, Base):
    """A filled form as it was when it was shown: what its pictures are drawn from."""

    __tablename__ = "shown_document"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    showing_id: Mapped[UUID]
    case_id: Mapped[UUID]
    position: Mapped[int]
    application_id: Mapped[UUID]
    form_version_id: Mapped[UUID]
    form_code: Mapped[str]
    title: Mapped[str]
    consent: Mapped[str]  # the sentence that is agreed to by signing
    must_be_signed: Mapped[bool]  # the form has a place for a signature
    content_sha256: Mapped[str]  # of the display list without signatures
    pages: Mapped[list[Any]]  # widths and heights in mm
    values: Mapped[dict[str, Any]]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "showing_id"], ["showing.city_id", "showing.id"]),
        ForeignKeyConstraint(
            ["city_id", "application_id"], ["application.city_id", "application.id"]
        ),
        ForeignKeyConstraint(
            ["city_id", "form_version_id"], ["form_version.city_id", "form_version.id"]
        ),
        Index("ix_shown_document_showing", "city_id", "showing_id", "position"),
        {"info": {"grants": "SELECT, INSERT"}},
    )


class SignatureRow(CityOwned, Base):
    """That somebody signed what a form said: bound to the hash of it (署名).

    ``strokes`` is encrypted JSON of points (x mm, y mm, pressure, ms); on paper there are none.
    """

    __tablename__ = "signature"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    application_id: Mapped[UUID]
    method: Mapped[str]
    content_sha256: Mapped[str]  # of the display list without signatures
    consent: Mapped[str]
    signer_name: Mapped[str]
    signed_at: Mapped[datetime]
    recorded_by: Mapped[UUID | None]  # nobody where the citizen's own tablet signed
    showing_id: Mapped[UUID | None]
    document_id: Mapped[UUID | None]  # the printed sheet that was signed
    strokes: Mapped[bytes | None]
    pad_width_mm: Mapped[float | None]
    pad_height_mm: Mapped[float | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None]
    withdrawal_reason: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(
            ["city_id", "application_id"], ["application.city_id", "application.id"]
        ),
        ForeignKeyConstraint(["city_id", "showing_id"], ["showing.city_id", "showing.id"]),
        ForeignKeyConstraint(["city_id", "document_id"], ["document.city_id", "document.id"]),
        ForeignKeyConstraint(["city_id", "recorded_by"], ["staff.city_id", "staff.id"]),
        ForeignKeyConstraint(["city_id", "withdrawn_by"], ["staff.city_id", "staff.id"]),
        Index("ix_signature_case", "city_id", "case_id"),
        Index("ix_signature_application", "city_id", "application_id", "signed_at", "id"),
        # The same content is signed once, as long as that signature stands.
        Index(
            "uq_signature_standing",
            "city_id",
            "application_id",
            "content_sha256",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )
