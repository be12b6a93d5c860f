"""Query fields of the staff slice."""

from typing import Annotated

import strawberry
from sqlalchemy import select

from backend.context.graphql import Info
from backend.reading.fields import Connection, One, Page, reads
from backend.staff.repository import sections_open_on
from backend.staff.tables import SectionRow, StaffRow
from backend.staff.types import Section, Staff

WithClosed = Annotated[
    bool, strawberry.argument(description="Also those that were closed (廃止した課も).")
]


@strawberry.type
class StaffQueries:
    @reads(Staff | None, needs=True, description="The signed-in official (職員).")
    def viewer(self, info: Info) -> One:
        return One(select(StaffRow).where(StaffRow.id == info.context.operation.signed_in.staff_id))

    @reads(
        Connection[Section] | None,
        needs=True,
        description="The city's sections, to choose where to hand over to (課・係).",
    )
    def sections(self, info: Info, with_closed: WithClosed = False) -> Page:
        today = info.context.operation.today
        return Page(
            sections_open_on(None if with_closed else today),
            (SectionRow.code, SectionRow.id),
            SectionRow.id,
            count_up_to=1000,
        )
