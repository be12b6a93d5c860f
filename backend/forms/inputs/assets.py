"""The GraphQL input of pictures of forms."""

import strawberry

from backend.shared.uploads import UploadedFile


@strawberry.input(description="A picture for forms (帳票の画像).")
class AddFormAssetInput:
    file: UploadedFile = strawberry.field(
        description="PNG, JPEG, TIFF, SVG, or a PDF to trace (ファイル)."
    )
    page: int | None = strawberry.field(
        default=None, description="Of a PDF or TIFF the page, from 1 (ページ)."
    )
