"""The tree of refusals.

A refusal is an expected answer, not a crash: rules raise it, one place in ``backend.api`` turns it
into a member of the mutation's result union.

    RefusalError                 anything that is refused; has a code, a Japanese message, a path
    ├── InvalidInputError        a value that cannot be accepted; the path names the place
    ├── NotFoundError            nothing there, or another city's: alike
    ├── NotPermittedError        the signed-in person lacks a permission
    ├── NotSignedInError         nobody is signed in, or the session has ended
    ├── VersionConflictError     someone else changed it first
    ├── WrongStatusError         the step is not allowed now
    ├── IdempotencyKeyReusedError the key was used for another input
    └── NeedsConfirmationError   alerts that must be confirmed by code
    (each slice adds its own below these)
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


class RefusalError(Exception):
    """An expected refusal. ``message`` is Japanese and may be shown to the official."""

    code: ClassVar[str] = "REFUSED"
    # The attribute that names an object by (row class, id): its twin shows the object as it is now.
    shows: ClassVar[str | None] = None

    def __init__(self, message: str, *, path: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = tuple(path)
        # What must be kept although the rest is rolled back (a failed sign-in is counted).
        self.afterwards: Callable[[Any], Awaitable[None]] | None = None


class InvalidInputError(RefusalError):
    """A value that cannot be accepted; ``path`` names the place."""

    code = "INVALID_INPUT"


class NotFoundError(RefusalError):
    """Nothing there, or another city's: alike, so that nobody learns that it exists."""

    code = "NOT_FOUND"


class NotPermittedError(RefusalError):
    """The signed-in person lacks a permission."""

    code = "NOT_PERMITTED"


class NotSignedInError(RefusalError):
    """Nobody is signed in, or the session has ended."""

    code = "NOT_SIGNED_IN"


class VersionConflictError(RefusalError):
    """Someone else changed it first; ``current`` is the row class and id of the present object."""

    code = "VERSION_CONFLICT"
    shows = "current"

    def __init__(self, message: str, *, current: Any, path: Sequence[str] = ()) -> None:
        super().__init__(message, path=path)
        self.current = current


class WrongStatusError(RefusalError):
    """The step is not allowed in the present status."""

    code = "WRONG_STATUS"

    def __init__(self, message: str, *, status: str, path: Sequence[str] = ()) -> None:
        super().__init__(message, path=path)
        self.status = status


class IdempotencyKeyReusedError(RefusalError):
    """The idempotency key was used before with another input."""

    code = "IDEMPOTENCY_KEY_REUSED"


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Something the official must look at and confirm by its code (アラート)."""

    code: str
    message: str
    path: tuple[str, ...] = ()


class NeedsConfirmationError(RefusalError):
    """Alerts that must be confirmed: send the same mutation again with ``confirmedAlerts``."""

    code = "NEEDS_CONFIRMATION"

    def __init__(self, alerts: Sequence[Alert]) -> None:
        super().__init__("確認が必要な事項があります。", path=())
        self.alerts = tuple(alerts)
