"""What an operator can mistype is said in one line, without a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from backend.app.keys import MissingKeyError, keyring_from
from backend.app.repeatable import WrongSettingError, clock_from, ids_from
from tests.backend.cli.test_run import environment

MADOGUCHI = [sys.executable, "-c", "import sys, backend.cli; sys.exit(backend.cli.main())"]
FORMAT = "such as 2026-11-24T09:30:00+09:00."


def say(folder: Path, *arguments: str, **more: str) -> tuple[int, str]:
    """Run a command in an empty state folder; gives the exit code and the whole error output."""
    done = subprocess.run(
        [*MADOGUCHI, *arguments],
        capture_output=True,
        text=True,
        env=environment(MADOGUCHI_STATE=str(folder), **more),
        check=False,
    )
    return done.returncode, done.stderr


def test_a_database_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    code, said = say(
        tmp_path, "migrate", DATABASE_URL="postgresql://owner:hidden@127.0.0.1:1/madoguchi"
    )

    assert code == 1
    assert said.startswith("madoguchi: The database of DATABASE_URL cannot be reached: ")
    assert "127.0.0.1" in said
    assert "hidden" not in said
    assert len(said.splitlines()) == 1


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    code, said = say(tmp_path, "migrate", DATABASE_URL="nonsense")

    assert code == 1
    assert said.startswith("madoguchi: The database of DATABASE_URL cannot be reached: invalid DSN")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (None, "cannot be read (No such file or directory)."),
        ("secret, but not JSON", "is no key file (madoguchi make-key writes one)."),
        ('{"keys": {}}', "is no key file (madoguchi make-key writes one)."),
    ],
)
def test_a_key_file_that_is_none_is_refused_without_its_text(
    tmp_path: Path, written: str | None, why: str
) -> None:
    file = tmp_path / "keys.json"
    if written is not None:
        file.write_text(written)

    refused = refusal_of_keys(file)

    assert refused == f"MADOGUCHI_KEY_FILE: {file} {why}"


def refusal_of_keys(file: Path) -> str:
    with pytest.raises(MissingKeyError) as refused:
        keyring_from({"MADOGUCHI_KEY_FILE": str(file)}, development=False)
    return str(refused.value)


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-24T09:30:00"])
def test_a_clock_that_shows_no_moment_is_refused(moment: str) -> None:
    with pytest.raises(WrongSettingError) as refused:
        clock_from({"MADOGUCHI_FIXED_CLOCK": moment}, development=True)

    assert str(refused.value) == f"MADOGUCHI_FIXED_CLOCK must be a moment with its zone, {FORMAT}"


def test_a_seed_that_is_no_number_is_refused() -> None:
    with pytest.raises(WrongSettingError) as refused:
        ids_from({"MADOGUCHI_ID_SEED": "-1"}, development=True)

    assert str(refused.value) == "MADOGUCHI_ID_SEED must be a number."


def test_a_port_that_cannot_be_is_refused_before_any_database_is_made(tmp_path: Path) -> None:
    code, said = say(tmp_path, "run", "--port", "99999")

    assert (code, said) == (1, "madoguchi: There is no port 99999: 1 to 65535.\n")
    assert list(tmp_path.iterdir()) == []
