"""The server's keyring: given by the operator, or made for development."""

from collections.abc import Mapping
from pathlib import Path

from backend.database.embedded import default_state
from backend.database.encryption import Keyring, load_keyring, new_keyring, save_keyring

KEY_FILE = "MADOGUCHI_KEY_FILE"


class MissingKeyError(Exception):
    """No usable key was given where one made by us would be a danger."""


def keyring_from(environment: Mapping[str, str], *, development: bool) -> Keyring:
    """Load the key file that MADOGUCHI_KEY_FILE names.

    In development one is made in the state folder. In production a key that appeared by itself
    could be lost with the machine, and all encrypted columns with it.
    """
    if given := environment.get(KEY_FILE):
        return _load(Path(given))
    if not development:
        raise MissingKeyError(
            f"Set {KEY_FILE} to the file with the keys of the encrypted columns "
            "(madoguchi make-key writes one)."
        )
    path = development_key_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        save_keyring(new_keyring(), path)
    return load_keyring(path)


def _load(path: Path) -> Keyring:
    try:
        return load_keyring(path)
    except OSError as error:
        raise MissingKeyError(f"{KEY_FILE}: {path} cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError):
        # The file's text must not get into a message: it may be a key after all.
        raise MissingKeyError(
            f"{KEY_FILE}: {path} is no key file (madoguchi make-key writes one)."
        ) from None


def development_key_file() -> Path:
    """Where the key of development lies."""
    return default_state() / "development-keys.json"
