"""``madoguchi mock``: the whole API over an invented city, for those who build screens."""

import argparse
import asyncio
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from backend.api.transport.settings import TransportSettings
from backend.app.mock import fill_mock
from backend.app.seed import SeedSettings, seed_cities
from backend.app.server import for_development, make_application
from backend.cli.commands.run import leave, require_free, serve_application
from backend.cli.commands.seed import sign_ins
from backend.context.clock import JAPAN, Clock, seeded_ids
from backend.database.embedded import Embedded
from backend.database.encryption import new_keyring
from backend.database.migrate import upgrade

NAME = "mock"
HELP = "Serve the whole API from an invented city with cases in every state; nothing is kept."
TODAY = date(2026, 11, 24)
OPENED_AT = time(9, 30)
RESIDENTS = 60
ID_SEED = 12
# Nothing of it outlives the command: no need to wait for the disk.
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and on which day the invented city stands still."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--today", type=date.fromisoformat, default=TODAY, help=f"the day there ({TODAY})"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal stops it; the database and all files go with it."""
    signal.signal(signal.SIGTERM, leave)
    require_free(arguments.host, arguments.port)
    try:
        with throw_away_folder() as folder:
            embedded = Embedded(folder / "state", settings=THROW_AWAY)
            try:
                _serve(embedded, folder, arguments)
            finally:
                embedded.stop()
                # Elsewhere than in the folder where its path would be too long.
                shutil.rmtree(embedded.socket, ignore_errors=True)
    except KeyboardInterrupt:  # uvicorn has shut down in order and passes the signal on
        return 0
    return 0


@contextmanager
def throw_away_folder() -> Iterator[Path]:
    """A folder that the user PostgreSQL runs as can enter, and that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="madoguchi-mock-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(embedded: Embedded, folder: Path, arguments: argparse.Namespace) -> None:
    urls = embedded.start()
    upgrade(urls.owner)
    keyring = new_keyring()
    objects = folder / "objects"
    seed = SeedSettings(residents=RESIDENTS, today=arguments.today)
    asyncio.run(seed_cities(urls, seed, keyring))
    clock = Clock(datetime.combine(arguments.today, OPENED_AT, JAPAN))
    ids = asyncio.run(fill_mock(urls, keyring, objects, clock))
    settings = replace(for_development(TransportSettings()), sample_ids=ids)
    application = make_application(
        urls, settings, keyring, objects, clock=clock, make_id=seeded_ids(ID_SEED)
    )
    base = f"http://{arguments.host}:{arguments.port}"
    notes = [
        f"Madoguchi's mock serves {base}/graphql; it is {arguments.today}, half past nine.",
        f"Open {base}/graphql in a browser for GraphiQL: its tabs have ids of this city.",
        "Nothing is kept: each start is the same again. Stop it with Ctrl-C.",
        *sign_ins(),
    ]
    serve_application(application, arguments.host, arguments.port, settings, notes)
