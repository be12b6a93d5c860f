from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from backend.api.transport.limits import Limits
from backend.api.transport.settings import TransportSettings
from tests.backend.api.transport.sample import Server, serving

FRONTEND = "https://counter.example.jp"
SETTINGS = TransportSettings(
    development=True,
    allowed_origins=frozenset({FRONTEND}),
    connection_init_seconds=0.3,
    operations_per_socket=2,
    limits=Limits(
        seconds=0.3,
        body_bytes=20_000,
        files=2,
        file_bytes=50_000,
        upload_bytes=90_000,
        upload_seconds=0.5,
    ),
    held_upload_bytes=120_000,
)


@pytest_asyncio.fixture(scope="session")
async def server() -> AsyncIterator[Server]:
    async with serving(SETTINGS) as running:
        yield running


@pytest_asyncio.fixture(scope="session")
async def production() -> AsyncIterator[Server]:
    async with serving(TransportSettings(allowed_origins=frozenset({FRONTEND}))) as running:
        yield running


@pytest_asyncio.fixture(scope="session")
async def client(server: Server) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.origin) as opened:
        yield opened
