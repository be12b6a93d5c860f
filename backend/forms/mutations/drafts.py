"""Mutation fields of making and drafting forms."""

from uuid import UUID

import strawberry

from backend.context.graphql import Info
from backend.forms.commands import create_form as creating
from backend.forms.commands import drafts as drafting
from backend.forms.commands import presence
from backend.forms.commands import remove_form as removing
from backend.forms.drafting import EDITING
from backend.forms.inputs.drafts import (
    CreateFormInput,
    KeepFormOpenInput,
    LeaveFormInput,
    RemoveFormInput,
    SaveFormDraftInput,
)
from backend.forms.tables.drafts import FormDraftRow
from backend.forms.tables.versions import FormDefinitionRow
from backend.forms.types.drafts import FormDraft, RemovedForm
from backend.forms.types.refusals import InvalidTemplate
from backend.forms.types.versions import FormDefinition
from backend.reading.fields import changes
from backend.reading.global_ids import decode_id_of
from backend.reading.refusals import VersionConflict, WrongStatus


@strawberry.type
class DraftMutations:
    @changes(
        "CreateFormResult",
        FormDefinition,
        row=FormDefinitionRow,
        needs=EDITING,
        refusals=(InvalidTemplate,),
        is_idempotent=True,
        description="Make a form with its first draft (帳票の作成).",
    )
    async def create_form(self, info: Info, input: CreateFormInput) -> UUID:
        return await creating.create_form(info.context.operation, input.to_command())

    @changes(
        "SaveFormDraftResult",
        FormDraft,
        row=FormDraftRow,
        needs=EDITING,
        refusals=(InvalidTemplate, VersionConflict),
        is_idempotent=True,
        description="Save the draft of a form, as one works (下書きの保存).",
    )
    async def save_form_draft(self, info: Info, input: SaveFormDraftInput) -> UUID:
        return await drafting.save_form_draft(info.context.operation, input.to_command())

    @changes(
        "RemoveFormResult",
        RemovedForm,
        needs=EDITING,
        refusals=(WrongStatus, VersionConflict),
        is_idempotent=True,
        built=RemovedForm.of,
        description="Remove a form made by mistake, never published (帳票の削除).",
    )
    async def remove_form(self, info: Info, input: RemoveFormInput) -> UUID:
        form_id = decode_id_of("FormDefinition", input.form_id)
        return await removing.remove_form(info.context.operation, form_id, input.expected_version)

    @changes(
        "KeepFormOpenResult",
        FormDefinition,
        row=FormDefinitionRow,
        needs=EDITING,
        is_idempotent=True,
        description="Say every 20 seconds that a tab has the form open (編集中の表示).",
    )
    async def keep_form_open(self, info: Info, input: KeepFormOpenInput) -> UUID:
        form_id = decode_id_of("FormDefinition", input.form_id)
        return await presence.keep_form_open(info.context.operation, form_id, input.tab_id)

    @changes(
        "LeaveFormResult",
        FormDefinition,
        row=FormDefinitionRow,
        needs=EDITING,
        is_idempotent=True,
        description="Say that a tab has let the form go (編集の終了).",
    )
    async def leave_form(self, info: Info, input: LeaveFormInput) -> UUID:
        form_id = decode_id_of("FormDefinition", input.form_id)
        return await presence.leave_form(info.context.operation, form_id, input.tab_id)
