"""A form from nothing to the printed page, with the mouse (and words where words are asked for)."""

from io import BytesIO

from playwright.async_api import Locator, Page, expect
from pypdf import PdfReader

from tests.designer.desk import Api, Desk
from tests.server import CERTIFICATE_CASE


async def drop(page: Page, kind: str, x: int, y: int) -> None:
    """Drag a part from the palette onto the paper."""
    paper = page.get_by_role("region", name="紙面")
    await page.get_by_role("button", name=kind, exact=True).drag_to(
        paper, target_position={"x": x, "y": y}
    )


async def choose_item(page: Page, question: Locator, item: str) -> None:
    """Answer what a field prints, by searching the tree."""
    await question.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("searchbox").fill(item)
    await dialog.get_by_role("treeitem", name=item).first.click()
    await expect(dialog).to_have_count(0)


async def test_a_form_is_drawn_published_and_printed_with_the_mouse(desk: Desk) -> None:
    page = await desk.open("/new")
    await desk.new_form(page, "転入記念品 受領書")
    settings = page.get_by_role("complementary", name="設定")

    await drop(page, "見出し・説明", 400, 80)
    await settings.get_by_label("何と書きますか").fill("受領書")
    await drop(page, "枠", 300, 220)
    await drop(page, "文字の欄", 300, 220)
    await choose_item(page, settings.get_by_label("何を印字しますか"), "届出人の氏名")
    await settings.get_by_role("button", name="条件をつける…").click()
    await page.get_by_role("dialog").get_by_role("searchbox").fill("受付番号")
    await page.get_by_role("dialog").get_by_role("treeitem", name="受付番号").first.click()
    await settings.get_by_label("比べ方").select_option(label="に値がある")
    await expect(settings.get_by_text("受付番号に値があるとき")).to_be_visible()
    form = await desk.form_of(page)
    assert [element["kind"] for element in form["draft"]["template"]["pages"][0]["elements"]] == [
        "label",
        "box",
        "text",
    ]

    await page.get_by_role("button", name="公開", exact=True).click()
    await page.get_by_role("button", name="公開する").click()
    await page.get_by_label("確かめました。このまま公開します").check()  # a very long name
    await page.get_by_role("button", name="公開する").click()
    await expect(page.get_by_text("使用中")).to_be_visible()

    official = await Api.of(desk.address, "1001")
    assert "受領書" in await printed(official, form["code"])
    assert desk.faults == []


async def printed(official: Api, code: str) -> str:
    """Fill the form in a case and print it; gives the words on the paper."""
    case = await official.change("open_case", **CERTIFICATE_CASE)
    await official.change("fill_form", caseId=case["id"], formCode=code)
    wanted = {"caseId": case["id"], "formCodes": [code], "withGuide": False}
    asked = await official.change("print_documents", **wanted)
    alerts = [alert["code"] for alert in asked.get("alerts", ())]
    run = await official.change("print_documents", **wanted, confirmedAlerts=alerts)
    assert run["__typename"] == "PrintRun", run
    content = await official.get(run["pdfPath"])
    return PdfReader(BytesIO(content.content)).pages[0].extract_text()
