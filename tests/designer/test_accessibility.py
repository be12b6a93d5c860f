"""axe-core finds no broken rule (WCAG 2.2 AA) in any screen, dialog or state of the designer."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.backend.files import samples
from tests.designer.desk import SIZE, Desk, open_desk
from tests.designer.drawing import Drawing, open_drawing
from tests.server import documented

AXE = Path("designer/node_modules/axe-core/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WORKBOOK = Path("fixtures/workbooks/columns.xlsx")
# The smallest screen at the counters: less room for targets, more that scrolls.
SMALL: ViewportSize = {"width": 1024, "height": 768}
STARTS = (
    "ひな型から",
    "Excel から",
    "PDF・画像から",
    "ほかの帳票から",
    "白紙から",
    "ファイルから",
)
RUN = """async (rules) => {
  // What is fitted to its room is laid out anew when the room has changed.
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  const found = await axe.run(document, { runOnly: { type: 'tag', values: rules } })
  return found.violations.map(({ id, help, nodes }) => [id, help, nodes.map((node) => node.html)])
}"""


def script() -> str:
    return AXE.read_text("utf-8")


def half_a_form() -> bytes:
    return Path("fixtures/forms/seal_registration.json").read_bytes()[:2000]


async def broken_rules(page: Page) -> list[Any]:
    """What axe finds on the page as it is now, on the usual screen and on a small one."""
    if not await page.evaluate("'axe' in window"):
        # The page's policy forbids scripts of others; the test's own goes around it.
        await page.evaluate(script())
    found = []
    for size in (SMALL, SIZE):
        await page.set_viewport_size(size)
        found += [(size["width"], *rule) for rule in await page.evaluate(RUN, RULES)]
    return found


@pytest.mark.timeout(240)
async def test_list_new_form_and_history(desk: Desk) -> None:
    page = await desk.open("/")
    await expect(page.get_by_role("heading", name="委任状", exact=True)).to_be_visible()
    assert await broken_rules(page) == []
    await page.get_by_role("button", name="表で見る").click()
    assert await broken_rules(page) == []

    await page.get_by_text("新しい帳票を作る").click()
    for start in STARTS:
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


async def published(desk: Desk, drawing: Drawing) -> None:
    """Publish the form as it is, and show it anew."""
    draft = (await desk.ask(documented("form_definition"), id=drawing.form_id))["draft"]
    given = {"formId": drawing.form_id, "expectedVersion": draft["version"]}
    given["validFrom"] = "2026-11-24"
    made = await desk.change("publish_form", **given)
    if made["__typename"] == "NeedsConfirmation":
        codes = [alert["code"] for alert in made["alerts"]]
        made = await desk.change("publish_form", **given, confirmedAlerts=codes)
    assert made["__typename"] == "FormVersion"
    await drawing.page.reload()
    await drawing.wait()


@pytest.mark.timeout(240)
async def test_two_versions_side_by_side_and_the_dialog_of_publishing(desk: Desk) -> None:
    drawing = await open_drawing(desk, "seal_registration")
    page = drawing.page
    await published(desk, drawing)
    await page.get_by_role("button", name="公開", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="公開する").click()
    await expect(dialog.get_by_label("確かめました")).to_be_visible()
    await expect(dialog.get_by_role("button", name="新旧を並べた PDF を開く")).to_be_visible()
    assert await broken_rules(page) == [], "確かめてから公開"
    await page.keyboard.press("Escape")

    await drawing.press((100, 15))
    await drawing.keys("Shift+ArrowRight", "Shift+ArrowRight")
    await drawing.take("文字の欄", (120, 60))
    await desk.form_of(page)
    await page.get_by_role("button", name="公開", exact=True).click()
    await expect(dialog.get_by_role("button", name="新旧を並べた PDF を開く")).to_be_visible()
    await expect(dialog.get_by_text("を加えました")).to_be_visible()
    await expect(dialog.get_by_text("公開する前に直すところが")).to_be_visible()
    assert await broken_rules(page) == [], "新旧を刷り比べた結果"

    await page.keyboard.press("Escape")

    await page.get_by_role("link", name="比較").click()
    differences = page.get_by_role("complementary", name="ちがうところ")
    await expect(differences.get_by_text("を加えました").first).to_be_visible()
    await expect(page.locator(".ink path").first).to_be_attached()
    assert await broken_rules(page) == [], "比較"
    await differences.get_by_role("button").first.click()
    await expect(differences.locator("[aria-current=true]")).to_have_count(1)
    assert await broken_rules(page) == [], "選んだちがい"


@pytest.mark.timeout(240)
async def test_files_that_were_read_and_files_that_were_refused(desk: Desk, tmp_path: Path) -> None:
    refused = tmp_path / "様式.xlsx"
    refused.write_bytes(samples.pdf())
    underlay = tmp_path / "様式.pdf"
    underlay.write_bytes(samples.pdf())
    template = tmp_path / "様式.json"
    template.write_bytes(half_a_form())
    page = await desk.open("/new")

    await page.get_by_role("button", name="Excel から").click()
    await page.get_by_label("Excel の様式（.xlsx）").set_input_files(WORKBOOK)
    await expect(page.get_by_text("か所に欄を置きました")).to_be_visible()
    await expect(page.get_by_role("heading", name="確かめてほしいところ")).to_be_visible()
    await expect(page.locator(".ink path").first).to_be_attached()
    assert await broken_rules(page) == [], "読み取った Excel"
    await page.get_by_label("Excel の様式（.xlsx）").set_input_files(refused)
    await expect(page.get_by_role("alert")).to_be_visible()
    assert await broken_rules(page) == [], "断られた Excel"

    await page.get_by_role("button", name="PDF・画像から").click()
    await page.get_by_label("紙の様式").set_input_files(underlay)
    await expect(page.get_by_text("2 ページを読み取りました")).to_be_visible()
    assert await broken_rules(page) == [], "読み取った PDF"

    await page.get_by_role("button", name="ファイルから").click()
    await page.get_by_label("帳票のファイル").set_input_files(template)
    await page.get_by_role("button", name="読み込んで作る").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    assert await broken_rules(page) == [], "断られた帳票のファイル"


@pytest.mark.timeout(240)
async def test_a_conflict_and_work_left_over(
    desk: Desk, chromium: Browser, address: str, tmp_path: Path
) -> None:
    drawing = await open_drawing(desk, "power_of_attorney")
    title = "帳票の名前"
    async with open_desk(chromium, address, tmp_path, "1001") as other:
        theirs = await other.open(f"/forms/{drawing.form_id}")
        await expect(theirs.get_by_label(title)).to_be_editable()
        await other.context.set_offline(True)
        await theirs.get_by_label(title).fill("窓口の届")
        await expect(theirs.get_by_text("オフライン").first).to_be_visible()
        await theirs.get_by_role("button", name="書き出し").click()
        await expect(theirs.get_by_text("サーバーに接続できません").first).to_be_visible()
        assert await broken_rules(theirs) == [], "オフライン"
        await drawing.page.get_by_label(title).fill("管理の届")
        await desk.form_of(drawing.page)
        await other.context.set_offline(False)

        await expect(theirs.get_by_role("dialog").get_by_text("管理の届")).to_be_visible()
        assert await broken_rules(theirs) == [], "重なった変更"
