"""Versions side by side, test prints, regression sheets and thumbnails of forms."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from PIL import Image

from backend.reading.global_ids import encode_id
from tests.backend.api.designing import Form, label
from tests.server import Json, Official, Server, uuid_of

NAME = {
    "id": "name",
    "kind": "text",
    "x": 20,
    "y": 40,
    "w": 90,
    "h": 8,
    "name": "氏名",
    "bind": {"field": "notifier.name"},
    "style": {"fit": "shrink", "minSize": 3},
}
ONE = "one_person"


@pytest.fixture
async def administrator(running: Server) -> Official:
    """Somebody who publishes all forms."""
    return await running.official("9001")


@pytest.fixture
async def form(clerk: Official, administrator: Official) -> Form:
    """A form of 市民課 in use, and a draft with a wider field and another heading."""
    form = await Form.create(clerk, title="届書")
    await form.save(form.with_elements(label("heading", "見出し"), NAME))
    made = await form.step(
        "publish_form", by=administrator, expectedVersion=form.version, validFrom="2026-11-24"
    )
    assert made["__typename"] == "FormVersion", made
    await form.save(form.with_elements(label("heading", "新見出し"), {**NAME, "w": 95}))
    return form


async def version_of(form: Form) -> Any:
    return (await form.look())["versions"]["nodes"][0]["id"]


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages]


async def compare(form: Form, left: Json, right: Json, family: str = ONE) -> Any:
    given = {"formId": form.id, "left": left, "right": right, "family": family}
    return await form.official.run("compare_forms", input=given)


# Side by side


async def test_a_version_and_the_draft_are_compared_in_words_and_on_the_paper(form: Form) -> None:
    answer = await compare(form, {"versionId": await version_of(form)}, {"draft": True})

    found = answer.field
    assert [(one["kind"], one["words"], one["elementId"]) for one in found["differences"]] == [
        (
            "CHANGED",
            "「新見出し」の「何と書きますか」を「見出し」から「新見出し」に変えました。",
            "heading",
        ),
        ("RESIZED", "「氏名」の幅を 90 mm から 95 mm に変えました。", "name"),
    ]
    (old,), (new,) = found["left"]["pages"], found["right"]["pages"]
    texts = [
        [item["text"] for block in page["blocks"] for item in block["items"] if "text" in item]
        for page in (old, new)
    ]
    assert (texts[0][0], texts[1][0]) == ("見出し", "新見出し")
    assert found["left"]["fonts"]


async def test_two_points_of_the_history_are_compared(form: Form) -> None:
    nodes = (await form.look())["revisions"]["nodes"]

    answer = await compare(form, {"revisionId": nodes[0]["id"]}, {"revisionId": nodes[1]["id"]})

    assert [one["words"] for one in answer.field["differences"]] == [
        "「見出し」を加えました。",
        "「氏名」を加えました。",
    ]


async def test_what_is_not_of_the_form_is_compared_with_nothing(form: Form) -> None:
    absent = str(encode_id("FormVersion", uuid4()))

    nothing = await compare(form, {"draft": True}, {"versionId": absent})
    no_family = await compare(form, {"draft": True}, {"draft": True}, "nobody")

    assert nothing.data == {"compareForms": None}
    assert no_family.codes == ["NOT_FOUND"]


@pytest.mark.parametrize(
    ("element", "more"),
    [
        ({"kind": "text"}, {"print": 5}),
        ({"kind": "repeat", "elements": [{**NAME, "id": "inner", "bind": "no"}]}, {}),
        ({"kind": "check", "text": 5, "name": ["a"]}, {}),
        ({"kind": "text", "when": {"field": ["a"], "op": "eq"}}, {}),
    ],
)
async def test_drafts_of_any_shape_are_compared(form: Form, element: Json, more: Json) -> None:
    await form.save(form.with_elements({**NAME, "id": "odd", **element}, **more), note="途中")
    nodes = (await form.look())["revisions"]["nodes"]

    answer = await compare(form, {"revisionId": nodes[0]["id"]}, {"revisionId": nodes[-1]["id"]})

    assert "errors" not in answer.body
    assert "ADDED" in {one["kind"] for one in answer.field["differences"]}


# The regression


async def test_the_samples_whose_print_changes_are_named_with_the_places(form: Form) -> None:
    found = (await form.official.run("form_regression", formId=form.id)).field

    one = next(entry for entry in found if entry["family"] == ONE)
    assert len(found) >= 8
    assert (one["isSame"], one["pagesChanged"]) == (False, 1)
    assert one["words"] == "1ページの印刷結果が変わります。"
    heading = one["boxes"][0]
    assert (heading["page"], 19 < heading["x"] < 21, 19 < heading["y"] < 27) == (1, True, True)


async def test_a_draft_that_prints_the_same_is_said_to_be_the_same(
    form: Form, administrator: Official
) -> None:
    await form.step("discard_form_draft", expectedVersion=form.version)

    found = (await form.official.run("form_regression", formId=form.id)).field
    sheets = await administrator.fetch(f"/forms/{form.uuid}/regression.pdf")

    assert {entry["isSame"] for entry in found} == {True}
    assert [entry["boxes"] for entry in found] == [[]] * len(found)
    (text,) = pages_of(sheets.content)
    assert "変わりません" in text


async def test_regression_sheets_show_old_and_new_for_each_sample_family(form: Form) -> None:
    answer = await form.official.fetch(f"/forms/{form.uuid}/regression.pdf")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    texts = pages_of(answer.content)
    assert len(texts) >= 8
    assert all("見出し" in text and "新見出し" in text and "届書" in text for text in texts)
    assert all("左: 第1版　右: 下書き" in text for text in texts)
    box = pypdf.PdfReader(BytesIO(answer.content)).pages[0].mediabox
    assert [round(float(side) / 72 * 25.4) for side in (box.width, box.height)] == [297, 210]


async def test_a_form_never_published_has_nothing_to_be_compared_with(clerk: Official) -> None:
    form = await Form.create(clerk)

    found = (await clerk.run("form_regression", formId=form.id)).field
    sheets = await clerk.fetch(f"/forms/{form.uuid}/regression.pdf")

    words = "公開した版がまだないため、比べるものがありません。"
    assert {entry["words"] for entry in found} == {words}
    assert words in pages_of(sheets.content)[0]


# The test print


async def test_a_test_print_is_marked_and_has_a_scale_of_ten_millimetres(form: Form) -> None:
    answer = await form.official.fetch(f"/forms/{form.uuid}/test.pdf?family={ONE}")
    plain = await form.official.fetch(f"/forms/{form.uuid}/test.pdf?family={ONE}&scale=0")

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    (text,), (without,) = pages_of(answer.content), pages_of(plain.content)
    assert ("試し刷り" in text, "10 mm" in text, "新見出し" in text) == (True, True, True)
    assert ("試し刷り" in without, "10 mm" in without) == (True, False)
    drawn = pypdf.PdfReader(BytesIO(answer.content)).pages[0].get_contents()
    assert drawn is not None
    # From 5 mm to 15 mm at 5 mm above the lower edge, in points.
    assert b"42.520 14.173" in drawn.get_data()


async def test_a_test_print_is_moved_as_its_printer_needs_it(
    form: Form, administrator: Official
) -> None:
    moved = {"printer": "市民課", "tray": "手差し", "rightMm": 1, "downMm": 2}
    set_ = await administrator.run("set_printer_offset", input=moved)
    assert set_.field["__typename"] == "PrinterOffset", set_.body

    path = f"/forms/{form.uuid}/test.pdf?family={ONE}&printer=市民課&tray="
    there = await form.official.fetch(f"{path}手差し")
    elsewhere = await form.official.fetch(f"{path}上段")

    drawn = [
        pypdf.PdfReader(BytesIO(answer.content)).pages[0].get_contents()
        for answer in (there, elsewhere)
    ]
    corners = [b"45.354 8.504" in one.get_data() for one in drawn if one is not None]
    assert corners == [True, False]  # 1 mm to the right and 2 mm down of 42.520 14.173


async def test_a_version_is_test_printed_as_it_is(form: Form) -> None:
    version = uuid_of(await version_of(form))

    answer = await form.official.fetch(f"/forms/{form.uuid}/test.pdf?version={version}&family=")

    (text,) = pages_of(answer.content)
    assert ("新見出し" in text, "見出し" in text) == (False, True)


async def test_the_same_test_print_gives_the_same_bytes(form: Form) -> None:
    path = f"/forms/{form.uuid}/test.pdf?family={ONE}"

    first, second = await form.official.fetch(path), await form.official.fetch(path)

    assert first.content == second.content


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("family=nobody", 400),
        ("scale=2", 400),
        ("underlay=yes", 400),
        ("version=newest", 404),
        ("version=01a20af5-a340-7adf-98fb-bbc7d94cb65d", 404),
    ],
)
async def test_a_test_print_that_cannot_be_is_refused(form: Form, query: str, status: int) -> None:
    answer = await form.official.fetch(f"/forms/{form.uuid}/test.pdf?{query}")

    assert answer.status_code == status


# A page as a picture


async def test_a_page_is_a_picture_of_what_the_printer_gets(form: Form) -> None:
    path = f"/forms/{form.uuid}/page.png"

    named = await form.official.fetch(f"{path}?family={ONE}&page=1")
    blank = await form.official.fetch(f"{path}?family=")

    drawn, empty = (Image.open(BytesIO(one.content)).convert("L") for one in (named, blank))
    assert (named.headers["content-type"], drawn.size) == ("image/png", (1654, 2340))
    name = (160, 315, 890, 378)  # where the field stands, at 200 dpi
    assert sum(drawn.crop(name).histogram()[:128]) > 100
    assert sum(empty.crop(name).histogram()[:128]) == 0


@pytest.mark.parametrize(
    ("query", "status"), [("page=2", 404), ("page=0", 400), ("page=one", 400), ("family=x", 400)]
)
async def test_a_page_that_is_not_there_is_refused(form: Form, query: str, status: int) -> None:
    answer = await form.official.fetch(f"/forms/{form.uuid}/page.png?{query}")

    assert answer.status_code == status


# Thumbnails


async def test_a_thumbnail_shows_what_is_in_use_at_the_path_that_the_list_names(
    form: Form, administrator: Official
) -> None:
    listed = "query ($id: ID!) { formDefinition(id: $id) { thumbnailPath } }"
    before = (await form.official.ask(listed, id=form.id)).field["thumbnailPath"]

    picture = await form.official.fetch(before)
    await form.step(
        "publish_form", by=administrator, expectedVersion=form.version, validFrom="2026-11-24"
    )
    after = (await form.official.ask(listed, id=form.id)).field["thumbnailPath"]

    drawn = Image.open(BytesIO(picture.content))
    assert (picture.status_code, drawn.size) == (200, (360, 510))
    assert sum(drawn.convert("L").histogram()[:200]) > 20  # the heading
    assert "immutable" in picture.headers["cache-control"]
    assert before != after
    unnamed = await form.official.fetch(after.partition("?")[0])
    assert unnamed.headers["cache-control"] == "no-store"
    assert (await form.official.fetch(after)).content != picture.content


async def test_every_ready_form_has_a_thumbnail(clerk: Official) -> None:
    ready = (await clerk.run("ready_forms")).field[0]

    answer = await clerk.fetch(ready["thumbnailPath"])
    absent = await clerk.fetch("/forms/ready/nothing/thumbnail.png")

    assert Image.open(BytesIO(answer.content)).size[0] == 360
    assert absent.status_code == 404


# Who may, and nobody of another city

PATHS = ["test.pdf", "page.png", "regression.pdf", "thumbnail.png"]


@pytest.mark.parametrize("path", PATHS)
async def test_a_form_on_paper_is_for_those_who_make_forms(
    running: Server, form: Form, path: str
) -> None:
    who = [running.nobody, await running.official("9002"), form.official]

    answers = [await one.fetch(f"/forms/{form.uuid}/{path}") for one in who]

    expected = [401, 200 if path == "thumbnail.png" else 403, 200]
    assert [answer.status_code for answer in answers] == expected


@pytest.mark.parametrize("path", PATHS)
async def test_another_citys_form_is_not_there(
    running: Server, administrator: Official, path: str
) -> None:
    theirs = await running.database.fetchval("SELECT id FROM form_definition WHERE city_id = 2")

    found = await administrator.fetch(f"/forms/{theirs}/{path}")
    nobodys = await administrator.fetch(f"/forms/{uuid4()}/{path}")
    nonsense = await administrator.fetch(f"/forms/nonsense/{path}")

    assert {answer.status_code for answer in (found, nobodys, nonsense)} == {404}
    assert found.json()["detail"] == nobodys.json()["detail"]
