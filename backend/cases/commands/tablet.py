"""What a citizen's tablet may see: the documents of its own showing, while it is live (提示)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from backend.cases.commands.signed_content import read_strokes
from backend.cases.commands.steps import require_unrestricted
from backend.cases.errors import DocumentChangedError, ShowingEndedError
from backend.cases.repository import signatures as repository
from backend.cases.rules.signatures import ENDED, require_live
from backend.context.clock import JAPAN
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.context.principal import Tablet
from backend.errors import InvalidInputError, NotFoundError, NotPermittedError
from backend.forms.definition import FormDefinition
from backend.forms.display_list import DisplayList
from backend.forms.display_list import Page as PrintedPage
from backend.forms.embedding import DocumentInfo
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out_draft
from backend.forms.page_text import page_text
from backend.forms.pdf import paint
from backend.forms.pictures import NARROWEST, WIDEST, PagePictures
from backend.forms.store import FormStore
from backend.forms.strokes import ink
from backend.forms.tables.versions import FormVersionRow
from backend.staff.rules import Token

NO_PAGE = "このページは見つかりません。"


@dataclass(frozen=True)
class ShownDocument:
    """A document on the tablet, with what each of its pages says."""

    row: Any
    texts: Sequence[str]


@dataclass(frozen=True)
class OpenShowing:
    """A live showing and its documents."""

    row: Any
    documents: Sequence[ShownDocument]


async def identify_tablet(operation: Operation, token: Token) -> Tablet | None:
    """Whose tablet it is, also when its showing is over: each command says that by itself."""
    found = await repository.find_showing_of_token(operation, token.hash)
    if found is None:
        return None
    return Tablet(city_id=token.city_id, case_id=found.case_id, showing_id=found.id)


def tablet_of(operation: Operation) -> Tablet:
    """The tablet that asks; an official has other ways to see the forms."""
    if operation.tablet is None:
        _ = operation.signed_in
        raise NotPermittedError("市民のタブレットだけが使えます。")
    return operation.tablet


async def open_showing(operation: Operation) -> OpenShowing:
    """All documents of the tablet's showing."""
    tablet = tablet_of(operation)
    showing = await _require_open(operation, tablet)
    rows = await repository.read_shown_documents(operation, tablet.showing_id)
    texts = await asyncio.gather(*(_texts(operation, row) for row in rows))
    operation.audit.fields.update(("ShownOnTablet.documents", "PageOnTablet.text"))
    documents = [ShownDocument(row, said) for row, said in zip(rows, texts, strict=True)]
    return OpenShowing(showing, documents)


async def _require_open(operation: Operation, tablet: Tablet) -> Any:
    operation.audit.show("case", (tablet.case_id,))
    operation.audit.show("showing", (tablet.showing_id,))
    showing = await repository.read_showing(operation, tablet.showing_id)
    if showing.is_restricted and not showing.shows_restricted:
        operation.audit.show("case", (tablet.case_id,), blocked=True)
        raise ShowingEndedError(ENDED)  # 支援措置: a citizen's screen never says why
    require_live(showing.status, showing.expires_at, operation.now)
    return showing


async def _texts(operation: Operation, row: Any) -> list[str]:
    definition, fonts = await _definition(operation, row), operation.services["fonts"]
    return await asyncio.to_thread(
        lambda: [page_text(page) for page in _content(definition, row, fonts).pages]
    )


async def _definition(operation: Operation, row: Any) -> FormDefinition:
    forms: FormStore = operation.services["forms"]
    version = cast(FormVersionRow, _Version(row.form_version_id, row.template))
    return await forms.get(operation.session, version)


def _content(definition: FormDefinition, row: Any, fonts: Fonts) -> DisplayList:
    """The document as it was shown, laid out again: the same, or nothing is shown at all."""
    display_list = lay_out_draft(definition, row.values, fonts).display_list
    if display_list.hash(without_signature=True) != row.content_sha256:
        raise DocumentChangedError(
            "書類を示した時と同じに表示できません。もう一度提示してください。"
        )
    return display_list


@dataclass(frozen=True)
class _Version:
    """What the store needs of a form's version."""

    id: UUID
    document: dict[str, Any]


async def page_picture(operation: Operation, document_id: UUID, page: int, width: int) -> bytes:
    """A page of a shown document as PNG: for its own tablet, and for who may see the case."""
    if not NARROWEST <= width <= WIDEST:
        raise InvalidInputError(f"幅は{NARROWEST}から{WIDEST}までです。", path=("width",))
    document = await _visible_document(operation, document_id)
    if not 1 <= page <= len(document.pages):
        raise NotFoundError(NO_PAGE)
    definition, fonts = await _definition(operation, document), operation.services["fonts"]
    pictures: PagePictures = operation.services["pictures"]
    info = _info(document.title)
    return await pictures.get(
        document.showing_id,
        (document.id, page, width),
        lambda: paint([_content(definition, document, fonts)], info),
    )


async def _visible_document(operation: Operation, document_id: UUID) -> Any:
    tablet = operation.tablet
    if tablet is not None:
        await _require_open(operation, tablet)
    else:
        operation.require(Permission.SEE_CASE)
    document = await repository.find_shown_document(operation, document_id)
    if document is None or (tablet is not None and document.showing_id != tablet.showing_id):
        raise NotFoundError(NO_PAGE)
    if tablet is None:
        operation.audit.show("case", (document.case_id,))
        await require_unrestricted(operation, document.case_id)
    return document


PICTURE_MARGIN = 2.0  # mm


async def signature_picture(operation: Operation, signature_id: UUID, width: int = 600) -> bytes:
    """A signature as PNG, for who may see the case; the strokes themselves go to nobody."""
    operation.require(Permission.SEE_CASE)
    signature = await repository.get_signature(operation.session, signature_id)
    operation.audit.show("case", (signature.case_id,))
    await require_unrestricted(operation, signature.case_id)
    if signature.strokes is None:
        raise NotFoundError("紙への署名には画像がありません。")
    strokes = read_strokes(operation, signature)
    pad = (signature.pad_width_mm or 0.0, signature.pad_height_mm or 0.0)
    pictures: PagePictures = operation.services["pictures"]
    return await pictures.draw(lambda: _paint_pad(strokes, *pad), 1, width)


def _paint_pad(strokes: Sequence[Sequence[Any]], w: float, h: float) -> bytes:
    place = (PICTURE_MARGIN, PICTURE_MARGIN, w - 2 * PICTURE_MARGIN, h - 2 * PICTURE_MARGIN)
    page = PrintedPage("署名", w, h, 1, tuple(ink(strokes, place, "signature")))
    pad = DisplayList(form="signature", title="署名", duplex="none", pages=(page,))
    return paint([pad], _info("署名"))


def _info(title: str) -> DocumentInfo:
    # A picture has no time of its own: the same page has the same bytes.
    return DocumentInfo(title=title, created_at=datetime(2000, 1, 1, tzinfo=JAPAN))
