"""The designer's files lie on a host of their own; the API is elsewhere and allows it, or not."""

from playwright.async_api import Browser, Page, expect

from tests.designer.desk import CITY, PASSWORD, SIZE, Desk
from tests.designer.drawing import Drawing, open_drawing
from tests.designer.static_host import StaticHost


async def sign_in(page: Page) -> None:
    """Sign in with the page."""
    await page.get_by_label("自治体コード（６けた）").fill(CITY)
    await page.get_by_label("職員番号").fill("9001")
    await page.get_by_label("パスワード").fill(PASSWORD)
    await page.get_by_role("button", name="サインイン").click()


async def test_an_official_draws_there_and_sees_a_colleagues_work(
    desk: Desk, chromium: Browser, other_host: StaticHost
) -> None:
    other_host.speak_to(desk.address)
    here = await open_drawing(desk, "power_of_attorney")
    context = await chromium.new_context(viewport=SIZE, locale="ja-JP")
    page = await context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    await page.goto(f"{other_host.origin}/#/forms/{here.form_id}")
    await sign_in(page)
    await expect(page.locator(".ink path").first).to_be_attached()
    there = Drawing(page, here.form_id)

    await there.take("文字の欄", (100, 90))
    await expect(there.chosen).to_have_count(1)
    form = await desk.form_of(page)
    await expect(here.element("文字の欄")).to_have_count(await there.element("文字の欄").count())
    await here.page.get_by_label("帳票の名前").fill("別の置き場所の届")

    await expect(page.get_by_label("帳票の名前")).to_have_value("別の置き場所の届")
    assert form["draft"]["version"] > 1
    await page.get_by_role("link", name="← 一覧").click()
    await expect(page.get_by_role("heading", name="別の置き場所の届")).to_be_visible()
    assert faults == []
    assert desk.faults == []
    await context.close()


async def test_a_page_that_the_server_does_not_allow_says_so(
    chromium: Browser, address: str, other_host: StaticHost
) -> None:
    other_host.speak_to(address)
    context = await chromium.new_context(viewport=SIZE, locale="ja-JP")
    page = await context.new_page()
    await page.goto(other_host.other_origin)

    await sign_in(page)

    said = page.get_by_role("alert")
    await expect(said).to_contain_text(f"（{other_host.other_origin}）からの利用を許していません")
    await expect(said).to_contain_text("MADOGUCHI_ALLOWED_ORIGINS")
    await context.close()


async def test_a_server_that_is_not_there_is_another_matter(
    chromium: Browser, other_host: StaticHost
) -> None:
    other_host.speak_to("http://127.0.0.1:9")  # the port of «discard»: nobody answers
    context = await chromium.new_context(viewport=SIZE, locale="ja-JP")
    page = await context.new_page()
    await page.goto(other_host.origin)

    await sign_in(page)

    await expect(page.get_by_role("alert")).to_have_text(
        "サーバーに接続できません。ネットワークを確かめてください。"
    )
    await context.close()
