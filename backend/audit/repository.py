"""All SQL of the audit log."""

from sqlalchemy import Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, BOOLEAN, JSONB, TIMESTAMP

from backend.audit.tables import Outcome
from backend.context.operation import Operation

# One message: the event and its subjects.
INSERT_EVENT = text(
    """
    WITH event AS (
        INSERT INTO audit_event (city_id, id, occurred_at, staff_id, session_id, showing_id,
            terminal, address, request_id, actions, fields, purpose, reason, search, outcome,
            refusal_code)
        VALUES (:city_id, :id, :occurred_at, :staff_id, :session_id, :showing_id,
            :terminal, :address, :request_id, :actions, :fields, :purpose, :reason, :search,
            :outcome, :refusal_code)
        RETURNING city_id, id
    )
    INSERT INTO audit_subject (city_id, audit_event_id, kind, subject_id, is_blocked)
    SELECT event.city_id, event.id, subject.kind, subject.id, subject.is_blocked
    FROM event, unnest(:kinds, :subject_ids, :blocked) AS subject (kind, id, is_blocked)
    """
).bindparams(
    bindparam("id", type_=Uuid),
    bindparam("occurred_at", type_=TIMESTAMP(timezone=True)),
    bindparam("staff_id", type_=Uuid),
    bindparam("session_id", type_=Uuid),
    bindparam("showing_id", type_=Uuid),
    bindparam("actions", type_=ARRAY(Text)),
    bindparam("fields", type_=ARRAY(Text)),
    bindparam("search", type_=JSONB),
    bindparam("kinds", type_=ARRAY(Text)),
    bindparam("subject_ids", type_=ARRAY(Uuid)),
    bindparam("blocked", type_=ARRAY(BOOLEAN)),
)


async def write_event(operation: Operation) -> None:
    """Insert the operation's event; a caller known to no city has no log to write to."""
    if operation.city_id is None:
        return
    audit, principal, origin = operation.audit, operation.principal, operation.origin
    subjects = sorted(audit.subjects, key=lambda subject: (subject.kind, subject.id.int))
    await operation.run(
        INSERT_EVENT,
        {
            "city_id": operation.city_id,
            "id": operation.new_id(),
            "occurred_at": operation.now,
            "staff_id": principal.staff_id if principal else None,
            "session_id": principal.session_id if principal else None,
            "showing_id": operation.tablet.showing_id if operation.tablet else None,
            # Where the session was started; a header speaks only for who has none.
            "terminal": (principal.terminal if principal else None) or origin.terminal,
            "address": origin.address,
            "request_id": origin.request_id,
            "actions": audit.actions,
            "fields": sorted(audit.fields),
            "purpose": origin.purpose,
            "reason": origin.reason,
            "search": audit.search,
            "outcome": _outcome(operation),
            "refusal_code": operation.refused_with,
            "kinds": [subject.kind for subject in subjects],
            "subject_ids": [subject.id for subject in subjects],
            "blocked": [subject.blocked for subject in subjects],
        },
    )


def _outcome(operation: Operation) -> Outcome:
    if operation.refused_with:
        return Outcome.REFUSED
    return Outcome.REPEATED if operation.audit.is_repeat else Outcome.DONE
