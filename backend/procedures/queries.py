"""Query fields of the procedures slice."""

from typing import Annotated

import strawberry

from backend.context.graphql import Info
from backend.procedures.form_uses import form_uses
from backend.procedures.repository import procedures_on, reasons_on
from backend.procedures.store import CatalogueStore
from backend.procedures.tables import ProcedureRow, ReasonRow
from backend.procedures.types import FormUse, Procedure, Reason
from backend.reading.answers import answers
from backend.reading.fields import Connection, Page, reads

OfReason = Annotated[
    str | None, strawberry.argument(description="Only those of this reason to come (用件).")
]


@strawberry.type
class ProcedureQueries:
    @reads(
        Connection[Reason] | None,
        needs=True,
        description="Reasons to come (用件) of the catalogue in force today.",
    )
    def reasons(self, info: Info) -> Page:
        statement = reasons_on(info.context.operation.today)
        return Page(statement, (ReasonRow.position, ReasonRow.id), ReasonRow.id)

    @reads(
        Connection[Procedure] | None,
        needs=True,
        description="Procedures (手続き) of the catalogue in force today.",
    )
    def procedures(self, info: Info, reason: OfReason = None) -> Page:
        statement = procedures_on(info.context.operation.today, reason)
        return Page(statement, (ProcedureRow.position, ProcedureRow.id), ProcedureRow.id)

    @answers(
        list[FormUse] | None,
        needs=True,
        description="Which procedures and reasons to come use each form (帳票の使われ方).",
    )
    async def form_uses(self, info: Info) -> list[FormUse]:
        operation = info.context.operation
        store: CatalogueStore = operation.services["catalogues"]
        city_id = operation.signed_in.city_id
        _, catalogue = await store.published(operation.session, city_id, operation.today)
        return [FormUse.of(use) for use in form_uses(catalogue, operation.today)]
