"""The form designer in Chromium: its weight, first ink, an edit, a drag. Partners are the goals.

The times are a person's: from the key to the paper as the backend laid it out anew, over HTTP.
"""

import gzip
import os
import secrets
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from backend.api.transport.designer_page import FOLDER
from backend.staff.samples import SAMPLE_PASSWORD
from benchmarks.city import CITY, OPERATIONS, RequestFailedError, SeededCity
from benchmarks.reads import served
from benchmarks.results import Row, record

MOST_BYTES = 120_000
FIRST_INK_MS, EDIT_MS, FRAMES = 500.0, 30.0, 30.0
LOADS, EDITS, MOVES = 9, 40, 120
FIRST_LOADS = 2  # not counted: they fill the browser's cache and the server's

ELEMENTS = 200
START_SECONDS = 60
WARM_UP_SECONDS = 5  # a server loads what requests would wait for while nobody asks
SETTLED_MS = 1500
PAUSE_MS = 200
SIZE = {"width": 1366, "height": 768}
# Notes when the first ink came, and how long after a key the paper changed.
WATCH = """
  window.seen = { ink: 0, edits: [], key: 0, frames: 0 }
  addEventListener('keydown', () => { seen.key = performance.now() }, true)
  new MutationObserver((changes) => {
    const inked = changes.some(({ target, addedNodes }) => addedNodes.length
      && target instanceof Element && target.closest('.ink') && target.dataset.block)
    if (!inked) return
    seen.ink ||= performance.now()
    if (seen.key) { seen.edits.push(performance.now() - seen.key); seen.key = 0 }
  }).observe(document, { subtree: true, childList: true })
"""
COUNT_FRAMES = """() => {
  seen.frames = 0
  seen.since = performance.now()
  const count = () => { seen.frames++; seen.counting && requestAnimationFrame(count) }
  seen.counting = true
  requestAnimationFrame(count)
}"""
RATE = (
    "() => { seen.counting = false; return seen.frames * 1000 / (performance.now() - seen.since) }"
)


def run(city: SeededCity) -> list[Row]:
    """Measure and record."""
    with served(city) as port, _chromium() as browser:
        api = _Api(f"http://127.0.0.1:{port}")
        form = api.make("住民異動届の写し", readyFormCode="resident_change")
        many = api.make("計測用", template=_many())
        context = browser.new_context(viewport=SIZE, locale="ja-JP", bypass_csp=True)  # type: ignore[arg-type]
        context.add_init_script(f"sessionStorage.setItem('madoguchi.token', '{api.token}');{WATCH}")
        time.sleep(WARM_UP_SECONDS)
        inks = [_first_ink(context, api.drawing(form)) for _ in range(LOADS)][FIRST_LOADS:]
        edits = _edits(context, api.drawing(form))
        frames = _frames(context, api.drawing(many))
    weight = sum(len(gzip.compress(path.read_bytes())) for path in FOLDER.rglob("*.js"))
    return [
        _row("designer: JavaScript, gzip", weight / 1000, MOST_BYTES / 1000, "kB"),
        _row("designer: address to first ink", statistics.median(inks), FIRST_INK_MS, "ms"),
        _row("designer: key to redrawn paper", statistics.median(edits), EDIT_MS, "ms"),
        _row(f"designer: drag of {ELEMENTS} elements", frames, FRAMES, "frames/s"),
    ]


def _row(name: str, ours: float, goal: float, unit: str) -> Row:
    return record(name, ours, f"the goal of {goal:g} {unit}", goal, unit=unit)


class _Api:
    """What is made before the measurement."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.token = ""
        self._wait()
        given = {
            "cityCode": CITY.local_government_code,
            "staffNumber": "9001",
            "password": SAMPLE_PASSWORD,
        }
        self.token = self._run("sign_in", given)["token"]

    def make(self, title: str, **start: Any) -> str:
        """Make a form; gives its id."""
        given = {"title": title, "idempotencyKey": secrets.token_hex(8), **start}
        made = self._run("create_form", given)
        if made["__typename"] != "FormDefinition":
            raise RequestFailedError(str(made))
        return str(made["id"])

    def drawing(self, form_id: str) -> str:
        """The address of a form's drawing."""
        return f"{self.address}/designer/#/forms/{form_id}"

    def _wait(self) -> None:
        """The server's process needs some seconds."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.address}/health").status_code == 200:
                    return
            time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def _run(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        answer = httpx.post(
            f"{self.address}/graphql",
            json={
                "query": (OPERATIONS / f"{name}.graphql").read_text("utf-8"),
                "variables": {"input": given},
            },
            headers={"Authorization": f"Bearer {self.token}"} if self.token else {},
            timeout=60,
        ).json()
        (made,) = answer["data"].values()
        return dict(made)


def _many() -> dict[str, Any]:
    """A page of 200 elements."""
    elements = [
        {"id": f"e{n}", "kind": "label", "text": f"項目{n}", "w": 16, "h": 6}
        | {"x": 12 + n % 10 * 18, "y": 12 + n // 10 * 12}
        for n in range(ELEMENTS)
    ]
    page = {"id": "p1", "size": "A4", "elements": elements}
    shape = {"format": "form-template", "version": "1.0", "id": "measured", "title": "計測用"}
    return {**shape, "pages": [page]}


@contextmanager
def _chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--disable-gpu", "--disable-background-networking", *root],
        )
        try:
            yield browser
        finally:
            browser.close()


def _opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("seen.ink > 0")
    return page


def _first_ink(context: BrowserContext, address: str) -> float:
    page = _opened(context, address)
    seen: float = page.evaluate("seen.ink")
    page.close()
    return seen


def _edits(context: BrowserContext, address: str) -> list[float]:
    """Milliseconds from an arrow key to the new paper, one edit at a time."""
    page = _opened(context, address)
    page.wait_for_timeout(SETTLED_MS)
    page.locator("#frame-title, [role=option]").first.focus()
    page.keyboard.press("Space")
    for number in range(EDITS):
        page.keyboard.press("ArrowRight" if number % 2 else "ArrowLeft")
        page.wait_for_timeout(PAUSE_MS)  # nobody asks the page meanwhile: it would wait for that
    times: list[float] = page.evaluate("seen.edits")
    page.close()
    return times[3:]


def _frames(context: BrowserContext, address: str) -> float:
    """Frames a second while everything on the page is dragged about."""
    page = _opened(context, address)
    page.wait_for_timeout(SETTLED_MS)
    page.locator("[role=option]").first.focus()
    page.keyboard.press("Control+a")
    box = page.locator("[role=option]").nth(ELEMENTS // 4).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT_FRAMES)
    for step in range(MOVES):
        page.mouse.move(x + step % 40, y + step % 30)
    rate: float = page.evaluate(RATE)
    page.mouse.up()
    page.close()
    return rate
