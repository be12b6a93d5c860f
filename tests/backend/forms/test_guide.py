import copy
import json
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdf
import pytest

from backend.forms.errors import UnprintableError
from backend.forms.fonts import Fonts
from backend.forms.guide import flow_guide
from tests.backend.forms.builders import (
    FIXTURES,
    INFO,
    outline_of_sequence,
    painted_glyphs,
)


def guide_values() -> dict[str, Any]:
    path = FIXTURES / "documents" / "procedure_guide_values.json"
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return document


def procedure(**keys: Any) -> dict[str, Any]:
    return {"name": "児童手当の認定請求", "persons": ["山田　太郎"], "counter": "こども課", **keys}


def values_with(*procedures: dict[str, Any], addressee: str = "山田　太郎") -> dict[str, Any]:
    values = guide_values()
    values["guide"] = {"addressee": addressee, "procedures": list(procedures)}
    return values


def resources(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def lines(pdf: bytes) -> list[str]:
    reader = pypdf.PdfReader(BytesIO(pdf))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return [line.strip() for line in text.splitlines() if line.strip()]


def printed(pdf: bytes) -> str:
    return "".join(glyph.text for glyph in painted_glyphs(pdf))


def test_a_procedure_says_what_for_whom_where_with_what_and_until_when(fonts: Fonts) -> None:
    entry = procedure(
        place="２階　12番窓口",
        items=["通帳", "本人確認書類"],
        deadline={"value": "2026-11-29", "text": None, "western": False},
        reason="児童を養育しているため",
        note="早めにお越しください。",
    )

    found = lines(flow_guide(values_with(entry), fonts, INFO))

    start = found.index("こども課")
    assert found[start:] == [
        "こども課",
        "２階　12番窓口",
        "□",
        "児童手当の認定請求",
        "どなたの",
        "山田　太郎",
        "必要な理由",
        "児童を養育しているため",
        "持ち物",
        "・通帳",
        "・本人確認書類",
        "いつまでに",
        "令和8年11月29日まで",
        "注意",
        "早めにお越しください。",
    ]


def test_the_head_names_city_case_and_day(fonts: Fonts) -> None:
    text = printed(flow_guide(values_with(procedure()), fonts, INFO))

    assert "山田　太郎　様" in text
    assert "みどり野市受付番号　2026-000102受付日　令和8年11月21日" in text


def test_procedures_are_grouped_by_counter_in_the_order_given(fonts: Fonts) -> None:
    entries = [
        procedure(name="一", counter="甲課"),
        procedure(name="二", counter="乙課"),
        procedure(name="三", counter="甲課"),
    ]

    text = printed(flow_guide(values_with(*entries), fonts, INFO))

    order = [text.index(word) for word in ("甲課", "□一", "□三", "乙課", "□二")]
    assert order == sorted(order)
    assert text.count("甲課") == 1


def test_what_is_deemed_or_done_has_no_box_and_stands_last(fonts: Fonts) -> None:
    entries = [
        procedure(name="国民健康保険の加入", status="DEEMED"),
        procedure(name="住民異動届", status="DONE", persons=[]),
        procedure(name="口座振替"),
    ]

    text = printed(flow_guide(values_with(*entries), fonts, INFO))

    assert text.count("□") == 1
    assert "□口座振替" in text
    assert text.endswith(
        "済んだものとみなされます。手続は不要です。・国民健康保険の加入（山田　太郎）"
        "本日、次の手続が済みました。・住民異動届"
    )


def test_a_procedure_that_citizens_must_not_see_is_left_out(fonts: Fonts) -> None:
    hidden = procedure(name="住民基本台帳の閲覧等の制限", is_shown_to_citizen=False)

    with_hidden = flow_guide(values_with(procedure(), hidden), fonts, INFO)

    assert with_hidden == flow_guide(values_with(procedure()), fonts, INFO)


def test_protective_measures_never_reach_the_paper(fonts: Fonts) -> None:
    entry = procedure(note="支援措置の申出を継続してください。")

    with pytest.raises(UnprintableError) as refusal:
        flow_guide(values_with(entry), fonts, INFO)

    problems = [(problem.code, problem.path) for problem in refusal.value.problems]
    assert problems == [("NOT_FOR_CITIZENS", "guide.procedures[0].note")]


def test_sequences_are_painted_as_on_forms(fonts: Fonts) -> None:
    values = values_with(procedure(persons=["葛\U000e0107城\u3000𠮷"]), addressee="邉\U000e0110")

    glyphs = painted_glyphs(flow_guide(values, fonts, INFO))

    mj = fonts.faces["mincho"][0].path
    outlines = {glyph.text: glyph.outline for glyph in glyphs}
    assert outlines["葛\U000e0107"] == outline_of_sequence(mj, "葛", "\U000e0107")
    assert outlines["邉\U000e0110"] == outline_of_sequence(mj, "邉", "\U000e0110")
    assert "葛\U000e0107城\u3000𠮷" in "".join(glyph.text for glyph in glyphs)
    assert all(glyph.glyph_id for glyph in glyphs)


def test_the_text_copied_out_of_the_guide_is_the_text_put_in(fonts: Fonts) -> None:
    name = "葛\U000e0102城\u3000𠮷之助"

    assert name in lines(flow_guide(values_with(procedure(persons=[name])), fonts, INFO))


def test_spaces_of_a_name_are_kept_whole(fonts: Fonts) -> None:
    name = "NGUYEN  THI\u3000\u3000LAN"

    assert name in printed(flow_guide(values_with(procedure(persons=[name])), fonts, INFO))


def test_marks_of_html_are_printed_as_they_are(fonts: Fonts) -> None:
    text = printed(flow_guide(values_with(procedure(note="<b>&amp;</b>$name")), fonts, INFO))

    assert "<b>&amp;</b>$name" in text


def test_every_character_without_a_glyph_is_refused_with_its_place(fonts: Fonts) -> None:
    entry = procedure(persons=["葛\U000e010a城"], items=["☒"], note="山\u200f")

    with pytest.raises(UnprintableError) as refusal:
        flow_guide(values_with(entry, addressee="\x07"), fonts, INFO)

    problems = [
        (problem.code, problem.path, problem.code_points) for problem in refusal.value.problems
    ]
    assert problems == [
        ("CONTROL", "guide.addressee", "U+0007"),
        ("NO_SEQUENCE", "guide.procedures[0].persons[0]", "U+845B U+E010A"),
        ("NO_GLYPH", "guide.procedures[0].items[0]", "U+2612"),
        ("DIRECTION", "guide.procedures[0].note", "U+200F"),
    ]


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ({"name": 5}, "name"),
        ({"name": None}, "name"),
        ({"counter": ""}, "counter"),
        ({"status": "LATER"}, "status"),
        ({"deadline": {"value": "2026-02-30"}}, "deadline"),
        ({"persons": [7]}, "persons[0]"),
    ],
)
def test_a_procedure_that_is_not_whole_is_refused(
    fonts: Fonts, keys: dict[str, Any], place: str
) -> None:
    with pytest.raises(UnprintableError) as refusal:
        flow_guide(values_with(procedure(**keys)), fonts, INFO)

    problems = {(problem.code, problem.path) for problem in refusal.value.problems}
    assert problems == {("INVALID_VALUE", f"guide.procedures[0].{place}")}


