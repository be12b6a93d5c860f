"""Pictures of forms, kept once a city under the hash of their bytes (帳票の画像)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class AssetKind(StrEnum):
    """What a picture of a form is (画像の種類)."""

    PICTURE = "PICTURE"  # 画像
    DRAWING = "DRAWING"  # 図形（SVGから）
    UNDERLAY = "UNDERLAY"  # 下敷き（PDFのページから）


class FormAssetRow(CityOwned, Base):
    """A picture that templates name by its hash; never changed, since versions print it."""

    __tablename__ = "form_asset"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str]  # of the content
    kind: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]  # made anew in the confined process
    width_mm: Mapped[float]
    height_mm: Mapped[float]
    pages: Mapped[int]  # of the file that it came from
    added_at: Mapped[datetime]
    added_by: Mapped[UUID]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "added_by"], ["staff.city_id", "staff.id"]),
        UniqueConstraint("city_id", "sha256"),
        CheckConstraint("octet_length(content) <= 8388608", name="content_size"),
        {"info": {"grants": "SELECT, INSERT"}},
    )
