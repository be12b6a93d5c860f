"""What the commands share that put a file of a city in force: reading it, working in the city."""

import json
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from backend.app.keys import keyring_from
from backend.app.repeatable import clock_from
from backend.audit.repository import write_event
from backend.cli.database import is_embedded
from backend.cli.refusals import CommandError
from backend.context.clock import JAPAN, random_ids
from backend.context.operation import Operation, Operations
from backend.context.principal import RequestOrigin
from backend.database.engine import make_engine
from backend.database.settings import Urls
from backend.staff.repository import find_city_by_code


class Fault(Protocol):
    """One fault of a document and where it is."""

    @property
    def path(self) -> tuple[str, ...]:
        """Where in the document."""

    @property
    def message(self) -> str:
        """What is wrong, in Japanese."""


@dataclass(frozen=True)
class WorkInCity:
    """An operation in a city, and the day from which the file is to be in force."""

    operation: Operation
    city_id: int
    city_name: str
    valid_from: date


def read_document(path: Path, what: str) -> Mapping[str, Any]:
    """Read a JSON object, or refuse with what an operator can mend."""
    try:
        document = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{path} is not JSON: {error}.") from error
    if not isinstance(document, Mapping):
        raise CommandError(f"{path} is not a {what}: it must be a JSON object.")
    return document


def refusal_of(path: Path, faults: Sequence[Fault]) -> CommandError:
    """Every fault of a file with its place."""
    lines = [f"  {'.'.join(fault.path) or '(whole)'}: {fault.message}" for fault in faults]
    return CommandError("\n".join([f"{path} has faults:", *lines]))


@asynccontextmanager
async def in_city(
    urls: Urls, city_code: str, valid_from: date | None, origin: RequestOrigin
) -> AsyncIterator[WorkInCity]:
    """Open an operation in a city by its code; it is committed at the end."""
    clock = clock_from(os.environ, development=is_embedded())
    engine = make_engine(urls.app)
    operations = Operations(
        engine=engine,
        clock=clock,
        make_id=random_ids(),
        keyring=keyring_from(os.environ, development=is_embedded()),
        write_audit=write_event,
    )
    try:
        async with operations.open(city_id=None, origin=origin) as operation:
            city = await find_city_by_code(operation.session, city_code)
        if city is None:
            raise CommandError(f"There is no city with the code {city_code}.")
        async with operations.open(city_id=city.id, origin=origin) as operation:
            first_day = valid_from or clock.now().astimezone(JAPAN).date()
            yield WorkInCity(operation, city.id, city.name, first_day)
    finally:
        await engine.dispose()
