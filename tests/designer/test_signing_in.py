"""The door of the designer."""

from playwright.async_api import Browser, expect

from tests.designer.desk import CITY, PASSWORD, SIZE, Desk
from tests.designer.drawing import Drawing, open_drawing

OTHER_NAME = "madoguchi.example"


async def test_an_official_signs_in_with_the_page(chromium: Browser, address: str) -> None:
    context = await chromium.new_context(viewport=SIZE, locale="ja-JP")
    page = await context.new_page()
    await page.goto(f"{address}/designer")

    await page.get_by_label("自治体コード（６けた）").fill(CITY)
    await page.get_by_label("職員番号").fill("9001")
    await page.get_by_label("パスワード").fill("not-the-one")
    await page.get_by_role("button", name="サインイン").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    assert await page.get_by_label("パスワード").input_value() == ""
    await page.get_by_label("パスワード").fill(PASSWORD)
    await page.get_by_role("button", name="サインイン").click()

    await expect(page.get_by_label("パスワード")).to_have_count(0)
    assert await page.evaluate("sessionStorage.getItem('madoguchi.token')")
    assert await page.evaluate("document.cookie") == ""
    await context.close()


async def test_the_designer_works_from_another_pc_without_tls(
    desk: Desk, chromium: Browser
) -> None:
    """As one tries it out in the office, before there is a certificate."""
    form_id = (await open_drawing(desk, "power_of_attorney")).form_id
    context = await chromium.new_context(viewport=SIZE, locale="ja-JP")
    await context.add_init_script(f"sessionStorage.setItem('madoguchi.token', '{desk.token}')")
    page = await context.new_page()
    await page.goto(f"{desk.address}/designer/#/forms/{form_id}".replace("127.0.0.1", OTHER_NAME))
    await expect(page.locator(".ink path").first).to_be_attached()
    drawing = Drawing(page, form_id)
    await expect(drawing.elements.first).to_be_attached()
    count = await drawing.elements.count()

    await drawing.take("枠", (100, 90))
    await expect(drawing.chosen).to_have_count(1)
    await drawing.keys("Control+c", "Control+v")

    await expect(drawing.elements).to_have_count(count + 2)
    await desk.form_of(page)
    assert not await page.evaluate("isSecureContext")
    await context.close()
