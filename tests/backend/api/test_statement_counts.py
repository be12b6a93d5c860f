"""How many SQL statements each documented operation sends, so that none grows unseen."""

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
from benchmarks.city import MORNING, OPERATIONS, InProcess
from examples.demo import family
from examples.demo.run import answer

# BEGIN, the settings and COMMIT are not counted: they are two messages of every operation.
STATEMENTS = {
    "open_case": 17,
    "open_case again": 16,  # the city's catalogue is known by now
    "record_person 1": 20,
    "record_person 2": 20,
    "record_person 3": 20,
    "record_person 4": 20,
    "record_person 5": 20,  # as many as for the first
    "record_answers to 27 questions": 21,
    "record_answers to 2 questions": 21,
    "choose_procedures": 17,
    "fill_form": 16,
    "print_documents": 23,
    "complete_case": 13,
    "withdraw_case": 9,
    "viewer": 6,
    "case": 9,
    "cases": 6,
    "node": 3,
    "reasons": 2,
    "form_definitions": 2,
    "form_definition": 3,
    "residents": 5,
    "resident": 7,
    "resident_listing": 5,
    "household": 4,
    "individual_number": 3,
    "procedures": 2,
    "audit_events": 6,
    "sign_out": 3,
}


class Counting(InProcess):
    """Notes how many statements each operation sent."""

    def __init__(self, application: Any) -> None:
        super().__init__(application)
        self.counts: dict[str, int] = {}
        self.sent = 0
        event.listen(self.operations.engine.sync_engine, "before_cursor_execute", self._count)

    def _count(self, *_: object) -> None:
        self.sent += 1

    async def measure(self, title: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Run the operation named by the title's first word."""
        self.sent = 0
        answered = await self.run(title.split()[0], variables)
        self.counts[title] = self.sent
        return answered

    async def change(self, title: str, **given: Any) -> dict[str, Any]:
        """Run a mutation, with a fresh key, and give the object it made."""
        key = f"key-{len(self.counts):06d}"
        answered = await self.measure(title, {"input": {**given, "idempotencyKey": key}})
        (made,) = answered.values()
        assert made["__typename"] in {"Case", "Application", "PrintRun"}, made
        return dict(made)


@pytest.fixture
async def client(fresh_database: Urls, tmp_path: Path) -> AsyncIterator[Counting]:
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


async def move_in(client: Counting) -> dict[str, Any]:
    """The main job: a family of five."""
    case = await client.change(
        "open_case",
        counter="市民課",
        reason="MOVE_IN",
        notifier={
            "name": family.HEAD,
            "relation": "HEAD",
            "furigana": "カサイ　ケンイチ",
            "phone": "090-0000-0001",
            "address": family.NEW_ADDRESS["text"],
            "birthOn": "1986-04-12",
        },
        details={
            "changedOn": "2026-11-15",
            "hasMovingOutCertificate": True,
            "plannedMoveOutOn": "2026-11-14",
            "newAddress": family.NEW_ADDRESS,
            "previousAddress": family.PREVIOUS_ADDRESS,
        },
    )
    for position, person in enumerate(family.PERSONS, start=1):
        title = f"record_person {position}"
        case = await client.change(title, caseId=case["id"], role="MOVER", person=person)
    while case["openQuestions"]:
        case = await client.change(
            f"record_answers to {len(case['openQuestions'])} questions",
            caseId=case["id"],
            expectedVersion=case["answersVersion"],
            answers=[
                given
                for question in case["openQuestions"]
                for given in answer(question, family.ANSWERS)
            ],
        )
    case = await client.change(
        "choose_procedures",
        caseId=case["id"],
        expectedVersion=case["answersVersion"],
        drop=[{"code": case["procedures"][-1]["code"], "because": "後日"}],
    )
    scope = [{"key": "change.scope", "value": "WHOLE"}]
    await client.change("fill_form", caseId=case["id"], formCode="resident_change", values=scope)
    alerts = {"confirmedAlerts": [finding["code"] for finding in case["findings"]]}
    await client.change("print_documents", caseId=case["id"], **alerts)
    await client.change(
        "complete_case", caseId=case["id"], expectedVersion=case["version"], **alerts
    )
    return case


async def reads(client: Counting, case: dict[str, Any]) -> dict[str, Any]:
    """Every documented query of a counter; gives a resident."""
    await client.measure("viewer", {})
    await client.measure("case", {"id": case["id"]})
    await client.measure("node", {"id": case["id"]})
    await client.measure("cases", {"first": 20})
    await client.measure("reasons", {})
    forms = await client.measure("form_definitions", {"first": 20})
    await client.measure("form_definition", {"id": forms["formDefinitions"]["nodes"][0]["id"]})
    found = await client.measure("residents", {"search": "あおば たろう 3550305", "first": 20})
    (resident,) = found["residents"]["nodes"]
    shown = await client.measure("resident", {"id": resident["id"]})
    await client.measure("household", {"id": shown["resident"]["household"]["id"]})
    await client.measure("procedures", {"first": 20})
    return dict(resident)


async def test_no_documented_operation_sends_more_statements_than_are_written_here(
    client: Counting,
) -> None:
    await client.sign_in()

    case = await move_in(client)
    resident = await reads(client, case)
    withdrawn = await client.change(
        "open_case again", counter="市民課", reason="CERTIFICATE",
        notifier={"name": "青葉　太郎", "relation": "SELF"},
    )  # fmt: skip
    await client.change(
        "withdraw_case",
        caseId=withdrawn["id"],
        expectedVersion=withdrawn["version"],
        reason="出直し",
    )
    await client.measure("sign_out", {})
    await client.sign_in("1002")
    await client.measure("resident_listing", {"address": "東町", "first": 20})
    await client.sign_in("1003")
    client.extensions = {"purpose": "転入の届出"}
    await client.measure("individual_number", {"residentId": resident["id"]})
    await client.sign_in("9002")
    await client.measure("audit_events", {"first": 20})

    assert client.counts == STATEMENTS


def test_every_documented_query_and_mutation_is_counted() -> None:
    counted = {title.split()[0] for title in STATEMENTS}

    documented = {path.stem for path in OPERATIONS.glob("*.graphql")}
    # A sign-in is not one of a thousand; a subscription reads in operations of its own.
    assert documented - counted == {"sign_in", "case_events"}
