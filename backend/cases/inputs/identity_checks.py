"""The GraphQL inputs of identity checks and proofs, and the commands they become."""

from datetime import date

import strawberry

from backend.cases.commands.record_identity_check import RecordIdentityCheck
from backend.cases.commands.record_proof import RecordProof
from backend.cases.inputs.cases import case_id_of
from backend.cases.rules.notifier import HowChecked, ShownDocument
from backend.cases.status import ProofState
from backend.reading.global_ids import decode_id_of


@strawberry.input(description="A document that somebody showed (本人確認書類).")
class ShownDocumentInput:
    code: str = strawberry.field(description="Its code in the case's representation (書類).")
    how: HowChecked = strawberry.field(description="How it was checked (確認の方法).")
    number: str | None = strawberry.field(
        default=None,
        description="Its number, kept with only its last characters readable; never 個人番号.",
    )
    valid_until: date | None = strawberry.field(
        default=None, description="Its last day (有効期限)."
    )
    place_of_issue: str | None = strawberry.field(
        default=None, description="Who issued it (発行元)."
    )

    def to_document(self) -> ShownDocument:
        return ShownDocument(
            code=self.code,
            how=self.how,
            number=self.number,
            valid_until=self.valid_until,
            place_of_issue=self.place_of_issue,
        )


@strawberry.input(
    description="Whose identity, by which documents; or which check is withdrawn (本人確認)."
)
class RecordIdentityCheckInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="A person of the case; the notifier when left out."
    )
    expected_version: int | None = strawberry.field(
        default=None, description="The case's notifierVersion, to check the notifier (版)."
    )
    documents: list[ShownDocumentInput] = strawberry.field(
        default_factory=list, description="What was shown or asked (確認した書類)."
    )
    doubt: str | None = strawberry.field(
        default=None, description="Why it does not convince all the same (疑義)."
    )
    withdraws: strawberry.ID | None = strawberry.field(
        default=None, description="To withdraw this check instead (取り消す本人確認)."
    )
    withdrawal_reason: str | None = strawberry.field(
        default=None, description="Why it is withdrawn (取消しの理由)."
    )

    def to_command(self) -> RecordIdentityCheck:
        return RecordIdentityCheck(
            case_id=case_id_of(self.case_id),
            person_id=decode_id_of("CasePerson", self.person_id),
            has_person=self.person_id is not None,
            expected_version=self.expected_version,
            documents=[document.to_document() for document in self.documents],
            doubt=self.doubt,
            withdraws_id=decode_id_of("IdentityCheck", self.withdraws),
            is_withdrawal=self.withdraws is not None,
            withdrawal_reason=self.withdrawal_reason,
        )


@strawberry.input(description="How something that the notifier must show stands (資格を示す書類).")
class RecordProofInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    code: str = strawberry.field(description="A code of the case's requiredProofs (書類).")
    state: ProofState = strawberry.field(description="How it stands now (状態).")
    expected_version: int = strawberry.field(
        description="The proof's version; 0 when nothing was recorded (版)."
    )
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    document: str | None = strawberry.field(
        default=None, description="Which of its documents was shown (示された書類)."
    )
    note: str | None = strawberry.field(
        default=None, description="What was said, or why it is waived (理由)."
    )

    def to_command(self) -> RecordProof:
        return RecordProof(
            case_id=case_id_of(self.case_id),
            code=self.code,
            state=self.state,
            document=self.document,
            note=self.note,
            expected_version=self.expected_version,
        )
