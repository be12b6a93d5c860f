"""``GET /documents/<id>.pdf``: a printed document's bytes, for whoever may see its case."""

import hashlib
from collections.abc import Mapping
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
from backend.cases.commands.print_documents import document_key
from backend.cases.commands.steps import require_unrestricted
from backend.cases.repository.cases import get_document
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.context.principal import RequestOrigin
from backend.database.object_store import ObjectStore
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


class DamagedDocumentError(Exception):
    """The stored bytes are not those that were printed."""


def document_route(executor: OperationExecutor) -> HTTPRouteHandler:
    """The route over an executor's operations."""

    @get("/documents/{name:str}", media_type="application/pdf")
    async def download(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        """One printed document."""
        document_id = id_of(name, ".pdf")
        scope = cast(Scope, request.scope)
        headers = headers_of(scope)
        caller = caller_of_request(scope, headers)
        origin = stated_origin(caller, headers)
        refused: RefusalError | None = None
        content = b""
        async with executor.open(caller, origin) as operation:
            operation.audit.actions.append("document")
            try:
                content = await read_document(operation, document_id)
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
                "Content-Disposition": f'inline; filename="{document_id}.pdf"',
            },
        )

    return download


def stated_origin(caller: Caller, headers: Mapping[str, str]) -> RequestOrigin:
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


def id_of(name: str, suffix: str) -> UUID:
    """The id that a file is named after; nothing else is found."""
    try:
        return UUID(name.removesuffix(suffix))
    except ValueError:
        raise NotFoundException(detail="この印刷物は見つかりません。") from None


async def read_document(operation: Operation, document_id: UUID) -> bytes:
    """The bytes as they were printed, checked against their hash."""
    operation.require(Permission.SEE_CASE)
    row = await get_document(operation.session, document_id)
    operation.audit.show("case", (row.case_id,))
    await require_unrestricted(operation, row.case_id)
    objects: ObjectStore = operation.services["objects"]
    content = objects.get(document_key(row.city_id, row.id))
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise DamagedDocumentError(f"document {row.id} is damaged")
    return content
