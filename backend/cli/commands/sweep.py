"""``madoguchi sweep``."""

import argparse
import asyncio
import os

from backend.app.services import objects_folder
from backend.app.sweeper import sweep_now
from backend.audit.repository import write_event
from backend.cases.sweeping import Swept
from backend.cli.database import database
from backend.context.clock import Clock, random_ids
from backend.context.operation import Operations
from backend.database.encryption import new_keyring
from backend.database.engine import make_engine
from backend.database.object_store import FolderStore
from backend.database.settings import Urls

NAME = "sweep"
HELP = "Erase stored objects that no row has, and report rows whose object is missing."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: database and folder are the settings'."""


def run(_arguments: argparse.Namespace) -> int:
    """Sweep once; the exit code is 1 when an object is missing."""
    with database() as urls:
        swept = asyncio.run(_sweep(urls))
    print(swept.summary)
    for key in swept.missing:
        print(f"MISSING {key}")
    return 1 if swept.missing else 0


async def _sweep(urls: Urls) -> Swept:
    engine = make_engine(urls.app)
    operations = Operations(
        engine=engine,
        clock=Clock(),
        make_id=random_ids(),
        keyring=new_keyring(),  # nothing is opened
        write_audit=write_event,
        services={"objects": FolderStore(objects_folder(os.environ))},
    )
    try:
        return await sweep_now(operations)
    finally:
        await engine.dispose()
