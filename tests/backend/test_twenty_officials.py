"""Twenty officials on the same ten cases for a minute (contention at the counter).

Every change that was answered as accepted is in the end state, every other was refused and changed
nothing; no status is outside the tables; each operation has exactly its event.
"""

import asyncio
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest

from backend.cases.status import ALLOWED_STEPS, CaseStatus, Step, TaskStatus
from backend.database.settings import Urls
from tests.backend.crowd import CHOSEN, FORM, Attempt, Crowd, Worker
from tests.served import served
from tests.server import Json, uuid_of

SECONDS = 60
LONGEST_SECONDS = 240
OFFICIALS = [f"7{number:03}" for number in range(20)]
CASES = 10
# What an official changes of a case's content: only who edits it may.
EDITS = {
    "PERSON_RECORDED": Step.RECORD_PERSON,
    "PERSON_REMOVED": Step.RECORD_PERSON,
    "ANSWERS_RECORDED": Step.RECORD_ANSWERS,
    "PROCEDURES_CHOSEN": Step.CHOOSE_PROCEDURES,
    "FORM_FILLED": Step.FILL_FORM,
    "COMPLETED": Step.COMPLETE,
    "WITHDRAWN": Step.WITHDRAW,
}
OTHER_STEPS = {"PRINTED": Step.PRINT, "ATTACHED": Step.ATTACH, "TAKEN_OVER": Step.TAKE_OVER}
ENDS = {"COMPLETED": CaseStatus.COMPLETED, "WITHDRAWN": CaseStatus.WITHDRAWN}
# Operation → the kind of event that it leaves in the case's timeline.
KINDS = {
    "record_answers": "ANSWERS_RECORDED",
    "choose_procedures": "PROCEDURES_CHOSEN",
    "fill_form": "FORM_FILLED",
    "print_documents": "PRINTED",
    "attach_document": "ATTACHED",
    "return_task": "TASK_RETURNED",
    "complete_task": "TASK_COMPLETED",
    "complete_case": "COMPLETED",
    "withdraw_case": "WITHDRAWN",
}


@dataclass(frozen=True)
class EndState:
    """What the database holds when all have gone home."""

    cases: dict[str, asyncpg.Record]  # by global id
    people: dict[str, dict[str, asyncpg.Record]]  # case → name → person
    applications: dict[str, asyncpg.Record]
    chosen: dict[str, asyncpg.Record]
    tasks: dict[str, asyncpg.Record]
    timelines: dict[str, list[asyncpg.Record]]
    prints: Counter[str]
    attachments: Counter[str]
    audit: dict[str, list[tuple[str, str]]]  # request → (action, outcome)


@pytest.mark.timeout(400)
async def test_what_was_accepted_is_there_and_nothing_else(
    fresh_database: Urls, make_open_folder: Callable[[], Path]
) -> None:
    folder = make_open_folder()
    with served(fresh_database, folder) as address:
        await add_officials(fresh_database)
        crowd = await a_minute_of_work(address)
    end = await end_state(fresh_database, crowd)

    assert crowd.lost == []
    assert len(crowd.attempts) >= 200
    assert_enough_of_everything(crowd)
    for attempt in crowd.attempts:
        outcome = "DONE" if attempt.is_accepted else "REFUSED"
        assert end.audit[attempt.request_id] == [(camel(attempt.operation), outcome)]
    for case_id, row in end.cases.items():
        assert row["status"] in set(CaseStatus)
        assert faults_of_timeline(end.timelines[case_id], row["status"]) == []
        assert events_of(crowd, end, case_id) == expected_events(crowd, case_id)
        assert_content(crowd, end, case_id)
    assert_tasks(crowd, end)
    assert (await lost_objects(folder, fresh_database)) == []


def assert_enough_of_everything(crowd: Crowd) -> None:
    """The minute was worth it: every operation was accepted and refused, often enough."""
    assert missing(crowd) == set()


def missing(crowd: Crowd) -> set[str]:
    """Operations that nobody has done yet, and refusals that nobody has met yet."""
    wanted = set(KINDS) - {"complete_case", "withdraw_case"}
    done = {attempt.operation for attempt in crowd.attempts if attempt.is_accepted}
    refused = {"BeingEdited", "VersionConflict", "WrongStatus", "NotPermitted"}
    return (wanted - done) | (refused - set(crowd.answers()))


