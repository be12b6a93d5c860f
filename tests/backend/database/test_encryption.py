"""Encrypted columns are bound to their place and to their key."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from backend.database.encryption import (
    Keyring,
    Place,
    UndecryptableError,
    load_keyring,
    new_keyring,
    save_keyring,
)

ROW = UUID(int=1)
PLACE = Place(city_id=1, table="individual_number", row_id=ROW, column="number")
PLAIN = "invented text"


def test_a_value_decrypts_at_its_own_place() -> None:
    keyring = new_keyring()

    sealed = keyring.encrypt(PLAIN, PLACE)

    assert keyring.decrypt(sealed, PLACE) == PLAIN
    assert PLAIN.encode() not in sealed


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place(city_id=2, table="individual_number", row_id=ROW, column="number"),
        Place(city_id=1, table="other", row_id=ROW, column="number"),
        Place(city_id=1, table="individual_number", row_id=UUID(int=2), column="number"),
        Place(city_id=1, table="individual_number", row_id=ROW, column="other"),
    ],
)
def test_a_value_moved_elsewhere_does_not_decrypt(elsewhere: Place) -> None:
    keyring = new_keyring()
    sealed = keyring.encrypt(PLAIN, PLACE)

    with pytest.raises(UndecryptableError) as refused:
        keyring.decrypt(sealed, elsewhere)

    assert PLAIN not in str(refused.value)


def test_a_changed_byte_does_not_decrypt() -> None:
    keyring = new_keyring()
    sealed = bytearray(keyring.encrypt(PLAIN, PLACE))
    sealed[-1] ^= 1

    with pytest.raises(UndecryptableError):
        keyring.decrypt(bytes(sealed), PLACE)


def test_after_rotation_old_values_are_read_and_new_ones_have_the_new_key() -> None:
    old = new_keyring()
    sealed = old.encrypt(PLAIN, PLACE)
    rotated = Keyring(
        keys={**old.keys, 2: new_keyring().keys[1]}, current=2, lookup_key=old.lookup_key
    )

    again = rotated.encrypt(PLAIN, PLACE)

    assert rotated.decrypt(sealed, PLACE) == PLAIN
    assert rotated.decrypt(again, PLACE) == PLAIN
    with pytest.raises(UndecryptableError):
        old.decrypt(again, PLACE)


def test_a_lookup_is_equal_within_a_city_and_column_alone() -> None:
    keyring = new_keyring()
    here = keyring.lookup("1", city_id=1, column="number")

    assert keyring.lookup("1", city_id=1, column="number") == here
    assert keyring.lookup("1", city_id=2, column="number") != here
    assert keyring.lookup("1", city_id=1, column="other") != here


def test_a_key_file_is_private_and_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    keyring = new_keyring()

    save_keyring(keyring, path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert load_keyring(path) == keyring
    with pytest.raises(FileExistsError):
        save_keyring(new_keyring(), path)
    assert load_keyring(path) == keyring


def test_a_keyring_shows_none_of_its_keys() -> None:
    keyring = new_keyring()

    assert repr(keyring) == "Keyring(keys=[1], current=1)"


def test_bytes_decrypt_at_their_own_place_alone() -> None:
    keyring = new_keyring()
    content = bytes(range(256)) * 1000
    elsewhere = replace(PLACE, column="thumbnail")

    sealed = keyring.encrypt_bytes(content, PLACE)

    assert keyring.decrypt_bytes(sealed, PLACE) == content
    assert content[:64] not in sealed
    with pytest.raises(UndecryptableError):
        keyring.decrypt_bytes(sealed, elsewhere)
