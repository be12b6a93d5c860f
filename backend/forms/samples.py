"""Sample families: invented people with whom forms are tried (見本の世帯)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from backend.errors import NotFoundError

_FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "forms" / "samples"
_LIST = "families.json"


@dataclass(frozen=True, slots=True)
class Family:
    """One family to try a form with."""

    code: str
    label: str
    description: str


@lru_cache(maxsize=1)
def sample_families() -> tuple[Family, ...]:
    """Every sample family, the usual ones first."""
    entries = json.loads((_FOLDER / _LIST).read_text("utf-8"))
    return tuple(Family(**entry) for entry in entries)


@lru_cache(maxsize=64)
def sample_values(code: str) -> Mapping[str, Any]:
    """The values of a sample family; nobody may change them."""
    if code not in {family.code for family in sample_families()}:
        raise NotFoundError("この見本の世帯はありません。", path=("family",))
    values: dict[str, Any] = json.loads((_FOLDER / f"{code}.json").read_text("utf-8"))
    return values