async def a_minute_of_work(address: str) -> Crowd:
    """Ten cases are opened and let go; then all twenty work on them."""
    crowd = Crowd()
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        workers = [Worker(http, number, crowd, [], random.Random(number)) for number in OFFICIALS]
        for worker in workers:
            await worker.sign_in()
        case_ids = [await opened(worker) for worker in workers[:CASES]]
        for worker in workers:
            worker.case_ids = case_ids
        until = time.monotonic() + SECONDS

        async def work(worker: Worker) -> None:
            # A slow or busy machine gets longer until everything has happened.
            while (left := until - time.monotonic()) > 0 or (
                left > SECONDS - LONGEST_SECONDS and missing(crowd)
            ):
                await worker.once()

        async def close_one() -> None:
            # The others go on trying: from then on it refuses nearly everything.
            await asyncio.sleep(SECONDS / 2)
            await withdraw(workers[0], case_ids[0])

        await asyncio.gather(close_one(), *(work(worker) for worker in workers))
    return crowd


async def opened(worker: Worker) -> str:
    """A family of two moves in; its case is free for everybody."""
    key = uuid4().hex
    given = {
        "reason": "MOVE_IN",
        "counter": "市民課１番窓口",
        "notifier": {"name": "青山　一", "relation": "HEAD", "phone": "090-0000-0001"},
        "details": {
            "changedOn": "2026-11-20",
            "hasMovingOutCertificate": True,
            "newAddress": {"text": "霞城市東町一丁目１番１号", "headName": "青山　一"},
            "previousAddress": {"text": "海星県海星市中央二丁目２番"},
        },
        "idempotencyKey": key,
    }
    case = await worker.run("open_case", {"input": given}, key)
    for number, (name, furigana, codes) in enumerate(
        (("青山　一", "アオヤマ　ハジメ", ["02"]), ("青山　双葉", "アオヤマ　フタバ", ["12"]))
    ):
        person = {
            "name": name,
            "furigana": furigana,
            "birthDate": "3550305",
            "sex": "FEMALE" if number else "MALE",
            "relationshipCodes": codes,
            "isJapanese": True,
        }
        recorded = {
            "caseId": case["id"],
            "role": "MOVER",
            "person": person,
            "idempotencyKey": uuid4().hex,
        }
        await worker.run("record_person", {"input": recorded}, uuid4().hex)
    freed = {"caseId": case["id"], "idempotencyKey": uuid4().hex}
    await worker.run("release_case", {"input": freed}, uuid4().hex)
    return str(case["id"])


async def withdraw(worker: Worker, case_id: str) -> None:
    """Take a case over and withdraw it; in between a colleague may have done the same."""
    while not worker.crowd.accepted("withdraw_case", case_id):
        await worker.change("take_over_case", case_id, caseId=case_id)
        case = await worker.run("case", {"id": case_id}, uuid4().hex)
        if case["status"] != CaseStatus.OPEN:
            return
        await worker.change(
            "withdraw_case",
            case_id,
            caseId=case_id,
            expectedVersion=case["version"],
            reason="出直すとのこと",
        )


async def add_officials(urls: Urls) -> None:
    """Twenty accounts like the sample official's, who work for three sections."""
    connection = await asyncpg.connect(urls.owner)
    try:
        await connection.execute("SET app.city_id = '1'")
        for number in OFFICIALS:
            await connection.execute(
                """
                WITH made AS (
                    INSERT INTO staff SELECT (jsonb_populate_record(staff, jsonb_build_object(
                        'id', gen_random_uuid(), 'staff_number', $1::text,
                        'name', '職員' || $1))).*
                    FROM staff WHERE staff_number = '1001' RETURNING city_id, id
                ), grouped AS (
                    INSERT INTO staff_membership (city_id, staff_id, group_id)
                    SELECT made.city_id, made.id, staff_group.id
                    FROM made, staff_group WHERE code = 'counter'
                )
                INSERT INTO staff_section (city_id, staff_id, section_id)
                SELECT made.city_id, made.id, section.id
                FROM made, section WHERE code IN ('insurance', 'child_benefit', 'water')
                """,
                number,
            )
    finally:
        await connection.close()


