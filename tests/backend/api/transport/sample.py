"""A small schema that shows what the transport must carry, and a running server over it."""

import asyncio
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import ClassVar

import strawberry
import uvicorn
from litestar import Litestar, get
from strawberry.schema.config import StrawberryConfig

from backend.api.transport.application import Application
from backend.api.transport.contract import Caller
from backend.api.transport.settings import TransportSettings
from backend.errors import InvalidInputError, NotSignedInError
from backend.reading.uploads import SCALARS
from backend.shared.uploads import UploadedFile
from tests.backend.api.transport.direct_executor import DirectExecutor

Info = strawberry.Info[Caller, None]


@strawberry.type
class Person:
    name: str = "山田 花子"

    @strawberry.field
    def partner(self) -> "Person":
        return Person()


@strawberry.type
class Query:
    @strawberry.field
    def greeting(self, name: str = "世界") -> str:
        return f"こんにちは、{name}"

    @strawberry.field
    def person(self) -> Person:
        return Person()

    @strawberry.field
    def caller(self, info: Info) -> list[str]:
        caller = info.context
        return [caller.token or "", caller.terminal or "", caller.request_id]

    @strawberry.field
    def bug(self) -> str | None:
        raise ValueError("個人番号 123456789018 を読めません")

    @strawberry.field
    def own_timeout(self) -> str | None:
        raise TimeoutError

    @strawberry.field
    def refused(self) -> str | None:
        raise NotSignedInError("サインインしてください。")

    @strawberry.field
    def refused_input(self) -> str | None:
        raise InvalidInputError("日付が正しくありません。", path=("input", "changedOn"))

    @strawberry.field
    def unwritable(self) -> str:
        return "\ud800"

    @strawberry.field
    async def slow(self) -> str:
        await asyncio.sleep(5)
        return "late"


@strawberry.type
class Mutation:
    written: ClassVar[list[str]] = []

    @strawberry.mutation
    def write(self, text: str) -> str:
        Mutation.written.append(text)
        return text

    @strawberry.mutation
    def keep(self, files: list[UploadedFile], note: str = "") -> list[str]:
        kept = [f"{file.name} {file.sha256} {len(file.content)}" for file in files]
        Mutation.written.extend(kept)
        return kept

    @strawberry.mutation
    async def keep_slowly(self, file: UploadedFile) -> int:
        await asyncio.sleep(0.1)
        return len(file.content)


@strawberry.type
class Subscription:
    ended: ClassVar[list[str]] = []

    @strawberry.subscription
    async def count(self, to: int) -> AsyncGenerator[int]:
        for number in range(1, to + 1):
            yield number

    @strawberry.subscription
    async def forever(self, name: str = "forever") -> AsyncGenerator[int]:
        try:
            number = 0
            while True:
                number += 1
                yield number
                await asyncio.sleep(0.005)
        finally:
            Subscription.ended.append(name)

    @strawberry.subscription
    async def refused(self) -> AsyncGenerator[int]:
        raise NotSignedInError("サインインしてください。")
        yield 0


SCHEMA = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map=SCALARS),
)


@get("/elsewhere")
async def elsewhere() -> dict[str, str]:
    return {"from": "litestar"}


@dataclass
class Server:
    """A server on a free port, and what a test may turn."""

    application: Application
    port: int
    database_works: list[bool] = field(default_factory=lambda: [True])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/graphql"

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def serving(settings: TransportSettings) -> AsyncIterator[Server]:
    """Serve the sample schema."""
    database_works = [True]

    async def check_ready() -> None:
        if not database_works[0]:
            raise ConnectionError

    application = Application(
        schema=SCHEMA._schema,
        executor=DirectExecutor(SCHEMA),
        settings=settings,
        check_ready=check_ready,
        rest=Litestar([elsewhere]),
    )
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application, ws="websockets-sansio", log_level="warning")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:  # the listener takes connections already; they wait until the server is up
        yield Server(application, listener.getsockname()[1], database_works)
    finally:
        server.should_exit = True
        server.force_exit = True
        await task
        listener.close()
