"""Outlines that a file of a form carries: JSON of our own making, looked at as any other file."""

import json
import math
import re
from typing import Any

from backend.files.errors import Fault, FaultyFileError

MOST_BYTES = 5 << 20
MOST_COMMANDS = 100_000
LARGEST_MM = 1200.0
FARTHEST_MM = 10_000.0
NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}
COLOR = re.compile(r"^(#[0-9a-f]{6})?$")
RULES = ("nonzero", "evenodd")


def outlines_of(content: bytes) -> tuple[bytes, float, float]:
    """The outlines written anew with nothing beside them, and their width and height in mm."""
    if len(content) > MOST_BYTES:
        raise FaultyFileError(Fault.TOO_LARGE)
    try:
        given = json.loads(content)
        width, height = (_number(given[side], LARGEST_MM) for side in ("width", "height"))
        paths = [_path(path) for path in given["paths"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise FaultyFileError(Fault.NO_PICTURE) from None
    if sum(len(path["commands"]) for path in paths) > MOST_COMMANDS:
        raise FaultyFileError(Fault.TOO_LARGE)
    if not paths or min(width, height) <= 0:
        raise FaultyFileError(Fault.EMPTY_DRAWING)
    document = {"width": width, "height": height, "paths": paths}
    return json.dumps(document, separators=(",", ":")).encode(), width, height


def _path(path: dict[str, Any]) -> dict[str, Any]:
    if path["rule"] not in RULES:
        raise ValueError
    return {
        "commands": [_command(command) for command in path["commands"]],
        "fill": _color(path["fill"]),
        "rule": path["rule"],
        "stroke": _color(path["stroke"]),
        "width": abs(_number(path["width"], LARGEST_MM)),
    }


def _command(command: list[Any]) -> list[Any]:
    letter, *numbers = command
    if len(numbers) != NUMBERS[letter]:
        raise ValueError
    return [letter, *(_number(number, FARTHEST_MM) for number in numbers)]


def _number(value: Any, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not math.isfinite(value) or abs(value) > most:
        raise ValueError
    return value


def _color(value: str) -> str:
    if not COLOR.match(value):
        raise ValueError
    return value
