"""``GET /documents/<id>.pdf``: a printed document's bytes, for whoever may see its case."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.api.downloads import SAFE_HEADERS, fetch, id_of
from backend.api.executor import OperationExecutor
from backend.cases.commands.steps import require_unrestricted
from backend.cases.kept import printed_document, read_kept
from backend.cases.repository.cases import get_document
from backend.context.operation import Operation
from backend.context.permissions import Permission


def document_route(executor: OperationExecutor) -> HTTPRouteHandler:
    """The route over an executor's operations."""

    @get("/documents/{name:str}", media_type="application/pdf")
    async def download(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        """One printed document."""
        document_id = id_of(name.removesuffix(".pdf"), "この印刷物は見つかりません。")
        content = await fetch(
            executor, request, "document", lambda operation: read_document(operation, document_id)
        )
        return Response(
            content,
            media_type="application/pdf",
            headers={
                **SAFE_HEADERS,
                "Content-Disposition": f'inline; filename="{document_id}.pdf"',
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
