"""Read a GraphQL request from a body or from an address."""

from typing import Any
from urllib.parse import parse_qsl

import orjson

from backend.api.transport.asgi import Receive, Scope
from backend.api.transport.contract import GraphQLRequest
from backend.api.transport.errors import (
    BadRequestError,
    BatchError,
    BodyTooLargeError,
    UnsupportedMediaTypeError,
)
from backend.api.transport.negotiation import JSON


async def read_post(receive: Receive, content_type: str | None, limit: int) -> GraphQLRequest:
    """The request in a JSON body."""
    require_json(content_type)
    return request_from(decode(await read_body(receive, limit)))


def read_get(scope: Scope) -> GraphQLRequest:
    """The request in the address, its maps as JSON."""
    try:
        raw = scope.get("query_string", b"").decode("ascii")
        found = dict(parse_qsl(raw, keep_blank_values=True, errors="strict", max_num_fields=20))
    except ValueError as error:
        raise BadRequestError("The address is not UTF-8 in percent encoding.") from error
    parameters: dict[str, Any] = {
        name: found[name] for name in ("query", "operationName") if name in found
    }
    for name in ("variables", "extensions"):
        if found.get(name):
            parameters[name] = decode(found[name].encode())
    return request_from(parameters)


async def read_body(receive: Receive, limit: int) -> bytes:
    """The whole body, as long as it keeps the limit."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequestError("The client left before the body was complete.")
        body += message.get("body", b"")
        if len(body) > limit:
            raise BodyTooLargeError(f"The body is larger than {limit} bytes.", most_bytes=limit)
        more = message.get("more_body", False)
    return bytes(body)


def require_json(content_type: str | None) -> None:
    """Refuse all but JSON in UTF-8: a form of another site cannot send that."""
    media_type, *parameters = (word.strip().lower() for word in (content_type or "").split(";"))
    charsets = {
        word.removeprefix("charset=").strip('"') for word in parameters if "charset" in word
    }
    if media_type != JSON or not charsets <= {"utf-8", "utf8"}:
        raise UnsupportedMediaTypeError(f"Send {JSON} in UTF-8.")


def decode(text: bytes) -> Any:
    """JSON; what it holds is looked at by ``request_from``."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequestError(f"No valid JSON: {error}.") from error


def request_from(parameters: Any) -> GraphQLRequest:
    """Check the four parameters."""
    if isinstance(parameters, list):
        raise BatchError("Send one operation a request.")
    if not isinstance(parameters, dict):
        raise BadRequestError("Send an object with the key query.")
    if not isinstance(query := parameters.get("query"), str) or not query:
        raise BadRequestError("The parameter query must be a text.")
    name = parameters.get("operationName")
    if not isinstance(name, str | None):
        raise BadRequestError("The parameter operationName must be a text.")
    return GraphQLRequest(
        query=query,
        operation_name=name or None,
        variables=_object(parameters, "variables"),
        extensions=_object(parameters, "extensions"),
    )


def _object(parameters: dict[str, Any], name: str) -> dict[str, Any]:
    value = parameters.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadRequestError(f"The parameter {name} must be an object.")
    return value
