"""A form is made, drafted by two, and nothing that anybody saved is lost."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.backend.api.designing import Form, label, template
from tests.server import Json, Official, Server, documented, fresh_key

LOG = ("audit_event", "audit_subject")


@pytest.fixture
async def form(clerk: Official) -> Form:
    """A form of 市民課, of white paper."""
    return await Form.create(clerk)


@pytest.fixture
async def administrator(running: Server) -> Official:
    """Somebody who keeps all forms."""
    return await running.official("9001")


@pytest.fixture
async def neighbour(running: Server) -> Official:
    """Who drafts the forms of 国保年金課."""
    return await running.official("2001")


def places(answer: Json) -> list[str]:
    return [fault["place"] for fault in answer["faults"]]


# Making a form


async def test_a_form_begins_as_a_ready_form_under_a_code_that_nobody_has(
    clerk: Official,
) -> None:
    made = await Form.create(clerk, title="委任状（窓口用）", readyFormCode="power_of_attorney")

    seen = await made.look()
    assert made.code.startswith("power_of_attorney_")
    assert (seen["title"], seen["state"], seen["hasDraft"]) == (
        "委任状（窓口用）",
        "DRAFT_ONLY",
        True,
    )
    assert (seen["section"], seen["draft"]["version"]) == ({"code": "citizens"}, 1)
    assert (made.template["id"], made.template["title"]) == (made.code, "委任状（窓口用）")
    assert seen["versions"]["nodes"] == []
    (revision,) = seen["revisions"]["nodes"]
    assert (revision["kind"], revision["savedBy"]) == ("CREATED", {"name": "霞　窓子"})
    assert revision["template"] == seen["draft"]["template"]


async def test_a_form_begins_as_a_copy_a_template_or_white_paper(clerk: Official) -> None:
    own = template(label("heading", "見出し", **{"x-own": {"kept": [1]}}), code="given")

    white = await Form.create(clerk, title="白紙", code="white_paper_form")
    given = await Form.create(clerk, title=None, template=own, code=f"given-{fresh_key()[-8:]}")
    copy = await Form.create(clerk, title="写し", copyOfFormId=given.id)

    assert (white.code, white.template["pages"][0]["elements"]) == ("white_paper_form", [])
    assert given.template["title"] == "新しい届"
    assert given.template["pages"] == own["pages"]
    assert copy.template["pages"] == own["pages"]
    assert copy.code == f"{given.code}_2"


async def test_what_is_copied_from_another_section_is_what_is_in_use(
    running: Server, neighbour: Official
) -> None:
    known = await running.database.fetchrow(
        "SELECT id, code FROM form_definition WHERE city_id = 1 AND code = 'seal_registration'"
    )
    form = Form(official=neighbour, id=_form_id(known["id"]), code="", version=0, template={})

    copy = await Form.create(
        neighbour, title="印鑑の写し", sectionCode="insurance", copyOfFormId=form.id
    )

    assert (
        copy.template["pages"] == (await form.look())["versions"]["nodes"][0]["template"]["pages"]
    )


def _form_id(id_: Any) -> str:
    from backend.reading.global_ids import encode_id

    return str(encode_id("FormDefinition", id_))


@pytest.mark.parametrize(
    ("given", "path", "words"),
    [
        ({"code": "Bad Code"}, ["input", "code"], "英小文字"),
        ({"code": "resident_change"}, ["input", "code"], "もうあります"),
        ({"title": "　"}, ["input", "title"], "名前を入力"),
        ({"title": "長" * 101}, ["input", "title"], "100文字まで"),
        ({"title": None}, ["input", "title"], "名前を入力"),
        ({"sectionCode": "nowhere"}, ["input", "sectionCode"], "課はありません"),
        ({"readyFormCode": "power_of_attorney", "template": {}}, ["input"], "1つだけ"),
        ({"template": [1]}, ["input", "template"], "オブジェクト"),
    ],
)
async def test_a_form_that_cannot_be_made_is_refused_and_nothing_is_left(
    running: Server, clerk: Official, given: Json, path: list[str], words: str
) -> None:
    before = await running.fingerprint(but=LOG)

    answer = await clerk.change("create_form", **{"title": "届", **given})

    assert (answer["__typename"], answer["path"]) == ("InvalidInput", path)
    assert words in answer["message"]
    assert await running.fingerprint(but=LOG) == before


async def test_a_ready_form_that_is_none_is_not_found(clerk: Official) -> None:
    answer = await clerk.change("create_form", title="届", readyFormCode="nothing")

    assert (answer["__typename"], answer["path"]) == ("NotFound", ["input", "readyFormCode"])


async def test_a_form_of_another_section_is_not_for_everybody_to_make(
    running: Server, clerk: Official, administrator: Official
) -> None:
    before = await running.fingerprint(but=LOG)

    refused = await clerk.change("create_form", title="届", sectionCode="insurance")
    assert await running.fingerprint(but=LOG) == before
    made = await administrator.change("create_form", title="届", sectionCode="insurance")

    assert (refused["__typename"], refused["path"]) == ("NotPermitted", ["input", "sectionCode"])
    assert made["__typename"] == "FormDefinition"


async def test_two_who_make_a_form_at_once_get_codes_of_their_own(clerk: Official) -> None:
    made = await asyncio.gather(
        *(Form.create(clerk, title="同時", readyFormCode="child_medical") for _ in range(2))
    )

    assert len({form.code for form in made}) == 2


async def test_making_a_form_is_done_once_for_a_key(running: Server, clerk: Official) -> None:
    key = fresh_key()

    first = await clerk.change("create_form", title="一度", idempotencyKey=key)
    second = await clerk.change("create_form", title="一度", idempotencyKey=key)

    assert first["id"] == second["id"]


# Saving


async def test_a_draft_is_saved_as_it_is_however_unfinished(form: Form) -> None:
    unfinished = form.with_elements(
        label("heading", "住所\n氏名"),
        {"id": "field1", "kind": "text", "x": -5, "y": 0, "w": 10, "h": 5, "x-own": {"a": [1]}},
        {"id": "field1", "kind": "nothing", "x": 900, "y": 0, "w": 10, "h": 5},
        title="住所変更届",
    )

    saved = await form.save(unfinished)

    seen = await form.look()
    assert (saved["__typename"], saved["version"], saved["savedBy"]) == (
        "FormDraft",
        2,
        {"name": "霞　窓子"},
    )
    assert seen["draft"]["template"] == unfinished
    assert seen["title"] == "住所変更届"  # before its first version it is called as its draft


async def test_saves_of_one_person_within_ten_minutes_are_one_point_of_the_history(
    fresh_server: Server,
) -> None:
    clerk, colleague = await fresh_server.official("1001"), await fresh_server.official("9001")
    form = await Form.create(clerk)
    before = 0

    for minutes, by, note in (
        (0, clerk, None),
        (9, clerk, None),
        (10, clerk, None),  # the first of them is ten minutes ago
        (11, colleague, None),
        (12, clerk, None),
        (13, clerk, "様式を課長と確認"),
        (14, clerk, None),
    ):
        fresh_server.clock.advance(timedelta(minutes=minutes - before))
        before = minutes
        await form.save(form.with_elements(label("heading", f"{minutes}分")), by=by, note=note)

    nodes = (await form.look())["revisions"]["nodes"]
    texts = [
        [element["text"] for element in node["template"]["pages"][0]["elements"]] for node in nodes
    ]
    assert texts == [[], ["9分"], ["10分"], ["11分"], ["12分"], ["13分"], ["14分"]]
    assert [node["number"] for node in nodes] == [1, 2, 3, 4, 5, 6, 7]
    assert [node["note"] for node in nodes][5] == "様式を課長と確認"
    assert [node["savedBy"]["name"] for node in nodes][2:5] == ["霞　窓子", "森　管理", "霞　窓子"]


async def test_who_saves_over_what_they_have_not_seen_is_shown_it_and_nothing_is_lost(
    running: Server, form: Form, administrator: Official
) -> None:
    theirs = form.with_elements(label("heading", "同僚の見出し"))
    await form.save(theirs, by=administrator)
    form.version -= 1  # what the clerk has seen
    before = await running.fingerprint(but=LOG)

    answer = await form.save(form.with_elements(label("heading", "自分の見出し")))

    assert answer["__typename"] == "VersionConflict"
    current = answer["current"]
    assert (current["version"], current["savedBy"]) == (2, {"name": "森　管理"})
    assert current["template"] == theirs
    assert current["savedAt"] == running.clock.now().isoformat()
    assert await running.fingerprint(but=LOG) == before


async def test_of_two_saves_at_once_one_is_kept_and_the_other_told(form: Form) -> None:
    both = [form.with_elements(label("heading", text)) for text in ("甲", "乙")]
    given: Json = {"formId": form.id, "expectedVersion": form.version}

    answers = await asyncio.gather(
        *(form.official.change("save_form_draft", template=one, **given) for one in both)
    )

    assert sorted(answer["__typename"] for answer in answers) == ["FormDraft", "VersionConflict"]
    kept = both[[answer["__typename"] for answer in answers].index("FormDraft")]
    seen = await form.look()
    assert (seen["draft"]["version"], seen["draft"]["template"]) == (2, kept)


async def test_a_save_whose_answer_was_lost_is_answered_when_it_is_sent_again(
    running: Server, form: Form
) -> None:
    changed = form.with_elements(label("heading", "見出し"))
    given: Json = {"formId": form.id, "expectedVersion": 1, "template": changed}

    first = await form.official.change("save_form_draft", **given)
    before = await running.fingerprint(but=(*LOG, "idempotency_key"))
    second = await form.official.change("save_form_draft", **given)

    assert first["version"] == second["version"] == 2
    assert await running.fingerprint(but=(*LOG, "idempotency_key")) == before


async def test_a_merge_of_two_persons_changes_is_a_point_of_the_history(form: Form) -> None:
    await form.save(form.with_elements(label("heading", "統合")), isMerge=True)

    kinds = [node["kind"] for node in (await form.look())["revisions"]["nodes"]]
    assert kinds == ["CREATED", "MERGED"]


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda t: t.update(format="x"), "format"),
        (lambda t: t.update(version=1), "version"),
        (lambda t: t.update(version="7.0"), "version"),
        (lambda t: t.update(id="Große"), "id"),
        (lambda t: t.update(title=" "), "title"),
        (lambda t: t.update(title="長" * 101), "title"),
        (lambda t: t.update(inputs={}), "inputs"),
        (lambda t: t.update(inputs=["name"]), "inputs[0]"),
        (lambda t: t.update(pages=[]), "pages"),
        (lambda t: t.update(pages="A4"), "pages"),
        (lambda t: t.update(pages=[{"id": "p", "elements": []}] * 41), "pages"),
        (lambda t: t["pages"].append("A4"), "pages[1]"),
        (lambda t: t["pages"][0].pop("id"), "pages[0].id"),
        (lambda t: t["pages"][0].update(elements=None), "pages[0].elements"),
        (lambda t: t["pages"][0].update(elements=[3]), "pages[0].elements[0]"),
        (lambda t: t["pages"][0].update(elements=[{}] * 3001), "pages[0].elements"),
        (lambda t: t["pages"][0]["elements"][0].pop("id"), "pages[0].elements[0].id"),
        (lambda t: t["pages"][0]["elements"][0].update(kind=7), "pages[0].elements[0].kind"),
        (lambda t: t["pages"][0]["elements"][0].update(x="1"), "pages[0].elements[0].x"),
        (lambda t: t["pages"][0]["elements"][0].update(h=True), "pages[0].elements[0].h"),
    ],
)
async def test_what_is_no_template_is_refused_with_the_place(
    running: Server, form: Form, spoil: Any, place: str
) -> None:
    spoilt = json.loads(json.dumps(form.with_elements(label("heading", "見出し"))))
    spoil(spoilt)
    before = await running.fingerprint(but=LOG)

    answer = await form.save(spoilt)

    assert answer["__typename"] == "InvalidTemplate", answer
    assert place in places(answer)
    assert await running.fingerprint(but=LOG) == before


async def test_an_old_template_with_nonsense_inside_is_refused(form: Form) -> None:
    old = form.with_elements({**label("a", ""), "kind": "repeat", "columns": 7}, version="0.9")

    answer = await form.save(old)

    assert (answer["__typename"], places(answer)) == ("InvalidTemplate", ["version"])


@pytest.mark.parametrize(
    "value",
    [
        '{"text": "a\\u0000b"}',
        '{"a\\u0007": 1}',
        "[" * 60 + "]" * 60,
    ],
)
async def test_what_the_database_cannot_keep_is_refused_with_its_place(
    running: Server, form: Form, value: str
) -> None:
    body = {
        "query": documented("save_form_draft"),
        "variables": {
            "input": {
                "formId": form.id,
                "expectedVersion": 1,
                "template": {**form.template, "x-own": "HERE"},
            }
        },
    }
    before = await running.fingerprint(but=LOG)

    answer = await form.official.send(json.dumps(body).replace('"HERE"', value).encode())

    assert answer.field["__typename"] == "InvalidInput"
    assert answer.field["path"][:3] == ["input", "template", "x-own"]
    assert await running.fingerprint(but=LOG) == before


async def test_a_draft_names_fifty_pictures_at_most(form: Form) -> None:
    emblem = {"kind": "image", "x": 20, "y": 40, "w": 20, "h": 20}

    def drawn(count: int) -> Json:
        return form.with_elements(
            *({**emblem, "id": f"image{n}", "asset": f"{n:064x}"} for n in range(count))
        )

    too_many = await form.save(drawn(51))
    saved = await form.save(drawn(50))

    assert too_many["__typename"] == "InvalidTemplate"
    assert too_many["faults"][0]["message"] == "画像は50 個までです。"
    assert saved["__typename"] == "FormDraft"


async def test_a_draft_of_two_megabytes_is_kept_and_a_larger_one_refused(form: Form) -> None:
    most = {**form.template, "x-own": ["x" * 5_000] * 418}

    kept = await form.save(most)
    refused = await form.save({**most, "x-more": "x" * 20_000})

    assert (kept["__typename"], refused["__typename"]) == ("FormDraft", "InvalidTemplate")
    assert "2 MBまで" in refused["faults"][0]["message"]


async def test_the_code_of_a_form_stays_as_it_is(form: Form) -> None:
    answer = await form.save({**form.template, "id": "another"})

    assert (answer["__typename"], answer["path"]) == ("InvalidInput", ["input", "template", "id"])


async def test_a_section_sees_every_form_and_drafts_only_its_own(
    running: Server, form: Form, neighbour: Official, administrator: Official
) -> None:
    before = await running.fingerprint(but=LOG)

    refused = await form.save(form.with_elements(label("heading", "よその課")), by=neighbour)
    opened = await form.step("keep_form_open", by=neighbour, tabId="tab")
    assert await running.fingerprint(but=LOG) == before
    saved = await form.save(form.with_elements(label("heading", "管理者")), by=administrator)

    assert (refused["__typename"], opened["__typename"]) == ("NotPermitted", "NotPermitted")
    assert "閲覧だけ" in refused["message"]
    assert saved["__typename"] == "FormDraft"
    rights = {
        name: (seen["mayEdit"], seen["mayPublish"])
        for name, one in (("own", form.official), ("other", neighbour), ("all", administrator))
        for seen in [await form.look(one)]
    }
    assert rights == {"own": (True, False), "other": (False, False), "all": (True, True)}


async def test_a_form_of_no_section_is_drafted_by_every_section(
    clerk: Official, neighbour: Official
) -> None:
    form = await Form.create(clerk, sectionCode=None)

    saved = await form.save(form.with_elements(label("heading", "全庁")), by=neighbour)

    assert saved["__typename"] == "FormDraft"


async def test_a_form_from_before_there_were_drafts_is_drafted_from_its_newest_version(
    running: Server, administrator: Official
) -> None:
    id_ = await running.database.fetchval(
        "SELECT id FROM form_definition WHERE city_id = 1 AND code = 'card_face_change'"
    )
    for table in ("form_draft", "form_revision"):
        await running.database.execute(f"DELETE FROM {table} WHERE form_definition_id = $1", id_)
    form = Form(official=administrator, id=_form_id(id_), code="", version=0, template={})
    seen = await form.look()
    newest = seen["versions"]["nodes"][0]["template"]

    form.template = newest
    saved = await form.save(form.with_elements(label("heading", "新しい見出し")))

    assert seen["draft"] is None
    assert (saved["__typename"], saved["version"], saved["basedOnNumber"]) == ("FormDraft", 1, 1)


# Removing


PARTS = ("form_definition", "form_draft", "form_revision", "form_presence")


async def rows_of(running: Server, form: Form) -> list[int]:
    """How many rows there are of the form, by table."""
    return [
        await running.database.fetchval(
            f"SELECT count(*) FROM {table} WHERE"
            f" {'id' if table == 'form_definition' else 'form_definition_id'} = $1",
            form.uuid,
        )
        for table in PARTS
    ]


async def test_a_form_made_by_mistake_is_removed_with_all_that_belongs_to_it(
    running: Server, form: Form
) -> None:
    await form.save(form.with_elements(label("heading", "誤り")), note="第1案")
    await form.step("keep_form_open", tabId="tab-1")
    key: Json = {"formId": form.id, "expectedVersion": 2, "idempotencyKey": fresh_key()}

    removed = await form.official.change("remove_form", **key)
    again = await form.official.change("remove_form", **key)
    later = await form.step("remove_form", expectedVersion=2)
    anew = await Form.create(form.official, code=form.code)

    assert removed == again == {"__typename": "RemovedForm", "formId": form.id}
    assert (later["__typename"], later["path"]) == ("NotFound", ["input", "formId"])
    assert await rows_of(running, form) == [0, 0, 0, 0]
    assert await form.look() is None
    assert anew.id != form.id
    kinds = await running.database.fetch(
        "SELECT kind FROM event WHERE subject_id = $1 ORDER BY number DESC LIMIT 1", form.uuid
    )
    assert [row["kind"] for row in kinds] == ["REMOVED"]


async def test_a_form_that_was_ever_published_is_not_removed(
    running: Server, form: Form, administrator: Official
) -> None:
    planned = await form.step(
        "publish_form", by=administrator, expectedVersion=1, validFrom="2027-01-04"
    )
    in_plan = await form.step("remove_form", expectedVersion=1)
    await administrator.change("withdraw_form_version", versionId=planned["id"])
    before = await running.fingerprint(but=LOG)

    withdrawn = await form.step("remove_form", expectedVersion=1)

    assert planned["__typename"] == "FormVersion"
    for answer in (in_plan, withdrawn):
        assert (answer["__typename"], answer["status"]) == ("WrongStatus", "PUBLISHED")
        assert answer["path"] == ["input", "formId"]
        assert "版の終了の日" in answer["message"]
    assert await running.fingerprint(but=LOG) == before


async def test_a_form_that_another_has_open_or_has_saved_is_not_removed(
    running: Server, form: Form, administrator: Official, neighbour: Official
) -> None:
    await form.step("keep_form_open", by=administrator, tabId="tab-2")
    before = await running.fingerprint(but=LOG)

    open_elsewhere = await form.step("remove_form", expectedVersion=1)
    not_seen = await form.step("remove_form", by=administrator, expectedVersion=0)
    of_another = await form.step("remove_form", by=neighbour, expectedVersion=1)

    assert (open_elsewhere["__typename"], open_elsewhere["status"]) == ("WrongStatus", "OPEN")
    assert open_elsewhere["message"] == (
        "森　管理さんが開いています。閉じてもらってから削除してください。"
    )
    assert not_seen["__typename"] == "VersionConflict"
    assert not_seen["current"]["version"] == 1
    assert of_another["__typename"] == "NotPermitted"
    assert await running.fingerprint(but=LOG) == before


async def test_of_a_removal_and_an_opening_at_once_one_is_told(form: Form) -> None:
    answers = await asyncio.gather(
        form.step("remove_form", expectedVersion=1), form.step("keep_form_open", tabId="tab-1")
    )

    assert answers[0]["__typename"] == "RemovedForm"
    assert answers[1]["__typename"] in ("FormDefinition", "NotFound")


async def test_a_key_whose_form_was_removed_is_told_so(clerk: Official) -> None:
    key: Json = {"title": "誤り", "idempotencyKey": fresh_key()}
    made = await clerk.change("create_form", **key)
    await clerk.change("remove_form", formId=made["id"], expectedVersion=1)

    again = await clerk.change("create_form", **key)

    assert (again["__typename"], again["path"]) == ("NotFound", ["input"])
    assert "削除されています" in again["message"]


# Two at once


async def test_who_has_a_form_open_is_shown_until_they_leave_or_are_not_seen_any_more(
    fresh_server: Server,
) -> None:
    clerk, colleague = await fresh_server.official("1001"), await fresh_server.official("9001")
    form = await Form.create(clerk)

    await form.step("keep_form_open", tabId="tab-1")
    both = await form.step("keep_form_open", by=colleague, tabId="tab-2")
    left = await form.step("leave_form", by=colleague, tabId="tab-2")
    fresh_server.clock.advance(timedelta(seconds=59))
    still = await form.look()
    fresh_server.clock.advance(timedelta(seconds=1))
    later = await form.look()

    assert [(one["name"], one["isSelf"]) for one in both["editors"]] == [
        ("霞　窓子", False),
        ("森　管理", True),
    ]
    assert [one["tabId"] for one in left["editors"]] == ["tab-1"]
    assert still["editors"] == [{"name": "霞　窓子", "tabId": "tab-1", "isSelf": True}]
    assert later["editors"] == []


async def test_a_beat_prolongs_and_leaves_no_trace_but_the_first(
    fresh_server: Server,
) -> None:
    clerk = await fresh_server.official("1001")
    form = await Form.create(clerk)
    run = {"input": {"formId": form.id, "tabId": "tab-1"}}

    opened = await clerk.run("keep_form_open", **run)
    fresh_server.clock.advance(timedelta(seconds=50))
    beat = await clerk.run("keep_form_open", **run)
    fresh_server.clock.advance(timedelta(seconds=50))
    seen = await form.look()

    assert len(seen["editors"]) == 1
    counts = [len(await fresh_server.events(answer.request_id)) for answer in (opened, beat)]
    assert counts == [1, 0]
    told = await fresh_server.database.fetch(
        "SELECT kind FROM event WHERE subject_id = $1 ORDER BY number", form.uuid
    )
    assert [row["kind"] for row in told] == ["CREATED", "OPENED"]


async def test_signing_out_lets_every_form_go(running: Server, form: Form) -> None:
    leaving = await running.sign_in("1001")
    await form.step("keep_form_open", by=leaving, tabId="tab-9")

    await leaving.run("sign_out")

    assert (await form.look())["editors"] == []


async def test_a_form_is_not_open_in_any_number_of_tabs(form: Form) -> None:
    answers = [await form.step("keep_form_open", tabId=f"tab-{n}") for n in range(11)]

    assert [one["__typename"] for one in answers] == ["FormDefinition"] * 10 + ["InvalidInput"]
    assert len((await form.look())["editors"]) == 10


@pytest.mark.parametrize("tab", ["", "長" * 65])
async def test_a_tab_has_a_name(form: Form, tab: str) -> None:
    answer = await form.step("keep_form_open", tabId=tab)

    assert (answer["__typename"], answer["path"]) == ("InvalidInput", ["input", "tabId"])


async def test_the_other_is_told_at_once_what_happens_to_the_form(
    running: Server, form: Form, administrator: Official
) -> None:
    async with form.official.socket() as socket:
        first = await socket.subscribe(documented("form_events"), form=form.id)
        await form.step("keep_form_open", by=administrator, tabId="tab-2")
        await form.save(
            form.with_elements(label("heading", "変更")), by=administrator, tabId="tab-2"
        )
        await form.step("leave_form", by=administrator, tabId="tab-2")
        heard = [await socket.hear() for _ in range(3)]

    events = [message["payload"]["data"]["formEvents"] for message in (first, *heard)]
    told = [
        (event["number"], event["kind"], event["by"], event["version"], event["tabId"])
        for event in events
    ]
    assert told == [
        (1, "CREATED", "霞　窓子", 1, None),
        (2, "OPENED", "森　管理", None, "tab-2"),
        (3, "DRAFT_SAVED", "森　管理", 2, "tab-2"),
        (4, "LEFT", "森　管理", None, "tab-2"),
    ]
    assert {event["formId"] for event in events} == {form.id}


async def test_the_events_of_a_form_resume_after_the_number_that_the_form_names(
    clerk: Official, form: Form
) -> None:
    seen = (await clerk.run("form_definition", id=form.id)).field["eventNumber"]
    await form.save(form.with_elements(label("heading", "変更")))

    async with form.official.socket() as socket:
        heard = await socket.subscribe(documented("form_events"), form=form.id, after=seen)

    assert (seen, heard["payload"]["data"]["formEvents"]["number"]) == (1, 2)
    assert heard["payload"]["data"]["formEvents"]["kind"] == "DRAFT_SAVED"


# The list, the ready forms, what uses a form


async def listed(official: Official, **wanted: Any) -> Any:
    return (await official.run("form_definitions", first=100, **wanted)).field["nodes"]


async def test_the_list_says_whose_a_form_is_and_where_it_stands(clerk: Official) -> None:
    nodes = await listed(
        clerk, codes=["seal_registration", "health_insurance", "power_of_attorney"]
    )

    by_code = {node["code"]: node for node in nodes}
    seal, insurance = by_code["seal_registration"], by_code["health_insurance"]
    assert (seal["section"]["code"], seal["state"], seal["hasDraft"]) == (
        "citizens",
        "IN_FORCE",
        False,
    )
    assert by_code["power_of_attorney"]["section"] is None
    assert (seal["mayEdit"], insurance["mayEdit"]) == (True, False)
    assert (seal["changedBy"], seal["editors"]) == (None, [])
    assert seal["thumbnailPath"].startswith("/forms/")


@pytest.mark.parametrize(
    "search",
    ["ぷろぱんガス", "ﾌﾟﾛﾊﾟﾝ", "プロパン　ｽﾞ２", "PROPANE", "ｐｒｏｐａｎｅ 届", "プロ・パ-ン"],
)
async def test_the_list_is_searched_whatever_the_spelling(clerk: Official, search: str) -> None:
    code = f"propane-{fresh_key()[-8:]}"
    await Form.create(clerk, title="プロパンガスズ2届", code=code)

    found = await listed(clerk, search=search)
    none = await listed(clerk, search=f"{search} 婚姻")

    assert code in [node["code"] for node in found]
    assert {node["title"] for node in found} == {"プロパンガスズ2届"}
    assert none == []


async def test_the_list_is_narrowed_by_section_state_and_draft(
    running: Server, clerk: Official, administrator: Official
) -> None:
    mark = fresh_key()[-8:]
    draft = await Form.create(clerk, title=f"下書き{mark}")
    whole = await Form.create(clerk, title=f"全庁{mark}", sectionCode=None)
    days = {
        "今": ("2026-11-24", None),
        "先": ("2027-01-04", None),
        "既": ("2026-11-24", "2026-11-24"),
    }
    forms = {}
    for name, (first, last) in days.items():
        forms[name] = await Form.create(clerk, title=f"{name}{mark}")
        made = await forms[name].step(
            "publish_form",
            by=administrator,
            expectedVersion=1,
            validFrom=first,
            validTo=last,
            confirmedAlerts=["NOTHING_AFTER"],
        )
        assert made["__typename"] == "FormVersion", made

    async def titles(**wanted: Any) -> set[str]:
        nodes = await listed(clerk, search=mark, **wanted)
        return {node["title"].removesuffix(mark) for node in nodes}

    await running.database.execute(
        "UPDATE form_version SET valid_from = '2026-11-20', valid_to = '2026-11-23'"
        " WHERE form_definition_id = $1",
        forms["既"].uuid,
    )
    by_state = {
        state: await titles(states=[state])
        for state in ("DRAFT_ONLY", "IN_FORCE", "SCHEDULED", "ENDED")
    }
    shown = {
        state: {node["state"] for node in await listed(clerk, search=mark, states=[state])}
        for state in by_state
    }

    assert by_state == {
        "DRAFT_ONLY": {"下書き", "全庁"},
        "IN_FORCE": {"今"},
        "SCHEDULED": {"先"},
        "ENDED": {"既"},
    }
    assert shown == {state: {state} for state in by_state}
    assert await titles(states=["IN_FORCE", "ENDED"]) == {"今", "既"}
    assert await titles(section="citizens") == {"下書き", "今", "先", "既"}
    assert await titles(section="nowhere") == set()
    assert await titles(hasDraft=True) == {"下書き", "全庁"}
    assert await titles(hasDraft=False) == {"今", "先", "既"}
    assert await titles(codes=[draft.code, whole.code, "nothing"]) == {"下書き", "全庁"}
    assert await titles(codes=[]) == set()


@pytest.mark.parametrize(
    ("given", "path"),
    [({"search": "長" * 101}, ["search"]), ({"codes": ["a"] * 501}, ["codes"])],
)
async def test_a_search_without_bounds_is_refused(
    clerk: Official, given: Json, path: list[str]
) -> None:
    answer = await clerk.run("form_definitions", first=10, **given)

    assert answer.codes == ["INVALID_INPUT"]
    assert answer.body["errors"][0]["extensions"]["place"] == path


async def test_a_seeded_form_has_the_first_point_of_its_history(clerk: Official) -> None:
    (id_,) = [node["id"] for node in await listed(clerk, codes=["late_stage_medical"])]

    seen = await Form(official=clerk, id=id_, code="", version=0, template={}).look()

    (revision,) = seen["revisions"]["nodes"]
    (version,) = seen["versions"]["nodes"]
    assert (revision["kind"], revision["versionNumber"], revision["savedBy"]) == (
        "PUBLISHED",
        1,
        None,
    )
    assert (seen["draft"]["isChanged"], seen["draft"]["basedOnNumber"]) == (False, 1)
    assert seen["draft"]["template"] == revision["template"] == version["template"]


async def test_the_gallery_names_every_ready_form(clerk: Official) -> None:
    listed = (await clerk.run("ready_forms")).field
    one = (await clerk.run("ready_form", code="resident_change")).field
    absent = await clerk.run("ready_form", code="nothing")

    assert len(listed) >= 15
    (same,) = [ready for ready in listed if ready["code"] == "resident_change"]
    assert (same["title"], same["pages"], same["size"]) == ("住民異動届", 2, "A4 縦")
    assert {name: one[name] for name in same} == same
    assert one["template"]["pages"][0]["elements"]
    assert absent.data == {"readyForm": None}


async def test_what_uses_a_form_is_said_by_the_catalogue(clerk: Official) -> None:
    uses = {use["formCode"]: use for use in (await clerk.run("form_uses")).field}

    used = uses["seal_registration"]
    assert {"印鑑登録"} <= {one["name"][:4] for one in used["procedures"]}
    assert all(one["code"] and one["label"] for one in used["reasons"])
    assert "resident_change" in uses
