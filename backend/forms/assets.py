"""Pictures that a template names by their SHA-256: the template itself holds no bytes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST_PICTURES = 50  # of one form

_NAME = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True)
class FormAsset:
    """A picture (PNG, JPEG), a drawing (outlines as JSON) or the page of a PDF to trace (PNG)."""

    sha256: str
    kind: str
    media_type: str
    content: bytes
    width_mm: float
    height_mm: float


def asset_references(template: Mapping[str, Any]) -> frozenset[str]:
    """The names of all pictures that a template shows."""
    return frozenset(name for name, _ in asset_places(template))


def asset_places(template: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each picture that a template shows, and where it is named."""
    waiting: list[tuple[object, str]] = [(template.get("pages", ()), "pages")]
    while waiting:
        one, place = waiting.pop()
        if isinstance(one, Mapping):
            name = one.get("asset")
            if isinstance(name, str) and _NAME.match(name):
                yield name, f"{place}.asset"
            below = ((key, value) for key, value in one.items() if not str(key).startswith("x-"))
            waiting.extend((value, f"{place}.{key}") for key, value in below)
        elif isinstance(one, list):
            waiting.extend((inner, f"{place}[{index}]") for index, inner in enumerate(one))


def with_asset_names(template: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The template with its pictures under new names, where they have one."""
    renamed: dict[str, Any] = {**template, "pages": _renamed(template.get("pages", []), names)}
    return renamed


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    if isinstance(part, Mapping):
        return {
            key: names.get(value, value)
            if key == "asset" and isinstance(value, str)
            else _renamed(value, names)
            for key, value in part.items()
        }
    return [_renamed(one, names) for one in part] if isinstance(part, list) else part
