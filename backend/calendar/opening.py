"""Reading a city's opening calendar (開庁日・開庁時間) from its document."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from backend.calendar.errors import CalendarFault, CalendarFaultsError
from backend.calendar.rules import Hours, MonthlyOpening, OpeningCalendar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SCHEMA = Path(__file__).parents[2] / "schema" / "opening_calendar.schema.json"
STANDARD = Path(__file__).parents[2] / "fixtures" / "calendar" / "opening_calendar.json"
ALL_MONTHS = list(range(1, 13))


def load_opening_calendar(path: Path = STANDARD) -> OpeningCalendar:
    """Read a calendar from a file; without a name the one that comes with the system."""
    return load_calendar(json.loads(path.read_text(encoding="utf-8")))


def load_calendar(document: Mapping[str, Any]) -> OpeningCalendar:
    """Read an opening calendar, or refuse it with every fault and its place."""
    faults = [
        CalendarFault(tuple(str(step) for step in error.absolute_path), error.message)
        for error in sorted(
            _validator().iter_errors(document), key=lambda e: list(map(str, e.path))
        )
    ]
    if faults := faults or list(_faults(document)):
        raise CalendarFaultsError(faults)
    overrides = {
        date.fromisoformat(day): _override(entry)
        for day, entry in document.get("overrides", {}).items()
    }
    return OpeningCalendar(
        weekly={WEEKDAYS.index(name): _hours(text) for name, text in document["weekly"].items()},
        year_end=_year_end(document.get("year_end")),
        closes_on_national_holidays=document.get("closes_on_national_holidays", True),
        monthly=tuple(_monthly(entry) for entry in document.get("monthly", [])),
        overrides={
            day: None if override.hours is None else _hours(override.hours)
            for day, override in overrides.items()
        },
        override_words={
            day: override.words for day, override in overrides.items() if override.words
        },
    )


def with_versions(versions: Sequence[tuple[date, OpeningCalendar]]) -> OpeningCalendar:
    """One calendar of several versions, each in force from its day on until the next.

    Days before the first version are the first one's: a deadline may begin before the data do.
    """
    (_, first), *later = versions
    return replace(first, later=tuple(later))


@dataclass(frozen=True)
class _Override:
    hours: str | None
    words: str


def _override(entry: str | Mapping[str, Any] | None) -> _Override:
    """Read one day: hours, null for closed, or both with words for people."""
    if isinstance(entry, Mapping):
        return _Override(entry["hours"], entry["words"])
    return _Override(entry, "")


def _faults(document: Mapping[str, Any]) -> Iterator[CalendarFault]:
    """Faults that JSON Schema can't see: hours that end before they begin, days that aren't."""
    spans: list[tuple[tuple[str, ...], str]] = [
        (("weekly", name), text) for name, text in document["weekly"].items()
    ]
    spans += [
        (("monthly", str(n), "hours"), entry["hours"])
        for n, entry in enumerate(document.get("monthly", []))
    ]
    for day, entry in document.get("overrides", {}).items():
        if not _is_date(day):
            yield CalendarFault(("overrides", day), f"暦にない日です: {day}")
        hours_text = _override(entry).hours
        if hours_text is not None:
            spans.append((("overrides", day), hours_text))
    for path, text in spans:
        hours = _hours(text)
        if hours.opens >= hours.closes:
            yield CalendarFault(path, f"閉庁が開庁より後になっていません: {text}")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _hours(text: str) -> Hours:
    opens, closes = text.split("-")
    return Hours(time.fromisoformat(opens), time.fromisoformat(closes))


def _monthly(entry: Mapping[str, Any]) -> MonthlyOpening:
    return MonthlyOpening(
        weekday=WEEKDAYS.index(entry["weekday"]),
        nth=entry["nth"],
        months=frozenset(entry.get("months", ALL_MONTHS)),
        hours=_hours(entry["hours"]),
        name=entry.get("name", "休日開庁"),
    )


def _year_end(text: str | None) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Read «12-29/01-03»; without it the city has no closure at the year's end."""
    if text is None:
        return None
    (month, day), (last_month, last_day) = (
        (int(part[:2]), int(part[3:])) for part in text.split("/")
    )
    return (month, day), (last_month, last_day)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
