"""Mutation fields of publishing, ending, restoring and importing forms."""

from uuid import UUID

import strawberry

from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.forms.commands import form_versions as versions
from backend.forms.commands import import_form as importing
from backend.forms.commands import publish_form as publishing
from backend.forms.commands import restore_form as restoring
from backend.forms.drafting import EDITING
from backend.forms.inputs.publishing import (
    ChangeFormOwnerInput,
    DiscardFormDraftInput,
    EndFormVersionInput,
    ImportFormInput,
    PublishFormInput,
    RestoreFormInput,
    WithdrawFormVersionInput,
)
from backend.forms.tables.drafts import FormDraftRow
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow
from backend.forms.types.drafts import FormDraft
from backend.forms.types.refusals import InvalidTemplate
from backend.forms.types.versions import FormDefinition, FormVersion
from backend.reading.fields import changes
from backend.reading.global_ids import decode_id_of
from backend.reading.refusals import NeedsConfirmation, VersionConflict, WrongStatus


@strawberry.type
class PublishingMutations:
    @changes(
        "PublishFormResult",
        FormVersion,
        row=FormVersionRow,
        needs=Permission.PUBLISH_FORMS,
        refusals=(InvalidTemplate, VersionConflict, NeedsConfirmation),
        is_idempotent=True,
        description="Publish a form's draft from today or a later day on (帳票の公開).",
    )
    async def publish_form(self, info: Info, input: PublishFormInput) -> UUID:
        return await publishing.publish_form(info.context.operation, input.to_command())

    @changes(
        "EndFormVersionResult",
        FormVersion,
        row=FormVersionRow,
        needs=Permission.PUBLISH_FORMS,
        refusals=(WrongStatus, NeedsConfirmation),
        is_idempotent=True,
        description="Set the last day of a version, or take it away (版の終了).",
    )
    async def end_form_version(self, info: Info, input: EndFormVersionInput) -> UUID:
        return await versions.end_form_version(info.context.operation, input.to_command())

    @changes(
        "WithdrawFormVersionResult",
        FormVersion,
        row=FormVersionRow,
        needs=Permission.PUBLISH_FORMS,
        refusals=(WrongStatus,),
        is_idempotent=True,
        description="Withdraw a version before its first day (版の取下げ).",
    )
    async def withdraw_form_version(self, info: Info, input: WithdrawFormVersionInput) -> UUID:
        version_id = decode_id_of("FormVersion", input.version_id)
        return await versions.withdraw_form_version(info.context.operation, version_id)

    @changes(
        "RestoreFormResult",
        FormDraft,
        row=FormDraftRow,
        needs=EDITING,
        refusals=(InvalidTemplate, VersionConflict),
        is_idempotent=True,
        description="Put a revision or version into a form's draft (元に戻す).",
    )
    async def restore_form(self, info: Info, input: RestoreFormInput) -> UUID:
        return await restoring.restore_form(info.context.operation, input.to_command())

    @changes(
        "DiscardFormDraftResult",
        FormDefinition,
        row=FormDefinitionRow,
        needs=EDITING,
        refusals=(InvalidTemplate, VersionConflict),
        is_idempotent=True,
        description="Give up a draft: back to the newest version (下書きの取消し).",
    )
    async def discard_form_draft(self, info: Info, input: DiscardFormDraftInput) -> UUID:
        form_id = decode_id_of("FormDefinition", input.form_id)
        return await restoring.discard_form_draft(
            info.context.operation, form_id, input.expected_version
        )

    @changes(
        "ChangeFormOwnerResult",
        FormDefinition,
        row=FormDefinitionRow,
        needs=Permission.EDIT_ALL_FORMS,
        is_idempotent=True,
        description="Give a form to another section, or to all (担当課の変更).",
    )
    async def change_form_owner(self, info: Info, input: ChangeFormOwnerInput) -> UUID:
        form_id = decode_id_of("FormDefinition", input.form_id)
        return await restoring.change_form_owner(
            info.context.operation, form_id, input.section_code
        )

    @changes(
        "ImportFormResult",
        FormDefinition,
        row=FormDefinitionRow,
        needs=EDITING,
        refusals=(InvalidTemplate, VersionConflict),
        is_idempotent=True,
        description="Take a template in, as a new form or as a form's draft (取込み).",
    )
    async def import_form(self, info: Info, input: ImportFormInput) -> UUID:
        return await importing.import_form(info.context.operation, input.to_command())
