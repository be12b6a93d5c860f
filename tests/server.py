"""The whole server on a port of its own, over a seeded database, and those who use it.

Everything goes over HTTP and WebSocket as a frontend's would; only the clock is reached into.
"""

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import quote
from uuid import UUID, uuid4

import asyncpg
import httpx
import uvicorn
from graphql import OperationType, parse
from graphql.language import OperationDefinitionNode
from PIL import Image
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from backend.api.executor import OperationExecutor
from backend.api.schema import schema
from backend.api.transport.settings import TransportSettings
from backend.app.seed import SeedSettings, seed_cities
from backend.app.server import make_application
from backend.context.clock import Clock, seeded_ids
from backend.context.operation import Operations
from backend.database.encryption import new_keyring
from backend.database.settings import Urls
from backend.reading.global_ids import decode_id, encode_id
from backend.residents.seed import Summary
from backend.staff.samples import SAMPLE_PASSWORD

OPERATIONS = Path(__file__).parent.parent / "schema" / "operations"
MORNING = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)  # a Tuesday, half past nine in Japan
TODAY = date(2026, 11, 24)
HOME, ELSEWHERE = "992011", "992020"  # the codes of the invented cities
RESIDENTS = 150
PROTOCOL = Subprotocol("graphql-transport-ws")
Json = dict[str, Any]


