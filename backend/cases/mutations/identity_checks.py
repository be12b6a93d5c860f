"""Mutation fields of identity checks and proofs."""

from uuid import UUID

import strawberry

from backend.cases.commands import record_identity_check as identifying
from backend.cases.commands import record_proof as proving
from backend.cases.commands.steps import require_unrestricted
from backend.cases.inputs.identity_checks import RecordIdentityCheckInput, RecordProofInput
from backend.cases.tables.cases import CaseRow
from backend.cases.types.cases import Case
from backend.cases.types.editing import BeingEdited
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.fields import changes
from backend.reading.refusals import VersionConflict, WrongStatus


@strawberry.type
class IdentityCheckMutations:
    @changes(
        "RecordIdentityCheckResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, VersionConflict, BeingEdited),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Record by which documents somebody was identified, or withdraw it (本人確認).",
    )
    async def record_identity_check(self, info: Info, input: RecordIdentityCheckInput) -> UUID:
        return await identifying.record_identity_check(info.context.operation, input.to_command())

    @changes(
        "RecordProofResult",
        Case,
        row=CaseRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, VersionConflict, BeingEdited),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Record what the notifier showed to act for others (資格を示す書類の記録).",
    )
    async def record_proof(self, info: Info, input: RecordProofInput) -> UUID:
        return await proving.record_proof(info.context.operation, input.to_command())
