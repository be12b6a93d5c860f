"""The designer's layout: blocks, what is unchanged, what is found."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from backend.errors import NotFoundError
from backend.forms.definition import load_definition
from backend.forms.designing import FormLayout, Trial, lay_out_for_designer
from backend.forms.display_list import Item
from backend.forms.field_kinds import KIND_BY_NAME
from backend.forms.findings import FindingSeverity
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out_draft
from backend.forms.samples import sample_families, sample_values
from tests.backend.forms.builders import FIXTURES, FORMS, element, read_template, template

FAMILIES = [family.code for family in sample_families()]


def laid_out(fonts: Fonts, document: object, family: str = "one_person", **more: Any) -> FormLayout:
    return lay_out_for_designer(document, Trial(family), fonts, **more)


def found(layout: FormLayout) -> list[tuple[str, str, str, str]]:
    return [
        (finding.severity.value, finding.code, finding.element_id, finding.place)
        for finding in layout.findings
    ]


def blocks(layout: FormLayout, page: int = 0) -> list[Any]:
    return list(layout.pages[page]["blocks"])


@pytest.mark.parametrize("name", FORMS)
def test_the_designer_gets_what_the_printer_gets(fonts: Fonts, name: str) -> None:
    document = read_template(name)
    printed = lay_out_draft(load_definition(document), sample_values("six_members"), fonts)

    layout = laid_out(fonts, document, "six_members")

    expected = printed.display_list.to_json()
    assert layout.fonts == expected["fonts"]
    assert [(page["name"], page["sheet"]) for page in layout.pages] == [
        (page["name"], page["sheet"]) for page in expected["pages"]
    ]
    for page, sides in zip(layout.pages, expected["pages"], strict=True):
        items = [item for block in page["blocks"] for item in block["items"]]
        assert sorted(map(repr, items)) == sorted(map(repr, sides["items"]))
        assert len({block["element"] for block in page["blocks"]}) == len(page["blocks"])


def test_only_what_was_edited_comes_whole(fonts: Fonts) -> None:
    document = read_template("resident_change")
    before = laid_out(fonts, document, "family_of_five")
    edited = copy.deepcopy(document)
    edited["pages"][0]["elements"][0]["x"] += 1

    after = laid_out(fonts, edited, "family_of_five", known=before.hash)

    name = edited["pages"][0]["elements"][0]["id"]
    whole = [
        [one["element"] for one in blocks(after, page) if not isinstance(one, str)]
        for page in range(4)
    ]
    assert whole == [[name], [], [name], []]
    keys = [one if isinstance(one, str) else one["element"] for one in blocks(after)]
    assert keys == [one["element"] for one in blocks(before)]
    assert after.hash != before.hash


def test_an_unknown_hash_gives_everything(fonts: Fonts) -> None:
    document = template(element("label", text="見出し"))

    layouts = [laid_out(fonts, document, known=known) for known in ("", "0" * 32)]

    assert all(isinstance(blocks(layout)[0], dict) for layout in layouts)
    assert layouts[0].hash == layouts[1].hash


def test_another_family_changes_only_what_prints_values(fonts: Fonts) -> None:
    document = template(
        element("label", text="氏名"),
        element("text", id="name", bind={"field": "notifier.name"}, y=50),
    )
    before = laid_out(fonts, document)

    after = laid_out(fonts, document, "proxy", known=before.hash)

    assert [one if isinstance(one, str) else one["element"] for one in blocks(after)] == [
        "field",
        "name",
    ]
    assert blocks(after)[0] == "field"


def test_a_blank_form_shows_its_words_alone(fonts: Fonts) -> None:
    document = template(
        element("label", text="氏名"),
        element("text", id="name", bind={"field": "notifier.name"}, y=50),
    )

    layout = lay_out_for_designer(document, Trial("one_person", is_blank=True), fonts)

    assert [block["element"] for block in blocks(layout)] == ["field"]


def test_rows_have_a_block_for_each_person(fonts: Fonts) -> None:
    name = {"id": "name", "kind": "text", "x": 0, "y": 0, "w": 60, "h": 8}
    rows = element(
        "repeat",
        id="rows",
        rows=3,
        h=30,
        w=100,
        bind={"field": "persons"},
        elements=[{**name, "bind": {"field": "persons[].name"}}],
    )

    layout = laid_out(fonts, template(rows), "variant_characters")

    assert [block["element"] for block in blocks(layout)] == [
        "rows[0].name",
        "rows[1].name",
        "rows[2].name",
    ]


def test_faults_are_found_and_the_rest_is_drawn(fonts: Fonts) -> None:
    document = template(
        element("label", text="見出し"),
        element("text", id="unbound", y=50),
        element("label", id="wordless", y=60),
        element("charBoxes", id="comb", y=70, boxes=7, groups=[3, 3]),
        element("label", id="outside", text="外", x=205, y=80),
        element("text", id="wrong", y=90, bind={"field": "persons"}),
        element("eraDate", id="mistyped", y=100, bind={"field": "notifier.name"}),
        element("sticker", id="unknown", y=110),
        element("label", text="同じ", y=120),
    )

    layout = laid_out(fonts, document)

    assert found(layout)[:8] == [
        ("ERROR", "NOT_BOUND", "unbound", "pages[0].elements[1].bind"),
        ("ERROR", "SHAPE", "wordless", "pages[0].elements[2]"),
        ("ERROR", "WRONG_SETTING", "comb", "pages[0].elements[3]"),
        ("ERROR", "OUTSIDE", "outside", "pages[0].elements[4]"),
        ("ERROR", "WRONG_TYPE", "wrong", "pages[0].elements[5].bind.field"),
        ("ERROR", "WRONG_TYPE", "mistyped", "pages[0].elements[6].bind.field"),
        ("ERROR", "UNKNOWN_KIND", "unknown", "pages[0].elements[7].kind"),
        ("ERROR", "DUPLICATE_ID", "field", "pages[0].elements[8].id"),
    ]
    assert [block["element"] for block in blocks(layout)] == ["field", "outside"]


def test_a_value_too_long_for_its_box_is_a_warning_with_its_family(fonts: Fonts) -> None:
    document = template(
        element("text", bind={"field": "notifier.name"}, w=12, style={"minSize": 9})
    )

    layout = laid_out(fonts, document)

    (warning,) = [entry for entry in layout.findings if entry.severity is FindingSeverity.WARNING]
    assert (warning.code, warning.element_id, warning.page) == ("DOES_NOT_FIT", "field", "front")
    assert (warning.place, warning.family) == ("pages[0].elements[0]", "one_person")
    assert warning.excess_mm == pytest.approx(5.87, abs=0.05)


@pytest.mark.parametrize(
    ("document", "pages"),
    [
        ({}, 0), ([], 0), (None, 0), ("様式", 0), (3, 0),
        ({"pages": 5, "inputs": "x", "title": 7, "id": None, "print": []}, 0),
        ({"pages": [None, 4, {"id": "a"}, {"id": "b", "size": [0, 1], "elements": []}]}, 0),
        (template(pages=[{"id": "a", "size": "A4", "elements": [None, 5, "x", [], {}]}]), 1),
        (template(pages=[{"id": "a", "size": "A4", "elements": {"x": 1}}]), 0),
    ],
)  # fmt: skip
def test_what_is_no_template_has_faults_and_does_no_harm(
    fonts: Fonts, document: object, pages: int
) -> None:
    layout = laid_out(fonts, document)

    assert len(layout.pages) == pages
    assert {finding.severity for finding in layout.findings} == {FindingSeverity.ERROR}


def test_things_inside_each_other_without_end_are_a_fault(fonts: Fonts) -> None:
    condition: dict[str, Any] = {"field": "case.number", "op": "filled"}
    for _ in range(3000):
        condition = {"not": condition}

    layout = laid_out(fonts, template(element("label", text="x", when=condition)))

    assert [finding.code for finding in layout.findings] == ["SHAPE"]


def test_a_kind_that_fails_does_not_take_the_form_with_it(
    fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> list[Item]:
        raise ZeroDivisionError

    monkeypatch.setattr(type(KIND_BY_NAME["box"]), "lay_out", fail)
    document = template(element("label", text="見出し"), element("box", id="broken", y=99))

    layout = laid_out(fonts, document)

    assert ("ERROR", "BROKEN", "broken", "pages[0].elements[1]") in found(layout)
    assert [block["element"] for block in blocks(layout)] == ["field"]


def test_a_document_changed_after_loading_is_read_anew(fonts: Fonts) -> None:
    document = template(element("label", text="前", style={"size": 9}))
    laid_out(fonts, document)
    document["pages"][0]["elements"][0]["style"]["size"] = 20

    layout = laid_out(fonts, document)
    first = laid_out(fonts, template(element("label", text="前", style={"size": 9})))

    assert blocks(layout)[0]["items"][0]["size"] == 20
    assert blocks(first)[0]["items"][0]["size"] == 9


def test_a_family_that_is_not_there_is_refused(fonts: Fonts) -> None:
    with pytest.raises(NotFoundError, match="この見本の世帯はありません"):
        laid_out(fonts, template(), "../../../etc/passwd")


def test_every_sample_file_is_a_family_and_every_family_has_one() -> None:
    folder = Path(FIXTURES) / "forms" / "samples"
    files = {path.stem for path in folder.glob("*.json")} - {"families"}

    assert set(FAMILIES) == files
    assert FAMILIES[0] == "one_person"
    assert all(json.loads((folder / f"{code}.json").read_text("utf-8")) for code in FAMILIES)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_few_values_prints(fonts: Fonts, name: str) -> None:
    layout = laid_out(fonts, read_template(name), "missing_values")

    assert [f for f in layout.findings if f.severity is not FindingSeverity.HINT] == []


@pytest.mark.parametrize(
    ("inside", "rows"),
    [
        ([{"id": "b", "kind": "repeat", "rows": 2, "elements": []}], 2),
        ([{"id": f"c{n}", "kind": "label", "text": "x"} for n in range(41)], 100),
    ],
)
def test_rows_that_would_never_end_are_refused_not_drawn(
    fonts: Fonts, inside: list[dict[str, Any]], rows: int
) -> None:
    place = {"x": 0, "y": 0, "w": 5, "h": 0}
    elements = [{**entry, **place} for entry in inside]
    document = template(element("repeat", rows=rows, bind={"field": "persons"}, elements=elements))

    layout = laid_out(fonts, document)

    assert ("ERROR", "WRONG_SETTING", "field", "pages[0].elements[0]") in found(layout)
    assert blocks(layout) == []
