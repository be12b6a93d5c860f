"""What the designer asks beyond the documented operations is valid by the schema."""

import re
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

SOURCES = Path("designer/src/api/formReads.ts").read_text("utf-8")
SCHEMA = build_schema(Path("schema/schema.graphql").read_text("utf-8"))
# A piece that several of them share is a constant of the file.
SHARED = dict(re.findall(r"^const ([A-Z]+) = '([^']*)'", SOURCES, re.MULTILINE))
READS = {
    name: re.sub(r"\$\{([A-Z]+)\}", lambda found: SHARED[found[1]], text)
    for name, text in re.findall(r"^export const (\w+)[^`]*`([^`]*)`", SOURCES, re.MULTILINE)
}


@pytest.mark.parametrize("name", READS)
def test_what_the_designer_reads_is_valid_by_the_schema(name: str) -> None:
    faults = validate(SCHEMA, parse(READS[name]))

    assert [fault.message for fault in faults] == []
