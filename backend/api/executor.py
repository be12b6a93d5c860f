"""Carries valid documents out: one operation, one transaction, one audit event each."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

import strawberry
from graphql import ExecutionResult, OperationType
from graphql import execute as execute_document
from graphql import subscribe as subscribe_document

from backend.api.transport.contract import Answer, Caller, GraphQLRequest, ValidDocument
from backend.cases.commands.tablet import identify_tablet
from backend.cases.rules.signatures import read_tablet_token
from backend.context.graphql import Context, SubscriptionContext
from backend.context.operation import Operation, Operations
from backend.context.principal import RequestOrigin
from backend.errors import InvalidInputError, NotSignedInError
from backend.shared.names import require_stored_text
from backend.staff.commands import identify
from backend.staff.rules import read_token

LONGEST_REASON = 500


class _NotCommittedError(Exception):
    """Carries an answer out of a transaction that must not be committed."""

    def __init__(self, result: ExecutionResult) -> None:
        super().__init__()
        self.result = result


@dataclass(kw_only=True)
class OperationExecutor:
    """The executor over the whole schema."""

    schema: strawberry.Schema
    operations: Operations

    async def execute(
        self, document: ValidDocument, request: GraphQLRequest, caller: Caller
    ) -> Answer:
        """Run a query or a mutation."""
        origin = origin_of(caller, request.extensions)
        try:
            async with self.open(caller, origin) as operation:
                result = await self._run(document, request, operation)
                if (
                    result.errors
                    and document.kind(request.operation_name) is OperationType.MUTATION
                ):
                    raise _NotCommittedError(result)
        except _NotCommittedError as undone:
            return Answer.of(undone.result)
        answer = replace(Answer.of(result), session_token=operation.session_token)
        return _with_extensions(answer, operation)

    async def subscribe(
        self, document: ValidDocument, request: GraphQLRequest, caller: Caller
    ) -> AsyncGenerator[Answer]:
        """Run a subscription; every batch of events is read in an operation of its own."""
        origin = origin_of(caller, request.extensions)
        context = SubscriptionContext(open=lambda: self.open(caller, origin))
        stream = await cast(
            Awaitable[Any],
            subscribe_document(
                self.schema._schema,
                document.node,
                context_value=context,
                variable_values=dict(request.variables),
                operation_name=request.operation_name,
            ),
        )
        if isinstance(stream, ExecutionResult):
            yield Answer.of(stream)
            return
        async with aclosing(stream) as results:
            async for result in results:
                yield Answer.of(result)

    async def session_of(self, caller: Caller) -> str | None:
        """The id of the caller's session; nothing for nobody."""
        if caller.token is None:
            return None
        origin = RequestOrigin(request_id=caller.request_id)
        async with self.open(caller, origin) as operation:
            if operation.principal is None:
                raise NotSignedInError("セッションが終了しています。サインインし直してください。")
            return str(operation.principal.session_id)

    @asynccontextmanager
    async def open(self, caller: Caller, origin: RequestOrigin) -> AsyncIterator[Operation]:
        """Open an operation for whoever the caller's token says."""
        session, tablet = read_token(caller.token), read_tablet_token(caller.token)
        token = session or tablet
        city_id = token.city_id if token else None
        async with self.operations.open(city_id=city_id, origin=origin) as operation:
            if session is not None:
                operation.admit(await identify(operation, session))
            elif tablet is not None:
                operation.admit_tablet(await identify_tablet(operation, tablet))
            if token is not None and operation.principal is None and operation.tablet is None:
                await operation.leave_city()
            yield operation

    async def _run(
        self, document: ValidDocument, request: GraphQLRequest, operation: Operation
    ) -> ExecutionResult:
        result = execute_document(
            self.schema._schema,
            document.node,
            context_value=Context(operation=operation),
            variable_values=dict(request.variables),
            operation_name=request.operation_name,
            executor_class=self.schema.execution_context_class,
        )
        if isinstance(result, ExecutionResult):
            return result
        return await result


def origin_of(caller: Caller, stated: Mapping[str, Any]) -> RequestOrigin:
    """Where the request comes from; purpose and reason are the request's ``extensions``."""
    return RequestOrigin(
        request_id=caller.request_id,
        terminal=_text({"terminal": caller.terminal}, "terminal"),
        address=caller.address,
        purpose=_text(stated, "purpose"),
        reason=_text(stated, "reason"),
    )


def _text(stated: Mapping[str, Any], name: str) -> str | None:
    value = stated.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidInputError("文字列で指定してください。", path=("extensions", name))
    text = require_stored_text(value, path=("extensions", name), longest=LONGEST_REASON)
    return text.strip() or None  # blanks are no reason


def _with_extensions(answer: Answer, operation: Operation) -> Answer:
    if not operation.withheld:
        return answer
    # A withheld field is null; that it was withheld and not absent is said here.
    extensions = {**answer.extensions, "withheld": sorted(operation.withheld)}
    return replace(answer, extensions=extensions)
