"""``madoguchi migrate``."""

import argparse

from backend.cli.database import database
from backend.database.migrate import HEAD_FILE, upgrade

NAME = "migrate"
HELP = "Bring the database to the newest migration."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: the database is the setting's."""


def run(_arguments: argparse.Namespace) -> int:
    """Check the server and run what is missing."""
    with database() as urls:
        upgrade(urls.owner)
    print(f"The database is at {HEAD_FILE.read_text().strip() or 'its beginning'}.")
    return 0
