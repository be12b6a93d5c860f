"""``GET /documents/<id>.pdf`` and ``/prints/<id>.pdf``: what was printed, for who sees its case."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast
from urllib.parse import unquote
from uuid import UUID

from litestar import Request, Response, get
from litestar.exceptions import (
    ClientException,
    NotAuthorizedException,
    NotFoundException,
    PermissionDeniedException,
)
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.api.executor import OperationExecutor, origin_of
from backend.api.transport.asgi import Scope, headers_of
from backend.api.transport.caller import caller_of_request
from backend.api.transport.contract import Caller
from backend.cases.commands.bind_documents import print_key
from backend.cases.commands.print_again import read_kept
from backend.cases.commands.print_documents import document_key
from backend.cases.commands.steps import require_unrestricted
from backend.cases.repository.cases import get_document
from backend.cases.repository.printing import get_print_run
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.context.principal import RequestOrigin
from backend.errors import (
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    NotSignedInError,
    RefusalError,
)

# Percent-encoded UTF-8, because a header holds ASCII alone.
STATED_HEADERS = {"purpose": "x-madoguchi-purpose", "reason": "x-madoguchi-reason"}
ANSWERS = {
    NotSignedInError.code: NotAuthorizedException,
    NotPermittedError.code: PermissionDeniedException,
    NotFoundError.code: NotFoundException,
}


Reading = Callable[[Operation, UUID], Awaitable[bytes]]


def document_route(executor: OperationExecutor) -> HTTPRouteHandler:
    """The route to one printed document."""
    return _pdf_route(executor, "/documents/{name:str}", "document", read_document)


def print_route(executor: OperationExecutor) -> HTTPRouteHandler:
    """The route to all documents of a printing as one file."""
    return _pdf_route(executor, "/prints/{name:str}", "print", read_print)


def _pdf_route(
    executor: OperationExecutor, path: str, action: str, read: Reading
) -> HTTPRouteHandler:
    @get(path, media_type="application/pdf", name=action)
    async def download(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        """What was printed."""
        wanted_id = _id_of(name)
        scope = cast(Scope, request.scope)
        headers = headers_of(scope)
        caller = caller_of_request(scope, headers)
        origin = _origin(caller, headers)
        refused: RefusalError | None = None
        content = b""
        async with executor.open(caller, origin) as operation:
            operation.audit.actions.append(action)
            try:
                content = await read(operation, wanted_id)
            except RefusalError as error:
                # Caught inside: the audit event of the attempt is committed.
                operation.refused_with = error.code
                refused = error
        if refused is not None:
            raise ANSWERS[refused.code](detail=refused.message)
        return Response(
            content,
            media_type="application/pdf",
            headers={
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
                "Content-Disposition": f'inline; filename="{wanted_id}.pdf"',
            },
        )

    return download


def _origin(caller: Caller, headers: Mapping[str, str]) -> RequestOrigin:
    """Where the request comes from; what GraphQL has in ``extensions`` is in headers here."""
    try:
        return origin_of(
            caller,
            {
                name: unquote(headers[header], errors="strict")
                for name, header in STATED_HEADERS.items()
                if header in headers
            },
        )
    except (InvalidInputError, UnicodeError):
        raise ClientException(detail="理由又は利用目的の形が正しくありません。") from None


def _id_of(name: str) -> UUID:
    try:
        return UUID(name.removesuffix(".pdf"))
    except ValueError:
        raise NotFoundException(detail="この印刷物は見つかりません。") from None


async def read_document(operation: Operation, document_id: UUID) -> bytes:
    """The bytes as they were printed, checked against their hash."""
    operation.require(Permission.SEE_CASE)
    row = await get_document(operation.session, document_id)
    operation.audit.show("case", (row.case_id,))
    await require_unrestricted(operation, row.case_id)
    return read_kept(operation, document_key(row.city_id, row.id), row.sha256)


async def read_print(operation: Operation, print_run_id: UUID) -> bytes:
    """The file of a printing as it was printed, checked against its hash."""
    operation.require(Permission.SEE_CASE)
    row = await get_print_run(operation.session, print_run_id)
    operation.audit.show("case", (row.case_id,))
    await require_unrestricted(operation, row.case_id)
    if row.bundle_sha256 is None:
        raise NotFoundError("この印刷物は見つかりません。")
    return read_kept(operation, print_key(row.city_id, row.content_of), row.bundle_sha256)
