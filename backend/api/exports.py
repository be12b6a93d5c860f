"""``GET /exports/<id>.csv``: an exported file, for whoever may export applications."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Any, cast

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Stream

from backend.api.documents import ANSWERS, DamagedDocumentError, id_of, stated_origin
from backend.api.executor import OperationExecutor
from backend.api.transport.asgi import Scope, headers_of
from backend.api.transport.caller import caller_of_request
from backend.cases.commands.export_applications import part_key, require_seen_export
from backend.cases.repository.exports import get_export
from backend.cases.tables.exports import ApplicationExportRow
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.database.object_store import ObjectStore
from backend.errors import NotFoundError, RefusalError


def export_route(executor: OperationExecutor) -> HTTPRouteHandler:
    """The route over an executor's operations."""

    @get("/exports/{name:str}", media_type="text/csv")
    async def download(request: Request[Any, Any, Any], name: FromPath[str]) -> Stream:
        """One exported file, part by part."""
        export_id = id_of(name, ".csv")
        scope = cast(Scope, request.scope)
        headers = headers_of(scope)
        caller = caller_of_request(scope, headers)
        refused: RefusalError | None = None
        row: ApplicationExportRow | None = None
        async with executor.open(caller, stated_origin(caller, headers)) as operation:
            operation.audit.actions.append("export")
            objects: ObjectStore = operation.services["objects"]
            try:
                operation.require(Permission.EXPORT_APPLICATIONS)
                row = await get_export(operation.session, export_id)
                await _require_open(operation, row)
            except RefusalError as error:
                # Caught inside: the audit event of the attempt is committed.
                operation.refused_with = error.code
                refused = error
        if refused is not None or row is None:
            refused = refused or NotFoundError("この出力は見つかりません。")
            raise ANSWERS[refused.code](detail=refused.message)
        return Stream(
            _parts(objects, row),
            media_type="text/csv; charset=utf-8; header=present",
            headers={
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
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


async def _parts(objects: ObjectStore, row: ApplicationExportRow) -> AsyncIterator[bytes]:
    """The bytes as they were written: each part is checked before any of it leaves."""
    for position, expected in enumerate(row.parts):
        key = part_key(row.city_id, row.id, position)
        content = await asyncio.to_thread(objects.get, key)
        if hashlib.sha256(content).hexdigest() != expected:
            raise DamagedDocumentError(f"export {row.id} is damaged")
        yield content
