"""What residents, households and what belongs to them show."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import exists, select

from backend.context.permissions import Permission
from backend.database.encryption import Keyring
from backend.reading.fields import (
    Connection,
    Page,
    column,
    computed,
    global_id,
    many,
    one,
    reads,
    shown,
)
from backend.reading.nodes import Node
from backend.reading.sources import KEYRING, TODAY
from backend.residents.rules import DETAIL_KEYS, age_between, individual_number_place
from backend.residents.status import (
    AddressKind,
    ChangeReason,
    EnrolmentStatus,
    FuriganaStatus,
    RegisterStatus,
    ResidentKind,
    ResidentScope,
    Scheme,
    Sex,
)
from backend.residents.tables import (
    DisclosureRestrictionRow,
    EnrolmentRow,
    HouseholdRow,
    IndividualNumberRow,
    ResidentAddressRow,
    ResidentRow,
    ResidentVersionRow,
)
from backend.shared.dates import Precision, western_text

for listed, words in (
    (ResidentKind, "Whose record it is: a Japanese national's or a foreigner's (住民種別)."),
    (RegisterStatus, "Where a person stands in the register (住民状態)."),
    (Sex, "Sex (性別)."),
    (FuriganaStatus, "Whether the reading is the family register's (フリガナ確認状況)."),
    (ChangeReason, "Why a version of the record was written (異動事由)."),
    (AddressKind, "What an address is to the person (住所の区分)."),
    (Scheme, "A scheme in which a resident can be enrolled (制度)."),
    (EnrolmentStatus, "How an enrolment stands (資格の状況)."),
    (ResidentScope, "Among whom a search looks (検索の範囲)."),
):
    strawberry.enum(listed, description=words)
strawberry.enum(
    Precision, name="DatePrecision", description="How exactly a date is known (不詳の程度)."
)

MOST_ENROLMENTS = 100
MOST_ADDRESSES = 100
MOST_RESTRICTIONS = 50


@strawberry.type(description="A date of the register, which may be unknown or impossible (年月日).")
class RegisterDate:
    value: date | None = strawberry.field(description="The day; null unless it is known.")
    precision: Precision
    text: str = strawberry.field(description="As it is shown and printed: 昭和55年3月5日.")
    earliest_on: date | None = strawberry.field(description="The first day it can mean.")
    latest_on: date | None = strawberry.field(description="The last day it can mean.")


def register_date(
    value: date | None,
    precision: str,
    text: str,
    earliest_on: date | None,
    latest_on: date | None,
) -> RegisterDate:
    """A date that is always there, if only as 年月日不詳."""
    return RegisterDate(
        value=value,
        precision=Precision(precision),
        text=text,
        earliest_on=earliest_on,
        latest_on=latest_on,
    )


def register_date_or_none(
    value: date | None,
    precision: str | None,
    text: str | None,
    earliest_on: date | None,
    latest_on: date | None,
) -> RegisterDate | None:
    """A date that may be absent."""
    if precision is None or text is None:
        return None
    return register_date(value, precision, text, earliest_on, latest_on)


def birth_date(
    value: date | None,
    precision: str,
    text: str,
    earliest_on: date | None,
    latest_on: date | None,
    kind: str,
) -> RegisterDate:
    """A birth date in the calendar of its record: foreign residents' in the Western one."""
    if value is not None and kind == ResidentKind.FOREIGN:
        text = western_text(value)
    return register_date(value, precision, text, earliest_on, latest_on)


def _western_text(day: date | None) -> str | None:
    return None if day is None else western_text(day)


@strawberry.type(description="One particular of an enrolment (資格の内容).")
class EnrolmentDetail:
    key: str
    label: str = strawberry.field(description="The Japanese term.")
    value: str = strawberry.field(description="Yes and no are «true» and «false».")


