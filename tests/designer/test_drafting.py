"""The life of a form in the designer: begun, saved, joined with a colleague's work, published."""

import re
from pathlib import Path

from playwright.async_api import Browser, Page, Route, WebSocketRoute, expect

from tests.designer.desk import CITY, PASSWORD, Desk, open_desk
from tests.server import documented

TITLE = "帳票の名前"


async def begin(desk: Desk, title: str, ready: str = "委任状") -> Page:
    """Begin a form from a ready one, with its title."""
    page = await desk.open("/new")
    await page.get_by_role("radio", name=ready).check()
    await page.get_by_label(TITLE).fill(title)
    await page.get_by_label("担当課").select_option(label="市民課")
    await page.get_by_role("button", name="この内容で作る").click()
    await expect(page.get_by_role("button", name="試し刷り")).to_be_enabled()
    return page


def place(page: Page) -> str:
    """Where in the designer the page is."""
    return page.url.partition("#")[2]


async def saved(page: Page) -> None:
    """Wait until the server has what is on the screen."""
    await expect(page.get_by_text("保存しました")).to_be_visible()


async def stop_saves(route: Route) -> None:
    """The network fails whenever a draft is to be saved."""
    is_save = "SaveFormDraft" in (route.request.post_data or "")
    await (route.abort() if is_save else route.fallback())


async def test_a_form_is_begun_from_a_ready_one_and_saves_itself(desk: Desk) -> None:
    page = await begin(desk, "委任状（見直し）")

    await page.get_by_label(TITLE).fill("委任状（新しい様式）")
    await saved(page)
    await page.get_by_role("link", name="← 一覧").click()
    await page.get_by_label("帳票を探す").fill("新しい様式")

    await expect(page.get_by_role("heading", name="委任状（新しい様式）")).to_be_visible()
    await expect(page.get_by_text("件のうち 1 件")).to_be_visible()
    assert desk.faults == []


async def test_white_paper_of_each_size_can_be_begun(desk: Desk) -> None:
    page = await desk.open("/new")
    await page.get_by_role("button", name="白紙から").click()
    await page.get_by_role("radio", name="A3 横").check()
    await page.get_by_label("裏面もある").check()
    await page.get_by_label(TITLE).fill("白紙の届")
    await page.get_by_role("button", name="この内容で作る").click()
    await expect(page.get_by_role("button", name="試し刷り")).to_be_enabled()

    template = await desk.ask(
        "query ($id: ID!) { formDefinition(id: $id) { draft { template } } }",
        id=place(page).rpartition("/")[2],
    )
    assert [(one["name"], one["size"]) for one in template["draft"]["template"]["pages"]] == [
        ("表", "A3 landscape"),
        ("裏", "A3 landscape"),
    ]


async def test_two_officials_see_each_other_and_each_others_work(
    desk: Desk, chromium: Browser, address: str, tmp_path: Path
) -> None:
    page = await begin(desk, "二人の届")
    async with open_desk(chromium, address, tmp_path, "1001") as other:
        theirs = await other.open(place(page))
        await expect(page.get_by_text("さんもこの帳票を開いています")).to_be_visible()
        await expect(theirs.get_by_text("さんもこの帳票を開いています")).to_be_visible()

        await page.get_by_label(TITLE).fill("二人で直す届")

        await expect(theirs.get_by_label(TITLE)).to_have_value("二人で直す届")
        await expect(theirs.get_by_text("の変更を取り込みました")).to_be_visible()
    await expect(page.get_by_text("さんもこの帳票を開いています")).to_have_count(0)


