"""Refusals of the staff slice."""

from backend.errors import RefusalError


class WrongCredentialsError(RefusalError):
    """City, staff number or password is wrong: it is not said which."""

    code = "WRONG_CREDENTIALS"


class AccountLockedError(RefusalError):
    """Too many failures; the account opens again by itself."""

    code = "ACCOUNT_LOCKED"
