"""``GET /attachments/<id>`` and pictures of it, for whoever may see attachments of its case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.exceptions import ClientException, NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.api.downloads import SAFE_HEADERS, fetch, http_answer, id_of, inline_as
from backend.api.executor import OperationExecutor
from backend.cases.commands.steps import require_unrestricted
from backend.cases.kept import attached_content, attached_thumbnail, read_kept
from backend.cases.repository.attachments import GONE, get_attachment
from backend.cases.rules.attachments import EXTENSIONS, download_name
from backend.cases.tables.attachments import AttachmentRow
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import NotFoundError, RefusalError
from backend.files.cleaner import FileCleaner
from backend.files.limits import WIDEST_PAGE

NARROWEST_PAGE, USUAL_PAGE = 100, 1200
# Nothing of a file that somebody brought runs in a browser, whatever the browser takes it for.
HEADERS = {**SAFE_HEADERS, "Content-Security-Policy": "default-src 'none'; sandbox"}


@dataclass(frozen=True)
class Read:
    """An attachment's row and the bytes that were asked for."""

    row: AttachmentRow
    content: bytes


def attachment_routes(
    executor: OperationExecutor, cleaner: FileCleaner
) -> Sequence[HTTPRouteHandler]:
    """The routes over an executor's operations."""

    @get("/attachments/{name:str}")
    async def content(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        """What is kept of the file."""
        read = await _read(executor, request, "attachment", name, read_content)
        row = read.row
        shown_as = inline_as(
            download_name(row.file_name, row.media_type), f"{row.id}{EXTENSIONS[row.media_type]}"
        )
        headers = {**HEADERS, "Content-Disposition": shown_as}
        return Response(read.content, media_type=row.media_type, headers=headers)

    @get("/attachments/{name:str}/thumbnail.png")
    async def thumbnail(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        """A small picture of its first page."""
        read = await _read(executor, request, "attachmentThumbnail", name, read_thumbnail)
        return _picture(read.content)

    @get("/attachments/{name:str}/pages/{page:str}")
    async def page(
        request: Request[Any, Any, Any], name: FromPath[str], page: FromPath[str]
    ) -> Response[bytes]:
        """One of its pages as a picture, drawn when it is asked for."""
        number, width = _number_of(page), _width_of(request)
        read = await _read(executor, request, "attachmentPage", name, read_content)
        if not 1 <= number <= read.row.pages:
            raise NotFoundException(detail="このページはありません。")
        try:
            # After the operation: no connection waits for the drawing.
            drawn = await cleaner.draw_page(read.content, read.row.media_type, number, width)
        except RefusalError as error:
            raise http_answer(error) from None
        return _picture(drawn)

    return content, thumbnail, page


async def read_content(operation: Operation, attachment_id: UUID) -> Read:
    """What is kept of a file."""
    row = await _permitted(operation, attachment_id)
    kept = attached_content(row.city_id, row.id)
    return Read(row, await read_kept(operation, kept, row.sha256))


async def read_thumbnail(operation: Operation, attachment_id: UUID) -> Read:
    """The small picture of a file."""
    row = await _permitted(operation, attachment_id)
    kept = attached_thumbnail(row.city_id, row.id)
    return Read(row, await read_kept(operation, kept, row.thumbnail_sha256))


async def _permitted(operation: Operation, attachment_id: UUID) -> AttachmentRow:
    operation.require(Permission.SEE_ATTACHMENTS)
    row = await get_attachment(operation.session, attachment_id)
    operation.audit.show("case", (row.case_id,))
    await require_unrestricted(operation, row.case_id)
    if row.removed_at is not None:
        raise NotFoundError("この添付書類は削除されました。")
    return row


async def _read(
    executor: OperationExecutor,
    request: Request[Any, Any, Any],
    action: str,
    name: str,
    reads: Any,
) -> Read:
    attachment_id = id_of(name, GONE)
    read: Read = await fetch(
        executor, request, action, lambda operation: reads(operation, attachment_id)
    )
    return read


def _picture(content: bytes) -> Response[bytes]:
    return Response(content, media_type="image/png", headers=HEADERS)


def _number_of(page: str) -> int:
    number = page.removesuffix(".png")
    if not number.isdecimal() or len(number) > 4:
        raise NotFoundException(detail="このページはありません。")
    return int(number)


def _width_of(request: Request[Any, Any, Any]) -> int:
    given = request.query_params.get("width", str(USUAL_PAGE))
    if not given.isdecimal() or not NARROWEST_PAGE <= int(given) <= WIDEST_PAGE:
        raise ClientException(
            detail=f"幅は{NARROWEST_PAGE}から{WIDEST_PAGE}までの数で指定してください。"
        )
    return int(given)
