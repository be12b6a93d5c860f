from pathlib import Path

import httpx

from backend.api.transport.graphiql import FILES, GraphiQL
from tests.backend.api.transport.sample import Server

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


async def test_a_browser_gets_the_page_and_every_file_it_names(client: httpx.AsyncClient) -> None:
    page = await client.get("/graphql", headers=BROWSER)

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"].startswith("default-src 'self'; ")
    for name in (*FILES, "page.js"):
        assert f'"/graphql/ide/{name}"' in page.text
        assert (await client.get(f"/graphql/ide/{name}")).status_code == 200
    assert "https://" not in page.text


async def test_no_other_file_is_served(client: httpx.AsyncClient) -> None:
    for name in ("package.json", "../../../pyproject.toml", "%2e%2e/react/package.json", ""):
        assert (await client.get(f"/graphql/ide/{name}")).status_code == 404


async def test_sample_operations_become_tabs_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "02-residents.graphql").write_text("query Residents { residents }")
    (tmp_path / "01-sign-in.graphql").write_text("mutation SignIn { signIn }")

    page = GraphiQL("/graphql", operations=tmp_path)

    assert page.samples() == ["mutation SignIn { signIn }", "query Residents { residents }"]
    assert '"query":"mutation SignIn { signIn }"' in page._script()


async def test_production_has_no_page(production: Server) -> None:
    async with httpx.AsyncClient(base_url=production.origin) as client:
        page = await client.get("/graphql", headers={"accept": "text/html"})
        file = await client.get("/graphql/ide/page.js")

    assert (page.status_code, file.status_code) == (406, 404)
