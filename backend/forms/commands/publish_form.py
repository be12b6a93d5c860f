"""Take a form's template into a city (帳票の登録)."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import func, select

from backend.context.operation import Operation
from backend.forms.definition import load_definition
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow, FormVersionStatus


async def publish_form(
    operation: Operation, city_id: int, document: Mapping[str, Any], valid_from: date
) -> UUID:
    """Check a template and publish it as the form's next version; gives the version's id."""
    definition = load_definition(document)
    session = operation.session
    form = await session.scalar(
        select(FormDefinitionRow).where(FormDefinitionRow.code == definition.id)
    )
    if form is None:
        form = FormDefinitionRow(
            city_id=city_id, id=operation.new_id(), code=definition.id, title=definition.title
        )
        session.add(form)
        await session.flush()
    form.title = definition.title
    last = await session.scalar(
        select(func.max(FormVersionRow.number)).where(FormVersionRow.form_definition_id == form.id)
    )
    version = FormVersionRow(
        city_id=city_id,
        id=operation.new_id(),
        form_definition_id=form.id,
        number=(last or 0) + 1,
        status=FormVersionStatus.PUBLISHED,
        valid_from=valid_from,
        valid_to=None,
        document=dict(document),
        sha256=hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest(),
        published_at=operation.now,
    )
    session.add(version)
    await session.flush()
    return version.id
