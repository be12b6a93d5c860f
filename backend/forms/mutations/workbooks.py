"""Mutation fields of workbooks that become forms."""

import strawberry

from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.forms.commands import read_form_workbook as reading
from backend.forms.inputs.workbooks import ReadFormWorkbookInput
from backend.forms.types.workbooks import WorkbookForm, workbook_form
from backend.reading.fields import changes
from backend.reading.file_refusals import FILE_REFUSALS


@strawberry.type
class FormWorkbookMutations:
    @changes(
        "ReadFormWorkbookResult",
        WorkbookForm,
        needs=Permission.EDIT_FORMS,
        refusals=FILE_REFUSALS,
        description=(
            "Make a template of an Excel workbook, sent as a multipart request; no form is saved"
            " (Excel取込み)."
        ),
    )
    async def read_form_workbook(self, info: Info, input: ReadFormWorkbookInput) -> WorkbookForm:
        operation = info.context.operation
        return workbook_form(*await reading.read_form_workbook(operation, input.to_command()))