async def end_state(urls: Urls, crowd: Crowd) -> EndState:
    """Read everything that the checks look at."""
    connection = await asyncpg.connect(urls.owner)
    await connection.execute("SET app.city_id = '1'")
    case_ids = {uuid_of(attempt.case_id): attempt.case_id for attempt in crowd.attempts}
    fetch = connection.fetch

    def by_case(rows: list[asyncpg.Record]) -> Iterator[tuple[str, asyncpg.Record]]:
        return ((case_ids[row["case_id"]], row) for row in rows if row["case_id"] in case_ids)

    people: dict[str, dict[str, asyncpg.Record]] = defaultdict(dict)
    for case_id, row in by_case(await fetch("SELECT * FROM case_person")):
        people[case_id][row["name"]] = row
    timelines: dict[str, list[asyncpg.Record]] = defaultdict(list)
    for row in await fetch(
        "SELECT subject_id AS case_id, * FROM event WHERE stream_kind = 'CASE' ORDER BY number"
    ):
        timelines[case_ids[row["case_id"]]].append(row)
    audit: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in await fetch("SELECT request_id, actions, outcome FROM audit_event"):
        audit[row["request_id"]].extend((action, row["outcome"]) for action in row["actions"])
    chosen = await fetch("SELECT * FROM case_procedure WHERE code = $1", CHOSEN)
    state = EndState(
        cases={case_ids[row["id"]]: row for row in await fetch("SELECT * FROM counter_case")},
        people=people,
        applications=dict(by_case(await fetch("SELECT * FROM application"))),
        chosen=dict(by_case(chosen)),
        tasks={str(row["id"]): row for row in await fetch("SELECT * FROM case_task")},
        timelines=timelines,
        prints=Counter(c for c, _ in by_case(await fetch("SELECT * FROM print_run"))),
        attachments=Counter(c for c, _ in by_case(await fetch("SELECT * FROM attachment"))),
        audit=audit,
    )
    await connection.close()
    return state


def faults_of_timeline(events: list[asyncpg.Record], status: str) -> list[str]:
    """Follow a case through its timeline: numbers, who edits, and what each status allows."""
    faults = []
    editor, present = None, CaseStatus.OPEN
    for number, event in enumerate(events, start=1):
        kind, staff = event["kind"], event["staff_id"]
        step = EDITS.get(kind) or OTHER_STEPS.get(kind)
        if event["number"] != number:
            faults.append(f"{number} is {event['number']}")
        if step is not None and step not in ALLOWED_STEPS[present]:
            faults.append(f"{number} {kind} in {present}")
        if (kind in EDITS or kind == "RELEASED") and editor not in (None, staff):
            faults.append(f"{number} {kind} by somebody else than the editor")
        if kind in EDITS or kind in ("OPENED", "TAKEN_OVER"):
            editor = staff
        if kind in (*ENDS, "RELEASED"):
            editor = None
        present = ENDS.get(kind, present)
    if present != status:
        faults.append(f"{present} in the timeline, {status} in the row")
    return faults


def expected_events(crowd: Crowd, case_id: str) -> Counter[str]:
    """How many events of each kind the accepted changes of a case make."""
    counts = Counter({kind: len(crowd.accepted(name, case_id)) for name, kind in KINDS.items()})
    recorded = crowd.accepted("record_person", case_id)
    removed = [attempt for attempt in recorded if attempt.mark == "removed"]
    counts["PERSON_REMOVED"] = len(removed)
    counts["PERSON_RECORDED"] = 2 + len(recorded) - len(removed)
    return +counts


def events_of(crowd: Crowd, end: EndState, case_id: str) -> Counter[str]:
    """How many events of these kinds there are; taking over one's own leaves none."""
    kinds = {*KINDS.values(), "PERSON_RECORDED", "PERSON_REMOVED"}
    found = Counter(event["kind"] for event in end.timelines[case_id])
    for name, kind in (
        ("take_over_case", "TAKEN_OVER"),
        ("release_case", "RELEASED"),
        ("take_task", "TASK_TAKEN"),
    ):
        once = 1 if kind == "RELEASED" else 0  # the case was let go before the minute began
        assert found[kind] <= len(crowd.accepted(name, case_id)) + once
    return Counter({kind: count for kind, count in found.items() if kind in kinds})


