"""docs/settings.md names every environment variable that the code reads, and no other."""

import re
from pathlib import Path

VARIABLE = re.compile(r'"((?:MADOGUCHI|XDG)_[A-Z_]+|(?:MIGRATION_)?DATABASE_URL)"')


def variables_of(*folders: str) -> set[str]:
    files = [path for folder in folders for path in Path(folder).rglob("*.py")]
    return {name for path in files for name in VARIABLE.findall(path.read_text("utf-8"))}


def documented() -> list[str]:
    return re.findall(r"^\| `([A-Z_]+)` \|", Path("docs/settings.md").read_text("utf-8"), re.M)


def test_every_variable_is_documented_once() -> None:
    read = variables_of("backend") | {"MADOGUCHI_TEST_DATABASE_URL"}

    assert sorted(documented()) == sorted(read)


def test_the_variable_of_the_tests_is_read_by_the_tests() -> None:
    assert "MADOGUCHI_TEST_DATABASE_URL" in variables_of("tests")
