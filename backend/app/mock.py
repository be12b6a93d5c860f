"""What ``madoguchi mock`` shows: an invented city with a case in every state.

The cases are made through the API's own documented operations, as its sample officials would.
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from backend.api.executor import OperationExecutor
from backend.api.schema import schema
from backend.api.transport.contract import Caller, GraphQLRequest
from backend.api.transport.documents import DocumentCache
from backend.api.transport.graphiql import OPERATIONS
from backend.api.transport.limits import Limits
from backend.api.transport.sockets import SocketRegistry
from backend.app.services import make_services
from backend.audit.repository import write_event
from backend.context.clock import JAPAN, Clock, seeded_ids
from backend.context.operation import Operations
from backend.database.encryption import Keyring
from backend.database.engine import make_engine
from backend.database.settings import Urls
from backend.events.listener import Listener
from backend.residents.invented import CITIES
from backend.shared.uploads import UploadedFile
from backend.staff.samples import SAMPLE_PASSWORD

ID_SEED = 11
CITY_CODE = CITIES[0].local_government_code
COUNTER = "市民課１番窓口"
OWN_SECTION = "citizens"  # of the official who makes the cases
MOST_ROUNDS = 30  # of questions that follow from answers
RESIDENT = "あおば たろう"
NOTIFIER = {
    "name": "青葉　太郎",
    "furigana": "アオバ　タロウ",
    "relation": "SELF",
    "address": "霞城市緑ヶ丘二丁目２２番３８号",
    "birthOn": "1980-03-05",
    "phone": "090-0000-0002",
}
CERTIFICATE = {"kind": "RESIDENT_RECORD_PERSON", "copies": 1, "requester": "SELF"}
PROXY = {"name": "若竹　伸", "furigana": "ワカタケ　シン", "relation": "PROXY"}
BY_PROXY = {"requester": "PROXY"}
# A couple from another city: nobody of them is in the register yet.
NEWCOMERS: tuple[Mapping[str, Any], ...] = (
    {
        "name": "星野　航",
        "furigana": "ホシノ　ワタル",
        "birthDate": "1990-06-12",
        "sex": "MALE",
        "relationshipCodes": ["02"],
        "isJapanese": True,
    },
    {
        "name": "星野　澪",
        "furigana": "ホシノ　ミオ",
        "birthDate": "1991-09-30",
        "sex": "FEMALE",
        "relationshipCodes": ["12"],
        "isJapanese": True,
    },
)
MOVE_IN = {
    "changedOn": None,  # set to yesterday
    "hasMovingOutCertificate": True,
    "newAddress": {
        "postalCode": "999-0101",
        "text": "霞城市東町一丁目５番１２号",
        "headName": "星野　航",
    },
    "previousAddress": {
        "postalCode": "999-0202",
        "text": "灘浜市港町二丁目３番４号",
        "headName": "星野　航",
    },
}


class UnexpectedAnswerError(Exception):
    """An operation of the mock's own did not answer as it should."""


