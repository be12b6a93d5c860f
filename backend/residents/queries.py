"""Query fields of the residents slice."""

from datetime import date
from typing import Annotated

import strawberry
from sqlalchemy import type_coerce

from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.errors import InvalidInputError
from backend.reading.fields import Connection, One, Page, reads
from backend.reading.global_ids import GlobalId, NodeId, decode_id_of
from backend.residents.repository import (
    MOST_FOUND,
    MOST_LISTED,
    household_by_id,
    individual_number_of,
    resident_by_id,
    residents_listed,
    residents_matching,
)
from backend.residents.rules import interpret_search
from backend.residents.status import ResidentScope
from backend.residents.tables import ResidentRow
from backend.residents.types import (
    HouseholdResult,
    IndividualNumber,
    ResidentResult,
)

SearchText = Annotated[
    str, strawberry.argument(description="What is typed into the box: words that must all hold.")
]
Scope = Annotated[
    ResidentScope, strawberry.argument(description="Present residents, or the past too (範囲).")
]
AddressPart = Annotated[
    str | None, strawberry.argument(description="A part of the present address (住所).")
]
BornFrom = Annotated[
    date | None, strawberry.argument(description="Born on this day or later (生年月日).")
]
BornUntil = Annotated[
    date | None, strawberry.argument(description="Born on this day or before (生年月日).")
]
BY_READING = (ResidentRow.sort_key, ResidentRow.id)


@strawberry.type
class ResidentQueries:
    @reads(
        ResidentResult | None,
        needs=Permission.IDENTIFY_RESIDENT,
        description="One person of the register (住民).",
    )
    def resident(self, id: NodeId) -> One:
        return One(resident_by_id(type_coerce(id, GlobalId("Resident"))))

    @reads(
        HouseholdResult | None,
        needs=Permission.IDENTIFY_RESIDENT,
        description="One household (世帯).",
    )
    def household(self, id: NodeId) -> One:
        return One(household_by_id(type_coerce(id, GlobalId("Household"))))

    @reads(
        Connection[ResidentResult] | None,
        needs=Permission.IDENTIFY_RESIDENT,
        description=(
            "Identify a person by what is typed into one box: reading in any kana, written name or "
            "part of it, birth date (3550305, 19800305, 昭和55年3月5日), 宛名番号; several words "
            f"must all hold. Finds {MOST_FOUND} at most and says so by isCapped (住民検索)."
        ),
    )
    def residents(self, search: SearchText, scope: Scope = ResidentScope.CURRENT) -> Page:
        return Page(
            residents_matching(interpret_search(search), scope),
            BY_READING,
            ResidentRow.id,
            count_up_to=MOST_FOUND,
            is_bounded=True,
            searched={"residents": {"search": search, "scope": scope.value}},
        )

    @reads(
        Connection[ResidentResult] | None,
        needs=Permission.LIST_RESIDENTS,
        description=(
            "List residents by address and span of birth dates, those who are known to be born in "
            f"it, {MOST_LISTED} at most; by address without those under 支援措置 who may not be "
            "seen (条件による一覧)."
        ),
    )
    def resident_listing(
        self,
        info: Info,
        address: AddressPart = None,
        born_from: BornFrom = None,
        born_until: BornUntil = None,
        scope: Scope = ResidentScope.CURRENT,
    ) -> Page:
        if address is None and born_from is None and born_until is None:
            raise InvalidInputError("条件を1つ以上指定してください。", path=("address",))
        criteria = {
            "address": address,
            "bornFrom": born_from.isoformat() if born_from else None,
            "bornUntil": born_until.isoformat() if born_until else None,
            "scope": scope.value,
        }
        return Page(
            residents_listed(
                address=address,
                born_from=born_from,
                born_until=born_until,
                scope=scope,
                with_restricted=Permission.SEE_RESTRICTED in info.context.operation.permissions,
            ),
            BY_READING,
            ResidentRow.id,
            count_up_to=MOST_LISTED,
            is_bounded=True,
            searched={"residentListing": criteria},
        )

    @reads(
        IndividualNumber | None,
        needs=Permission.SEE_INDIVIDUAL_NUMBER,
        description=(
            "A person's Individual Number (個人番号), one at a time; null where there is none, or "
            "the person is under 支援措置 and may not be seen. The request's extensions.purpose "
            "must say what for (利用目的)."
        ),
    )
    def individual_number(self, info: Info, resident_id: NodeId) -> One:
        operation = info.context.operation
        asked = decode_id_of("Resident", resident_id)
        # The attempt is noted also where nothing is given.
        operation.audit.search_for("individualNumber", {"residentId": str(asked)})
        if operation.origin.purpose is None:
            raise InvalidInputError(
                "個人番号の利用目的を指定してください。", path=("extensions", "purpose")
            )
        may_see_restricted = Permission.SEE_RESTRICTED in operation.permissions
        return One(
            individual_number_of(
                type_coerce(resident_id, GlobalId("Resident")),
                with_restricted=may_see_restricted,
            )
        )
