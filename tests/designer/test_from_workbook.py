"""An Excel form becomes a published form of the city."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.designer.desk import Api, Desk

WORKBOOKS = Path("fixtures/workbooks")


@pytest.mark.parametrize("name", ["grid", "columns", "labels_above"])
async def test_a_workbook_is_read_looked_at_and_published(desk: Desk, name: str) -> None:
    page = await desk.open("/new")
    await page.get_by_role("button", name="Excel から").click()
    await page.get_by_label("Excel の様式（.xlsx）").set_input_files(WORKBOOKS / f"{name}.xlsx")
    await expect(page.get_by_text("か所に欄を置きました")).to_be_visible()
    await page.get_by_label("帳票の名前").fill(f"取り込んだ届 {name}")
    await page.get_by_role("button", name="この内容で作る").click()
    await expect(page.get_by_role("region", name="紙面")).to_be_visible()

    await page.get_by_role("button", name="公開", exact=True).click()
    await page.get_by_role("button", name="公開する").click()
    confirmation = page.get_by_label("確かめました。このまま公開します")
    done = page.get_by_text("公開しました。今日から使われます。")
    await expect(confirmation.or_(done)).to_be_visible()
    if await confirmation.is_visible():
        await confirmation.check()
        await page.get_by_role("button", name="公開する").click()

    await expect(done).to_be_visible()
    form = await desk.form_of(page)
    assert form["state"] == "IN_FORCE"
    assert desk.faults == []


async def test_a_file_that_is_no_workbook_is_refused_and_nothing_is_made(
    desk: Desk, tmp_path: Path
) -> None:
    api = await Api.of(desk.address, "9001")
    count = "{ formDefinitions(first: 100) { nodes { id } } }"
    before = len((await api.ask(count))["nodes"])
    file = tmp_path / "様式.xlsx"
    file.write_bytes(b"%PDF-1.7 not a workbook")
    page = await desk.open("/new")
    await page.get_by_role("button", name="Excel から").click()

    await page.get_by_label("Excel の様式（.xlsx）").set_input_files(file)

    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_role("button", name="この内容で作る")).to_be_disabled()
    assert len((await api.ask(count))["nodes"]) == before
