"""The drawing screen: places in millimetres, elements by what a screen reader says of them."""

import re
from uuid import uuid4

from playwright.async_api import Locator, Page, expect

from tests.designer.desk import Desk
from tests.server import documented

Place = tuple[float, float]
_WIDTH = 210  # mm; the forms of these tests begin with an A4 page


class Drawing:
    """One form on the screen."""

    def __init__(self, page: Page, form_id: str) -> None:
        self.page = page
        self.form_id = form_id

    @property
    def elements(self) -> Locator:
        """Everything that can be chosen on the paper, as one reads it."""
        return self.page.get_by_role("listbox", name="紙面の部品").get_by_role("option")

    def element(self, words: str) -> Locator:
        """The element that is read out so."""
        return self.elements.and_(self.page.get_by_label(re.compile(re.escape(words))))

    @property
    def chosen(self) -> Locator:
        """What is chosen."""
        return self.elements.and_(self.page.locator("[aria-selected=true]"))

    async def read_out(self) -> list[str]:
        """What a screen reader says of what is chosen."""
        labels = [await entry.get_attribute("aria-label") for entry in await self.chosen.all()]
        return [label or "" for label in labels]

    async def point(self, place: Place) -> Place:
        """A place of the page on the screen."""
        box = await self.page.locator(".paper").bounding_box()
        assert box is not None
        scale = box["width"] / _WIDTH
        return box["x"] + place[0] * scale, box["y"] + place[1] * scale

    async def press(self, place: Place) -> None:
        """Press on a place of the page."""
        await self.page.mouse.click(*await self.point(place))

    async def drag(self, start: Place, end: Place) -> None:
        """Drag from one place of the page to another."""
        await self.page.mouse.move(*await self.point(start))
        await self._drop_at(end)

    async def take(self, kind: str, end: Place) -> None:
        """Drag a kind from the palette onto the page."""
        await self.page.get_by_role("button", name=kind, exact=True).hover()
        await self._drop_at(end)

    async def _drop_at(self, end: Place) -> None:
        await self.page.mouse.down()
        await self.page.mouse.move(*await self.point(end), steps=4)
        await self.page.mouse.up()

    async def wait(self) -> None:
        """Wait for its ink and its elements."""
        await expect(self.page.locator(".ink path").first).to_be_attached()
        await expect(self.elements.first).to_be_attached()

    async def keys(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            await self.page.keyboard.press(key)


async def open_drawing(desk: Desk, ready_form: str) -> Drawing:
    """Draft a form from a ready one and open it; its ink and its elements are there."""
    given = {"title": "試しの帳票", "readyFormCode": ready_form, "idempotencyKey": uuid4().hex}
    form = await desk.ask(documented("create_form"), input=given)
    page = await desk.open(f"/forms/{form['id']}")
    drawing = Drawing(page, form["id"])
    await drawing.wait()
    return drawing