@dataclass
class Terminal:
    """An official who runs documented operations inside this process."""

    executor: OperationExecutor
    documents: DocumentCache
    token: str | None = None
    keys: int = 0
    answers: dict[str, Any] = field(default_factory=dict)

    async def sign_in(self, staff_number: str) -> None:
        """Sign in as a sample official of the first city."""
        self.token = None
        made = await self.run(
            "sign_in",
            input={
                "cityCode": CITY_CODE,
                "staffNumber": staff_number,
                "password": SAMPLE_PASSWORD,
                "terminal": "窓口1",
            },
        )
        self.token = made["token"]

    async def run(self, name: str, **variables: Any) -> Any:
        """Run an operation; gives what its one root field answers."""
        document = self.documents.get((OPERATIONS / f"{name}.graphql").read_text("utf-8"))
        self.keys += 1
        answer = await self.executor.execute(
            document,
            GraphQLRequest(query=document.text, variables=variables),
            Caller(
                token=self.token,
                terminal="窓口1",
                request_id=f"mock-{self.keys:06d}",
                address="127.0.0.1",
            ),
        )
        if answer.errors or not isinstance(answer.data, dict):
            raise UnexpectedAnswerError(f"{name}: {answer.errors}")
        (value,) = answer.data.values()
        return value

    async def change(self, name: str, wanted: str, **given: Any) -> Any:
        """Run a mutation with a key of its own, and insist on the type of its answer."""
        return self._wanted(name, wanted, await self.run(name, input=self._with_key(name, given)))

    async def confirm(self, name: str, wanted: str, **given: Any) -> Any:
        """The same; alerts are confirmed when they are asked for."""
        made = await self.run(name, input=self._with_key(name, given))
        if made["__typename"] == "NeedsConfirmation":
            given["confirmedAlerts"] = [alert["code"] for alert in made["alerts"]]
            made = await self.run(name, input=self._with_key(name, given))
        return self._wanted(name, wanted, made)

    def _with_key(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        return {"idempotencyKey": f"mock-{name}-{self.keys:06d}", **given}

    def _wanted(self, name: str, wanted: str, made: Any) -> Any:
        if made["__typename"] != wanted:
            raise UnexpectedAnswerError(f"{name}: {made}")
        return made


async def fill_mock(urls: Urls, keyring: Keyring, objects: Path, clock: Clock) -> dict[str, str]:
    """Make the cases; gives an id for each placeholder of the sample variables."""
    engine = make_engine(urls.app)
    services = make_services(Listener(urls.app), objects)
    services["sockets"] = SocketRegistry()
    operations = Operations(
        engine=engine,
        clock=clock,
        make_id=seeded_ids(ID_SEED),
        keyring=keyring,
        write_audit=write_event,
        services=services,
    )
    terminal = Terminal(
        OperationExecutor(schema=schema, operations=operations),
        DocumentCache(schema._schema, Limits(), introspection=False),
    )
    try:
        return await _fill(terminal, clock)
    finally:
        await engine.dispose()


async def _publish_twice(terminal: Terminal, clock: Clock) -> dict[str, str]:
    """A form with a version in force and one for next month, and one that is to be removed."""
    await terminal.sign_in("9001")
    form = await terminal.change(
        "create_form", "FormDefinition", title="窓口アンケート", sectionCode=OWN_SECTION
    )
    today = clock.now().astimezone(JAPAN).date()
    ids = {"id": form["id"]}
    for name, days in (("in force", 0), ("scheduled", 30)):
        version = await terminal.change(
            "publish_form",
            "FormVersion",
            formId=form["id"],
            expectedVersion=1,
            validFrom=(today + timedelta(days=days)).isoformat(),
            confirmedAlerts=["UNCHANGED"],
        )
        ids[name] = version["id"]
    mistake = await terminal.change(
        "create_form", "FormDefinition", title="まちがえて作った帳票", sectionCode=OWN_SECTION
    )
    await terminal.sign_in("1001")
    return {**ids, "mistake": mistake["id"]}


async def _fill(terminal: Terminal, clock: Clock) -> dict[str, str]:
    await terminal.sign_in("1001")
    (resident,) = (await terminal.run("residents", search=RESIDENT, first=1))["nodes"]
    whole = await terminal.run("resident", id=resident["id"])
    forms = (await terminal.run("form_definitions", first=1))["nodes"]
    opened = await _open_certificate(terminal)
    another = await _open_certificate(terminal)
    proxy = await _open_certificate(terminal, {**NOTIFIER, **PROXY}, {**CERTIFICATE, **BY_PROXY})
    open_case = await _move_in(terminal, clock, is_finished=False)
    code = (await terminal.run("case", id=open_case["id"]))["handOverCode"]
    couples = [await _move_in(terminal, clock, is_finished=True) for _ in range(2)]
    tasks = await _work_tasks(terminal, couples)
    served = {
        last: await _serve_certificate(terminal, resident["id"], last)
        for last in ("filled", "attached", "shown", "shown again", "printed", "signed", "completed")
    }
    withdrawn = await _open_certificate(terminal)
    await terminal.change(
        "withdraw_case",
        "Case",
        caseId=withdrawn["id"],
        expectedVersion=withdrawn["version"],
        reason="本人の申出",
    )
    form = await _publish_twice(terminal, clock)
    return {
        "paste the id of a form of one's own": form["id"],
        "paste the id of a form made by mistake": form["mistake"],
        "paste the id of its version in force": form["in force"],
        "paste the id of its scheduled version": form["scheduled"],
        "paste an id of residents": resident["id"],
        "paste the id of a resident's household": whole["household"]["id"],
        "paste the id of a case": opened["id"],
        "paste the id of another case": another["id"],
        "paste the id of an open case": open_case["id"],
        "paste the id of a case with a proxy": proxy["id"],
        "paste the handOverCode of a case": code,
        "paste an id of formDefinitions": forms[0]["id"],
        "paste any id": resident["id"],
        "paste the id of an attachment": served["attached"]["id"],
        "paste the id of a showing": served["shown again"]["id"],
        "paste the id of a shown document": served["shown"]["documents"][0]["id"],
        "paste its contentHash": served["shown"]["documents"][0]["contentHash"],
        "paste the id of a printing": served["printed"]["id"],
        "paste the id of a printed document": _form_in(served["printed"]),
        "paste the id of a signature": served["signed"]["signatures"]["nodes"][0]["id"],
        **tasks,
    }


async def _work_tasks(terminal: Terminal, cases: list[Any]) -> dict[str, str]:
    """Take one task of the cases, put one off; gives the ids of some."""
    sections = (await terminal.run("sections", first=100))["nodes"]
    ids = {section["code"]: section["id"] for section in sections}
    waiting, another, taken, later, *_ = [
        task
        for case in cases
        for task in case["tasks"]
        if task["section"]["id"] == ids[OWN_SECTION]
    ]
    await terminal.change("take_task", "Task", taskId=taken["id"], expectedVersion=taken["version"])
    await terminal.change(
        "complete_task",
        "Case",
        tasks=[{"taskId": later["id"], "expectedVersion": later["version"]}],
        outcome="LATER",
    )
    return {
        "paste an id of tasks": waiting["id"],
        "paste the id of another task": another["id"],
        "paste the id of a taken task": taken["id"],
        "paste an id of sections": ids["insurance"],
        "paste the id of one's own section": ids[OWN_SECTION],
    }


async def _open_certificate(
    terminal: Terminal,
    notifier: Mapping[str, Any] = NOTIFIER,
    certificate: Mapping[str, Any] = CERTIFICATE,
) -> Any:
    return await terminal.change(
        "open_case",
        "Case",
        reason="CERTIFICATE",
        counter=COUNTER,
        notifier=notifier,
        details={"certificate": certificate},
    )


async def _serve_certificate(terminal: Terminal, resident_id: str, last: str) -> Any:
    """A certificate for a resident, up to the step ``last``; gives what that step made."""
    case = await _open_certificate(terminal)
    case = await terminal.change(
        "record_person", "Case", caseId=case["id"], role="APPLICANT", residentId=resident_id
    )
    case = await _answer_all(terminal, case)
    filled = await terminal.change(
        "fill_form", "Application", caseId=case["id"], formCode="certificate_application"
    )
    if last == "filled":
        return filled
    if last == "attached":
        return await terminal.change(
            "attach_document", "Attachment", caseId=case["id"], label="委任状", file=_scan(),
            kind="POWER_OF_ATTORNEY",
        )  # fmt: skip
    if last.startswith("shown"):
        return await terminal.confirm("show_to_citizen", "Showing", caseId=case["id"], minutes=30)
    printed = await terminal.confirm("print_documents", "PrintRun", caseId=case["id"])
    if last == "printed":
        return printed
    if last == "signed":
        return await terminal.change(
            "record_paper_signature", "Application", documentId=_form_in(printed)
        )
    return await terminal.confirm(
        "complete_case", "Case", caseId=case["id"], expectedVersion=case["version"]
    )


def _form_in(printed: Any) -> str:
    """The id of the form among what was printed."""
    return next(str(one["id"]) for one in printed["documents"] if one["kind"] == "FORM")


def _scan() -> UploadedFile:
    """A sheet of white paper, as a scanner gives it."""
    written = io.BytesIO()
    Image.new("L", (420, 594), 255).save(written, "PNG")
    content = written.getvalue()
    return UploadedFile(
        name="scan.png", content=content, sha256=hashlib.sha256(content).hexdigest()
    )


async def _move_in(terminal: Terminal, clock: Clock, *, is_finished: bool) -> Any:
    """A couple moving in: all is answered, or the questions that follow from others are open."""
    yesterday = (clock.now().astimezone(JAPAN).date() - timedelta(days=1)).isoformat()
    case = await terminal.change(
        "open_case",
        "Case",
        reason="MOVE_IN",
        counter=COUNTER,
        notifier={"name": "星野　航", "relation": "SELF"},
        details={**MOVE_IN, "changedOn": yesterday},
    )
    for person in NEWCOMERS:
        case = await terminal.change(
            "record_person", "Case", caseId=case["id"], role="MOVER", person=person
        )
    if is_finished:
        return await terminal.run("case", id=(await _answer_all(terminal, case))["id"])
    half = case["openQuestions"][: len(case["openQuestions"]) // 2]
    return await _answer(terminal, case, half)


async def _answer_all(terminal: Terminal, case: Any) -> Any:
    for _ in range(MOST_ROUNDS):
        if not case["openQuestions"]:
            return case
        case = await _answer(terminal, case, case["openQuestions"])
    raise UnexpectedAnswerError("the questions do not end")


async def _answer(terminal: Terminal, case: Any, questions: list[Any]) -> Any:
    return await terminal.change(
        "record_answers",
        "Case",
        caseId=case["id"],
        expectedVersion=case["answersVersion"],
        answers=[entry for question in questions for entry in _given(question)],
    )


def _given(question: Mapping[str, Any]) -> list[dict[str, Any]]:
    """«No», the first choice, or that the person cannot say: of each person who is asked."""
    if question["type"] == "boolean":
        value: dict[str, Any] = {"yes": False}
    elif question["choices"]:
        value = {"choice": question["choices"][0]["value"]}
    else:
        value = {"cannotSay": True}
    if not question["isPersonal"]:
        return [{"question": question["code"], **value}]
    return [
        {"question": question["code"], "personId": person["id"], **value}
        for person in question["persons"]
    ]
