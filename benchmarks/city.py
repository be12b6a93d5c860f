"""A seeded city on an embedded PostgreSQL of its own, and the server over it, to measure."""

import asyncio
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from backend.api.executor import OperationExecutor
from backend.api.transport.application import Application
from backend.api.transport.contract import Answer, Caller, GraphQLRequest
from backend.api.transport.settings import TransportSettings
from backend.app.seed import SeedSettings, seed_cities
from backend.app.server import make_application
from backend.context.clock import Clock
from backend.context.operation import Operations
from backend.database.embedded import SUPERUSER, Embedded
from backend.database.encryption import Keyring, new_keyring
from backend.database.migrate import upgrade
from backend.database.settings import Urls
from backend.residents.invented import CITIES
from backend.staff.samples import SAMPLE_PASSWORD

MORNING = datetime.fromisoformat("2026-11-24T09:30:00+09:00")
OPERATIONS = Path(__file__).parents[1] / "schema" / "operations"
CITY = CITIES[0]


@dataclass(frozen=True, kw_only=True)
class SeededCity:
    """The database of a measurement."""

    urls: Urls
    keyring: Keyring
    superuser: str  # the login that passes row-level security
    folder: Path
    rows: int  # how many the seeding made
    seconds: float  # and how long it took

    def application(self) -> Application:
        """The server over it, as ``madoguchi run`` assembles it."""
        return make_application(
            self.urls,
            TransportSettings(development=True),
            self.keyring,
            self.folder / "objects",
            clock=Clock(MORNING),
        )


@contextmanager
def seeded_city(residents: int) -> Iterator[SeededCity]:
    """Start PostgreSQL in a folder that is thrown away, migrate and seed."""
    folder = Path(tempfile.mkdtemp(prefix="madoguchi-bench-"))
    folder.chmod(0o711)  # the server's user must get through
    embedded = Embedded(folder / "state")
    try:
        urls = embedded.start()
        upgrade(urls.owner)
        keyring = new_keyring()
        settings = SeedSettings(residents=residents, random_seed=1, today=date(2026, 11, 24))
        began = time.perf_counter()
        summary = asyncio.run(seed_cities(urls, settings, keyring))
        seconds = time.perf_counter() - began
        superuser = embedded.url(SUPERUSER)
        yield SeededCity(
            urls=urls,
            keyring=keyring,
            superuser=superuser,
            folder=folder,
            rows=sum(summary.rows.values()),
            seconds=seconds,
        )
    finally:
        embedded.stop_server()
        shutil.rmtree(folder, ignore_errors=True)


class RequestFailedError(Exception):
    """A measured request was not answered as it should be."""


class InProcess:
    """Runs documented operations through the executor, without HTTP."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.token: str | None = None
        self.extensions: dict[str, str] = {}

    async def sign_in(self, staff_number: str = "1001") -> None:
        """Sign in as a sample official."""
        data = await self.run(
            "sign_in",
            {
                "input": {
                    "cityCode": CITY.local_government_code,
                    "staffNumber": staff_number,
                    "password": SAMPLE_PASSWORD,
                    "terminal": "計測",
                }
            },
        )
        self.token = data["signIn"]["token"]

    @property
    def operations(self) -> Operations:
        """What the executor opens for each request."""
        executor = self.application.executor
        assert isinstance(executor, OperationExecutor)
        return executor.operations

    async def run(self, name: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Run the operation of a file of schema/operations."""
        return await self.ask((OPERATIONS / f"{name}.graphql").read_text("utf-8"), variables)

    async def ask(self, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Run a document."""
        answer = await self.answer(text, variables)
        if answer.errors or not isinstance(answer.data, dict):
            raise RequestFailedError(str(answer.errors))
        return answer.data

    async def answer(self, text: str, variables: Mapping[str, Any]) -> Answer:
        """What the executor answers."""
        document = self.application.documents.get(text)
        request = GraphQLRequest(query=text, variables=variables, extensions=self.extensions)
        caller = Caller(self.token, "計測", "benchmark", "127.0.0.1")
        return await self.application.executor.execute(document, request, caller)


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])
