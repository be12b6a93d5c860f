"""What an official does in the designer, in the official's words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import httpx
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.served import MOMENT
from tests.server import documented, fresh_key

CITY, PASSWORD = "992011", "madoguchi-sample"
SIZE: ViewportSize = {"width": 1366, "height": 768}
# Only what fails waits so long: on a busy machine a page may need some seconds.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


class Api:
    """The API for one official who is signed in."""

    def __init__(self, address: str, token: str = "") -> None:
        self.address = address
        self.token = token

    @classmethod
    async def of(cls, address: str, number: str) -> Self:
        """Sign an official in."""
        given = {"cityCode": CITY, "staffNumber": number, "password": PASSWORD}
        made = await cls(address).ask(documented("sign_in"), input=given)
        return cls(address, made["token"])

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

    async def change(self, name: str, **given: Any) -> Any:
        """Run a documented mutation with a fresh key."""
        return await self.ask(documented(name), input={**given, "idempotencyKey": fresh_key()})


class Desk(Api):
    """One official with a browser of their own, and the API under the same name."""

    def __init__(self, context: BrowserContext, api: Api, folder: Path) -> None:
        super().__init__(api.address, api.token)
        self.context = context
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
        await page.clock.set_fixed_time(MOMENT)  # the day of the server
        await page.goto(f"{self.address}/designer/#{path}")
        return page

    async def form_of(self, page: Page) -> dict[str, Any]:
        """The form on the screen as the server has it, when its last edit is saved."""
        await expect(
            page.get_by_text("保存しました").or_(page.get_by_text("保存してあります"))
        ).to_be_visible()
        form_id = page.url.rpartition("/forms/")[2]
        return dict(await self.ask(documented("form_definition"), id=form_id))

    async def new_form(self, page: Page, title: str, begin_with: str = "白紙から") -> None:
        """Begin a form with the mouse."""
        await page.get_by_role("button", name=begin_with).click()
        await page.get_by_label("帳票の名前").fill(title)
        await page.get_by_role("button", name="この内容で作る").click()
        await expect(page.get_by_role("region", name="紙面")).to_be_visible()


@asynccontextmanager
async def open_desk(
    chromium: Browser, address: str, folder: Path, number: str
) -> AsyncIterator[Desk]:
    """Sign an official in and give them a browser in which the session stands already."""
    api = await Api.of(address, number)
    context = await chromium.new_context(viewport=SIZE, locale="ja-JP", timezone_id="Asia/Tokyo")
    context.set_default_timeout(PATIENCE)
    await context.add_init_script(f"sessionStorage.setItem('madoguchi.token', '{api.token}')")
    try:
        yield Desk(context, api, folder)
    finally:
        await context.close()
