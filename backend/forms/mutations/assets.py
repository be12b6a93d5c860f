"""Mutation fields of the pictures of forms."""

from uuid import UUID

import strawberry

from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.forms.commands import add_form_asset as adding
from backend.forms.inputs.assets import AddFormAssetInput
from backend.forms.tables.assets import FormAssetRow
from backend.forms.types.assets import FormAsset
from backend.reading.fields import changes
from backend.reading.file_refusals import FILE_REFUSALS


@strawberry.type
class FormAssetMutations:
    @changes(
        "AddFormAssetResult",
        FormAsset,
        row=FormAssetRow,
        needs=Permission.EDIT_FORMS,
        refusals=FILE_REFUSALS,
        description=(
            "Keep a picture, a drawing or the page of a PDF for forms, sent as a multipart request;"
            " the same one twice is one (帳票の画像の追加)."
        ),
    )
    async def add_form_asset(self, info: Info, input: AddFormAssetInput) -> UUID:
        return await adding.add_form_asset(info.context.operation, input.file, input.page)
