"""Writes benchmark rows into one file, so that runs can be compared and shown as a table."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

LATEST = Path(__file__).parent / "results" / "latest.json"


@dataclass(frozen=True)
class Row:
    """One result: ours, what it is compared with, and the ratio of the two (ours / other)."""

    name: str
    ours: float
    compared_with: str
    ratio: float
    machine: str
    unit: str


def machine() -> str:
    """Describe the machine in a few words."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def record(
    name: str, ours: float, compared_with: str, other: float, *, unit: str, path: Path = LATEST
) -> Row:
    """Merge one row into the file by its name and return it."""
    row = Row(name, round(ours, 4), compared_with, round(ours / other, 4), machine(), unit)
    rows = {}
    if path.is_file():
        rows = {entry["name"]: entry for entry in json.loads(path.read_text("utf-8"))}
    rows[name] = asdict(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = [rows[key] for key in sorted(rows)]
    path.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return row
