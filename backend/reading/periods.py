"""Periods that callers ask about: in order, and no longer than is allowed."""

from collections.abc import Sequence
from datetime import date

from backend.errors import InvalidInputError


class PeriodTooLongError(InvalidInputError):
    """The period has more days than one question may cover."""

    code = "PERIOD_TOO_LONG"

    def __init__(self, message: str, *, most_days: int, path: Sequence[str] = ()) -> None:
        super().__init__(message, path=path)
        self.most_days = most_days


def require_period(first: date, last: date, most_days: int, *path: str) -> int:
    """The number of days of a period, both ends counted; refuses one that is reversed or long."""
    number = (last - first).days + 1
    if number < 1:
        raise InvalidInputError("期間の終わりが始まりより前です。", path=(*path, "to"))
    if number > most_days:
        raise PeriodTooLongError(
            f"期間は{most_days}日までです。", most_days=most_days, path=(*path, "to")
        )
    return number
