"""``madoguchi mock``: every documented operation works, each start is the same, nothing stays."""

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import OperationDefinitionNode, OperationType, parse
from websockets.sync.client import connect

from tests.backend.cli.test_run import MADOGUCHI, environment, free_port

# Who runs it where the counter's official may not.
OFFICIALS = {
    "resident_listing": "1002",
    "individual_number": "1003",
    "audit_events": "9002",
    "export_applications": "9003",
}
PURPOSE = {"extensions": {"purpose": "画面の試作"}}


@contextmanager
def mocking(folder: Path, *options: str) -> Iterator[str]:
    """Start the mock with ``folder`` for its files; gives its address."""
    port = free_port()
    process = subprocess.Popen(
        [*MADOGUCHI, "mock", "--port", str(port), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(TMPDIR=str(folder)),
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("Madoguchi's mock serves"), line + process.stdout.read()
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def tabs_of(url: str) -> list[dict[str, Any]]:
    """The sample operations as GraphiQL has them, with ids of the mock's city."""
    script = httpx.get(f"{url}/graphql/ide/page.js").text
    (line,) = [line for line in script.splitlines() if line.startswith("const defaultTabs = ")]
    tabs: list[dict[str, Any]] = json.loads(line.removeprefix("const defaultTabs = ").rstrip(";"))
    return tabs


def sign_in(url: str, tab: dict[str, Any], staff_number: str) -> str:
    variables = json.loads(tab["variables"])
    variables["input"]["staffNumber"] = staff_number
    answer = httpx.post(f"{url}/graphql", json={"query": tab["query"], "variables": variables})
    token: str = answer.json()["data"]["signIn"]["token"]
    return token


def first_event(url: str, token: str, tab: dict[str, Any]) -> dict[str, Any]:
    payload = {"query": tab["query"], "variables": json.loads(tab["variables"])}
    address = f"{url.replace('http', 'ws')}/graphql"
    with connect(address, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        socket.send(json.dumps({"type": "connection_init", "payload": {"token": token}}))
        assert json.loads(socket.recv(10)) == {"type": "connection_ack"}
        socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        heard: dict[str, Any] = json.loads(socket.recv(10))["payload"]
        return heard


def run_tab(url: str, token: str, tab: dict[str, Any]) -> dict[str, Any]:
    definition = next(iter(parse(tab["query"]).definitions))
    assert isinstance(definition, OperationDefinitionNode)
    if definition.operation is OperationType.SUBSCRIPTION:
        return first_event(url, token, tab)
    body = {"query": tab["query"], "variables": json.loads(tab["variables"]), **PURPOSE}
    headers = {"authorization": f"Bearer {token}"}
    answered: dict[str, Any] = httpx.post(
        f"{url}/graphql", json=body, headers=headers, timeout=30
    ).json()
    return answered


@pytest.mark.timeout(180)
def test_every_sample_works_as_it_stands_and_each_start_is_the_same(
    make_open_folder: Callable[[], Path],
) -> None:
    folder = make_open_folder()
    names = [
        sample["operation"]
        for sample in json.loads(Path("schema/operations/samples.json").read_text("utf-8"))
    ]

    refused: dict[str, Any] = {}
    with mocking(folder) as url:
        tabs = tabs_of(url)
        tokens: dict[str, str] = {}
        for name, tab in sorted(
            zip(names, tabs, strict=True), key=lambda pair: pair[0] == "sign_out"
        ):
            number = OFFICIALS.get(name, "1001")
            tokens[number] = tokens.get(number) or sign_in(url, tabs[0], number)
            answer = run_tab(url, tokens[number], tab)
            if not worked(answer):
                refused[name] = answer
    with mocking(folder) as url:
        again = tabs_of(url)

    assert refused == {}
    assert again == tabs
    assert "paste" not in json.dumps(tabs)
    assert list(folder.iterdir()) == []


def worked(answer: dict[str, Any]) -> bool:
    """Whether an operation was carried out and found something."""
    if answer.get("errors") or not answer.get("data"):
        return False
    (value,) = answer["data"].values()
    return value is not None and "code" not in (value if "message" in value else {})


@pytest.mark.timeout(120)
def test_it_has_a_case_in_every_state_on_the_day_that_is_asked(
    make_open_folder: Callable[[], Path],
) -> None:
    with mocking(make_open_folder(), "--today", "2027-02-01") as url:
        tabs = tabs_of(url)
        token = sign_in(url, tabs[0], "1001")
        query = """{ cases(first: 100) { nodes { ... on Case {
          number status acceptedAt openQuestions { code } applications { version }
          printRuns(first: 1) { nodes { id } } } } } }"""
        answered = run_tab(url, token, {"query": query, "variables": "{}"})

    cases = list(reversed(answered["data"]["cases"]["nodes"]))
    assert [
        (
            case["number"],
            case["status"],
            bool(case["openQuestions"]),
            len(case["applications"]),
            len(case["printRuns"]["nodes"]),
        )
        for case in cases
    ] == [
        ("2027-000001", "OPEN", False, 0, 0),
        ("2027-000002", "OPEN", False, 0, 0),
        ("2027-000003", "OPEN", True, 0, 0),
        ("2027-000004", "OPEN", False, 1, 0),
        ("2027-000005", "OPEN", False, 1, 1),
        ("2027-000006", "COMPLETED", False, 1, 1),
        ("2027-000007", "WITHDRAWN", False, 0, 0),
    ]
    assert {case["acceptedAt"][:10] for case in cases} == {"2027-02-01"}
