"""The database of a command: the one that DATABASE_URL names, or the embedded one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from backend.database.embedded import Embedded, default_state
from backend.database.settings import Urls, urls_from


@contextmanager
def database() -> Iterator[Urls]:
    """Give the addresses; an embedded server that this command started stops with it."""
    given = urls_from(os.environ)
    if given is not None:
        yield given
        return
    embedded = Embedded(default_state())
    try:
        yield embedded.start()
    finally:
        embedded.stop()


def is_embedded() -> bool:
    """Whether commands use the embedded server."""
    return urls_from(os.environ) is None
