"""The forms that ship: what a city looks for on them."""

from io import BytesIO
from typing import Any

import pypdf
import pytest

from backend.forms.data_items import data_items
from backend.forms.display_list import DisplayList, Ellipse, GlyphRun, Image, Line, Rects
from backend.forms.elements import Element
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from tests.backend.forms.builders import (
    FORMS,
    INFO,
    SAMPLES,
    date,
    printed_texts,
    read_template,
    ready_form,
    sample,
)

MOVE_IN_KINDS = ("MOVE_IN", "SPECIAL_MOVE_IN", "MOVE_IN_FROM_ABROAD", "ARTICLE_30_46")
MOVE_OUT_KINDS = ("MOVE_OUT", "SPECIAL_MOVE_OUT", "MOVE_OUT_ABROAD")
HOUSEHOLD_KINDS = ("CHANGE_OF_HEAD", "HOUSEHOLD_SPLIT", "HOUSEHOLD_MERGER", "HOUSEHOLD_CHANGE")


def circled(display_list: DisplayList, element_id: str, page: int = 0) -> list[str]:
    """Return the words that stand inside circles of one element."""
    items = [item for item in display_list.pages[page].items if item.element == element_id]
    words = [item for item in items if isinstance(item, GlyphRun)]
    return [
        word.text
        for circle in items
        if isinstance(circle, Ellipse)
        for word in words
        if circle.x < word.x < circle.x + circle.w and circle.y < word.y < circle.y + circle.h
    ]


def change(kind: str) -> dict[str, Any]:
    values = sample("one_person")
    values["change"]["kind"] = kind
    return values


@pytest.mark.parametrize("sample_name", SAMPLES)
@pytest.mark.parametrize("form_name", FORMS)
def test_every_form_prints_for_every_sample_family(
    fonts: Fonts, form_name: str, sample_name: str
) -> None:
    values = sample(sample_name)
    display_list = lay_out(ready_form(form_name), values, fonts)

    codes = [item for page in display_list.pages for item in page.items if isinstance(item, Rects)]
    assert {code.text for code in codes} == {values["case"]["number"]}


@pytest.mark.parametrize("form_name", FORMS)
def test_an_empty_form_can_be_printed_to_be_filled_by_hand(fonts: Fonts, form_name: str) -> None:
    assert lay_out(ready_form(form_name), {}, fonts).pages[0].sheet == 1


@pytest.mark.parametrize("form_name", FORMS)
def test_every_bound_item_is_asked_or_known_to_the_case(form_name: str) -> None:
    definition = ready_form(form_name)
    known = ("city.", "case.", "sheet.", "row.")

    def fields(elements: tuple[Element, ...]) -> set[str]:
        own = {entry.field for entry in elements if entry.field}
        return own.union(*(fields(entry.children) for entry in elements))

    bound = set().union(*(fields(tuple(page.elements)) for page in definition.pages))
    asked = {entry.key for entry in definition.inputs}
    lists = {name for name, item in data_items().items() if item.type == "list"}
    left = {field for field in bound - asked - lists if not field.startswith(known)}
    assert left == set()


@pytest.mark.parametrize("kind", [choice.value for choice in data_items()["change.kind"].choices])
def test_each_kind_of_change_is_circled_once(fonts: Fonts, kind: str) -> None:
    display_list = lay_out(ready_form("resident_change"), change(kind), fonts)

    assert len(circled(display_list, "kind")) == 1


@pytest.mark.parametrize(
    ("kinds", "day", "new", "previous"),
    [
        (MOVE_IN_KINDS, "転入した日", "新しい住所", "これまでの住所"),
        (("CHANGE_OF_ADDRESS",), "転居した日", "新しい住所", "これまでの住所"),
        (MOVE_OUT_KINDS, "転出する日", "転出先の住所", "これまでの住所"),
        (HOUSEHOLD_KINDS, "変更した日", "変更後の世帯", "変更前の世帯"),
    ],
)
def test_the_words_of_the_form_suit_the_kind_of_change(
    fonts: Fonts, kinds: tuple[str, ...], day: str, new: str, previous: str
) -> None:
    for kind in kinds:
        display_list = lay_out(ready_form("resident_change"), change(kind), fonts)

        texts = {run.text for run in display_list.pages[0].items if isinstance(run, GlyphRun)}
        assert {day, new, previous} <= texts
        headings = {"転入した日", "転居した日", "転出する日", "変更した日", "異動日"}
        assert texts & headings == {day}


def test_a_family_of_five_goes_on_to_a_second_sheet_with_its_own_back(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("resident_change"), sample("family_of_five"), fonts)

    assert [(page.name, page.sheet) for page in display_list.pages] == [
        ("表", 1),
        ("裏", 1),
        ("表", 2),
        ("裏", 2),
    ]
    names = [printed_texts(display_list, f"persons[{row}].personName") for row in range(5)]
    assert names == [
        ["葛\U000e0102城\u3000健一"],
        ["NGUYEN THI LAN"],
        ["葛\U000e0102城\u3000翔太"],
        ["葛\U000e0102城\u3000さくら"],
        ["葛\U000e0102城\u3000ヨネ"],
    ]
    assert printed_texts(display_list, "sheetNumber") == ["1枚目", "2枚目"]
    assert printed_texts(display_list, "sheetCount") == ["／全2枚", "／全2枚"]


