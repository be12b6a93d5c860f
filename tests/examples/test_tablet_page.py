"""The example page of a citizen's tablet, used as a citizen would: read, draw, sign."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.api.transport.tablet_page import FILES
from tests.examples.browser import Browser, browser
from tests.postgres import TestServer
from tests.served import served
from tests.server import CERTIFICATE_CASE, documented


class Counter:
    """An official who shows a filled form on a tablet."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.token = ""
        self.keys = 0
        given = {
            "cityCode": "992011",
            "staffNumber": "1001",
            "password": "madoguchi-sample",
            "terminal": "窓口1",
        }
        self.token = self.ask(documented("sign_in"), input=given)["token"]

    def ask(self, query: str, **variables: Any) -> Any:
        """Run a document; gives what its one root field answers."""
        answer = httpx.post(
            f"{self.url}/graphql",
            json={"query": query, "variables": variables},
            headers={"Authorization": f"Bearer {self.token or 'none'}"},
            timeout=30,
        ).json()
        assert "errors" not in answer, answer
        (field,) = answer["data"].values()
        return field

    def change(self, name: str, **given: Any) -> Any:
        """Run a documented mutation with a fresh key."""
        self.keys += 1
        key = {"idempotencyKey": f"tablet-page-{self.keys}"}
        return self.ask(documented(name), input={**given, **key})

    def filled(self) -> str:
        """A case with a filled form; gives its id."""
        found = self.ask(documented("residents"), search="あおば たろう", first=1)["nodes"][0]
        case_id: str = self.change("open_case", **CERTIFICATE_CASE)["id"]
        self.change("record_person", caseId=case_id, role="APPLICANT", residentId=found["id"])
        self.change("fill_form", caseId=case_id, formCode="certificate_application")
        return case_id

    def signatures(self, case_id: str) -> list[Any]:
        """What was signed of the case's one form."""
        (application,) = self.ask(documented("case"), id=case_id)["applications"]
        return list(application["signatures"]["nodes"])


@pytest.fixture(scope="module")
def counter(
    database_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Counter]:
    with (
        database_server.database() as urls,
        served(urls, tmp_path_factory.mktemp("tablet-server")) as url,
    ):
        yield Counter(url)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


READING = "!document.getElementById('reading').hidden && document.images[0].naturalWidth > 0"
TEXT = "document.body.innerText"


def wave(left: float, right: float) -> list[tuple[float, float]]:
    return [(left + (right - left) * n / 40, 0.5 + 0.25 * math.sin(n / 4)) for n in range(41)]


def test_a_citizen_reads_signs_and_hands_the_tablet_back(
    counter: Counter, page: Browser, tmp_path: Path
) -> None:
    case_id = counter.filled()
    shown = counter.change("show_to_citizen", caseId=case_id)

    page.open(f"{counter.url}/tablet#{shown['token']}")
    page.wait_for(READING)
    (tmp_path / "reading.png").write_bytes(page.picture())
    width = page.value("document.images[0].width")
    page.press("larger")
    page.wait_for(f"document.images[0].width > {width}")
    page.type_key("-")
    page.wait_for(f"document.images[0].width === {width}")
    assert page.value("document.images[0].alt").count("若竹　伸") >= 1
    assert page.value("location.href") == f"{counter.url}/tablet"  # no token in the history
    page.press("sign")
    page.wait_for("!document.getElementById('signing').hidden")
    assert page.value("document.getElementById('send').disabled")
    page.press("agree")
    page.draw("pad", wave(0.1, 0.3))
    page.draw("pad", [(0.5, 0.5), (0.52, 0.6)])
    page.press("undo")
    page.draw("pad", wave(0.4, 0.8))
    (tmp_path / "signing.png").write_bytes(page.picture())
    page.press("send")
    page.wait_for("!document.getElementById('done').hidden")

    (signature,) = counter.signatures(case_id)
    assert signature["method"] == "TABLET"
    assert "若竹" not in page.value(TEXT)  # nothing of the citizen stays on the screen
    assert page.value("sessionStorage.length") == 0
    picture = httpx.get(
        f"{counter.url}{signature['picturePath']}",
        headers={"Authorization": f"Bearer {counter.token}"},
    )
    assert picture.content[:4] == b"\x89PNG"
    assert page.errors == []


def test_the_tablet_says_when_the_showing_is_over(counter: Counter, page: Browser) -> None:
    shown = counter.change("show_to_citizen", caseId=counter.filled())
    page.open(f"{counter.url}/tablet#{shown['token']}")
    page.wait_for(READING)
    page.press("sign")
    page.wait_for("!document.getElementById('signing').hidden")
    page.press("agree")
    page.draw("pad", wave(0.1, 0.9))

    counter.change("end_showing", showingId=shown["id"])
    page.press("send")

    page.wait_for("!document.getElementById('message').hidden")
    assert "この提示は終了しました。" in page.value(TEXT)


def test_without_a_token_the_page_asks_for_the_number(counter: Counter, page: Browser) -> None:
    page.open(f"{counter.url}/health/live")
    page.value("sessionStorage.clear()")

    page.open(f"{counter.url}/tablet")

    page.wait_for("document.activeElement?.id === 'code'")


def test_the_page_is_three_files_and_nothing_from_elsewhere(counter: Counter) -> None:
    answers = {path: httpx.get(f"{counter.url}{path}") for path in FILES}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert not any("https://" in answer.text for answer in answers.values())
    policy = answers["/tablet"].headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; ")
    assert httpx.get(f"{counter.url}/tablet/../pyproject.toml").status_code == 404
