"""Residents, their versions, households, addresses, enrolments, and the rows that search reads.

A register date has five columns (``backend.shared.dates``): value, precision, text, and the
earliest and latest day that it can mean. All numbers are text: leading zeros belong to them.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class ResidentRecord:
    """What the resident record states: the same columns in the current row and every version."""

    number: Mapped[str]  # 宛名番号
    history_number: Mapped[int]  # 履歴番号: counts from 1, the highest is the current one
    kind: Mapped[str]
    register_status: Mapped[str]

    changed_value: Mapped[date | None]  # 異動年月日
    changed_precision: Mapped[str]
    changed_text: Mapped[str]
    changed_earliest_on: Mapped[date | None]
    changed_latest_on: Mapped[date | None]
    change_reason: Mapped[str]  # 異動事由
    notified_on: Mapped[date | None]  # 届出年月日

    full_name: Mapped[str]  # 氏名
    family_name: Mapped[str | None]  # 氏
    given_name: Mapped[str | None]  # 名
    latin_name: Mapped[str | None]  # 氏名_外国人ローマ字
    kanji_name: Mapped[str | None]  # 氏名_外国人漢字
    furigana: Mapped[str | None]
    family_furigana: Mapped[str | None]
    given_furigana: Mapped[str | None]
    furigana_status: Mapped[str]  # フリガナ確認状況
    former_surname: Mapped[str | None]  # 旧氏
    former_surname_furigana: Mapped[str | None]
    common_name: Mapped[str | None]  # 通称
    common_name_furigana: Mapped[str | None]

    sex: Mapped[str]
    birth_value: Mapped[date | None]
    birth_precision: Mapped[str]
    birth_text: Mapped[str]
    birth_earliest_on: Mapped[date | None]
    birth_latest_on: Mapped[date | None]

    household_id: Mapped[UUID | None]  # none for 住登外者 and those removed from the register
    relationship_code_1: Mapped[str | None]  # 続柄: up to four levels, read with の between them
    relationship_code_2: Mapped[str | None]
    relationship_code_3: Mapped[str | None]
    relationship_code_4: Mapped[str | None]
    relationship_text: Mapped[str | None]  # 続柄表記
    member_order: Mapped[int]  # 記載順位; 0 outside a household

    postal_code: Mapped[str | None]
    address_text: Mapped[str]  # the whole address as the record writes it
    resident_since_value: Mapped[date | None]  # 住民となった年月日
    resident_since_precision: Mapped[str | None]
    resident_since_text: Mapped[str | None]
    resident_since_earliest_on: Mapped[date | None]
    resident_since_latest_on: Mapped[date | None]
    address_since_value: Mapped[date | None]  # 住所を定めた年月日
    address_since_precision: Mapped[str | None]
    address_since_text: Mapped[str | None]
    address_since_earliest_on: Mapped[date | None]
    address_since_latest_on: Mapped[date | None]
    removed_value: Mapped[date | None]  # 消除の異動年月日
    removed_precision: Mapped[str | None]
    removed_text: Mapped[str | None]
    removed_earliest_on: Mapped[date | None]
    removed_latest_on: Mapped[date | None]

    resident_record_code: Mapped[str | None]  # 住民票コード
    registered_domicile: Mapped[str | None]  # 本籍
    family_register_head: Mapped[str | None]  # 筆頭者
    has_adult_guardian: Mapped[bool]  # 成年被後見人

    nationality: Mapped[str | None]  # 国籍・地域
    status_of_residence: Mapped[str | None]  # 在留資格
    period_of_stay: Mapped[str | None]  # 在留期間
    stay_expires_on: Mapped[date | None]  # 在留期間の満了の日: shown in the Western calendar
    residence_card_kind: Mapped[str | None]  # 在留カード等番号区分
    residence_card_number: Mapped[str | None]
    article_30_45_category: Mapped[str | None]  # 第30条45規定区分
    foreign_resident_since_value: Mapped[date | None]  # 外国人住民となった年月日
    foreign_resident_since_precision: Mapped[str | None]
    foreign_resident_since_text: Mapped[str | None]
    foreign_resident_since_earliest_on: Mapped[date | None]
    foreign_resident_since_latest_on: Mapped[date | None]


class ResidentRow(CityOwned, ResidentRecord, Base):
    """A person of the register as of the latest version (住民)."""

    __tablename__ = "resident"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    is_restricted: Mapped[bool]  # 支援措置: stays until a person ends the measure
    sort_key: Mapped[str]  # folded reading, or name where there is none: the order of every list
    # Folded names, present and past, one a line: what search verifies its hits against.
    names_folded: Mapped[str]
    address_folded: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "household_id"], ["household.city_id", "household.id"]),
        UniqueConstraint("city_id", "number", name="uq_resident_number"),
        CheckConstraint("history_number >= 1", name="history_number"),
        Index("ix_resident_sort_key", "city_id", "sort_key", "id"),
        Index("ix_resident_birth", "city_id", "birth_earliest_on", "id"),
        Index("ix_resident_household", "city_id", "household_id", "member_order", "id"),
        # At most one head; none while that is not settled.
        Index(
            "uq_resident_head_of_household",
            "city_id",
            "household_id",
            unique=True,
            postgresql_where=text("relationship_code_1 = '02' AND relationship_code_2 IS NULL"),
        ),
        Index("ix_resident_record_code", "city_id", "resident_record_code"),
        Index("ix_resident_residence_card", "city_id", "residence_card_number"),
    )


class ResidentVersionRow(CityOwned, ResidentRecord, Base):
    """One version of a resident record; only ever added, cancellations included (履歴)."""

    __tablename__ = "resident_version"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "resident_id"], ["resident.city_id", "resident.id"]),
        UniqueConstraint(
            "city_id", "resident_id", "history_number", name="uq_resident_version_history_number"
        ),
        {"info": {"grants": "SELECT, INSERT"}},
    )


class HouseholdRow(CityOwned, Base):
    """A household (世帯); its members point to it, and one of them may be the head."""

    __tablename__ = "household"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]  # 世帯番号
    postal_code: Mapped[str | None]
    address_text: Mapped[str]

    __table_args__ = (UniqueConstraint("city_id", "number", name="uq_household_number"),)


class ResidentAddressRow(CityOwned, Base):
    """An address a person has, had, came from or went to (住所の履歴, 転入前住所, 転出先)."""

    __tablename__ = "resident_address"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID]
    kind: Mapped[str]
    position: Mapped[int]  # counts from 1 through a person's addresses, the latest last
    postal_code: Mapped[str | None]
    prefecture: Mapped[str | None]
    municipality: Mapped[str | None]
    town: Mapped[str | None]  # 町字
    house_number: Mapped[str | None]  # 番地号表記
    building: Mapped[str | None]  # 方書
    text: Mapped[str]  # the whole address as the record writes it
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "resident_id"], ["resident.city_id", "resident.id"]),
        Index("ix_resident_address_resident", "city_id", "resident_id", "position"),
    )


class EnrolmentRow(CityOwned, Base):
    """A resident's enrolment in a scheme (資格), as the scheme's core system told it."""

    __tablename__ = "enrolment"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID]
    scheme: Mapped[str]
    status: Mapped[str]
    number: Mapped[str | None]  # 被保険者番号, 受給者番号, 登録番号 …
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    detail: Mapped[dict[str, Any]]  # what only this scheme has, by ``DETAIL_KEYS`` of rules

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "resident_id"], ["resident.city_id", "resident.id"]),
        Index("ix_enrolment_resident", "city_id", "resident_id", "scheme", "from_on"),
    )


class DisclosureRestrictionRow(CityOwned, Base):
    """A protective measure (支援措置). Past its last day it goes on until a person ends it."""

    __tablename__ = "disclosure_restriction"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID]
    from_on: Mapped[date]
    until_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "resident_id"], ["resident.city_id", "resident.id"]),
        CheckConstraint("from_on <= until_on", name="from_before_until"),
        Index("ix_disclosure_restriction_resident", "city_id", "resident_id"),
    )


class IndividualNumberRow(CityOwned, Base):
    """A person's Individual Number (個人番号): apart from all else, encrypted, found by hash."""

    __tablename__ = "individual_number"

    resident_id: Mapped[UUID] = mapped_column(primary_key=True)
    individual_number_encrypted: Mapped[bytes]
    individual_number_hmac: Mapped[bytes]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "resident_id"], ["resident.city_id", "resident.id"]),
        Index("ix_individual_number_hmac", "city_id", "individual_number_hmac"),
    )


# The rows below are derived from the resident (``rules.search_columns`` and the statements of
# ``repository``) and serve as indexes under row-level security, which only leakproof operators
# (=, <, >=) may use. They have no foreign key: there are millions of them, and a reference is
# checked row by row.


REBUILT = {"info": {"grants": "SELECT, INSERT, DELETE"}}


class ResidentNameKeyRow(CityOwned, Base):
    """A folded reading or name that a search can begin with: whole, given, former, common."""

    __tablename__ = "resident_name_key"
    __table_args__ = REBUILT

    key: Mapped[str] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(primary_key=True)


class ResidentGramRow(CityOwned, Base):
    """Two neighbouring characters of a folded name."""

    __tablename__ = "resident_gram"
    __table_args__ = REBUILT

    gram: Mapped[str] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(primary_key=True)


class AddressGramRow(CityOwned, Base):
    """Two neighbouring characters of a folded address."""

    __tablename__ = "address_gram"
    __table_args__ = REBUILT

    gram: Mapped[str] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID] = mapped_column(primary_key=True)
