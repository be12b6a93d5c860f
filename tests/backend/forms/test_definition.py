import copy
import json
from pathlib import Path
from typing import Any

import pytest

from backend.forms.data_items import data_items
from backend.forms.definition import load_definition
from backend.forms.errors import InvalidTemplateError
from backend.forms.field_kinds import FIELD_KINDS
from backend.forms.template_migrations import migrate
from tests.backend.forms.builders import FORMS, element, form, read_template, template

OLD_TEMPLATES = Path(__file__).parent / "old_templates"


def faults(document: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidTemplateError) as refusal:
        load_definition(document)
    return [(fault.place, fault.message) for fault in refusal.value.faults]


@pytest.mark.parametrize("name", FORMS)
def test_the_ready_forms_load(name: str) -> None:
    definition = load_definition(read_template(name))

    assert definition.id == name
    assert definition.document == read_template(name)


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        (element("label"), "pages[0].elements[0]"),
        (element("label", text="x", colour="red"), "pages[0].elements[0]"),
        (element("label", text="x", style={"size": 500}), "pages[0].elements[0].style.size"),
        (element("label", text="x", style={"bold": True}), "pages[0].elements[0].style"),
        (element("sticker"), "pages[0].elements[0].kind"),
        (element("text"), "pages[0].elements[0].bind"),
        (element("text", bind={"field": "resident.name"}), "pages[0].elements[0].bind.field"),
        (element("text", bind={"field": "persons"}), "pages[0].elements[0].bind.field"),
        (element("text", bind={"field": "persons[].name"}), "pages[0].elements[0].bind.field"),
        (element("text", bind={"field": "BAD NAME"}), "pages[0].elements[0].bind.field"),
        (element("qr", bind={"field": "change.changed_on"}), "pages[0].elements[0].bind.field"),
        (element("label", text="x", x=170), "pages[0].elements[0]"),
        (element("label", text="x", y=-1), "pages[0].elements[0]"),
        (element("label", text="x", w=-5), "pages[0].elements[0].w"),
        (element("charBoxes", boxes=7, groups=[3, 3]), "pages[0].elements[0]"),
        (element("charBoxes", boxes=0), "pages[0].elements[0].boxes"),
        (element("image"), "pages[0].elements[0]"),
        (
            element("label", text="x", when={"field": "nobody", "op": "filled"}),
            "pages[0].elements[0].when",
        ),
        (
            element("label", text="x", when={"field": "case.number", "op": "like"}),
            "pages[0].elements[0].when",
        ),
    ],
)
def test_a_fault_of_an_element_is_named_by_its_place(broken: dict[str, Any], place: str) -> None:
    assert [found for found, _ in faults(template(broken))] == [place]


def test_all_faults_of_a_template_are_listed_at_once() -> None:
    document = template(
        element("label", text="x"),
        element("label", text="y"),
        element("text", id="nameless", bind={"field": "resident.name"}),
        element("label", id="outside", text="z", x=500),
        inputs=[{"key": "case.number", "label": "番号", "type": "date"}],
    )

    assert faults(document) == [
        ("inputs[0].type", "「受付番号」の型は text です（date）。"),
        ("pages[0].elements[1].id", "id「field」が重複しています。"),
        ("pages[0].elements[2].bind.field", "項目「resident.name」は登録されていません。"),
        ("pages[0].elements[3]", "「z」が用紙（または行）からはみ出しています。"),
    ]


def test_the_refusal_names_places_and_the_first_path() -> None:
    with pytest.raises(InvalidTemplateError) as refusal:
        form(element("sticker"))

    assert refusal.value.message == (
        "様式に1件の誤りがあります。"
        "1ページの「左から 20 mm、上から 30 mm の部品」: 項目の種類「sticker」はありません。"
    )
    assert refusal.value.path == ("pages[0].elements[0].kind",)


def test_faults_inside_rows_are_named_too() -> None:
    place = {"x": 0, "y": 0, "w": 20, "h": 4}
    row = [
        {"id": "a", "kind": "text", **place, "bind": {"field": "persons[].x"}},
        {"id": "b", "kind": "label", **place, "y": 4, "text": "below the row"},
        {"id": "c", "kind": "text", **place, "bind": {"field": "insurance.persons[].name"}},
        {"id": "d", "kind": "label", "x": 0, "y": 0, "w": 5},
    ]
    repeat = element("repeat", rows=2, bind={"field": "persons"}, elements=row)

    assert [place for place, _ in faults(template(repeat))] == [
        "pages[0].elements[0].elements[0].bind.field",
        "pages[0].elements[0].elements[1]",
        "pages[0].elements[0].elements[2].bind.field",
        "pages[0].elements[0].elements[3]",
    ]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"format": "something"}, "format"),
        ({"version": "2.0"}, "version"),
        ({"version": 1}, "version"),
        ({"title": ""}, "title"),
        ({"pages": []}, "pages"),
        ({"extra": 1}, ""),
        ({"inputs": [{"key": "case.number", "label": "番号"}]}, "inputs[0]"),
        ({"inputs": [{"key": "nobody.x", "label": "番号", "type": "text"}]}, "inputs[0].key"),
        (
            {
                "inputs": [
                    {
                        "key": "case.number",
                        "label": "番号",
                        "type": "text",
                        "validate": [{"rule": "pattern", "value": "("}],
                    }
                ]
            },
            "inputs[0].validate[0].value",
        ),
    ],
)
def test_a_fault_of_the_whole_is_named(changes: dict[str, Any], place: str) -> None:
    assert [found for found, _ in faults({**template(), **changes})] == [place]


