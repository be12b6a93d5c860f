"""Where documents lie: one small protocol, a folder by default (decision 4)."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

KEY = re.compile(r"[0-9A-Za-z_-]+(/[0-9A-Za-z_.-]+)+")
DRAFT = re.compile(r"\.[0-9a-f]{16}")


@dataclass(frozen=True)
class Stored:
    """An object by its key, and since when it is there by the store's own clock."""

    key: str
    written_at: datetime


class ObjectStore(Protocol):
    """Keeps bytes under keys. An object is written once and never changed."""

    def put(self, key: str, content: bytes) -> None:
        """Write an object; the same bytes again are no error, others are ``FileExistsError``."""
        ...

    def get(self, key: str) -> bytes:
        """Read an object; ``FileNotFoundError`` when there is none."""
        ...

    def has(self, key: str) -> bool:
        """Whether there is an object."""
        ...

    def list(self, prefix: str) -> Iterator[Stored]:
        """The objects under a prefix that ends in a slash, in no order."""
        ...

    def delete(self, key: str) -> None:
        """Erase an object; it is no error when there is none."""
        ...

    def delete_drafts(self, before: datetime) -> int:
        """Erase what writers that were killed left half-written; gives how many."""
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

    def has(self, key: str) -> bool:
        """Whether there is an object."""
        return self._path(key).is_file()

    def list(self, prefix: str) -> Iterator[Stored]:
        """Walk through the folder of the prefix."""
        for path in self._folder.joinpath(prefix).rglob("*"):
            if not DRAFT.fullmatch(path.name) and (written_at := _written_at(path)):
                yield Stored(path.relative_to(self._folder).as_posix(), written_at)

    def delete(self, key: str) -> None:
        """Erase an object, and bring that to the disk."""
        path = self._path(key)
        with suppress(FileNotFoundError):
            path.unlink()
            _keep_name(path.parent)

    def delete_drafts(self, before: datetime) -> int:
        """Erase the temporary names that ``put`` did not live to remove."""
        count = 0
        for path in self._folder.rglob(".*"):
            written_at = _written_at(path) if DRAFT.fullmatch(path.name) else None
            if written_at is not None and written_at < before:
                path.unlink(missing_ok=True)
                count += 1
        return count

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key) or ".." in key:
            raise ValueError("not an object key")
        return self._folder / key


def _written_at(path: Path) -> datetime | None:
    """Since when a file is there; nothing for folders and for what has just gone."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else None
    except FileNotFoundError:
        return None


def _keep_name(folder: Path) -> None:
    """Bring a folder's new name to the disk: a row that commits next must not outlive its file."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
