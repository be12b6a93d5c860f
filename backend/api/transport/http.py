"""GraphQL over HTTP: POST, and GET for queries."""

import asyncio
from collections.abc import Mapping

from graphql import GraphQLError, OperationType

from backend.api.transport.answers import answer_to_json, failure
from backend.api.transport.asgi import Receive, Reply, Scope, Send, headers_of
from backend.api.transport.caller import (
    CUSTOM_HEADER,
    REQUEST_ID_HEADER,
    caller_of_request,
    session_cookie,
    wants_cookie,
)
from backend.api.transport.contract import Answer, Caller, Executor, GraphQLRequest, ValidDocument
from backend.api.transport.cross_origin import CrossOrigin
from backend.api.transport.documents import DocumentCache, RefusedDocumentError
from backend.api.transport.errors import (
    BadRequestError,
    MethodNotAllowedError,
    SubscriptionOverHttpError,
    TransportError,
    UnknownOperationError,
    UnsupportedMediaTypeError,
)
from backend.api.transport.negotiation import JSON, choose_media_type
from backend.api.transport.requests import read_get, read_post
from backend.api.transport.settings import TransportSettings
from backend.api.transport.uploads import Memory, Share, is_multipart, read_multipart
from backend.errors import RefusalError

TIMED_OUT = GraphQLError("時間内に処理できませんでした。", extensions={"code": "TIMED_OUT"})


class _LookUpFailedError(Exception):
    """Whether the caller is signed in could not be found out."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class GraphQLOverHttp:
    """The ASGI application behind ``/graphql`` for HTTP."""

    def __init__(
        self, documents: DocumentCache, executor: Executor, settings: TransportSettings
    ) -> None:
        self.documents = documents
        self.executor = executor
        self.settings = settings
        self.memory = Memory(settings.held_upload_bytes)
        self.cross_origin = CrossOrigin(settings.allowed_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = headers_of(scope)
        caller = caller_of_request(scope, headers)
        if scope["method"] == "OPTIONS":
            reply = self.cross_origin.preflight(headers)
        else:
            with self.memory.share() as share:
                reply = await self._reply(scope, receive, headers, caller, share)
        await reply.send(
            send, {REQUEST_ID_HEADER: caller.request_id, **self.cross_origin.headers(headers)}
        )

    async def _reply(
        self,
        scope: Scope,
        receive: Receive,
        headers: Mapping[str, str],
        caller: Caller,
        share: Share,
    ) -> Reply:
        media_type = JSON
        try:
            media_type = choose_media_type(headers.get("accept"))
            request = await self._read(scope, receive, headers, caller, share)
            document = self.documents.get(request.query)
            require_runnable(document, request, scope["method"])
            seconds = self.settings.limits.seconds
            answer = await run_within(seconds, self.executor, document, request, caller)
            status = _status(answer, media_type)
        except RefusedDocumentError as refused:
            answer = Answer(errors=refused.errors, executed=False)
            status = _status(answer, media_type)
        except _LookUpFailedError as failed:
            answer = failure(failed.error)
            status = _status(answer, media_type)
        except TransportError as refused:
            answer = Answer(errors=refused.errors, executed=False)
            body = answer_to_json(answer, caller.request_id)
            return Reply(refused.status, body, media_type, refused.headers)
        return Reply(
            status,
            answer_to_json(answer, caller.request_id),
            media_type,
            {"cache-control": "no-store", **self._cookie(answer, headers)},
        )

    async def _read(
        self,
        scope: Scope,
        receive: Receive,
        headers: Mapping[str, str],
        caller: Caller,
        share: Share,
    ) -> GraphQLRequest:
        if scope["method"] == "POST" and is_multipart(headers.get("content-type")):
            return await self._read_files(receive, headers, caller, share)
        if scope["method"] == "POST":
            limit = self.settings.limits.body_bytes
            return await read_post(receive, headers.get("content-type"), limit)
        if scope["method"] == "GET":
            return read_get(scope)
        raise MethodNotAllowedError("Use POST or GET.", headers={"allow": "GET, POST"})

    async def _read_files(
        self, receive: Receive, headers: Mapping[str, str], caller: Caller, share: Share
    ) -> GraphQLRequest:
        if caller.token is None and not wants_cookie(headers):
            # Any site's form can send this media type; none can send these headers.
            raise UnsupportedMediaTypeError(
                f"Send files with a bearer token or {CUSTOM_HEADER}: 1."
            )
        return await read_multipart(
            receive,
            headers["content-type"],
            self.settings.limits,
            share,
            keeps_files=await self._is_signed_in(caller),
        )

    async def _is_signed_in(self, caller: Caller) -> bool:
        try:
            return await self.executor.session_of(caller) is not None
        except RefusalError:
            return False
        except Exception as error:  # the database is away: an answer like any other
            raise _LookUpFailedError(error) from error

    def _cookie(self, answer: Answer, headers: Mapping[str, str]) -> Mapping[str, str]:
        if answer.session_token is None or not wants_cookie(headers):
            return {}
        secure = not self.settings.development
        return {"set-cookie": session_cookie(answer.session_token, secure=secure)}


async def run_within(
    seconds: float,
    executor: Executor,
    document: ValidDocument,
    request: GraphQLRequest,
    caller: Caller,
) -> Answer:
    """Run one query or mutation; whatever the executor raises becomes an answer."""
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            return await executor.execute(document, request, caller)
    except Exception as error:
        # A TimeoutError may also be the executor's own; only ours is the caller's business.
        return Answer(errors=(TIMED_OUT,)) if limit.expired() else failure(error)


def require_runnable(document: ValidDocument, request: GraphQLRequest, method: str) -> None:
    """Refuse an operation that isn't there, or that this method may not run."""
    kind = document.kind(request.operation_name)
    if kind is None:
        raise UnknownOperationError("The document has no such operation, or several: name one.")
    if kind == OperationType.SUBSCRIPTION:
        raise SubscriptionOverHttpError("Subscribe over a WebSocket (graphql-transport-ws).")
    if kind == OperationType.MUTATION and method == "GET":
        raise MethodNotAllowedError("Send mutations by POST.", headers={"allow": "POST"})


def _status(answer: Answer, media_type: str) -> int:
    """Old clients read an error only in an answer of status 200."""
    if media_type == JSON or answer.executed:
        return 200
    return BadRequestError.status
