"""Mutation fields of printer offsets."""

from uuid import UUID

import strawberry

from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.forms.commands import set_printer_offset as setting
from backend.forms.inputs.printers import SetPrinterOffsetInput
from backend.forms.tables.printers import PrinterOffsetRow
from backend.forms.types.printers import PrinterOffset
from backend.reading.fields import changes
from backend.reading.refusals import VersionConflict

# Who draws a form for pre-printed paper, and who stands at the printer.
ADJUSTING = (Permission.EDIT_FORMS, Permission.PRINT_DOCUMENTS)


@strawberry.type
class PrinterMutations:
    @changes(
        "SetPrinterOffsetResult",
        PrinterOffset,
        row=PrinterOffsetRow,
        needs=ADJUSTING,
        refusals=(VersionConflict,),
        description="Say how far a printer and tray are off (印字位置の調整).",
    )
    async def set_printer_offset(self, info: Info, input: SetPrinterOffsetInput) -> UUID:
        return await setting.set_printer_offset(info.context.operation, input.to_command())
