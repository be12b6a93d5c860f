"""Pages on other hosts: the designer may be served apart from the API."""

import httpx

from tests.backend.api.transport.conftest import FRONTEND


async def test_pictures_and_pdfs_may_be_read_by_pages_of_known_hosts(
    client: httpx.AsyncClient,
) -> None:
    asked = await client.options("/elsewhere", headers={"origin": FRONTEND})
    answer = await client.get("/elsewhere", headers={"origin": FRONTEND})

    assert asked.status_code == 204
    assert "authorization" in asked.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-origin"] == FRONTEND
    assert answer.json() == {"from": "litestar"}


async def test_other_hosts_may_not(client: httpx.AsyncClient) -> None:
    stranger = {"origin": "https://elsewhere.example"}

    asked = await client.options("/elsewhere", headers=stranger)
    answer = await client.get("/elsewhere", headers=stranger)

    assert asked.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert "Origin" in answer.headers["vary"]


async def test_missing_pages_answer_known_hosts_alike(client: httpx.AsyncClient) -> None:
    answer = await client.get("/nothing", headers={"origin": FRONTEND})

    assert answer.status_code == 404
    assert answer.headers["access-control-allow-origin"] == FRONTEND
