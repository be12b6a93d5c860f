"""The one query of a citizen's tablet."""

import strawberry

from backend.cases.commands.tablet import OpenShowing, ShownDocument, open_showing
from backend.cases.types.signatures import (
    DocumentOnTablet,
    PageOnTablet,
    ShownOnTablet,
    page_path,
)
from backend.context.graphql import Info
from backend.errors import RefusalError
from backend.reading.fields import as_graphql_error
from backend.reading.global_ids import encode_id


@strawberry.type
class TabletQueries:
    @strawberry.field(
        description="What an official shows on this tablet; by the tablet's token alone (提示)."
    )
    async def shown_documents(self, info: Info) -> ShownOnTablet | None:
        operation = info.context.operation
        operation.audit.actions.append(info.field_name)
        try:
            return _on_tablet(await open_showing(operation))
        except RefusalError as error:
            operation.refused_with = error.code
            raise as_graphql_error(error) from None


def _on_tablet(shown: OpenShowing) -> ShownOnTablet:
    return ShownOnTablet(
        city_name=shown.row.city_name,
        signer_name=shown.row.notifier_name,
        expires_at=shown.row.expires_at,
        documents=[_document(document) for document in shown.documents],
    )


def _document(document: ShownDocument) -> DocumentOnTablet:
    row = document.row
    return DocumentOnTablet(
        id=encode_id("ShownDocument", row.id),
        title=row.title,
        content_hash=row.content_sha256,
        consent=row.consent,
        must_be_signed=row.must_be_signed,
        is_signed=row.is_signed,
        pages=[
            PageOnTablet(
                number=number,
                width_mm=width,
                height_mm=height,
                path=page_path(row.id, number),
                text=text,
            )
            for number, ((width, height), text) in enumerate(
                zip(row.pages, document.texts, strict=True), start=1
            )
        ],
    )