def _details(scheme: str, detail: dict[str, Any]) -> list[EnrolmentDetail]:
    labels = DETAIL_KEYS[Scheme(scheme)]
    return [
        EnrolmentDetail(key=key, label=labels.get(key, key), value=_detail_value(value))
        for key, value in sorted(detail.items())
    ]


def _detail_value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@shown(EnrolmentRow, description="A resident's enrolment in a scheme (資格).")
class Enrolment:
    id: strawberry.ID = global_id("Enrolment", EnrolmentRow.id)
    scheme: Scheme = computed(Scheme, EnrolmentRow.scheme)
    status: EnrolmentStatus = computed(EnrolmentStatus, EnrolmentRow.status)
    number: str | None = column(
        EnrolmentRow.number, description="Number (被保険者番号・受給者番号), etc."
    )
    from_on: date | None = column(
        EnrolmentRow.from_on, description="From this day (資格取得年月日)."
    )
    to_on: date | None = column(EnrolmentRow.to_on, description="Until this day (資格喪失年月日).")
    details: list[EnrolmentDetail] = computed(_details, EnrolmentRow.scheme, EnrolmentRow.detail)


@shown(
    ResidentAddressRow,
    description="An address a person has, had, came from or went to (住所の履歴).",
)
class ResidentAddress:
    id: strawberry.ID = global_id("ResidentAddress", ResidentAddressRow.id)
    kind: AddressKind = computed(AddressKind, ResidentAddressRow.kind)
    postal_code: str | None = column(
        ResidentAddressRow.postal_code, description="Postal code (郵便番号)."
    )
    prefecture: str | None = column(
        ResidentAddressRow.prefecture, description="Prefecture (都道府県)."
    )
    municipality: str | None = column(
        ResidentAddressRow.municipality, description="Municipality (市区郡町村名)."
    )
    town: str | None = column(ResidentAddressRow.town, description="Town (町字); may hold it all.")
    house_number: str | None = column(
        ResidentAddressRow.house_number, description="House number (番地号表記)."
    )
    building: str | None = column(ResidentAddressRow.building, description="Building (方書).")
    text: str = column(ResidentAddressRow.text, description="The whole address as written.")
    since_on: date | None = column(ResidentAddressRow.since_on)
    until_on: date | None = column(ResidentAddressRow.until_on)


@shown(DisclosureRestrictionRow, description="A protective measure (支援措置).")
class DisclosureRestriction:
    from_on: date = column(DisclosureRestrictionRow.from_on)
    until_on: date = column(
        DisclosureRestrictionRow.until_on, description="Goes on after it until somebody ends it."
    )
    ended_at: datetime | None = column(DisclosureRestrictionRow.ended_at)


@shown(
    ResidentVersionRow,
    audited=(("resident", ResidentVersionRow.resident_id),),
    description="One version of a resident's record (履歴).",
)
class ResidentVersion:
    id: strawberry.ID = global_id("ResidentVersion", ResidentVersionRow.id)
    history_number: int = column(
        ResidentVersionRow.history_number, description="History number (履歴番号)."
    )
    change_reason: ChangeReason = computed(ChangeReason, ResidentVersionRow.change_reason)
    changed_on: RegisterDate = computed(
        register_date,
        ResidentVersionRow.changed_value,
        ResidentVersionRow.changed_precision,
        ResidentVersionRow.changed_text,
        ResidentVersionRow.changed_earliest_on,
        ResidentVersionRow.changed_latest_on,
        description="Day of the change (異動年月日).",
    )
    notified_on: date | None = column(
        ResidentVersionRow.notified_on, description="Day of the notification (届出年月日)."
    )
    recorded_at: datetime = column(ResidentVersionRow.recorded_at)
    register_status: RegisterStatus = computed(RegisterStatus, ResidentVersionRow.register_status)
    full_name: str = column(ResidentVersionRow.full_name, description="Full name (氏名).")
    furigana: str | None = column(ResidentVersionRow.furigana)
    former_surname: str | None = column(
        ResidentVersionRow.former_surname, description="Former surname (旧氏)."
    )
    common_name: str | None = column(
        ResidentVersionRow.common_name, description="Common name (通称)."
    )
    relationship: str | None = column(
        ResidentVersionRow.relationship_text, description="Relationship (続柄)."
    )
    postal_code: str | None = column(
        ResidentVersionRow.postal_code, description="Postal code (郵便番号)."
    )
    address: str = column(ResidentVersionRow.address_text, description="Address (住所).")
    registered_domicile: str | None = column(
        ResidentVersionRow.registered_domicile,
        needs=Permission.SEE_FAMILY_REGISTER,
        description="Registered domicile (本籍).",
    )
    status_of_residence: str | None = column(
        ResidentVersionRow.status_of_residence,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="Status of residence (在留資格).",
    )


