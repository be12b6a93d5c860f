"""Put a form's draft back to what it was, or give it to another section."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError
from backend.forms.commands.create_form import section_of
from backend.forms.commands.drafting_steps import (
    is_content_of,
    keep_revision,
    load_draft,
    load_for_edit,
    put,
    tell,
    touch,
)
from backend.forms.repository import drafts as repository
from backend.forms.status import FormEventKind, RevisionKind
from backend.forms.tables.drafts import FormDraftRow
from backend.forms.tables.versions import FormDefinitionRow
from backend.forms.template_shape import read_template


@dataclass(frozen=True, kw_only=True)
class RestoreForm:
    """Which draft goes back to which revision or version."""

    form_id: UUID | None
    expected_version: int
    names_revision: bool
    revision_id: UUID | None
    names_version: bool
    version_id: UUID | None


async def restore_form(operation: Operation, asked: RestoreForm) -> UUID:
    """Put a revision or version into the draft; what was there stays in the history."""
    if asked.names_revision == asked.names_version:
        raise InvalidInputError("履歴か版のどちらか1つを指定してください。", path=("input",))
    form, draft = await load_draft(operation, asked.form_id, asked.expected_version)
    template, note, number = await _former(operation, form, asked)
    await _put_back(operation, form, draft, read_template({**template, "id": form.code}))
    newest = await repository.find_newest_version(operation.session, form.id)
    draft.is_changed = not is_content_of(newest, draft)
    await keep_revision(operation, draft, RevisionKind.RESTORED, note=note, version_number=number)
    tell(operation, form, FormEventKind.DRAFT_RESTORED, version=draft.version)
    return draft.id


async def discard_form_draft(
    operation: Operation, form_id: UUID | None, expected_version: int
) -> UUID:
    """Give up the draft: back to the newest version, or to what the form was made as.

    What is given up stays in the history.
    """
    form, draft = await load_draft(operation, form_id, expected_version)
    newest = await repository.find_newest_version(operation.session, form.id)
    first = await repository.find_first_revision(operation.session, form.id)
    if newest is not None:
        template: dict[str, Any] = newest.document
    else:
        assert first is not None  # whatever makes a form without a version begins its history
        template = first.template
    await _put_back(operation, form, draft, read_template(template))
    draft.is_changed = newest is None
    draft.based_on_number = newest.number if newest else None
    await keep_revision(
        operation,
        draft,
        RevisionKind.RESTORED,
        note="下書きを取り消しました。",
        version_number=draft.based_on_number,
    )
    tell(operation, form, FormEventKind.DRAFT_DISCARDED, version=draft.version)
    return form.id


async def change_form_owner(
    operation: Operation, form_id: UUID | None, section_code: str | None
) -> UUID:
    """Give a form to another section, or to all of them."""
    form = await load_for_edit(operation, form_id)
    form.section_id = await section_of(operation, section_code)
    touch(operation, form)
    tell(operation, form, FormEventKind.OWNER_CHANGED)
    return form.id


async def _former(
    operation: Operation, form: FormDefinitionRow, asked: RestoreForm
) -> tuple[dict[str, Any], str, int | None]:
    """What the draft becomes, in words, and the version's number where it was one."""
    session = operation.session
    if asked.names_revision:
        revision = await repository.find_revision(session, form.id, asked.revision_id)
        if revision is None:
            raise NotFoundError("この履歴は見つかりません。", path=("input", "revisionId"))
        return revision.template, f"履歴{revision.number}に戻しました。", revision.version_number
    version = await repository.find_version(session, asked.version_id)
    if version is None or version.form_definition_id != form.id:
        raise NotFoundError("この帳票の版は見つかりません。", path=("input", "versionId"))
    return version.document, f"第{version.number}版に戻しました。", version.number


async def _put_back(
    operation: Operation, form: FormDefinitionRow, draft: FormDraftRow, template: dict[str, Any]
) -> None:
    put(operation, draft, template)
    touch(operation, form, template["title"] if draft.based_on_number is None else None)
