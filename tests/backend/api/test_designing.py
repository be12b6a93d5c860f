"""The designer's doors: layouts, kinds, items, families, outlines of letters."""

from typing import Any

import pytest

from backend.forms.field_kinds import FIELD_KINDS
from tests.server import ELSEWHERE, File, Official, Server

FORM: dict[str, Any] = {
    "format": "form-template",
    "version": "1.0",
    "id": "sample",
    "title": "見本",
    "pages": [
        {
            "id": "front",
            "size": "A4",
            "elements": [
                {"id": "title", "kind": "label", "x": 20, "y": 20, "w": 50, "h": 10, "text": "氏名"}
            ],
        }
    ],
}


@pytest.fixture(scope="module")
async def drawer(running: Server) -> Official:
    """Who draws forms."""
    return await running.official("9001")


def asked(**more: Any) -> dict[str, Any]:
    return {"input": {"family": "one_person", "template": FORM, **more}}


async def made_form(drawer: Official, key: str) -> dict[str, Any]:
    """A form of its own, from the template."""
    given = {"title": "見本", "template": FORM, "idempotencyKey": key}
    return dict((await drawer.run("create_form", input=given)).field)


async def test_a_layout_names_letters_that_can_be_fetched(
    running: Server, drawer: Official
) -> None:
    layout = (await drawer.run("lay_out_form", **asked())).field
    (block,) = layout["pages"][0]["blocks"]
    (run,) = block["items"]

    fetched = await running.nobody.fetch(
        f"/glyphs/{run['font']}/{','.join(map(str, run['glyphs']))}"
    )

    assert block["element"] == "title"
    assert (run["x"], run["text"], run["glyphs"]) == (20, "氏名", run["glyphs"])
    assert fetched.status_code == 200
    outlines = fetched.json()["outlines"]
    assert list(outlines) == [str(glyph) for glyph in run["glyphs"]]
    assert all(path.startswith("m") and path.endswith("z") for path in outlines.values())
    assert fetched.json()["unitsPerEm"] == 2048
    assert fetched.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert fetched.headers["access-control-allow-origin"] == "*"


async def test_what_is_unchanged_comes_as_its_key(drawer: Official) -> None:
    first = (await drawer.run("lay_out_form", **asked())).field

    again = (await drawer.run("lay_out_form", **asked(known=first["hash"]))).field

    assert again["pages"][0]["blocks"] == ["title"]
    assert again["hash"] == first["hash"]


async def test_a_blank_form_is_laid_out_too(drawer: Official) -> None:
    layout = (await drawer.run("lay_out_form", **asked(isBlank=True))).field

    assert [block["element"] for block in layout["pages"][0]["blocks"]] == ["title"]


async def test_a_layout_says_what_is_wrong(drawer: Official) -> None:
    broken = {**FORM, "pages": [{**FORM["pages"][0], "size": "B4"}]}

    layout = (await drawer.run("lay_out_form", **asked(template=broken))).field

    assert layout["pages"] == []
    assert [(found["severity"], found["place"]) for found in layout["findings"]] == [
        ("ERROR", "pages[0].size")
    ]


async def test_a_family_that_is_not_there_is_refused(drawer: Official) -> None:
    answer = await drawer.run("lay_out_form", **asked(family="nobody"))

    assert answer.codes == ["NOT_FOUND"]


async def test_a_saved_draft_is_laid_out_by_its_form(drawer: Official) -> None:
    made = await made_form(drawer, "laid-out")

    saved = (await drawer.run("lay_out_form", **asked(template=None, formId=made["id"]))).field

    given = (await drawer.run("lay_out_form", **asked())).field
    assert saved["pages"] == given["pages"]


async def test_a_form_that_is_not_there_is_not_laid_out(running: Server, drawer: Official) -> None:
    made = await made_form(drawer, "not-theirs")
    stranger = await running.official("9001", ELSEWHERE)

    theirs = await stranger.run("lay_out_form", **asked(template=None, formId=made["id"]))
    unknown = await drawer.run("lay_out_form", **asked(template=None, formId="eA=="))

    assert (theirs.field, unknown.field) == (None, None)


@pytest.mark.parametrize("both", [True, False])
async def test_a_template_or_a_form_is_laid_out_and_not_both(drawer: Official, both: bool) -> None:
    given = {"formId": "eA=="} if both else {"template": None}

    answer = await drawer.run("lay_out_form", **asked(**given))

    assert answer.codes == ["INVALID_INPUT"]


@pytest.mark.parametrize(
    "path",
    [
        "0123456789abcdef/1",
        "{font}/x",
        "{font}/-1",
        "{font}/1,,2",
        "{font}/99999",
        "{font}/123456",
        "{font}/" + ",".join(["1"] * 401),
        "../etc/1",
    ],
)
async def test_letters_that_are_not_there_are_not_found(
    running: Server, drawer: Official, path: str
) -> None:
    layout = (await drawer.run("lay_out_form", **asked())).field
    (font,) = layout["fonts"]

    answer = await running.nobody.fetch("/glyphs/" + path.format(font=font))

    assert answer.status_code == 404


async def test_the_palette_has_every_kind_with_words(drawer: Official) -> None:
    kinds = (await drawer.run("field_kinds")).field

    assert [kind["kind"] for kind in kinds] == [kind.NAME for kind in FIELD_KINDS]
    for kind in kinds:
        assert kind["help"].endswith("。")
        assert kind["icon"].startswith("M")
        assert kind["width"] > 0
        assert {entry["section"] for entry in kind["properties"]} >= {"PLACE", "WHEN"}


async def test_items_stand_in_a_tree_with_samples_in_words(drawer: Official) -> None:
    items = {item["name"]: item for item in (await drawer.run("form_data_items")).field}

    care = items["persons[].annotations.care"]
    assert (care["path"], care["list"]) == (["異動する人", "付記"], "persons")
    assert items["change.changed_on"]["sample"] == "令和8年11月14日"
    assert items["change.kind"]["sample"] == "転入"
    assert items["certificate.items.nationality"]["sample"] == "いいえ"
    assert (items["persons"]["list"], items["persons"]["path"]) == (None, ["異動する人"])
    assert all(item["path"] for item in items.values())


async def test_a_drawing_is_drawn_in_its_own_city_alone(running: Server, drawer: Official) -> None:
    crest = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="10mm" viewBox="0 0 20 10">'
        b'<path d="M0 0H20V7Z"/></svg>'
    )
    kept = await drawer.change("add_form_asset", file=File("emblem.svg", crest))
    image = {"id": "crest", "kind": "image", "x": 20, "y": 20, "w": 20, "h": 10}
    page = {**FORM["pages"][0], "elements": [{**image, "asset": kept["sha256"]}]}
    document = {**FORM, "pages": [page]}

    here = (await drawer.run("lay_out_form", **asked(template=document))).field
    stranger = await running.official("9001", ELSEWHERE)
    there = (await stranger.run("lay_out_form", **asked(template=document))).field

    (block,) = here["pages"][0]["blocks"]
    assert block["items"][0]["commands"][:2] == [["M", 20, 20], ["L", 40, 20]]
    assert there["pages"][0]["blocks"] == []
    assert [found["code"] for found in there["findings"]] == ["MISSING_ASSET"]
