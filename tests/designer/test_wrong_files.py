"""Files that are not what they should be: said at the place, in words that tell what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.backend.files import samples, workbook_samples
from tests.designer.desk import Desk

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<script>alert(1)</script><rect width="9" height="9"/></svg>'
)
WAYS = {
    ".json": ("ファイルから", "帳票のファイル（.json）"),
    ".xlsx": ("Excel から", "Excel の様式（.xlsx）"),
    ".pdf": ("PDF・画像から", "紙の様式（PDF・PNG・JPEG・SVG）"),
}
NO_FORM = (
    "帳票のファイルではないか、壊れています。"
    "帳票デザイナーの「書き出し」で作ったファイルを選んでください。"
)
TOO_LARGE = "大きすぎて送れません（20 MB まで）。"


def half_a_form() -> bytes:
    return Path("fixtures/forms/power_of_attorney.json").read_bytes()[:3000]


WRONG: list[tuple[str, str, Callable[[], bytes], str]] = [
    (".json", "途中まで.json", half_a_form, NO_FORM),
    (".json", "よその形式.json", lambda: b'{"name": "left-pad", "version": "1.0.0"}', NO_FORM),
    (".json", "文字化け.json", lambda: '{"title": "届"}'.encode("shift_jis"), NO_FORM),
    (".xlsx", "名前だけ.xlsx", samples.pdf, "Excelブック（.xlsx）ではありません。"),
    (".xlsx", "マクロ.xlsm", workbook_samples.with_macros, "（マクロ）が含まれています。取り除"),
    (".xlsx", "爆弾.xlsx", workbook_samples.bomb, "ファイルが大きすぎます"),
    (".xlsx", "リンク.xlsx", workbook_samples.with_external_link, "外部ブック"),
    (".pdf", "図.svg", DRAWING.encode, "（スクリプト）が含まれています。図形だけの"),
    (".pdf", "動く.pdf", samples.with_script_at_opening, "スクリプト（JavaScript）"),
]


async def choose(page: Page, kind: str, file: Path) -> None:
    """Choose a file for one of the ways to begin a form."""
    way, label = WAYS[kind]
    await page.get_by_role("button", name=way).click()
    await page.get_by_label(label).set_input_files(file)
    if kind == ".json":
        await page.get_by_role("button", name="読み込んで作る").click()


@pytest.mark.timeout(120)
async def test_each_wrong_file_is_refused_at_its_place(desk: Desk, tmp_path: Path) -> None:
    page = await desk.open("/new")
    for kind, name, content, words in WRONG:
        file = tmp_path / name
        file.write_bytes(content())

        await choose(page, kind, file)

        await expect(page.get_by_role("main").get_by_role("alert")).to_contain_text(words)
        # There is nothing to begin with.
        await expect(page.locator("footer button:enabled")).to_have_count(0)
        assert page.url.endswith("#/new")
        await page.reload()
    assert desk.faults == []


@pytest.mark.timeout(120)
async def test_a_photograph_of_200_mb_is_refused_with_the_limit(desk: Desk, tmp_path: Path) -> None:
    page = await desk.open("/new")
    photograph = tmp_path / "写真.png"
    with photograph.open("wb") as file:
        file.write(samples.png())
        file.truncate(200 << 20)  # sparse
    for kind in WAYS:
        await choose(page, kind, photograph)

        await expect(page.get_by_role("main").get_by_role("alert")).to_contain_text(TOO_LARGE)
