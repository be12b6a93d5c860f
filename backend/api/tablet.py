"""Pictures over HTTP: pages for a citizen's tablet, signatures for those who may see the case.

``GET /tablet/pages/<document>/<page>.png?width=…`` and ``GET /signatures/<id>.png``. The token is
in the header alone, never in an address, which would stand in logs.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any, cast
from uuid import UUID

from litestar import Request, Response, get
from litestar.exceptions import HTTPException, NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.api.documents import ANSWERS, stated_origin
from backend.api.executor import OperationExecutor
from backend.api.transport.asgi import Scope, headers_of
from backend.api.transport.caller import caller_of_request
from backend.cases.commands.tablet import NO_PAGE, page_picture, signature_picture
from backend.context.operation import Operation
from backend.errors import RefusalError
from backend.forms.pictures import USUAL

WIDTH = re.compile(r"[0-9]{3,4}")
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
# Refusals that only a picture has, by status: over, changed, not a width.
STATUSES = {"SHOWING_ENDED": 410, "DOCUMENT_CHANGED": 409, "INVALID_INPUT": 400}


def picture_routes(executor: OperationExecutor) -> list[HTTPRouteHandler]:
    """The routes over an executor's operations."""

    @get("/tablet/pages/{document:str}/{name:str}", media_type="image/png")
    async def page(
        request: Request[Any, Any, Any], document: FromPath[str], name: FromPath[str]
    ) -> Response[bytes]:
        """One page of a shown document."""
        document_id, number = _id_of(document), _number_of(name)
        width = _width_of(request.query_params.get("width"))
        return await _answer(
            executor,
            request,
            "shownPage",
            lambda operation: page_picture(operation, document_id, number, width),
        )

    @get("/signatures/{name:str}", media_type="image/png")
    async def signature(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        """The picture of one signature."""
        signature_id = _id_of(name.removesuffix(".png"))
        return await _answer(
            executor,
            request,
            "signaturePicture",
            lambda operation: signature_picture(operation, signature_id),
        )

    return [page, signature]


async def _answer(
    executor: OperationExecutor,
    request: Request[Any, Any, Any],
    action: str,
    read: Callable[[Operation], Awaitable[bytes]],
) -> Response[bytes]:
    """One operation, one audit event, one picture or the reason why not."""
    scope = cast(Scope, request.scope)
    headers = headers_of(scope)
    caller = caller_of_request(scope, headers)
    refused: RefusalError | None = None
    content = b""
    async with executor.open(caller, stated_origin(caller, headers)) as operation:
        operation.audit.actions.append(action)
        try:
            content = await read(operation)
        except RefusalError as error:
            # Caught inside: the audit event of the attempt is committed.
            operation.refused_with = error.code
            refused = error
    if refused is None:
        return Response(content, media_type="image/png", headers=HEADERS)
    if refused.code in STATUSES:
        raise HTTPException(detail=refused.message, status_code=STATUSES[refused.code])
    raise ANSWERS[refused.code](detail=refused.message)


def _id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFoundException(detail=NO_PAGE) from None


def _number_of(name: str) -> int:
    found = re.fullmatch(r"([0-9]{1,4})\.png", name)
    if found is None:
        raise NotFoundException(detail=NO_PAGE)
    return int(found[1])


def _width_of(text: str | None) -> int:
    """The width asked for; nonsense is one that no picture has."""
    if text is None:
        return USUAL
    return int(text) if WIDTH.fullmatch(text) else 0
