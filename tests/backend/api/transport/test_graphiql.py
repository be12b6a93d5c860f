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


async def test_sample_operations_become_tabs_in_the_order_of_their_list(tmp_path: Path) -> None:
    (tmp_path / "residents.graphql").write_text("query Residents { residents }")
    (tmp_path / "sign_in.graphql").write_text("mutation SignIn { signIn }")
    (tmp_path / "samples.json").write_text(
        '[{"operation": "sign_in", "variables": {"terminal": "窓口1"}},'
        ' {"operation": "residents", "variables": {}}]'
    )

    page = GraphiQL("/graphql", operations=tmp_path)

    assert page.samples() == [
        {"query": "mutation SignIn { signIn }", "variables": '{\n  "terminal": "窓口1"\n}'},
        {"query": "query Residents { residents }", "variables": "{}"},
    ]
    assert '"query":"mutation SignIn { signIn }"' in page._script()


async def test_production_has_no_page(production: Server) -> None:
    async with httpx.AsyncClient(base_url=production.origin) as client:
        page = await client.get("/graphql", headers={"accept": "text/html"})
        file = await client.get("/graphql/ide/page.js")

    assert (page.status_code, file.status_code) == (406, 404)
