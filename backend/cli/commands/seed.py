"""``madoguchi seed``."""

import argparse
import asyncio
import os
import time
from collections.abc import Sequence

from backend.app.keys import keyring_from
from backend.app.repeatable import clock_from
from backend.app.seed import SeedSettings, is_empty, seed_cities
from backend.cli.database import database
from backend.cli.refusals import CommandError
from backend.context.clock import JAPAN
from backend.database.migrate import upgrade
from backend.database.settings import Urls
from backend.residents.invented import CITIES
from backend.staff.samples import SAMPLE_PASSWORD, STAFF

NAME = "seed"
HELP = "Fill an empty database with two invented cities."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How large and which."""
    parser.add_argument("--residents", type=int, default=2000, help="of the first city")
    parser.add_argument("--random-seed", type=int, default=1, help="the same seed, the same city")


def run(arguments: argparse.Namespace) -> int:
    """Seed; refuse a database that has a city already."""
    if arguments.residents < 1:
        raise CommandError("--residents must be at least 1.")
    with database() as urls:
        upgrade(urls.owner)
        if not asyncio.run(is_empty(urls.owner)):
            raise CommandError("The database has cities already; seeding needs an empty one.")
        began = time.monotonic()
        for line in fill(urls, arguments.residents, arguments.random_seed):
            print(line)
        print(f"Done in {time.monotonic() - began:.1f} s.")
    return 0


def fill_if_empty(urls: Urls) -> Sequence[str]:
    """Before ``madoguchi run``: the invented cities where there is none, and who may sign in."""
    lines: list[str] = []
    if asyncio.run(is_empty(urls.owner)):
        print("The first start makes two invented cities; it takes some ten seconds …", flush=True)
        lines += fill(urls, 2000, 1)
    return [*lines, *sign_ins()]


def fill(urls: Urls, residents: int, random_seed: int) -> list[str]:
    """Seed both cities; gives what was made, in words."""
    keyring = keyring_from(os.environ, development=True)
    today = clock_from(os.environ, development=True).now().astimezone(JAPAN).date()
    settings = SeedSettings(residents=residents, random_seed=random_seed, today=today)
    summary = asyncio.run(seed_cities(urls, settings, keyring))
    return [
        f"Invented {city.name} ({city.local_government_code}): "
        f"{summary.residents[city.city_id]:,} residents."
        for city in CITIES
    ]


def sign_ins() -> list[str]:
    """The sample accounts: they exist in invented cities only."""
    city = CITIES[0]
    lines = [
        f"Sign in with city code {city.local_government_code} ({city.name}), "
        f"password {SAMPLE_PASSWORD}, and staff number:"
    ]
    lines += [f"  {person.staff_number}  {person.role}（{person.name}）" for person in STAFF]
    return lines
