"""Server and PostgreSQL are killed inside requests; a client that retries loses nothing.

Acceptance: the end state equals an undisturbed run, and there is no change without its event.
"""

import asyncio
import hashlib
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import httpx
import pytest

from backend.audit.repository import write_event
from backend.cases.kept import Kept, attached_content, opened, printed_document
from backend.cases.sweeping import Swept, sweep
from backend.context.clock import Clock, random_ids
from backend.context.operation import Operations
from backend.database.encryption import Keyring, load_keyring
from backend.database.engine import make_engine
from backend.database.object_store import FolderStore
from backend.database.settings import Urls
from examples.demo import family
from examples.demo.client import Client, File, RefusedError
from examples.demo.demo import Demo
from examples.demo.move_in import OPENED
from examples.demo.visit import Visit
from tests.backend.files import samples
from tests.backend.killable import Database, Server
from tests.postgres import TestServer, make_folder

KILLS = 100
CITY = 1

# Table → the columns that tell its rows apart in every run; ids and secrets don't.
NATURAL = {
    "case_counter": ("year",),
    "counter_case": ("number",),
    "case_person": ("case_id", "position"),
    "case_answer": ("case_id", "question_code", "person_id"),
    "case_procedure": ("case_id", "code"),
    "case_task": ("case_id", "procedure_code"),
    "application": ("case_id", "form_code"),
    "print_run": ("case_id",),
    "document": ("print_run_id", "position"),
    "attachment": ("case_id", "label"),
    "identity_check": ("case_id",),
    "showing": ("case_id",),
    "shown_document": ("showing_id", "position"),
    "signature": ("application_id",),
    "event_stream": ("subject_id",),
    "event": ("subject_id", "number"),
    "idempotency_key": ("mutation", "key"),
}
# The hash is over global ids, which differ; what is encrypted differs each time.
RANDOM_COLUMNS = {
    "id",
    "input_hash",
    "documents_of",
    "hand_over_code",
    "token_hash",
    "strokes",
    "editing_session_id",
}
CHANGES = (
    "openCase",
    "recordPerson",
    "recordAnswers",
    "chooseProcedures",
    "fillForm",
    "printDocuments",
    "completeTask",
    "completeCase",
    "withdrawCase",
    "attachDocument",
    "removeAttachment",
    "recordIdentityCheck",
    "showToCitizen",
    "signDocuments",
    "takeTask",
)


class Cut(Exception):  # not an error: a request that got no answer
    """The request got no answer, or one that speaks of a bug."""


