"""``madoguchi calendar``."""

import argparse
import asyncio
import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from backend.app.keys import keyring_from
from backend.app.repeatable import clock_from
from backend.audit.repository import write_event
from backend.calendar.commands import publish_calendar
from backend.calendar.errors import CalendarFaultsError
from backend.calendar.opening import load_calendar
from backend.cli.database import database, is_embedded
from backend.cli.refusals import CommandError
from backend.context.clock import JAPAN, random_ids
from backend.context.operation import Operations
from backend.context.principal import RequestOrigin
from backend.database.engine import make_engine
from backend.database.settings import Urls
from backend.errors import NotFoundError
from backend.staff.repository import find_city_by_code

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
    document = _read(arguments.file)
    try:
        load_calendar(document)
    except CalendarFaultsError as error:
        lines = [
            f"  {'.'.join(fault.path) or '(whole)'}: {fault.message}" for fault in error.faults
        ]
        raise CommandError("\n".join([f"{arguments.file} has faults:", *lines])) from None
    if arguments.city is None:
        print(f"{arguments.file} is a sound calendar.")
        return 0
    with database() as urls:
        print(asyncio.run(_publish(urls, arguments, document)))
    return 0


def _read(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{path} is not JSON: {error}.") from error
    if not isinstance(document, Mapping):
        raise CommandError(f"{path} is not a calendar: it must be a JSON object.")
    return document


async def _publish(urls: Urls, arguments: argparse.Namespace, document: Mapping[str, Any]) -> str:
    clock = clock_from(os.environ, development=is_embedded())
    engine = make_engine(urls.app)
    operations = Operations(
        engine=engine,
        clock=clock,
        make_id=random_ids(),
        keyring=keyring_from(os.environ, development=is_embedded()),
        write_audit=write_event,
    )
    valid_from = arguments.valid_from or clock.now().astimezone(JAPAN).date()
    try:
        async with operations.open(city_id=None, origin=ORIGIN) as operation:
            city = await find_city_by_code(operation.session, arguments.city)
        if city is None:
            raise CommandError(f"There is no city with the code {arguments.city}.")
        async with operations.open(city_id=city.id, origin=ORIGIN) as operation:
            made = await publish_calendar(
                operation, city.id, document, valid_from, place_code=arguments.place
            )
            operation.audit.actions.append("publishCalendar")
            operation.audit.is_change = True
            operation.audit.show("openingCalendar", (made,))
    except NotFoundError as error:
        raise CommandError(f"The city has no place {arguments.place}.") from error
    finally:
        await engine.dispose()
    whose = f"{city.name}, {arguments.place}" if arguments.place else city.name
    return f"The calendar of {whose} is in force from {valid_from}."
