"""Mutation fields of who edits a case."""

from uuid import UUID

import strawberry

from backend.cases.commands import edit_case
from backend.cases.commands.steps import require_unrestricted
from backend.cases.inputs.cases import case_id_of
from backend.cases.inputs.editing import ReleaseCaseInput, TakeOverCaseInput
from backend.cases.tables.cases import CaseRow
from backend.cases.types.cases import Case
from backend.cases.types.editing import BeingEdited
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.fields import changes
from backend.reading.refusals import WrongStatus


@strawberry.type
class EditingMutations:
    @changes(
        "TakeOverCaseResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus,),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Edit a case from now on, also in a colleague's stead (編集の引受け).",
    )
    async def take_over_case(self, info: Info, input: TakeOverCaseInput) -> UUID:
        return await edit_case.take_over_case(info.context.operation, input.to_command())

    @changes(
        "ReleaseCaseResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, BeingEdited),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Let a case go, so that colleagues may edit it (編集の終了).",
    )
    async def release_case(self, info: Info, input: ReleaseCaseInput) -> UUID:
        return await edit_case.release_case(info.context.operation, case_id_of(input.case_id))
