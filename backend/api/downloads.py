"""What the doors beside GraphQL share: who asks, the audit event, refusals as HTTP answers."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar, cast
from urllib.parse import quote, unquote
from uuid import UUID

from litestar import Request
from litestar.exceptions import (
    ClientException,
    HTTPException,
    NotAuthorizedException,
    NotFoundException,
    PermissionDeniedException,
    ServiceUnavailableException,
)

from backend.api.executor import OperationExecutor, origin_of
from backend.api.transport.asgi import Scope, headers_of
from backend.api.transport.caller import caller_of_request
from backend.api.transport.contract import Caller
from backend.context.operation import Operation
from backend.context.principal import RequestOrigin
from backend.errors import (
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    NotSignedInError,
    RefusalError,
)
from backend.files.errors import BusyError

T = TypeVar("T")
# Percent-encoded UTF-8, because a header holds ASCII alone.
STATED_HEADERS = {"purpose": "x-madoguchi-purpose", "reason": "x-madoguchi-reason"}
ANSWERS: dict[str, type[HTTPException]] = {
    NotSignedInError.code: NotAuthorizedException,
    NotPermittedError.code: PermissionDeniedException,
    NotFoundError.code: NotFoundException,
    BusyError.code: ServiceUnavailableException,
}
# What only the pictures on a tablet are refused for: over, changed since.
STATUSES = {"SHOWING_ENDED": 410, "DOCUMENT_CHANGED": 409}
SAFE_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


async def fetch(
    executor: OperationExecutor,
    request: Request[Any, Any, Any],
    action: str,
    read: Callable[[Operation], Awaitable[T]],
) -> T:
    """Read something in an operation of its own; a refusal is audited and becomes an answer."""
    headers = headers_of(cast(Scope, request.scope))
    caller = caller_of_request(cast(Scope, request.scope), headers)
    async with executor.open(caller, _origin(caller, headers)) as operation:
        operation.audit.actions.append(action)
        try:
            return await read(operation)
        except RefusalError as error:
            # Caught inside: the audit event of the attempt is committed.
            operation.refused_with = error.code
            refused = error
    raise http_answer(refused)


def http_answer(refused: RefusalError) -> HTTPException:
    """The answer of a refusal."""
    if refused.code in STATUSES:
        return HTTPException(detail=refused.message, status_code=STATUSES[refused.code])
    return ANSWERS.get(refused.code, ClientException)(detail=refused.message)


def id_of(name: str, missing: str) -> UUID:
    """The id in a path."""
    try:
        return UUID(name)
    except ValueError:
        raise NotFoundException(detail=missing) from None


def inline_as(file_name: str, fallback: str) -> str:
    """Content-Disposition with a name in UTF-8 and one in ASCII for old clients."""
    return f"inline; filename=\"{fallback}\"; filename*=UTF-8''{quote(file_name, safe='')}"


def _origin(caller: Caller, headers: Mapping[str, str]) -> RequestOrigin:
    """Where the request comes from; what GraphQL has in ``extensions`` is in headers here."""
    try:
        return origin_of(
            caller,
            {
                name: unquote(headers[header], errors="strict")
                for name, header in STATED_HEADERS.items()
                if header in headers
            },
        )
    except (InvalidInputError, UnicodeError):
        raise ClientException(detail="理由又は利用目的の形が正しくありません。") from None
