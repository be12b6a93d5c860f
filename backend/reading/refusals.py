"""The GraphQL twins of the refusals, and the one place that maps each error to its twin."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

import strawberry

from backend import errors

Cls = TypeVar("Cls", bound=type)

TWINS: dict[type[errors.RefusalError], Callable[[Any], Any]] = {}


class RefusalCode(Enum):
    """Why something was refused; a slice's own refusals have their own codes here."""

    INVALID_INPUT = "INVALID_INPUT"
    NOT_FOUND = "NOT_FOUND"
    NOT_PERMITTED = "NOT_PERMITTED"
    NOT_SIGNED_IN = "NOT_SIGNED_IN"
    VERSION_CONFLICT = "VERSION_CONFLICT"
    WRONG_STATUS = "WRONG_STATUS"
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED"
    NEEDS_CONFIRMATION = "NEEDS_CONFIRMATION"
    WRONG_CREDENTIALS = "WRONG_CREDENTIALS"
    ACCOUNT_LOCKED = "ACCOUNT_LOCKED"
    UNPRINTABLE = "UNPRINTABLE"
    FAILED_CHECKS = "FAILED_CHECKS"
    BEING_EDITED = "BEING_EDITED"
    TASK_TAKEN = "TASK_TAKEN"
    CLOSED_SECTION = "CLOSED_SECTION"
    SHOWING_ENDED = "SHOWING_ENDED"
    DOCUMENT_CHANGED = "DOCUMENT_CHANGED"
    ALREADY_SIGNED = "ALREADY_SIGNED"
    UNSUPPORTED_FILE = "UNSUPPORTED_FILE"
    ACTIVE_CONTENT = "ACTIVE_CONTENT"
    UNREADABLE_FILE = "UNREADABLE_FILE"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_ATTACHMENTS = "TOO_MANY_ATTACHMENTS"
    BUSY = "BUSY"
    PERIOD_TOO_LONG = "PERIOD_TOO_LONG"
    INVALID_TEMPLATE = "INVALID_TEMPLATE"


strawberry.enum(RefusalCode, description="Why something was refused (拒否の理由).")


@strawberry.interface(description="An expected refusal: nothing was changed (拒否).")
class Refusal:
    code: RefusalCode
    message: str = strawberry.field(description="Japanese; may be shown to the official.")
    path: list[str] = strawberry.field(description="The place in the input, outermost first.")


@strawberry.interface(
    description="Something with a version that changes with every write (版のあるもの)."
)
class Versioned:
    id: strawberry.ID
    version: int


def refusal(error: type[errors.RefusalError]) -> Callable[[Cls], Cls]:
    """Register a GraphQL type as the twin of an error; it has ``from_error`` or only basics."""

    def register(cls: Cls) -> Cls:
        TWINS[error] = getattr(cls, "from_error", lambda raised: basic(cls, raised))
        return cls

    return register


def basic(cls: type, raised: errors.RefusalError, **more: Any) -> Any:
    """A twin with the three common fields and more."""
    return cls(code=_code_of(raised), message=raised.message, path=list(raised.path), **more)


def _code_of(raised: errors.RefusalError) -> RefusalCode:
    """The refusal's own code, or that of the general refusal which it is a case of."""
    codes = {code.value for code in RefusalCode}
    lineage = (getattr(cls, "code", "") for cls in type(raised).__mro__)
    return RefusalCode(next(code for code in lineage if code in codes))


def twin_of(raised: errors.RefusalError) -> Any:
    """The GraphQL object of a refusal, by the most specific registered class."""
    for cls in type(raised).__mro__:
        if cls in TWINS:
            return TWINS[cls](raised)
    raise raised


@refusal(errors.InvalidInputError)
@strawberry.type(
    description="A value that cannot be accepted; the path names the place (入力の誤り)."
)
class InvalidInput(Refusal):
    pass


@refusal(errors.NotFoundError)
@strawberry.type(description="Nothing there, or another city's: alike (該当なし).")
class NotFound(Refusal):
    pass


@refusal(errors.NotPermittedError)
@strawberry.type(description="The signed-in person lacks a permission (権限なし).")
class NotPermitted(Refusal):
    pass


@refusal(errors.NotSignedInError)
@strawberry.type(description="Nobody is signed in, or the session has ended (未サインイン).")
class NotSignedIn(Refusal):
    pass


@refusal(errors.WrongStatusError)
@strawberry.type(description="The step is not allowed in the present status (状態の不一致).")
class WrongStatus(Refusal):
    status: str = strawberry.field(description="The present status.")

    @classmethod
    def from_error(cls, raised: errors.WrongStatusError) -> "WrongStatus":
        made: WrongStatus = basic(cls, raised, status=raised.status)
        return made


@refusal(errors.IdempotencyKeyReusedError)
@strawberry.type(
    description="The idempotency key was used before with another input (冪等キーの再使用)."
)
class IdempotencyKeyReused(Refusal):
    pass


@strawberry.type(description="Something to look at and to confirm by its code (アラート).")
class AlertToConfirm:
    code: str
    message: str
    path: list[str]


@refusal(errors.NeedsConfirmationError)
@strawberry.type(
    description="Alerts: send the same mutation again with confirmedAlerts to go on (要確認)."
)
class NeedsConfirmation(Refusal):
    alerts: list[AlertToConfirm]

    @classmethod
    def from_error(cls, raised: errors.NeedsConfirmationError) -> "NeedsConfirmation":
        alerts = [
            AlertToConfirm(code=alert.code, message=alert.message, path=list(alert.path))
            for alert in raised.alerts
        ]
        made: NeedsConfirmation = basic(cls, raised, alerts=alerts)
        return made


@refusal(errors.VersionConflictError)
@strawberry.type(description="Someone else changed it first; read the present one (競合).")
class VersionConflict(Refusal):
    current: Versioned

    @classmethod
    def from_error(cls, raised: errors.VersionConflictError) -> "VersionConflict":
        made: VersionConflict = basic(cls, raised, current=raised.current)
        return made
