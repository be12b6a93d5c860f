"""What the designer asks beyond the documented operations is valid by the schema."""

import re
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

FILES = ("formReads", "opening")
SOURCES = "\n".join(Path(f"designer/src/api/{name}.ts").read_text("utf-8") for name in FILES)
SCHEMA = build_schema(Path("schema/schema.graphql").read_text("utf-8"))
# A piece that several of them share is a constant of the file.
PIECE = re.compile(r"^(?:export )?const ([A-Z]+) = (['`])(.*?)\2", re.MULTILINE | re.DOTALL)
SHARED = {name: text for name, _, text in PIECE.findall(SOURCES)}
READ = re.compile(r"^(?:export )?const (\w+Query)[^`]*`([^`]*)`", re.MULTILINE)


def whole(text: str) -> str:
    """A document with its shared pieces put in; they may hold others."""
    while "${" in text:
        text = re.sub(r"\$\{([A-Z]+)\}", lambda found: SHARED[found[1]], text)
    return text


READS = {name: whole(text) for name, text in READ.findall(SOURCES)}


def test_every_read_is_found() -> None:
    assert {"openingQuery", "formListQuery", "formLifeQuery"} <= set(READS)


@pytest.mark.parametrize("name", READS)
def test_what_the_designer_reads_is_valid_by_the_schema(name: str) -> None:
    faults = validate(SCHEMA, parse(READS[name]))

    assert [fault.message for fault in faults] == []
