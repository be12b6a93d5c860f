"""The pictures of the documentation: five screens as they are. `make pictures` keeps them."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from tests.designer.desk import Desk
from tests.designer.drawing import open_drawing
from tests.server import documented, fresh_key

KEPT = Path("docs/pictures")
WORKBOOK = Path("fixtures/workbooks/columns.xlsx")


@pytest.fixture
def folder(pytestconfig: pytest.Config, tmp_path: Path) -> Path:
    return KEPT if pytestconfig.getoption("pictures") else tmp_path


async def keep(page: Page, folder: Path, name: str) -> None:
    """Take a picture of the screen, and see that something is on it."""
    content = await page.screenshot()
    with Image.open(BytesIO(content)) as picture:
        assert picture.size == (1366, 768)
        assert len(picture.convert("L").getcolors(256) or ()) > 40, name
        # 64 colours are enough for a screen, and a third of the bytes.
        small = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
        small.save(folder / f"designer-{name}.png", "PNG", optimize=True)


async def test_the_list_of_forms(desk: Desk, folder: Path) -> None:
    page = await desk.open("/")
    await expect(page.get_by_role("heading", name="委任状", exact=True)).to_be_visible()
    await page.wait_for_load_state("networkidle")

    await keep(page, folder, "list")


async def test_a_form_being_drawn(desk: Desk, folder: Path) -> None:
    drawing = await open_drawing(desk, "resident_change")
    await drawing.page.get_by_label("見本", exact=True).select_option("family_of_five")
    await drawing.press((150, 95))
    await expect(drawing.chosen).to_have_count(1)

    await keep(drawing.page, folder, "drawing")


async def test_a_workbook_being_read(desk: Desk, folder: Path) -> None:
    page = await desk.open("/new")
    await page.get_by_role("button", name="Excel から").click()
    await page.get_by_label("Excel の様式（.xlsx）").set_input_files(WORKBOOK)
    await expect(page.get_by_text("か所に欄を置きました")).to_be_visible()
    await expect(page.locator(".ink path").first).to_be_attached()

    await keep(page, folder, "workbook")


async def test_two_versions_compared_and_the_dialog_of_publishing(desk: Desk, folder: Path) -> None:
    drawing = await open_drawing(desk, "seal_registration")
    page, form = drawing.page, drawing.form_id
    draft = (await desk.ask(documented("form_definition"), id=form))["draft"]
    given = {"formId": form, "expectedVersion": draft["version"], "validFrom": "2026-11-24"}
    published = await desk.ask(
        documented("publish_form"), input={**given, "idempotencyKey": fresh_key()}
    )
    if published["__typename"] == "NeedsConfirmation":
        codes = [alert["code"] for alert in published["alerts"]]
        given = {**given, "confirmedAlerts": codes, "idempotencyKey": fresh_key()}
        published = await desk.ask(documented("publish_form"), input=given)
    assert published["__typename"] == "FormVersion"
    await page.reload()
    await drawing.wait()
    await drawing.press((100, 15))
    await drawing.keys("Shift+ArrowRight", "Shift+ArrowRight")
    await drawing.take("文字の欄", (120, 60))
    await desk.form_of(page)

    await page.get_by_role("button", name="公開", exact=True).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text("を加えました")).to_be_visible()
    await expect(dialog.get_by_role("button", name="新旧を並べた PDF を開く")).to_be_visible()
    await keep(page, folder, "publishing")
    await page.keyboard.press("Escape")
    await page.get_by_role("link", name="比較").click()
    await expect(page.locator(".ink path").first).to_be_attached()
    await expect(page.get_by_text("を加えました").first).to_be_visible()

    await keep(page, folder, "comparison")
