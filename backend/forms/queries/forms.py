"""Query fields of the forms slice."""

import strawberry
from sqlalchemy import select, type_coerce

from backend.forms.tables.versions import FormDefinitionRow
from backend.forms.types.versions import FormDefinition
from backend.reading.fields import Connection, One, Page, reads
from backend.reading.global_ids import GlobalId, NodeId


@strawberry.type
class FormQueries:
    @reads(
        Connection[FormDefinition] | None,
        needs=True,
        description="The forms of the city (帳票一覧).",
    )
    def form_definitions(self) -> Page:
        return Page(
            select(FormDefinitionRow),
            (FormDefinitionRow.code, FormDefinitionRow.id),
            FormDefinitionRow.id,
        )

    @reads(FormDefinition | None, needs=True, description="One form (帳票).")
    def form_definition(self, id: NodeId) -> One:
        key = type_coerce(id, GlobalId("FormDefinition"))
        return One(select(FormDefinitionRow).where(FormDefinitionRow.id == key))
