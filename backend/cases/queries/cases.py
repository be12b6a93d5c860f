"""Query fields of the cases slice."""

from typing import Annotated

import strawberry
from sqlalchemy import select, type_coerce

from backend.cases.repository.cases import cases_matching
from backend.cases.status import CaseStatus
from backend.cases.tables.cases import CaseRow
from backend.cases.types.cases import CaseResult
from backend.context.permissions import Permission
from backend.reading.fields import Connection, One, Page, reads
from backend.reading.global_ids import GlobalId, NodeId


@strawberry.input(description="Which cases; all conditions must hold (受付の条件).")
class CaseFilter:
    status: CaseStatus | None = strawberry.field(default=None, description="Of this status (状態).")
    number: str | None = strawberry.field(default=None, description="Of this number (受付番号).")
    counter: str | None = strawberry.field(default=None, description="Of this counter (受付窓口).")


Wanted = Annotated[
    CaseFilter | None, strawberry.argument(description="Only these cases; all when left out.")
]


@strawberry.type
class CaseQueries:
    @reads(CaseResult | None, needs=Permission.SEE_CASE, description="One case (受付).")
    def case(self, id: NodeId) -> One:
        key = type_coerce(id, GlobalId("Case"))
        return One(select(CaseRow).where(CaseRow.id == key))

    @reads(
        Connection[CaseResult] | None,
        needs=Permission.SEE_CASE,
        description="Cases, newest first (受付一覧).",
    )
    def cases(self, filter: Wanted = None) -> Page:
        asked = filter or CaseFilter()
        return Page(
            cases_matching(asked.status, asked.number, asked.counter),
            (CaseRow.accepted_at, CaseRow.id),
            CaseRow.id,
            is_descending=True,
            count_up_to=1000,
            searched={"cases": {k: v for k, v in strawberry.asdict(asked).items() if v}},
        )
