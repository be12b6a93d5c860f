import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from backend.forms.data_items import read_schema
from backend.forms.errors import UnprintableError
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out, lay_out_draft
from tests.backend.forms.builders import (
    FORMS,
    SAMPLES,
    element,
    form,
    printed_texts,
    ready_form,
    runs,
    sample,
)
from tests.backend.forms.field_kinds.test_field_kinds import png


def two_sided(rows: int = 2) -> dict[str, Any]:
    name = {"id": "name", "kind": "text", "x": 0, "y": 0, "w": 40, "h": 5}
    row = [{**name, "bind": {"field": "persons[].name"}}]
    repeat = element("repeat", id="people", bind={"field": "persons"}, rows=rows, elements=row)
    number = element("text", id="sheet", y=50, bind={"field": "sheet.number"}, suffix="枚目")
    count = element("text", id="sheets", y=70, bind={"field": "sheet.count"}, prefix="全")
    sign = element("sign", id="sign", y=90, bind={"field": "signature.image"})
    sign["when"] = {"field": "sheet.number", "op": "eq", "value": 1}
    front = [{**repeat, "overflow": "nextSheet"}, number, count, sign]
    back = [element("label", id="notes", text="裏")]
    return {
        "print": {"duplex": "longEdge"},
        "pages": [
            {"id": "front", "name": "表", "size": "A4", "elements": front},
            {"id": "back", "name": "裏", "size": "A3 landscape", "elements": back},
        ],
    }


def people(*names: str) -> dict[str, Any]:
    return {"persons": [{"name": name} for name in names]}


def test_front_and_back_of_each_sheet_follow_each_other(fonts: Fonts) -> None:
    display_list = lay_out(form(**two_sided()), people("甲", "乙", "丙"), fonts)

    pages = [(page.name, page.sheet, page.width, page.height) for page in display_list.pages]
    assert pages == [
        ("表", 1, 210, 297),
        ("裏", 1, 420, 297),
        ("表", 2, 210, 297),
        ("裏", 2, 420, 297),
    ]
    assert display_list.duplex == "longEdge"


def test_the_rows_go_on_where_the_last_sheet_ended(fonts: Fonts) -> None:
    display_list = lay_out(form(**two_sided()), people("甲", "乙", "丙"), fonts)

    names = [printed_texts(display_list, f"people[{row}].name") for row in range(4)]
    assert names == [["甲"], ["乙"], ["丙"], []]
    assert [run.text for run in runs(display_list, 0)] == ["甲", "乙", "1枚目", "全2"]
    assert [run.text for run in runs(display_list, 2)] == ["丙", "2枚目", "全2"]


@pytest.mark.parametrize(("count", "sheets"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_as_many_sheets_are_printed_as_the_list_needs(
    fonts: Fonts, count: int, sheets: int
) -> None:
    display_list = lay_out(form(**two_sided()), people(*["甲"] * count), fonts)

    assert len(display_list.pages) == 2 * sheets


def test_every_problem_of_a_document_is_reported_at_once(fonts: Fonts) -> None:
    definition = form(
        element("text", id="a", bind={"field": "notifier.name"}),
        element("text", id="b", y=50, w=10, bind={"field": "new_address.text"}),
        element("text", id="c", y=70, bind={"field": "case.number"}),
        element("eraDate", id="d", y=90, bind={"field": "change.changed_on"}),
    )
    values = {
        "notifier": {"name": "山\u200f田☒"},
        "new_address": {"text": "みどり野市中央一丁目"},
        "case": {"number": 7},
        "change": {"changed_on": {"value": "2026-13-01", "text": None, "western": False}},
    }

    with pytest.raises(UnprintableError) as refusal:
        lay_out(definition, values, fonts)

    problems = [(problem.code, problem.path) for problem in refusal.value.problems]
    assert problems == [
        ("DIRECTION", "notifier.name"),
        ("NO_GLYPH", "notifier.name"),
        ("DOES_NOT_FIT", "new_address.text"),
        ("INVALID_VALUE", "case.number"),
        ("INVALID_VALUE", "change.changed_on"),
    ]
    assert refusal.value.message == "印刷できない項目が5件あります。"
    assert refusal.value.path == (
        "notifier.name",
        "new_address.text",
        "case.number",
        "change.changed_on",
    )


def test_a_value_repeated_on_every_sheet_is_one_problem(fonts: Fonts) -> None:
    document = two_sided()
    name = element("text", id="head", y=110, bind={"field": "household.head_name"})
    document["pages"][0]["elements"].append(name)
    values = {**people("甲", "乙", "丙"), "household": {"head_name": "☒"}}

    draft = lay_out_draft(form(**document), values, fonts)

    assert [problem.path for problem in draft.findings.problems] == ["household.head_name"]


def test_the_hash_without_signature_is_of_what_the_citizen_saw(fonts: Fonts) -> None:
    definition = form(**two_sided())
    unsigned = lay_out(definition, people("甲"), fonts)
    signed = lay_out(definition, {**people("甲"), "signature": {"image": png()}}, fonts)
    other = lay_out(definition, people("乙"), fonts)

    assert signed.hash(without_signature=True) == unsigned.hash(without_signature=True)
    assert signed.hash(without_signature=True) == unsigned.hash()
    assert signed.hash() != unsigned.hash()
    assert other.hash(without_signature=True) != unsigned.hash(without_signature=True)
    assert list(signed.images.values()) != []


@pytest.mark.parametrize("sample_name", SAMPLES)
@pytest.mark.parametrize("form_name", FORMS)
def test_display_lists_are_as_their_contract_says(
    fonts: Fonts, form_name: str, sample_name: str
) -> None:
    display_list = lay_out(ready_form(form_name), sample(sample_name), fonts)
    document = json.loads(json.dumps(display_list.to_json()))
    contract = Draft202012Validator(read_schema("display_list.schema.json"))

    errors = list(contract.iter_errors(document))

    assert errors == []


def test_a_run_names_its_font_and_every_font_is_listed(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("resident_change"), sample("variant_characters"), fonts)

    used = {run.font for page in range(2) for run in runs(display_list, page)}
    assert used == set(display_list.fonts)
    assert sorted(display_list.fonts.values()) == ["IPAexGothic", "IPAexMincho", "IPAmjMincho"]


def test_the_same_input_gives_the_same_list(fonts: Fonts) -> None:
    first = lay_out(ready_form("resident_change"), sample("family_of_five"), fonts)
    second = lay_out(ready_form("resident_change"), sample("family_of_five"), fonts)

    assert first.hash() == second.hash()


def test_a_whole_number_is_one_spelling_in_what_a_signature_is_bound_to(fonts: Fonts) -> None:
    style = {"size": 47, "padding": 3, "fit": "wrap"}
    words = element("label", text="四十七ポイント", w=190, h=60, style=style)

    said = json.dumps(lay_out(form(words), {}, fonts).to_json())

    # 47.0 laid out before would be the same key of a cache, and another hash.
    assert '"size": 47.0' in said
