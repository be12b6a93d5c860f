"""The GraphQL inputs of making and drafting forms, and the commands they become."""

from typing import Any

import strawberry

from backend.errors import InvalidInputError
from backend.forms.commands.create_form import CreateForm
from backend.forms.commands.drafts import SaveFormDraft
from backend.reading.global_ids import decode_id_of

OPTIONAL_KEY = "A key (冪等キー), 8 to 100 characters; the expected version guards without it too."


def template_of(given: Any, *path: str) -> dict[str, Any]:
    """A JSON scalar that must be an object."""
    if not isinstance(given, dict):
        raise InvalidInputError(
            "様式の JSON はオブジェクト（{…}）でなければなりません。", path=("input", *path)
        )
    return given


@strawberry.input(description="What a new form is and begins as (帳票の作成).")
class CreateFormInput:
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    title: str | None = strawberry.field(
        default=None,
        description="What it is called (帳票の名前); that of the template if left out.",
    )
    code: str | None = strawberry.field(
        default=None, description="Its name in the catalogue (記号); made where it is left out."
    )
    section_code: str | None = strawberry.field(
        default=None, description="Whose form it is (担当課); of the whole city if left out."
    )
    ready_form_code: str | None = strawberry.field(
        default=None, description="Begin as this ready form (ひな型)."
    )
    copy_of_form_id: strawberry.ID | None = strawberry.field(
        default=None, description="Begin as a copy of this form (コピー元)."
    )
    template: strawberry.scalars.JSON | None = strawberry.field(
        default=None, description="Begin as this template, such as readFormWorkbook gave it (様式)."
    )

    def to_command(self) -> CreateForm:
        return CreateForm(
            title=self.title,
            code=self.code,
            section_code=self.section_code,
            ready_form_code=self.ready_form_code,
            copies_form=self.copy_of_form_id is not None,
            copy_of_form_id=decode_id_of("FormDefinition", self.copy_of_form_id),
            template=None if self.template is None else template_of(self.template, "template"),
        )


@strawberry.input(description="The draft of a form as it shall be (下書きの保存).")
class SaveFormDraftInput:
    form_id: strawberry.ID = strawberry.field(description="The form (帳票).")
    expected_version: int = strawberry.field(description="The version of the draft (版).")
    template: strawberry.scalars.JSON = strawberry.field(
        description="The whole template, up to 2 MB; it may be unfinished (様式)."
    )
    note: str | None = strawberry.field(
        default=None, description="Makes this save a point of the history by itself (メモ)."
    )
    tab_id: str | None = strawberry.field(
        default=None, description="As keepFormOpen has it; events name it (タブ)."
    )
    is_merge: bool = strawberry.field(
        default=False, description="Two persons' changes were put together (変更の統合)."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=OPTIONAL_KEY)

    def to_command(self) -> SaveFormDraft:
        return SaveFormDraft(
            form_id=decode_id_of("FormDefinition", self.form_id),
            expected_version=self.expected_version,
            template=template_of(self.template, "template"),
            note=self.note,
            tab_id=self.tab_id,
            is_merge=self.is_merge,
        )


@strawberry.input(description="Which form is removed: never published (帳票の削除).")
class RemoveFormInput:
    form_id: strawberry.ID = strawberry.field(description="The form (帳票).")
    expected_version: int = strawberry.field(description="The version of the draft (版).")
    idempotency_key: str | None = strawberry.field(default=None, description=OPTIONAL_KEY)


@strawberry.input(description="Which form a tab has open (編集中の帳票).")
class KeepFormOpenInput:
    form_id: strawberry.ID = strawberry.field(description="The form (帳票).")
    tab_id: str = strawberry.field(description="Any name of the tab, up to 64 characters (タブ).")
    idempotency_key: str | None = strawberry.field(
        default=None, description="Not needed: said twice it is the same (冪等キー)."
    )


@strawberry.input(description="Which form a tab lets go (編集の終了).")
class LeaveFormInput(KeepFormOpenInput):
    pass
