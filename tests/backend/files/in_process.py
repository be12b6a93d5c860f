"""Opens a file as the confined process does, but here: a process costs half a second a test."""

import json
from typing import Any

from backend.files.cleaner import CleanAsset, OpenedSheet
from backend.files.errors import Fault, refusal_of
from backend.files.limits import FileLimits
from backend.files.worker import answer

PATH = ("input", "file")


def _answered(request: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    described, parts = answer(request, content, FileLimits())
    if "fault" in described:
        raise refusal_of(Fault(described["fault"]), described["found"], PATH)
    return described, parts


def open_asset(content: bytes, page: int = 1) -> CleanAsset:
    """A picture for forms, or its refusal."""
    described, (kept,) = _answered({"task": "asset", "page": page}, content)
    return CleanAsset(content=kept, **described)


def open_sheet(content: bytes, sheet: str = "") -> OpenedSheet:
    """A sheet of a workbook, or its refusal."""
    _, parts = _answered({"task": "workbook", "sheet": sheet}, content)
    return OpenedSheet(json.loads(parts[0]), parts[1:])
