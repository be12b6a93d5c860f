"""What waits for a quiet moment, such as warming up, never holds up a request."""

import asyncio

import httpx

from tests.backend.api.transport.sample import Server


async def test_who_waits_for_quiet_comes_after_the_requests_under_way(
    server: Server, client: httpx.AsyncClient
) -> None:
    asked = asyncio.create_task(client.post("/graphql", json={"query": "{ slow }"}))
    while not server.application._under_way:  # noqa: ASYNC110  # it has no event for this
        await asyncio.sleep(0)
    waiting = asyncio.create_task(server.application.quiet())

    done, _ = await asyncio.wait({asked, waiting}, return_when=asyncio.FIRST_COMPLETED)

    assert done == {asked}
    await asyncio.wait_for(waiting, 10)
