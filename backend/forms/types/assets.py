"""What pictures of forms show."""

import strawberry

from backend.forms.tables.assets import AssetKind, FormAssetRow
from backend.reading.fields import column, computed, global_id, shown

strawberry.enum(AssetKind, description="What a picture of a form is (画像の種類).")


def path_of_asset(sha256: str) -> str:
    """Where the bytes are fetched."""
    return f"/forms/assets/{sha256}"


@shown(FormAssetRow, description="A picture that templates name by its SHA-256 (帳票の画像).")
class FormAsset:
    id: strawberry.ID = global_id("FormAsset", FormAssetRow.id)
    sha256: str = column(
        FormAssetRow.sha256, description="Of what is kept: its name in a template."
    )
    kind: AssetKind = computed(AssetKind, FormAssetRow.kind)
    media_type: str = column(
        FormAssetRow.media_type,
        description="Of what is kept: image/png, image/jpeg, or application/json (outlines).",
    )
    width_mm: float = column(FormAssetRow.width_mm, description="Its width on paper (幅).")
    height_mm: float = column(FormAssetRow.height_mm, description="Its height on paper (高さ).")
    page_count: int = column(FormAssetRow.pages, description="Of the file that it came from.")
    content_path: str = computed(
        path_of_asset, FormAssetRow.sha256, description="Fetch it here with the same token."
    )
