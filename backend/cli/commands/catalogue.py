"""``madoguchi catalogue``."""

import argparse
import asyncio
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from backend.cli.city_files import in_city, read_document, refusal_of
from backend.cli.database import database
from backend.context.principal import RequestOrigin
from backend.database.settings import Urls
from backend.procedures.catalogue import load_catalogue
from backend.procedures.commands import publish_catalogue
from backend.procedures.errors import CatalogueFaultsError

NAME = "catalogue"
HELP = "Check a catalogue of reasons, movements and procedures, or put it in force for a city."
ORIGIN = RequestOrigin(request_id="madoguchi catalogue", purpose="手続きカタログの登録")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, whose catalogue, from when."""
    parser.add_argument(
        "file", type=Path, help="the catalogue, as procedure_catalogue.schema.json says"
    )
    parser.add_argument(
        "--city", help="code of the city, 6 digits; without it: check the file only"
    )
    parser.add_argument(
        "--from",
        dest="valid_from",
        type=date.fromisoformat,
        help="the first day, such as 2027-04-01 (today)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Say every fault with its place; a catalogue without one goes into the city."""
    document = read_document(arguments.file, "catalogue")
    try:
        catalogue = load_catalogue(document)
    except CatalogueFaultsError as error:
        raise refusal_of(arguments.file, error.faults) from None
    if arguments.city is None:
        print(
            f"{arguments.file} is a sound catalogue: {len(catalogue.reasons)} reasons, "
            f"{len(catalogue.movements)} movements, {len(catalogue.procedures)} procedures."
        )
        return 0
    with database() as urls:
        print(asyncio.run(_publish(urls, arguments, document)))
    return 0


async def _publish(urls: Urls, arguments: argparse.Namespace, document: Mapping[str, Any]) -> str:
    async with in_city(urls, arguments.city, arguments.valid_from, ORIGIN) as work:
        made = await publish_catalogue(work.operation, work.city_id, document, work.valid_from)
        work.operation.audit.actions.append("publishCatalogue")
        work.operation.audit.is_change = True
        work.operation.audit.show("catalogueVersion", (made,))
    return f"The catalogue of {work.city_name} is in force from {work.valid_from}."
