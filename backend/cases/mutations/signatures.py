"""Mutation fields of showing and signing."""

from uuid import UUID

import strawberry

from backend.cases.commands import record_paper_signature as on_paper
from backend.cases.commands import show_to_citizen as showing
from backend.cases.commands import sign_documents as signing
from backend.cases.commands import withdraw_signature as withdrawing
from backend.cases.commands.show_to_citizen import repeat_showing, require_unrestricted_showing
from backend.cases.commands.steps import require_unrestricted_application
from backend.cases.inputs.signatures import (
    EndShowingInput,
    RecordPaperSignatureInput,
    ShowToCitizenInput,
    SignDocumentsInput,
    WithdrawSignatureInput,
)
from backend.cases.tables.cases import ApplicationRow
from backend.cases.tables.signatures import ShowingRow
from backend.cases.types.cases import Application, FailedChecks
from backend.cases.types.signatures import (
    AlreadySigned,
    DocumentChanged,
    Showing,
    ShowingEnded,
    SignedShowing,
)
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.fields import changes
from backend.reading.global_ids import decode_id_of
from backend.reading.refusals import WrongStatus


@strawberry.type
class SignatureMutations:
    @changes(
        "ShowToCitizenResult",
        Showing,
        row=ShowingRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, FailedChecks),
        is_idempotent=True,
        may_repeat=repeat_showing,
        description="Show filled forms on the citizen's tablet, for minutes (提示).",
    )
    async def show_to_citizen(self, info: Info, input: ShowToCitizenInput) -> UUID:
        return await showing.show_to_citizen(info.context.operation, input.to_command())

    @changes(
        "EndShowingResult",
        Showing,
        row=ShowingRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus,),
        is_idempotent=True,
        may_repeat=require_unrestricted_showing,
        description="End a showing: its token opens nothing more (提示の終了).",
    )
    async def end_showing(self, info: Info, input: EndShowingInput) -> UUID:
        return await showing.end_showing(
            info.context.operation, decode_id_of("Showing", input.showing_id)
        )

    @changes(
        "SignDocumentsResult",
        SignedShowing,
        row=ShowingRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, ShowingEnded, DocumentChanged, AlreadySigned),
        is_idempotent=True,
        may_repeat=require_unrestricted_showing,
        for_tablet=True,
        description="Sign what is shown: by the tablet's token, or at an official's pen tablet "
        "(署名).",
    )
    async def sign_documents(self, info: Info, input: SignDocumentsInput) -> UUID:
        return await signing.sign_documents(info.context.operation, input.to_command())

    @changes(
        "RecordPaperSignatureResult",
        Application,
        row=ApplicationRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus, DocumentChanged, AlreadySigned),
        is_idempotent=True,
        may_repeat=require_unrestricted_application,
        description="Record that the printed sheet was signed by hand (紙への署名).",
    )
    async def record_paper_signature(self, info: Info, input: RecordPaperSignatureInput) -> UUID:
        return await on_paper.record_paper_signature(
            info.context.operation, decode_id_of("Document", input.document_id)
        )

    @changes(
        "WithdrawSignatureResult",
        Application,
        row=ApplicationRow,
        needs=Permission.TAKE_CASE,
        refusals=(WrongStatus,),
        is_idempotent=True,
        may_repeat=require_unrestricted_application,
        description="Take a signature back, with a reason (署名の取消し).",
    )
    async def withdraw_signature(self, info: Info, input: WithdrawSignatureInput) -> UUID:
        return await withdrawing.withdraw_signature(
            info.context.operation, decode_id_of("Signature", input.signature_id), input.reason
        )
