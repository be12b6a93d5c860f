"""The door of the designer."""

from playwright.async_api import Browser, expect

from tests.designer.desk import CITY, PASSWORD, SIZE


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
