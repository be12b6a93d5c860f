"""Subscription fields of the cases slice."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import func, select

from backend.cases.tables.cases import CaseRow
from backend.cases.types.cases import Case, CaseEvent, RestrictedCase
from backend.context.graphql import SubscriptionInfo
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import InvalidInputError, NotFoundError, NotPermittedError, RefusalError
from backend.events.listener import Listener
from backend.events.tables import EventRow, EventStreamRow, StreamKind
from backend.reading.fields import as_graphql_error
from backend.reading.global_ids import NodeId, decode_id_of
from backend.reading.rows import One, read_list, read_one

After = Annotated[
    int, strawberry.argument(description="The last number that was seen (再開の位置); 0 for all.")
]
BATCH = 100
MOST_BEHIND = 1000  # further behind, a subscriber is told so and goes on from the present

EVENT_FIELDS = frozenset({"id", "number", "kind", "occurredAt", "staffId", "detail"})


@strawberry.type(
    description="The subscriber was too far behind: this many events were left out (読み飛ばし)."
)
class Lagged:
    missed: int
    next_after: int = strawberry.field(description="Read the case, then go on after this number.")


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
        case_id = decode_id_of("Case", case)
        number = max(after, 0)
        is_told = False
        while True:
            # An operation for each batch: the session and the permission are looked up anew.
            async with info.context.open() as operation:
                refused = await _refusal(operation, case_id)
                batch, number = ([], 0) if refused else await _batch(operation, case_id, number)
                if is_told and not batch and not refused:
                    # A look that found nothing new shows nobody's data.
                    operation.audit.subjects.clear()
                is_told = True
            if refused:
                raise as_graphql_error(refused)
            for event in batch:
                yield event
            if len(batch) < BATCH and case_id is not None:
                listener: Listener = operation.services["listener"]
                await listener.wait(operation.signed_in.city_id, StreamKind.CASE, case_id)


async def _refusal(operation: Operation, case_id: UUID | None) -> RefusalError | None:
    """Why the caller may not follow the case; the operation is committed with its audit event."""
    operation.audit.actions.append("caseEvents")
    try:
        await _require_visible(operation, case_id)
    except RefusalError as error:
        operation.refused_with = error.code
        return error
    return None


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


async def _batch(operation: Operation, case_id: UUID | None, number: int) -> tuple[list[Any], int]:
    last = await operation.rows(
        select(func.coalesce(func.max(EventStreamRow.last_number), 0)).where(
            EventStreamRow.kind == StreamKind.CASE, EventStreamRow.subject_id == case_id
        )
    )
    newest: int = last[0][0]
    if number > newest:
        raise InvalidInputError("この受付にまだない番号です。", path=("after",))
    if newest - number > MOST_BEHIND:
        return [Lagged(missed=newest - number, next_after=newest)], newest
    statement = (
        select(EventRow)
        .where(
            EventRow.stream_kind == StreamKind.CASE,
            EventRow.subject_id == case_id,
            EventRow.number > number,
        )
        .order_by(EventRow.number)
        .limit(BATCH)
    )
    events = await read_list(operation, (CaseEvent,), EVENT_FIELDS, statement)
    return events, min(newest, number + len(events))
