"""Fifty mixed edits, taken back to the start and done again: the same JSON."""

import asyncio

import pytest
from playwright.async_api import Locator, Page

from tests.designer.desk import Desk
from tests.designer.drawing import Drawing, open_drawing
from tests.server import Json

LOOKS = 100  # five a second
EDITS = 50
KINDS = ("文字の欄", "枠", "見出し・説明", "線", "チェック")


async def edit(drawing: Drawing) -> None:
    """Draw, move, resize, align, group, copy, add a page, rename, give a width."""
    page = drawing.page
    panel = page.get_by_role("complementary", name="設定")
    for number, kind in enumerate(KINDS * 3):
        await drawing.take(kind, (40 + 8 * number, 40 + 4 * number))
        await drawing.keys("ArrowRight", "Tab", "Shift+Tab", "Shift+ArrowDown")
        await drawing.keys("Control+Shift+ArrowRight", "Control+d")
    await drawing.keys("Control+a")
    await chosen_from(page, "そろえる", "左")
    await drawing.keys("Control+g", "ArrowDown", "Escape")
    await page.get_by_role("button", name="ページを追加").click()
    await drawing.take("枠", (60, 60))
    await panel.get_by_label("この欄の呼び名").fill("外枠")
    await panel.get_by_role("spinbutton", name="幅").fill("77")
    await page.keyboard.press("Enter")
    await page.get_by_role("tab", name="用紙").click()


async def chosen_from(page: Page, menu: str, words: str) -> None:
    """Choose from a menu of the toolbar."""
    await page.get_by_role("button", name=menu, exact=True).click()
    await page.get_by_role("menuitem").filter(has_text=words).first.click()


@pytest.mark.timeout(300)
async def test_undo_goes_back_to_the_start_and_redo_to_the_end(desk: Desk) -> None:
    drawing = await open_drawing(desk, "seal_registration")
    page = drawing.page
    undo = page.get_by_role("button", name="元に戻す")
    redo = page.get_by_role("button", name="やり直す")
    start = await template(desk, page)
    await edit(drawing)
    end = await settled(desk, page)
    assert end != start

    taken_back = await pressed_until_disabled(undo)
    await becomes(desk, page, start)
    done_again = await pressed_until_disabled(redo)

    await becomes(desk, page, end)
    assert taken_back == done_again
    assert taken_back >= EDITS
    assert desk.faults == []


async def pressed_until_disabled(button: Locator) -> int:
    """Press a button of the toolbar until there is nothing more for it to do."""
    count = 0
    while await button.is_enabled():
        await button.click()
        count += 1
    return count


async def becomes(desk: Desk, page: Page, wanted: Json) -> None:
    """Wait until the server has a template: what is on the screen is saved some moments later."""
    saved: Json = {}
    for _ in range(LOOKS):
        if (saved := await template(desk, page)) == wanted:
            break
        await asyncio.sleep(0.2)
    assert saved == wanted


async def template(desk: Desk, page: Page) -> Json:
    """The draft as the server has it."""
    form = await desk.form_of(page)
    return dict(form["draft"]["template"])


async def settled(desk: Desk, page: Page) -> Json:
    """The draft when it changes no more."""
    saved: Json = {}
    while (now := await template(desk, page)) != saved:
        saved = now
        await asyncio.sleep(2)
    return saved
