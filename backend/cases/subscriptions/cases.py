"""Subscription fields of cases."""

from collections.abc import AsyncGenerator
from typing import Annotated
from uuid import UUID

import strawberry
from sqlalchemy import select

from backend.cases.tables.cases import CaseRow
from backend.cases.types.cases import Case, CaseEvent, RestrictedCase
from backend.context.graphql import SubscriptionInfo
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import NotFoundError, NotPermittedError
from backend.events.streams import After, Followed, Lagged, follow
from backend.events.tables import StreamKind
from backend.reading.global_ids import NodeId, decode_id_of
from backend.reading.rows import One, read_one

EVENT_FIELDS = frozenset({"id", "number", "kind", "occurredAt", "staffId", "detail"})

CaseEventResult = Annotated[
    CaseEvent | Lagged,
    strawberry.union(
        "CaseEventResult", description="An event, or how many were left out (経過又は読み飛ばし)."
    ),
]


@strawberry.type
class CaseSubscriptions:
    @strawberry.subscription(
        description="What happens to a case (経過), in order; resumes after a number."
    )
    async def case_events(
        self, info: SubscriptionInfo, case: NodeId, after: After = 0
    ) -> AsyncGenerator[CaseEventResult]:
        followed = Followed(
            field_name="caseEvents",
            kind=StreamKind.CASE,
            subject_id=decode_id_of("Case", case),
            shown_as=CaseEvent,
            fields=EVENT_FIELDS,
            require_visible=_require_visible,
            unknown_number="この受付にまだない番号です。",
        )
        async for event in follow(info, followed, after):
            yield event


async def _require_visible(operation: Operation, case_id: UUID | None) -> None:
    operation.require(Permission.SEE_CASE)
    found = await read_one(
        operation,
        (Case, RestrictedCase),
        frozenset({"id"}),
        One(select(CaseRow).where(CaseRow.id == case_id)),
    )
    if found is None:
        raise NotFoundError("この受付は見つかりません。", path=("case",))
    if isinstance(found, RestrictedCase):
        raise NotPermittedError("この受付は閲覧できません。")
