"""Mutation fields of the cases slice."""

from uuid import UUID

import strawberry

from backend.cases.commands import choose_procedures as choosing
from backend.cases.commands import close_case as closing
from backend.cases.commands import fill_form as filling
from backend.cases.commands import open_case as opening
from backend.cases.commands import print_documents as printing
from backend.cases.commands import record_answers as answering
from backend.cases.commands import record_person as recording
from backend.cases.commands.steps import (
    require_unrestricted,
    require_unrestricted_application,
    require_unrestricted_print_run,
)
from backend.cases.inputs.cases import (
    ChooseProceduresInput,
    CompleteCaseInput,
    FillFormInput,
    OpenCaseInput,
    PrintDocumentsInput,
    RecordAnswersInput,
    RecordPersonInput,
    WithdrawCaseInput,
    case_id_of,
)
from backend.cases.tables.cases import ApplicationRow, CaseRow, PrintRunRow
from backend.cases.types.cases import Application, Case, FailedChecks, PrintRun, Unprintable
from backend.cases.types.editing import BeingEdited
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.fields import changes
from backend.reading.refusals import NeedsConfirmation, VersionConflict, WrongStatus


@strawberry.type
class CaseMutations:
    @changes(
        "OpenCaseResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Open a case (受付開始).",
    )
    async def open_case(self, info: Info, input: OpenCaseInput) -> UUID:
        return await opening.open_case(info.context.operation, input.to_command())

    @changes(
        "RecordPersonResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, VersionConflict, BeingEdited),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Add a person to a case, found or entered, or change one (異動者等の記録).",
    )
    async def record_person(self, info: Info, input: RecordPersonInput) -> UUID:
        return await recording.record_person(info.context.operation, input.to_command())

    @changes(
        "RecordAnswersResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, VersionConflict, BeingEdited),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Answer open questions and say more of the change (回答の記録).",
    )
    async def record_answers(self, info: Info, input: RecordAnswersInput) -> UUID:
        return await answering.record_answers(info.context.operation, input.to_command())

    @changes(
        "ChooseProceduresResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, VersionConflict, BeingEdited),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Add or drop procedures with a reason (手続の選択).",
    )
    async def choose_procedures(self, info: Info, input: ChooseProceduresInput) -> UUID:
        return await choosing.choose_procedures(info.context.operation, input.to_command())

    @changes(
        "FillFormResult",
        Application,
        row=ApplicationRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, VersionConflict, BeingEdited),
        is_idempotent=True,
        may_repeat=require_unrestricted_application,
        description="Fill a form: what is known is there already (帳票の記入).",
    )
    async def fill_form(self, info: Info, input: FillFormInput) -> UUID:
        return await filling.fill_form(info.context.operation, input.to_command())

    @changes(
        "PrintDocumentsResult",
        PrintRun,
        row=PrintRunRow,
        needs=Permission.PRINT_DOCUMENTS,
        refusals=(WrongStatus, FailedChecks, NeedsConfirmation, Unprintable),
        is_idempotent=True,
        may_repeat=require_unrestricted_print_run,
        description="Print one or all documents of a case, or refuse with every place (印刷).",
    )
    async def print_documents(self, info: Info, input: PrintDocumentsInput) -> UUID:
        return await printing.print_documents(info.context.operation, input.to_command())

    @changes(
        "CompleteCaseResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, VersionConflict, FailedChecks, NeedsConfirmation, BeingEdited),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Complete a case (完了).",
    )
    async def complete_case(self, info: Info, input: CompleteCaseInput) -> UUID:
        return await closing.complete_case(
            info.context.operation,
            case_id_of(input.case_id),
            input.expected_version,
            input.confirmed_alerts,
            completes_own_tasks=input.completes_own_tasks,
        )

    @changes(
        "WithdrawCaseResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, VersionConflict, BeingEdited),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Withdraw a case, with a reason (取下げ).",
    )
    async def withdraw_case(self, info: Info, input: WithdrawCaseInput) -> UUID:
        return await closing.withdraw_case(
            info.context.operation, case_id_of(input.case_id), input.expected_version, input.reason
        )