IN_HOUSEHOLD = (
    (HouseholdRow.city_id, ResidentRow.city_id),
    (HouseholdRow.id, ResidentRow.household_id),
)
OF_RESIDENT = (
    (ResidentRow.city_id, ResidentVersionRow.city_id),
    (ResidentRow.id, ResidentVersionRow.resident_id),
)
# The address of a household is what a measure for one of its members protects.
HAS_RESTRICTED_MEMBER = exists(
    select(ResidentRow.id).where(
        ResidentRow.household_id == HouseholdRow.id, ResidentRow.is_restricted
    )
)


@shown(
    HouseholdRow,
    audited=(("household", HouseholdRow.id),),
    description="A household (世帯).",
)
class Household(Node):
    id: strawberry.ID = global_id("Household", HouseholdRow.id)
    number: str = column(HouseholdRow.number, description="Number (世帯番号).")
    postal_code: str | None = column(
        HouseholdRow.postal_code, description="Postal code (郵便番号)."
    )
    address: str = column(HouseholdRow.address_text, description="Address (住所).")

    @reads(
        "Connection[ResidentResult]",
        on=IN_HOUSEHOLD,
        description="Its members, head first, in the record's order (世帯員).",
    )
    def members(self) -> Page:
        return Page(select(ResidentRow), (ResidentRow.member_order, ResidentRow.id), ResidentRow.id)


@shown(
    HouseholdRow,
    audited=(("household", HouseholdRow.id),),
    when=HAS_RESTRICTED_MEMBER,
    unless=Permission.SEE_RESTRICTED,
    description="A household with somebody under 支援措置: only that it exists.",
)
class RestrictedHousehold(Node):
    id: strawberry.ID = global_id("Household", HouseholdRow.id)


HouseholdResult = Annotated[
    Household | RestrictedHousehold,
    strawberry.union(
        "HouseholdResult",
        description="A household, or that it may not be shown (世帯又は閲覧の制限).",
    ),
]


