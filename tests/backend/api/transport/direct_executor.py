"""An executor straight over a strawberry schema: no session, no database."""

import inspect
from collections.abc import AsyncGenerator
from typing import Any

import strawberry
from graphql import ExecutionResult, execute, subscribe

from backend.api.transport.contract import Answer, Caller, GraphQLRequest, ValidDocument
from backend.errors import NotSignedInError


class DirectExecutor:
    """Runs documents with the caller as context; the token is the session's id."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self.schema = schema

    async def execute(
        self, document: ValidDocument, request: GraphQLRequest, caller: Caller
    ) -> Answer:
        result = execute(
            self.schema._schema,
            document.node,
            executor_class=self.schema.execution_context_class,
            **self._arguments(request, caller),
        )
        answer = Answer.of(await result if inspect.isawaitable(result) else result)
        if document.text.startswith("mutation SignIn"):
            return Answer(data=answer.data, errors=answer.errors, session_token="token-of-hanako")
        return answer

    async def subscribe(
        self, document: ValidDocument, request: GraphQLRequest, caller: Caller
    ) -> AsyncGenerator[Answer]:
        events = subscribe(self.schema._schema, document.node, **self._arguments(request, caller))
        if inspect.isawaitable(events):
            events = await events
        if isinstance(events, ExecutionResult):
            yield Answer.of(events)
            return
        async for result in events:
            yield Answer.of(result)

    async def session_of(self, caller: Caller) -> str | None:
        if caller.token == "stale":
            raise NotSignedInError("サインインの期限が切れました。")
        if caller.token == "unlucky":
            raise ConnectionError("the database is away")
        return caller.token

    def _arguments(self, request: GraphQLRequest, caller: Caller) -> dict[str, Any]:
        return {
            "context_value": caller,
            "variable_values": dict(request.variables),
            "operation_name": request.operation_name,
        }
