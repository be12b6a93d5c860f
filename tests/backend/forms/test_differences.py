"""What two versions of a form differ in, said in words."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from backend.forms.condition_words import condition_in_words
from backend.forms.differences import differences
from backend.forms.element_names import Places
from backend.forms.known_items import known_items
from tests.backend.api.designing import label, template

NAME = {
    "id": "name",
    "kind": "text",
    "x": 20,
    "y": 40,
    "w": 60,
    "h": 8,
    "name": "氏名",
    "bind": {"field": "notifier.name"},
}
HEADING = label("heading", "住民異動届")
ASKED = {"key": "notifier.name", "label": "届出人の氏名", "type": "text", "required": True}
FORM = template(HEADING, NAME, title="住民異動届", inputs=[ASKED])


def words(change: Callable[[Any], None], form: dict[str, Any] = FORM) -> list[tuple[str, str]]:
    """What is said of a change: kind and sentence."""
    changed = copy.deepcopy(form)
    change(changed)
    return [(found.kind.value, found.words) for found in differences(form, changed)]


def name_of(form: Any) -> Any:
    return form["pages"][0]["elements"][1]


CHANGES: list[tuple[Callable[[Any], Any], list[tuple[str, str]]]] = [
    (lambda f: None, []),
    (
        lambda f: name_of(f).update(w=70.0),
        [("RESIZED", "「氏名」の幅を 60 mm から 70 mm に変えました。")],
    ),
    (
        lambda f: name_of(f).update(h=9.5),
        [("RESIZED", "「氏名」の高さを 8 mm から 9.5 mm に変えました。")],
    ),
    (lambda f: name_of(f).update(w=60.001), []),
    (
        lambda f: name_of(f).update(x=25, y=38.5),
        [("MOVED", "「氏名」を右へ 5 mm、上へ 1.5 mm 動かしました。")],
    ),
    (
        lambda f: f["pages"][0]["elements"].append(label("phone", "電話番号")),
        [("ADDED", "「電話番号」を加えました。")],
    ),
    (
        lambda f: f["pages"][0]["elements"].pop(0),
        [("REMOVED", "「住民異動届」を除きました。")],
    ),
    (
        lambda f: name_of(f).update(bind={"field": "notifier.phone"}),
        [
            (
                "CHANGED",
                "「氏名」の「何を印字しますか」を「届出人の氏名」から「届出人の電話番号」に変えました。",
            )
        ],
    ),
    (
        lambda f: name_of(f).update(name="届出人"),
        [("CHANGED", "「届出人」の名前を「氏名」から「届出人」に変えました。")],
    ),
    (
        lambda f: name_of(f).update(locked=True),
        [("CHANGED", "「氏名」の固定を「なし」から「はい」に変えました。")],
    ),
    (
        lambda f: name_of(f).update({"x-own": 1}),
        [("CHANGED", "「氏名」のその他の設定（x-own）を変えました。")],
    ),
    (
        lambda f: f["pages"][0]["elements"][0].update(text="住民異動届\n（転入）"),
        [
            (
                "CHANGED",
                "「住民異動届（転入）」の「何と書きますか」を「住民異動届」から"
                "「住民異動届 （転入）」に変えました。",
            )
        ],
    ),
    (
        lambda f: f["pages"][0]["elements"].reverse(),
        [("SETTING", "ページ「1ページ」の項目の重なりの順を変えました。")],
    ),
    (
        lambda f: f["pages"][0].update(size="A3 landscape"),
        [("SETTING", "ページ「1ページ」の用紙を「A4 縦」から「A3 横」に変えました。")],
    ),
    (
        lambda f: f["pages"].append({"id": "back", "name": "裏", "size": "A4", "elements": []}),
        [("SETTING", "ページ「裏」を加えました。")],
    ),
    (
        lambda f: f.update(title="異動届"),
        [("SETTING", "帳票の名前を「住民異動届」から「異動届」に変えました。")],
    ),
    (
        lambda f: f.update(print={"duplex": "longEdge"}),
        [("SETTING", "両面印刷を「片面」から「両面（長辺とじ）」に変えました。")],
    ),
    (
        lambda f: f["inputs"][0].update(required=False),
        [("SETTING", "入力項目「届出人の氏名」の必須・任意を「必須」から「任意」に変えました。")],
    ),
    (
        lambda f: f["inputs"][0].update(label="氏名"),
        [
            (
                "SETTING",
                "入力項目「届出人の氏名」の名前を「届出人の氏名」から「氏名」に変えました。",
            )
        ],
    ),
    (
        lambda f: f["inputs"].append({"key": "own.memo", "label": "備考", "type": "text"}),
        [("SETTING", "入力項目「備考」を加えました。")],
    ),
    (lambda f: f["inputs"].clear(), [("SETTING", "入力項目「届出人の氏名」を除きました。")]),
]


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_a_change_is_said_in_words(
    change: Callable[[Any], None], said: list[tuple[str, str]]
) -> None:
    assert words(change) == said


def test_an_element_that_went_to_another_page_is_the_same_element() -> None:
    form = {
        **FORM,
        "pages": [*FORM["pages"], {"id": "b", "name": "裏", "size": "A4", "elements": []}],
    }

    def turn(changed: Any) -> None:
        changed["pages"][1]["elements"].append(changed["pages"][0]["elements"].pop(1))

    assert words(turn, form) == [("MOVED", "「氏名」を「1ページ」から「裏」へ移しました。")]


def test_a_condition_that_came_is_said_as_the_panel_says_it() -> None:
    when = {"field": "change.kind", "op": "eq", "value": "MOVE_IN"}

    (said,) = words(lambda form: name_of(form).update(when=when))

    assert said[0] == "CHANGED"
    assert said[1].startswith("「氏名」の「")
    assert said[1].endswith("とき」に変えました。")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (
            {"field": "notifier.name", "op": "filled"},
            "届出人の氏名に記入があるとき",
        ),
        ({"field": "notifier.name", "op": "empty"}, "届出人の氏名が空のとき"),
        ({"field": "notifier.name", "op": "eq", "value": "甲"}, "届出人の氏名が「甲」のとき"),
        ({"field": "notifier.name", "op": "ne", "value": "甲"}, "届出人の氏名が「甲」でないとき"),
        (
            {"field": "notifier.name", "op": "in", "value": ["甲", "乙"]},
            "届出人の氏名が「甲」「乙」のどれかのとき",
        ),
        (
            {"field": "change.notified_on", "op": "ge", "value": "2027-01-04"},
            "届出日が令和9年1月4日以後のとき",
        ),
        ({"field": "own.count", "op": "lt", "value": 3}, "own.countが3より小さいとき"),
        ({"field": "own.agrees", "op": "eq", "value": True}, "own.agreesが「はい」のとき"),
        (
            {
                "all": [
                    {"field": "notifier.name", "op": "filled"},
                    {
                        "any": [
                            {"field": "own.a", "op": "empty"},
                            {"not": {"field": "own.b", "op": "empty"}},
                        ]
                    },
                ]
            },
            "届出人の氏名に記入がある、かつ（own.aが空、または（own.bが空）ではない）のとき",
        ),
        ({"all": []}, "いつものとき"),
        ({"op": "eq"}, "（書きかけの条件）"),
        ({"all": 3}, "（書きかけの条件）"),
    ],
)
def test_a_condition_is_said_in_words(condition: Any, said: str) -> None:
    assert condition_in_words(condition, known_items([]).find) == said


def test_a_choice_is_said_by_its_label() -> None:
    asked = {
        "key": "own.how",
        "label": "受取方法",
        "type": "choice",
        "choices": [{"value": "POST", "label": "郵送"}],
    }
    condition = {"field": "own.how", "op": "eq", "value": "POST"}

    assert condition_in_words(condition, known_items([asked]).find) == "受取方法が「郵送」のとき"


BARE = {"id": "text1", "kind": "text", "x": 20, "y": 35, "w": 60, "h": 8}


@pytest.mark.parametrize(
    ("element", "others", "called"),
    [
        (BARE, [], "左から 20 mm、上から 35 mm の文字の欄"),
        (BARE, [label("l", "住所", x=2, y=36, w=15, h=6)], "住所の文字の欄"),
        (BARE, [label("l", "住所", x=20, y=28, w=15, h=6)], "住所の文字の欄"),
        # To the left is nearer than above; what is further away belongs to something else.
        (
            BARE,
            [label("l", "連絡先", x=20, y=28, w=15, h=6), label("m", "住所", x=2, y=36, w=15, h=6)],
            "住所の文字の欄",
        ),
        (
            BARE,
            [label("l", "住所", x=85, y=36, w=15, h=6)],
            "左から 20 mm、上から 35 mm の文字の欄",
        ),
        (
            {**BARE, "kind": "check", "w": 5, "h": 5},
            [label("l", "転入", x=26, y=35, w=15, h=5)],
            "転入のチェック",
        ),
        (
            {**BARE, "kind": "line", "h": 0},
            [label("l", "住所", x=20, y=28, w=15, h=6)],
            "左から 20 mm、上から 35 mm の線",
        ),
        ({**BARE, "kind": "hologram"}, [], "左から 20 mm、上から 35 mm の部品"),
        ({**BARE, "bind": {"field": "notifier.name"}}, [], "届出人の氏名"),
        ({**BARE, "bind": "notifier.name", "text": 3}, [], "左から 20 mm、上から 35 mm の文字の欄"),
    ],
)
def test_an_element_without_a_name_is_called_by_its_label_or_its_place(
    element: Any, others: list[Any], called: str
) -> None:
    form = template(*others)

    said = words(lambda changed: changed["pages"][0]["elements"].append(element), form)

    assert said == [("ADDED", f"「{called}」を加えました。")]


def test_of_several_pages_a_place_names_the_page() -> None:
    form = template(BARE)
    form["pages"].append({"id": "back", "name": "裏", "size": "A4", "elements": []})

    said = words(lambda changed: changed["pages"][0]["elements"][0].update(w=61), form)

    assert said == [
        (
            "RESIZED",
            "「1ページの左から 20 mm、上から 35 mm の文字の欄」の幅を"
            " 60 mm から 61 mm に変えました。",
        )
    ]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("", "様式全体"),
        ("title", "帳票の名前"),
        ("print.duplex", "印刷の設定"),
        ("x-own", "様式全体"),
        ("inputs[0].type", "入力項目「届出人の氏名」"),
        ("inputs[7]", "8番目の入力項目"),
        ("pages[0].size", "1ページ"),
        ("pages[4].elements[0]", "5ページ"),
        ("pages[0].elements[1].bind.field", "1ページの「氏名」"),
        ("pages[0].elements[9].x", "1ページ"),
        ("pages[0].elements[2].elements[0].bind", "1ページの「世帯員」の「住所」"),
    ],
)
def test_a_place_of_a_template_is_said_in_words(place: str, said: str) -> None:
    row = {"id": "rows", "name": "世帯員", "kind": "repeat", "elements": [{"name": "住所"}]}
    form = template(HEADING, NAME, {**BARE, **row}, inputs=[ASKED])

    assert Places(form).in_words(place) == said