def test_only_embedded_fonts_are_named(fonts: Fonts) -> None:
    reader = pypdf.PdfReader(BytesIO(flow_guide(guide_values(), fonts, INFO)))

    names = {str(font["/Subtype"]) for page in reader.pages for font in resources(page)}
    assert names == {"/Type0"}


def test_the_guide_has_its_name_and_its_moment(fonts: Fonts) -> None:
    info = replace(INFO, title="手続き案内書")

    reader = pypdf.PdfReader(BytesIO(flow_guide(guide_values(), fonts, info)))

    assert reader.metadata is not None
    assert reader.metadata.title == "手続き案内書"
    assert reader.metadata.creation_date == INFO.created_at


def test_the_same_input_gives_the_same_bytes_in_another_process(fonts: Fonts) -> None:
    script = (
        "import sys\n"
        "from tests.backend.forms.builders import INFO\n"
        "from tests.backend.forms.test_guide import guide_values\n"
        "from backend.forms.fonts import FontSettings, open_fonts\n"
        "from backend.forms.guide import flow_guide\n"
        "sys.stdout.buffer.write(flow_guide(guide_values(), open_fonts(FontSettings()), INFO))\n"
    )

    there = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        check=True,
        capture_output=True,
    ).stdout

    assert there == flow_guide(guide_values(), fonts, INFO)


def test_making_a_guide_leaves_the_values_as_they_were(fonts: Fonts) -> None:
    values = guide_values()
    before = copy.deepcopy(values)

    flow_guide(values, fonts, INFO)

    assert values == before
