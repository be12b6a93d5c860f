"""Make a form: from a ready form, a copy, a template, or white paper (帳票の作成)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import InvalidInputError, NotPermittedError
from backend.forms.commands.contents import Content, find_content
from backend.forms.commands.drafting_steps import keep_revision, new_draft, tell
from backend.forms.drafting import free_code, may_edit
from backend.forms.ready_forms import get_ready_form
from backend.forms.repository import drafts as repository
from backend.forms.status import FormEventKind, RevisionKind
from backend.forms.tables.versions import FormDefinitionRow
from backend.forms.template_migrations import CURRENT_VERSION
from backend.forms.template_shape import CODE_PATTERN, FORMAT, LONGEST_TITLE, read_template
from backend.shared.names import require_stored_text

USUAL_CODE = "form"


@dataclass(frozen=True, kw_only=True)
class CreateForm:
    """What the form is called, whose it is, and what it begins as: one of three, or nothing."""

    title: str | None
    code: str | None
    section_code: str | None
    ready_form_code: str | None
    copies_form: bool
    copy_of_form_id: UUID | None
    template: Mapping[str, Any] | None


async def create_form(operation: Operation, asked: CreateForm) -> UUID:
    """Make a form with its first draft; it is in use only once it is published."""
    section_id = await section_of(operation, asked.section_code)
    template = await _beginning(operation, asked)
    await repository.lock_codes(operation.session, operation.signed_in.city_id)
    taken = set(await repository.list_codes(operation.session))
    code = _own_code(asked.code, taken) or free_code(template["id"], taken)
    title = template["title"] if asked.title is None else _title(asked.title)
    form = await make_form(operation, {**template, "id": code, "title": title}, section_id)
    return form.id


async def make_form(
    operation: Operation,
    template: Mapping[str, Any],
    section_id: UUID | None,
    kind: RevisionKind = RevisionKind.CREATED,
) -> FormDefinitionRow:
    """A form with its first draft and the first point of its history."""
    principal = operation.signed_in
    form = FormDefinitionRow(
        city_id=principal.city_id,
        id=operation.new_id(),
        code=template["id"],
        title=template["title"],
        section_id=section_id,
        changed_at=operation.now,
        changed_by=principal.staff_id,
    )
    operation.session.add(form)
    await operation.session.flush()
    draft = new_draft(operation, form, template)
    await keep_revision(operation, draft, kind)
    operation.audit.show("formDefinition", (form.id,))
    tell(operation, form, FormEventKind.CREATED, version=draft.version)
    return form


async def section_of(operation: Operation, code: str | None) -> UUID | None:
    """The section that a form is to belong to: one's own, unless one keeps all forms."""
    if code is None:
        return None
    path = ("input", "sectionCode")
    section = await repository.find_section_by_code(operation.session, code)
    if section is None:
        raise InvalidInputError("この課はありません。", path=path)
    if section.closed_on is not None and section.closed_on <= operation.today:
        raise InvalidInputError(f"{section.name}は廃止されています。", path=path)
    principal = operation.signed_in
    keeps_all = Permission.EDIT_ALL_FORMS in principal.permissions
    if not keeps_all and section.id not in principal.section_ids:
        raise NotPermittedError(
            f"{section.name}の帳票は作れません。自分の課を選んでください。", path=path
        )
    return section.id


async def _beginning(operation: Operation, asked: CreateForm) -> Mapping[str, Any]:
    """The template that the form begins as."""
    given = (asked.ready_form_code is not None, asked.copies_form, asked.template is not None)
    if sum(given) > 1:
        raise InvalidInputError(
            "ひな型、コピー元、様式のどれか1つだけを指定してください。", path=("input",)
        )
    if asked.ready_form_code is not None:
        return get_ready_form(asked.ready_form_code, "input", "readyFormCode").template
    if asked.copies_form:
        form = await repository.get_form(
            operation.session, asked.copy_of_form_id, "input", "copyOfFormId"
        )
        return await _content_of(operation, form)
    if asked.template is not None:
        return read_template(asked.template)
    if asked.title is None:
        raise InvalidInputError("帳票の名前を入力してください。", path=("input", "title"))
    return white_paper()


async def _content_of(operation: Operation, form: FormDefinitionRow) -> dict[str, Any]:
    """What is copied: what is in use; of a form of one's own, or not yet in use, its draft."""
    if not may_edit(form.section_id, operation.signed_in):
        version = await repository.find_newest_version(operation.session, form.id)
        if version is not None:
            return read_template(version.document)
    found = await find_content(operation.session, form.id, Content())
    assert found is not None  # whatever makes a form makes its draft or its version
    return found


def white_paper() -> dict[str, Any]:
    """An A4 page with nothing on it."""
    page = {"id": "page1", "size": "A4", "elements": []}
    return {
        "format": FORMAT,
        "version": CURRENT_VERSION,
        "id": USUAL_CODE,
        "title": "新しい帳票",
        "inputs": [],
        "pages": [page],
    }


def _own_code(code: str | None, taken: set[str]) -> str | None:
    if code is None:
        return None
    path = ("input", "code")
    if not CODE_PATTERN.fullmatch(code):
        raise InvalidInputError(
            "記号は英小文字で始まる64文字までの英数字、_、- にしてください。", path=path
        )
    if code in taken:
        raise InvalidInputError("この記号の帳票はもうあります。別の記号にしてください。", path=path)
    return code


def _title(title: str) -> str:
    path = ("input", "title")
    text = require_stored_text(title, longest=LONGEST_TITLE, path=path).strip()
    if not text:
        raise InvalidInputError("帳票の名前を入力してください。", path=path)
    return text
