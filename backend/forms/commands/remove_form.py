"""Remove a form that was made by mistake and never published (帳票の削除)."""

from uuid import UUID

from backend.context.operation import Operation
from backend.forms.commands.drafting_steps import load_draft, tell
from backend.forms.drafting import SEEN_WITHIN, require_closed, require_never_published
from backend.forms.repository import drafts as repository
from backend.forms.status import FormEventKind


async def remove_form(operation: Operation, form_id: UUID | None, expected_version: int) -> UUID:
    """Remove a form with its draft and history; its events and the audit log stay."""
    form, _ = await load_draft(operation, form_id, expected_version)
    session = operation.session
    require_never_published(await repository.count_versions(session, form.id))
    others = await repository.list_others_at_form(
        session,
        form.id,
        staff_id=operation.signed_in.staff_id,
        seen_since=operation.now - SEEN_WITHIN,
    )
    require_closed(others)
    tell(operation, form, FormEventKind.REMOVED)
    await repository.remove_form(session, form.id)
    return form.id
