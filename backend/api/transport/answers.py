"""Write answers: bugs are masked, refusals keep their code."""

import logging
import traceback
from collections.abc import Sequence

import orjson
from graphql import GraphQLError

from backend.api.transport.contract import Answer
from backend.errors import RefusalError

BAD_REQUEST = "BAD_REQUEST"
BAD_VARIABLES = "BAD_VARIABLES"
INTERNAL_ERROR = "INTERNAL_ERROR"
LOG = logging.getLogger("madoguchi.api")


def answer_to_json(answer: Answer, request_id: str) -> bytes:
    """The answer's JSON; a value that cannot be written is a bug like any other."""
    try:
        return orjson.dumps(answer_to_object(answer, request_id))
    except TypeError as error:
        masked = executed_errors([as_graphql_error(error)], request_id)
        return orjson.dumps({"data": None, "errors": masked})


def answer_to_object(answer: Answer, request_id: str) -> dict[str, object]:
    """The answer as the GraphQL specification orders it; errors stand first."""
    written: dict[str, object] = {}
    if answer.errors:
        shown = executed_errors if answer.executed else request_errors
        written["errors"] = shown(answer.errors, request_id)
    if answer.executed:
        written["data"] = answer.data
    if answer.extensions:
        written["extensions"] = dict(answer.extensions)
    return written


def executed_errors(errors: Sequence[GraphQLError], request_id: str) -> list[dict[str, object]]:
    """Errors of fields: what isn't a refusal is a bug, and masked."""
    return [_field_error(error, request_id) for error in errors]


def request_errors(errors: Sequence[GraphQLError], _request_id: str) -> list[dict[str, object]]:
    """Errors of the request: they speak of nothing but what the client sent."""
    return [
        _shape(error, error.message, {"code": BAD_VARIABLES, **(error.extensions or {})})
        for error in errors
    ]


def as_graphql_error(error: Exception) -> GraphQLError:
    """An exception of the executor in the shape of an error of a field."""
    if isinstance(error, GraphQLError):
        return error
    return GraphQLError(str(error), original_error=error)


def failure(error: Exception) -> Answer:
    """The answer where the executor raised instead of answering."""
    return Answer(errors=(as_graphql_error(error),))


def _field_error(error: GraphQLError, request_id: str) -> dict[str, object]:
    cause = _cause(error)
    if isinstance(cause, RefusalError):
        return _shape(error, cause.message, {"code": cause.code, "place": list(cause.path)})
    if cause is None:
        return _shape(error, error.message, {"code": _code(error, BAD_REQUEST)})
    _log(cause, error, request_id)
    return _shape(error, "内部エラー", {"code": INTERNAL_ERROR, "requestId": request_id})


def _shape(error: GraphQLError, message: str, extensions: dict[str, object]) -> dict[str, object]:
    written: dict[str, object] = {"message": message}
    if error.locations:
        written["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        written["path"] = list(error.path)
    written["extensions"] = extensions
    return written


def _cause(error: GraphQLError) -> BaseException | None:
    """The exception behind the error; ``None`` for what graphql-core itself refuses."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _code(error: GraphQLError, usual: str) -> str:
    given = (error.extensions or {}).get("code")
    return given if isinstance(given, str) else usual


def _log(cause: BaseException, error: GraphQLError, request_id: str) -> None:
    """Log where it happened. The exception's text and the variables may hold residents' data."""
    frames = traceback.extract_tb(cause.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
    path = ".".join(str(step) for step in error.path or ())
    LOG.error(
        "internal error: request=%s type=%s path=%s at %s",
        request_id,
        type(cause).__qualname__,
        path,
        places,
    )
