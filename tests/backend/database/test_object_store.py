"""Documents lie in a folder: whole, private, written once."""

from datetime import UTC, datetime, timedelta
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


def test_what_is_listed_is_there_since_it_was_written(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    began = datetime.now(UTC) - timedelta(seconds=1)  # a file's time is coarser than the clock
    store.put("documents/1/a.pdf", b"one")
    store.put("documents/2/b.pdf", b"two")

    (listed,) = store.list("documents/1/")

    assert listed.key == "documents/1/a.pdf"
    assert began <= listed.written_at <= datetime.now(UTC)
    assert [one.key for one in store.list("documents/")] != []
    assert list(store.list("nothing/")) == []


def test_what_is_deleted_is_gone_and_may_be_deleted_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("documents/1/a.pdf", b"one")
    assert store.has("documents/1/a.pdf")

    store.delete("documents/1/a.pdf")
    store.delete("documents/1/a.pdf")

    assert not store.has("documents/1/a.pdf")
    with pytest.raises(FileNotFoundError):
        store.get("documents/1/a.pdf")


def test_only_old_drafts_are_erased_and_none_is_listed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put("documents/1/a.pdf", b"one")
    draft = tmp_path / "documents/1/.0123456789abcdef"
    draft.write_bytes(b"half")
    now = datetime.now(UTC)

    young = store.delete_drafts(now - timedelta(hours=1))
    listed = [one.key for one in store.list("documents/1/")]
    old = store.delete_drafts(now + timedelta(hours=1))

    assert (young, old, listed) == (0, 1, ["documents/1/a.pdf"])
    assert store.get("documents/1/a.pdf") == b"one"
