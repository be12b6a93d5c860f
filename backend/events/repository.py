"""All SQL of the event streams."""

from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from backend.context.operation import Operation
from backend.events.tables import StreamKind

CHANNEL = "madoguchi_event"

# The upsert locks the stream until commit: a reader never sees number 3 before number 2.
# The notice carries ids alone and is delivered by PostgreSQL at commit.
APPEND = text(
    f"""
    WITH stream AS (
        INSERT INTO event_stream (city_id, kind, subject_id, last_number)
        VALUES (:city_id, :stream_kind, :subject_id, 1)
        ON CONFLICT (city_id, kind, subject_id)
            DO UPDATE SET last_number = event_stream.last_number + 1
        RETURNING last_number
    ), added AS (
        INSERT INTO event (city_id, stream_kind, subject_id, number, id, kind, occurred_at,
            staff_id, detail)
        SELECT :city_id, :stream_kind, :subject_id, last_number, :id, :kind, :occurred_at,
            :staff_id, :detail
        FROM stream RETURNING number
    )
    SELECT number, pg_notify('{CHANNEL}', :notice) FROM added
    """
).bindparams(
    bindparam("subject_id", type_=Uuid),
    bindparam("id", type_=Uuid),
    bindparam("staff_id", type_=Uuid),
    bindparam("occurred_at", type_=TIMESTAMP(timezone=True)),
    bindparam("detail", type_=JSONB),
)


async def append_event(
    operation: Operation,
    stream_kind: StreamKind,
    subject_id: UUID,
    kind: str,
    detail: dict[str, Any] | None = None,
) -> int:
    """Append an event to a stream in the writing transaction; gives its number."""
    actor, principal = operation.actor, operation.principal
    rows = await operation.rows(
        APPEND,
        {
            "city_id": actor.city_id,
            "stream_kind": stream_kind.value,
            "subject_id": subject_id,
            "id": operation.new_id(),
            "kind": kind,
            "occurred_at": operation.now,
            "staff_id": principal.staff_id if principal else None,
            "detail": detail or {},
            "notice": f"{actor.city_id}:{stream_kind.value}:{subject_id}",
        },
    )
    number: int = rows[0].number
    return number
