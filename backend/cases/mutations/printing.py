"""Mutation fields of printing."""

from uuid import UUID

import strawberry

from backend.cases.commands import print_again as repeating
from backend.cases.commands.steps import require_unrestricted_print_run
from backend.cases.inputs.printing import PrintAgainInput
from backend.cases.tables.cases import PrintRunRow
from backend.cases.types.cases import PrintRun
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.fields import changes
from backend.reading.refusals import WrongStatus


@strawberry.type
class PrintingMutations:
    @changes(
        "PrintAgainResult",
        PrintRun,
        row=PrintRunRow,
        needs=Permission.PRINT_DOCUMENTS,
        refusals=(WrongStatus,),
        is_idempotent=True,
        may_repeat=require_unrestricted_print_run,
        description="Print again what was printed, byte for byte (再印刷).",
    )
    async def print_again(self, info: Info, input: PrintAgainInput) -> UUID:
        return await repeating.print_again(info.context.operation, input.to_command())
