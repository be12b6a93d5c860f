"""Documents lie in a folder: whole, private, written once."""

from pathlib import Path

import pytest

from backend.database.object_store import FolderStore


def test_an_object_comes_back_and_only_the_server_can_read_it(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "objects")

    store.put("documents/1/a.pdf", b"%PDF")

    path = tmp_path / "objects/documents/1/a.pdf"
    assert store.get("documents/1/a.pdf") == b"%PDF"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["a.pdf"]


def test_the_same_bytes_again_are_accepted_and_others_refused(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("documents/1/a.pdf", b"one")

    store.put("documents/1/a.pdf", b"one")

    with pytest.raises(FileExistsError):
        store.put("documents/1/a.pdf", b"two")
    assert store.get("documents/1/a.pdf") == b"one"


@pytest.mark.parametrize("key", ["../a/b", "/etc/passwd", "a", "a/../../b", "a//b", ""])
def test_a_key_that_leaves_the_folder_is_refused(tmp_path: Path, key: str) -> None:
    store = FolderStore(tmp_path / "objects")

    with pytest.raises(ValueError, match="not an object key"):
        store.put(key, b"x")

    assert [entry.name for entry in tmp_path.iterdir()] == ["objects"]
