"""Query fields of the forms slice."""

from typing import Annotated

import strawberry
from sqlalchemy import select, type_coerce

from backend.context.graphql import Info
from backend.forms.form_filter import FormFilter, require_few_codes, search_words
from backend.forms.repository.lists import forms_matching
from backend.forms.status import FormState
from backend.forms.tables.versions import FormDefinitionRow
from backend.forms.types.versions import FormDefinition
from backend.reading.fields import Connection, One, Page, reads
from backend.reading.global_ids import GlobalId, NodeId

Search = Annotated[
    str | None,
    strawberry.argument(
        description="Words of the title or code that must all occur; width, kana and capitals"
        " make no difference (検索の語)."
    ),
]
OfSection = Annotated[
    str | None, strawberry.argument(description="The code of the section whose they are (担当課).")
]
States = Annotated[
    list[FormState] | None, strawberry.argument(description="Those that stand here (状態).")
]
Codes = Annotated[
    list[str] | None,
    strawberry.argument(
        description="Only these; formUses names those of a procedure or reason to come (記号)."
    ),
]
HasDraft = Annotated[
    bool | None,
    strawberry.argument(description="Whether a draft differs from the newest version (下書き)."),
]


@strawberry.type
class FormQueries:
    @reads(
        Connection[FormDefinition] | None,
        needs=True,
        description="The forms of the city, all or those that are wanted (帳票一覧).",
    )
    def form_definitions(
        self,
        info: Info,
        search: Search = None,
        section: OfSection = None,
        states: States = None,
        codes: Codes = None,
        has_draft: HasDraft = None,
    ) -> Page:
        wanted = FormFilter(
            words=search_words(search),
            section=section,
            states=states,
            codes=require_few_codes(codes),
            has_draft=has_draft,
        )
        return Page(
            forms_matching(wanted, info.context.operation.today),
            (FormDefinitionRow.code, FormDefinitionRow.id),
            FormDefinitionRow.id,
        )

    @reads(FormDefinition | None, needs=True, description="One form (帳票).")
    def form_definition(self, id: NodeId) -> One:
        key = type_coerce(id, GlobalId("FormDefinition"))
        return One(select(FormDefinitionRow).where(FormDefinitionRow.id == key))
