"""Who has a form open to edit it: kept by beats, forgotten without them (編集中の職員)."""

from uuid import UUID

from backend.context.operation import Operation
from backend.errors import InvalidInputError
from backend.forms.commands.drafting_steps import tell
from backend.forms.drafting import SEEN_WITHIN, require_may_edit
from backend.forms.repository import drafts as repository
from backend.forms.status import FormEventKind
from backend.forms.tables.versions import FormDefinitionRow

LONGEST_TAB = 64
MOST_TABS = 10


async def keep_form_open(operation: Operation, form_id: UUID | None, tab_id: str) -> UUID:
    """Say that a tab has the form open, every 20 seconds; the others hear of the first time."""
    form = await _form(operation, form_id)
    tab = _tab(tab_id)
    session, principal = operation.session, operation.signed_in
    await repository.forget_stale_presence(session, form.id, operation.now - SEEN_WITHIN)
    is_new = await repository.see_presence(
        session,
        {
            "city_id": form.city_id,
            "form_definition_id": form.id,
            "staff_id": principal.staff_id,
            "tab_id": tab,
            "session_id": principal.session_id,
            "opened_at": operation.now,
            "seen_at": operation.now,
        },
    )
    if not is_new:
        # A beat changes nothing that anybody would look up: only opening and leaving are noted.
        operation.audit.is_change = False
        return form.id
    if await repository.count_tabs(session, form.id, principal.staff_id) > MOST_TABS:
        raise InvalidInputError(
            f"1つの帳票は{MOST_TABS}のタブまで開けます。使っていないタブを閉じてください。",
            path=("input", "tabId"),
        )
    operation.audit.show("formDefinition", (form.id,))
    tell(operation, form, FormEventKind.OPENED, tab=tab)
    return form.id


async def leave_form(operation: Operation, form_id: UUID | None, tab_id: str) -> UUID:
    """Say that a tab has let the form go; said twice it is the same."""
    form = await _form(operation, form_id)
    tab = _tab(tab_id)
    staff_id = operation.signed_in.staff_id
    if await repository.forget_presence(operation.session, form.id, staff_id=staff_id, tab_id=tab):
        operation.audit.show("formDefinition", (form.id,))
        tell(operation, form, FormEventKind.LEFT, tab=tab)
    else:
        operation.audit.is_change = False
    return form.id


async def leave_at_sign_out(operation: Operation) -> None:
    """Let go of every form that the ending session has open."""
    session = operation.session
    for form_id in await repository.forget_session(session, operation.signed_in.session_id):
        form = await repository.get_form(session, form_id)
        operation.audit.show("formDefinition", (form.id,))
        tell(operation, form, FormEventKind.LEFT)


async def _form(operation: Operation, form_id: UUID | None) -> FormDefinitionRow:
    form = await repository.get_form_to_open(operation.session, form_id, "input", "formId")
    require_may_edit(form.section_id, operation.signed_in)
    return form


def _tab(tab_id: str) -> str:
    if not 0 < len(tab_id) <= LONGEST_TAB:
        raise InvalidInputError(f"タブの名前は{LONGEST_TAB}文字までです。", path=("input", "tabId"))
    return tab_id
