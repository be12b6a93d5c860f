"""Reads through GraphQL against their floor, by turns in one run, at 1 and 16 at a time."""

import asyncio
import itertools
import json
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import uvicorn
import uvloop

from backend.reading.global_ids import encode_id
from benchmarks.city import MORNING, OPERATIONS, InProcess, SeededCity, free_port
from benchmarks.floor import Floor, floor, sample
from benchmarks.results import Row, record

CONNECTIONS = (1, 16)
POOL = 10  # as many connections as the server's own pool has
ROUNDS = 5
SECONDS = 1.0

BY_ID = """
query ($id: ID!) {
  resident(id: $id) {
    __typename
    ... on Resident {
      id number fullName furigana birthDate { text } sex address
      household {
        __typename
        ... on Household {
          id number address
          members(first: 20) { nodes { __typename ... on Resident { id fullName furigana } } }
        }
      }
    }
  }
}
"""
SEARCH = (OPERATIONS / "residents.graphql").read_text("utf-8")

Once = Callable[[], Awaitable[object]]


class OverHttp:
    """Sends documents to a server on connections that stay open; nothing but the bytes needed."""

    def __init__(self, port: int, token: str | None) -> None:
        self.port, self.token = port, token
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, text: str, variables: dict[str, Any]) -> bytes:
        """Run a document; gives the answer's bytes."""
        body = json.dumps({"query": text, "variables": variables}).encode()
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        reader, writer = connection = await self._connection()
        writer.write(head.encode() + body)
        answered = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(answered.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        content = await reader.readexactly(length)
        self._idle.append(connection)
        if b'"errors"' in content:
            raise RuntimeError("a measured request failed")
        return content

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self._idle:
            connection = self._idle.pop()
            if not connection[0].at_eof():  # the server closes what rests for some seconds
                return connection
            connection[1].close()
        return await asyncio.open_connection("127.0.0.1", self.port)

    def close(self) -> None:
        """Close the connections."""
        for _, writer in self._idle:
            writer.close()


def serve(city: SeededCity, port: int) -> None:
    """The server's process."""
    uvicorn.run(
        city.application(), host="127.0.0.1", port=port, log_level="critical", log_config=None
    )


@contextmanager
def served(city: SeededCity) -> Iterator[int]:
    """A server in a process of its own; gives its port."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(
        target=serve, args=(city, port), daemon=True
    )
    process.start()
    try:
        yield port
    finally:
        process.terminate()
        process.join()


async def rate(once: Once, connections: int) -> float:
    """Requests a second, so many at a time."""
    until = time.perf_counter() + SECONDS
    counted = 0

    async def work() -> None:
        nonlocal counted
        while time.perf_counter() < until:
            await once()
            counted += 1

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(connections)))
    return counted / (time.perf_counter() - began)


async def by_turns(targets: Sequence[Once], connections: int) -> list[float]:
    """The median rate of each target; they take turns, so that drifts meet all of them."""
    for once in targets:
        await rate(once, connections)  # warm
    rates: list[list[float]] = [[] for _ in targets]
    for _ in range(ROUNDS):
        for once, found in zip(targets, rates, strict=True):
            found.append(await rate(once, connections))
    return [statistics.median(found) for found in rates]


async def measure(city: SeededCity, port: int) -> list[Row]:
    """All reads at all numbers of connections."""
    client = InProcess(city.application())
    await client.sign_in()
    web = OverHttp(port, client.token)
    await wait_for(web)
    prefixes, residents = await sample(city)
    rows = []
    async with floor(city, MORNING, connections=POOL) as bare:
        for connections in CONNECTIONS:
            rows += await _searches(client, web, bare, prefixes, connections)
            rows += await _by_id(client, bare, residents, connections)
    web.close()
    return rows


async def _searches(
    client: InProcess, web: OverHttp, bare: Floor, prefixes: Sequence[str], connections: int
) -> list[Row]:
    turn = itertools.cycle(prefixes)
    found = await by_turns(
        [
            lambda: client.ask(SEARCH, {"search": next(turn), "first": 20}),
            lambda: web.ask(SEARCH, {"search": next(turn), "first": 20}),
            lambda: bare.search(next(turn)),
        ],
        connections,
    )
    return [
        _row("search, in process", connections, found[0], found[2]),
        _row("search, over HTTP", connections, found[1], found[2]),
    ]


async def _by_id(
    client: InProcess, bare: Floor, residents: Sequence[UUID], connections: int
) -> list[Row]:
    turn = itertools.cycle(residents)
    found = await by_turns(
        [
            lambda: client.ask(BY_ID, {"id": encode_id("Resident", next(turn))}),
            lambda: bare.by_id(next(turn)),
        ],
        connections,
    )
    return [_row("resident by id, 3 levels, in process", connections, *found)]


def _row(what: str, connections: int, ours: float, other: float) -> Row:
    name = f"reads: {what}, {connections} at a time"
    compared = "hand-written SQL, same transaction and audit insert"
    return record(name, ours, compared, other, unit="requests/s")


async def wait_for(web: OverHttp) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        try:
            await web.ask("{ __typename }", {})
        except OSError:
            await asyncio.sleep(0.2)
        else:
            return
    raise TimeoutError


def run(city: SeededCity) -> list[Row]:
    """Measure and record."""
    with served(city) as port:
        return uvloop.run(measure(city, port))  # as the server runs
