"""What form definitions and their versions show."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import select

from backend.forms.asked import Input
from backend.forms.definition import load_definition
from backend.forms.drafting import Validity, form_state, may_edit, may_publish
from backend.forms.repository.drafts import (
    editors_of_form,
    has_changed_draft,
    last_event_number,
    shown_hash,
    validities_of_form,
)
from backend.forms.status import FormState
from backend.forms.store import MOST_KEPT
from backend.forms.tables.drafts import FormDraftRow, FormRevisionRow
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow, FormVersionStatus
from backend.forms.types.drafts import FormDraft, FormEditor, FormRevision, editors_now, newest
from backend.reading.fields import (
    Connection,
    Page,
    column,
    computed,
    global_id,
    one,
    reads,
    shown,
)
from backend.reading.nodes import Node
from backend.reading.sources import NOW, PRINCIPAL, TODAY
from backend.staff.tables import SectionRow, StaffRow
from backend.staff.types import Section, Staff

strawberry.enum(FormVersionStatus, description="Where a form's version stands (版の状態).")


@strawberry.type(description="One of the answers that an input offers (選択肢).")
class InputChoice:
    value: str
    label: str


@strawberry.type(description="An item that must be asked for a form (入力項目).")
class FormInput:
    key: str = strawberry.field(description="The data item; the key of fillForm's values.")
    label: str
    type: str = strawberry.field(description="text, number, date, boolean or choice.")
    choices: list[InputChoice]
    help: str
    prefill: str = strawberry.field(description="Where the value comes from when it is known.")
    is_always_required: bool


_INPUTS: dict[str, list[FormInput]] = {}


def form_inputs(sha256: str, document: dict[str, Any]) -> list[FormInput]:
    """The inputs of a template; a template is checked once, and then known by its hash."""
    if sha256 not in _INPUTS:
        if len(_INPUTS) >= MOST_KEPT:
            _INPUTS.clear()
        _INPUTS[sha256] = [_input(asked) for asked in load_definition(document).inputs]
    return _INPUTS[sha256]


def _input(asked: Input) -> FormInput:
    return FormInput(
        key=asked.key,
        label=asked.label,
        type=asked.item.type,
        choices=[
            InputChoice(value=str(choice.value), label=choice.label)
            for choice in asked.item.choices
        ],
        help=asked.help,
        prefill=asked.prefill,
        is_always_required=asked.required is True,
    )


@shown(FormVersionRow, description="A version of a form; once published it never changes (版).")
class FormVersion(Node):
    id: strawberry.ID = global_id("FormVersion", FormVersionRow.id)
    number: int = column(FormVersionRow.number)
    status: FormVersionStatus = computed(FormVersionStatus, FormVersionRow.status)
    valid_from: date = column(FormVersionRow.valid_from)
    valid_to: date | None = column(FormVersionRow.valid_to)
    is_ended: bool = computed(
        lambda valid_to, today: valid_to is not None and valid_to < today,
        FormVersionRow.valid_to,
        TODAY,
        description="Its last day is over (終了済み).",
    )
    published_at: datetime | None = column(FormVersionRow.published_at)
    published_by: Staff | None = one(
        StaffRow,
        (FormVersionRow.city_id, StaffRow.city_id),
        (FormVersionRow.published_by, StaffRow.id),
        description="Null where the set-up of the city published it.",
    )
    note: str | None = column(FormVersionRow.note, description="What was changed (変更の内容).")
    ended_at: datetime | None = column(
        FormVersionRow.ended_at, description="When its end was set or it was withdrawn."
    )
    ended_by: Staff | None = one(
        StaffRow,
        (FormVersionRow.city_id, StaffRow.city_id),
        (FormVersionRow.ended_by, StaffRow.id),
    )
    sha256: str = column(FormVersionRow.sha256, description="Of the template's JSON.")
    inputs: list[FormInput] = computed(
        form_inputs,
        FormVersionRow.sha256,
        FormVersionRow.document,
        description="What must be asked: enough to draw an input screen.",
    )
    template: strawberry.scalars.JSON = computed(
        newest,
        FormVersionRow.document,
        description="The template (schema/form_template.schema.json), in its newest version.",
    )


def state_today(versions: list[Any] | None, today: date) -> FormState:
    """Where a form stands, from number, first and last day of its published versions."""
    validities = [
        Validity(number, date.fromisoformat(first), date.fromisoformat(last) if last else None)
        for number, first, last in versions or []
    ]
    return form_state(validities, today)


@shown(FormDefinitionRow, description="A form of the city (帳票).")
class FormDefinition(Node):
    id: strawberry.ID = global_id("FormDefinition", FormDefinitionRow.id)
    code: str = column(FormDefinitionRow.code)
    title: str = column(FormDefinitionRow.title)
    section: Section | None = one(
        SectionRow,
        (FormDefinitionRow.city_id, SectionRow.city_id),
        (FormDefinitionRow.section_id, SectionRow.id),
        description="Whose form it is; null: of the whole city (担当課).",
    )
    state: FormState = computed(state_today, validities_of_form(), TODAY)
    has_draft: bool = column(
        has_changed_draft(), description="A draft differs from the newest version (下書きあり)."
    )
    changed_at: datetime | None = column(FormDefinitionRow.changed_at)
    changed_by: Staff | None = one(
        StaffRow,
        (FormDefinitionRow.city_id, StaffRow.city_id),
        (FormDefinitionRow.changed_by, StaffRow.id),
        description="Null where the set-up of the city made it.",
    )
    thumbnail_path: str = computed(
        lambda id_, sha256: f"/forms/{id_}/thumbnail.png?v={sha256[:12]}",
        FormDefinitionRow.id,
        shown_hash(),
        description="A small picture of its first page, to be fetched with the session's token.",
    )
    draft: FormDraft | None = one(
        FormDraftRow,
        (FormDefinitionRow.city_id, FormDraftRow.city_id),
        (FormDefinitionRow.id, FormDraftRow.form_definition_id),
        description="What the designer opens; null only of a form from before there were drafts:"
        " begin from its newest version with expectedVersion 0.",
    )
    editors: list[FormEditor] = computed(
        editors_now,
        editors_of_form(),
        NOW,
        PRINCIPAL,
        description="Who has it open to edit it now (編集中の職員).",
    )
    event_number: int = column(
        last_event_number(),
        description="Of the last event: follow formEvents after it (経過の番号).",
    )
    may_edit: bool = computed(
        may_edit, FormDefinitionRow.section_id, PRINCIPAL, description="The caller may draft it."
    )
    may_publish: bool = computed(
        may_publish,
        FormDefinitionRow.section_id,
        PRINCIPAL,
        description="The caller may put it into use and end it.",
    )

    @reads(
        Connection[FormVersion],
        on=(
            (FormDefinitionRow.city_id, FormVersionRow.city_id),
            (FormDefinitionRow.id, FormVersionRow.form_definition_id),
        ),
        description="All versions, oldest first.",
    )
    def versions(self) -> Page:
        return Page(
            select(FormVersionRow), (FormVersionRow.number, FormVersionRow.id), FormVersionRow.id
        )

    @reads(
        Connection[FormRevision],
        on=(
            (FormDefinitionRow.city_id, FormRevisionRow.city_id),
            (FormDefinitionRow.id, FormRevisionRow.form_definition_id),
        ),
        description="What it was before, oldest first (履歴).",
    )
    def revisions(self) -> Page:
        return Page(
            select(FormRevisionRow),
            (FormRevisionRow.number, FormRevisionRow.id),
            FormRevisionRow.id,
        )