def assert_content(crowd: Crowd, end: EndState, case_id: str) -> None:
    """The last accepted change of each thing is what stands there."""
    case = end.cases[case_id]
    answered = crowd.accepted("record_answers", case_id)
    chosen = crowd.accepted("choose_procedures", case_id)
    versions = sorted(attempt.answer["answersVersion"] for attempt in [*answered, *chosen])
    assert versions == list(range(2, case["answers_version"] + 1))
    if answered:
        mark = last(answered, "answersVersion").mark
        assert case["new_address"] == f"霞城市東町{mark}"
    if chosen:
        assert end.chosen[case_id]["decided_because"] == last(chosen, "answersVersion").mark
    filled = crowd.accepted("fill_form", case_id)
    assert sorted(a.answer["version"] for a in filled) == list(range(1, len(filled) + 1))
    if filled:
        row = end.applications[case_id]
        assert (row["form_code"], row["version"]) == (FORM, len(filled))
        entered = json.loads(row["entered"])
        assert entered["previous_address.head_name"] == last(filled, "version").mark
    assert end.prints[case_id] == len(crowd.accepted("print_documents", case_id))
    assert end.attachments[case_id] == len(crowd.accepted("attach_document", case_id))
    assert_people(crowd, end, case_id)


def last(attempts: list[Attempt], version: str) -> Attempt:
    """The one that made the highest version."""
    return max(attempts, key=lambda attempt: int(attempt.answer[version]))


def assert_people(crowd: Crowd, end: EndState, case_id: str) -> None:
    """Who was added and not taken out is there, as last changed."""
    recorded = crowd.accepted("record_person", case_id)
    added = {attempt.mark for attempt in recorded if attempt.subject == "added"}
    removed = {attempt.subject for attempt in recorded if attempt.mark == "removed"}
    present = end.people[case_id]
    assert len(present) == 2 + len(added) - len(removed)
    assert set(present) <= {"青山　一", "青山　双葉", *added}
    changes: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in recorded:
        if attempt.subject != "added" and attempt.mark != "removed":
            changes[str(uuid_of(attempt.subject))].append(attempt)
    for person in present.values():
        own = changes[str(person["id"])]
        assert person["version"] == 1 + len(own)
        if own:
            assert person["former_surname"] in {attempt.mark for attempt in own}


def assert_tasks(crowd: Crowd, end: EndState) -> None:
    """No version of a task was made twice, and the last change of it stands."""
    made: dict[str, list[Json]] = defaultdict(list)
    for name in ("take_task", "return_task"):
        for attempt in crowd.accepted(name):
            made[str(uuid_of(attempt.subject))].append(attempt.answer)
    for task_id, answers in made.items():
        row = end.tasks[task_id]
        assert row["status"] in set(TaskStatus)
        latest = max(answers, key=lambda answer: int(answer["version"]))
        assert latest["version"] <= row["version"]
        if latest["version"] == row["version"]:
            assert latest["status"] == row["status"]
    for case_id in end.cases:
        kinds = Counter(event["kind"] for event in end.timelines[case_id])
        assert kinds["TASK_COMPLETED"] == len(crowd.accepted("complete_task", case_id))


async def lost_objects(folder: Path, urls: Urls) -> list[str]:
    """Printed documents and attachments whose bytes are not in the object store."""
    connection = await asyncpg.connect(urls.owner)
    await connection.execute("SET app.city_id = '1'")
    documents = await connection.fetch("SELECT id FROM document")
    attachments = await connection.fetch("SELECT id FROM attachment")
    await connection.close()
    keys = [f"documents/1/{row['id']}.pdf" for row in documents]
    keys += [f"attachments/1/{row['id']}.content" for row in attachments]
    return [key for key in keys if not (folder / "objects" / key).is_file()]


def camel(name: str) -> str:
    """An operation's field."""
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