class StubbornClient(Client):
    """Sends a request again until it is answered; notes how long the undisturbed ones took."""

    def __init__(self, server: Server) -> None:
        super().__init__(server.base)
        self.steps: list[float] = []

    def run(self, name: str, **variables: Any) -> dict[str, Any]:
        """Run a documented operation."""
        began = time.perf_counter()
        answered = self.answer(name, variables)
        self.steps.append(time.perf_counter() - began)
        return answered

    def answer(self, name: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Send once; raises ``Cut`` where there is no answer that a client could work with."""
        try:
            return super().run(name, **variables)
        except httpx.TransportError as error:
            raise Cut from error
        except RefusedError as error:
            if "INTERNAL_ERROR" in str(error):
                raise Cut from error
            raise


class KilledClient(StubbornClient):
    """The same, while server, PostgreSQL or both are killed inside its requests."""

    def __init__(self, server: Server, database: Database, plan: list[list[float]]) -> None:
        super().__init__(server)
        self.server, self.database, self.plan = server, database, plan
        self.cut: Counter[str] = Counter()
        self.struck = ""

    def answer(self, name: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Send as often as requests are to be cut, and then once more."""
        for delay in self.plan[len(self.steps)]:
            while not self._is_cut(name, variables, delay):
                delay /= 2  # answered before: strike sooner
        return super().answer(name, variables)

    def _is_cut(self, name: str, variables: dict[str, Any], delay: float) -> bool:
        victim = ("server", "PostgreSQL", "both")[self.cut.total() % 3]
        timer = threading.Timer(delay, self._kill, [victim])
        timer.start()
        try:
            super().answer(name, variables)
        except Cut:
            self.cut[victim] += 1
            return True
        finally:
            timer.cancel()
            timer.join()
            self._restart()
        return False

    def _kill(self, victim: str) -> None:
        if victim != "PostgreSQL":
            self.server.kill()
        if victim != "server":
            self.database.kill()
        self.struck = victim

    def _restart(self) -> None:
        """Start again what was killed, if anything was."""
        if self.struck in ("PostgreSQL", "both"):
            self.database.restart()
        if self.struck:
            self.server.restart()
        self.struck = ""


def whole_job(client: StubbornClient, out: Path) -> None:
    """A family moves in, signs, gets its papers; tasks are worked; another case is withdrawn."""
    demo = Demo(client, out)
    client.token = demo.official("1001").token
    whole = Visit(demo, "move-in")
    whole.open("move-in", **OPENED)
    whole.identify({"code": "MY_NUMBER_CARD", "how": "READ_BY_IC", "validUntil": "2033-04-12"})
    for person in family.PERSONS:
        whole.record(person["name"], role="MOVER", person=person)
    whole.answer_all(family.ANSWERS)
    whole.fill("resident_change", {"change.scope": "WHOLE"})
    whole.fill("certificate_application", {})
    whole.sign_on_tablet()
    whole.print_all()
    whole.visit_sections("市民課")
    whole.put_off_rest()
    whole.complete()
    other = Visit(demo, "certificate")
    other.open(
        "certificate",
        reason="CERTIFICATE",
        notifier={"name": "青葉　太郎", "relation": "SELF"},
    )
    case = other.case
    choice = {"code": "JK13", "because": "あわせて申請したいとのこと"}
    case = client.change(
        "choose_procedures",
        "chooseProcedures",
        "Case",
        caseId=case["id"],
        expectedVersion=case["answersVersion"],
        idempotencyKey=demo.key("choose"),
        add=[choice],
    )
    papers = {"委任状": samples.pdf(2), "本人確認書類": samples.photograph()}
    for number, (label, content) in enumerate(papers.items()):
        attached = client.change(
            "attach_document",
            "attachDocument",
            "Attachment",
            caseId=case["id"],
            label=label,
            kind="OTHER",
            file=File("scan", content),
            idempotencyKey=demo.key(f"attach-{number}"),
        )
    client.change(
        "remove_attachment",
        "removeAttachment",
        "Attachment",
        attachmentId=attached["id"],
        reason="写しが不鮮明",
        idempotencyKey=demo.key("remove"),
    )
    client.change(
        "withdraw_case",
        "withdrawCase",
        "Case",
        caseId=case["id"],
        expectedVersion=case["version"],
        idempotencyKey=demo.key("withdraw"),
        reason="出直すとのこと",
    )


@dataclass(frozen=True)
class State:
    """What a run leaves, with names instead of ids."""

    rows: dict[str, list[dict[str, str]]]
    changes: list[tuple[str, ...]]  # audit events of changes that were carried out
    lost: list[str]  # whose bytes are not in the object store


T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it: the caller's thread may have a loop."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


async def read_state(urls: Urls, objects: Path, keyring: Keyring) -> State:
    """Read the end state of a run."""
    connection = await asyncpg.connect(urls.owner)
    await connection.execute(f"SET app.city_id = '{CITY}'")
    tables = {table: await connection.fetch(f"SELECT * FROM {table}") for table in NATURAL}
    events = await connection.fetch(AUDIT, list(CHANGES))
    await connection.close()
    names: dict[str, str] = {}
    for table, columns in NATURAL.items():
        for row in tables[table]:
            if "id" in row.keys():  # noqa: SIM118  # a Record is no mapping
                own = "/".join(_named(row[column], names) for column in columns)
                names[str(row["id"])] = f"{table} {own}"
    rows = {
        table: sorted(
            (
                {k: _named(v, names) for k, v in row.items() if k not in RANDOM_COLUMNS}
                for row in found
            ),
            key=str,
        )
        for table, found in tables.items()
    }
    changes = sorted(tuple(_named(value, names) for value in event) for event in events)
    kept = [(row, printed_document(CITY, row["id"])) for row in tables["document"]]
    present = [row for row in tables["attachment"] if row["removed_at"] is None]
    kept += [(row, attached_content(CITY, row["id"])) for row in present]
    lost = [
        names[str(row["id"])]
        for row, one in kept
        if _hash(objects / one.key, one, keyring) != row["sha256"]
    ]
    return State(rows, changes, lost)


AUDIT = """
    SELECT actions, fields, search, outcome, refusal_code, staff_id, terminal,
        (SELECT array_agg(kind || ':' || subject_id || ':' || is_blocked
                          ORDER BY kind, subject_id)
         FROM audit_subject WHERE audit_event_id = audit_event.id)
    FROM audit_event WHERE actions && $1 AND outcome = 'DONE'
"""
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def _named(value: object, names: dict[str, str]) -> str:
    return ID.sub(lambda found: names.get(found[0], found[0]), str(value))


def _hash(path: Path, kept: Kept, keyring: Keyring) -> str:
    if not path.is_file():
        return "lost"
    return hashlib.sha256(opened(path.read_bytes(), keyring, kept)).hexdigest()


async def swept_later(urls: Urls, objects: Path, keyring: Keyring) -> Swept:
    """Sweep with the clock moved on by two hours."""
    engine = make_engine(urls.app)
    operations = Operations(
        engine=engine,
        clock=Clock(),
        make_id=random_ids(),
        keyring=keyring,
        write_audit=write_event,
        services={"objects": FolderStore(objects)},
    )
    try:
        return await sweep(operations, datetime.now(UTC) + timedelta(hours=2))
    finally:
        await engine.dispose()


def plan_of(steps: list[float]) -> list[list[float]]:
    """When to strike inside each request: all of them in turn, at random moments (seeded)."""
    chance = random.Random(20261121)
    plan: list[list[float]] = [[] for _ in steps]
    # Not the first: signing in makes no case, and each time another session.
    for strike in range(KILLS):
        place = 1 + strike % (len(steps) - 1)
        # A server that has just started is slower: up to one and a half times as long.
        plan[place].append(steps[place] * chance.uniform(0, 1.5))
    return plan


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    folder = make_folder()
    made = Database(folder / "state")
    made.prepare()
    yield made
    TestServer(folder).close()


@pytest.mark.timeout(1200)  # a hundred starts, on a machine that is busy with other tests
def test_a_case_survives_a_hundred_kills_and_equals_an_undisturbed_one(
    database: Database, tmp_path: Path
) -> None:
    calm = Server(database.copy("calm"), database.key_file, tmp_path / "calm")
    calm.start()
    undisturbed = StubbornClient(calm)
    whole_job(undisturbed, tmp_path / "out-calm")
    undisturbed.close()
    calm.kill()
    killed = Server(database.copy("killed"), database.key_file, tmp_path / "killed")
    killed.start()
    client = KilledClient(killed, database, plan_of(undisturbed.steps))

    whole_job(client, tmp_path / "out-killed")
    client.close()
    killed.kill()

    keyring = load_keyring(database.key_file)
    swept = run(swept_later(killed.urls, killed.objects, keyring))
    again = run(swept_later(killed.urls, killed.objects, keyring))

    wanted = run(read_state(calm.urls, calm.objects, keyring))
    found = run(read_state(killed.urls, killed.objects, keyring))
    assert client.cut == {"server": 34, "PostgreSQL": 33, "both": 33}
    assert found.rows == wanted.rows
    assert found.changes == wanted.changes
    of_cases = [event for event in found.rows["event"] if event["stream_kind"] == "CASE"]
    assert len(found.changes) == len(of_cases) == 28
    assert found.lost == wanted.lost == []
    # No orphan after the sweeper, none missing: documents, the file of each printing, an
    # attachment and its thumbnail.
    printed = len(found.rows["document"]) + len(found.rows["print_run"])
    assert (swept.missing, again) == ([], Swept(kept=printed + 2))
