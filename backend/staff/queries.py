"""Query fields of the staff slice."""

import strawberry
from sqlalchemy import select

from backend.context.graphql import Info
from backend.reading.fields import One, reads
from backend.staff.tables import StaffRow
from backend.staff.types import Staff


@strawberry.type
class StaffQueries:
    @reads(Staff | None, needs=True, description="The signed-in official (職員).")
    def viewer(self, info: Info) -> One:
        return One(select(StaffRow).where(StaffRow.id == info.context.operation.signed_in.staff_id))
