"""Mutation fields of exports."""

from uuid import UUID

import strawberry

from backend.cases.commands import export_applications as exporting
from backend.cases.inputs.exports import ExportApplicationsInput
from backend.cases.tables.exports import ApplicationExportRow
from backend.cases.types.exports import ApplicationExport, PeriodTooLong
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.fields import changes


@strawberry.type
class ExportMutations:
    @changes(
        "ExportApplicationsResult",
        ApplicationExport,
        row=ApplicationExportRow,
        needs=Permission.EXPORT_APPLICATIONS,
        refusals=(PeriodTooLong,),
        is_idempotent=True,
        may_repeat=exporting.require_seen_export,
        description="Write applications into a CSV file that is kept (申請データの出力).",
    )
    async def export_applications(self, info: Info, input: ExportApplicationsInput) -> UUID:
        return await exporting.export_applications(info.context.operation, input.to_command())
