"""What sections do with their tasks: take, return, complete, hand over, follow; two at once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from backend.cases.status import ALLOWED_TASK_STEPS, TaskStatus, TaskStep
from backend.reading.global_ids import encode_id
from tests.server import Json, Official, Server, Visit, documented, fresh_key, uuid_of

AUDIT = ("audit_event", "audit_subject")
BECAUSE = "本人の希望"
# By hand, and compared with the server's table: the steps that are open in each status.
OPEN_STEPS = {
    TaskStatus.WAITING: {TaskStep.TAKE, TaskStep.COMPLETE, TaskStep.HAND_OVER},
    TaskStatus.TAKEN: {TaskStep.TAKE, TaskStep.RETURN, TaskStep.COMPLETE, TaskStep.HAND_OVER},
    TaskStatus.LATER: {TaskStep.TAKE, TaskStep.COMPLETE, TaskStep.HAND_OVER},
    TaskStatus.COMPLETED: set[TaskStep](),
    TaskStatus.CANCELLED: set[TaskStep](),
}


@dataclass(kw_only=True)
class Job:
    """A case with a task of 市民課, one of 国保年金課 and one of 介護保険課."""

    server: Server
    visit: Visit
    insurer: Official  # 国保年金課
    carer: Official  # 介護保険課
    branch: Official  # works for five sections

    @property
    def clerk(self) -> Official:
        return self.visit.official

    async def case(self) -> Json:
        shown: Json = (await self.clerk.run("case", id=self.visit.case_id)).field
        return shown

    async def task(self, code: str) -> Json:
        """A task as it stands."""
        case = await self.case()
        return next(task for task in case["tasks"] if task["procedureCode"] == code)

    async def at(self, code: str) -> Json:
        """A task and its version, as a mutation names them."""
        task = await self.task(code)
        return {"taskId": task["id"], "expectedVersion": task["version"]}

    async def section(self, code: str) -> str:
        """The id of a section."""
        found = await self.server.database.fetchval(
            "SELECT id FROM section WHERE city_id = 1 AND code = $1", code
        )
        return str(encode_id("Section", found))

    async def take(self, official: Official, code: str, **more: Any) -> Json:
        made: Json = await official.change("take_task", **await self.at(code), **more)
        return made

    async def complete(self, official: Official, *codes: str, **more: Any) -> Json:
        tasks = [await self.at(code) for code in codes]
        made: Json = await official.change("complete_task", tasks=tasks, **more)
        return made

    async def choose(self, **more: Any) -> Json:
        case = await self.case()
        made: Json = await self.clerk.change(
            "choose_procedures",
            caseId=self.visit.case_id,
            expectedVersion=case["answersVersion"],
            **more,
        )
        assert made["__typename"] == "Case", made
        return made

    async def close(self, *confirmed: str, **more: Any) -> Json:
        """Complete the case; what the checks found is confirmed."""
        case = await self.case()
        made: Json = await self.clerk.change(
            "complete_case",
            caseId=self.visit.case_id,
            expectedVersion=case["version"],
            confirmedAlerts=[*(finding["code"] for finding in case["findings"]), *confirmed],
            **more,
        )
        return made

    async def timeline(self) -> list[str]:
        return [event["kind"] for event in (await self.case())["timeline"]["nodes"]]


@pytest.fixture
async def job(running: Server, visit: Visit) -> AsyncIterator[Job]:
    job = Job(
        server=running,
        visit=visit,
        insurer=await running.official("2001"),
        carer=await running.official("2002"),
        branch=await running.official("3001"),
    )
    await job.choose(add=[{"code": code, "because": BECAUSE} for code in ("KH01", "KG01")])
    yield job
    await running.database.execute("UPDATE section SET closed_on = NULL WHERE city_id = 1")


# Which tasks there are


async def test_each_needed_procedure_is_a_task_of_its_counters_section(job: Job) -> None:
    tasks = (await job.case())["tasks"]

    assert {(task["procedureCode"], task["section"]["name"], task["status"]) for task in tasks} == {
        ("JK20", "市民課", "WAITING"),
        ("KH01", "国保年金課", "WAITING"),
        ("KG01", "介護保険課", "WAITING"),
    }


async def test_an_office_outside_the_city_gets_no_task(job: Job) -> None:
    made = await job.choose(add=[{"code": "NK10", "because": BECAUSE}])

    assert "NK10" in [procedure["code"] for procedure in made["procedures"]]
    assert len((await job.case())["tasks"]) == 3


async def test_a_procedure_that_goes_cancels_its_task_and_one_that_comes_back_opens_it(
    job: Job,
) -> None:
    before = await job.task("KH01")

    await job.choose(drop=[{"code": "KH01", "because": "勤務先の保険に入った"}])
    dropped = await job.task("KH01")
    await job.choose(add=[{"code": "KH01", "because": BECAUSE}])
    again = await job.task("KH01")

    assert [task["status"] for task in (before, dropped, again)] == [
        "WAITING",
        "CANCELLED",
        "WAITING",
    ]
    assert [task["version"] for task in (before, dropped, again)] == [1, 2, 3]
    assert before["id"] == again["id"]


async def test_what_a_section_has_done_stays_done(job: Job) -> None:
    await job.complete(job.insurer, "KH01")

    await job.choose(drop=[{"code": "KH01", "because": "別の届に含めた"}])

    assert (await job.task("KH01"))["status"] == "COMPLETED"


async def test_without_a_section_the_task_stays_with_whoever_received_it(job: Job) -> None:
    close = "UPDATE section SET closed_on = $1 WHERE city_id = 1 AND code = 'nursery'"
    await job.server.database.execute(close, job.server.clock.now().date())

    await job.choose(add=[{"code": "KD15", "because": BECAUSE}])

    query = "query ($id: ID!) { node(id: $id) { ... on Task { note section { name } } } }"
    task = await job.task("KD15")
    shown = (await job.clerk.ask(query, id=task["id"])).field
    assert shown == {
        "note": "窓口「保育課」の課がないため、受付した課の手続としました。",
        "section": {"name": "市民課"},
    }


# What may be done in which status


def test_the_table_is_the_servers() -> None:
    assert {status: set(steps) for status, steps in ALLOWED_TASK_STEPS.items()} == OPEN_STEPS


async def brought_to(job: Job, status: TaskStatus) -> None:
    """The task of 国保年金課, in a status."""
    match status:
        case TaskStatus.TAKEN:
            await job.take(job.insurer, "KH01")
        case TaskStatus.COMPLETED:
            await job.complete(job.insurer, "KH01")
        case TaskStatus.LATER:
            await job.complete(job.insurer, "KH01", outcome="LATER")
        case TaskStatus.CANCELLED:
            await job.choose(drop=[{"code": "KH01", "because": "不要"}])


@pytest.mark.parametrize("step", list(TaskStep), ids=lambda step: step.name)
@pytest.mark.parametrize("status", list(TaskStatus), ids=lambda status: status.value)
async def test_a_step_is_allowed_or_refused_as_the_table_says(
    job: Job, status: TaskStatus, step: TaskStep
) -> None:
    await brought_to(job, status)
    at = await job.at("KH01")
    given: dict[TaskStep, tuple[str, Json]] = {
        TaskStep.TAKE: ("take_task", at),
        TaskStep.RETURN: ("return_task", at),
        TaskStep.COMPLETE: ("complete_task", {"tasks": [at]}),
        TaskStep.HAND_OVER: ("hand_over_task", {**at, "toSection": await job.section("care")}),
    }
    name, variables = given[step]
    before = await job.server.fingerprint(but=AUDIT)

    made = await job.insurer.change(name, **variables)

    if step in OPEN_STEPS[status]:
        assert made["__typename"] == ("Case" if step is TaskStep.COMPLETE else "Task"), made
    else:
        assert (made["__typename"], made["code"]) == ("WrongStatus", "WRONG_STATUS")
        assert await job.server.fingerprint(but=AUDIT) == before


# Who takes a task and gives it back


async def test_a_task_is_taken_by_one_and_completed_by_no_other(job: Job) -> None:
    await job.take(job.insurer, "KH01")
    before = await job.server.fingerprint(but=AUDIT)

    refused = [
        await job.take(job.branch, "KH01"),
        await job.complete(job.branch, "KH01"),
        await job.branch.change(
            "hand_over_task", **await job.at("KH01"), toSection=await job.section("care")
        ),
        await job.branch.change("return_task", **await job.at("KH01")),
    ]

    assert {one["__typename"] for one in refused} == {"TaskTaken"}
    assert {one["colleague"]["name"] for one in refused} == {"浜　国保"}
    assert {one["message"] for one in refused} == {"浜　国保さんが対応中です。"}
    assert await job.server.fingerprint(but=AUDIT) == before


async def test_a_take_over_says_from_whom(job: Job) -> None:
    await job.take(job.insurer, "KH01")

    taken = await job.take(job.branch, "KH01", isTakeOver=True)
    done = await job.complete(job.branch, "KH01")

    assert (taken["status"], taken["takenBy"]["name"]) == ("TAKEN", "北　支所")
    assert done["__typename"] == "Case"
    detail = await job.server.database.fetchval(
        "SELECT detail->>'from' FROM event WHERE subject_id = $1 AND kind = 'TASK_TAKEN'"
        " ORDER BY number DESC LIMIT 1",
        uuid_of(job.visit.case_id),
    )
    insurer = (await job.insurer.run("viewer")).field["id"]
    assert detail == str(uuid_of(insurer))


async def test_a_returned_task_waits_for_anybody_of_the_section(job: Job) -> None:
    await job.take(job.insurer, "KH01")

    returned = await job.insurer.change("return_task", **await job.at("KH01"))
    taken = await job.take(job.branch, "KH01")

    assert (returned["status"], returned["takenBy"]) == ("WAITING", None)
    assert taken["takenBy"] == {"name": "北　支所"}
    assert (await job.timeline())[-3:] == ["TASK_TAKEN", "TASK_RETURNED", "TASK_TAKEN"]


async def test_of_two_who_take_a_task_at_once_one_has_it(job: Job) -> None:
    at = await job.at("KH01")

    made = await asyncio.gather(
        *(official.change("take_task", **at) for official in (job.insurer, job.branch))
    )

    won, lost = sorted(made, key=lambda one: one["__typename"] == "VersionConflict")
    assert (won["__typename"], lost["__typename"]) == ("Task", "VersionConflict")
    assert lost["current"] == {"id": won["id"], "version": 2}
    assert (await job.timeline()).count("TASK_TAKEN") == 1


async def test_of_completing_and_handing_over_at_once_one_happens(job: Job) -> None:
    at = await job.at("KH01")
    care = await job.section("care")

    made = await asyncio.gather(
        job.insurer.change("complete_task", tasks=[at]),
        job.branch.change("hand_over_task", **at, toSection=care),
    )

    names = sorted(one["__typename"] for one in made)
    assert names in (["Case", "VersionConflict"], ["Task", "VersionConflict"])
    task = await job.task("KH01")
    assert (task["status"], task["section"]["name"]) == (
        ("COMPLETED", "国保年金課") if "Case" in names else ("WAITING", "介護保険課")
    )


async def test_many_who_complete_across_sections_at_once_never_wait_for_each_other(
    job: Job, running: Server
) -> None:
    resident = await running.resident("certificate")
    cases = []
    for _ in range(4):
        visit = await Visit.open(job.clerk, str(encode_id("Resident", resident["id"])))
        other = Job(
            server=running, visit=visit, insurer=job.insurer, carer=job.carer, branch=job.branch
        )
        await other.choose(add=[{"code": code, "because": BECAUSE} for code in ("KG01", "KH01")])
        cases.append(other)
    forward = [[await one.at(code) for code in ("JK20", "KH01", "KG01")] for one in cases]

    made = await asyncio.gather(
        *(
            job.branch.change("complete_task", tasks=tasks[:: 1 if place % 2 else -1])
            for place, tasks in enumerate(forward)
        )
    )

    assert [one["__typename"] for one in made] == ["Case"] * 4
    gaps = await running.database.fetchval(
        "SELECT count(*) FROM event_stream s WHERE kind = 'SECTION' AND last_number <>"
        " (SELECT count(*) FROM event e WHERE e.stream_kind = 'SECTION'"
        " AND e.city_id = s.city_id AND e.subject_id = s.subject_id)"
    )
    assert gaps == 0


# Completing


async def test_several_tasks_are_completed_all_or_none(job: Job) -> None:
    good, old = await job.at("KH01"), await job.at("KG01")
    before = await job.server.fingerprint(but=AUDIT)

    refused = await job.branch.change("complete_task", tasks=[good, {**old, "expectedVersion": 7}])
    unchanged = await job.server.fingerprint(but=AUDIT)
    done = await job.branch.change("complete_task", tasks=[good, old])

    assert refused["__typename"] == "VersionConflict"
    assert refused["path"] == ["input", "tasks", "1", "expectedVersion"]
    assert unchanged == before
    assert done["progress"] == {
        "total": 3,
        "isFinished": False,
        "counts": {"waiting": 1, "taken": 0, "later": 0, "completed": 2},
    }


async def test_a_task_completed_twice_is_refused_but_a_repeated_key_is_not(job: Job) -> None:
    at, key = await job.at("KH01"), fresh_key()
    first = await job.insurer.change("complete_task", tasks=[at], idempotencyKey=key)

    repeated = await job.insurer.change("complete_task", tasks=[at], idempotencyKey=key)
    on_old = await job.insurer.change("complete_task", tasks=[at])
    anew = await job.complete(job.insurer, "KH01")

    assert repeated["id"] == first["id"] == job.visit.case_id
    assert (on_old["__typename"], anew["__typename"]) == ("VersionConflict", "WrongStatus")
    assert anew["message"] == "完了の手続では「完了」はできません。"
    assert (await job.timeline()).count("TASK_COMPLETED") == 1


@pytest.mark.parametrize(
    ("tasks", "path"),
    [
        (lambda at, other: [], ["input", "tasks"]),
        (lambda at, other: [at, at], ["input", "tasks", "0", "taskId"]),
        (lambda at, other: [at] * 101, ["input", "tasks"]),
    ],
)
async def test_an_unreasonable_list_is_refused(job: Job, tasks: Any, path: list[str]) -> None:
    refused = await job.insurer.change("complete_task", tasks=tasks(await job.at("KH01"), None))

    assert (refused["__typename"], refused["path"]) == ("InvalidInput", path)


async def test_tasks_of_two_cases_are_not_completed_together(job: Job, running: Server) -> None:
    resident = await running.resident("certificate")
    other = await Visit.open(job.clerk, str(encode_id("Resident", resident["id"])))

    refused = await job.clerk.change(
        "complete_task",
        tasks=[await job.at("JK20"), {"taskId": other.task_id, "expectedVersion": 1}],
    )

    assert (refused["__typename"], refused["path"]) == (
        "NotFound",
        ["input", "tasks", "1", "taskId"],
    )


async def test_a_procedure_that_was_not_needed_has_a_reason(job: Job) -> None:
    refused = await job.complete(job.insurer, "KH01", outcome="NOT_NEEDED")
    done = await job.complete(
        job.insurer, "KH01", outcome="NOT_NEEDED", note="勤務先の保険の扶養に入った"
    )

    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["input", "note"])
    task = next(one for one in done["tasks"] if one["procedureName"].startswith("国民健康保険"))
    assert (task["status"], task["outcome"]) == ("COMPLETED", "NOT_NEEDED")


async def test_reception_notes_that_the_citizen_comes_again_but_completes_nothing_of_others(
    job: Job,
) -> None:
    done = await job.complete(job.clerk, "KH01")
    later = await job.complete(job.clerk, "KH01", "KG01", outcome="LATER")
    back = await job.complete(job.carer, "KG01")

    assert (done["__typename"], done["message"]) == (
        "NotPermitted",
        "「国保年金課」の手続は取り扱えません。",
    )
    assert later["progress"]["counts"]["later"] == 2
    assert back["progress"]["counts"] == {"waiting": 1, "taken": 0, "later": 1, "completed": 1}


async def test_a_section_touches_no_other_sections_tasks(job: Job) -> None:
    before = await job.server.fingerprint(but=AUDIT)
    at, care = await job.at("KH01"), await job.section("care")

    refused = [
        await job.carer.change("take_task", **at),
        await job.carer.change("take_task", **at, isTakeOver=True),
        await job.carer.change("complete_task", tasks=[at]),
        await job.carer.change("complete_task", tasks=[at], outcome="LATER"),
        await job.carer.change("hand_over_task", **at, toSection=care),
    ]

    assert {(one["__typename"], one["message"]) for one in refused} == {
        ("NotPermitted", "「国保年金課」の手続は取り扱えません。")
    }
    assert await job.server.fingerprint(but=AUDIT) == before


# Handing over


async def test_a_task_goes_to_another_section_with_a_word(job: Job) -> None:
    handed = await job.insurer.change(
        "hand_over_task",
        **await job.at("KH01"),
        toSection=await job.section("care"),
        note="資格喪失証明書をお持ちです",
    )

    assert handed["section"] == {"name": "介護保険課"}
    assert (handed["status"], handed["note"]) == ("WAITING", "資格喪失証明書をお持ちです")
    done = await job.complete(job.carer, "KH01")
    assert done["progress"]["counts"]["completed"] == 1


async def test_a_closed_section_takes_no_task(job: Job) -> None:
    today = job.server.clock.now().date()
    close = "UPDATE section SET closed_on = $1 WHERE city_id = 1 AND code = 'care'"
    await job.server.database.execute(close, today)
    before = await job.server.fingerprint(but=AUDIT)

    refused = await job.insurer.change(
        "hand_over_task", **await job.at("KH01"), toSection=await job.section("care")
    )

    assert (refused["__typename"], refused["code"]) == ("ClosedSection", "CLOSED_SECTION")
    assert refused["section"] == {"name": "介護保険課", "closedOn": today.isoformat()}
    assert await job.server.fingerprint(but=AUDIT) == before
    shown = (await job.clerk.run("sections", first=100)).field["nodes"]
    with_closed = (await job.clerk.run("sections", first=100, withClosed=True)).field["nodes"]
    assert len(with_closed) - len(shown) == 1


@pytest.mark.parametrize(
    ("more", "typename", "path"),
    [
        ({"toSection": "insurance"}, "InvalidInput", ["input", "toSection"]),
        ({"note": "番号は1234 5678 9018です"}, "InvalidInput", ["input", "note"]),
        ({"note": "あ" * 501}, "InvalidInput", ["input", "note"]),
        ({"toSection": "nonsense"}, "NotFound", ["input", "toSection"]),
        ({"toPlace": "nonsense"}, "NotFound", ["input", "toPlace"]),
        ({"toSection": "school", "toPlace": "branch"}, "NotFound", ["input", "toPlace"]),
    ],
)
async def test_a_hand_over_that_leads_nowhere_is_refused(
    job: Job, more: Json, typename: str, path: list[str]
) -> None:
    branch = await job.server.database.fetchval(
        "SELECT id FROM place WHERE city_id = 1 AND code = 'branch'"
    )
    code = more.pop("toSection", "care")
    section = code if code == "nonsense" else await job.section(code)
    if code == "insurance":
        place = await job.server.database.fetchval(
            "SELECT place_id FROM case_task WHERE id = $1",
            uuid_of((await job.task("KH01"))["id"]),
        )
        more = {"toPlace": str(encode_id("Place", place))}
    elif more.get("toPlace") == "branch":
        more = {"toPlace": str(encode_id("Place", branch))}
    before = await job.server.fingerprint(but=AUDIT)

    refused = await job.insurer.change(
        "hand_over_task", **await job.at("KH01"), toSection=section, **more
    )

    assert (refused["__typename"], refused["path"]) == (typename, path)
    assert await job.server.fingerprint(but=AUDIT) == before


# Completing and withdrawing the case


async def test_a_case_is_not_completed_while_a_section_has_something_to_do(job: Job) -> None:
    await job.visit.fill()
    await job.take(job.insurer, "KH01")
    before = await job.server.fingerprint(but=AUDIT)

    refused = await job.close()

    assert refused["__typename"] == "FailedChecks"
    assert [(one["code"], one["place"]) for one in refused["findings"]] == [
        ("TASKS", "tasks.KH01"),
        ("TASKS", "tasks.KG01"),
    ]
    assert "「国保年金課」" in refused["findings"][0]["message"]
    assert await job.server.fingerprint(but=AUDIT) == before


async def test_ones_own_tasks_are_completed_with_the_case(job: Job) -> None:
    await job.complete(job.branch, "KH01", "KG01")

    kept_open = await job.close(completesOwnTasks=False)
    done = await job.close()

    assert [one["place"] for one in kept_open["findings"]] == ["tasks.JK20"]
    assert done["status"] == "COMPLETED"
    assert {task["status"] for task in (await job.case())["tasks"]} == {"COMPLETED"}
    assert (await job.case())["progress"]["isFinished"] is True


async def test_what_a_colleague_has_taken_is_not_completed_with_the_case(job: Job) -> None:
    await job.complete(job.branch, "KH01", "KG01")
    await job.take(job.branch, "JK20")

    refused = await job.close()

    assert [one["place"] for one in refused["findings"]] == ["tasks.JK20"]


async def test_what_waits_for_another_day_is_confirmed_and_done_afterwards(job: Job) -> None:
    await job.complete(job.clerk, "KH01", "KG01", outcome="LATER")

    asked = await job.close()
    done = await job.close("LATER")
    await job.take(job.insurer, "KH01")
    returned = await job.insurer.change("return_task", **await job.at("KH01"))
    afterwards = await job.complete(job.insurer, "KH01")

    assert [alert["code"] for alert in asked["alerts"]] == ["LATER"]
    assert done["status"] == "COMPLETED"
    assert returned["status"] == "LATER"
    assert afterwards["progress"]["counts"] == {
        "waiting": 0,
        "taken": 0,
        "later": 1,
        "completed": 2,
    }


async def test_a_withdrawal_cancels_what_is_open_and_keeps_what_is_done(job: Job) -> None:
    await job.complete(job.insurer, "KH01")
    await job.take(job.carer, "KG01")

    await job.clerk.change(
        "withdraw_case", caseId=job.visit.case_id, expectedVersion=1, reason="出直すとのこと"
    )

    tasks = (await job.case())["tasks"]
    assert {task["procedureCode"]: task["status"] for task in tasks} == {
        "JK20": "CANCELLED",
        "KH01": "COMPLETED",
        "KG01": "CANCELLED",
    }


# The to-do


async def to_do(job: Job, official: Official, **wanted: Any) -> list[str]:
    """The codes of the case's tasks in an official's list."""
    filter_ = {"case": job.visit.case_id, **wanted}
    listed = (await official.run("tasks", first=100, filter=filter_)).field
    return [node["procedureCode"] for node in listed["nodes"]]


async def test_each_sees_what_the_own_sections_have_to_do(job: Job) -> None:
    assert await to_do(job, job.insurer) == ["KH01"]
    assert await to_do(job, job.carer) == ["KG01"]
    assert await to_do(job, job.clerk) == ["JK20"]
    assert sorted(await to_do(job, job.branch)) == ["JK20", "KG01", "KH01"]


async def test_the_list_is_narrowed_by_section_status_place_and_whose(job: Job) -> None:
    hall, branch = [
        str(encode_id("Place", row["id"]))
        for row in await job.server.database.fetch(
            "SELECT id FROM place WHERE city_id = 1 ORDER BY code DESC"
        )
    ][::-1]
    hall, branch = (branch, hall) if hall == branch else (hall, branch)
    insurance = await job.section("insurance")
    await job.take(job.branch, "KG01")

    assert await to_do(job, job.branch, sections=[insurance]) == ["KH01"]
    assert await to_do(job, job.carer, sections=[insurance]) == []
    assert await to_do(job, job.branch, statuses=["TAKEN"]) == ["KG01"]
    assert await to_do(job, job.branch, mine=True) == ["KG01"]
    places = [len(await to_do(job, job.branch, place=place)) for place in (hall, branch)]
    assert sorted(places) == [0, 3]


async def test_the_first_due_comes_first(job: Job) -> None:
    await job.server.database.execute(
        "UPDATE case_task SET due_on = '2026-11-30', sorted_on = '2026-11-30' WHERE id = $1",
        uuid_of((await job.task("KG01"))["id"]),
    )

    assert (await to_do(job, job.branch))[0] == "KG01"


# Following


async def test_a_section_hears_of_its_tasks_and_resumes(job: Job, running: Server) -> None:
    insurance = await job.section("insurance")
    last = await running.database.fetchval(
        "SELECT last_number FROM event_stream WHERE kind = 'SECTION' AND subject_id = $1",
        uuid_of(insurance),
    )
    heard = []

    async with job.insurer.socket() as socket:
        first = await socket.subscribe(documented("task_events"), section=insurance, after=last - 1)
        await job.take(job.insurer, "KH01")
        heard = [first, await socket.hear()]
    await job.complete(job.insurer, "KH01")
    async with job.insurer.socket() as socket:
        heard.append(
            await socket.subscribe(documented("task_events"), section=insurance, after=last + 1)
        )

    events = [message["payload"]["data"]["taskEvents"] for message in heard]
    assert [(event["number"], event["kind"]) for event in events] == [
        (last, "ADDED"),
        (last + 1, "TAKEN"),
        (last + 2, "COMPLETED"),
    ]
    task = await job.task("KH01")
    assert {event["taskId"] for event in events} == {task["id"]}
    assert {event["caseId"] for event in events} == {job.visit.case_id}
    assert set(events[0]) == {
        "__typename",
        "number",
        "kind",
        "occurredAt",
        "staffId",
        "taskId",
        "caseId",
    }


async def test_a_hand_over_is_heard_by_both_sections(job: Job, running: Server) -> None:
    last = {
        code: await running.database.fetchval(
            "SELECT last_number FROM event_stream WHERE kind = 'SECTION' AND subject_id = $1",
            uuid_of(await job.section(code)),
        )
        for code in ("insurance", "care")
    }
    await job.insurer.change(
        "hand_over_task", **await job.at("KH01"), toSection=await job.section("care")
    )

    heard = {}
    for code, official in (("insurance", job.insurer), ("care", job.carer)):
        async with official.socket() as socket:
            message = await socket.subscribe(
                documented("task_events"), section=await job.section(code), after=last[code]
            )
            heard[code] = message["payload"]["data"]["taskEvents"]["kind"]

    assert heard == {"insurance": "HANDED_OVER", "care": "RECEIVED"}


async def test_another_sections_tasks_are_not_followed(job: Job) -> None:
    async with job.carer.socket() as socket:
        refused = await socket.subscribe(
            documented("task_events"), section=await job.section("insurance")
        )

    assert refused["payload"][0]["extensions"]["code"] == "NOT_PERMITTED"
    assert refused["payload"][0]["message"] == "「国保年金課」の手続は取り扱えません。"


async def test_who_leaves_a_section_hears_no_more_of_it(job: Job, running: Server) -> None:
    official = await running.sign_in("3001")
    insurance = await job.section("insurance")
    last = await running.database.fetchval(
        "SELECT last_number FROM event_stream WHERE kind = 'SECTION' AND subject_id = $1",
        uuid_of(insurance),
    )
    leave = (
        "DELETE FROM staff_section WHERE city_id = 1 AND section_id = $1 AND staff_id ="
        " (SELECT id FROM staff WHERE city_id = 1 AND staff_number = '3001')"
    )
    come = (
        "INSERT INTO staff_section (city_id, staff_id, section_id)"
        " SELECT 1, id, $1 FROM staff WHERE city_id = 1 AND staff_number = '3001'"
    )

    async with official.socket() as socket:
        first = await socket.subscribe(documented("task_events"), section=insurance, after=last - 1)
        await running.database.execute(leave, uuid_of(insurance))
        try:
            await job.take(job.insurer, "KH01")
            second = await socket.hear()
        finally:
            await running.database.execute(come, uuid_of(insurance))

    assert first["payload"]["data"]["taskEvents"]["number"] == last
    assert second["payload"][0]["extensions"]["code"] == "NOT_PERMITTED"


async def test_who_was_away_too_long_is_told(job: Job, running: Server) -> None:
    insurance = uuid_of(await job.section("insurance"))
    await running.database.execute(
        "WITH s AS (UPDATE event_stream SET last_number = last_number + 1100"
        " WHERE kind = 'SECTION' AND subject_id = $1 RETURNING city_id, last_number)"
        " INSERT INTO event (city_id, stream_kind, subject_id, number, id, kind, occurred_at,"
        " staff_id, detail) SELECT city_id, 'SECTION', $1, last_number - 1100 + n,"
        " gen_random_uuid(), 'CHANGED', now(), NULL,"
        " jsonb_build_object('task', $2::text, 'case', $3::text)"
        " FROM s, generate_series(1, 1100) n",
        insurance,
        str(uuid_of((await job.task("KH01"))["id"])),
        str(uuid_of(job.visit.case_id)),
    )

    async with job.insurer.socket() as socket:
        heard = await socket.subscribe(
            documented("task_events"), section=await job.section("insurance"), after=1
        )

    event = heard["payload"]["data"]["taskEvents"]
    assert event["__typename"] == "Lagged"
    assert event["missed"] == event["nextAfter"] - 1 >= 1100
