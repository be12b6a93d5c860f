"""What all subscriptions to streams of events share: resuming, batches, refusals, lagging."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import func, select

from backend.context.graphql import SubscriptionInfo
from backend.context.operation import Operation
from backend.errors import InvalidInputError, RefusalError
from backend.events.listener import Listener
from backend.events.tables import EventRow, EventStreamRow, StreamKind
from backend.reading.fields import as_graphql_error
from backend.reading.rows import read_list

After = Annotated[
    int, strawberry.argument(description="The last number that was seen (再開の位置); 0 for all.")
]
BATCH = 100
MOST_BEHIND = 1000  # further behind, a subscriber is told so and goes on from the present


@strawberry.type(
    description="The subscriber was too far behind: this many events were left out (読み飛ばし)."
)
class Lagged:
    missed: int
    next_after: int = strawberry.field(description="Read anew, then go on after this number.")


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A stream that somebody follows, how its events are shown, and who may."""

    field_name: str
    kind: StreamKind
    subject_id: UUID | None
    shown_as: type
    fields: frozenset[str]
    require_visible: Callable[[Operation, UUID | None], Awaitable[None]]
    unknown_number: str


async def follow(info: SubscriptionInfo, followed: Followed, after: int) -> AsyncGenerator[Any]:
    """The events after a number, and those that come."""
    number = max(after, 0)
    is_told = False
    while True:
        # An operation for each batch: the session and the permission are looked up anew.
        async with info.context.open() as operation:
            refused = await _refusal(operation, followed)
            batch, number = ([], 0) if refused else await _batch(operation, followed, number)
            if is_told and not batch and not refused:
                # A look that found nothing new shows nobody's data.
                operation.audit.subjects.clear()
            is_told = True
        if refused:
            raise as_graphql_error(refused)
        for event in batch:
            yield event
        if len(batch) < BATCH and followed.subject_id is not None:
            listener: Listener = operation.services["listener"]
            await listener.wait(operation.signed_in.city_id, followed.kind, followed.subject_id)


async def _refusal(operation: Operation, followed: Followed) -> RefusalError | None:
    """Why the caller may not follow; the operation is committed with its audit event."""
    operation.audit.actions.append(followed.field_name)
    try:
        await followed.require_visible(operation, followed.subject_id)
    except RefusalError as error:
        operation.refused_with = error.code
        return error
    return None


async def _batch(operation: Operation, followed: Followed, number: int) -> tuple[list[Any], int]:
    last = await operation.rows(
        select(func.coalesce(func.max(EventStreamRow.last_number), 0)).where(
            EventStreamRow.kind == followed.kind, EventStreamRow.subject_id == followed.subject_id
        )
    )
    newest: int = last[0][0]
    if number > newest:
        raise InvalidInputError(followed.unknown_number, path=("after",))
    if newest - number > MOST_BEHIND:
        return [Lagged(missed=newest - number, next_after=newest)], newest
    statement = (
        select(EventRow)
        .where(
            EventRow.stream_kind == followed.kind,
            EventRow.subject_id == followed.subject_id,
            EventRow.number > number,
        )
        .order_by(EventRow.number)
        .limit(BATCH)
    )
    events = await read_list(operation, (followed.shown_as,), followed.fields, statement)
    return events, min(newest, number + len(events))
