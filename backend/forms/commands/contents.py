"""What a form was or is: its draft, a revision, a version — by whatever names it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend.forms.repository import drafts as repository
from backend.forms.template_shape import read_template


@dataclass(frozen=True, kw_only=True)
class Content:
    """Which content of a form: the draft unless a revision or a version is named."""

    names_revision: bool = False
    revision_id: UUID | None = None
    names_version: bool = False
    version_id: UUID | None = None


async def find_content(
    session: AsyncSession, form_id: UUID, wanted: Content
) -> dict[str, Any] | None:
    """The template of a content, in the newest version of the format, if there is one."""
    stored = await _stored(session, form_id, wanted)
    return None if stored is None else read_template(dict(stored))


async def _stored(
    session: AsyncSession, form_id: UUID, wanted: Content
) -> Mapping[str, Any] | None:
    if wanted.names_revision:
        revision = await repository.find_revision(session, form_id, wanted.revision_id)
        return revision.template if revision else None
    if wanted.names_version:
        version = await repository.find_version(session, wanted.version_id)
        return version.document if version and version.form_definition_id == form_id else None
    draft = await repository.find_draft(session, form_id)
    if draft is not None:
        return draft.template
    newest = await repository.find_newest_version(session, form_id)
    return newest.document if newest else None
