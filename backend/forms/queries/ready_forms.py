"""Query fields of the ready forms (ひな型)."""

from typing import Annotated

import strawberry

from backend.context.graphql import Info
from backend.forms.ready_forms import ready_forms
from backend.forms.types.ready_forms import ReadyForm
from backend.reading.answers import answers

Code = Annotated[str, strawberry.argument(description="The code of readyForms (ひな型の記号).")]


@strawberry.type
class ReadyFormQueries:
    @answers(
        list[ReadyForm] | None,
        needs=True,
        description="The ready forms that a city can begin from (ひな型一覧).",
    )
    async def ready_forms(self, info: Info) -> list[ReadyForm]:
        return [ReadyForm.of(ready) for ready in ready_forms().values()]

    @answers(ReadyForm | None, needs=True, description="One ready form with its template (ひな型).")
    async def ready_form(self, info: Info, code: Code) -> ReadyForm | None:
        found = ready_forms().get(code)
        return ReadyForm.of(found) if found else None
