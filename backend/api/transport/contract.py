"""What the transport hands to the executor and what it gets back."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
)


@dataclass(frozen=True, eq=False)
class ValidDocument:
    """A document that passed syntax, limits and validation; one object as long as it is cached.

    Compared by identity, so that plans can be kept in a weak dictionary beside it.
    """

    text: str
    node: DocumentNode
    operations: Mapping[str | None, OperationDefinitionNode] = field(repr=False)

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation of that name, or the only one; ``None`` where it isn't clear which."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        return self.operations.get(name)

    def kind(self, name: str | None) -> OperationType | None:
        """Whether the operation reads, writes or subscribes."""
        operation = self.operation(name)
        return operation.operation if operation else None


@dataclass(frozen=True)
class GraphQLRequest:
    """The four parameters of GraphQL over HTTP."""

    query: str
    operation_name: str | None = None
    # JSON as the client sent it; graphql-core coerces it to the types of the schema.
    variables: Mapping[str, Any] = field(default_factory=dict)
    extensions: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Caller:
    """Who asks, as far as the transport can tell; the executor finds out who that is."""

    token: str | None
    terminal: str | None
    request_id: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The result of one operation, or of one event of a subscription.

    ``data`` may be an ``orjson.Fragment``, for results that PostgreSQL already made as JSON.
    ``executed`` is false when nothing ran (variables of the wrong type): ``data`` is left out.
    ``session_token`` is kept in the browser's cookie; an empty one removes the cookie.
    """

    data: object = None
    errors: Sequence[GraphQLError] = ()
    extensions: Mapping[str, object] = field(default_factory=dict)
    executed: bool = True
    session_token: str | None = None

    @classmethod
    def of(cls, result: ExecutionResult) -> Self:
        """The answer for a result of graphql-core."""
        errors = result.errors or []
        # An error of a field knows its path; one of the request doesn't, and then nothing ran.
        executed = result.data is not None or any(error.path for error in errors)
        return cls(data=result.data, errors=errors, executed=executed)


class Executor(Protocol):
    """Runs valid documents. ``RefusalError`` and ``GraphQLError`` may be raised by each method."""

    async def execute(
        self, document: ValidDocument, request: GraphQLRequest, caller: Caller
    ) -> Answer:
        """Run a query or a mutation."""
        ...

    def subscribe(
        self, document: ValidDocument, request: GraphQLRequest, caller: Caller
    ) -> AsyncGenerator[Answer]:
        """Run a subscription; closed by the transport when the client leaves."""
        ...

    async def session_of(self, caller: Caller) -> str | None:
        """The id of the caller's session, or ``None`` for nobody.

        A token that isn't valid raises ``NotSignedInError``. ``SocketRegistry.close_session`` takes
        the same id.
        """
        ...
