from collections.abc import Mapping
from typing import Any

import pytest

from backend.forms.rules import check_values, find_value, holds, value_path
from tests.backend.forms.builders import date, form, ready_form, sample

VALUES = {
    "kind": "MOVE_IN",
    "copies": 2,
    "wanted": False,
    "empty": "",
    "on": date("2026-11-14"),
    "unknown": date(None, "年月日不詳"),
    "persons": [{"name": "山田"}, {"name": "鈴木"}],
}


def read(field: str) -> Any:
    return find_value(VALUES, field)


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ({"field": "kind", "op": "eq", "value": "MOVE_IN"}, True),
        ({"field": "kind", "op": "eq", "value": "MOVE_OUT"}, False),
        ({"field": "kind", "op": "ne", "value": "MOVE_OUT"}, True),
        ({"field": "kind", "op": "in", "value": ["MOVE_IN", "MOVE_OUT"]}, True),
        ({"field": "kind", "op": "in", "value": ["MOVE_OUT"]}, False),
        ({"field": "wanted", "op": "eq", "value": False}, True),
        ({"field": "wanted", "op": "filled"}, True),
        ({"field": "empty", "op": "filled"}, False),
        ({"field": "empty", "op": "empty"}, True),
        ({"field": "absent", "op": "empty"}, True),
        ({"field": "copies", "op": "lt", "value": 2}, False),
        ({"field": "copies", "op": "le", "value": 2}, True),
        ({"field": "copies", "op": "gt", "value": 2}, False),
        ({"field": "copies", "op": "ge", "value": 2}, True),
        ({"field": "on", "op": "lt", "value": "2026-11-15"}, True),
        ({"field": "on", "op": "ge", "value": "2026-11-15"}, False),
        ({"field": "persons", "op": "filled"}, True),
        ({"all": [{"field": "kind", "op": "filled"}, {"field": "empty", "op": "empty"}]}, True),
        ({"all": [{"field": "kind", "op": "filled"}, {"field": "empty", "op": "filled"}]}, False),
        ({"any": [{"field": "empty", "op": "filled"}, {"field": "kind", "op": "filled"}]}, True),
        ({"any": [{"field": "empty", "op": "filled"}]}, False),
        ({"not": {"field": "kind", "op": "filled"}}, False),
    ],
)
def test_a_condition_holds_as_its_words_say(condition: Mapping[str, Any], answer: bool) -> None:
    assert holds(condition, read) is answer


@pytest.mark.parametrize("op", ["eq", "ne", "lt", "le", "gt", "ge"])
def test_a_comparison_with_an_absent_value_never_holds(op: str) -> None:
    assert holds({"field": "absent", "op": op, "value": "x"}, read) is False


def test_values_of_different_types_do_not_compare() -> None:
    assert holds({"field": "copies", "op": "lt", "value": "9"}, read) is False


@pytest.mark.parametrize(
    ("field", "row", "value"),
    [
        ("persons[].name", 1, "鈴木"),
        ("persons[0].name", None, "山田"),
        ("persons[2].name", None, None),
        ("persons[].name", 2, None),
        ("on.value", None, "2026-11-14"),
        ("kind.deeper", None, None),
    ],
)
def test_a_value_is_found_by_its_name(field: str, row: int | None, value: object) -> None:
    assert find_value(VALUES, field, row) == value


def test_the_place_of_a_value_names_its_row() -> None:
    assert value_path("persons[].annotations.care", 2) == "persons[2].annotations.care"


INPUTS = [
    {"key": "notifier.name", "label": "届出人の氏名", "type": "text", "required": True},
    {
        "key": "notifier.furigana",
        "label": "フリガナ",
        "type": "text",
        "validate": [{"rule": "katakana"}, {"rule": "maxLength", "value": 10}],
    },
    {
        "key": "notifier.address",
        "label": "住所",
        "type": "text",
        "required": {"field": "notifier.relation", "op": "eq", "value": "PROXY"},
    },
    {"key": "notifier.relation", "label": "関係", "type": "choice"},
    {"key": "change.changed_on", "label": "異動日", "type": "date"},
    {
        "key": "change.notified_on",
        "label": "届出日",
        "type": "date",
        "validate": [
            {"rule": "notBefore", "value": "change.changed_on", "message": "前後が逆です。"}
        ],
    },
    {"key": "persons[].name", "label": "氏名", "type": "text", "required": True},
    {
        "key": "persons[].status_of_residence",
        "label": "在留資格",
        "type": "text",
        "required": True,
        "when": {"field": "persons[].nationality", "op": "filled"},
    },
    {"key": "certificate.copies", "label": "通数", "type": "number"},
    {"key": "own.pet", "label": "飼い犬", "type": "boolean"},
]


