"""GraphQL over HTTP beyond the audits: security, limits of the transport, what errors show."""

import logging
from typing import Any

import httpx
import pytest
from graphql import parse

from backend.api.transport.contract import Answer, Caller, GraphQLRequest, ValidDocument
from backend.api.transport.http import run_within
from tests.backend.api.transport.conftest import FRONTEND
from tests.backend.api.transport.direct_executor import DirectExecutor
from tests.backend.api.transport.sample import SCHEMA, Mutation, Server

NEW = "application/graphql-response+json"


async def ask(
    client: httpx.AsyncClient, query: str, *, accept: str = NEW, **more: Any
) -> httpx.Response:
    headers = {"accept": accept, **more.pop("headers", {})}
    return await client.post("/graphql", json={"query": query, **more}, headers=headers)


def code(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    return str(error["extensions"]["code"])


async def test_an_answer_names_its_type_and_is_not_stored(client: httpx.AsyncClient) -> None:
    response = await ask(client, "{ greeting }")

    assert response.status_code == 200
    assert response.headers["content-type"] == f"{NEW}; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.content.decode() == '{"data":{"greeting":"こんにちは、世界"}}'


async def test_variables_and_the_operations_name_choose_what_runs(
    client: httpx.AsyncClient,
) -> None:
    query = "query A { greeting } query B($name: String!) { greeting(name: $name) }"

    response = await ask(client, query, operationName="B", variables={"name": "辻󠄀"})

    assert response.json() == {"data": {"greeting": "こんにちは、辻󠄀"}}


@pytest.mark.parametrize("name", [None, "C"])
async def test_an_unknown_or_unnamed_operation_is_refused(
    client: httpx.AsyncClient, name: str | None
) -> None:
    response = await ask(client, "query A { greeting } query B { greeting }", operationName=name)

    assert (response.status_code, code(response)) == (400, "UNKNOWN_OPERATION")


async def test_a_mutation_by_get_is_refused_and_not_run(client: httpx.AsyncClient) -> None:
    Mutation.written.clear()

    response = await client.get("/graphql", params={"query": 'mutation { write(text: "x") }'})

    assert (response.status_code, code(response)) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "POST"
    assert Mutation.written == []


async def test_a_batch_is_refused_and_not_run(client: httpx.AsyncClient) -> None:
    Mutation.written.clear()
    one = {"query": 'mutation { write(text: "x") }'}

    response = await client.post("/graphql", json=[one, one])

    assert (response.status_code, code(response)) == (400, "BATCH_NOT_SUPPORTED")
    assert Mutation.written == []


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=shift_jis",
    ],
)
async def test_a_form_of_another_site_cannot_post(
    client: httpx.AsyncClient, content_type: str
) -> None:
    Mutation.written.clear()

    response = await client.post(
        "/graphql",
        content='{"query": "mutation { write(text: \\"x\\") }"}',
        headers={"content-type": content_type},
    )

    assert (response.status_code, code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert Mutation.written == []


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe",
        b'{"query": "{ greeting }", "variables": {"name": "\\ud800"}}',
        b'{"query": "{ greeting }", "variables": NaN}',
        b'"{ greeting }"',
        b"[" * 5_000,
    ],
)
async def test_a_body_that_is_no_json_object_is_refused(
    client: httpx.AsyncClient, body: bytes
) -> None:
    response = await client.post(
        "/graphql", content=body, headers={"content-type": "application/json"}
    )

    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


async def test_an_address_with_broken_percent_encoding_is_refused(
    client: httpx.AsyncClient,
) -> None:
    response = await client.get("/graphql?query=%FF%FE")

    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


async def test_a_body_over_the_limit_is_refused_also_in_pieces(client: httpx.AsyncClient) -> None:
    async def pieces() -> Any:
        for _ in range(30):
            yield b" " * 1_000

    whole = await ask(client, "{ greeting }" + " " * 20_000)
    streamed = await client.post(
        "/graphql", content=pieces(), headers={"content-type": "application/json"}
    )

    assert (whole.status_code, code(whole)) == (413, "BODY_TOO_LARGE")
    assert (streamed.status_code, code(streamed)) == (413, "BODY_TOO_LARGE")
    (error,) = whole.json()["errors"]
    assert error["extensions"] == {"code": "BODY_TOO_LARGE", "mostBytes": 20_000}


