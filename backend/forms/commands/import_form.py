"""Take a template from a file or from elsewhere, as a new form or as a form's draft (取込み)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.context.operation import Operation
from backend.errors import InvalidInputError
from backend.forms.commands.carried_pictures import load_with_assets, take_assets
from backend.forms.commands.create_form import make_form, section_of
from backend.forms.commands.drafting_steps import keep_revision, load_draft, put, tell, touch
from backend.forms.drafting import free_code
from backend.forms.repository import drafts as repository
from backend.forms.status import FormEventKind, RevisionKind
from backend.forms.template_file import ASSETS, read_file
from backend.forms.template_shape import read_template
from backend.shared.uploads import UploadedFile


@dataclass(frozen=True, kw_only=True)
class ImportForm:
    """A file or a template; into which form, or into a new one of which section."""

    file: UploadedFile | None
    template: Mapping[str, Any] | None
    names_form: bool
    form_id: UUID | None
    expected_version: int | None
    section_code: str | None


async def import_form(operation: Operation, asked: ImportForm) -> UUID:
    """Take a template in; one that is not valid is refused with every place."""
    document = _document(asked)
    if asked.names_form:
        return await _into_form(operation, asked, document)
    section_id = await section_of(operation, asked.section_code)
    template = await _sound_template(operation, document)
    await repository.lock_codes(operation.session, operation.signed_in.city_id)
    code = free_code(template["id"], set(await repository.list_codes(operation.session)))
    form = await make_form(operation, {**template, "id": code}, section_id, RevisionKind.IMPORTED)
    return form.id


async def _into_form(operation: Operation, asked: ImportForm, document: dict[str, Any]) -> UUID:
    if asked.expected_version is None:
        raise InvalidInputError(
            "下書きの版（expectedVersion）を指定してください。", path=("input", "expectedVersion")
        )
    form, draft = await load_draft(operation, asked.form_id, asked.expected_version)
    template = await _sound_template(operation, document)
    put(operation, draft, {**template, "id": form.code})
    touch(operation, form, template["title"] if draft.based_on_number is None else None)
    await keep_revision(operation, draft, RevisionKind.IMPORTED)
    tell(operation, form, FormEventKind.DRAFT_IMPORTED, version=draft.version)
    return form.id


def _document(asked: ImportForm) -> dict[str, Any]:
    if (asked.file is None) == (asked.template is None):
        raise InvalidInputError("ファイルか様式のどちらか1つを指定してください。", path=("input",))
    if asked.file is not None:
        return read_file(asked.file.content)
    assert asked.template is not None
    return dict(asked.template)


async def _sound_template(operation: Operation, document: dict[str, Any]) -> dict[str, Any]:
    """The template in the newest version, its pictures kept, checked as for publishing."""
    pictures = document.pop(ASSETS, {})
    template = await take_assets(operation, read_template(document), pictures)
    await load_with_assets(operation.session, template)
    return template
