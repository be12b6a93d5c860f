"""The schema: every slice's fields, composed."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from backend.audit.queries import AuditQueries
from backend.reading.check import check
from backend.reading.refusals import Refusal
from backend.staff.mutations import StaffMutations
from backend.staff.queries import StaffQueries


@strawberry.type(description="Reads.")
class Query(StaffQueries, AuditQueries):
    pass


@strawberry.type(description="Changes: one command each, refusals as types.")
class Mutation(StaffMutations):
    pass


schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    types=[Refusal],
    config=StrawberryConfig(enable_experimental_incremental_execution=False),
)
check(schema)
