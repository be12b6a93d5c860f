"""Refusals of the calendar slice."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.errors import InvalidInputError


@dataclass(frozen=True)
class CalendarFault:
    """One fault of an opening calendar and where it is."""

    path: tuple[str, ...]
    message: str


class CalendarFaultsError(InvalidInputError):
    """The document of an opening calendar has faults; all of them are listed."""

    code = "CALENDAR_FAULTS"

    def __init__(self, faults: Sequence[CalendarFault]) -> None:
        super().__init__("開庁日の設定に誤りがあります。", path=faults[0].path)
        self.faults = tuple(faults)
