"""What all changes of a draft share: load and lock, refuse, keep the history, tell."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.context.operation import Operation
from backend.errors import InvalidInputError, VersionConflictError
from backend.events.repository import announce
from backend.events.tables import StreamKind
from backend.forms.drafting import (
    LastRevision,
    goes_on,
    require_may_edit,
    template_hash,
)
from backend.forms.repository import drafts as repository
from backend.forms.status import FormEventKind, RevisionKind
from backend.forms.tables.drafts import FormDraftRow, FormRevisionRow
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow
from backend.forms.template_shape import read_template
from backend.shared.names import require_stored_text

LONGEST_NOTE = 200


def note_of(note: str | None, *path: str) -> str | None:
    """What somebody wrote about a change; blanks are nothing."""
    text = require_stored_text(note or "", longest=LONGEST_NOTE, path=path)
    return text.strip() or None


async def load_for_edit(operation: Operation, form_id: UUID | None) -> FormDefinitionRow:
    """A form, locked, that the official may draft."""
    form = await repository.get_form_for_update(operation.session, form_id, "input", "formId")
    operation.audit.show("formDefinition", (form.id,))
    require_may_edit(form.section_id, operation.signed_in)
    return form


async def draft_of(operation: Operation, form: FormDefinitionRow) -> FormDraftRow:
    """The draft of a form; one from before there were drafts gets it from its newest version."""
    found = await repository.find_draft(operation.session, form.id)
    if found is not None:
        return found
    newest = await repository.find_newest_version(operation.session, form.id)
    assert newest is not None  # whatever makes a form makes its draft or its version
    draft = new_draft(operation, form, newest.document)
    draft.version, draft.is_changed, draft.based_on_number = 0, False, newest.number
    await operation.session.flush()
    return draft


def new_draft(
    operation: Operation, form: FormDefinitionRow, template: Mapping[str, Any]
) -> FormDraftRow:
    """The first draft of a form."""
    draft = FormDraftRow(
        city_id=form.city_id,
        id=operation.new_id(),
        form_definition_id=form.id,
        version=1,
        template=dict(template),
        sha256=template_hash(template),
        is_changed=True,
        based_on_number=None,
        saved_at=operation.now,
        saved_by=operation.principal.staff_id if operation.principal else None,
    )
    operation.session.add(draft)
    return draft


def is_content_of(version: FormVersionRow | None, draft: FormDraftRow) -> bool:
    """Whether a draft is what a version holds; an old one is read in the newest format first."""
    return version is not None and template_hash(read_template(version.document)) == draft.sha256


async def load_draft(
    operation: Operation, form_id: UUID | None, expected_version: int
) -> tuple[FormDefinitionRow, FormDraftRow]:
    """A form and its draft, refused when somebody else has saved since."""
    form = await load_for_edit(operation, form_id)
    draft = await draft_of(operation, form)
    if draft.version != expected_version:
        raise conflict(draft)
    return form, draft


def conflict(draft: FormDraftRow) -> VersionConflictError:
    """The refusal that shows what somebody else has saved since."""
    return VersionConflictError(
        "ほかの職員が先に保存しました。相手の内容と見比べて、どちらを残すか選んでください。",
        current=(FormDraftRow, draft.id),
        path=("input", "expectedVersion"),
    )


def require_same_code(form: FormDefinitionRow, template: Mapping[str, Any]) -> None:
    """The code of a form is its name in the catalogue and never changes."""
    if template["id"] != form.code:
        raise InvalidInputError(
            f"様式の id は「{form.code}」のままにしてください。", path=("input", "template", "id")
        )


def put(operation: Operation, draft: FormDraftRow, template: Mapping[str, Any]) -> None:
    """Put a template into the draft."""
    draft.template = dict(template)
    draft.sha256 = template_hash(template)
    draft.version += 1
    draft.is_changed = True
    draft.saved_at, draft.saved_by = operation.now, operation.signed_in.staff_id


def touch(operation: Operation, form: FormDefinitionRow, title: str | None = None) -> None:
    """Note on the form who changed it last; before its first version it is called as its draft."""
    form.changed_at, form.changed_by = operation.now, operation.signed_in.staff_id
    if title is not None and form.title != title:
        form.title = title


async def keep_revision(
    operation: Operation,
    draft: FormDraftRow,
    kind: RevisionKind,
    *,
    note: str | None = None,
    version_number: int | None = None,
) -> FormRevisionRow:
    """Keep what the draft is now: in the newest revision where it goes on, else in a new one."""
    last = await repository.find_last_revision(operation.session, draft.form_definition_id)
    staff_id = operation.principal.staff_id if operation.principal else None
    if (
        last is not None
        and staff_id is not None
        and kind is RevisionKind.SAVED
        and goes_on(_last(last), staff_id, operation.now, note)
    ):
        last.template, last.sha256 = draft.template, draft.sha256
        last.saved_at = operation.now
        return last
    revision = FormRevisionRow(
        city_id=draft.city_id,
        id=operation.new_id(),
        form_definition_id=draft.form_definition_id,
        number=last.number + 1 if last else 1,
        kind=kind,
        note=note,
        version_number=version_number,
        begun_at=operation.now,
        saved_at=operation.now,
        saved_by=staff_id,
        template=draft.template,
        sha256=draft.sha256,
    )
    operation.session.add(revision)
    return revision


def _last(row: FormRevisionRow) -> LastRevision:
    return LastRevision(RevisionKind(row.kind), row.saved_by, row.begun_at, row.note)


def tell(operation: Operation, form: FormDefinitionRow, kind: FormEventKind, **detail: Any) -> None:
    """Announce to all who have the form open."""
    said = {name: value for name, value in detail.items() if value is not None}
    announce(operation, StreamKind.FORM, form.id, kind.value, **said)
