import httpx

from backend.api.transport.tablet_page import FILES
from tests.backend.api.transport.sample import Server


async def test_development_has_the_page_of_a_citizens_tablet(client: httpx.AsyncClient) -> None:
    answers = [await client.get(path) for path in FILES]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (await client.post("/tablet")).status_code == 404


async def test_production_has_no_such_page(production: Server) -> None:
    async with httpx.AsyncClient(base_url=production.origin) as client:
        answers = [await client.get(path) for path in FILES]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
