"""The declarative base: names of constraints, Python type to column type, who owns a row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table class (``…Row``)."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        str: Text,
        UUID: Uuid,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
    }


class CityOwned:
    """A row that belongs to one city.

    ``city_id`` leads every primary and foreign key. A table of this kind has row-level security
    (FORCE); a table without it lives in the schema ``reference`` and is read-only to the server.
    """

    # BIGINT: a surrogate; the 6-digit 全国地方公共団体コード is an attribute of the city.
    city_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, sort_order=-100)