def problems(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in check_values(form(inputs=INPUTS), values)]


def test_complete_values_have_no_problem() -> None:
    values = {
        "notifier": {"name": "山田　太郎", "furigana": "ヤマダ　タロウ", "relation": "SELF"},
        "change": {"changed_on": date("2026-11-14"), "notified_on": date("2026-11-14")},
        "persons": [
            {"name": "山田"},
            {"name": "LAN", "nationality": "x", "status_of_residence": "y"},
        ],
        "certificate": {"copies": 1},
        "own": {"pet": False},
    }

    assert problems(values) == []


def test_every_missing_answer_is_named_in_its_row() -> None:
    values = {
        "notifier": {"relation": "PROXY"},
        "persons": [{"name": "山田"}, {"name": "", "nationality": "ベトナム"}],
    }

    assert problems(values) == [
        ("REQUIRED", "notifier.name"),
        ("REQUIRED", "notifier.address"),
        ("REQUIRED", "persons[1].name"),
        ("REQUIRED", "persons[1].status_of_residence"),
    ]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"notifier": {"name": 5}}, ("INVALID_VALUE", "notifier.name")),
        ({"notifier": {"name": "あ" * 2001}}, ("INVALID_VALUE", "notifier.name")),
        ({"notifier": {"relation": "FRIEND"}}, ("INVALID_VALUE", "notifier.relation")),
        ({"notifier": {"furigana": "やまだ"}}, ("RULE_BROKEN", "notifier.furigana")),
        ({"notifier": {"furigana": "ア" * 11}}, ("RULE_BROKEN", "notifier.furigana")),
        ({"change": {"changed_on": date("2026-02-30")}}, ("INVALID_VALUE", "change.changed_on")),
        ({"change": {"changed_on": date("1700-01-01")}}, ("INVALID_VALUE", "change.changed_on")),
        ({"change": {"changed_on": "2026-02-03"}}, ("INVALID_VALUE", "change.changed_on")),
        (
            {"change": {"changed_on": date("2026-02-03"), "notified_on": date("2026-02-02")}},
            ("RULE_BROKEN", "change.notified_on"),
        ),
        ({"certificate": {"copies": True}}, ("INVALID_VALUE", "certificate.copies")),
        ({"certificate": {"copies": "1"}}, ("INVALID_VALUE", "certificate.copies")),
        ({"own": {"pet": "yes"}}, ("INVALID_VALUE", "own.pet")),
        ({"own": {"cat": True}}, ("UNKNOWN_ITEM", "own.cat")),
        ({"resident": {"name": "x"}}, ("UNKNOWN_ITEM", "resident.name")),
        ({"persons": [{"name": "x", "age": 4}]}, ("UNKNOWN_ITEM", "persons[0].age")),
    ],
)
def test_a_value_that_cannot_be_accepted_is_named(
    values: dict[str, Any], problem: tuple[str, str]
) -> None:
    complete = {**values, "notifier": {"name": "山田", **values.get("notifier", {})}}

    assert problems(complete) == [problem]


def test_a_rule_speaks_in_its_own_words() -> None:
    values = {
        "notifier": {"name": "山田"},
        "change": {"changed_on": date("2026-02-03"), "notified_on": date("2026-02-02")},
    }

    assert [problem.message for problem in check_values(form(inputs=INPUTS), values)] == [
        "前後が逆です。"
    ]


@pytest.mark.parametrize("name", ["one_person", "family_of_five", "six_members"])
def test_the_sample_families_fulfil_the_resident_change_form(name: str) -> None:
    assert check_values(ready_form("resident_change"), sample(name)) == []


def test_a_third_party_must_say_what_the_certificate_is_for() -> None:
    values = sample("one_person")
    values["certificate"].update(requester="THIRD_PARTY", purpose="")

    found = check_values(ready_form("certificate_application"), values)

    assert [(problem.code, problem.path) for problem in found] == [
        ("REQUIRED", "certificate.purpose")
    ]
