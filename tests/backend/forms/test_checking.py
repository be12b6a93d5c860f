"""The checker finds oversights, and only those."""

from typing import Any

import pytest

from backend.forms.conditions import can_hold
from backend.forms.designing import Trial, check_form, lay_out_for_designer
from backend.forms.findings import FindingSeverity
from backend.forms.fonts import Fonts
from backend.forms.known_items import known_items_of
from tests.backend.forms.builders import FORMS, element, read_template, template

NAME = {"key": "notifier.name", "label": "氏名", "type": "text"}
ITEMS = known_items_of(b"[]")


def hints(fonts: Fonts, document: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    layout = lay_out_for_designer(document, Trial("one_person"), fonts)
    return [
        (found.code, found.element_id, found.place, found.message)
        for found in layout.findings
        if found.severity is FindingSeverity.HINT
    ]


def is_(value: str, field: str = "change.kind") -> dict[str, Any]:
    return {"field": field, "op": "eq", "value": value}


def test_what_is_asked_but_never_printed_is_named(fonts: Fonts) -> None:
    asked = [
        NAME,
        {"key": "notifier.phone", "label": "電話番号", "type": "text"},
        {"key": "change.scope", "label": "範囲", "type": "choice"},
        {"key": "persons[0].name", "label": "本人", "type": "text"},
    ]
    document = template(
        element("text", bind={"field": "notifier.name"}),
        element("label", id="part", text="一部", y=50, when=is_("PART", "change.scope")),
        inputs=asked,
    )

    assert hints(fonts, document) == [
        ("NOT_PRINTED", "", "inputs[1]", "「電話番号」を尋ねますが、どこにも印字していません。"),
        ("NOT_PRINTED", "", "inputs[3]", "「本人」を尋ねますが、どこにも印字していません。"),
    ]


def test_what_is_printed_but_never_asked_is_named(fonts: Fonts) -> None:
    document = template(
        element("text", id="kept", bind={"field": "case.number"}),
        element("text", id="bank", y=50, bind={"field": "account.bank_name"}),
    )

    assert hints(fonts, document) == [
        (
            "NOT_ASKED",
            "bank",
            "pages[0].elements[1].bind.field",
            "「金融機関の名称」に印字する「金融機関の名称」を、この様式では尋ねていません。",
        )
    ]


def test_boxes_without_a_value_are_one_finding(fonts: Fonts) -> None:
    checks = [element("check", id=f"c{n}", text=f"書類{n}", y=20 + n * 9) for n in range(5)]

    assert hints(fonts, template(*checks)) == [
        (
            "UNBOUND",
            "c0",
            "pages[0].elements[0].bind",
            "「書類0」「書類1」「書類2」などの5個の欄は、印字する項目がなく、手で書くことになります。",
        )
    ]


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        (is_("MOVE_IN"), []),
        (is_("MOVED"), ["UNKNOWN_CHOICE", "NEVER"]),
        ({"all": [is_("MOVE_IN"), is_("MOVE_OUT")]}, ["NEVER"]),
        ({"any": [is_("MOVE_IN"), is_("MOVED")]}, ["UNKNOWN_CHOICE"]),
    ],
)
def test_conditions_that_are_never_met_are_named(
    fonts: Fonts, when: dict[str, Any], codes: list[str]
) -> None:
    found = hints(fonts, template(element("label", text="転入のとき", when=when)))

    assert [code for code, *_ in found] == codes
    assert {place for _, _, place, _ in found} <= {"pages[0].elements[0].when"}


def test_what_lies_under_a_filled_box_is_named(fonts: Fonts) -> None:
    ground = {"x": 10, "y": 20, "w": 100, "h": 50, "fill": "#eeeeee"}
    document = template(
        element("box", id="under", **ground),
        element("label", id="lost", text="隠れる"),
        element("box", id="over", **ground),
        element("label", id="seen", text="見える"),
    )

    assert [(code, name) for code, name, _, _ in hints(fonts, document)] == [
        ("COVERED", "under"),
        ("COVERED", "lost"),
    ]


