"""What is shown of who edits a case."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.cases.errors import BeingEditedError
from backend.cases.rules.editing import lease_of
from backend.reading.global_ids import encode_id
from backend.reading.refusals import Refusal, basic, refusal
from backend.staff.types import Staff


@strawberry.type(description="Who edits a case just now; all others read only (編集中の職員).")
class Editing:
    staff_id: strawberry.ID
    name: str
    since: datetime
    until: datetime = strawberry.field(
        description="It lapses then by itself; each change by the same official prolongs it."
    )


def editing(
    staff_id: UUID | None,
    name: str | None,
    since: datetime | None,
    until: datetime | None,
    now: datetime,
) -> Editing | None:
    """The lease's columns as an object; nothing when it has lapsed."""
    lease = lease_of(staff_id, since, until)
    if lease is None or not lease.is_live(now):
        return None
    return Editing(
        staff_id=encode_id("Staff", lease.staff_id),
        name=name or "",
        since=lease.since,
        until=lease.until,
    )


@refusal(BeingEditedError)
@strawberry.type(
    description="Another official edits: read only, or takeOverCase (他の職員が編集中)."
)
class BeingEdited(Refusal):
    editor: Staff
    since: datetime
    until: datetime

    @classmethod
    def from_error(cls, raised: BeingEditedError) -> "BeingEdited":
        made: BeingEdited = basic(
            cls, raised, editor=raised.editor, since=raised.since, until=raised.until
        )
        return made
