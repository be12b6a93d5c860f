"""Every snippet of docs/frontend-guide.md runs, and answers what the page says."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import httpx
import pytest

from backend.api.transport import limits
from backend.api.transport.settings import TransportSettings
from backend.database.settings import Urls
from backend.reading.pages import MOST_PER_PAGE
from backend.reading.refusals import RefusalCode
from tests.docs.blocks import PAGE, Block, blocks_of, is_like, languages_without_marker, named, runs
from tests.postgres import TestServer
from tests.served import served

TEXT = PAGE.read_text("utf-8")
BLOCKS = blocks_of(TEXT)
ADDRESS = "http://127.0.0.1:8000"
SHELL = list(runs(BLOCKS, "sh"))
GRAPHQL = [block for block, _ in runs(BLOCKS, "graphql")]
JAVASCRIPT = list(runs(BLOCKS, "js"))
NEXT_BLOCK = "---- next block"


@pytest.fixture(scope="module")
def urls(database_server: TestServer) -> Iterator[Urls]:
    with database_server.database() as made:
        yield made


@pytest.fixture(scope="module")
def server(urls: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(urls, tmp_path_factory.mktemp("guide")) as url:
        yield url


@pytest.fixture(scope="module")
def printed(server: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each JavaScript block printed; all of them are one module."""
    module = tmp_path_factory.mktemp("guide-module") / "guide.mjs"
    separator = f'console.log("{NEXT_BLOCK}");\n'
    text = separator.join(block.text for block, _ in JAVASCRIPT)
    module.write_text(text.replace(ADDRESS, server), "utf-8")
    node = shutil.which("node")
    assert node is not None, "the guide needs Node (make setup)"
    # Node 20 has WebSocket behind this flag; from 22 on it is simply there.
    done = subprocess.run(
        [node, "--experimental-websocket", "--no-warnings", str(module)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout.split(f"{NEXT_BLOCK}\n")


def test_every_block_is_run_or_compared() -> None:
    assert languages_without_marker(TEXT) == []
    assert {block.marker for block in BLOCKS} == {"run", "output", "variables", "answer"}
    assert (len(SHELL), len(GRAPHQL), len(JAVASCRIPT)) == (1, 1, 30)


@pytest.mark.parametrize(("block", "expected"), SHELL, ids=str)
def test_a_command_prints_what_the_page_says(server: str, block: Block, expected: str) -> None:
    done = subprocess.run(
        ["bash", "-ec", block.text.replace(ADDRESS, server)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == json.loads(expected)


@pytest.mark.parametrize("block", GRAPHQL, ids=str)
def test_an_operation_answers_what_the_page_says(server: str, block: Block) -> None:
    answer = httpx.post(
        f"{server}/graphql",
        json={"query": block.text, "variables": named(BLOCKS, "variables", block.name)},
        headers={"Accept": "application/graphql-response+json"},
    )

    found = answer.json()
    assert is_like(found, named(BLOCKS, "answer", block.name)), found


@pytest.mark.parametrize(
    "position", range(len(JAVASCRIPT)), ids=[str(block) for block, _ in JAVASCRIPT]
)
def test_javascript_prints_what_the_page_says(printed: list[str], position: int) -> None:
    _, expected = JAVASCRIPT[position]

    assert printed[position] == expected


def codes_of_the_table(heading: str) -> list[str]:
    table = TEXT.split(heading)[1].split("\n\n")[0]
    first_cells = re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
    return re.findall(r"`([A-Z_]+)`", " ".join(first_cells))


def test_the_page_names_every_refusal() -> None:
    assert sorted(codes_of_the_table("| what it means |")) == sorted(
        code.value for code in RefusalCode
    )


def test_the_page_names_every_code_of_a_request() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path("backend/api").rglob("*.py"))
    sources += Path("backend/reading/pages.py").read_text("utf-8")
    in_strings = set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+)"', sources))
    refusals = {code.value for code in RefusalCode}
    settings = {name for name in in_strings if name.startswith("MADOGUCHI_")}

    assert set(codes_of_the_table("| what to mend |")) == in_strings - refusals - settings


def test_the_limits_are_those_of_the_server() -> None:
    most = limits.Limits()
    table = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", TEXT.split("## Limits")[1], re.M))

    assert table == {
        "limit": "value",
        "---": "---",
        "body": f"{most.body_bytes:,} bytes",
        "operation text": f"{most.source_length:,} characters, {most.tokens:,} tokens",
        "depth": f"{most.depth}",
        "fields, fragments counted wherever they are spread": f"{most.fields:,}",
        "aliases": f"{most.aliases}",
        "directives": f"{most.directives}",
        "the same field beside itself": f"{most.repeated_fields}",
        "mutations a request": f"{most.root_mutations}",
        "time a request": f"{most.seconds:g} seconds",
        "files a request": f"{most.files}",
        "a file": f"{most.file_bytes >> 20} MiB",
        "all of a request with files": f"{most.upload_bytes >> 20} MiB",
        "time for files to come in": f"{most.upload_seconds:g} seconds",
        "a page of a list": f"{MOST_PER_PAGE}",
        "operations on one socket": f"{TransportSettings().operations_per_socket}",
        "`purpose` and `reason`": "500 characters",
    }
    assert len(fields(most)) == 14
