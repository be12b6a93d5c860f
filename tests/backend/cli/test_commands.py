from pathlib import Path

import pytest

from backend.cli import main, parser
from backend.cli.commands import COMMANDS, schema
from backend.database.migrate import HEAD_FILE
from backend.database.settings import Urls


def test_every_command_of_the_registry_is_in_the_help() -> None:
    help_ = parser().format_help()

    assert [command.NAME for command in COMMANDS if command.HELP[:20] not in help_] == []


def test_migrate_says_where_the_database_is(
    fresh_database: Urls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", fresh_database.app)
    monkeypatch.setenv("MIGRATION_DATABASE_URL", fresh_database.owner)

    assert main(["migrate"]) == 0

    assert capsys.readouterr().out == f"The database is at {HEAD_FILE.read_text().strip()}.\n"


def test_the_printed_schema_is_that_of_the_code() -> None:
    assert schema.SDL_FILE.read_text() == schema.printed()


def test_a_schema_out_of_date_fails_the_check_and_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "schema.graphql"
    file.write_text("type Query { former: Int }\n")
    monkeypatch.setattr(schema, "SDL_FILE", file)

    assert main(["schema", "--check"]) == 1
    assert file.read_text() == "type Query { former: Int }\n"
    assert "run make schema" in capsys.readouterr().err

    assert main(["schema"]) == 0
    assert main(["schema", "--check"]) == 0
    assert file.read_text() == schema.printed()


def test_a_key_file_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "keys.json"
    file.write_text("kept")

    assert main(["make-key", str(file)]) == 1

    assert file.read_text() == "kept"
    assert capsys.readouterr().err == f"madoguchi: {file} cannot be written: File exists.\n"