@shown(
    ResidentRow,
    audited=(("resident", ResidentRow.id),),
    description="A person of the register, present or past (住民).",
)
class Resident(Node):
    id: strawberry.ID = global_id("Resident", ResidentRow.id)
    number: str = column(ResidentRow.number, description="Number (宛名番号).")
    history_number: int = column(
        ResidentRow.history_number, description="History number (履歴番号)."
    )
    kind: ResidentKind = computed(ResidentKind, ResidentRow.kind)
    register_status: RegisterStatus = computed(RegisterStatus, ResidentRow.register_status)
    is_restricted: bool = column(
        ResidentRow.is_restricted, description="Under a protective measure (支援措置)."
    )

    full_name: str = column(ResidentRow.full_name, description="Full name (氏名).")
    family_name: str | None = column(ResidentRow.family_name, description="Family name (氏).")
    given_name: str | None = column(ResidentRow.given_name, description="Given name (名).")
    furigana: str | None = column(ResidentRow.furigana)
    family_furigana: str | None = column(ResidentRow.family_furigana)
    given_furigana: str | None = column(ResidentRow.given_furigana)
    furigana_status: FuriganaStatus = computed(FuriganaStatus, ResidentRow.furigana_status)
    latin_name: str | None = column(
        ResidentRow.latin_name, description="Latin name (氏名（ローマ字）)."
    )
    kanji_name: str | None = column(
        ResidentRow.kanji_name, description="Kanji name (氏名（漢字併記）)."
    )
    former_surname: str | None = column(
        ResidentRow.former_surname, description="Former surname (旧氏)."
    )
    former_surname_furigana: str | None = column(ResidentRow.former_surname_furigana)
    common_name: str | None = column(ResidentRow.common_name, description="Common name (通称).")
    common_name_furigana: str | None = column(ResidentRow.common_name_furigana)

    sex: Sex = computed(Sex, ResidentRow.sex)
    birth_date: RegisterDate = computed(
        birth_date,
        ResidentRow.birth_value,
        ResidentRow.birth_precision,
        ResidentRow.birth_text,
        ResidentRow.birth_earliest_on,
        ResidentRow.birth_latest_on,
        ResidentRow.kind,
        description="Birth date (生年月日); of foreign residents in the Western calendar.",
    )
    age: int | None = computed(
        age_between,
        ResidentRow.birth_earliest_on,
        ResidentRow.birth_latest_on,
        TODAY,
        description="Full years today (満年齢); null where the birth date leaves it open.",
    )

    relationship: str | None = column(
        ResidentRow.relationship_text, description="Relationship (続柄)."
    )
    member_order: int = column(
        ResidentRow.member_order, description="Place in the record (記載順位)."
    )
    household: HouseholdResult | None = one(
        HouseholdRow,
        (ResidentRow.city_id, HouseholdRow.city_id),
        (ResidentRow.household_id, HouseholdRow.id),
        description="Household (世帯); null for those who are not in the register now.",
    )
    postal_code: str | None = column(ResidentRow.postal_code, description="Postal code (郵便番号).")
    address: str = column(
        ResidentRow.address_text, description="Address (住所), as the record writes it."
    )
    addresses: list[ResidentAddress] = many(
        ResidentAddressRow,
        (ResidentRow.city_id, ResidentAddressRow.city_id),
        (ResidentRow.id, ResidentAddressRow.resident_id),
        order_by=(ResidentAddressRow.position,),
        at_most=MOST_ADDRESSES,
        description="Where the person came from, lived, lives and went (住所の履歴).",
    )
    resident_since: RegisterDate | None = computed(
        register_date_or_none,
        ResidentRow.resident_since_value,
        ResidentRow.resident_since_precision,
        ResidentRow.resident_since_text,
        ResidentRow.resident_since_earliest_on,
        ResidentRow.resident_since_latest_on,
        description="Resident since (住民となった年月日).",
    )
    address_since: RegisterDate | None = computed(
        register_date_or_none,
        ResidentRow.address_since_value,
        ResidentRow.address_since_precision,
        ResidentRow.address_since_text,
        ResidentRow.address_since_earliest_on,
        ResidentRow.address_since_latest_on,
        description="Lives there since (住所を定めた年月日).",
    )
    removed: RegisterDate | None = computed(
        register_date_or_none,
        ResidentRow.removed_value,
        ResidentRow.removed_precision,
        ResidentRow.removed_text,
        ResidentRow.removed_earliest_on,
        ResidentRow.removed_latest_on,
        description="Day of removal (消除の異動年月日).",
    )
    change_reason: ChangeReason = computed(ChangeReason, ResidentRow.change_reason)
    has_adult_guardian: bool = column(
        ResidentRow.has_adult_guardian, description="Has an adult guardian (成年被後見人)."
    )

    resident_record_code: str | None = column(
        ResidentRow.resident_record_code,
        needs=Permission.SEE_RESIDENT_RECORD_CODE,
        description="Resident record code (住民票コード).",
    )
    registered_domicile: str | None = column(
        ResidentRow.registered_domicile,
        needs=Permission.SEE_FAMILY_REGISTER,
        description="Registered domicile (本籍).",
    )
    family_register_head: str | None = column(
        ResidentRow.family_register_head,
        needs=Permission.SEE_FAMILY_REGISTER,
        description="Family register head (筆頭者).",
    )
    nationality: str | None = column(
        ResidentRow.nationality, description="Nationality (国籍・地域)."
    )
    status_of_residence: str | None = column(
        ResidentRow.status_of_residence,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="Status of residence (在留資格).",
    )
    period_of_stay: str | None = column(
        ResidentRow.period_of_stay,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="Period of stay (在留期間).",
    )
    stay_expires_on: date | None = column(
        ResidentRow.stay_expires_on,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="End of stay (在留期間の満了の日).",
    )
    stay_expires_text: str | None = computed(
        _western_text,
        ResidentRow.stay_expires_on,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="End of stay (在留期間の満了の日), in the Western calendar as printed.",
    )
    residence_card_kind: str | None = column(
        ResidentRow.residence_card_kind,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="Residence card kind (在留カード等番号区分).",
    )
    residence_card_number: str | None = column(
        ResidentRow.residence_card_number,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="Residence card number (在留カード等の番号).",
    )
    article_30_45_category: str | None = column(
        ResidentRow.article_30_45_category,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        name="article3045Category",
        description="Category of Article 30-45 (第30条45規定区分).",
    )

    enrolments: list[Enrolment] | None = many(
        EnrolmentRow,
        (ResidentRow.city_id, EnrolmentRow.city_id),
        (ResidentRow.id, EnrolmentRow.resident_id),
        order_by=(EnrolmentRow.scheme, EnrolmentRow.from_on, EnrolmentRow.id),
        at_most=MOST_ENROLMENTS,
        needs=Permission.SEE_ENROLMENTS,
        description="Enrolments in every scheme, present and past (各制度の資格).",
    )
    disclosure_restrictions: list[DisclosureRestriction] | None = many(
        DisclosureRestrictionRow,
        (ResidentRow.city_id, DisclosureRestrictionRow.city_id),
        (ResidentRow.id, DisclosureRestrictionRow.resident_id),
        order_by=(DisclosureRestrictionRow.from_on, DisclosureRestrictionRow.id),
        at_most=MOST_RESTRICTIONS,
        needs=Permission.SEE_RESTRICTED,
        description="Protective measures (支援措置), present and past.",
    )

    @reads(
        Connection[ResidentVersion],
        on=OF_RESIDENT,
        description="Every version of the record, the latest first (履歴).",
    )
    def versions(self) -> Page:
        return Page(
            select(ResidentVersionRow),
            (ResidentVersionRow.history_number, ResidentVersionRow.id),
            ResidentVersionRow.id,
            is_descending=True,
        )


@shown(
    ResidentRow,
    audited=(("resident", ResidentRow.id),),
    when=ResidentRow.is_restricted.is_(True),
    unless=Permission.SEE_RESTRICTED,
    description="A person under 支援措置: only that the person exists.",
)
class RestrictedResident(Node):
    id: strawberry.ID = global_id("Resident", ResidentRow.id)


ResidentResult = Annotated[
    Resident | RestrictedResident,
    strawberry.union(
        "ResidentResult",
        description="A person, or that they may not be shown (住民又は閲覧の制限).",
    ),
]


def _decrypted(city_id: int, resident_id: UUID, encrypted: bytes, keyring: Keyring) -> str:
    return keyring.decrypt(encrypted, individual_number_place(city_id, resident_id))


@shown(
    IndividualNumberRow,
    audited=(("resident", IndividualNumberRow.resident_id),),
    description="A person's Individual Number (個人番号): read by itself, never in a list.",
)
class IndividualNumber:
    number: str = computed(
        _decrypted,
        IndividualNumberRow.city_id,
        IndividualNumberRow.resident_id,
        IndividualNumberRow.individual_number_encrypted,
        KEYRING,
    )