def test_keys_that_begin_with_x_survive_untouched() -> None:
    document = template(
        element("label", text="x", **{"x-note": {"by": "市民課"}}), **{"x-office": 7}
    )
    before = copy.deepcopy(document)

    definition = load_definition(document)

    assert definition.document == before
    assert document == before


def test_an_item_of_the_form_alone_can_be_asked_and_printed() -> None:
    definition = form(
        element("text", bind={"field": "own.pet_name"}),
        inputs=[{"key": "own.pet_name", "label": "飼い犬の名前", "type": "text"}],
    )

    assert definition.pages[0].elements[0].label == "飼い犬の名前"


def test_a_kept_template_of_version_0_9_loads_as_the_current_one() -> None:
    old = json.loads((OLD_TEMPLATES / "0.9.json").read_text("utf-8"))

    definition = load_definition(old)

    kinds = [(entry.id, entry.kind.NAME) for entry in definition.pages[0].elements]
    assert kinds == [
        ("title", "label"),
        ("frame", "box"),
        ("address", "text"),
        ("membersColumn1Title", "label"),
        ("membersColumn2Title", "label"),
        ("members", "repeat"),
    ]
    frame, rows = definition.pages[0].elements[1], definition.pages[0].elements[5]
    assert frame.keys == {"lineWidth": 0.4}
    assert definition.pages[0].elements[2].keys == {"x-validate": [{"rule": "required"}]}
    assert (rows.y, rows.h) == (117, 48)
    assert [(child.field, child.x, child.w, child.h) for child in rows.children] == [
        ("persons[].name", 0, 52, 12),
        ("persons[].birth_date", 52, 76, 12),
    ]
    assert old["version"] == "0.9"


def test_a_kept_template_of_version_1_0_loads_as_the_current_one() -> None:
    old = json.loads((OLD_TEMPLATES / "1.0.json").read_text("utf-8"))

    migrated = migrate(old)
    definition = load_definition(old)

    front, back = migrated["pages"]
    assert (migrated["version"], old["version"]) == ("1.1", "1.0")
    assert front["guides"] == {"x": [15, 195], "y": []}
    assert front["x-background"] == {"picture": "scan.png", "opacity": 0.4}
    assert back["x-guides"] == {"lines": [{"from": [0, 0], "to": [10, 0]}]}
    assert "background" not in front
    assert "guides" not in back
    assert migrated["x-office"] == {"by": "市民課"}
    assert [entry.id for entry in definition.pages[0].elements] == ["title", "name", "reason"]
    assert definition.pages[0].elements[0].keys == {"text": "届", "x-note": 1}
    assert [asked.key for asked in definition.inputs] == ["notifier.name", "own.reason"]
    assert definition.document == old


@pytest.mark.parametrize("version", ["0.9", "1.0"])
@pytest.mark.parametrize("pages", [None, 7, [None], [{}], [{"guides": 3, "elements": 4}]])
def test_an_old_template_of_another_shape_is_refused_not_feared(
    version: str, pages: object
) -> None:
    document = {**template(), "version": version, "pages": pages}

    with pytest.raises(InvalidTemplateError):
        load_definition(document)


def test_a_template_of_the_current_version_is_not_changed_by_migration() -> None:
    assert migrate(template()) == template()


def test_every_kind_has_a_palette_entry_and_questions_in_japanese() -> None:
    assert [kind.NAME for kind in FIELD_KINDS] == [
        "text", "verticalText", "charBoxes", "circleChoice", "check", "eraDate", "repeat",
        "qr", "barcode", "sign", "stamp", "label", "pageNumber", "table", "box", "line", "image",
    ]  # fmt: skip
    for kind in FIELD_KINDS:
        questions = [entry.question for entry in kind.questions()]
        assert all(any("\u3040" <= char <= "\u9fff" for char in text) for text in questions)
        assert len(questions) == len(set(questions))


def test_every_data_item_has_a_label_and_a_known_type() -> None:
    types = {"text", "date", "choice", "number", "boolean", "list", "image"}

    assert {item.type for item in data_items().values()} <= types
    assert all(item.label for item in data_items().values())
    assert len(data_items()["change.kind"].choices) == 15
