"""Refusals of the transport itself: the request never reached the executor."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from graphql import GraphQLError


class TransportError(Exception):
    """A request that cannot be read or may not be made this way."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "BAD_REQUEST"

    def __init__(self, message: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.headers = dict(headers or {})

    @property
    def errors(self) -> Sequence[GraphQLError]:
        """The refusal as a GraphQL error with its code."""
        return (GraphQLError(self.message, extensions={"code": self.code}),)


class BadRequestError(TransportError):
    """The body or a parameter is malformed."""


class BatchError(TransportError):
    """Several operations in one body."""

    code = "BATCH_NOT_SUPPORTED"


class UnknownOperationError(TransportError):
    """The document has no such operation, or several and none was named."""

    code = "UNKNOWN_OPERATION"


class SubscriptionOverHttpError(TransportError):
    """A subscription needs a WebSocket."""

    code = "SUBSCRIPTION_OVER_HTTP"


class MethodNotAllowedError(TransportError):
    """Neither GET nor POST, or a mutation by GET."""

    status = 405
    code = "METHOD_NOT_ALLOWED"


class NotAcceptableError(TransportError):
    """The client accepts no media type that we write."""

    status = 406
    code = "NOT_ACCEPTABLE"


class BodyTooLargeError(TransportError):
    """The body is larger than the limit; ``most_bytes`` where the limit is one of bytes."""

    status = 413
    code = "BODY_TOO_LARGE"

    def __init__(self, message: str, *, most_bytes: int | None = None) -> None:
        super().__init__(message)
        self.most_bytes = most_bytes

    @property
    def errors(self) -> Sequence[GraphQLError]:
        """The refusal with the limit, which a page can tell its official."""
        most = {} if self.most_bytes is None else {"mostBytes": self.most_bytes}
        return (GraphQLError(self.message, extensions={"code": self.code, **most}),)


class UploadTimedOutError(TransportError):
    """The files came too slowly."""

    status = 408
    code = "UPLOAD_TIMED_OUT"


class BusyWithUploadsError(TransportError):
    """The files of all requests together are too much at the moment."""

    status = 503
    code = "BUSY_WITH_UPLOADS"


class UnsupportedMediaTypeError(TransportError):
    """The body is not JSON in UTF-8, or files that a form of another site could have sent."""

    status = 415
    code = "UNSUPPORTED_MEDIA_TYPE"
