"""The designer's files: served where they were built, closed to everything else."""

from pathlib import Path

import httpx
import pytest

from backend.api.transport.designer_page import FOREVER, DesignerPage

FILES = {
    "index.html": "<!doctype html>",
    "config.json": '{"api": ""}',
    "assets/index-abc.js": "let a",
}


async def asked_of(page: DesignerPage, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=page)
    async with httpx.AsyncClient(transport=transport, base_url="http://designer") as client:
        return await client.get(path)


@pytest.fixture
def built(tmp_path: Path) -> DesignerPage:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return DesignerPage(tmp_path)


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("/designer/", "text/html", "no-cache"),
        ("/designer/config.json", "application/json", "no-cache"),
        ("/designer/assets/index-abc.js", "text/javascript", FOREVER),
    ],
)
async def test_each_file_has_its_kind_and_how_long_it_is_kept(
    built: DesignerPage, path: str, kind: str, kept: str
) -> None:
    answer = await asked_of(built, path)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == kept
    assert "default-src 'self'" in answer.headers["content-security-policy"]


async def test_the_bare_address_leads_to_the_page(built: DesignerPage) -> None:
    answer = await asked_of(built, "/designer")

    assert (answer.status_code, answer.headers["location"]) == (308, "/designer/")


@pytest.mark.parametrize(
    "path", ["/designer/../pyproject.toml", "/designer/%2e%2e/x", "/designer/nothing.js"]
)
def test_nothing_but_the_built_files_is_served(built: DesignerPage, path: str) -> None:
    assert not built.answers({"method": "GET", "path": path})


def test_without_a_build_nothing_answers(tmp_path: Path) -> None:
    page = DesignerPage(tmp_path / "nowhere")

    assert not page.answers({"method": "GET", "path": "/designer/"})
    assert not page.answers({"method": "GET", "path": "/designer"})


def test_a_request_that_would_change_something_is_not_for_files(built: DesignerPage) -> None:
    assert not built.answers({"method": "POST", "path": "/designer/"})
