"""Query fields that give a form as a file."""

from typing import Annotated

import strawberry

from backend.context.graphql import Info
from backend.forms.commands.export_form import export_form
from backend.forms.drafting import READING_DRAFTS
from backend.reading.answers import answers
from backend.reading.global_ids import NodeId, decode_id_of

OfVersion = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="A version (版); the draft if left out."),
]


@strawberry.type
class ExportQueries:
    @answers(
        strawberry.scalars.JSON | None,
        needs=READING_DRAFTS,
        description="A form as a file that importForm takes, its pictures inside (書出し).",
    )
    async def export_form(
        self, info: Info, form_id: NodeId, version_id: OfVersion = None
    ) -> strawberry.scalars.JSON | None:
        found = await export_form(
            info.context.operation,
            decode_id_of("FormDefinition", form_id),
            names_version=version_id is not None,
            version_id=decode_id_of("FormVersion", version_id),
        )
        return None if found is None else strawberry.scalars.JSON(found)
