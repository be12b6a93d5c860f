"""What form definitions and their versions show."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import select

from backend.forms.definition import load_definition
from backend.forms.asked import Input
from backend.forms.store import MOST_KEPT
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow, FormVersionStatus
from backend.reading.fields import (
    Connection,
    Page,
    column,
    computed,
    global_id,
    reads,
    shown,
)
from backend.reading.nodes import Node

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
    published_at: datetime | None = column(FormVersionRow.published_at)
    sha256: str = column(FormVersionRow.sha256, description="Of the template's JSON.")
    inputs: list[FormInput] = computed(
        form_inputs,
        FormVersionRow.sha256,
        FormVersionRow.document,
        description="What must be asked: enough to draw an input screen.",
    )
    template: strawberry.scalars.JSON = computed(
        strawberry.scalars.JSON,
        FormVersionRow.document,
        description="The template (schema/form_template.schema.json).",
    )


@shown(FormDefinitionRow, description="A form of the city (帳票).")
class FormDefinition(Node):
    id: strawberry.ID = global_id("FormDefinition", FormDefinitionRow.id)
    code: str = column(FormDefinitionRow.code)
    title: str = column(FormDefinitionRow.title)

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
