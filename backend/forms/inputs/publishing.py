"""The GraphQL inputs of publishing, ending, restoring and importing, and their commands."""

from datetime import date

import strawberry

from backend.forms.commands.form_versions import EndFormVersion
from backend.forms.commands.import_form import ImportForm
from backend.forms.commands.publish_form import PublishForm
from backend.forms.commands.restore_form import RestoreForm
from backend.forms.inputs.drafts import OPTIONAL_KEY, template_of
from backend.reading.global_ids import decode_id_of
from backend.shared.uploads import UploadedFile

KEY = "A fresh key for each intention (冪等キー), 8 to 100 characters."
CONFIRMED = "Codes of the alerts that were looked at (確認済みの事項)."


@strawberry.input(description="The draft of a form as the official saw it (下書きとその版).")
class FormDraftVersionInput:
    form_id: strawberry.ID = strawberry.field(description="The form (帳票).")
    expected_version: int = strawberry.field(description="The version of the draft (版).")


@strawberry.input(description="Which draft is published, and when (帳票の公開).")
class PublishFormInput(FormDraftVersionInput):
    valid_from: date = strawberry.field(description="The first day, today or later (公開の日).")
    idempotency_key: str = strawberry.field(description=KEY)
    valid_to: date | None = strawberry.field(
        default=None, description="The last day; none: until further notice (終了の日)."
    )
    note: str | None = strawberry.field(default=None, description="What was changed (変更の内容).")
    confirmed_alerts: list[str] = strawberry.field(default_factory=list, description=CONFIRMED)

    def to_command(self) -> PublishForm:
        return PublishForm(
            form_id=decode_id_of("FormDefinition", self.form_id),
            expected_version=self.expected_version,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            note=self.note,
            confirmed_alerts=self.confirmed_alerts,
        )


@strawberry.input(description="When a version ends (版の終了).")
class EndFormVersionInput:
    version_id: strawberry.ID = strawberry.field(description="The version (版).")
    idempotency_key: str = strawberry.field(description=KEY)
    valid_to: date | None = strawberry.field(
        default=None, description="The last day, today or later; none: it goes on (終了の日)."
    )
    confirmed_alerts: list[str] = strawberry.field(default_factory=list, description=CONFIRMED)

    def to_command(self) -> EndFormVersion:
        return EndFormVersion(
            version_id=decode_id_of("FormVersion", self.version_id),
            valid_to=self.valid_to,
            confirmed_alerts=self.confirmed_alerts,
        )


@strawberry.input(description="Which version is withdrawn before its first day (版の取下げ).")
class WithdrawFormVersionInput:
    version_id: strawberry.ID = strawberry.field(description="The version (版).")
    idempotency_key: str = strawberry.field(description=KEY)


@strawberry.input(description="What a draft goes back to: a revision or a version (元に戻す).")
class RestoreFormInput(FormDraftVersionInput):
    revision_id: strawberry.ID | None = strawberry.field(
        default=None, description="A point of the history (履歴)."
    )
    version_id: strawberry.ID | None = strawberry.field(
        default=None, description="A published version (版)."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=OPTIONAL_KEY)

    def to_command(self) -> RestoreForm:
        return RestoreForm(
            form_id=decode_id_of("FormDefinition", self.form_id),
            expected_version=self.expected_version,
            names_revision=self.revision_id is not None,
            revision_id=decode_id_of("FormRevision", self.revision_id),
            names_version=self.version_id is not None,
            version_id=decode_id_of("FormVersion", self.version_id),
        )


@strawberry.input(description="Which draft is given up (下書きの取消し).")
class DiscardFormDraftInput(FormDraftVersionInput):
    idempotency_key: str | None = strawberry.field(default=None, description=OPTIONAL_KEY)


@strawberry.input(description="Whose form it shall be (担当課の変更).")
class ChangeFormOwnerInput:
    form_id: strawberry.ID = strawberry.field(description="The form (帳票).")
    section_code: str | None = strawberry.field(
        default=None, description="The section; none: of the whole city (担当課)."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=OPTIONAL_KEY)


@strawberry.input(description="A template to take in, from a file or as JSON (取込み).")
class ImportFormInput:
    idempotency_key: str = strawberry.field(description=KEY)
    file: UploadedFile | None = strawberry.field(
        default=None, description="A JSON file as exportForm gives it, up to 20 MB (ファイル)."
    )
    template: strawberry.scalars.JSON | None = strawberry.field(
        default=None, description="The same as JSON (様式)."
    )
    form_id: strawberry.ID | None = strawberry.field(
        default=None, description="Into this form's draft; a new form if left out (帳票)."
    )
    expected_version: int | None = strawberry.field(
        default=None, description="With formId: the version of the draft (版)."
    )
    section_code: str | None = strawberry.field(
        default=None, description="Whose the new form is (担当課); of the whole city if left out."
    )

    def to_command(self) -> ImportForm:
        return ImportForm(
            file=self.file,
            template=None if self.template is None else template_of(self.template, "template"),
            names_form=self.form_id is not None,
            form_id=decode_id_of("FormDefinition", self.form_id),
            expected_version=self.expected_version,
            section_code=self.section_code,
        )
