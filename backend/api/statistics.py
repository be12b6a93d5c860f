"""``GET /statistics/<id>.xlsx``: a kept workbook, for whoever may see statistics."""

from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.api.downloads import SAFE_HEADERS, fetch, id_of
from backend.api.executor import OperationExecutor
from backend.cases.kept import read_kept, statistics_file
from backend.cases.repository.exports import get_workbook
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import NotFoundError

MISSING = "この統計は見つかりません。"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_route(executor: OperationExecutor) -> HTTPRouteHandler:
    """The route over an executor's operations."""

    @get("/statistics/{name:str}", media_type=MEDIA_TYPE)
    async def download(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        """One workbook."""
        workbook_id = id_of(name.removesuffix(".xlsx"), MISSING)

        async def read(operation: Operation) -> bytes:
            operation.require(Permission.SEE_STATISTICS)
            row = await get_workbook(operation.session, workbook_id)
            operation.audit.show("statisticsWorkbook", (row.id,))
            if row.kept_until <= operation.now:
                raise NotFoundError("保存期限を過ぎました。新しく出力してください。")
            return await read_kept(operation, statistics_file(row.city_id, row.id), row.sha256)

        return Response(
            await fetch(executor, request, "statisticsFile", read),
            media_type=MEDIA_TYPE,
            headers={
                **SAFE_HEADERS,
                "Content-Disposition": f'attachment; filename="statistics-{workbook_id}.xlsx"',
            },
        )

    return download
