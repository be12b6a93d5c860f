"""Pictures over HTTP: pages for a citizen's tablet, signatures for those who may see the case.

``GET /tablet/pages/<document>/<page>.png?width=…`` and ``GET /signatures/<id>.png``. The token is
in the header alone, never in an address, which would stand in logs.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.api.downloads import SAFE_HEADERS, fetch, id_of
from backend.api.executor import OperationExecutor
from backend.cases.commands.tablet import NO_PAGE, page_picture, signature_picture
from backend.context.operation import Operation
from backend.forms.pictures import USUAL

WIDTH = re.compile(r"[0-9]{3,4}")


def picture_routes(executor: OperationExecutor) -> list[HTTPRouteHandler]:
    """The routes over an executor's operations."""

    @get("/tablet/pages/{document:str}/{name:str}", media_type="image/png")
    async def page(
        request: Request[Any, Any, Any], document: FromPath[str], name: FromPath[str]
    ) -> Response[bytes]:
        """One page of a shown document."""
        document_id, number = id_of(document, NO_PAGE), _number_of(name)
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
        signature_id = id_of(name.removesuffix(".png"), NO_PAGE)
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
    content = await fetch(executor, request, action, read)
    return Response(content, media_type="image/png", headers=SAFE_HEADERS)


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
