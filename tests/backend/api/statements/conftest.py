"""A client that counts statements, over the whole server and an invented city."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from backend.api.transport.settings import TransportSettings
from backend.app.seed import SeedSettings, seed_cities
from backend.app.server import make_application
from backend.context.clock import Clock
from backend.database.encryption import new_keyring
from backend.database.settings import Urls
from benchmarks.city import MORNING, InProcess

MADE = {
    "Case",
    "Application",
    "PrintRun",
    "Task",
    "ApplicationExport",
    "Attachment",
    "StatisticsWorkbook",
    "Showing",
    "SignedShowing",
    "FormDefinition",
    "RemovedForm",
    "FormDraft",
    "FormVersion",
}


class Counting(InProcess):
    """Notes how many statements each operation sent."""

    def __init__(self, application: Any) -> None:
        super().__init__(application)
        self.counts: dict[str, int] = {}
        self.sent = 0
        self.statements: dict[str, Any] = {}  # text → the last values
        event.listen(self.operations.engine.sync_engine, "before_cursor_execute", self._count)

    def _count(self, *sent: Any) -> None:
        self.sent += 1
        self.statements[sent[2]] = sent[3]

    async def measure(self, title: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Run the operation named by the title's first word."""
        self.sent = 0
        answered = await self.run(title.split()[0], variables)
        self.counts[title] = self.sent
        return answered

    async def change(self, title: str, /, **given: Any) -> dict[str, Any]:
        """Run a mutation, with a fresh key, and give the object it made."""
        key = f"key-{len(self.counts):06d}"
        answered = await self.measure(title, {"input": {**given, "idempotencyKey": key}})
        (made,) = answered.values()
        assert made["__typename"] in MADE, made
        return dict(made)


@pytest.fixture
async def client(fresh_database: Urls, tmp_path: Path) -> AsyncIterator[Counting]:
    """The server, in process, over a database of its own."""
    keyring = new_keyring()
    settings = SeedSettings(residents=60, random_seed=1, today=date(2026, 11, 24))
    await seed_cities(fresh_database, settings, keyring)
    application = make_application(
        fresh_database,
        TransportSettings(development=True),
        keyring,
        tmp_path / "objects",
        clock=Clock(MORNING),
    )
    made = Counting(application)
    yield made
    await made.operations.engine.dispose()
