"""Who asks: bearer token or cookie, terminal, address, request id."""

import re
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from uuid import uuid4

from backend.api.transport.asgi import Scope
from backend.api.transport.contract import Caller

COOKIE = "madoguchi_session"
# A page of another site cannot send this header without asking us first (CORS preflight); the
# cookie alone proves nothing.
CUSTOM_HEADER = "x-madoguchi-request"
TERMINAL_HEADER = "x-madoguchi-terminal"
REQUEST_ID_HEADER = "x-request-id"
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def caller_of_request(scope: Scope, headers: Mapping[str, str]) -> Caller:
    """The caller of an HTTP request."""
    token = bearer_token(headers.get("authorization"))
    if token is None and wants_cookie(headers):
        token = cookie_token(headers)
    return Caller(
        token=token,
        terminal=headers.get(TERMINAL_HEADER),
        request_id=request_id(headers),
        address=address(scope),
    )


def wants_cookie(headers: Mapping[str, str]) -> bool:
    """Whether the client is a page of ours that keeps its session in the cookie."""
    return headers.get(CUSTOM_HEADER) == "1"


def bearer_token(authorization: str | None) -> str | None:
    """The token of an Authorization header."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def cookie_token(headers: Mapping[str, str]) -> str | None:
    """The token of the session's cookie."""
    try:
        found = SimpleCookie(headers.get("cookie", "").replace(", ", "; ")).get(COOKIE)
    except CookieError:
        return None
    return (found.value or None) if found else None


def session_cookie(token: str, *, secure: bool) -> str:
    """The Set-Cookie header that keeps the token, or with an empty token removes it."""
    parts = [f"{COOKIE}={token}", "Path=/", "HttpOnly", "SameSite=Strict"]
    if secure:
        parts.append("Secure")
    if not token:
        parts.append("Max-Age=0")
    return "; ".join(parts)


def request_id(headers: Mapping[str, str]) -> str:
    """The id that a proxy gave, or a new one: it finds a request's lines in the log."""
    given = headers.get(REQUEST_ID_HEADER, "")
    return given if REQUEST_ID.fullmatch(given) else uuid4().hex


def address(scope: Scope) -> str:
    """The client's address; behind a proxy uvicorn has put in what a trusted proxy says."""
    client = scope.get("client")
    return str(client[0]) if client else ""