def test_the_foreign_spouse_is_written_in_the_western_calendar(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("resident_change"), sample("family_of_five"), fonts)

    assert circled(display_list, "persons[1].personBirthDate") == ["西暦"]
    assert circled(display_list, "persons[0].personBirthDate") == ["昭"]
    assert printed_texts(display_list, "persons[1].personNationality") == ["ベトナム"]
    assert printed_texts(display_list, "persons[1].personStatusOfResidence") == ["永住者"]
    assert printed_texts(display_list, "persons[1].personCommonName") == ["葛\U000e0102城\u3000蘭"]
    assert printed_texts(display_list, "persons[1].personDomicileHead") == []


def test_the_annotations_of_the_grandmother_are_circled(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("resident_change"), sample("family_of_five"), fonts)

    annotations = {
        name: circled(display_list, f"persons[4].{name}", page=2)
        for name in (
            "personHealthInsurance",
            "personLateStageMedical",
            "personCare",
            "personPension",
            "personChildAllowance",
        )
    }
    assert annotations == {
        "personHealthInsurance": [],
        "personLateStageMedical": ["取得"],
        "personCare": ["取得"],
        "personPension": [],
        "personChildAllowance": [],
    }


def test_a_date_that_is_unknown_is_printed_as_the_register_says_it(fonts: Fonts) -> None:
    values = sample("one_person")
    values["persons"][0]["birth_date"] = date(None, "昭和20年頃")

    display_list = lay_out(ready_form("resident_change"), values, fonts)

    assert printed_texts(display_list, "persons[0].personBirthDate") == ["昭和20年頃"]


def test_the_box_for_the_resident_record_code_stays_empty(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("resident_change"), sample("one_person"), fonts)

    items = [
        item
        for item in display_list.pages[0].items
        if item.element == "persons[0].personResidentRecordCode"
    ]
    assert [type(item).__name__ for item in items] == ["Rect"] + ["Line"] * 10


@pytest.mark.parametrize("form_name", ["resident_change", "health_insurance"])
def test_forms_without_a_legal_basis_ask_for_no_individual_number(form_name: str) -> None:
    words = str(read_template(form_name))

    assert "個人番号" not in words
    assert "individual_number" not in words


def test_items_of_a_certificate_are_left_out_unless_chosen(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("certificate_application"), sample("family_of_five"), fonts)

    marked = {
        item.element
        for item in display_list.pages[0].items
        if isinstance(item, Line) and item.element.startswith("item")
    }
    words = {element: printed_texts(display_list, element) for element in sorted(marked)}
    assert words == {"item": ["世帯主・続柄"], "item5": ["国籍・地域"]}


def test_the_copies_stand_in_the_row_of_the_certificate(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("certificate_application"), sample("six_members"), fonts)

    texts = {
        item.element: (item.text, item.y)
        for item in display_list.pages[0].items
        if isinstance(item, GlyphRun)
    }
    copies = [entry for element, entry in texts.items() if element.startswith("copies")]
    numbers = [text for text, _ in copies if text.isdecimal()]
    assert numbers == ["3"]


def test_the_insurance_form_circles_acquisition_or_loss_and_its_reason(fonts: Fonts) -> None:
    gained = lay_out(ready_form("health_insurance"), sample("family_of_five"), fonts)
    lost = lay_out(ready_form("health_insurance"), sample("six_members"), fonts)

    assert circled(gained, "kind") == ["取\u3000得"]
    assert (circled(gained, "gain"), circled(gained, "loss")) == (["転入"], [])
    assert circled(lost, "kind") == ["喪\u3000失"]
    assert (circled(lost, "gain"), circled(lost, "loss")) == ([], ["転出"])
    assert len(lost.pages) == 2


def test_the_signature_is_printed_on_the_first_sheet_alone(fonts: Fonts) -> None:
    from tests.backend.forms.field_kinds.test_field_kinds import png

    values = {**sample("family_of_five"), "signature": {"image": png()}}

    display_list = lay_out(ready_form("resident_change"), values, fonts)

    signed = [
        page.sheet
        for page in display_list.pages
        for item in page.items
        if isinstance(item, Image) and item.signature
    ]
    assert signed == [1]


@pytest.mark.parametrize("form_name", FORMS)
def test_no_text_of_a_form_leaves_the_printable_area(fonts: Fonts, form_name: str) -> None:
    display_list = lay_out(ready_form(form_name), sample("longest_names"), fonts)

    for page in display_list.pages:
        for item in page.items:
            if isinstance(item, GlyphRun):
                em = item.size * 25.4 / 72
                assert item.x >= 11
                assert item.x + item.offsets[-1] + em / 2 <= page.width - 11
                assert 5 <= item.y <= page.height - 4


def test_the_back_explains_and_holds_a_power_of_attorney(fonts: Fonts) -> None:
    pdf = paint([lay_out(ready_form("resident_change"), sample("one_person"), fonts)], INFO)

    back = pypdf.PdfReader(BytesIO(pdf)).pages[1].extract_text()

    assert "記入上の注意" in back
    assert "付記について" in back
    assert "委\u3000\u3000任\u3000\u3000状" in back
