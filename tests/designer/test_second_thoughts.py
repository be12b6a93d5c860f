"""Messages, focus, keys and lists: what an official notices when something is amiss."""

import re
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.designer.desk import Desk
from tests.designer.drawing import Drawing, open_drawing

TITLE = "見出し・説明「委任状」"


def sample(page: Page) -> Locator:
    """The choice of the sample family."""
    return page.get_by_role("combobox", name="見本")


async def templates_elements(desk: Desk, page: Page, of_page: int = 0) -> list[dict[str, Any]]:
    """The elements of one page as the server has them."""
    form = await desk.form_of(page)
    return list(form["draft"]["template"]["pages"][of_page]["elements"])


async def test_a_message_lies_over_the_dialog_that_caused_it(desk: Desk) -> None:
    page = (await open_drawing(desk, "power_of_attorney")).page
    await page.get_by_role("button", name="試し刷り").click()
    dialog = page.get_by_role("dialog", name="試し刷り")
    await dialog.get_by_text("印字のずれを直す").click()
    await dialog.get_by_label("プリンターの名前").fill("窓口１番")

    await dialog.get_by_role("button", name="印字位置を保存する").click()

    told = dialog.get_by_role("status").get_by_text("「窓口１番」の印字位置を保存しました。")
    await expect(told).to_be_visible()
    await dialog.get_by_role("button", name="このお知らせを閉じる").click()
    await expect(told).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="試し刷り")).to_be_focused()


async def test_the_focus_goes_on_from_what_is_taken_away(desk: Desk) -> None:
    drawing = await open_drawing(desk, "power_of_attorney")
    page = drawing.page
    await page.get_by_role("button", name="このページ").press("Enter")
    await page.get_by_role("menuitem", name="名前を変える").press("Enter")
    await page.keyboard.type("おもて")
    await drawing.keys("Enter")
    await expect(page.get_by_role("button", name="おもて")).to_be_focused()

    await page.get_by_role("tab", name="層").click()
    await page.get_by_role("button", name="層を追加").press("Enter")
    await page.get_by_role("button", name="層「層1」をなくす").press("Enter")
    await expect(page.get_by_role("radio", name="層なし（いちばん奥）")).to_be_focused()

    await drawing.element(TITLE).focus()
    await page.get_by_role("tab", name="項目").click()
    await page.get_by_role("button", name="条件をつける…").press("Enter")
    await page.keyboard.type("種類")
    await drawing.keys("Enter")
    await expect(page.get_by_role("combobox", name="比べ方")).to_be_focused()
    await page.get_by_role("button", name=re.compile("の条件を外す$")).press("Enter")
    await expect(page.get_by_role("button", name="条件をつける…")).to_be_focused()


async def test_pages_and_samples_are_turned_by_keys_of_their_own(desk: Desk) -> None:
    drawing = await open_drawing(desk, "resident_change")
    page = drawing.page
    pages = page.get_by_role("list", name="ページ").get_by_role("button")
    await drawing.element("見出し・説明").first.focus()

    await drawing.keys("Alt+PageDown")
    await expect(pages.nth(1)).to_have_attribute("aria-current", "true")
    await expect(sample(page)).to_have_value("one_person")
    await sample(page).focus()
    await drawing.keys("Alt+Shift+PageDown")
    await expect(sample(page)).not_to_have_value("one_person")
    await expect(pages.nth(1)).to_have_attribute("aria-current", "true")

    await page.get_by_role("listbox", name="紙面の部品").focus()
    await drawing.keys("?")
    rows = page.get_by_role("dialog", name="キーボードの使い方").get_by_role("row")
    told = [re.sub(r"\s+", " ", text).strip() for text in await rows.all_text_contents()]
    assert "次のページAlt+Page Down" in told
    assert "次の見本Alt+Shift+Page Down" in told


async def test_what_comes_from_a_larger_page_is_pasted_onto_the_paper(desk: Desk) -> None:
    drawing = await open_drawing(desk, "power_of_attorney")
    page = drawing.page
    await page.get_by_role("tab", name="用紙").click()
    await page.get_by_label("大きさと向き").select_option(label="A3 横")
    await drawing.element(TITLE).focus()
    await page.get_by_role("tab", name="項目").click()
    await page.get_by_role("spinbutton", name="左から").fill("300")
    await drawing.element(TITLE).focus()
    await drawing.keys("Control+c")

    await page.get_by_role("button", name="ページを追加").click()
    await page.get_by_role("tab", name="用紙").click()
    await page.get_by_label("大きさと向き").select_option(label="A4 縦")
    await page.get_by_role("listbox", name="紙面の部品").focus()
    await drawing.keys("Control+v")

    await expect(drawing.chosen).to_have_count(1)
    assert [label.split("、")[1] for label in await drawing.read_out()] == ["左から 114 mm"]


async def test_a_new_field_lies_on_no_layer_that_is_gone(desk: Desk) -> None:
    page = (await open_drawing(desk, "power_of_attorney")).page
    await page.get_by_role("tab", name="層").click()
    await page.get_by_role("button", name="層を追加").click()
    await page.get_by_role("button", name="層「層1」をなくす").click()

    await page.get_by_role("button", name="枠", exact=True).press("Enter")

    added = (await templates_elements(desk, page))[-1]
    assert (added["kind"], added.get("layer")) == ("box", None)


async def test_a_locked_field_that_is_dragged_says_why_it_stays(desk: Desk) -> None:
    drawing: Drawing = await open_drawing(desk, "power_of_attorney")
    await drawing.element(TITLE).focus()
    await drawing.keys("Control+l")

    await drawing.drag((100, 15), (120, 40))

    await expect(drawing.page.get_by_text("固定されているので動かせません。")).to_be_visible()
    assert "左から 58 mm" in (await drawing.read_out())[0]


async def test_the_search_for_an_item_lists_what_can_be_chosen_first(desk: Desk) -> None:
    drawing = await open_drawing(desk, "power_of_attorney")
    page = drawing.page
    await page.get_by_role("button", name="文字の欄", exact=True).press("Enter")
    await page.get_by_role("button", name="何を印字しますか").click()

    await page.get_by_role("searchbox").fill("生年月日")

    lines = page.get_by_role("treeitem")
    refused = [await line.get_attribute("aria-disabled") == "true" for line in await lines.all()]
    assert refused == sorted(refused)
    assert {False, True} == set(refused)
    await expect(page.get_by_text("ここでは使えない項目")).to_be_visible()


async def test_the_list_says_how_many_forms_a_filter_would_show_and_stays(desk: Desk) -> None:
    page = await desk.open("/")
    heading = page.get_by_role("heading", name="住民異動届", exact=True)
    await page.get_by_label("帳票を探す").fill("転居届")  # a procedure that uses it
    await expect(heading).to_be_visible()
    states = page.get_by_role("combobox", name="状態")
    await states.select_option(label="終了（0）")
    await expect(page.get_by_text("当てはまる帳票はありません。")).to_be_visible()
    await page.get_by_role("button", name="絞り込みを外す").click()

    events = page.get_by_role("combobox", name="ライフイベント")
    offered = await events.get_by_role("option").all_text_contents()
    chosen = next(words for words in offered if words.startswith("転居"))
    await events.select_option(label=chosen)

    count = re.sub(r"\D", "", chosen.rpartition("（")[2])
    await expect(page.get_by_text(re.compile(rf"件のうち {count} 件$"))).to_be_visible()
    await heading.get_by_role("link").click()
    await page.get_by_role("link", name="← 一覧").click()
    await expect(events).to_have_value(re.compile(".+"))
    await expect(heading).to_be_visible()
