"""graphql-transport-ws over a real socket."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from tests.backend.api.transport.conftest import FRONTEND
from tests.backend.api.transport.sample import Mutation, Server, Subscription

PROTOCOL = Subprotocol("graphql-transport-ws")


@asynccontextmanager
async def opened(server: Server, **more: Any) -> AsyncIterator[ClientConnection]:
    more.setdefault("subprotocols", [PROTOCOL])
    async with connect(server.socket_url, **more) as socket:
        yield socket


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


async def hear(socket: ClientConnection) -> dict[str, Any]:
    heard: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), 5))
    return heard


async def sign_in(socket: ClientConnection, **payload: Any) -> None:
    await say(socket, type="connection_init", payload=payload)
    assert await hear(socket) == {"type": "connection_ack"}


async def subscribe(socket: ClientConnection, id_: str, query: str, **more: Any) -> None:
    await say(socket, id=id_, type="subscribe", payload={"query": query, **more})


async def closing(socket: ClientConnection) -> tuple[int, str]:
    """The close code, whatever is still in the pipe before it."""
    with pytest.raises(ConnectionClosed) as closed:  # noqa: PT012
        while True:
            await asyncio.wait_for(socket.recv(), 5)
    received = closed.value.rcvd
    assert received is not None
    return received.code, received.reason


async def ends(name: str) -> None:
    """Wait until the server has ended a subscription."""
    async with asyncio.timeout(5):
        while name not in Subscription.ended:  # noqa: ASYNC110  # the resolver knows no test
            await asyncio.sleep(0.005)


async def test_a_subscription_sends_each_event_and_then_completes(server: Server) -> None:
    async with opened(server) as socket:
        await sign_in(socket)

        await subscribe(
            socket, "a", "subscription ($n: Int!) { count(to: $n) }", variables={"n": 2}
        )

        heard = [await hear(socket) for _ in range(3)]
    assert heard == [
        {"id": "a", "type": "next", "payload": {"data": {"count": 1}}},
        {"id": "a", "type": "next", "payload": {"data": {"count": 2}}},
        {"id": "a", "type": "complete"},
    ]


async def test_queries_and_mutations_run_over_the_socket_too(server: Server) -> None:
    Mutation.written.clear()
    async with opened(server) as socket:
        await sign_in(socket, token="abc", terminal="counter-3")

        await subscribe(socket, "q", "{ caller }")
        answer = (await hear(socket))["payload"]["data"]["caller"]
        done = await hear(socket)
        await subscribe(socket, "m", 'mutation { write(text: "x") }')
        await hear(socket)

    assert answer[:2] == ["abc", "counter-3"]
    assert done == {"id": "q", "type": "complete"}
    assert Mutation.written == ["x"]


async def test_the_legacy_protocol_is_refused(server: Server) -> None:
    async with opened(server, subprotocols=None) as socket:
        assert await closing(socket) == (4406, "Subprotocol not acceptable")
    async with opened(server, subprotocols=[Subprotocol("graphql-ws")]) as socket:
        assert await closing(socket) == (4406, "Subprotocol not acceptable")


async def test_a_client_that_does_not_introduce_itself_is_closed(server: Server) -> None:
    async with opened(server) as socket:
        assert await closing(socket) == (4408, "Connection initialisation timeout")


async def test_introducing_oneself_twice_closes_the_socket(server: Server) -> None:
    async with opened(server) as socket:
        await sign_in(socket)
        await say(socket, type="connection_init")

        assert await closing(socket) == (4429, "Too many initialisation requests")


async def test_an_operation_before_the_acknowledgement_closes_the_socket(server: Server) -> None:
    Mutation.written.clear()
    async with opened(server) as socket:
        await subscribe(socket, "a", 'mutation { write(text: "x") }')

        assert await closing(socket) == (4401, "Unauthorized")
    assert Mutation.written == []


async def test_an_ended_session_may_not_open_a_socket(server: Server) -> None:
    async with opened(server) as socket:
        await say(socket, type="connection_init", payload={"token": "stale"})

        assert await closing(socket) == (4403, "Forbidden")


async def test_an_id_in_use_closes_the_socket(server: Server) -> None:
    async with opened(server) as socket:
        await sign_in(socket)
        await subscribe(socket, "a", "subscription { forever }")
        await subscribe(socket, "a", "subscription { forever }")

        assert await closing(socket) == (4409, "Subscriber for a already exists")


@pytest.mark.parametrize(
    "message",
    [
        "no json",
        "[]",
        '{"type": 1}',
        '{"type": "start"}',
        '{"type": "subscribe", "id": "a"}',
        '{"type": "subscribe", "payload": {"query": "{ greeting }"}}',
        b"\x00",
    ],
)
async def test_a_message_outside_the_protocol_closes_the_socket(
    server: Server, message: str | bytes
) -> None:
    async with opened(server) as socket:
        await sign_in(socket)
        await socket.send(message)

        assert await closing(socket) == (4400, "Invalid message received")


async def test_a_message_over_the_limit_closes_the_socket(server: Server) -> None:
    async with opened(server) as socket:
        await sign_in(socket)
        await subscribe(socket, "a", "{ greeting }" + " " * 20_000)

        assert await closing(socket) == (1009, "Message too big")


async def test_ping_is_answered_with_what_it_carried(server: Server) -> None:
    async with opened(server) as socket:
        await say(socket, type="ping", payload={"n": 1})
        assert await hear(socket) == {"type": "pong", "payload": {"n": 1}}
        await say(socket, type="pong")
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}


async def test_a_refused_document_ends_its_operation_and_not_the_socket(server: Server) -> None:
    async with opened(server) as socket:
        await sign_in(socket)

        await subscribe(socket, "a", "{ nothing }")
        refused = await hear(socket)
        await subscribe(socket, "b", "query ($n: Int!) { greeting }", variables={})
        unrun = await hear(socket)
        await subscribe(socket, "a", "{ greeting }")
        answered = await hear(socket)

    assert (refused["id"], refused["type"]) == ("a", "error")
    assert refused["payload"][0]["extensions"] == {"code": "VALIDATION_FAILED"}
    assert (unrun["id"], unrun["type"]) == ("b", "error")
    assert answered["payload"] == {"data": {"greeting": "こんにちは、世界"}}


async def test_a_refused_subscription_says_its_code(server: Server) -> None:
    async with opened(server) as socket:
        await sign_in(socket)

        await subscribe(socket, "a", "subscription { refused }")
        heard = await hear(socket)

    assert heard["type"] == "error"
    assert heard["payload"][0]["message"] == "サインインしてください。"
    assert heard["payload"][0]["extensions"]["code"] == "NOT_SIGNED_IN"


async def test_one_operation_too_many_is_refused_and_the_others_go_on(server: Server) -> None:
    async with opened(server) as socket:
        await sign_in(socket)
        await subscribe(socket, "a", "subscription { forever }")
        await subscribe(socket, "b", "subscription { forever }")
        await subscribe(socket, "c", "{ greeting }")

        heard = [await hear(socket) for _ in range(12)]

    refused = [message for message in heard if message["id"] == "c"]
    assert [message["type"] for message in refused] == ["error"]
    assert refused[0]["payload"][0]["extensions"] == {"code": "TOO_MANY_OPERATIONS"}
    assert {message["id"] for message in heard[-4:]} == {"a", "b"}


async def test_complete_ends_the_subscription_and_frees_its_id(server: Server) -> None:
    async with opened(server) as socket:
        await sign_in(socket)
        await subscribe(socket, "a", 'subscription { forever(name: "completed") }')
        await hear(socket)

        await say(socket, id="a", type="complete")
        await ends("completed")
        await subscribe(socket, "a", "subscription { count(to: 1) }")
        heard = [await hear(socket)]
        while heard[-1]["type"] != "complete":
            heard.append(await hear(socket))

    assert heard[-2:] == [
        {"id": "a", "type": "next", "payload": {"data": {"count": 1}}},
        {"id": "a", "type": "complete"},
    ]


async def test_a_client_that_leaves_ends_its_subscriptions_and_its_registration(
    server: Server,
) -> None:
    registry = server.application.registry
    async with opened(server) as socket:
        await sign_in(socket, token="leaver")
        await subscribe(socket, "a", 'subscription { forever(name: "left") }')
        await hear(socket)
        assert registry.count("leaver") == 1

    await ends("left")
    await asyncio.sleep(0.02)
    assert registry.count("leaver") == 0


async def test_a_sign_out_closes_the_sessions_sockets_and_no_other(server: Server) -> None:
    async with opened(server) as first, opened(server) as second, opened(server) as other:
        await sign_in(first, token="hanako")
        await sign_in(second, authorization="Bearer hanako")
        await sign_in(other, token="taro")
        await subscribe(first, "a", 'subscription { forever(name: "signed out") }')
        await hear(first)

        await server.application.registry.close_session("hanako")

        assert await closing(first) == (4403, "Signed out")
        assert await closing(second) == (4403, "Signed out")
        await ends("signed out")
        await subscribe(other, "a", "{ greeting }")
        assert (await hear(other))["payload"]["data"] == {"greeting": "こんにちは、世界"}


async def test_the_cookie_signs_in_from_our_own_pages_and_no_other_page_gets_in(
    server: Server,
) -> None:
    cookie = {"cookie": "madoguchi_session=hanako"}

    seen = []
    for origin in (None, server.origin, FRONTEND):
        async with opened(
            server, additional_headers=cookie, origin=origin and Origin(origin)
        ) as socket:
            await sign_in(socket)
            await subscribe(socket, "a", "{ caller }")
            seen.append((await hear(socket))["payload"]["data"]["caller"][0])
    with pytest.raises(InvalidStatus) as refused:
        async with opened(server, additional_headers=cookie, origin=Origin("https://evil.example")):
            pass

    assert seen == ["hanako", "hanako", "hanako"]
    assert refused.value.response.status_code == 403
