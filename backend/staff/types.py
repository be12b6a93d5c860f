"""What staff and their sessions show."""

from datetime import date, datetime

import strawberry

from backend.context.permissions import Permission
from backend.reading.fields import column, global_id, many, one, shown
from backend.reading.nodes import Node
from backend.reading.refusals import Refusal, refusal
from backend.staff.errors import AccountLockedError, WrongCredentialsError
from backend.staff.tables import (
    CityRow,
    PlaceRow,
    SectionPlaceRow,
    SectionRow,
    StaffGroupRow,
    StaffMembershipRow,
    StaffRow,
    StaffSectionRow,
)

strawberry.enum(Permission, description="What a group of staff may do or see (権限).")


@shown(CityRow, description="A municipality (市区町村).")
class City:
    code: str = column(
        CityRow.local_government_code,
        description="Code of the municipality (全国地方公共団体コード), 6 digits.",
    )
    name: str = column(CityRow.name)
    mayor_title: str = column(CityRow.mayor_title)


@shown(PlaceRow, description="A building where officials sit (庁舎): city hall or branch (支所).")
class Place:
    id: strawberry.ID = global_id("Place", PlaceRow.id)
    code: str = column(PlaceRow.code)
    name: str = column(PlaceRow.name)
    address: str = column(PlaceRow.address)


@shown(SectionPlaceRow, description="Where a section works (課の窓口のある場所).")
class SectionPlace:
    place: Place = one(
        PlaceRow,
        (SectionPlaceRow.city_id, PlaceRow.city_id),
        (SectionPlaceRow.place_id, PlaceRow.id),
    )
    floor: str = column(SectionPlaceRow.floor, description="Floor and counter (階・番号).")


@shown(SectionRow, description="A section of the city hall (課・係).")
class Section(Node):
    id: strawberry.ID = global_id("Section", SectionRow.id)
    code: str = column(SectionRow.code)
    name: str = column(SectionRow.name)
    closed_on: date | None = column(
        SectionRow.closed_on, description="From that day it takes no more tasks (廃止日)."
    )
    places: list[SectionPlace] = many(
        SectionPlaceRow,
        (SectionRow.city_id, SectionPlaceRow.city_id),
        (SectionRow.id, SectionPlaceRow.section_id),
        order_by=(SectionPlaceRow.place_id,),
        at_most=50,
    )


@shown(StaffGroupRow, description="A group of staff and its permissions (権限グループ).")
class StaffGroup:
    id: strawberry.ID = global_id("StaffGroup", StaffGroupRow.id)
    code: str = column(StaffGroupRow.code)
    name: str = column(StaffGroupRow.name)
    permissions: list[str] = column(StaffGroupRow.permissions)


@shown(StaffMembershipRow, description="An official's membership of a group (グループへの所属).")
class StaffMembership:
    group: StaffGroup = one(
        StaffGroupRow,
        (StaffMembershipRow.city_id, StaffGroupRow.city_id),
        (StaffMembershipRow.group_id, StaffGroupRow.id),
    )


@shown(
    StaffSectionRow, description="A section that an official works for besides their own (兼務)."
)
class StaffSection:
    section: Section = one(
        SectionRow,
        (StaffSectionRow.city_id, SectionRow.city_id),
        (StaffSectionRow.section_id, SectionRow.id),
    )


@shown(StaffRow, description="An official's account (職員).")
class Staff(Node):
    id: strawberry.ID = global_id("Staff", StaffRow.id)
    staff_number: str = column(StaffRow.staff_number, description="Staff number (職員番号).")
    name: str = column(StaffRow.name)
    city: City = one(CityRow, (StaffRow.city_id, CityRow.id))
    section: Section = one(
        SectionRow, (StaffRow.city_id, SectionRow.city_id), (StaffRow.section_id, SectionRow.id)
    )
    place: Place | None = one(
        PlaceRow, (StaffRow.city_id, PlaceRow.city_id), (StaffRow.place_id, PlaceRow.id)
    )
    also_works_for: list[StaffSection] = many(
        StaffSectionRow,
        (StaffRow.city_id, StaffSectionRow.city_id),
        (StaffRow.id, StaffSectionRow.staff_id),
        order_by=(StaffSectionRow.section_id,),
        at_most=100,
        description="Sections besides their own (兼務).",
    )
    memberships: list[StaffMembership] = many(
        StaffMembershipRow,
        (StaffRow.city_id, StaffMembershipRow.city_id),
        (StaffRow.id, StaffMembershipRow.staff_id),
        order_by=(StaffMembershipRow.group_id,),
        at_most=50,
    )


@strawberry.type(
    description="A fresh session: send the token as «Authorization: Bearer …» (サインイン済み)."
)
class SignedIn:
    token: str = strawberry.field(description="Secret; shown once.")
    expires_at: datetime
    staff_name: str


@strawberry.type(description="The session has ended; its sockets are closed (サインアウト済み).")
class SignedOut:
    ended_at: datetime


@refusal(WrongCredentialsError)
@strawberry.type(
    description="City, staff number or password is wrong; it is not said which (認証の失敗)."
)
class WrongCredentials(Refusal):
    pass


@refusal(AccountLockedError)
@strawberry.type(description="Locked after too many failures; opens again by itself (ロック中).")
class AccountLocked(Refusal):
    pass
