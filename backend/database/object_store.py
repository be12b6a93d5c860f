"""Where documents lie: one small protocol, a folder by default (decision 4)."""

import os
import re
import secrets
from pathlib import Path
from typing import Protocol

KEY = re.compile(r"[0-9A-Za-z_-]+(/[0-9A-Za-z_.-]+)+")


class ObjectStore(Protocol):
    """Keeps bytes under keys. An object is written once and never changed."""

    def put(self, key: str, content: bytes) -> None:
        """Write an object; the same bytes again are no error, others are ``FileExistsError``."""
        ...

    def get(self, key: str) -> bytes:
        """Read an object; ``FileNotFoundError`` when there is none."""
        ...


class FolderStore:
    """An object store in a folder that only the server's user can read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, key: str, content: bytes) -> None:
        """Write under a temporary name, then link: a reader never sees half an object."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{secrets.token_hex(8)}")
        with open(draft, "xb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
            _keep_name(path.parent)
        except FileExistsError:
            if path.read_bytes() != content:
                raise
        finally:
            draft.unlink()

    def get(self, key: str) -> bytes:
        """Read an object."""
        return self._path(key).read_bytes()

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key) or ".." in key:
            raise ValueError("not an object key")
        return self._folder / key


def _keep_name(folder: Path) -> None:
    """Bring a folder's new name to the disk: a row that commits next must not outlive its file."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
