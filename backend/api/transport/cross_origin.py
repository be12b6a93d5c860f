"""Pages on other hosts (CORS): those that the settings name may ask and read, no other."""

from collections.abc import Mapping
from typing import Any

from backend.api.transport.asgi import AsgiApp, Message, Receive, Reply, Scope, Send, headers_of
from backend.api.transport.caller import CUSTOM_HEADER, REQUEST_ID_HEADER, TERMINAL_HEADER

PREFLIGHT_SECONDS = "600"
ALLOWED_HEADERS = ", ".join(
    ("authorization", "content-type", CUSTOM_HEADER, TERMINAL_HEADER, REQUEST_ID_HEADER)
)


class CrossOrigin:
    """Answers for the origins that are allowed."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self.allowed = allowed

    def headers(self, asked: Mapping[str, str]) -> Mapping[str, str]:
        """What an answer adds for the page that asked."""
        origin = asked.get("origin")
        if origin not in self.allowed:
            return {"vary": "Accept, Origin"}
        return {
            "vary": "Accept, Origin",
            "access-control-allow-origin": origin,
            "access-control-allow-credentials": "true",
            "access-control-expose-headers": REQUEST_ID_HEADER,
        }

    def preflight(self, asked: Mapping[str, str]) -> Reply:
        """Whether a browser may send what it is about to send."""
        if asked.get("origin") not in self.allowed:
            return Reply(403)
        return Reply(
            204,
            headers={
                "access-control-allow-methods": "GET, POST",
                "access-control-allow-headers": ALLOWED_HEADERS,
                "access-control-max-age": PREFLIGHT_SECONDS,
            },
        )


class SharedAcrossOrigins:
    """An application whose answers allowed pages of other hosts may read."""

    def __init__(self, inner: AsgiApp, cross_origin: CrossOrigin) -> None:
        self._inner = inner
        self._cross_origin = cross_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers added to what the application says."""
        if scope["type"] != "http" or not (asked := headers_of(scope)).get("origin"):
            await self._inner(scope, receive, send)
            return
        added = self._cross_origin.headers(asked)
        if scope["method"] == "OPTIONS":
            await self._cross_origin.preflight(asked).send(send, added)
            return
        await self._inner(scope, receive, _adding(send, added))


def _adding(send: Send, added: Mapping[str, str]) -> Send:
    raw: list[tuple[bytes, Any]] = [
        (name.encode(), value.encode("latin-1")) for name, value in added.items()
    ]

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            known = {name for name, _ in message.get("headers", ())}
            new = [(name, value) for name, value in raw if name not in known]
            message = {**message, "headers": [*message.get("headers", ()), *new]}
        await send(message)

    return add
