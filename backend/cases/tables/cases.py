"""The counter case and what belongs to it (受付)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKeyConstraint, Index, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.orm import Mapped, mapped_column

from backend.database.base import Base, CityOwned


class CaseCounterRow(CityOwned, Base):
    """The last case number of a year; the row lock keeps the numbers without gaps."""

    __tablename__ = "case_counter"

    year: Mapped[int] = mapped_column(primary_key=True)
    last_number: Mapped[int]


class CaseRow(CityOwned, Base):
    """A counter case: one visit, its reason, its notifier, its change (受付)."""

    __tablename__ = "counter_case"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]  # 受付番号: year of reception and a running number
    counter: Mapped[str]  # 受付窓口
    status: Mapped[str]
    version: Mapped[int]  # of the status
    reason_code: Mapped[str]  # 用件, a code of the catalogue version below
    reason_name: Mapped[str]
    movement: Mapped[str | None]  # 異動の種類, a code of the catalogue; none where nobody moves
    catalogue_version_id: Mapped[UUID]
    accepted_at: Mapped[datetime]
    accepted_on: Mapped[date]
    opened_by: Mapped[UUID]
    # Where it was accepted; cases of an earlier release have neither.
    section_id: Mapped[UUID | None]
    place_id: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str | None]

    notifier_name: Mapped[str]
    notifier_furigana: Mapped[str | None]
    notifier_relation: Mapped[str]
    notifier_address: Mapped[str | None]
    notifier_phone: Mapped[str | None]
    notifier_birth_on: Mapped[date | None]
    # Who the notifier is, where known; a person that leaves the case leaves the text here.
    notifier_person_id: Mapped[UUID | None]
    notifier_resident_id: Mapped[UUID | None]
    notifier_version: Mapped[int] = mapped_column(server_default="1")  # another one: one more
    is_notifier_identified: Mapped[bool] = mapped_column(server_default="false")
    required_proofs: Mapped[list[Any]] = mapped_column(server_default="[]")
    suggested_notice: Mapped[dict[str, Any] | None]  # 住民異動届受理通知
    head_candidates: Mapped[list[Any]] = mapped_column(server_default="[]")  # of who remains

    changed_on: Mapped[date | None]  # 異動日: empty until someone says it (V01)
    notified_on: Mapped[date]  # 届出日
    planned_move_out_on: Mapped[date | None]  # 転出予定日 of the certificate
    has_moving_out_certificate: Mapped[bool | None]  # 転出証明書; nothing until someone says it
    death_known_on: Mapped[date | None]  # 死亡を知った日
    funeral_on: Mapped[date | None]  # 葬祭を行った日
    happened_abroad: Mapped[bool | None]  # 国外での出生・死亡
    scope: Mapped[str | None]  # 全部・一部
    new_postal_code: Mapped[str | None]
    new_address: Mapped[str | None]
    new_head_name: Mapped[str | None]
    new_municipality_code: Mapped[str | None]
    joined_household_id: Mapped[UUID | None]  # 異動先の世帯; none: they make up one of their own
    previous_postal_code: Mapped[str | None]
    previous_address: Mapped[str | None]
    previous_head_name: Mapped[str | None]
    previous_municipality_code: Mapped[str | None]
    is_unregistered_before: Mapped[bool | None]  # 未届: the former address was not notified
    last_registered_address: Mapped[str | None]  # 最終登録住所地
    certificate: Mapped[dict[str, Any] | None]  # what certificate is asked (証明書交付申請)

    answers_version: Mapped[int]
    open_questions: Mapped[list[Any]]  # what must still be asked, as the evaluation found
    findings: Mapped[list[Any]]  # what the checks found (検証結果)
    confirmed_alerts: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    # Somebody signed a form of it: from then on each change asks whether that still stands.
    has_signatures: Mapped[bool] = mapped_column(default=False, server_default=false())

    hand_over_code: Mapped[str | None]  # 引継ぎコード: opaque; gone when the case is closed
    editing_by: Mapped[UUID | None]  # who edits it, the others read only (編集中の職員)
    editing_session_id: Mapped[UUID | None]  # the session whose sign-out lets it go
    editing_since: Mapped[datetime | None]
    editing_until: Mapped[datetime | None]  # it lapses then, unless prolonged by a change

    __table_args__ = (
        UniqueConstraint("city_id", "number"),
        UniqueConstraint("city_id", "hand_over_code"),
        ForeignKeyConstraint(["city_id", "editing_by"], ["staff.city_id", "staff.id"]),
        Index(
            "ix_counter_case_editing",
            "city_id",
            "editing_session_id",
            postgresql_where=text("editing_session_id IS NOT NULL"),
        ),
        # Live leases are as few as officials: who edits a resident elsewhere is found through them.
        Index(
            "ix_counter_case_editing_until",
            "city_id",
            "editing_until",
            postgresql_where=text("editing_until IS NOT NULL"),
        ),
        ForeignKeyConstraint(["city_id", "opened_by"], ["staff.city_id", "staff.id"]),
        ForeignKeyConstraint(["city_id", "section_id"], ["section.city_id", "section.id"]),
        ForeignKeyConstraint(["city_id", "place_id"], ["place.city_id", "place.id"]),
        ForeignKeyConstraint(
            ["city_id", "notifier_resident_id"], ["resident.city_id", "resident.id"]
        ),
        ForeignKeyConstraint(
            ["city_id", "joined_household_id"], ["household.city_id", "household.id"]
        ),
        ForeignKeyConstraint(
            ["city_id", "catalogue_version_id"],
            ["catalogue_version.city_id", "catalogue_version.id"],
        ),
        Index("ix_counter_case_status", "city_id", "status", "accepted_at", "id"),
        Index("ix_counter_case_time", "city_id", "accepted_at", "id"),
    )


class CasePersonRow(CityOwned, Base):
    """A person of a case, in the register or not (decision 11)."""

    __tablename__ = "case_person"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    position: Mapped[int]
    version: Mapped[int]
    role: Mapped[str]
    source: Mapped[str]
    resident_id: Mapped[UUID | None]

    name: Mapped[str]
    furigana: Mapped[str | None]
    furigana_status: Mapped[str | None]  # フリガナ確認状況
    birth_value: Mapped[date | None]
    birth_precision: Mapped[str]
    birth_text: Mapped[str]
    birth_earliest_on: Mapped[date | None]
    birth_latest_on: Mapped[date | None]
    sex: Mapped[str]
    relationship_codes: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    relationship_text: Mapped[str | None]
    # Said in this case, not taken over from the household that the person leaves.
    is_relationship_said: Mapped[bool] = mapped_column(server_default="false")
    is_japanese: Mapped[bool | None]
    nationality: Mapped[str | None]
    status_of_residence: Mapped[str | None]
    period_of_stay: Mapped[str | None]
    stay_expires_on: Mapped[date | None]
    residence_card_number: Mapped[str | None]
    former_surname: Mapped[str | None]
    common_name: Mapped[str | None]
    registered_domicile: Mapped[str | None]
    family_register_head: Mapped[str | None]
    # Written to recognise who returns (V11), and never shown.
    individual_number_encrypted: Mapped[bytes | None]
    individual_number_hmac: Mapped[bytes | None]
    resident_record_code_encrypted: Mapped[bytes | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(["city_id", "resident_id"], ["resident.city_id", "resident.id"]),
        UniqueConstraint("city_id", "case_id", "position"),
        Index("ix_case_person_resident", "city_id", "resident_id"),
        # Someone recorded by mistake is taken out; the timeline keeps that it happened.
        {"info": {"grants": "SELECT, INSERT, UPDATE, DELETE"}},
    )


class CaseAnswerRow(CityOwned, Base):
    """An answer to a question, for the case or for one person of it."""

    __tablename__ = "case_answer"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    question_code: Mapped[str]
    person_id: Mapped[UUID | None]
    value: Mapped[dict[str, Any]]  # {"value": …} or {"cannotSay": true}
    is_hidden: Mapped[bool] = mapped_column(server_default=false())  # about 支援措置
    answered_at: Mapped[datetime]
    answered_by: Mapped[UUID]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(["city_id", "person_id"], ["case_person.city_id", "case_person.id"]),
        UniqueConstraint(
            "city_id",
            "case_id",
            "question_code",
            "person_id",
            name="uq_case_answer_question",
            postgresql_nulls_not_distinct=True,
        ),
        {"info": {"grants": "SELECT, INSERT, UPDATE, DELETE"}},
    )


class CaseProcedureRow(CityOwned, Base):
    """A procedure of the case: needed by the rules or decided by the official, and why."""

    __tablename__ = "case_procedure"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    position: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    summary: Mapped[str]
    decision: Mapped[str]
    decided_because: Mapped[str | None]  # the official's reason for adding or dropping
    person_ids: Mapped[list[UUID]] = mapped_column(ARRAY(PG_UUID(as_uuid=True)))
    person_names: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    reasons: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    waits_for: Mapped[list[str]] = mapped_column(ARRAY(TEXT))  # codes of open questions
    deadline_words: Mapped[str]
    due_on: Mapped[date | None]
    items: Mapped[list[Any]]
    counter_name: Mapped[str]
    counter_floor: Mapped[str]
    legal_basis: Mapped[str]
    form_codes: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    annotation: Mapped[str | None]  # 付記
    deemed_by: Mapped[str | None]  # 届出とみなす
    never_printed: Mapped[bool]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        UniqueConstraint("city_id", "case_id", "code"),
        # What the rules no longer find is taken out; what the official decided stays.
        {"info": {"grants": "SELECT, INSERT, UPDATE, DELETE"}},
    )


class ApplicationRow(CityOwned, Base):
    """A form filled for a case: what is entered, and where each value came from (申請書)."""

    __tablename__ = "application"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    form_code: Mapped[str]
    form_version_id: Mapped[UUID]
    version: Mapped[int]
    entered: Mapped[dict[str, Any]]  # by input key, as the official typed it
    values: Mapped[dict[str, Any]]  # the whole tree that is printed
    sources: Mapped[dict[str, Any]]  # data item → REGISTER, CASE, ENTERED
    problems: Mapped[list[Any]]  # what is missing or wrong, with places
    print_alerts: Mapped[list[Any]] = mapped_column(server_default="[]")  # V23: 文字溢れ・外字
    filled_at: Mapped[datetime]
    filled_by: Mapped[UUID]
    # What it says now, without signatures: kept up only where somebody signed it.
    content_sha256: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(
            ["city_id", "form_version_id"], ["form_version.city_id", "form_version.id"]
        ),
        UniqueConstraint("city_id", "case_id", "form_code"),
    )


class PrintRunRow(CityOwned, Base):
    """One printing of a case: one or all of its documents (印刷)."""

    __tablename__ = "print_run"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    printed_at: Mapped[datetime]
    printed_by: Mapped[UUID]

    # All documents as one file; a printing of before there were such files has none.
    bundle_sha256: Mapped[str | None]
    bundle_byte_count: Mapped[int | None]
    pages: Mapped[int | None]
    leaves: Mapped[int | None]
    is_duplex: Mapped[bool] = mapped_column(server_default=false())
    reprint_of: Mapped[UUID | None]  # 再印刷: the first printing, whose documents these are
    has_own_file: Mapped[bool] = mapped_column(server_default=false())  # marked 再印刷
    documents_of: Mapped[UUID] = mapped_column(Computed("coalesce(reprint_of, id)", persisted=True))

    @property
    def content_of(self) -> UUID:
        """The printing whose file this one prints."""
        return self.id if self.has_own_file or self.reprint_of is None else self.documents_of

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        ForeignKeyConstraint(["city_id", "reprint_of"], ["print_run.city_id", "print_run.id"]),
        Index("ix_print_run_case", "city_id", "case_id", "printed_at", "id"),
        Index("ix_print_run_documents_of", "city_id", "documents_of"),
        {"info": {"grants": "SELECT, INSERT"}},
    )


class DocumentRow(CityOwned, Base):
    """A printed document: its bytes lie in the object store, their hash here."""

    __tablename__ = "document"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    print_run_id: Mapped[UUID]
    case_id: Mapped[UUID]
    position: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    application_id: Mapped[UUID | None]
    form_version_id: Mapped[UUID | None]
    sheets: Mapped[int]
    byte_count: Mapped[int]
    sha256: Mapped[str]
    content_sha256: Mapped[str]  # of the display list without signatures: what was agreed to

    __table_args__ = (
        ForeignKeyConstraint(["city_id", "print_run_id"], ["print_run.city_id", "print_run.id"]),
        ForeignKeyConstraint(["city_id", "case_id"], ["counter_case.city_id", "counter_case.id"]),
        Index("ix_document_case", "city_id", "case_id"),
        Index("ix_document_print_run", "city_id", "print_run_id", "position"),
        Index("ix_document_application", "city_id", "application_id"),
        {"info": {"grants": "SELECT, INSERT"}},
    )