@lru_cache(maxsize=100)
def documented(name: str) -> str:
    """The text of a documented operation."""
    return (OPERATIONS / f"{name}.graphql").read_text("utf-8")


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP."""

    status: int
    body: Json
    request_id: str

    @property
    def data(self) -> Json:
        """The data of an answer without errors."""
        assert "errors" not in self.body, self.body["errors"]
        data: Json = self.body["data"]
        return data

    @property
    def field(self) -> Any:
        """What the one root field gave."""
        (value,) = self.data.values()
        return value

    @property
    def codes(self) -> list[str]:
        """The codes of the errors."""
        return [error["extensions"]["code"] for error in self.body.get("errors", [])]


@dataclass(frozen=True)
class File:
    """A file to send: stands in the variables where the schema has Upload."""

    name: str
    content: bytes


def without_files(value: Any, path: str, found: dict[str, File]) -> Any:
    """The variables with null for each file; notes the files by their paths."""
    if isinstance(value, File):
        found[path] = value
        return None
    if isinstance(value, dict):
        return {name: without_files(one, f"{path}.{name}", found) for name, one in value.items()}
    if isinstance(value, list):
        return [without_files(one, f"{path}.{n}", found) for n, one in enumerate(value)]
    return value


# What needs no key: done twice it is done once.
KEYLESS = {"set_printer_offset", "sign_in", "sign_out", "add_form_asset", "read_form_workbook"}


@dataclass(kw_only=True)
class Official:
    """Somebody at a terminal: signs in once, then runs operations."""

    server: "Server"
    token: str | None = None
    terminal: str = "窓口1"

    async def send(self, payload: Json | bytes, headers: Mapping[str, str] = {}) -> Answer:
        """Send a body as it is."""
        request_id = uuid4().hex
        content = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        answer = await self.server.http.post(
            "/graphql",
            content=content,
            headers={**self.headers(request_id), "content-type": "application/json", **headers},
        )
        return Answer(answer.status_code, answer.json(), request_id)

    def headers(self, request_id: str) -> dict[str, str]:
        """What every request carries."""
        signed_in = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return {
            "accept": "application/graphql-response+json",
            "x-request-id": request_id,
            **signed_in,
        }

    async def ask(
        self,
        query: str,
        *,
        stating: str | None = None,
        purpose: str | None = None,
        **variables: Any,
    ) -> Answer:
        """Run a document."""
        stated = {"reason": stating, "purpose": purpose}
        extensions = {name: text for name, text in stated.items() if text is not None}
        files: dict[str, File] = {}
        given = without_files(variables, "variables", files)
        payload = {"query": query, "variables": given, "extensions": extensions}
        return await (self.upload(payload, files) if files else self.send(payload))

    async def upload(self, payload: Json, files: Mapping[str, File]) -> Answer:
        """Send a body with files (GraphQL multipart request specification)."""
        request_id = uuid4().hex
        where = {str(number): [path] for number, path in enumerate(files)}
        parts: list[tuple[str, tuple[str | None, bytes]]] = [
            ("operations", (None, json.dumps(payload).encode())),
            ("map", (None, json.dumps(where).encode())),
            *((str(n), (file.name, file.content)) for n, file in enumerate(files.values())),
        ]
        headers = {**self.headers(request_id), "x-madoguchi-request": "1"}
        answer = await self.server.http.post("/graphql", files=parts, headers=headers)
        return Answer(answer.status_code, answer.json(), request_id)

    async def run(self, name: str, **variables: Any) -> Answer:
        """Run a documented operation."""
        return await self.ask(documented(name), **variables)

    async def change(self, name: str, *, stating: str | None = None, **given: Any) -> Any:
        """Run a documented mutation with a key of its own; gives its answer."""
        if name not in KEYLESS:
            given.setdefault("idempotencyKey", fresh_key())
        return (await self.run(name, stating=stating, input=given)).field

    async def fetch(self, path: str, stating: str | None = None) -> httpx.Response:
        """Fetch a document."""
        stated = {"x-madoguchi-reason": quote(stating)} if stating else {}
        return await self.server.http.get(path, headers={**self.headers(uuid4().hex), **stated})

    @asynccontextmanager
    async def socket(self) -> AsyncIterator["Socket"]:
        """Open a WebSocket and introduce oneself."""
        async with connect(self.server.socket_url, subprotocols=[PROTOCOL]) as opened:
            opened_socket = Socket(opened)
            await opened_socket.say(type="connection_init", payload={"token": self.token})
            assert (await opened_socket.hear())["type"] == "connection_ack"
            yield opened_socket


@dataclass
class Socket:
    """A WebSocket that speaks graphql-transport-ws."""

    connection: ClientConnection

    async def say(self, **message: Any) -> None:
        """Send a message."""
        await self.connection.send(json.dumps(message))

    async def hear(self) -> Json:
        """The next message."""
        heard: Json = json.loads(await asyncio.wait_for(self.connection.recv(), 10))
        return heard

    async def subscribe(self, query: str, *, stating: str | None = None, **variables: Any) -> Json:
        """Subscribe; gives the first message that comes back."""
        extensions = {"reason": stating} if stating else {}
        payload = {"query": query, "variables": variables, "extensions": extensions}
        await self.say(id="1", type="subscribe", payload=payload)
        return await self.hear()


@dataclass(kw_only=True)
class Server:
    """The running server, what was seeded, and a superuser's look into the database."""

    origin: str
    clock: Clock
    urls: Urls
    summary: Summary
    http: httpx.AsyncClient
    objects: Path  # the folder of the object store
    database: asyncpg.Connection  # a superuser's: row-level security does not bind it
    operations: Operations  # the server's own, for what no request does
    officials: dict[tuple[str, str], Official] = field(default_factory=dict)

    @property
    def socket_url(self) -> str:
        """Where subscriptions go."""
        return f"ws{self.origin.removeprefix('http')}/graphql"

    @property
    def nobody(self) -> Official:
        """Somebody who has not signed in."""
        return Official(server=self)

    async def official(self, staff_number: str, city: str = HOME) -> Official:
        """A sample official, signed in once for all tests."""
        if (city, staff_number) not in self.officials:
            self.officials[city, staff_number] = await self.sign_in(staff_number, city)
        return self.officials[city, staff_number]

    async def sign_in(self, staff_number: str, city: str = HOME) -> Official:
        """A fresh session."""
        official = self.nobody
        made = await official.change(
            "sign_in",
            cityCode=city,
            staffNumber=staff_number,
            password=SAMPLE_PASSWORD,
            terminal=official.terminal,
        )
        official.token = made["token"]
        return official

    async def fingerprint(self, *, city_id: int | None = None, but: tuple[str, ...] = ()) -> Json:
        """A hash over all rows of each table, of one city or of all."""
        names = [
            row["relname"]
            for row in await self.database.fetch(CITY_OWNED)
            if row["relname"] not in but
        ]
        own = "" if city_id is None else f"WHERE city_id = {city_id}"
        return {
            name: await self.database.fetchval(
                "SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), ''))"
                f" FROM {name} t {own}"
            )
            for name in names
        }

    async def events(self, request_id: str) -> list[Json]:
        """The audit events of a request, with their subjects."""
        return [
            {**event, "subjects": await self.subjects(event["id"])}
            for event in await self.database.fetch(
                "SELECT * FROM audit_event WHERE request_id = $1 ORDER BY id", request_id
            )
        ]

    async def subjects(self, event_id: UUID) -> set[tuple[str, UUID, bool]]:
        """Whose data an event is about: kind, id, whether only the existence was shown."""
        return {
            (row["kind"], row["subject_id"], row["is_blocked"])
            for row in await self.database.fetch(
                "SELECT * FROM audit_subject WHERE audit_event_id = $1", event_id
            )
        }

    async def let_leases_lapse(self) -> None:
        """Nobody edits any case: what an earlier test left has lapsed, though the clock stands."""
        await self.database.execute(
            "UPDATE counter_case SET editing_by = NULL, editing_session_id = NULL,"
            " editing_since = NULL, editing_until = NULL WHERE editing_by IS NOT NULL"
        )

    async def resident(self, sample: str) -> asyncpg.Record:
        """A resident of the home city with a fixed name."""
        return await self.database.fetchrow(
            "SELECT * FROM resident WHERE city_id = 1 AND number = $1",
            self.summary.samples[sample],
        )


