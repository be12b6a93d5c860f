"""Save the draft of a form as one works (下書きの保存)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.context.operation import Operation
from backend.forms.commands.drafting_steps import (
    conflict,
    draft_of,
    keep_revision,
    load_for_edit,
    note_of,
    put,
    require_same_code,
    tell,
    touch,
)
from backend.forms.drafting import template_hash
from backend.forms.status import FormEventKind, RevisionKind
from backend.forms.tables.drafts import FormDraftRow
from backend.forms.template_shape import read_template


@dataclass(frozen=True, kw_only=True)
class SaveFormDraft:
    """A template, and the version of the draft that it was made from.

    A note makes the save a point of the history by itself; ``is_merge``: two persons' changes were
    put together by hand.
    """

    form_id: UUID | None
    expected_version: int
    template: Mapping[str, Any]
    note: str | None
    tab_id: str | None
    is_merge: bool


async def save_form_draft(operation: Operation, asked: SaveFormDraft) -> UUID:
    """Save a draft: it may be unfinished, but it must be a template in its outer shape."""
    form = await load_for_edit(operation, asked.form_id)
    template = read_template(asked.template)
    require_same_code(form, template)
    note = note_of(asked.note, "input", "note")
    draft = await draft_of(operation, form)
    if _is_saved_already(operation, draft, template, asked.expected_version):
        return draft.id
    if draft.version != asked.expected_version:
        raise conflict(draft)
    put(operation, draft, template)
    touch(operation, form, template["title"] if draft.based_on_number is None else None)
    kind = RevisionKind.MERGED if asked.is_merge else RevisionKind.SAVED
    await keep_revision(operation, draft, kind, note=note)
    tell(
        operation, form, FormEventKind.DRAFT_SAVED, version=draft.version, tab=tab_of(asked.tab_id)
    )
    return draft.id


def _is_saved_already(
    operation: Operation, draft: FormDraftRow, template: Mapping[str, Any], expected: int
) -> bool:
    """The same save sent again, because its answer was lost: it is answered, not refused."""
    return (
        draft.version == expected + 1
        and draft.saved_by == operation.signed_in.staff_id
        and draft.sha256 == template_hash(template)
    )


def tab_of(tab_id: str | None) -> str | None:
    """A tab's name where it is one; it goes to the events alone."""
    return tab_id if tab_id and len(tab_id) <= 64 else None
