"""Failures that the operator can mend; their message says how."""

from backend.api.transport.settings import WrongNumberError
from backend.app.keys import MissingKeyError
from backend.app.repeatable import WrongSettingError
from backend.database.binaries import PostgresError
from backend.database.migrate import UnusableServerError
from backend.forms.errors import FontUnavailableError


class CommandError(Exception):
    """A command cannot do what it was asked."""


EXPECTED = (
    CommandError,
    FontUnavailableError,
    MissingKeyError,
    PostgresError,
    UnusableServerError,
    WrongNumberError,
    WrongSettingError,
)
