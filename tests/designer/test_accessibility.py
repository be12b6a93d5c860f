"""axe-core finds no broken rule (WCAG 2.2 AA) in any screen, dialog or state of the designer."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.designer.desk import Desk
from tests.designer.drawing import open_drawing

AXE = Path("designer/node_modules/axe-core/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (rules) => {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: rules } })
  return found.violations.map(({ id, help, nodes }) => [id, help, nodes.map((node) => node.html)])
}"""


async def broken_rules(page: Page) -> list[Any]:
    """What axe finds on the page as it is now."""
    if not await page.evaluate("'axe' in window"):
        # The page's policy forbids scripts of others; the test's own goes around it.
        await page.evaluate(AXE.read_text("utf-8"))
    return list(await page.evaluate(RUN, RULES))


@pytest.mark.timeout(240)
async def test_list_new_form_and_history(desk: Desk) -> None:
    page = await desk.open("/")
    await expect(page.get_by_role("heading", name="委任状", exact=True)).to_be_visible()
    assert await broken_rules(page) == []
    await page.get_by_role("button", name="表で見る").click()
    assert await broken_rules(page) == []

    await page.get_by_text("新しい帳票を作る").click()
    for start in (
        "ひな型から",
        "Excel から",
        "PDF・画像から",
        "ほかの帳票から",
        "白紙から",
        "ファイルから",
    ):
        await page.get_by_role("button", name=start).click()
        await expect(page.get_by_role("heading", name=start, level=2)).to_be_visible()
        assert await broken_rules(page) == [], start

    drawing = await open_drawing(desk, "power_of_attorney")
    await drawing.page.get_by_role("link", name="履歴").click()
    await expect(drawing.page.get_by_role("button", name="下書き").first).to_be_visible()
    assert await broken_rules(drawing.page) == []


@pytest.mark.timeout(240)
async def test_drawing_its_panels_menus_and_dialogs(desk: Desk) -> None:
    drawing = await open_drawing(desk, "resident_change")
    page = drawing.page
    assert await broken_rules(page) == []
    await drawing.press((100, 60))
    await expect(drawing.chosen).to_have_count(1)
    assert await broken_rules(page) == []
    for tab in ("用紙", "入力", "層", "確認"):
        await page.get_by_role("tab", name=tab).click()
        assert await broken_rules(page) == [], tab
    for menu in ("編集", "そろえる", "重なり", "表示", "このページ"):
        await page.get_by_role("button", name=menu, exact=True).click()
        assert await broken_rules(page) == [], menu
        await page.keyboard.press("Escape")
    await drawing.keys("?")
    assert await broken_rules(page) == [], "キーボードの使い方"
    await drawing.keys("Escape")
    for button in ("試し刷り", "その他", "公開"):
        await page.get_by_role("button", name=button, exact=True).click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await page.wait_for_load_state("networkidle")
        assert await broken_rules(page) == [], button
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.timeout(240)
async def test_the_answers_of_a_field_and_the_comparison(desk: Desk) -> None:
    drawing = await open_drawing(desk, "power_of_attorney")
    page = drawing.page
    await drawing.take("文字の欄", (100, 90))
    await page.get_by_role("complementary").get_by_label("何を印字しますか").click()
    await page.get_by_role("dialog").get_by_role("searchbox").fill("氏名")
    assert await broken_rules(page) == []
    await page.get_by_role("dialog").get_by_role("button", name="やめる").click()

    await page.get_by_role("button", name="条件をつける…").click()
    await page.get_by_role("dialog").get_by_role("searchbox").fill("異動の種類")
    await page.get_by_role("treeitem", name="異動の種類").first.click()
    assert await broken_rules(page) == []
