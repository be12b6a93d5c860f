"""Keep pictures for forms: made anew apart from the server, kept once each (画像の追加)."""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.context.operation import Operation
from backend.errors import InvalidInputError
from backend.files.cleaner import CleanAsset, FileCleaner
from backend.forms.assets import MOST_PICTURES
from backend.forms.repository import assets as repository
from backend.forms.tables.assets import FormAssetRow
from backend.shared.uploads import UploadedFile

FILE = ("input", "file")
LONGEST_CARRIED_NAME = 100


async def add_form_asset(operation: Operation, file: UploadedFile, page: int | None) -> UUID:
    """Keep a picture, a drawing or a page of a PDF; one that is there already is found again."""
    if not file.content:
        raise InvalidInputError("ファイルが空です。", path=FILE)
    if page is not None and not 1 <= page <= 10_000:
        raise InvalidInputError("ページは1以上の数で指定してください。", path=("input", "page"))
    cleaner: FileCleaner = operation.services["files"]
    return await keep_asset(operation, await cleaner.open_asset(file.content, page or 1, FILE))


async def keep_asset(operation: Operation, clean: CleanAsset) -> UUID:
    """Keep a picture that was made anew; gives the id of the one that is there."""
    sha256 = hashlib.sha256(clean.content).hexdigest()
    row = FormAssetRow(
        city_id=operation.signed_in.city_id,
        id=operation.new_id(),
        sha256=sha256,
        kind=clean.kind,
        media_type=clean.media_type,
        content=clean.content,
        width_mm=clean.width_mm,
        height_mm=clean.height_mm,
        pages=clean.pages,
        added_at=operation.now,
        added_by=operation.signed_in.staff_id,
    )
    await repository.add_if_new(operation.session, row)
    (kept,) = await repository.list_known_assets(operation.session, (sha256,))
    return kept.id


async def keep_carried_assets(
    operation: Operation, carried: Mapping[str, Any], path: Sequence[str]
) -> dict[str, str]:
    """Keep the pictures that a file of a form carries (``{sha256: {mediaType, base64}}``).

    Each is made anew here, so its hash may change: gives the new name of each name in the file.
    """
    if len(carried) > MOST_PICTURES:
        raise InvalidInputError(f"ファイルの画像が多すぎます（{MOST_PICTURES}個まで）。", path=path)
    if any(len(name) > LONGEST_CARRIED_NAME for name in carried):
        raise InvalidInputError("ファイルの画像の名前が長すぎます。", path=path)
    present = await repository.list_known_assets(operation.session, carried.keys())
    names = {row.sha256: row.sha256 for row in present}
    cleaner: FileCleaner = operation.services["files"]
    for name, entry in carried.items():
        if name in names:
            continue
        clean = await cleaner.open_asset(_decoded(entry, (*path, name)), 1, (*path, name))
        await keep_asset(operation, clean)
        names[name] = hashlib.sha256(clean.content).hexdigest()
    return names


def _decoded(entry: object, path: Sequence[str]) -> bytes:
    text = entry.get("base64") if isinstance(entry, Mapping) else None
    try:
        return base64.b64decode(text if isinstance(text, str) else "", validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInputError("画像を読み取れません。", path=path) from None
