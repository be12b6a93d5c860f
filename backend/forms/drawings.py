"""Drawings among the assets: paths in millimetres, read from the JSON that was made of an SVG.

Who made it safe (``backend/files``) is trusted here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from backend.forms.assets import FormAsset
from backend.forms.display_list import PathCommand
from backend.forms.kept import Kept

DRAWING = "DRAWING"  # the kind of asset that is one


@dataclass(frozen=True, slots=True)
class DrawnPath:
    """One path of a drawing, in millimetres of the drawing's own."""

    commands: tuple[PathCommand, ...]
    fill: str
    rule: str
    stroke: str
    width: float


_drawings: Kept[str, tuple[DrawnPath, ...]] = Kept(32_000_000)
_IN_MEMORY = 8  # times the bytes of its JSON


def drawn_paths(asset: FormAsset) -> tuple[DrawnPath, ...]:
    """The paths of a drawing; read once."""
    known = _drawings.get(asset.sha256)
    if known is None:
        known = tuple(_path(entry) for entry in orjson.loads(asset.content)["paths"])
        _drawings.put(asset.sha256, known, len(asset.content) * _IN_MEMORY)
    return known


def _path(entry: Mapping[str, Any]) -> DrawnPath:
    return DrawnPath(
        commands=tuple(tuple(command) for command in entry["commands"]),
        fill=entry.get("fill", ""),
        rule=entry.get("rule", "nonzero"),
        stroke=entry.get("stroke", ""),
        width=entry.get("width", 0.0),
    )
