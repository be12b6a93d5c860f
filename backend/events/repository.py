"""All SQL of the event streams."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ARRAY, Text, Uuid, bindparam, text
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


@dataclass(frozen=True, kw_only=True)
class Announced:
    """An event that is appended at the end of the transaction."""

    subject_id: UUID
    kind: str
    detail: dict[str, Any]


# As many streams as an operation touches, in one statement. They are locked in the order of their
# ids, and as the last of all locks: two officials never wait for each other.
APPEND_ALL = text(
    f"""
    WITH given AS (
        SELECT subject_id, id, kind, detail, place,
            row_number() OVER (PARTITION BY subject_id ORDER BY place) AS own_place
        FROM unnest(CAST(:subject_ids AS uuid[]), CAST(:ids AS uuid[]), CAST(:kinds AS text[]),
            CAST(:details AS text[])) WITH ORDINALITY AS one (subject_id, id, kind, detail, place)
    ), stream AS (
        INSERT INTO event_stream (city_id, kind, subject_id, last_number)
        SELECT :city_id, :stream_kind, subject_id, count(*) FROM given
        GROUP BY subject_id ORDER BY subject_id
        ON CONFLICT (city_id, kind, subject_id)
            DO UPDATE SET last_number = event_stream.last_number + EXCLUDED.last_number
        RETURNING subject_id, last_number
    ), added AS (
        INSERT INTO event (city_id, stream_kind, subject_id, number, id, kind, occurred_at,
            staff_id, detail)
        SELECT :city_id, :stream_kind, given.subject_id,
            last_number - (SELECT count(*) FROM given other
                WHERE other.subject_id = given.subject_id) + own_place,
            given.id, given.kind, :occurred_at, :staff_id, CAST(given.detail AS jsonb)
        FROM given JOIN stream ON stream.subject_id = given.subject_id
        RETURNING number
    )
    SELECT pg_notify('{CHANNEL}', :notice || subject_id::text) FROM stream, (
        SELECT count(*) FROM added) AS written
    """
).bindparams(
    bindparam("staff_id", type_=Uuid),
    bindparam("occurred_at", type_=TIMESTAMP(timezone=True)),
    bindparam("subject_ids", type_=ARRAY(Uuid)),
    bindparam("ids", type_=ARRAY(Uuid)),
    bindparam("kinds", type_=ARRAY(Text)),
    bindparam("details", type_=ARRAY(Text)),
)


def announce(
    operation: Operation, stream_kind: StreamKind, subject_id: UUID, kind: str, **detail: Any
) -> None:
    """Append an event when the transaction is about to commit, together with all others."""
    name = f"announced {stream_kind.value}"
    announced: list[Announced] | None = operation.loaders.get(name)
    if announced is None:
        announced = operation.loaders[name] = []
        operation.before_commit.append(partial(_append_all, operation, stream_kind, announced))
    announced.append(Announced(subject_id=subject_id, kind=kind, detail=detail))


async def _append_all(
    operation: Operation, stream_kind: StreamKind, announced: list[Announced]
) -> None:
    principal = operation.signed_in
    await operation.rows(
        APPEND_ALL,
        {
            "city_id": principal.city_id,
            "stream_kind": stream_kind.value,
            "occurred_at": operation.now,
            "staff_id": principal.staff_id,
            "subject_ids": [one.subject_id for one in announced],
            "ids": [operation.new_id() for _ in announced],
            "kinds": [one.kind for one in announced],
            "details": [orjson.dumps(one.detail).decode() for one in announced],
            "notice": f"{principal.city_id}:{stream_kind.value}:",
        },
    )
