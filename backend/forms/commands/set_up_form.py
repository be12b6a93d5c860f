"""Take a form into a city that is being set up: published, with the first point of its history."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.context.operation import Operation
from backend.forms.commands.drafting_steps import keep_revision, new_draft
from backend.forms.definition import load_definition
from backend.forms.drafting import template_hash
from backend.forms.repository import drafts as repository
from backend.forms.status import RevisionKind
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow, FormVersionStatus


async def set_up_form(
    operation: Operation,
    city_id: int,
    document: Mapping[str, Any],
    valid_from: date,
    *,
    section_code: str | None = None,
) -> UUID:
    """Check a template and publish it as the first version of a new form; gives its id."""
    definition = load_definition(document)
    session = operation.session
    section = await repository.find_section_by_code(session, section_code) if section_code else None
    form = FormDefinitionRow(
        city_id=city_id,
        id=operation.new_id(),
        code=definition.id,
        title=definition.title,
        section_id=section.id if section else None,
        changed_at=operation.now,
        changed_by=None,
    )
    session.add(form)
    await session.flush()
    version = FormVersionRow(
        city_id=city_id,
        id=operation.new_id(),
        form_definition_id=form.id,
        number=1,
        status=FormVersionStatus.PUBLISHED,
        valid_from=valid_from,
        valid_to=None,
        document=dict(document),
        sha256=template_hash(document),
        published_at=operation.now,
        published_by=None,
        note=None,
        ended_at=None,
        ended_by=None,
    )
    session.add(version)
    draft = new_draft(operation, form, document)
    draft.is_changed, draft.based_on_number = False, version.number
    await keep_revision(operation, draft, RevisionKind.PUBLISHED, version_number=version.number)
    await session.flush()
    return version.id
