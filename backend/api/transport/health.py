"""``/health``: is the process alive, and can it work."""

import asyncio
from collections.abc import Awaitable, Callable

import orjson

from backend.api.transport.asgi import Receive, Reply, Scope, Send

READY_SECONDS = 2.0


class Health:
    """``/health/live`` always answers; ``/health`` also asks the database."""

    def __init__(self, check_ready: Callable[[], Awaitable[None]]) -> None:
        self.check_ready = check_ready

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a probe."""
        ready = scope["path"].endswith("/live") or await self._is_ready()
        status = "ok" if ready else "database unavailable"
        body = orjson.dumps({"status": status})
        reply = Reply(200 if ready else 503, body, "application/json")
        await reply.send(send, {"cache-control": "no-store"})

    async def _is_ready(self) -> bool:
        try:
            async with asyncio.timeout(READY_SECONDS):
                await self.check_ready()
        except Exception:  # whatever it is, the server cannot work
            return False
        return True
