"""GraphQL over WebSocket: the protocol ``graphql-transport-ws``, and no other.

Messages and close codes are those of
https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import orjson
from graphql import GraphQLError, OperationType

from backend.api.transport.answers import answer_to_object, failure
from backend.api.transport.asgi import Receive, Scope, Send, headers_of
from backend.api.transport.caller import address, bearer_token, cookie_token, request_id
from backend.api.transport.contract import Answer, Caller, Executor, GraphQLRequest, ValidDocument
from backend.api.transport.documents import DocumentCache, RefusedDocumentError
from backend.api.transport.errors import TransportError, UnknownOperationError
from backend.api.transport.http import run_within
from backend.api.transport.requests import request_from
from backend.api.transport.settings import TransportSettings
from backend.api.transport.sockets import SocketRegistry
from backend.errors import RefusalError

PROTOCOL = "graphql-transport-ws"
TOO_BIG = 1009
INTERNAL = 4500
BAD_MESSAGE = 4400
UNAUTHORIZED = 4401
FORBIDDEN = 4403
BAD_PROTOCOL = 4406
INIT_TIMED_OUT = 4408
SUBSCRIBER_EXISTS = 4409
INIT_TWICE = 4429
TOO_MANY = GraphQLError(
    "Too many operations on this socket.", extensions={"code": "TOO_MANY_OPERATIONS"}
)


class CloseSocketError(Exception):
    """The protocol demands that the socket be closed."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class GraphQLOverWebSocket:
    """The ASGI application behind ``/graphql`` for WebSockets."""

    def __init__(
        self,
        documents: DocumentCache,
        executor: Executor,
        settings: TransportSettings,
        registry: SocketRegistry,
    ) -> None:
        self.documents = documents
        self.executor = executor
        self.settings = settings
        self.registry = registry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until either side closes it."""
        await receive()  # websocket.connect
        headers = headers_of(scope)
        if not self._may_connect(headers):
            await send({"type": "websocket.close", "code": FORBIDDEN})  # answered with HTTP 403
            return
        spoken = PROTOCOL in scope.get("subprotocols", ())
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL if spoken else None})
        socket = Socket(self, scope, headers, receive, send)
        if spoken:
            await socket.serve()
        else:
            await socket.close(BAD_PROTOCOL, "Subprotocol not acceptable")

    def _may_connect(self, headers: Mapping[str, str]) -> bool:
        """Any site may open a socket, and the browser sends the cookie: look at the origin."""
        origin = headers.get("origin")
        if origin is None or origin in self.settings.allowed_origins:
            return True
        return urlsplit(origin).netloc == headers.get("host")


class Socket:
    """One open socket: one principal, several operations."""

    def __init__(
        self,
        server: GraphQLOverWebSocket,
        scope: Scope,
        headers: Mapping[str, str],
        receive: Receive,
        send: Send,
    ) -> None:
        self.server = server
        self.receive = receive
        self.send = send
        self.headers = headers
        self.caller = Caller(
            token=None, terminal=None, request_id=request_id(headers), address=address(scope)
        )
        self.session_id: str | None = None
        self.initialised = False
        self.acknowledged = False
        self.closed = False
        self.operations: dict[str, asyncio.Task[None]] = {}
        self.sending = asyncio.Lock()

    async def serve(self) -> None:
        """Take messages until the socket closes, then end what still runs."""
        timer = asyncio.create_task(self._require_init())
        try:
            async for message in self._messages():
                await self._take(message)
        except CloseSocketError as asked:
            await self.close(asked.code, asked.reason)
        finally:
            timer.cancel()
            await self._end()

    async def close(self, code: int, reason: str) -> None:
        """Close the socket, once."""
        if not self.closed:
            self.closed = True
            await self._cancel_operations()
            await self.send({"type": "websocket.close", "code": code, "reason": reason})

    async def _messages(self) -> AsyncIterator[dict[str, Any]]:
        while not self.closed:
            received = await self.receive()
            if received["type"] == "websocket.disconnect":
                self.closed = True
                return
            yield self._decoded(received.get("text"))

    def _decoded(self, text: str | None) -> dict[str, Any]:
        if text is not None and len(text) > self.server.settings.limits.body_bytes:
            raise CloseSocketError(TOO_BIG, "Message too big")
        try:
            message = orjson.loads(text or "")
        except orjson.JSONDecodeError as error:
            raise CloseSocketError(BAD_MESSAGE, "Invalid message received") from error
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise CloseSocketError(BAD_MESSAGE, "Invalid message received")
        return message

    async def _take(self, message: dict[str, Any]) -> None:
        takers: dict[str, Callable[[dict[str, Any]], Awaitable[None]]] = {
            "connection_init": self._take_init,
            "ping": self._take_ping,
            "pong": self._take_pong,
            "subscribe": self._take_subscribe,
            "complete": self._take_complete,
        }
        taker = takers.get(message["type"])
        if taker is None:
            raise CloseSocketError(BAD_MESSAGE, "Invalid message received")
        await taker(message)

    async def _require_init(self) -> None:
        await asyncio.sleep(self.server.settings.connection_init_seconds)
        if not self.initialised:
            await self.close(INIT_TIMED_OUT, "Connection initialisation timeout")

    async def _take_init(self, message: dict[str, Any]) -> None:
        if self.initialised:
            raise CloseSocketError(INIT_TWICE, "Too many initialisation requests")
        self.initialised = True
        payload = message.get("payload") or {}
        if not isinstance(payload, dict):
            raise CloseSocketError(BAD_MESSAGE, "Invalid message received")
        self.caller = replace(
            self.caller, token=self._token(payload), terminal=_text(payload, "terminal")
        )
        try:
            self.session_id = await self.server.executor.session_of(self.caller)
        except RefusalError as error:
            raise CloseSocketError(FORBIDDEN, "Forbidden") from error
        if self.session_id is not None:
            self.server.registry.add(self.session_id, self.close)
        self.acknowledged = True
        await self._write({"type": "connection_ack"})

    def _token(self, payload: dict[str, Any]) -> str | None:
        return (
            _text(payload, "token")
            or bearer_token(_text(payload, "authorization") or self.headers.get("authorization"))
            or cookie_token(self.headers)
        )

    async def _take_ping(self, message: dict[str, Any]) -> None:
        payload = {"payload": message["payload"]} if "payload" in message else {}
        await self._write({"type": "pong", **payload})

    async def _take_pong(self, message: dict[str, Any]) -> None:
        """An answer to nothing: allowed at any time."""

    async def _take_subscribe(self, message: dict[str, Any]) -> None:
        if not self.acknowledged:
            raise CloseSocketError(UNAUTHORIZED, "Unauthorized")
        operation_id = _text(message, "id")
        if operation_id is None or not isinstance(message.get("payload"), dict):
            raise CloseSocketError(BAD_MESSAGE, "Invalid message received")
        if operation_id in self.operations:
            reason = f"Subscriber for {operation_id[:64]} already exists"
            raise CloseSocketError(SUBSCRIBER_EXISTS, reason)
        if len(self.operations) >= self.server.settings.operations_per_socket:
            await self._write_error(operation_id, Answer(errors=(TOO_MANY,), executed=False))
            return
        self.operations[operation_id] = asyncio.create_task(
            self._run(operation_id, message["payload"])
        )

    async def _take_complete(self, message: dict[str, Any]) -> None:
        task = self.operations.pop(_text(message, "id") or "", None)
        if task is not None:
            task.cancel()

    async def _run(self, operation_id: str, payload: dict[str, Any]) -> None:
        """Run one operation to its end; the client hears ``complete`` or ``error``."""
        try:
            request = request_from(payload)
            document = self.server.documents.get(request.query)
            async with aclosing(self._answers(document, request)) as answers:
                async for answer in answers:
                    if not answer.executed:
                        await self._write_error(operation_id, answer)
                        return
                    await self._write_next(operation_id, answer)
            self._forget(operation_id)
            await self._write({"id": operation_id, "type": "complete"})
        except (RefusedDocumentError, TransportError) as refused:
            answer = Answer(errors=refused.errors, executed=False)
            await self._write_error(operation_id, answer)
        except Exception as error:  # of a subscription: its refusal, or a bug to be masked
            await self._write_error(operation_id, failure(error))
        finally:
            self._forget(operation_id)

    async def _answers(
        self, document: ValidDocument, request: GraphQLRequest
    ) -> AsyncGenerator[Answer]:
        kind = document.kind(request.operation_name)
        executor = self.server.executor
        if kind is None:
            raise UnknownOperationError("The document has no such operation, or several.")
        if kind != OperationType.SUBSCRIPTION:
            seconds = self.server.settings.limits.seconds
            yield await run_within(seconds, executor, document, request, self.caller)
            return
        async with aclosing(executor.subscribe(document, request, self.caller)) as events:
            async for answer in events:
                yield answer

    async def _write_next(self, operation_id: str, answer: Answer) -> None:
        payload = answer_to_object(answer, self.caller.request_id)
        await self._write({"id": operation_id, "type": "next", "payload": payload})

    async def _write_error(self, operation_id: str, answer: Answer) -> None:
        self._forget(operation_id)
        payload = answer_to_object(answer, self.caller.request_id)["errors"]
        await self._write({"id": operation_id, "type": "error", "payload": payload})

    async def _write(self, message: dict[str, object]) -> None:
        async with self.sending:
            if not self.closed:
                text = orjson.dumps(message).decode()
                await self.send({"type": "websocket.send", "text": text})

    def _forget(self, operation_id: str) -> None:
        if self.operations.get(operation_id) is asyncio.current_task():
            del self.operations[operation_id]

    async def _end(self) -> None:
        if self.session_id is not None:
            self.server.registry.remove(self.session_id, self.close)
        await self._cancel_operations()

    async def _cancel_operations(self) -> None:
        # Not the present task: signing out over the socket closes the socket from within.
        running = [task for task in self.operations.values() if task is not asyncio.current_task()]
        self.operations.clear()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def _text(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) and value else None
