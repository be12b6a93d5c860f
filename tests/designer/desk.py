"""What an official does in the designer, in the official's words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize

from tests.server import documented

CITY, PASSWORD = "992011", "madoguchi-sample"
SIZE: ViewportSize = {"width": 1366, "height": 768}


class Desk:
    """One official with a browser of their own, and the API under the same name."""

    def __init__(self, context: BrowserContext, address: str, token: str, folder: Path) -> None:
        self.context = context
        self.address = address
        self.token = token
        self.folder = folder
        self.faults: list[str] = []

    async def open(self, path: str = "/") -> Page:
        """Open a window at a place of the designer; errors of the page are noted."""
        page = await self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "console",
            lambda said: self.faults.append(said.text) if said.type == "error" else None,
        )
        await page.goto(f"{self.address}/designer/#{path}")
        return page

    async def ask(self, query: str, **variables: Any) -> Any:
        """Run a document; gives what its one root field answers."""
        async with httpx.AsyncClient(base_url=self.address, timeout=30) as http:
            answer = await http.post(
                "/graphql",
                json={"query": query, "variables": variables},
                headers=self._headers(),
            )
        body = answer.json()
        assert "errors" not in body, body
        (field,) = body["data"].values()
        return field

    async def get(self, path: str) -> httpx.Response:
        """Fetch a file as this official."""
        async with httpx.AsyncClient(base_url=self.address, timeout=60) as http:
            return await http.get(path, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


@asynccontextmanager
async def open_desk(
    chromium: Browser, address: str, folder: Path, number: str
) -> AsyncIterator[Desk]:
    """Sign an official in and give them a browser in which the session stands already."""
    given = {"cityCode": CITY, "staffNumber": number, "password": PASSWORD}
    context = await chromium.new_context(viewport=SIZE, locale="ja-JP", timezone_id="Asia/Tokyo")
    context.set_default_timeout(15_000)
    desk = Desk(context, address, "", folder)
    desk.token = (await desk.ask(documented("sign_in"), input=given))["token"]
    await context.add_init_script(f"sessionStorage.setItem('madoguchi.token', '{desk.token}')")
    try:
        yield desk
    finally:
        await context.close()
