"""``GET /forms/assets/<sha256>``: a picture of a form, for whoever is signed in."""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.api.downloads import SAFE_HEADERS, fetch
from backend.api.executor import OperationExecutor
from backend.context.operation import Operation
from backend.forms.assets import FormAsset
from backend.forms.repository.assets import GONE, get_asset

SHA256_LENGTH = 64
# Under this name the bytes never change; but only this city's staff may have them.
HEADERS = {
    **SAFE_HEADERS,
    "Cache-Control": "private, max-age=31536000, immutable",
    "Vary": "Authorization, Cookie",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def form_asset_route(executor: OperationExecutor) -> HTTPRouteHandler:
    """The route over an executor's operations."""

    @get("/forms/assets/{sha256:str}")
    async def asset(request: Request[Any, Any, Any], sha256: FromPath[str]) -> Response[bytes]:
        """Pixels, or the outlines of a drawing as JSON."""
        if len(sha256) != SHA256_LENGTH or not sha256.isalnum() or not sha256.isascii():
            raise NotFoundException(detail=GONE)

        async def read(operation: Operation) -> FormAsset:
            _ = operation.signed_in
            return await get_asset(operation.session, sha256)

        kept = await fetch(executor, request, "formAsset", read)
        return Response(kept.content, media_type=kept.media_type, headers=HEADERS)

    return asset
