from pathlib import Path

import pytest

from backend.app.keys import MissingKeyError, keyring_from
from backend.database.encryption import new_keyring, save_keyring


def test_development_makes_a_key_once_and_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_STATE", str(tmp_path / "state"))

    first = keyring_from({}, development=True)
    second = keyring_from({}, development=True)

    assert first == second
    assert (tmp_path / "state" / "development-keys.json").stat().st_mode & 0o777 == 0o600


def test_production_refuses_to_make_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_STATE", str(tmp_path / "state"))

    with pytest.raises(MissingKeyError, match="Set MADOGUCHI_KEY_FILE"):
        keyring_from({}, development=False)

    assert not (tmp_path / "state").exists()


def test_the_operators_key_is_taken_in_both(tmp_path: Path) -> None:
    given = new_keyring()
    save_keyring(given, tmp_path / "keys.json")
    setting = {"MADOGUCHI_KEY_FILE": str(tmp_path / "keys.json")}

    assert keyring_from(setting, development=False) == given
    assert keyring_from(setting, development=True) == given
