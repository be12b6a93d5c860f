"""Twenty officials at the same ten cases: what each of them tries, and what was answered."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.server import SCAN, Json, documented, fresh_key

PASSWORD = "madoguchi-sample"
# The answers that say that something was changed.
ACCEPTED = {"Case", "Application", "PrintRun", "Task", "Attachment"}
FORM = "resident_change"
CHOSEN = "JK13"  # a procedure that only an official's own decision brings here


@dataclass(frozen=True)
class Attempt:
    """One mutation: by whom, on which case, with what mark, and its answer."""

    operation: str
    official: str
    case_id: str
    request_id: str
    answer: Json
    mark: str = ""
    subject: str = ""  # the task or person

    @property
    def is_accepted(self) -> bool:
        """Whether it was carried out."""
        return self.answer["__typename"] in ACCEPTED


@dataclass
class Crowd:
    """What all of them did."""

    attempts: list[Attempt] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # answers that are no answers

    def accepted(self, operation: str, case_id: str | None = None) -> list[Attempt]:
        """What of an operation was carried out."""
        return [
            attempt
            for attempt in self.attempts
            if attempt.operation == operation
            and attempt.is_accepted
            and case_id in (None, attempt.case_id)
        ]

    def answers(self) -> Counter[str]:
        """How often each kind of answer came."""
        return Counter(attempt.answer["__typename"] for attempt in self.attempts)


@dataclass
class Worker:
    """One official: looks at a case and does something with it, again and again."""

    http: httpx.AsyncClient
    number: str
    crowd: Crowd
    case_ids: list[str]
    chance: random.Random
    token: str = ""

    async def run(self, name: str, variables: Json, request_id: str) -> Json:
        """Send a documented operation; gives its one field."""
        answer = await self.http.post(
            "/graphql",
            json={"query": documented(name), "variables": variables},
            headers=self.headers(request_id),
        )
        return self._field(answer, name)

    def headers(self, request_id: str) -> dict[str, str]:
        """What every request carries."""
        signed_in = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return {
            "accept": "application/graphql-response+json",
            "x-request-id": request_id,
            **signed_in,
        }

    def _field(self, answer: httpx.Response, name: str) -> Json:
        body = answer.json()
        if answer.status_code != 200 or "errors" in body:
            self.crowd.lost.append(f"{name}: {answer.status_code} {body.get('errors')}")
            return {"__typename": "nothing"}
        (value,) = body["data"].values()
        return dict(value)

    async def sign_in(self) -> None:
        """Sign in."""
        given = {"cityCode": "992011", "staffNumber": self.number, "password": PASSWORD}
        made = await self.run("sign_in", {"input": given}, uuid4().hex)
        self.token = made["token"]

    async def change(
        self, name: str, case_id: str, *, mark: str = "", subject: str = "", **given: Any
    ) -> Json:
        """Send a mutation and note it with its answer."""
        request_id = uuid4().hex
        answer = await self.run(
            name, {"input": {**given, "idempotencyKey": fresh_key()}}, request_id
        )
        self.crowd.attempts.append(
            Attempt(name, self.number, case_id, request_id, answer, mark, subject)
        )
        return answer

    async def once(self) -> None:
        """Look at a case, and do one thing."""
        case = await self.run("case", {"id": self.chance.choice(self.case_ids)}, uuid4().hex)
        deeds, weights = zip(*DEEDS.items(), strict=True)
        (deed,) = self.chance.choices(deeds, weights)
        answer = await deed(self, case)
        is_edited = answer is not None and answer["__typename"] == "BeingEdited"
        # Some wait for their colleague, some take over and try again.
        if is_edited and self.chance.random() < 0.5:
            await self.change("take_over_case", case["id"], caseId=case["id"])
            await deed(self, case)

    def fresh_mark(self) -> str:
        """Words that nobody else writes, without a digit."""
        letters = "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
        return "".join(self.chance.choices(letters, k=12))


async def _answer(worker: Worker, case: Json) -> Json:
    mark = worker.fresh_mark()
    return await worker.change(
        "record_answers",
        case["id"],
        mark=mark,
        caseId=case["id"],
        expectedVersion=case["answersVersion"],
        details={"newAddress": {"text": f"霞城市東町{mark}"}},
    )


async def _add_person(worker: Worker, case: Json) -> Json | None:
    if len(case["persons"]) > 6:
        return None
    mark = worker.fresh_mark()
    return await worker.change(
        "record_person",
        case["id"],
        mark=mark,
        subject="added",
        caseId=case["id"],
        role="MOVER",
        person={
            "name": mark,
            "furigana": mark,
            "birthDate": "3550305",
            "sex": "FEMALE",
            "relationshipCodes": ["20"],
            "isJapanese": True,
        },
    )


async def _change_person(worker: Worker, case: Json) -> Json:
    person, mark = worker.chance.choice(case["persons"]), worker.fresh_mark()
    return await worker.change(
        "record_person",
        case["id"],
        mark=mark,
        subject=person["id"],
        caseId=case["id"],
        role="MOVER",
        personId=person["id"],
        expectedVersion=person["version"],
        person={"formerSurname": mark},
    )


async def _remove_person(worker: Worker, case: Json) -> Json | None:
    if len(case["persons"]) < 4:
        return None
    person = case["persons"][-1]
    return await worker.change(
        "record_person",
        case["id"],
        mark="removed",
        subject=person["id"],
        caseId=case["id"],
        role="MOVER",
        personId=person["id"],
        expectedVersion=person["version"],
        isRemoved=True,
    )


async def _choose(worker: Worker, case: Json) -> Json:
    mark = worker.fresh_mark()
    return await worker.change(
        "choose_procedures",
        case["id"],
        mark=mark,
        caseId=case["id"],
        expectedVersion=case["answersVersion"],
        add=[{"code": CHOSEN, "because": mark}],
    )


async def _fill(worker: Worker, case: Json) -> Json:
    version = next((a["version"] for a in case["applications"] if a["formCode"] == FORM), 0)
    mark = worker.fresh_mark()
    return await worker.change(
        "fill_form",
        case["id"],
        mark=mark,
        caseId=case["id"],
        formCode=FORM,
        expectedVersion=version,
        values=[
            {"key": "change.scope", "value": "WHOLE"},
            {"key": "previous_address.head_name", "value": mark},
            {"key": "new_address.head_name", "value": "青山　一"},
        ],
    )


async def _print(worker: Worker, case: Json) -> Json | None:
    if not any(a["formCode"] == FORM and not a["problems"] for a in case["applications"]):
        return None
    alerts = [found["code"] for found in case["findings"] if found["severity"] == "ALERT"]
    return await worker.change(
        "print_documents",
        case["id"],
        caseId=case["id"],
        withGuide=False,
        formCodes=[FORM],
        confirmedAlerts=alerts,
    )


async def _work_task(worker: Worker, case: Json) -> Json | None:
    tasks = [task for task in case["tasks"] if task["__typename"] == "Task"]
    if not tasks:
        return None
    task = worker.chance.choice(tasks)
    on = {"taskId": task["id"], "expectedVersion": task["version"]}
    if worker.chance.random() < 0.3:
        outcome = worker.chance.choice(["DONE", "LATER"])
        return await worker.change("complete_task", case["id"], tasks=[on], outcome=outcome)
    taken = await worker.change(
        "take_task", case["id"], subject=task["id"], **on, isTakeOver=worker.chance.random() < 0.5
    )
    if taken["__typename"] == "Task" and worker.chance.random() < 0.5:
        on["expectedVersion"] = taken["version"]
        return await worker.change("return_task", case["id"], subject=task["id"], **on)
    return taken


async def _take_over(worker: Worker, case: Json) -> Json:
    return await worker.change("take_over_case", case["id"], caseId=case["id"])


async def _release(worker: Worker, case: Json) -> Json:
    return await worker.change("release_case", case["id"], caseId=case["id"])


async def _attach(worker: Worker, case: Json) -> Json:
    request_id = uuid4().hex
    given = {
        "caseId": case["id"],
        "label": "委任状",
        "kind": "POWER_OF_ATTORNEY",
        "file": None,
        "idempotencyKey": fresh_key(),
    }
    operations = {"query": documented("attach_document"), "variables": {"input": given}}
    answer = await worker.http.post(
        "/graphql",
        data={
            "operations": httpx.Request("POST", "http://x", json=operations).content.decode(),
            "map": '{"0": ["variables.input.file"]}',
        },
        files={"0": ("scan.png", SCAN, "image/png")},
        headers=worker.headers(request_id),
    )
    made = worker._field(answer, "attach_document")
    worker.crowd.attempts.append(
        Attempt("attach_document", worker.number, case["id"], request_id, made)
    )
    return made


async def _close(worker: Worker, case: Json) -> Json:
    on = {"caseId": case["id"], "expectedVersion": case["version"]}
    if worker.chance.random() < 0.5:
        return await worker.change("withdraw_case", case["id"], **on, reason="出直すとのこと")
    alerts = [found["code"] for found in case["findings"] if found["severity"] == "ALERT"]
    return await worker.change(
        "complete_case", case["id"], **on, confirmedAlerts=[*alerts, "LATER"]
    )


Deed = Callable[[Worker, Json], Awaitable[Json | None]]
DEEDS: dict[Deed, float] = {
    _answer: 4,
    _add_person: 2,
    _change_person: 3,
    _remove_person: 1,
    _choose: 3,
    _fill: 3,
    _print: 2,
    _work_task: 6,
    _take_over: 2,
    _release: 2,
    _attach: 1,
    _close: 0.02,
}
