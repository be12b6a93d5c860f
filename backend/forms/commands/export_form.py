"""Give a form as a file (書出し)."""

from typing import Any
from uuid import UUID

from backend.context.operation import Operation
from backend.forms.commands.carried_pictures import exported
from backend.forms.commands.contents import Content, find_content


async def export_form(
    operation: Operation, form_id: UUID | None, *, names_version: bool, version_id: UUID | None
) -> dict[str, Any] | None:
    """The draft of a form or one of its versions, with the pictures that it names."""
    if form_id is None:
        return None
    wanted = Content(names_version=names_version, version_id=version_id)
    template = await find_content(operation.session, form_id, wanted)
    return None if template is None else await exported(operation.session, template)
