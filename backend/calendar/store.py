"""The calendars of the cities and their places, kept in memory for a minute."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.calendar.opening import load_calendar, load_opening_calendar, with_versions
from backend.calendar.repository import list_versions
from backend.calendar.rules import OpeningCalendar
from backend.context.operation import Operation

KEPT = timedelta(minutes=1)  # so long a new calendar may take to be seen by every process
MOST_KEPT = 200

Versions = list[tuple[date, OpeningCalendar]]


@dataclass(frozen=True)
class _Kept:
    read_at: datetime
    by_place: Mapping[UUID | None, OpeningCalendar]


class CalendarStore:
    """Gives the calendar of a city or of a place; a city without one has that of the system."""

    def __init__(self) -> None:
        self._standard = load_opening_calendar()
        self._kept: dict[int, _Kept] = {}

    async def of_city(self, operation: Operation, city_id: int) -> OpeningCalendar:
        """The city's own calendar, by which its deadlines are counted."""
        return await self.of_place(operation, city_id, None)

    async def of_place(
        self, operation: Operation, city_id: int, place_id: UUID | None
    ) -> OpeningCalendar:
        """The calendar of a place; one that has none follows the city's."""
        kept = self._kept.pop(city_id, None)
        if kept is None or abs(operation.now - kept.read_at) >= KEPT:
            kept = _Kept(operation.now, await self._read(operation))
        self._kept[city_id] = kept
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return kept.by_place.get(place_id) or kept.by_place[None]

    def forget(self, city_id: int) -> None:
        """Read a city's calendars anew at the next use."""
        self._kept.pop(city_id, None)

    async def _read(self, operation: Operation) -> Mapping[UUID | None, OpeningCalendar]:
        versions: dict[UUID | None, Versions] = defaultdict(list)
        for row in await list_versions(operation):
            versions[row.place_id].append((row.valid_from, load_calendar(row.document)))
        of_city = versions.pop(None, None) or [(date.min, self._standard)]
        by_place: dict[UUID | None, OpeningCalendar] = {None: with_versions(of_city)}
        for place_id, own in versions.items():
            # Until its own calendar begins, a place follows the city's.
            before = [version for version in of_city if version[0] < own[0][0]]
            by_place[place_id] = with_versions([*before, *own])
        return by_place
