"""The GraphQL inputs of showing and signing, and the commands they become."""

import strawberry

from backend.cases.commands.show_to_citizen import ShowToCitizen
from backend.cases.commands.sign_documents import SignDocuments, SignedDocument
from backend.cases.inputs.cases import case_id_of
from backend.cases.rules.signatures import USUAL_SHOWING
from backend.forms.strokes import Point
from backend.reading.global_ids import decode_id_of

KEY = "A fresh key for each intention (冪等キー), 8 to 100 characters."


@strawberry.input(description="What to show on the citizen's tablet (提示するもの).")
class ShowToCitizenInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    idempotency_key: str = strawberry.field(description=KEY)
    form_codes: list[str] | None = strawberry.field(
        default=None, description="Only these filled forms; all when left out."
    )
    minutes: int = strawberry.field(
        default=USUAL_SHOWING, description="How long the token holds, 1 to 30 minutes (分)."
    )

    def to_command(self) -> ShowToCitizen:
        return ShowToCitizen(
            case_id=case_id_of(self.case_id), form_codes=self.form_codes, minutes=self.minutes
        )


@strawberry.input(description="Which showing to end (提示の終了).")
class EndShowingInput:
    showing_id: strawberry.ID = strawberry.field(description="The showing (提示).")
    idempotency_key: str = strawberry.field(description=KEY)


@strawberry.input(description="A document and what the signer saw of it (署名する書類).")
class SignedDocumentInput:
    id: strawberry.ID = strawberry.field(description="The shown document (提示した書類).")
    content_hash: str = strawberry.field(description="Its contentHash, as it was shown.")


@strawberry.input(description="Where the pen was, how hard, and when (筆跡の点).")
class PointInput:
    x: float = strawberry.field(description="From the pad's left edge, in mm.")
    y: float = strawberry.field(description="From the pad's top edge, in mm.")
    pressure: float = strawberry.field(
        description="From 0 to 1; 0.5 where the pen cannot tell (筆圧)."
    )
    time: float = strawberry.field(description="Milliseconds from the first point on.")

    def to_point(self) -> Point:
        return (self.x, self.y, self.pressure, self.time)


@strawberry.input(description="From pen down to pen up (一画).")
class StrokeInput:
    points: list[PointInput] = strawberry.field(description="In the order of time (点).")


@strawberry.input(description="The area that was signed on (署名の欄).")
class PadInput:
    width_mm: float = strawberry.field(description="Width in mm, 20 to 600 (幅).")
    height_mm: float = strawberry.field(description="Height in mm, 20 to 600 (高さ).")


@strawberry.input(
    description="Which documents to sign, and the one signature under all of them (署名)."
)
class SignDocumentsInput:
    documents: list[SignedDocumentInput] = strawberry.field(
        description="All of them are signed, or none (書類)."
    )
    strokes: list[StrokeInput] = strawberry.field(
        description="The signature: at most 300 strokes and 6,000 points (筆跡)."
    )
    pad: PadInput = strawberry.field(description="The area that was signed on (署名の欄).")
    has_consented: bool = strawberry.field(
        description="The signer agreed to the consent of each document (同意)."
    )
    idempotency_key: str = strawberry.field(description=KEY)

    def to_command(self) -> SignDocuments:
        return SignDocuments(
            documents=[
                SignedDocument(decode_id_of("ShownDocument", one.id), one.content_hash)
                for one in self.documents
            ],
            strokes=[[point.to_point() for point in stroke.points] for stroke in self.strokes],
            pad_width_mm=self.pad.width_mm,
            pad_height_mm=self.pad.height_mm,
            has_consented=self.has_consented,
        )


@strawberry.input(description="Which printed sheet was signed by hand (紙への署名).")
class RecordPaperSignatureInput:
    document_id: strawberry.ID = strawberry.field(description="The printed document (印刷物).")
    idempotency_key: str = strawberry.field(description=KEY)


@strawberry.input(description="Which signature to take back, and why (署名の取消し).")
class WithdrawSignatureInput:
    signature_id: strawberry.ID = strawberry.field(description="The signature (署名).")
    reason: str = strawberry.field(description="Why it is taken back (取消しの理由).")
    idempotency_key: str = strawberry.field(description=KEY)
