"""Files over HTTP: the GraphQL multipart request specification, bounded and safe."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest

from backend.api.transport.settings import TransportSettings, WrongNumberError
from backend.shared.uploads import UploadedFile
from tests.backend.api.transport.sample import Mutation, Server

KEEP = "mutation ($files: [Upload!]!, $note: String) { keep(files: $files, note: $note) }"
SLOWLY = "mutation ($file: Upload!) { keepSlowly(file: $file) }"
SIGNED_IN = {"authorization": "Bearer token-of-hanako"}
ONE = {"0": ["variables.files.0"]}
Parts = list[tuple[str, tuple[str | None, bytes]]]


@pytest.fixture(autouse=True)
def nothing_written() -> None:
    Mutation.written.clear()


def body(operations: Any, map_: Any, *files: tuple[str, tuple[str | None, bytes]]) -> Parts:
    """The parts in their order."""
    return [
        ("operations", (None, json.dumps(operations).encode())),
        ("map", (None, json.dumps(map_).encode())),
        *files,
    ]


def keeping(count: int = 1) -> dict[str, Any]:
    return {"query": KEEP, "variables": {"files": [None] * count}}


async def send(
    client: httpx.AsyncClient, parts: Parts, headers: Mapping[str, str] = SIGNED_IN
) -> httpx.Response:
    return await client.post("/graphql", files=parts, headers=dict(headers))


def told(response: httpx.Response) -> tuple[int, str]:
    (error,) = response.json()["errors"]
    return response.status_code, error["extensions"]["code"]


def shown(name: str, content: bytes) -> str:
    return f"{name} {hashlib.sha256(content).hexdigest()} {len(content)}"


async def test_a_file_arrives_with_its_name_and_its_hash(client: httpx.AsyncClient) -> None:
    content = bytes(range(256)) * 100 + b"\r\n--almost a boundary\r\n"

    response = await send(client, body(keeping(), ONE, ("0", ("委任状.pdf", content))))

    assert response.json() == {"data": {"keep": [shown("委任状.pdf", content)]}}


async def test_several_files_arrive_and_one_may_stand_in_two_places(
    client: httpx.AsyncClient,
) -> None:
    where = {"a": ["variables.files.0", "variables.files.2"], "b": ["variables.files.1"]}

    response = await send(
        client, body(keeping(3), where, ("a", ("a.png", b"aa")), ("b", ("b.png", b"b")))
    )

    a, b = shown("a.png", b"aa"), shown("b.png", b"b")
    assert response.json() == {"data": {"keep": [a, b, a]}}


async def test_a_request_without_a_file_may_come_as_multipart(client: httpx.AsyncClient) -> None:
    response = await send(client, body({"query": "{ greeting }"}, {}))

    assert response.json() == {"data": {"greeting": "こんにちは、世界"}}


async def test_a_form_of_another_site_is_refused_because_it_can_send_no_header(
    client: httpx.AsyncClient,
) -> None:
    parts = body(keeping(), ONE, ("0", ("a.png", b"a")))

    response = await send(client, parts, {"cookie": "madoguchi_session=token-of-hanako"})

    assert told(response) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert Mutation.written == []


async def test_a_page_of_ours_sends_files_with_the_cookie_and_the_header(
    client: httpx.AsyncClient,
) -> None:
    parts = body(keeping(), ONE, ("0", ("a.png", b"a")))

    response = await send(
        client, parts, {"cookie": "madoguchi_session=t", "x-madoguchi-request": "1"}
    )

    assert response.json() == {"data": {"keep": [shown("a.png", b"a")]}}


@pytest.mark.parametrize(
    "headers", [{"x-madoguchi-request": "1"}, {"authorization": "Bearer stale"}]
)
async def test_of_who_is_not_signed_in_no_file_is_kept(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    response = await send(client, body(keeping(), ONE, ("0", ("a.png", b"a" * 40_000))), headers)

    empty = hashlib.sha256(b"").hexdigest()
    assert response.json() == {"data": {"keep": [f"a.png {empty} 0"]}}


async def test_while_the_database_is_away_a_file_is_answered_like_any_request(
    client: httpx.AsyncClient,
) -> None:
    parts = body(keeping(), ONE, ("0", ("a.png", b"a")))

    response = await send(client, parts, {"authorization": "Bearer unlucky"})

    assert told(response) == (200, "INTERNAL_ERROR")
    assert "database" not in response.text
    assert Mutation.written == []


@pytest.mark.parametrize(
    ("operations", "where"),
    [
        (keeping(), {"0": ["variables.files.1"]}),  # no such place
        (keeping(), {"0": ["variables.files"]}),  # not null
        (keeping(), {"0": ["query"]}),
        (keeping(), {"0": ["extensions.reason"]}),
        (keeping(), {"0": ["variables"]}),
        (keeping(), {"0": ["variables.files.x"]}),
        (keeping(), {"0": ["variables.other.0"]}),
        (keeping(), {"0": []}),
        (keeping(), {"0": "variables.files.0"}),
        (keeping(), ["variables.files.0"]),
        (keeping(), {"operations": ["variables.files.0"], "0": ["variables.files.0"]}),
        (keeping(), {"0": ["variables.files.0"], "1": ["variables.files.0"]}),  # never comes
        ("no object", ONE),
    ],
)
async def test_a_map_that_leads_nowhere_is_refused(
    client: httpx.AsyncClient, operations: Any, where: Any
) -> None:
    response = await send(client, body(operations, where, ("0", ("a.png", b"a"))))

    assert told(response) == (400, "BAD_REQUEST")
    assert Mutation.written == []


async def test_a_batch_with_files_is_refused(client: httpx.AsyncClient) -> None:
    response = await send(client, body([keeping(), keeping()], {}))

    assert told(response) == (400, "BATCH_NOT_SUPPORTED")


@pytest.mark.parametrize(
    "order", [(1, 0, 2), (2, 0, 1), (0, 2, 1), (0,), (0, 1), (1, 2), (0, 1, 2, 2), (0, 0, 1, 2)]
)
async def test_parts_come_in_their_order_and_once(
    client: httpx.AsyncClient, order: tuple[int, ...]
) -> None:
    parts = body(keeping(), ONE, ("0", ("a.png", b"a")))

    response = await send(client, [parts[position] for position in order])

    assert told(response) == (400, "BAD_REQUEST")
    assert Mutation.written == []


async def test_a_part_that_the_map_does_not_name_is_refused(client: httpx.AsyncClient) -> None:
    response = await send(
        client, body(keeping(), ONE, ("0", ("a.png", b"a")), ("1", ("b.png", b"b")))
    )

    assert told(response) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "parts",
    [
        body(keeping(), ONE, ("0", ("a.png", b"a" * 50_001))),
        body(keeping(2), {"0": ["variables.files.0"], "1": ["variables.files.1"]},
             ("0", ("a.png", b"a" * 46_000)), ("1", ("b.png", b"b" * 46_000))),
        body({"query": "{ greeting }", "variables": {"much": "x" * 21_000}}, {}),
        body(keeping(), {"0": ["variables.files.0"] * 600}),
        body(keeping(3), {str(n): [f"variables.files.{n}"] for n in range(3)},
             *((str(n), ("a.png", b"a")) for n in range(3))),
    ],
    ids=["a file", "the request", "operations", "the map", "the number of files"],
)  # fmt: skip
async def test_what_is_too_large_is_refused_while_it_comes_in(
    client: httpx.AsyncClient, parts: Parts
) -> None:
    response = await send(client, parts)

    assert told(response) == (413, "BODY_TOO_LARGE")
    assert Mutation.written == []


async def test_files_that_are_too_much_for_the_server_at_once_come_again_later(
    client: httpx.AsyncClient,
) -> None:
    parts = body(
        {"query": SLOWLY, "variables": {"file": None}},
        {"0": ["variables.file"]},
        ("0", ("a.png", b"a" * 50_000)),
    )

    answers = await asyncio.gather(*(send(client, parts) for _ in range(6)))
    afterwards = await send(client, parts)

    done = [answer for answer in answers if answer.status_code == 200]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert [answer.json() for answer in done] == [{"data": {"keepSlowly": 50_000}}] * len(done)
    assert {told(answer) for answer in refused} == {(503, "BUSY_WITH_UPLOADS")}
    assert {answer.headers["retry-after"] for answer in refused} == {"5"}
    assert afterwards.json() == {"data": {"keepSlowly": 50_000}}


async def test_a_file_that_trickles_is_given_up(client: httpx.AsyncClient) -> None:
    async def trickle() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{'
        await asyncio.sleep(1)
        yield b"}"

    headers = {**SIGNED_IN, "content-type": "multipart/form-data; boundary=x"}
    response = await client.post("/graphql", content=trickle(), headers=headers)

    assert told(response) == (408, "UPLOAD_TIMED_OUT")


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("multipart/form-data", b"--x--\r\n"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"no part at all"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: attachment\r\n\r\n{}"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n{}\r\n--x--\r\n"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{"query',
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{"\r\n--x--\r\n',
        ),
    ],
)
async def test_a_broken_body_is_refused(
    client: httpx.AsyncClient, content_type: str, content: bytes
) -> None:
    headers = {**SIGNED_IN, "content-type": content_type}

    response = await client.post("/graphql", content=content, headers=headers)

    assert told(response) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("given", ["a file", None, {"name": "a"}])
async def test_json_is_no_file(client: httpx.AsyncClient, given: Any) -> None:
    payload = {"query": SLOWLY, "variables": {"file": given}}

    response = await client.post(
        "/graphql", json=payload, headers={"accept": "application/graphql-response+json"}
    )

    assert told(response) == (400, "BAD_VARIABLES")


async def test_a_text_in_the_document_is_no_file(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": 'mutation { keepSlowly(file: "a") }'})

    (error,) = response.json()["errors"]
    assert "multipart request" in error["message"]


async def test_a_preflight_lets_pages_of_known_frontends_send_files(server: Server) -> None:
    async with httpx.AsyncClient(base_url=server.origin) as client:
        response = await client.options(
            "/graphql", headers={"origin": "https://counter.example.jp"}
        )

    assert "x-madoguchi-request" in response.headers["access-control-allow-headers"]


def test_what_is_logged_of_a_file_tells_neither_its_name_nor_its_content() -> None:
    file = UploadedFile(name="青葉太郎の委任状.pdf", content=b"secret", sha256="")

    assert repr(file) == "UploadedFile(6 bytes)"


def test_an_operator_sets_how_large_files_may_be() -> None:
    settings = TransportSettings.from_environment(
        {"MADOGUCHI_UPLOAD_MIB": "5", "MADOGUCHI_UPLOADS_MIB": "50"}
    )

    assert settings.limits.file_bytes == 5 << 20
    assert settings.limits.upload_bytes == (10 << 20) + 3_000_000
    assert settings.held_upload_bytes == 50 << 20
    with pytest.raises(WrongNumberError, match="MADOGUCHI_UPLOAD_MIB"):
        TransportSettings.from_environment({"MADOGUCHI_UPLOAD_MIB": "much"})
