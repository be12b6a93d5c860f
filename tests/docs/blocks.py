"""The fenced blocks of a page, and what stands in them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FENCE = re.compile(r"^```(\w+) (\w+)(?:=(\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE = Path("docs/frontend-guide.md")


@dataclass(frozen=True)
class Block:
    """One block: its language, its marker (run, variables, answer, output) and its name."""

    language: str
    marker: str
    name: str
    text: str
    line: int

    def __str__(self) -> str:
        return f"line {self.line}"


def blocks_of(page: str) -> list[Block]:
    """Every marked block, in the page's order."""
    return [
        Block(
            language=found[1],
            marker=found[2],
            name=found[3] or "",
            text=found[4],
            line=page[: found.start()].count("\n") + 1,
        )
        for found in FENCE.finditer(page)
    ]


def languages_without_marker(page: str) -> list[str]:
    """Opening fences that say a language and no marker: nobody would run them."""
    fences = re.findall(r"^```(.*)$", page, re.MULTILINE)
    return [fence for fence in fences[::2] if not re.fullmatch(r"\w+ \w+(=\w+)?", fence)]


def runs(blocks: list[Block], language: str) -> Iterator[tuple[Block, str]]:
    """The blocks of a language that are run, each with the output that follows it."""
    for position, block in enumerate(blocks):
        if (block.language, block.marker) != (language, "run"):
            continue
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        expected = following.text if following and following.marker == "output" else ""
        yield block, expected


def named(blocks: list[Block], marker: str, name: str) -> Any:
    """The JSON of the block with that marker and name."""
    (text,) = [block.text for block in blocks if (block.marker, block.name) == (marker, name)]
    return json.loads(text)


def is_like(found: Any, written: Any) -> bool:
    """Equal, where «…» at the end of a written text stands for any rest."""
    if isinstance(written, dict):
        return (
            isinstance(found, dict)
            and found.keys() == written.keys()
            and all(is_like(found[key], value) for key, value in written.items())
        )
    if isinstance(written, list):
        return (
            isinstance(found, list)
            and len(found) == len(written)
            and all(map(is_like, found, written))
        )
    if isinstance(written, str) and written.endswith("…"):
        return isinstance(found, str) and found.startswith(written[:-1])
    return bool(found == written)