def test_layers_are_looked_at(fonts: Fonts) -> None:
    page = {
        "id": "front",
        "size": "A4",
        "layers": [{"id": "notes", "name": "覚え書き", "hidden": True}],
        "elements": [
            element("label", id="a", text="甲", layer="notes"),
            element("label", id="b", text="乙", layer="gone", y=50),
        ],
    }

    assert hints(fonts, template(pages=[page])) == [
        (
            "HIDDEN_LAYER",
            "",
            "pages[0].layers[0]",
            "層「覚え書き」を隠しているため、1個の要素が印刷されません。",
        ),
        (
            "UNKNOWN_LAYER",
            "b",
            "pages[0].elements[1].layer",
            "「乙」の層は、この用紙にありません。",
        ),
    ]


@pytest.mark.parametrize("name", FORMS)
def test_the_ready_forms_have_no_oversight(fonts: Fonts, name: str) -> None:
    codes = {code for code, *_ in hints(fonts, read_template(name))}

    assert codes <= {"UNBOUND"}  # what the counter ticks by hand


def not_(condition: dict[str, Any]) -> dict[str, Any]:
    return {"not": condition}


def compare(field: str, op: str, value: object = None) -> dict[str, Any]:
    return {"field": field, "op": op} | ({} if value is None else {"value": value})


COPIES, DAY, SELF = "certificate.copies", "change.changed_on", "certificate.requester"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"all": []}, True),
        ({"any": []}, False),
        (not_({"all": []}), False),
        ({"all": [is_("MOVE_IN"), not_(is_("MOVE_IN"))]}, False),
        ({"all": [not_(is_("MOVE_IN")), not_(is_("MOVE_OUT"))]}, True),
        ({"all": [compare(SELF, "filled"), compare(SELF, "empty")]}, False),
        (compare("change.scope", "in", ["WHOLE", "HALF"]), True),
        (compare("change.scope", "in", ["HALF"]), False),
        ({"all": [compare("change.scope", "ne", "WHOLE"), compare("change.scope", "ne", "PART")]},
         False),
        ({"all": [compare(COPIES, "gt", 1), compare(COPIES, "lt", 3)]}, True),
        ({"all": [compare(COPIES, "gt", 1), compare(COPIES, "lt", 2)]}, False),
        ({"all": [compare(DAY, "ge", "2026-04-01"), compare(DAY, "lt", "2026-04-01")]}, False),
        ({"all": [compare(DAY, "ge", "2026-04-01"), compare(DAY, "le", "2026-04-01")]}, True),
        ({"all": [compare("notifier.name", "eq", "甲"), compare("notifier.name", "eq", "乙")]},
         False),
        (compare("notifier.name", "lt", "あ"), True),
        ({"all": [compare("mandate.care", "eq", True), compare("mandate.care", "eq", False)]},
         False),
        ({"all": [compare("persons", "filled"), compare("persons", "empty")]}, True),
    ],
)  # fmt: skip
def test_whether_a_condition_can_hold_is_exact(condition: dict[str, Any], expected: bool) -> None:
    assert can_hold(condition, ITEMS) is expected


def test_a_condition_of_too_many_cases_is_let_be() -> None:
    names = ["change.kind", "certificate.kind", "insurance.reason", "notifier.relation"]
    many = {"all": [compare(name, "filled") for name in names] + [compare(COPIES, "gt", 5)] * 9}

    assert can_hold({"all": [many, not_(compare("change.kind", "filled"))]}, ITEMS) is True


def test_a_form_is_checked_with_all_families_at_once(fonts: Fonts) -> None:
    narrow = element("text", bind={"field": "notifier.name"}, w=30, style={"minSize": 10})
    document = template(narrow, element("text", id="unbound", y=50), inputs=[NAME])

    found = check_form(document, fonts)

    errors = [entry.element_id for entry in found if entry.severity is FindingSeverity.ERROR]
    warned = [entry.family for entry in found if entry.severity is FindingSeverity.WARNING]
    assert errors == ["unbound"]
    assert warned == ["foreign_resident", "longest_names"]
