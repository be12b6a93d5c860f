"""A form from nothing to published without a mouse: keys alone, found by what is read out."""

from typing import Any

from playwright.async_api import Page, expect

from tests.designer.desk import Desk

FOCUSED = """() => {
  const node = document.activeElement
  const named = node.getAttribute('aria-labelledby')
  const label = node.labels?.length ? node.labels[0].textContent : ''
  const words = node.getAttribute('aria-label')
    ?? (named ? document.getElementById(named)?.textContent : '') ?? ''
  return [words, label, node.textContent].map((text) => (text ?? '').trim())
}"""
MOST_STEPS = 150


async def tab_to(page: Page, words: str, key: str = "Tab") -> None:
    """Press Tab until something with these words has the focus."""
    for _ in range(MOST_STEPS):
        await page.keyboard.press(key)
        if any(said.lstrip("＋ ").startswith(words) for said in await page.evaluate(FOCUSED)):
            return
    raise AssertionError(f"the keyboard does not reach {words}")


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def answer(page: Page, words: str, text: str) -> None:
    """Go to a field and write into it."""
    await tab_to(page, words)
    await press(page, "Control+a")
    await page.keyboard.type(text)


async def test_a_form_is_drawn_and_published_with_the_keyboard(desk: Desk) -> None:
    page = await desk.open("/")
    await expect(page.get_by_role("heading", name="委任状", exact=True)).to_be_visible()
    await tab_to(page, "新しい帳票を作る")
    await press(page, "Enter")
    await expect(page.get_by_role("heading", name="新しい帳票")).to_be_visible()
    await tab_to(page, "白紙から")
    await press(page, "Enter")
    await answer(page, "帳票の名前", "受付票")
    await expect(page.get_by_role("button", name="この内容で作る")).to_be_enabled()
    await tab_to(page, "この内容で作る")
    await press(page, "Enter")
    await expect(page.get_by_role("region", name="紙面")).to_be_visible()

    chosen = page.get_by_role("listbox", name="紙面の部品").get_by_role("option", selected=True)
    await tab_to(page, "見出し・説明")
    await press(page, "Enter")
    await expect(chosen).to_be_focused()
    await press(page, "Shift+ArrowUp", "Shift+ArrowLeft", "Control+Shift+ArrowRight", "Enter")
    await answer(page, "何と書きますか", "受付票")
    await press(page, "Shift+F6", "Shift+F6")
    await tab_to(page, "文字の欄")
    await press(page, "Enter")
    await expect(chosen).to_be_focused()
    await press(page, "ArrowDown", "ArrowDown", "Enter")
    await tab_to(page, "何を印字しますか")
    await press(page, "Enter")
    await page.keyboard.type("受付番号")
    await press(page, "ArrowDown", "Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    texts = await elements(desk, page)
    assert [(one["kind"], one.get("text"), one.get("bind")) for one in texts] == [
        ("label", "受付票", None),
        ("text", None, {"field": "case.number"}),
    ]

    await tab_to(page, "公開", "Shift+Tab")
    await press(page, "Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await tab_to(page, "公開する")
    await press(page, "Enter")
    await expect(page.get_by_text("公開しました。今日から使われます。")).to_be_visible()
    assert desk.faults == []


async def elements(desk: Desk, page: Page) -> list[dict[str, Any]]:
    """What is on the first page of the form as the server has it."""
    form = await desk.form_of(page)
    return list(form["draft"]["template"]["pages"][0]["elements"])
