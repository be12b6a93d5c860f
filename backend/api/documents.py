"""``GET /documents/<id>.pdf`` and ``/prints/<id>.pdf``: what was printed, for who sees its case."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.api.downloads import SAFE_HEADERS, fetch, id_of
from backend.api.executor import OperationExecutor
from backend.cases.commands.steps import require_unrestricted
from backend.cases.kept import printed_bundle, printed_document, read_kept
from backend.cases.repository.cases import get_document
from backend.cases.repository.printing import get_print_run
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import NotFoundError

MISSING = "この印刷物は見つかりません。"
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
        wanted_id = id_of(name.removesuffix(".pdf"), MISSING)
        content = await fetch(
            executor, request, action, lambda operation: read(operation, wanted_id)
        )
        return Response(
            content,
            media_type="application/pdf",
            headers={
                **SAFE_HEADERS,
                "Content-Disposition": f'inline; filename="{wanted_id}.pdf"',
            },
        )

    return download


async def read_document(operation: Operation, document_id: UUID) -> bytes:
    """The bytes as they were printed, checked against their hash."""
    operation.require(Permission.SEE_CASE)
    row = await get_document(operation.session, document_id)
    operation.audit.show("case", (row.case_id,))
    await require_unrestricted(operation, row.case_id)
    return await read_kept(operation, printed_document(row.city_id, row.id), row.sha256)


async def read_print(operation: Operation, print_run_id: UUID) -> bytes:
    """The file of a printing as it was printed, checked against its hash."""
    operation.require(Permission.SEE_CASE)
    row = await get_print_run(operation.session, print_run_id)
    operation.audit.show("case", (row.case_id,))
    await require_unrestricted(operation, row.case_id)
    if row.bundle_sha256 is None:
        raise NotFoundError(MISSING)
    return await read_kept(
        operation, printed_bundle(row.city_id, row.content_of), row.bundle_sha256
    )
