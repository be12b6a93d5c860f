"""The designer's drawing of a form beside the PDF of the same form, both at 600 dpi."""

import asyncio
import json
import subprocess
import time
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.async_api import Browser, Page

from backend.forms.definition import load_definition
from backend.forms.display_list import DisplayList, GlyphRun, Rects
from backend.forms.display_list import Image as Picture
from backend.forms.display_list import Page as Side
from backend.forms.embedding import DocumentInfo
from backend.forms.fonts import FontSettings, open_fonts
from backend.forms.layout import lay_out_draft
from backend.forms.pdf import paint
from tests.designer.desk import Desk
from tests.designer.ink import DPI, Grey, InkFault, ink_faults
from tests.server import documented

FORMS = Path("fixtures/forms")
FAMILIES = FORMS / "samples"
SECONDS = 20
TRIES = 3
# The ink alone: what the designer adds to work with (frames, grid) is in other groups.
INK = """() => {
  const ink = document.querySelector('[aria-label="紙面"] g.ink')
  const spoken = [...ink.children].map((node) => node.getAttribute('aria-label')).filter(Boolean)
  return { ink: ink.outerHTML, spoken }
}"""
SHEET = """<!doctype html><style>body{margin:0;background:#fff}svg{display:block}</style>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%d" height="%d">%s</svg>"""


@dataclass(frozen=True)
class Printed:
    """One side as it comes from the printer."""

    side: Side
    position: int  # among the pages of the form
    grey: Grey

    @property
    def words(self) -> list[str]:
        """What a screen reader says, element by element."""
        spoken = []
        for _, items in groupby(self.side.items, key=lambda item: item.element):
            texts = [item.text for item in items if isinstance(item, GlyphRun | Rects | Picture)]
            if any(texts):
                spoken.append(" ".join(text for text in texts if text))
        return spoken


def printed_sides(code: str, family: str, folder: Path) -> list[Printed]:
    """The sides of a form for a sample family, printed to PDF and looked at with poppler."""
    template = json.loads((FORMS / f"{code}.json").read_text("utf-8"))
    values = json.loads((FAMILIES / f"{family}.json").read_text("utf-8"))
    definition = load_definition(template)
    display_list = lay_out_draft(definition, values, open_fonts(FontSettings())).display_list
    file = folder / f"{code}-{family}.pdf"
    file.write_bytes(_painted(display_list))
    pages = len(definition.pages)
    return [
        Printed(side, number % pages, _picture(file, number + 1))
        for number, side in enumerate(display_list.pages)
    ]


def _painted(display_list: DisplayList) -> bytes:
    info = DocumentInfo(title="", created_at=datetime(2026, 11, 21, tzinfo=UTC))
    return paint([display_list], info)


def _picture(file: Path, page: int) -> Grey:
    number = str(page)
    made = subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-f", number, "-l", number, "-gray", str(file)],
        capture_output=True,
        check=True,
    )
    return _grey(made.stdout)


def _grey(content: bytes) -> Grey:
    Image.MAX_IMAGE_PIXELS = None  # an A3 side at 600 dpi is larger than Pillow trusts
    with Image.open(BytesIO(content)) as picture:
        return np.asarray(picture.convert("L"))


async def faults_of_form(
    chromium: Browser, desk: Desk, code: str, families: Sequence[str]
) -> dict[str, list[InkFault]]:
    """Every side of a form that the designer draws otherwise than the printer prints."""
    forms = (await desk.ask(documented("form_definitions"), first=100))["nodes"]
    form_id = next(form["id"] for form in forms if form["code"] == code)
    page = await desk.open(f"/forms/{form_id}")
    blank = await chromium.new_page()
    found = {}
    try:
        for family in families:
            sides = asyncio.to_thread(printed_sides, code, family, desk.folder)
            shown = page.get_by_label("見本", exact=True).select_option(family)
            printed, _ = await asyncio.gather(sides, shown)
            for number, side in enumerate(printed, 1):
                await _turn_to(page, side)
                if faults := await _faults(page, blank, side):
                    found[f"{code} {family} {number}"] = faults
    finally:
        await blank.close()
        await page.close()
    return found


async def _faults(page: Page, blank: Page, printed: Printed) -> list[InkFault]:
    """Looked at again where it differs: the last family may have had the same words here."""
    faults: list[InkFault] = []
    for _ in range(TRIES):
        drawn = await _drawn(blank, printed.side, await _ink(page, printed))
        if not (faults := await asyncio.to_thread(ink_faults, drawn, printed.grey)):
            return []
        await asyncio.sleep(1)
    return faults


async def _turn_to(page: Page, printed: Printed) -> None:
    pages = page.get_by_role("list", name="ページ").get_by_role("button")
    await pages.nth(printed.position).click()
    back = page.get_by_role("button", name="前の用紙")
    while await back.count() and await back.is_enabled():
        await back.click()
    for _ in range(printed.side.sheet - 1):
        await page.get_by_role("button", name="次の用紙").click()


async def _ink(page: Page, printed: Printed) -> str:
    """The drawing of the side, when all of it is there."""
    deadline = time.monotonic() + SECONDS
    shown: dict[str, Any] = {}
    while time.monotonic() < deadline:
        shown = await page.evaluate(INK)
        if shown["spoken"] == printed.words:
            return str(shown["ink"])
        await asyncio.sleep(0.05)
    raise AssertionError((shown["spoken"], printed.words))


async def _drawn(blank: Page, side: Side, ink: str) -> Grey:
    width, height = (round(length * DPI / 25.4) for length in (side.width, side.height))
    await blank.set_viewport_size({"width": width, "height": height})
    await blank.set_content(SHEET % (side.width, side.height, width, height, ink))
    # Playwright's own picture of a page packs each of 35 million pixels well, and slowly.
    devtools = await blank.context.new_cdp_session(blank)
    wanted = {"format": "png", "optimizeForSpeed": True}
    taken = await devtools.send("Page.captureScreenshot", wanted)
    await devtools.detach()
    return await asyncio.to_thread(_grey, b64decode(taken["data"]))
