"""Query fields of the audit slice."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from sqlalchemy import Select, any_, literal, select

from backend.audit.tables import AuditEventRow, AuditSubjectRow, Outcome
from backend.audit.types import AuditEvent
from backend.context.permissions import Permission
from backend.errors import InvalidInputError
from backend.reading.fields import Connection, Page, reads
from backend.reading.global_ids import decode_id

NEWEST_FIRST = (AuditEventRow.occurred_at, AuditEventRow.id)


@strawberry.input(description="Which audit events; all conditions must hold (監査ログの条件).")
class AuditEventFilter:
    staff_id: strawberry.ID | None = strawberry.field(default=None, description="Who (職員).")
    subject: strawberry.ID | None = strawberry.field(
        default=None, description="Whose data: a global id, or «kind:UUID» of an event's subject."
    )
    action: str | None = strawberry.field(default=None, description="A root field.")
    outcome: Outcome | None = strawberry.field(default=None, description="How it ended (結果).")
    terminal: str | None = strawberry.field(default=None, description="Where (端末).")
    from_time: datetime | None = strawberry.field(default=None, description="From this moment.")
    to_time: datetime | None = strawberry.field(default=None, description="Before this moment.")


Wanted = Annotated[
    AuditEventFilter | None,
    strawberry.argument(description="Only these events; all when left out."),
]


@strawberry.type
class AuditQueries:
    @reads(
        Connection[AuditEvent] | None,
        needs=Permission.SEE_AUDIT,
        description="The audit log, newest first (監査ログ).",
    )
    def audit_events(self, filter: Wanted = None) -> Page:
        asked = filter or AuditEventFilter()
        return Page(
            _matching(asked),
            NEWEST_FIRST,
            AuditEventRow.id,
            is_descending=True,
            count_up_to=10_000,
            searched={"auditEvents": {k: v for k, v in strawberry.asdict(asked).items() if v}},
        )


def _matching(asked: AuditEventFilter) -> Select[AuditEventRow]:
    statement = select(AuditEventRow)
    if asked.staff_id is not None:
        statement = statement.where(AuditEventRow.staff_id == _uuid(asked.staff_id, "staffId"))
    if asked.subject is not None:
        kind, subject_id = _subject(asked.subject)
        statement = statement.where(
            AuditEventRow.id.in_(
                select(AuditSubjectRow.audit_event_id).where(
                    AuditSubjectRow.kind == kind, AuditSubjectRow.subject_id == subject_id
                )
            )
        )
    if asked.action is not None:
        statement = statement.where(literal(asked.action) == any_(AuditEventRow.actions))
    if asked.outcome is not None:
        statement = statement.where(AuditEventRow.outcome == asked.outcome.value)
    if asked.terminal is not None:
        statement = statement.where(AuditEventRow.terminal == asked.terminal)
    return _within(statement, asked)


def _within(statement: Select[AuditEventRow], asked: AuditEventFilter) -> Select[AuditEventRow]:
    for place, moment in (("fromTime", asked.from_time), ("toTime", asked.to_time)):
        if moment is not None and moment.tzinfo is None:
            raise InvalidInputError(
                "日時には時差を付けてください（例 2027-01-07T09:00:00+09:00）。",
                path=("filter", place),
            )
    if asked.from_time is not None:
        statement = statement.where(AuditEventRow.occurred_at >= asked.from_time)
    if asked.to_time is not None:
        statement = statement.where(AuditEventRow.occurred_at < asked.to_time)
    return statement


def _uuid(text: str, place: str) -> UUID:
    decoded = decode_id(text)
    try:
        return decoded[1] if decoded else UUID(text)
    except ValueError:
        raise InvalidInputError("IDの形が正しくありません。", path=("filter", place)) from None


def _subject(text: str) -> tuple[str, UUID]:
    decoded = decode_id(text)
    if decoded is not None:
        return decoded[0][:1].lower() + decoded[0][1:], decoded[1]
    kind, _, id_ = text.partition(":")
    return kind, _uuid(id_, "subject")
