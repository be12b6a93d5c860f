"""``GET /exports/<id>.csv``: an exported file, for whoever may export applications."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Stream

from backend.api.downloads import SAFE_HEADERS, fetch, id_of
from backend.api.executor import OperationExecutor
from backend.cases.commands.export_applications import require_seen_export
from backend.cases.kept import exported_part, read_kept
from backend.cases.repository.exports import get_export
from backend.cases.tables.exports import ApplicationExportRow
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import NotFoundError

MISSING = "この出力は見つかりません。"


@dataclass(frozen=True)
class _Opened:
    operation: Operation
    row: ApplicationExportRow


def export_route(executor: OperationExecutor) -> HTTPRouteHandler:
    """The route over an executor's operations."""

    @get("/exports/{name:str}", media_type="text/csv")
    async def download(request: Request[Any, Any, Any], name: FromPath[str]) -> Stream:
        """One exported file, part by part."""
        export_id = id_of(name.removesuffix(".csv"), MISSING)

        async def open_export(operation: Operation) -> _Opened:
            operation.require(Permission.EXPORT_APPLICATIONS)
            row = await get_export(operation.session, export_id)
            await _require_open(operation, row)
            return _Opened(operation, row)

        opened = await fetch(executor, request, "export", open_export)
        row = opened.row
        return Stream(
            _parts(opened),
            media_type="text/csv; charset=utf-8; header=present",
            headers={
                **SAFE_HEADERS,
                "Content-Length": str(row.byte_count),
                "Content-Disposition": f'attachment; filename="{row.form_code}-{row.id}.csv"',
            },
        )

    return download


async def _require_open(operation: Operation, row: ApplicationExportRow) -> None:
    operation.audit.show("applicationExport", (row.id,))
    if row.kept_until <= operation.now:
        raise NotFoundError("保存期限を過ぎました。新しく出力してください。")
    await require_seen_export(operation, row.id)


async def _parts(opened: _Opened) -> AsyncIterator[bytes]:
    """The bytes as they were written: each part is checked before any of it leaves."""
    row = opened.row
    for position, expected in enumerate(row.parts):
        part = exported_part(row.city_id, row.id, position)
        yield await read_kept(opened.operation, part, expected)
