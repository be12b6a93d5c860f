"""A form comes into use on a day, ends, goes back to what it was, and travels as a file."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.backend.api.designing import Form, label, template
from tests.server import TODAY, File, Json, Official, Server, Visit

LOG = ("audit_event", "audit_subject")
EXAMPLE = Path("tests/fixtures/forms/example_template.json").read_bytes()


@pytest.fixture
async def administrator(running: Server) -> Official:
    """Somebody who publishes all forms."""
    return await running.official("9001")


@pytest.fixture
async def form(clerk: Official) -> Form:
    """A form of 市民課 with a heading."""
    form = await Form.create(clerk)
    await form.save(form.with_elements(label("heading", "見出し")))
    return form


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


async def publish(form: Form, by: Official, valid_from: str = day(0), **more: Any) -> Json:
    """Publish the draft that was seen last."""
    given = {"expectedVersion": form.version, "validFrom": valid_from, **more}
    return await form.step("publish_form", by=by, **given)


def alerts(answer: Json) -> list[str]:
    assert answer["__typename"] == "NeedsConfirmation", answer
    return [alert["code"] for alert in answer["alerts"]]


async def test_a_draft_is_published_from_today_on(form: Form, administrator: Official) -> None:
    made = await publish(form, administrator, note="第1版")

    seen = await form.look()
    assert (made["__typename"], made["number"], made["status"]) == ("FormVersion", 1, "PUBLISHED")
    assert (made["validFrom"], made["validTo"], made["isEnded"]) == (day(0), None, False)
    assert (made["publishedBy"], made["note"]) == ({"name": "森　管理"}, "第1版")
    assert (seen["state"], seen["hasDraft"]) == ("IN_FORCE", False)
    assert (seen["draft"]["basedOnNumber"], seen["draft"]["version"]) == (1, form.version)
    assert seen["versions"]["nodes"][0]["template"] == form.template
    last = seen["revisions"]["nodes"][-1]
    assert (last["kind"], last["note"], last["versionNumber"]) == ("PUBLISHED", "第1版", 1)


async def test_a_draft_with_faults_is_refused_with_every_place(
    running: Server, form: Form, administrator: Official
) -> None:
    await form.save(
        form.with_elements(
            label("heading", "見出し", x=205),
            {"id": "name", "kind": "text", "x": 20, "y": 40, "w": 60, "h": 8},
        )
    )
    before = await running.fingerprint(but=LOG)

    answer = await publish(form, administrator)

    assert answer["__typename"] == "InvalidTemplate"
    places = [(fault["place"], fault["where"]) for fault in answer["faults"]]
    assert places == [
        ("pages[0].elements[0]", "1ページの「見出し」"),
        ("pages[0].elements[1].bind", "1ページの「左から 20 mm、上から 40 mm の文字の欄」"),
    ]
    assert answer["message"].startswith("様式に2件の誤りがあります。1ページの「見出し」: ")
    assert "[" not in answer["message"]
    assert answer["path"] == ["pages[0].elements[0]"]
    assert await running.fingerprint(but=LOG) == before


async def test_what_a_sample_family_cannot_print_must_be_looked_at(
    form: Form, administrator: Official
) -> None:
    narrow = {"id": "name", "kind": "text", "x": 20, "y": 40, "w": 6, "h": 4}
    await form.save(form.with_elements({**narrow, "bind": {"field": "notifier.name"}}))

    asked = await publish(form, administrator)
    codes = alerts(asked)
    made = await publish(form, administrator, confirmedAlerts=codes)

    assert "SAMPLE_longest_names" in codes
    assert "印刷できません" in asked["alerts"][0]["message"]
    assert made["__typename"] == "FormVersion"


async def test_what_no_sample_family_can_print_is_said_once(
    form: Form, administrator: Official
) -> None:
    await form.save(form.with_elements(label("heading", "長い見出し", w=8, h=3)))

    asked = await publish(form, administrator)

    assert alerts(asked) == ["EVERY_SAMPLE"]
    assert asked["alerts"][0]["message"].startswith("どの見本でも印刷できません。「長い見出し」")


async def test_a_form_whose_picture_is_not_there_is_neither_published_nor_taken_in(
    running: Server, form: Form, administrator: Official
) -> None:
    emblem = {"id": "emblem", "kind": "image", "x": 20, "y": 40, "w": 20, "h": 20}
    changed = form.with_elements({**emblem, "asset": "a" * 64})
    await form.save(changed)
    before = await running.fingerprint(but=LOG)

    refused = await publish(form, administrator)
    import_refused = await administrator.change("import_form", template=changed)

    for answer in (refused, import_refused):
        assert answer["__typename"] == "InvalidTemplate"
        (fault,) = answer["faults"]
        assert fault["place"] == "pages[0].elements[0].asset"
        assert fault["where"] == "1ページの「左から 20 mm、上から 40 mm の画像」"
        assert "画像が登録されていません" in fault["message"]
    assert await running.fingerprint(but=LOG) == before


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"validFrom": day(-1)}, "validFrom"),
        ({"validFrom": day(3), "validTo": day(2)}, "validTo"),
        ({"validFrom": day(0), "note": "長" * 201}, "note"),
    ],
)
async def test_days_that_cannot_be_are_refused(
    running: Server, form: Form, administrator: Official, given: Json, place: str
) -> None:
    before = await running.fingerprint(but=LOG)

    answer = await form.step(
        "publish_form", by=administrator, expectedVersion=form.version, **given
    )

    assert (answer["__typename"], answer["path"]) == ("InvalidInput", ["input", place])
    assert await running.fingerprint(but=LOG) == before


async def test_what_was_not_seen_is_not_published(form: Form, administrator: Official) -> None:
    await form.save(form.with_elements(label("heading", "後の変更")))
    form.version -= 1

    answer = await publish(form, administrator)

    assert answer["__typename"] == "VersionConflict"
    assert answer["current"]["version"] == form.version + 1


async def test_who_drafts_does_not_publish_and_who_publishes_keeps_to_the_own_sections(
    running: Server, form: Form, administrator: Official
) -> None:
    await running.database.execute(
        "INSERT INTO staff (city_id, id, section_id, staff_number, name, password_hash,"
        " failed_sign_ins, is_active) SELECT 1, gen_random_uuid(), section_id, 'publisher',"
        " '公　開', password_hash, 0, true FROM staff WHERE city_id = 1 AND staff_number = '1001'"
    )
    await running.database.execute(
        "INSERT INTO staff_membership (city_id, staff_id, group_id) SELECT 1, staff.id,"
        " staff_group.id FROM staff, staff_group WHERE staff.city_id = 1 AND staff_number ="
        " 'publisher' AND staff_group.city_id = 1 AND code = 'publishing'"
    )
    other = await Form.create(administrator, sectionCode="insurance")

    refused = await publish(form, form.official)
    colleague = await running.official("publisher")
    closed = await publish(other, colleague)
    made = await publish(form, colleague)
    drafted = await form.save(form.template, by=colleague)

    assert [one["__typename"] for one in (refused, closed, made, drafted)] == [
        "NotPermitted",
        "NotPermitted",
        "FormVersion",
        "NotPermitted",
    ]


async def test_a_later_version_takes_over_on_its_day_and_a_case_keeps_its_own(
    fresh_server: Server,
) -> None:
    administrator = await fresh_server.official("9001")
    clerk = await fresh_server.official("1001")
    resident = await fresh_server.resident("certificate")
    listed = (await administrator.run("form_definitions", first=100)).field["nodes"]
    (id_,) = [node["id"] for node in listed if node["code"] == "certificate_application"]
    form = Form(official=administrator, id=id_, code="", version=1, template={})
    form.template = (await form.look())["draft"]["template"]
    visit = await Visit.open(clerk, _global("Resident", resident["id"]))
    await visit.fill()
    await form.save({**form.template, "title": "証明書等交付申請書"})

    asked = await publish(form, administrator, day(1))
    made = (
        asked
        if asked["__typename"] == "FormVersion"
        else await publish(form, administrator, day(1), confirmedAlerts=alerts(asked))
    )
    versions = [await _version_of_a_new_case(clerk, _global("Resident", resident["id"]))]
    fresh_server.clock.advance(timedelta(days=1))
    clerk = await fresh_server.sign_in("1001")
    versions.append(await _version_of_a_new_case(clerk, _global("Resident", resident["id"])))
    visit.official = clerk
    await fresh_server.let_leases_lapse()
    again = await visit.fill_again()

    assert made["number"] == 2
    assert versions == [1, 2]
    assert again["__typename"] == "Application"
    kept = await fresh_server.database.fetchval(
        "SELECT v.number FROM form_version v JOIN application ON form_version_id = v.id"
        " JOIN counter_case ON case_id = counter_case.id WHERE opened_by IS NOT NULL"
        " ORDER BY counter_case.id LIMIT 1"
    )
    assert kept == 1
    assert (await form.look(await fresh_server.sign_in("9001")))["state"] == "IN_FORCE"


def _global(name: str, id_: Any) -> str:
    from backend.reading.global_ids import encode_id

    return str(encode_id(name, id_))


async def _version_of_a_new_case(clerk: Official, resident_id: str) -> int:
    """The number of the version that a case filled today gets."""
    visit = await Visit.open(clerk, resident_id)
    await visit.fill()
    number: int = await clerk.server.database.fetchval(
        "SELECT v.number FROM form_version v JOIN application ON form_version_id = v.id"
        " ORDER BY application.id DESC LIMIT 1"
    )
    return number


async def test_days_without_a_version_and_versions_passed_over_must_be_looked_at(
    form: Form, administrator: Official
) -> None:
    await publish(form, administrator, day(0), validTo=day(10), confirmedAlerts=["NOTHING_AFTER"])
    await form.save(form.with_elements(label("heading", "第2版")))

    gap = await publish(form, administrator, day(20))
    second = await publish(form, administrator, day(20), confirmedAlerts=["GAP"])
    await form.save(form.with_elements(label("heading", "第3版")))
    passed = await publish(form, administrator, day(5))

    assert (alerts(gap), second["number"]) == (["GAP"], 2)
    assert "使える版がありません" in gap["alerts"][0]["message"]
    assert alerts(passed) == ["PASSED_OVER_2"]


async def test_an_unchanged_form_and_an_item_no_longer_asked_must_be_looked_at(
    clerk: Official, administrator: Official
) -> None:
    form = await Form.create(clerk, title="委任状", readyFormCode="power_of_attorney")
    first = await publish(form, administrator)
    confirmed = [] if first["__typename"] == "FormVersion" else alerts(first)
    if confirmed:
        assert (await publish(form, administrator, confirmedAlerts=confirmed))["number"] == 1

    unchanged = await publish(form, administrator, confirmedAlerts=confirmed)
    key = form.template["inputs"][-1]["key"]
    await form.save({**form.template, "inputs": form.template["inputs"][:-1]})
    gone = await publish(form, administrator, confirmedAlerts=confirmed)

    assert alerts(unchanged) == ["UNCHANGED"]
    assert f"INPUT_GONE_{key}" in alerts(gone)


# Ending, withdrawing


async def test_a_version_ends_on_a_day_and_its_end_can_be_taken_back(
    form: Form, administrator: Official
) -> None:
    made = await publish(form, administrator)
    end = {"versionId": made["id"]}

    asked = await administrator.change("end_form_version", **end, validTo=day(7))
    ended = await administrator.change(
        "end_form_version", **end, validTo=day(7), confirmedAlerts=["NOTHING_AFTER"]
    )
    back = await administrator.change("end_form_version", **end)

    assert alerts(asked) == ["NOTHING_AFTER"]
    assert (ended["validTo"], ended["isEnded"], back["validTo"]) == (day(7), False, None)


@pytest.mark.parametrize("last", [day(-1), day(-400)])
async def test_a_version_does_not_end_in_the_past(
    running: Server, form: Form, administrator: Official, last: str
) -> None:
    made = await publish(form, administrator)
    before = await running.fingerprint(but=LOG)

    answer = await administrator.change("end_form_version", versionId=made["id"], validTo=last)

    assert (answer["__typename"], answer["path"]) == ("InvalidInput", ["input", "validTo"])
    assert await running.fingerprint(but=LOG) == before


async def test_a_scheduled_version_is_withdrawn_and_its_number_is_not_used_again(
    form: Form, administrator: Official
) -> None:
    first = await publish(form, administrator)
    await form.save(form.with_elements(label("heading", "第2版")))
    second = await publish(form, administrator, day(30))
    withdraw = {"versionId": second["id"]}

    withdrawn = await administrator.change("withdraw_form_version", **withdraw)
    again = await administrator.change("withdraw_form_version", **withdraw)
    in_use = await administrator.change("withdraw_form_version", versionId=first["id"])
    ended = await administrator.change("end_form_version", **withdraw, validTo=day(40))
    seen = await form.look()
    third = await publish(form, administrator, day(30))

    assert withdrawn["status"] == "WITHDRAWN"
    assert [one["__typename"] for one in (again, in_use, ended)] == ["WrongStatus"] * 3
    assert (seen["state"], seen["hasDraft"], seen["draft"]["basedOnNumber"]) == (
        "IN_FORCE",
        True,
        1,
    )
    assert third["number"] == 3


async def test_the_only_version_of_a_form_without_a_draft_is_withdrawn(
    running: Server, form: Form, administrator: Official
) -> None:
    made = await publish(form, administrator, day(30))
    await running.database.execute(
        "DELETE FROM form_draft WHERE form_definition_id = $1", form.uuid
    )

    withdrawn = await administrator.change("withdraw_form_version", versionId=made["id"])

    assert withdrawn["status"] == "WITHDRAWN"


async def test_a_form_is_scheduled_in_force_and_ended_by_the_day(
    fresh_server: Server,
) -> None:
    administrator = await fresh_server.official("9001")
    form = await Form.create(administrator)

    await publish(form, administrator, day(1), validTo=day(2), confirmedAlerts=["NOTHING_AFTER"])
    states = []
    for _ in range(4):
        states.append((await form.look(await fresh_server.sign_in("9001")))["state"])
        fresh_server.clock.advance(timedelta(days=1))

    assert states == ["SCHEDULED", "IN_FORCE", "IN_FORCE", "ENDED"]


# Going back


async def test_a_draft_goes_back_to_a_revision_or_a_version_and_nothing_is_lost(
    form: Form, administrator: Official
) -> None:
    first = form.template
    made = await publish(form, administrator)
    second = form.with_elements(label("heading", "第2案"))
    await form.save(second, note="第2案")
    revisions = (await form.look())["revisions"]["nodes"]

    to_version = await form.step("restore_form", expectedVersion=form.version, versionId=made["id"])
    to_revision = await form.step(
        "restore_form", expectedVersion=to_version["version"], revisionId=revisions[-1]["id"]
    )

    assert (to_version["template"], to_version["isChanged"]) == (first, False)
    assert (to_revision["template"], to_revision["isChanged"]) == (second, True)
    nodes = (await form.look())["revisions"]["nodes"]
    assert [(node["kind"], node["note"]) for node in nodes[-3:]] == [
        ("SAVED", "第2案"),
        ("RESTORED", "第1版に戻しました。"),
        ("RESTORED", "履歴4に戻しました。"),
    ]


async def test_what_is_of_another_form_is_not_restored(
    running: Server, form: Form, clerk: Official
) -> None:
    other = await Form.create(clerk)
    (theirs,) = (await other.look())["revisions"]["nodes"]
    before = await running.fingerprint(but=LOG)
    own: Json = {"expectedVersion": form.version}

    found = await form.step("restore_form", **own, revisionId=theirs["id"])
    both = await form.step("restore_form", **own, revisionId=theirs["id"], versionId=theirs["id"])
    none = await form.step("restore_form", **own)

    assert [one["__typename"] for one in (found, both, none)] == [
        "NotFound",
        "InvalidInput",
        "InvalidInput",
    ]
    assert await running.fingerprint(but=LOG) == before


async def test_a_draft_that_is_given_up_is_what_is_published_and_stays_in_the_history(
    form: Form, administrator: Official
) -> None:
    published = form.template
    await publish(form, administrator)
    given_up = form.with_elements(label("heading", "やめた案"), title="やめた名前")
    await form.save(given_up)

    answer = await form.step("discard_form_draft", expectedVersion=form.version)

    assert (answer["hasDraft"], answer["title"]) == (False, "新しい届")
    assert answer["draft"]["template"] == published
    nodes = (await form.look())["revisions"]["nodes"]
    assert [node["template"] for node in nodes[-2:]] == [given_up, published]


async def test_a_form_never_published_goes_back_to_its_beginning(form: Form) -> None:
    answer = await form.step("discard_form_draft", expectedVersion=form.version)

    assert answer["draft"]["template"]["pages"][0]["elements"] == []
    assert (answer["hasDraft"], answer["draft"]["basedOnNumber"]) == (True, None)


async def test_a_form_is_given_to_another_section_or_to_all(
    running: Server, form: Form, administrator: Official
) -> None:
    given = await form.step("change_form_owner", by=administrator, sectionCode="insurance")
    rights = (await form.look())["mayEdit"]
    everybodys = await form.step("change_form_owner", by=administrator)
    absent = await form.step("change_form_owner", by=administrator, sectionCode="nowhere")

    assert (given["section"]["code"], rights, everybodys["section"]) == ("insurance", False, None)
    assert (absent["__typename"], absent["path"]) == ("InvalidInput", ["input", "sectionCode"])


# As a file


async def test_a_form_travels_as_a_file_and_its_own_keys_survive(
    form: Form, administrator: Official
) -> None:
    await form.save(
        form.with_elements(
            label("heading", "見出し", **{"x-own": {"deep": [1, "二"]}}), **{"x-city": "霞城市"}
        )
    )
    exported = (await form.official.run("export_form", formId=form.id)).field
    content = json.dumps(exported, ensure_ascii=False).encode()

    made = await administrator.change(
        "import_form", file=File("form.json", b"\xef\xbb\xbf" + content)
    )
    again = await administrator.change(
        "import_form", template=exported, formId=made["id"], expectedVersion=1
    )

    assert exported == form.template
    assert made["formCode"] != form.code
    assert made["draft"]["template"] == {**exported, "id": made["formCode"]}
    assert (again["draft"]["version"], again["draft"]["template"]) == (
        2,
        {**exported, "id": made["formCode"]},
    )


async def test_a_version_is_given_as_a_file_too(form: Form, administrator: Official) -> None:
    made = await publish(form, administrator)
    published = form.template
    await form.save(form.with_elements(label("heading", "後の案")))

    exported = (await administrator.run("export_form", formId=form.id, versionId=made["id"])).field
    absent = (await administrator.run("export_form", formId=form.id, versionId=form.id)).field

    assert (exported, absent) == (published, None)


DEEP = b'{"a":' * 3000 + b"1" + b"}" * 3000
FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "1行目の1文字目"),
    "cut off": (b'{"format": "form-template",\n "pages": [', "2行目の"),
    "no object": (b"[1, 2]", "オブジェクト"),
    "no UTF-8": ('{"title": "届"}'.encode("cp932"), "UTF-8 ではありません"),
    "not a number": (b'{"format": NaN}', "NaN は数として"),
    "infinite": (b'{"x": 1e999}', "数として扱えない"),
    "digits": (b'{"x": ' + b"9" * 6000 + b"}", "数として扱えない"),
    "twice": (b'{"title": "a", "title": "b"}', "「title」が1つのオブジェクトに2回"),
    "deep": (DEEP, "深すぎます"),
    "nested": (b'{"a":' * 60 + b"1" + b"}" * 60, "入れ子は40段まで"),
    "control": (b'{"x-a": {"b": ["\\u0000"]}}', "制御文字"),
    "binary": (b"PK\x03\x04\x00\xff\xfe", "UTF-8 ではありません"),
    "wrong types": (b'{"format": 1, "version": [], "id": {}, "title": 3, "pages": 4}', ""),
    "too large": (b'{"x-a": "' + b"a" * (2 << 20) + b'"}', "2 MBまで"),
}


@pytest.mark.parametrize("name", FILES)
async def test_a_damaged_or_hostile_file_is_refused_with_the_reason(
    running: Server, administrator: Official, name: str
) -> None:
    content, words = FILES[name]
    before = await running.fingerprint(but=LOG)

    answer = await administrator.change("import_form", file=File("form.json", content))

    assert answer["__typename"] == "InvalidTemplate", answer
    assert any(words in fault["message"] for fault in answer["faults"]), answer["faults"]
    assert await running.fingerprint(but=LOG) == before


async def test_the_place_of_what_cannot_be_kept_is_named(administrator: Official) -> None:
    content = json.dumps(template(label("a", "b\u0007"))).encode()

    answer = await administrator.change("import_form", file=File("form.json", content))

    assert [fault["place"] for fault in answer["faults"]] == ["pages[0].elements[0].text"]


async def test_a_file_of_a_form_with_faults_is_refused_with_every_place(
    running: Server, administrator: Official
) -> None:
    spoilt = template(
        label("a", "見出し", x=-1), {"id": "b", "kind": "hologram", "x": 1, "y": 1, "w": 1, "h": 1}
    )
    before = await running.fingerprint(but=LOG)

    answer = await administrator.change(
        "import_form", file=File("form.json", json.dumps(spoilt).encode())
    )

    assert [fault["place"] for fault in answer["faults"]] == [
        "pages[0].elements[0]",
        "pages[0].elements[1].kind",
    ]
    assert await running.fingerprint(but=LOG) == before


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, ["input"]),
        ({"template": {}, "file": File("form.json", b"{}")}, ["input"]),
        ({"template": [1]}, ["input", "template"]),
    ],
)
async def test_one_template_is_taken_in_at_a_time(
    administrator: Official, given: Json, path: list[str]
) -> None:
    answer = await administrator.change("import_form", **given)

    assert (answer["__typename"], answer["path"]) == ("InvalidInput", path)


async def test_an_import_over_what_was_not_seen_is_told(form: Form) -> None:
    stale = await form.step("import_form", template=form.template, expectedVersion=1)
    unsaid = await form.step("import_form", template=form.template)

    assert (stale["__typename"], unsaid["path"]) == (
        "VersionConflict",
        ["input", "expectedVersion"],
    )


async def test_a_template_with_names_of_its_own_is_taken_in_and_published(
    administrator: Official,
) -> None:
    made = await administrator.change("import_form", file=File("form.json", EXAMPLE))
    form = Form(
        official=administrator, id=made["id"], code=made["formCode"], version=1, template={}
    )
    published = await publish(form, administrator)
    printed = await administrator.fetch(f"/forms/{form.uuid}/test.pdf")

    assert made["formCode"] == "juminido"
    assert published["__typename"] == "FormVersion"
    assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")