CITY_OWNED = """
SELECT relation.oid, relation.relname, relation.relrowsecurity, relation.relforcerowsecurity
FROM pg_class relation
JOIN pg_attribute ON attrelid = relation.oid AND attname = 'city_id' AND NOT attisdropped
WHERE relation.relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
ORDER BY relname
"""


@dataclass
class Seeded:
    """A seeded database that no server runs on yet."""

    urls: Urls
    superuser_url: str
    objects: Path

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[Server]:
        """Seed the cities and serve them under a clock that stands still until it is moved."""
        keyring = new_keyring()
        settings = SeedSettings(residents=RESIDENTS, today=TODAY)
        summary = await seed_cities(self.urls, settings, keyring)
        clock = Clock(MORNING)
        application = make_application(
            self.urls,
            TransportSettings(),
            keyring,
            self.objects,
            clock=clock,
            make_id=seeded_ids(7),  # in the order of making, though the clock stands still
        )
        listener = socket.create_server(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        running = uvicorn.Server(
            uvicorn.Config(application, ws="websockets-sansio", log_level="warning")
        )
        task = asyncio.create_task(running.serve(sockets=[listener]))
        database = await asyncpg.connect(self.superuser_url)
        try:
            async with httpx.AsyncClient(base_url=origin, timeout=30) as http:
                yield Server(
                    origin=origin,
                    clock=clock,
                    urls=self.urls,
                    summary=summary,
                    http=http,
                    objects=self.objects,
                    database=database,
                    operations=cast(OperationExecutor, application.executor).operations,
                )
        finally:
            await database.close()
            running.should_exit = True
            await task
            listener.close()


def scan() -> bytes:
    """A small picture, as a scanner would give it."""
    out = io.BytesIO()
    Image.new("L", (120, 170), "white").save(out, "PNG")
    return out.getvalue()


SCAN = scan()
WORKBOOK = Path("fixtures/workbooks/columns.xlsx").read_bytes()
ATTACHED: Json = {"label": "委任状", "kind": "POWER_OF_ATTORNEY"}


@dataclass(kw_only=True)
class Visit:
    """A counter case done over HTTP up to its printing: somebody asks for a certificate."""

    official: Official
    resident_id: str
    case_id: str
    person_id: str = ""
    task_id: str = ""
    section_id: str = ""
    other_section_id: str = ""
    form: str = "certificate_application"
    form_id: str = ""  # of the definition
    application_id: str = ""
    print_run_id: str = ""
    document_id: str = ""
    document_path: str = ""
    form_document: Json = field(default_factory=dict)  # of the filled form
    attachment_id: str = ""
    attachment_path: str = ""
    print_path: str = ""
    keys: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def open(cls, official: Official, resident_id: str, stating: str | None = None) -> Self:
        """Open the case and record the resident as the one who asks."""
        await official.server.let_leases_lapse()
        key, person_key = fresh_key(), fresh_key()
        case = await official.change(
            "open_case", stating=stating, idempotencyKey=key, **CERTIFICATE_CASE
        )
        visit = cls(
            official=official,
            resident_id=resident_id,
            case_id=case["id"],
            keys={"openCase": key, "recordPerson": person_key},
        )
        recorded = await official.change(
            "record_person",
            stating=stating,
            caseId=visit.case_id,
            role="APPLICANT",
            residentId=resident_id,
            idempotencyKey=person_key,
        )
        assert recorded["__typename"] == "Case", recorded
        visit.person_id = recorded["persons"][0]["id"]
        await visit.find_task()
        visit.form_id = await visit.find_form()
        return visit

    async def find_form(self) -> str:
        """The definition of the form."""
        found = await self.official.server.database.fetchval(
            "SELECT id FROM form_definition WHERE code = $1 AND city_id ="
            " (SELECT city_id FROM counter_case WHERE id = $2)",
            self.form,
            uuid_of(self.case_id),
        )
        return str(encode_id("FormDefinition", found))

    async def find_task(self) -> None:
        """The first task of the case, and another section than the one that has it."""
        database = self.official.server.database
        task = await database.fetchrow(
            "SELECT id, section_id, city_id FROM case_task WHERE case_id = $1 ORDER BY position",
            uuid_of(self.case_id),
        )
        other = await database.fetchval(
            "SELECT id FROM section WHERE city_id = $1 AND code = 'insurance'", task["city_id"]
        )
        self.task_id = str(encode_id("Task", task["id"]))
        self.section_id = str(encode_id("Section", task["section_id"]))
        self.other_section_id = str(encode_id("Section", other))

    async def identify(self, stating: str | None = None) -> Json:
        """Identify the notifier, who shows a power of attorney as well."""
        self.keys["recordIdentityCheck"] = fresh_key()
        await self.official.change(
            "record_identity_check",
            stating=stating,
            caseId=self.case_id,
            expectedVersion=1,
            documents=[{"code": "PASSPORT", "how": "SEEN", "validUntil": "2030-04-12"}],
            idempotencyKey=self.keys["recordIdentityCheck"],
        )
        self.keys["recordProof"] = fresh_key()
        made: Json = await self.official.change(
            "record_proof",
            stating=stating,
            caseId=self.case_id,
            code="POWER_OF_ATTORNEY",
            state="SHOWN",
            document="委任状",
            expectedVersion=0,
            idempotencyKey=self.keys["recordProof"],
        )
        assert made["__typename"] == "Case", made
        return made

    async def fill(self, stating: str | None = None) -> Json:
        """Fill the application form."""
        self.keys["fillForm"] = fresh_key()
        made: Json = await self.official.change(
            "fill_form",
            stating=stating,
            caseId=self.case_id,
            formCode=self.form,
            idempotencyKey=self.keys["fillForm"],
        )
        assert made["__typename"] == "Application", made
        self.application_id = made["id"]
        return made

    async def fill_again(self) -> Json:
        """Fill the form once more, with nothing new: it says what the case says now."""
        query = "query ($id: ID!) { case(id: $id) { ... on Case { applications { version } } } }"
        case = (await self.official.ask(query, id=self.case_id)).field
        made: Json = await self.official.change(
            "fill_form",
            caseId=self.case_id,
            formCode=self.form,
            expectedVersion=case["applications"][0]["version"],
        )
        assert made["__typename"] == "Application", made
        return made

    async def print(self, stating: str | None = None) -> Json:
        """Print all documents."""
        self.keys["printDocuments"] = fresh_key()
        made: Json = await self.official.change(
            "print_documents",
            stating=stating,
            caseId=self.case_id,
            idempotencyKey=self.keys["printDocuments"],
            confirmedAlerts=CONFIRMED,
        )
        assert made["__typename"] == "PrintRun", made
        self.print_run_id = made["id"]
        self.document_id = made["documents"][0]["id"]
        self.document_path = made["documents"][0]["path"]
        self.form_document = next(one for one in made["documents"] if one["kind"] == "FORM")
        self.print_path = made["pdfPath"]
        return made

    async def attach(self, content: bytes = SCAN, stating: str | None = None, **more: Any) -> Json:
        """Attach a file; gives the answer, also where it is refused."""
        self.keys["attachDocument"] = fresh_key()
        given = {"caseId": self.case_id, **ATTACHED, "file": File("scan.png", content)}
        made: Json = await self.official.change(
            "attach_document",
            stating=stating,
            **{"idempotencyKey": self.keys["attachDocument"], **given, **more},
        )
        if made["__typename"] == "Attachment":
            self.attachment_id, self.attachment_path = made["id"], made["contentPath"]
        return made


async def put_off_elsewhere(official: Official, case_id: str) -> None:
    """The citizen goes home: what sections other than 市民課 have to do waits for another day."""
    case = (await official.run("case", id=case_id)).field
    tasks = [
        {"taskId": task["id"], "expectedVersion": task["version"]}
        for task in case["tasks"]
        if task["status"] == "WAITING" and task["section"]["name"] != "市民課"
    ]
    if tasks:
        done = await official.change("complete_task", tasks=tasks, outcome="LATER")
        assert done["__typename"] == "Case", done


# What the case below gives to confirm: nobody was identified, a proxy showed nothing.
CONFIRMED = ["V20", "IDENTITY", "PROOF_POWER_OF_ATTORNEY"]
CERTIFICATE_CASE: Json = {
    "reason": "CERTIFICATE",
    "counter": "市民課１番窓口",
    "notifier": {
        "name": "若竹　伸",
        "furigana": "ワカタケ　シン",
        "relation": "PROXY",
        "address": "霞城市東町一丁目１番１号",
        "phone": "090-0000-0000",
        "birthOn": "1980-03-05",
    },
    "details": {
        "certificate": {
            "kind": "RESIDENT_RECORD_PERSON",
            "copies": 1,
            "requester": "PROXY",
            "items": [],
        }
    },
}


def fresh_key() -> str:
    """An idempotency key that nobody has used."""
    return f"test-{uuid4().hex}"


def uuid_of(global_id: str) -> UUID:
    """The UUID in a global id."""
    decoded = decode_id(global_id)
    assert decoded is not None
    return decoded[1]


def root_field(query: str) -> str:
    """The root field of a document with one operation."""
    for node in parse(query).definitions:
        if isinstance(node, OperationDefinitionNode):
            (selection,) = node.selection_set.selections
            return str(getattr(selection, "name").value)  # noqa: B009  # of any selection
    raise AssertionError("no operation")


def root_fields(kind: OperationType) -> set[str]:
    """The names of all root fields of the schema."""
    root = schema._schema.get_root_type(kind)
    return set(root.fields) if root else set()
