"""What audit events show."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.audit.tables import AuditActor, AuditEventRow, AuditSubjectRow, Outcome
from backend.reading.fields import column, computed, global_id, many, shown
from backend.reading.nodes import Node

strawberry.enum(Outcome, description="How the operation ended (結果).")
strawberry.enum(AuditActor, description="Who acted (操作者の種別).")


def actor(staff_id: UUID | None, showing_id: UUID | None) -> AuditActor:
    """Who acted: an official, a citizen's tablet, or nobody whom the server knows."""
    if showing_id is not None:
        return AuditActor.TABLET
    return AuditActor.STAFF if staff_id is not None else AuditActor.NOBODY


@shown(AuditSubjectRow, description="Whose data, or which case, an event is about (対象).")
class AuditSubject:
    kind: str = column(AuditSubjectRow.kind, description="Such as resident, household, case.")
    subject_id: strawberry.ID = computed(
        lambda kind, id_: strawberry.ID(f"{kind}:{id_}"),
        AuditSubjectRow.kind,
        AuditSubjectRow.subject_id,
        description="Kind and UUID, as the argument subject of auditEvents takes it.",
    )
    is_blocked: bool = column(
        AuditSubjectRow.is_blocked, description="Only the existence was shown (支援措置)."
    )


@shown(AuditEventRow, description="Who saw or did what (監査ログの1件).")
class AuditEvent(Node):
    id: strawberry.ID = global_id("AuditEvent", AuditEventRow.id)
    occurred_at: datetime = column(AuditEventRow.occurred_at)
    staff_id: strawberry.ID | None = computed(
        lambda id_: strawberry.ID(str(id_)) if id_ else None,
        AuditEventRow.staff_id,
        description="UUID of the account; null where nobody was signed in.",
    )
    actor: AuditActor = computed(actor, AuditEventRow.staff_id, AuditEventRow.showing_id)
    showing_id: strawberry.ID | None = computed(
        lambda id_: strawberry.ID(str(id_)) if id_ else None,
        AuditEventRow.showing_id,
        description="UUID of the showing (提示) whose tablet acted; its event says who showed it.",
    )
    terminal: str | None = column(AuditEventRow.terminal)
    address: str | None = column(AuditEventRow.address)
    request_id: str = column(AuditEventRow.request_id)
    actions: list[str] = column(AuditEventRow.actions, description="Root fields of the operation.")
    fields: list[str] = column(
        AuditEventRow.fields, description="Type.field of all that was shown."
    )
    purpose: str | None = column(AuditEventRow.purpose, description="Purpose of use (利用目的).")
    reason: str | None = column(
        AuditEventRow.reason, description="Reason for viewing (閲覧の理由)."
    )
    search: strawberry.scalars.JSON = computed(
        strawberry.scalars.JSON,
        AuditEventRow.search,
        description="Terms of a search, by root field.",
    )
    outcome: Outcome = computed(Outcome, AuditEventRow.outcome)
    refusal_code: str | None = column(AuditEventRow.refusal_code)
    subjects: list[AuditSubject] = many(
        AuditSubjectRow,
        (AuditEventRow.city_id, AuditSubjectRow.city_id),
        (AuditEventRow.id, AuditSubjectRow.audit_event_id),
        order_by=(AuditSubjectRow.kind, AuditSubjectRow.subject_id),
        at_most=100_000,
    )