async def test_what_was_saved_while_the_connection_was_lost_comes_when_it_is_back(
    desk: Desk, chromium: Browser, address: str, tmp_path: Path
) -> None:
    page = await begin(desk, "つながり直す届")
    sockets: list[WebSocketRoute] = []

    def pass_on(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    async with open_desk(chromium, address, tmp_path, "1001") as other:
        await other.context.route_web_socket(re.compile("/graphql$"), pass_on)
        theirs = await other.open(place(page))
        await expect(theirs.get_by_text("さんもこの帳票を開いています")).to_be_visible()
        await sockets[0].close(code=1012, reason="Service Restart")

        await page.get_by_label(TITLE).fill("つながり直した届")

        await expect(theirs.get_by_label(TITLE)).to_have_value("つながり直した届")
    assert len(sockets) == 2


async def test_what_two_changed_alike_is_asked_and_neither_is_lost(
    desk: Desk, chromium: Browser, address: str, tmp_path: Path
) -> None:
    page = await begin(desk, "重なる届")
    async with open_desk(chromium, address, tmp_path, "1001") as other:
        theirs = await other.open(place(page))
        await expect(theirs.get_by_label(TITLE)).to_have_value("重なる届")
        await other.context.set_offline(True)
        await theirs.get_by_label(TITLE).fill("窓口の届")
        await expect(theirs.get_by_text("オフライン").first).to_be_visible()
        await page.get_by_label(TITLE).fill("管理の届")
        await saved(page)
        await other.context.set_offline(False)

        dialog = theirs.get_by_role("dialog")
        await expect(dialog.get_by_text("窓口の届")).to_be_visible()
        await expect(dialog.get_by_text("管理の届")).to_be_visible()
        await dialog.get_by_role("button", name="自分の分を別の帳票として残す").click()

        await expect(dialog).to_have_count(0)
        await expect(theirs.get_by_label(TITLE)).to_have_value("管理の届")
        await theirs.get_by_role("link", name="← 一覧").click()
        await expect(theirs.get_by_role("heading", name="窓口の届（自分の分）")).to_be_visible()


async def test_work_that_could_not_be_sent_is_there_after_reopening(desk: Desk) -> None:
    page = await begin(desk, "途切れる届")
    await page.route("**/graphql", stop_saves)
    await page.get_by_label(TITLE).fill("続きのある届")
    await expect(page.get_by_text("オフライン").first).to_be_visible()
    await page.get_by_role("button", name="公開", exact=True).click()
    await expect(page.get_by_role("dialog").get_by_text("保存が済むと公開できます")).to_be_visible()
    await expect(page.get_by_role("button", name="公開する")).to_be_disabled()
    page.on("dialog", lambda asked: asked.accept())
    await page.reload()
    await page.unroute("**/graphql", stop_saves)

    await page.get_by_role("button", name="続きから始める").click()

    await expect(page.get_by_label(TITLE)).to_have_value("続きのある届")
    await saved(page)


async def test_a_session_that_ends_in_the_middle_of_work_loses_nothing(desk: Desk) -> None:
    page = await begin(desk, "時間切れの届")
    await desk.ask(documented("sign_out"))  # as the server does by itself after some hours

    await page.get_by_label(TITLE).fill("時間切れの後の届")

    await expect(page.get_by_role("status").filter(has_text="時間が切れました")).to_be_visible()
    await page.get_by_label("自治体コード（６けた）").fill(CITY)
    await page.get_by_label("職員番号").fill("9001")
    await page.get_by_label("パスワード").fill(PASSWORD)
    await page.get_by_role("button", name="サインイン").click()
    await page.get_by_role("button", name="続きから始める").click()
    await expect(page.get_by_label(TITLE)).to_have_value("時間切れの後の届")
    await saved(page)


async def test_a_server_that_is_away_for_a_moment_does_not_sign_the_official_out(
    desk: Desk,
) -> None:
    page = await desk.open()
    await expect(page.get_by_label("帳票を探す")).to_be_visible()
    await page.route("**/graphql", lambda route: route.abort())
    await page.reload()
    await expect(page.get_by_role("alert")).to_contain_text("サーバーに接続できません")
    await page.unroute("**/graphql")

    await page.get_by_role("button", name="もう一度つなぐ").click()

    await expect(page.get_by_label("帳票を探す")).to_be_visible()


async def test_a_form_is_published_and_an_earlier_state_comes_back(desk: Desk) -> None:
    page = await begin(desk, "公開する届")
    await page.get_by_role("button", name="公開", exact=True).click()
    await page.get_by_label("何を変えたか").fill("はじめて作りました。")
    await page.get_by_role("button", name="公開する").click()
    await expect(page.get_by_text("公開しました。今日から使われます。")).to_be_visible()
    await page.get_by_label(TITLE).fill("公開した後の届")
    await saved(page)

    await page.get_by_role("link", name="履歴").click()
    await page.get_by_role("button", name="第 1 版を公開").click()
    await expect(page.get_by_text("はじめて作りました。")).to_be_visible()
    await page.get_by_role("button", name="この内容に戻す…").click()
    await page.get_by_role("button", name="下書きをこの内容に戻す").click()

    await expect(page.get_by_label(TITLE)).to_have_value("公開する届")
    assert desk.faults == []


async def test_an_official_without_the_right_only_looks_and_may_copy(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    async with open_desk(chromium, address, tmp_path, "1001") as other:
        page = await other.open()
        await page.get_by_role("link", name="児童手当 認定請求書").click()

        await expect(page.get_by_text("見るだけです").first).to_be_visible()
        await expect(page.get_by_label(TITLE)).not_to_be_editable()
        await page.get_by_role("button", name="写しを作って編集する").click()
        await page.get_by_role("dialog").get_by_role("button", name="この内容で作る").click()

        await expect(page.get_by_label(TITLE).first).to_be_editable()
        await expect(page.get_by_label(TITLE).first).to_have_value("児童手当 認定請求書の写し")


async def test_a_form_that_was_made_by_mistake_is_removed(desk: Desk) -> None:
    page = await begin(desk, "まちがえて作った届")

    await page.get_by_role("button", name="その他").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="この帳票を削除する…").click()
    await dialog.get_by_role("button", name="削除する（元に戻せません）").click()

    await expect(page.get_by_text("「まちがえて作った届」を削除しました。")).to_be_visible()
    assert place(page) == "/"
    forms = (await desk.ask(documented("form_definitions"), first=100))["nodes"]
    assert "まちがえて作った届" not in {form["title"] for form in forms}
    assert desk.faults == []
