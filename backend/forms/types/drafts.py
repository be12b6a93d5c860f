"""What drafts, their history, those who edit, and the events of a form show."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from backend.context.principal import Principal
from backend.events.tables import EventRow
from backend.forms.definition import load_draft
from backend.forms.designing import template_findings
from backend.forms.drafting import SEEN_WITHIN
from backend.forms.status import FormEventKind, FormState, RevisionKind
from backend.forms.tables.drafts import FormDraftRow, FormRevisionRow
from backend.forms.template_migrations import migrate
from backend.forms.types.findings import FormFinding
from backend.reading.fields import column, computed, global_id, one, shown
from backend.reading.global_ids import encode_id
from backend.reading.nodes import Node
from backend.reading.refusals import Versioned
from backend.staff.tables import StaffRow
from backend.staff.types import Staff

for listed, words in (
    (FormState, "Where a form stands today (帳票の状態)."),
    (RevisionKind, "What made a revision of a form (履歴の種類)."),
    (FormEventKind, "What happened to a form (帳票の経過)."),
):
    strawberry.enum(listed, description=words)


def newest(template: dict[str, Any]) -> strawberry.scalars.JSON:
    """A stored template as the designer reads it: in the newest version of the format."""
    return strawberry.scalars.JSON(migrate(template))


def faults_of(template: dict[str, Any]) -> list[FormFinding]:
    """Why a draft cannot be published yet."""
    return [FormFinding.of(found) for found in template_findings(load_draft(template))]


@shown(FormDraftRow, description="The draft of a form: what the designer opens and saves (下書き).")
class FormDraft(Node, Versioned):
    id: strawberry.ID = global_id("FormDraft", FormDraftRow.id)
    version: int = column(
        FormDraftRow.version, description="Grows with every save; the next expectedVersion."
    )
    template: strawberry.scalars.JSON = computed(
        newest, FormDraftRow.template, description="In the newest version of the format."
    )
    faults: list[FormFinding] = computed(
        faults_of,
        FormDraftRow.template,
        description="Why it cannot be published yet (誤り); layOutForm finds more.",
    )
    is_changed: bool = column(
        FormDraftRow.is_changed, description="Since the version that it is based on."
    )
    based_on_number: int | None = column(
        FormDraftRow.based_on_number,
        description="The number of the published version that it began as; null for a new form.",
    )
    saved_at: datetime = column(FormDraftRow.saved_at)
    saved_by: Staff | None = one(
        StaffRow,
        (FormDraftRow.city_id, StaffRow.city_id),
        (FormDraftRow.saved_by, StaffRow.id),
        description="Null where the set-up of the city made it.",
    )


@shown(FormRevisionRow, description="What a form was at a time (履歴の1件).")
class FormRevision(Node):
    id: strawberry.ID = global_id("FormRevision", FormRevisionRow.id)
    number: int = column(FormRevisionRow.number)
    kind: RevisionKind = computed(RevisionKind, FormRevisionRow.kind)
    note: str | None = column(FormRevisionRow.note)
    version_number: int | None = column(
        FormRevisionRow.version_number,
        description="Of the version that was published or returned to (版の番号).",
    )
    saved_at: datetime = column(FormRevisionRow.saved_at)
    saved_by: Staff | None = one(
        StaffRow,
        (FormRevisionRow.city_id, StaffRow.city_id),
        (FormRevisionRow.saved_by, StaffRow.id),
        description="Null where the set-up of the city made it.",
    )
    template: strawberry.scalars.JSON = computed(
        newest, FormRevisionRow.template, description="In the newest version of the format."
    )


@strawberry.type(description="A form that is not there any more (削除された帳票).")
class RemovedForm:
    form_id: strawberry.ID = strawberry.field(description="The id that it had.")

    @classmethod
    def of(cls, form_id: UUID) -> "RemovedForm":
        return cls(form_id=encode_id("FormDefinition", form_id))


@strawberry.type(description="Somebody who has the form open to edit it (編集中の職員).")
class FormEditor:
    staff_id: strawberry.ID
    name: str
    tab_id: str = strawberry.field(description="As keepFormOpen named it (タブ).")
    since: datetime
    is_self: bool = strawberry.field(description="The caller, perhaps in another tab.")


def editors_now(
    opened: list[Any] | None, now: datetime, principal: Principal | None
) -> list[FormEditor]:
    """Who has been seen within the last three beats."""
    return [
        FormEditor(
            staff_id=encode_id("Staff", UUID(one["staff_id"])),
            name=one["name"],
            tab_id=one["tab_id"],
            since=datetime.fromisoformat(one["opened_at"]),
            is_self=principal is not None and UUID(one["staff_id"]) == principal.staff_id,
        )
        for one in opened or []
        if now - datetime.fromisoformat(one["seen_at"]) < SEEN_WITHIN
    ]


def _staff_name() -> Any:
    return (
        select(StaffRow.name)
        .where(StaffRow.city_id == EventRow.city_id, StaffRow.id == EventRow.staff_id)
        .correlate(EventRow)
        .scalar_subquery()
    )


@shown(EventRow, description="Something that happened to a form (帳票の経過).")
class FormEvent:
    id: strawberry.ID = global_id("FormEvent", EventRow.id)
    number: int = column(
        EventRow.number, description="In the order of commits, without gaps; resume after it."
    )
    kind: FormEventKind = computed(FormEventKind, EventRow.kind)
    occurred_at: datetime = column(EventRow.occurred_at)
    form_id: strawberry.ID = computed(
        lambda id_: encode_id("FormDefinition", id_), EventRow.subject_id
    )
    staff_id: strawberry.ID | None = computed(
        lambda id_: encode_id("Staff", id_) if id_ else None, EventRow.staff_id
    )
    by: str | None = column(_staff_name(), description="The official's name (職員の氏名).")
    version: int | None = computed(
        lambda detail: detail.get("version"),
        EventRow.detail,
        description="Of the draft after it, where the draft was changed.",
    )
    version_number: int | None = computed(
        lambda detail: detail.get("version_number"),
        EventRow.detail,
        description="Of the version that was published, ended or withdrawn (版の番号).",
    )
    tab_id: str | None = computed(
        lambda detail: detail.get("tab"),
        EventRow.detail,
        description="Where it was done, as far as the caller said so (タブ).",
    )