async def test_another_method_and_another_media_type_are_refused(
    client: httpx.AsyncClient,
) -> None:
    deleted = await client.delete("/graphql")
    image = await ask(client, "{ greeting }", accept="image/png")

    assert (deleted.status_code, code(deleted)) == (405, "METHOD_NOT_ALLOWED")
    assert (image.status_code, code(image)) == (406, "NOT_ACCEPTABLE")


async def test_a_subscription_needs_a_socket(client: httpx.AsyncClient) -> None:
    response = await ask(client, "subscription { count(to: 3) }")

    assert (response.status_code, code(response)) == (400, "SUBSCRIPTION_OVER_HTTP")


async def test_wrong_variables_are_the_clients_fault_and_nothing_runs(
    client: httpx.AsyncClient,
) -> None:
    Mutation.written.clear()

    response = await ask(
        client, "mutation ($t: String!) { write(text: $t) }", variables={"t": ["a"]}
    )

    assert (response.status_code, code(response)) == (400, "BAD_VARIABLES")
    assert "data" not in response.json()
    assert Mutation.written == []


async def test_a_bug_is_masked_and_logged_without_what_it_says(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "madoguchi.api"):
        response = await ask(
            client,
            "query Q($n: String!) { bug greeting(name: $n) }",
            variables={"n": "山田花子"},
            headers={"x-request-id": "counter-0001"},
        )

    assert response.json() == {
        "errors": [
            {
                "message": "内部エラー",
                "locations": [{"line": 1, "column": 24}],
                "path": ["bug"],
                "extensions": {"code": "INTERNAL_ERROR", "requestId": "counter-0001"},
            }
        ],
        "data": {"bug": None, "greeting": "こんにちは、山田花子"},
    }
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith("internal error: request=counter-0001 type=ValueError path=bug at ")
    assert "sample.py:" in line
    assert "123456789018" not in line + caplog.text
    assert "山田花子" not in caplog.text


async def test_a_value_that_cannot_be_written_is_a_masked_bug_too(
    client: httpx.AsyncClient,
) -> None:
    response = await ask(client, "{ unwritable }")

    assert response.json()["data"] is None
    assert code(response) == "INTERNAL_ERROR"


async def test_a_refusal_outside_a_mutation_keeps_its_code_message_and_place(
    client: httpx.AsyncClient,
) -> None:
    signed_out = await ask(client, "{ refused }")
    wrong_input = await ask(client, "{ refusedInput }")

    assert signed_out.json()["errors"][0]["message"] == "サインインしてください。"
    assert signed_out.json()["errors"][0]["extensions"] == {"code": "NOT_SIGNED_IN", "place": []}
    assert wrong_input.json()["errors"][0]["extensions"] == {
        "code": "INVALID_INPUT",
        "place": ["input", "changedOn"],
    }


async def test_a_request_over_its_time_is_ended_by_code(client: httpx.AsyncClient) -> None:
    ours = await ask(client, "{ slow }")
    executors_own = await ask(client, "{ ownTimeout }")

    assert code(ours) == "TIMED_OUT"
    assert code(executors_own) == "INTERNAL_ERROR"


async def test_the_token_comes_from_the_bearer_header(client: httpx.AsyncClient) -> None:
    response = await ask(
        client,
        "{ caller }",
        headers={
            "authorization": "Bearer abc",
            "x-madoguchi-terminal": "counter-3",
            "x-request-id": "request-0001",
        },
    )

    assert response.json() == {"data": {"caller": ["abc", "counter-3", "request-0001"]}}
    assert response.headers["x-request-id"] == "request-0001"


async def test_a_request_id_that_could_forge_a_log_line_is_replaced(
    client: httpx.AsyncClient,
) -> None:
    response = await ask(client, "{ caller }", headers={"x-request-id": "a b=1 c"})

    given = response.json()["data"]["caller"][2]
    assert given == response.headers["x-request-id"]
    assert len(given) == 32
    assert given.isalnum()


