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
from tests.server import SCAN, WORKBOOK

# Who runs it where the counter's official may not.
OFFICIALS = {
    "resident_listing": "1002",
    "individual_number": "1003",
    "audit_events": "9002",
    "export_applications": "9003",
    "statistics": "9003",
    "statistics_workbook": "9003",
    "publish_form": "9001",
    "end_form_version": "9001",
    "withdraw_form_version": "9001",
    "change_form_owner": "9001",
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


def on_tablet(url: str, token: str, tab: dict[str, Any], case_id: str) -> dict[str, Any]:
    """Show the case to the citizen, then run the operation with the tablet's token."""
    variables = {"input": {"caseId": case_id, "minutes": 5, "idempotencyKey": "mock-test-showing"}}
    query = Path("schema/operations/show_to_citizen.graphql").read_text("utf-8")
    shown = run_tab(url, token, {"query": query, "variables": json.dumps(variables)})
    return run_tab(url, shown["data"]["showToCitizen"]["token"], tab)


def with_a_file(url: str, token: str, tab: dict[str, Any]) -> dict[str, Any]:
    """Run an operation that takes a file: as a multipart request."""
    operations = {"query": tab["query"], "variables": json.loads(tab["variables"])}
    answered: dict[str, Any] = httpx.post(
        f"{url}/graphql",
        data={"operations": json.dumps(operations), "map": '{"0": ["variables.input.file"]}'},
        files={"0": ("file", WORKBOOK if "readFormWorkbook" in tab["query"] else SCAN)},
        headers={"authorization": f"Bearer {token}", "x-madoguchi-request": "1"},
        timeout=60,
    ).json()
    return answered


def case_of(url: str, token: str) -> str:
    """A case with a filled form that was not printed."""
    query = """{ cases(first: 100) { nodes { ... on Case { id applications { id }
      printRuns(first: 1) { nodes { id } } } } } }"""
    nodes = run_tab(url, token, {"query": query, "variables": "{}"})["data"]["cases"]["nodes"]
    # The oldest of them: a showing of the others is what another operation ends.
    found: str = [
        one["id"] for one in nodes if one["applications"] and not one["printRuns"]["nodes"]
    ][-1]
    return found


def run_sample(url: str, token: str, name: str, tab: dict[str, Any]) -> dict[str, Any]:
    if name in ("attach_document", "add_form_asset", "read_form_workbook"):
        return with_a_file(url, token, tab)
    if name == "shown_documents":
        return on_tablet(url, token, tab, case_of(url, token))
    return run_tab(url, token, tab)


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


@pytest.mark.timeout(400)
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
            answer = run_sample(url, tokens[number], name, tab)
            if not worked(answer):
                refused[name] = answer
    with mocking(folder) as url:
        again = tabs_of(url)

    assert not refused, json.dumps(refused, ensure_ascii=False)
    # A hand-over code is drawn anew each time; all ids are the same.
    assert [tab for tab in again if "$code" not in tab["query"]] == [
        tab for tab in tabs if "$code" not in tab["query"]
    ]
    assert "paste" not in json.dumps(tabs)
    assert list(folder.iterdir()) == []


def worked(answer: dict[str, Any]) -> bool:
    """Whether an operation was carried out and found something."""
    if answer.get("errors") or not answer.get("data"):
        return False
    (value,) = answer["data"].values()
    return value is not None and "code" not in (value if "message" in value else {})


@pytest.mark.timeout(300)
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
    found = {
        (
            case["status"],
            bool(case["openQuestions"]),
            len(case["applications"]),
            len(case["printRuns"]["nodes"]),
        )
        for case in cases
    }
    assert found >= {
        ("OPEN", False, 0, 0),  # opened
        ("OPEN", True, 0, 0),  # half answered
        ("OPEN", False, 1, 0),  # filled
        ("OPEN", False, 1, 1),  # printed
        ("COMPLETED", False, 1, 1),
        ("WITHDRAWN", False, 0, 0),
    }
    assert [case["number"] for case in cases] == [f"2027-{n:06d}" for n in range(1, len(cases) + 1)]
    assert {case["acceptedAt"][:10] for case in cases} == {"2027-02-01"}
