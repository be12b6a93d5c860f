"""Chromium, driven over its debugging protocol: open a page, press, draw, look."""

import base64
import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

START_SECONDS = 30
IS_LOADED = "document.readyState === 'complete'"
SIZE = (1024, 1366)  # a tablet held upright


class Browser:
    """One page of a browser without a window."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.errors: list[str] = []

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command; gives its result. Errors of the page are noted on the way."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            heard = json.loads(self._socket.recv(30))
            if heard.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded"}:
                self.errors.append(json.dumps(heard["params"], ensure_ascii=False))
            if heard.get("id") == number:
                assert "error" not in heard, heard
                return dict(heard["result"])

    def open(self, url: str) -> None:
        """Go to an address, from an empty page: another fragment alone would not load anew."""
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=url)
        self.wait_for(f"location.href !== 'about:blank' && {IS_LOADED}")

    def value(self, expression: str) -> Any:
        """What an expression gives in the page."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait_for(self, expression: str) -> None:
        """Wait until an expression is true in the page."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.value(expression):
                return
            time.sleep(0.05)
        raise AssertionError(f"{expression}: {self.value('document.body.innerText')}")

    def press(self, element_id: str) -> None:
        """Press a button as a finger would: in its middle."""
        self.value(f"document.getElementById('{element_id}').scrollIntoView()")
        x, y, w, h = self.place(element_id)
        self._mouse("mousePressed", x + w / 2, y + h / 2)
        self._mouse("mouseReleased", x + w / 2, y + h / 2)

    def draw(self, element_id: str, points: list[tuple[float, float]]) -> None:
        """Draw a stroke; the points are parts of the element's width and height."""
        x, y, w, h = self.place(element_id)
        places = [(x + across * w, y + down * h) for across, down in points]
        self._mouse("mousePressed", *places[0])
        for place in places[1:]:
            self._mouse("mouseMoved", *place)
        self._mouse("mouseReleased", *places[-1])

    def type_key(self, key: str) -> None:
        """Press a key."""
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def place(self, element_id: str) -> tuple[float, float, float, float]:
        """Where an element is on the screen."""
        box = self.value(
            f"(() => {{ const b = document.getElementById('{element_id}').getBoundingClientRect();"
            " return [b.x, b.y, b.width, b.height]; })()"
        )
        return tuple(box)

    def picture(self) -> bytes:
        """The screen as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    def _mouse(self, kind: str, x: float, y: float) -> None:
        self.call(
            "Input.dispatchMouseEvent",
            type=kind,
            x=x,
            y=y,
            button="left",
            buttons=0 if kind == "mouseReleased" else 1,
            clickCount=1,
        )


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Start Chromium with a profile of its own in a folder."""
    program = shutil.which("chromium")
    assert program is not None, "the tablet's page needs Chromium (make setup)"
    profile = folder / "profile"
    options = [
        "--headless=new",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
        f"--window-size={SIZE[0]},{SIZE[1]}",
        "--no-first-run",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
    ]
    if os.geteuid() == 0:
        options.append("--no-sandbox")  # root has none; the page is our own
    with (folder / "chromium.log").open("wb") as log:
        process = subprocess.Popen([program, *options, "about:blank"], stdout=log, stderr=log)
        try:
            with connect(_page_of(profile, process), max_size=None) as socket:
                opened = Browser(socket)
                for domain in ("Page", "Runtime", "Log"):
                    opened.call(f"{domain}.enable")
                yield opened
        finally:
            process.terminate()
            process.wait(30)


def _page_of(profile: Path, process: subprocess.Popen[bytes]) -> str:
    """The socket of the browser's first page."""
    deadline = time.monotonic() + START_SECONDS
    told = profile / "DevToolsActivePort"
    while time.monotonic() < deadline and process.poll() is None:
        if told.exists() and "\n" in (text := told.read_text("utf-8")):
            pages = httpx.get(f"http://127.0.0.1:{text.splitlines()[0]}/json/list").json()
            for page in pages:
                if page["type"] == "page":
                    return str(page["webSocketDebuggerUrl"])
        time.sleep(0.05)
    raise AssertionError("Chromium did not start")
