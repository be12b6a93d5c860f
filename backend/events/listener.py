"""One LISTEN connection a worker wakes the subscriptions; each polls every second besides.

The poll is the fallback where notices do not pass (pgbouncer in transaction mode) or the listening
connection is being made anew.
"""

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg

from backend.events.repository import CHANNEL
from backend.events.tables import StreamKind

POLL_SECONDS = 1.0
RECONNECT_SECONDS = 2.0

logger = logging.getLogger(__name__)


class Listener:
    """Wakes whoever waits for a stream."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen, in the background."""
        self._task = asyncio.create_task(self._listen(), name="madoguchi-listener")

    async def stop(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def wait(self, city_id: int, kind: StreamKind, subject_id: UUID) -> None:
        """Return when the stream may have grown: on a notice, or after a second."""
        name = f"{city_id}:{kind.value}:{subject_id}"
        woken = asyncio.Event()
        self._waiting[name].add(woken)
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await woken.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting[name].discard(woken)
            if not self._waiting[name]:
                del self._waiting[name]

    async def _listen(self) -> None:
        while True:
            try:
                connection = await asyncpg.connect(self._dsn)
                try:
                    ended = asyncio.Event()
                    connection.add_termination_listener(partial(_set, ended))
                    await connection.add_listener(CHANNEL, self._wake)
                    await ended.wait()
                finally:
                    with suppress(Exception):
                        await connection.close(timeout=1)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                logger.warning("the listening connection was lost; trying again")
            await asyncio.sleep(RECONNECT_SECONDS)

    def _wake(self, _connection: Any, _pid: int, _channel: str, notice: object) -> None:
        for woken in self._waiting.get(str(notice), ()):
            woken.set()


def _set(event: asyncio.Event, _connection: Any) -> None:
    event.set()
