"""What showings and signatures show."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from backend.cases.errors import AlreadySignedError, DocumentChangedError, ShowingEndedError
from backend.cases.repository.signatures import is_shown_signed
from backend.cases.rules.signatures import showing_status
from backend.cases.status import ShowingStatus, SignatureMethod
from backend.cases.tables.signatures import ShowingRow, ShownDocumentRow, SignatureRow
from backend.reading.fields import column, computed, global_id, many, one, shown
from backend.reading.refusals import Refusal, refusal
from backend.reading.sources import FRESH_TOKENS, NOW
from backend.staff.tables import StaffRow
from backend.staff.types import Staff

for listed, words in (
    (ShowingStatus, "Where a showing on a citizen's tablet stands (提示の状態)."),
    (SignatureMethod, "How somebody signed (署名の方法)."),
):
    strawberry.enum(listed, description=words)


@strawberry.type(description="A page of a shown document as a picture (ページの画像).")
class ShownPage:
    number: int
    width_mm: float
    height_mm: float
    path: str = strawberry.field(
        description="Fetch the PNG here with the same token; ?width= 300 to 3000 pixels."
    )


def page_path(document_id: UUID, number: int) -> str:
    """Where a page's picture is fetched."""
    return f"/tablet/pages/{document_id}/{number}.png"


def shown_pages(document_id: UUID, sizes: list[Any]) -> list[ShownPage]:
    """The stored sizes as pages."""
    return [
        ShownPage(
            number=number, width_mm=width, height_mm=height, path=page_path(document_id, number)
        )
        for number, (width, height) in enumerate(sizes, start=1)
    ]


@shown(
    ShownDocumentRow,
    description="A filled form as it was when it was shown to the citizen (提示した書類).",
    audited=(("case", ShownDocumentRow.case_id),),
)
class ShownDocument:
    id: strawberry.ID = global_id("ShownDocument", ShownDocumentRow.id)
    form_code: str = column(ShownDocumentRow.form_code)
    title: str = column(ShownDocumentRow.title)
    content_hash: str = column(
        ShownDocumentRow.content_sha256,
        description="Of what it says without signatures: what is agreed to by signing.",
    )
    consent: str = column(
        ShownDocumentRow.consent, description="The sentence to show before signing (同意の文)."
    )
    must_be_signed: bool = column(
        ShownDocumentRow.must_be_signed, description="The form has a place for a signature."
    )
    is_signed: bool = column(is_shown_signed())
    pages: list[ShownPage] = computed(shown_pages, ShownDocumentRow.id, ShownDocumentRow.pages)


def fresh_token(id_: UUID, fresh: dict[UUID, str]) -> str | None:
    """The token of a showing made just now."""
    return fresh.get(id_)


@shown(
    ShowingRow,
    description="The forms of one case on a citizen's tablet, for minutes (提示).",
    audited=(("case", ShowingRow.case_id),),
)
class Showing:
    id: strawberry.ID = global_id("Showing", ShowingRow.id)
    status: ShowingStatus = computed(showing_status, ShowingRow.status, ShowingRow.expires_at, NOW)
    token: str | None = computed(
        fresh_token,
        ShowingRow.id,
        FRESH_TOKENS,
        description=(
            "Secret of the tablet: in the first answer to showToCitizen and never again, also not "
            "when the key is sent again; show once more with a fresh key then."
        ),
    )
    shown_at: datetime = column(ShowingRow.shown_at)
    shown_by: Staff = one(
        StaffRow, (ShowingRow.city_id, StaffRow.city_id), (ShowingRow.shown_by, StaffRow.id)
    )
    expires_at: datetime = column(ShowingRow.expires_at)
    ended_at: datetime | None = column(ShowingRow.ended_at)
    documents: list[ShownDocument] = many(
        ShownDocumentRow,
        (ShowingRow.city_id, ShownDocumentRow.city_id),
        (ShowingRow.id, ShownDocumentRow.showing_id),
        order_by=(ShownDocumentRow.position,),
        at_most=50,
    )


@shown(
    ShowingRow,
    description="What was signed of a showing; all that a tablet is told (署名した書類).",
    audited=(("case", ShowingRow.case_id),),
)
class SignedShowing:
    status: ShowingStatus = computed(showing_status, ShowingRow.status, ShowingRow.expires_at, NOW)
    documents: list[ShownDocument] = many(
        ShownDocumentRow,
        (ShowingRow.city_id, ShownDocumentRow.city_id),
        (ShowingRow.id, ShownDocumentRow.showing_id),
        order_by=(ShownDocumentRow.position,),
        at_most=50,
    )


def picture_path(id_: UUID, method: str) -> str | None:
    """Where the picture of a signature is fetched; a paper signature is on the paper."""
    return None if method == SignatureMethod.PAPER else f"/signatures/{id_}.png"


@shown(
    SignatureRow,
    description="That somebody signed what a form said (署名).",
    audited=(("case", SignatureRow.case_id),),
)
class Signature:
    id: strawberry.ID = global_id("Signature", SignatureRow.id)
    method: SignatureMethod = computed(SignatureMethod, SignatureRow.method)
    signer_name: str = column(SignatureRow.signer_name, description="The notifier's name (署名者).")
    signed_at: datetime = column(SignatureRow.signed_at)
    recorded_by: Staff | None = one(
        StaffRow,
        (SignatureRow.city_id, StaffRow.city_id),
        (SignatureRow.recorded_by, StaffRow.id),
        description="The official; null where the citizen's own tablet signed.",
    )
    consent: str = column(
        SignatureRow.consent, description="The sentence that was agreed to (同意の文)."
    )
    content_hash: str = column(
        SignatureRow.content_sha256, description="Of what the form said, without signatures."
    )
    picture_path: str | None = computed(
        picture_path,
        SignatureRow.id,
        SignatureRow.method,
        description="Fetch the PNG here with the same token; null for paper.",
    )
    withdrawn_at: datetime | None = column(SignatureRow.withdrawn_at)
    withdrawal_reason: str | None = column(SignatureRow.withdrawal_reason)


@strawberry.type(description="A page of a document, with what it says (ページ).")
class PageOnTablet:
    number: int
    width_mm: float
    height_mm: float
    path: str = strawberry.field(
        description="Fetch the PNG here with the tablet's token; ?width= 300 to 3000 pixels."
    )
    text: str = strawberry.field(description="What the page says, line by line, to be read aloud.")


@strawberry.type(description="A document on the citizen's tablet (提示中の書類).")
class DocumentOnTablet:
    id: strawberry.ID
    title: str
    content_hash: str = strawberry.field(description="Send it back when signing.")
    consent: str = strawberry.field(description="The sentence to show before signing (同意の文).")
    must_be_signed: bool
    is_signed: bool
    pages: list[PageOnTablet]


@strawberry.type(description="All that a citizen's tablet can see (提示中の書類の全部).")
class ShownOnTablet:
    city_name: str
    signer_name: str = strawberry.field(description="Who is to sign (届出人).")
    expires_at: datetime
    documents: list[DocumentOnTablet]


@refusal(ShowingEndedError)
@strawberry.type(
    description="The showing was ended, has expired or is signed: the token is over (提示の終了)."
)
class ShowingEnded(Refusal):
    pass


@refusal(DocumentChangedError)
@strawberry.type(
    description="The form changed since it was shown or printed; nothing was signed (内容の変更)."
)
class DocumentChanged(Refusal):
    pass


@refusal(AlreadySignedError)
@strawberry.type(description="What the form says now is signed already (署名済み).")
class AlreadySigned(Refusal):
    pass