async def test_the_cookie_counts_only_beside_the_custom_header(
    client: httpx.AsyncClient,
) -> None:
    cookie = {"cookie": "other=1; madoguchi_session=abc"}

    without = await ask(client, "{ caller }", headers=cookie)
    beside = await ask(client, "{ caller }", headers={**cookie, "x-madoguchi-request": "1"})

    assert without.json()["data"]["caller"][0] == ""
    assert beside.json()["data"]["caller"][0] == "abc"


async def test_signing_in_sets_the_cookie_for_pages_alone(
    server: Server, production: Server
) -> None:
    query = 'mutation SignIn { write(text: "花子") }'
    page = {"x-madoguchi-request": "1"}
    async with (
        httpx.AsyncClient(base_url=server.origin) as development,
        httpx.AsyncClient(base_url=production.origin) as live,
    ):
        from_program = await ask(development, query)
        from_page = await ask(development, query, headers=page)
        with_tls = await ask(live, query, headers=page)

    kept = "madoguchi_session=token-of-hanako; Path=/; HttpOnly; SameSite=Strict"
    assert "set-cookie" not in from_program.headers
    assert from_page.headers["set-cookie"] == kept
    assert with_tls.headers["set-cookie"] == f"{kept}; Secure"


async def test_only_origins_of_the_setting_may_read_across_sites(
    client: httpx.AsyncClient,
) -> None:
    asked = {"access-control-request-method": "POST"}

    allowed = await client.options("/graphql", headers={"origin": FRONTEND, **asked})
    refused = await client.options("/graphql", headers={"origin": "https://evil.example", **asked})
    answer = await ask(client, "{ greeting }", headers={"origin": FRONTEND})
    foreign = await ask(client, "{ greeting }", headers={"origin": "https://evil.example"})

    assert (allowed.status_code, refused.status_code) == (204, 403)
    assert allowed.headers["access-control-allow-origin"] == FRONTEND
    assert allowed.headers["access-control-allow-headers"] == (
        "authorization, content-type, x-madoguchi-request, x-madoguchi-terminal, x-request-id"
    )
    assert answer.headers["access-control-allow-origin"] == FRONTEND
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert "access-control-allow-origin" not in foreign.headers
    assert "access-control-allow-origin" not in refused.headers


async def test_production_hides_introspection_and_suggestions(production: Server) -> None:
    async with httpx.AsyncClient(base_url=production.origin) as client:
        introspected = await ask(client, "{ __schema { types { name } } }")
        misspelt = await ask(client, "{ greetin }")
        typename = await ask(client, "{ __typename }")

    assert introspected.status_code == 400
    assert {error["message"] for error in introspected.json()["errors"]} == {
        "GraphQL introspection has been disabled,"
        f" but the requested query contained the field '{name}'."
        for name in ("__schema", "types")
    }
    (error,) = misspelt.json()["errors"]
    assert error["message"] == "Cannot query field 'greetin' on type 'Query'."
    assert typename.json() == {"data": {"__typename": "Query"}}


async def test_other_paths_reach_litestar(client: httpx.AsyncClient) -> None:
    elsewhere = await client.get("/elsewhere")
    nowhere = await client.get("/nowhere")

    assert elsewhere.json() == {"from": "litestar"}
    assert nowhere.status_code == 404


async def test_health_tells_a_lost_database_from_a_dead_process(
    server: Server, client: httpx.AsyncClient
) -> None:
    well = await client.get("/health")
    server.database_works[0] = False
    try:
        ill = await client.get("/health")
        alive = await client.get("/health/live")
    finally:
        server.database_works[0] = True

    assert (well.status_code, well.json()) == (200, {"status": "ok"})
    assert (ill.status_code, ill.json()) == (503, {"status": "database unavailable"})
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})


async def test_a_timeout_inside_the_executor_is_its_bug_and_not_the_callers_slowness() -> None:
    class Impatient(DirectExecutor):
        async def execute(self, *_: object) -> Answer:
            raise TimeoutError

    request = GraphQLRequest(query="{ greeting }")
    document = ValidDocument(text=request.query, node=parse(request.query), operations={})
    caller = Caller(token=None, terminal=None, request_id="request-1", address="")

    answer = await run_within(1.0, Impatient(SCHEMA), document, request, caller)

    assert [type(error.original_error) for error in answer.errors] == [TimeoutError]
