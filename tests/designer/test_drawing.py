"""Drawing by mouse and by keyboard: every edit is read out, and undo takes each of them back."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.designer.desk import Desk
from tests.designer.drawing import Drawing, open_drawing

TITLE = "見出し・説明「委任状」"


@pytest.fixture
async def drawing(desk: Desk) -> AsyncIterator[Drawing]:
    """A power of attorney: one side, many labels."""
    yield await open_drawing(desk, "power_of_attorney")
    assert desk.faults == []


async def test_an_element_is_dragged_pulled_and_put_back(drawing: Drawing) -> None:
    await drawing.press((100, 15))
    assert await drawing.read_out() == [
        f"{TITLE}、左から 58 mm、上から 10.5 mm、幅 96 mm、高さ 10 mm"
    ]

    await drawing.page.get_by_role("button", name="吸着").click()
    await drawing.drag((100, 15), (90, 18))
    await drawing.keys("Shift+ArrowRight", "Control+ArrowDown", "Control+Shift+ArrowRight")

    grid = 0.5
    (said,) = await drawing.read_out()
    moved = [float(word.split()[1]) for word in said.split("、")[1:5]]
    assert moved == pytest.approx([48 + 5 * grid, 13.5 + 0.1, 96 + grid, 10], abs=0.2)
    await drawing.keys("Control+z", "Control+z", "Control+z", "Control+z")
    assert await drawing.read_out() == [
        f"{TITLE}、左から 58 mm、上から 10.5 mm、幅 96 mm、高さ 10 mm"
    ]
    await expect(drawing.page.get_by_role("button", name="元に戻す")).to_be_disabled()


async def test_a_field_is_put_onto_the_paper_by_mouse_and_by_key(drawing: Drawing) -> None:
    before = await drawing.elements.count()

    await drawing.take("文字の欄", (100, 90))
    await expect(drawing.chosen).to_have_count(1)
    assert "文字の欄、左から" in (await drawing.read_out())[0]
    await drawing.page.get_by_role("button", name="枠", exact=True).press("Enter")
    await expect(drawing.chosen).to_be_focused()

    assert (await drawing.read_out())[0].startswith("枠、左から")
    await expect(drawing.elements).to_have_count(before + 2)
    await drawing.keys("Delete")
    await expect(drawing.elements).to_have_count(before + 1)


async def test_one_walks_the_paper_with_the_keyboard_and_leaves_it(drawing: Drawing) -> None:
    await drawing.page.get_by_role("listbox", name="紙面の部品").focus()
    await drawing.keys("Tab", "Tab", " ", "Tab", "Tab", " ")

    assert len(await drawing.read_out()) == 2
    await drawing.keys("Control+g", "Escape")
    await expect(drawing.chosen).to_have_count(0)
    await drawing.keys("Tab")
    last = drawing.elements.last
    await last.focus()
    await drawing.keys("Tab")
    await expect(drawing.elements.and_(drawing.page.locator(":focus"))).to_have_count(0)
    await drawing.keys("Shift+Tab", "F6")
    assert await drawing.page.evaluate("document.activeElement.closest('aside') !== null")


async def test_what_is_copied_goes_to_another_page_with_a_name_of_its_own(
    drawing: Drawing,
) -> None:
    await drawing.press((100, 15))
    await drawing.keys("Control+c")

    await drawing.page.get_by_role("button", name="ページを追加").click()
    await expect(drawing.elements).to_have_count(0)
    await drawing.keys("Control+v", "Control+v")

    await expect(drawing.elements).to_have_count(2)
    assert [label.split("、")[1] for label in await drawing.read_out()] == ["左から 63 mm"]
    await drawing.page.get_by_role("list", name="ページ").get_by_role("button").first.click()
    await expect(drawing.element(TITLE)).to_have_count(1)


async def test_the_fields_of_a_row_are_chosen_when_the_row_is_entered(desk: Desk) -> None:
    drawing = await open_drawing(desk, "resident_change")
    row = drawing.element("くり返しの行")
    await row.focus()
    await drawing.keys("Enter")
    assert await drawing.read_out() == []

    await drawing.keys("Tab", "ArrowRight")

    (said,) = await drawing.read_out()
    assert said.startswith("文字の欄「何人目か」、左から 12.5 mm")
    await drawing.keys("Escape")
    assert [label[:6] for label in await drawing.read_out()] == ["くり返しの行"]


async def test_a_hidden_layer_is_not_drawn_and_a_locked_one_does_not_move(
    drawing: Drawing,
) -> None:
    page = drawing.page
    await page.get_by_role("tab", name="層").click()
    await drawing.press((100, 15))
    await page.get_by_role("button", name="層を追加").click()
    await page.get_by_role("button", name="選んだ部品を「層1」へ").click()

    await page.get_by_role("button", name="固定（層「層1」）").click()
    await drawing.element(TITLE).focus()
    await drawing.keys("ArrowRight")
    assert "左から 58 mm" in (await drawing.read_out())[0]
    await page.get_by_role("button", name="隠す（層「層1」）").click()

    await expect(drawing.element(TITLE)).to_have_count(0)
    await expect(page.locator('[data-block="titleWords"]:not([display="none"])')).to_have_count(0)


async def test_two_elements_are_aligned_from_the_menu_with_keys(drawing: Drawing) -> None:
    await drawing.press((100, 15))
    await drawing.page.keyboard.down("Shift")
    await drawing.press((40, 26))
    await drawing.page.keyboard.up("Shift")
    await expect(drawing.chosen).to_have_count(2)

    await drawing.page.get_by_role("button", name="そろえる").focus()
    await drawing.keys("Enter", "ArrowDown", "ArrowUp", "Enter")

    assert [label.split("、")[1] for label in await drawing.read_out()] == ["左から 12 mm"] * 2
    await expect(drawing.page.get_by_role("menu")).to_have_count(0)
    await expect(drawing.page.get_by_role("button", name="そろえる")).to_be_focused()
