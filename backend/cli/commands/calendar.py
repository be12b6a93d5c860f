"""``madoguchi calendar``."""

import argparse
import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from backend.calendar.commands import publish_calendar
from backend.calendar.errors import CalendarFaultsError
from backend.calendar.opening import load_calendar
from backend.cli.city_files import in_city, read_document, refusal_of
from backend.cli.database import database
from backend.cli.refusals import CommandError
from backend.context.principal import RequestOrigin
from backend.database.settings import Urls
from backend.errors import NotFoundError

NAME = "calendar"
HELP = "Check a calendar of opening days, or put it in force for a city or one of its places."
ORIGIN = RequestOrigin(request_id="madoguchi calendar", purpose="開庁日の登録")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, whose calendar, from when."""
    parser.add_argument(
        "file", type=Path, help="the calendar, as opening_calendar.schema.json says"
    )
    parser.add_argument(
        "--city", help="code of the city, 6 digits; without it: check the file only"
    )
    parser.add_argument("--place", help="code of a place (庁舎) that keeps other hours")
    parser.add_argument(
        "--from",
        dest="valid_from",
        type=date.fromisoformat,
        help="the first day, such as 2027-04-01 (today)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Say every fault with its place; a calendar without one goes into the city."""
    document = read_document(arguments.file, "calendar")
    try:
        load_calendar(document)
    except CalendarFaultsError as error:
        raise refusal_of(arguments.file, error.faults) from None
    if arguments.city is None:
        print(f"{arguments.file} is a sound calendar.")
        return 0
    with database() as urls:
        print(asyncio.run(_publish(urls, arguments, document)))
    return 0


async def _publish(urls: Urls, arguments: argparse.Namespace, document: Mapping[str, Any]) -> str:
    try:
        async with in_city(urls, arguments.city, arguments.valid_from, ORIGIN) as work:
            made = await publish_calendar(
                work.operation,
                work.city_id,
                document,
                work.valid_from,
                place_code=arguments.place,
            )
            work.operation.audit.actions.append("publishCalendar")
            work.operation.audit.is_change = True
            work.operation.audit.show("openingCalendar", (made,))
    except NotFoundError as error:
        raise CommandError(f"The city has no place {arguments.place}.") from error
    whose = f"{work.city_name}, {arguments.place}" if arguments.place else work.city_name
    return f"The calendar of {whose} is in force from {work.valid_from}."
