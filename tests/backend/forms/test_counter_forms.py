"""The forms that follow from a visit: legal bases, next sheets, what must be there."""

import copy
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
import pytest

from backend.app.seed import FORMS as SEEDED
from backend.forms.display_list import DisplayList, GlyphRun, Image
from backend.forms.elements import Element
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from backend.forms.rules import check_values
from tests.backend.forms.builders import (
    FIXTURES,
    FORMS,
    INFO,
    SAMPLES,
    printed_texts,
    read_template,
    ready_form,
    sample,
)
from tests.backend.forms.field_kinds.test_field_kinds import png
from tests.backend.forms.test_ready_forms import circled

NEW = FORMS[3:15]

# Forms with boxes for the 個人番号, and the law that gives the office a use for it. The articles
# of the Number Act's table are from memory: each city confirms them (DOMAIN 9).
LEGAL_BASES = {
    "late_stage_medical": "番号法別表、高齢者の医療の確保に関する法律施行規則",
    "national_pension": "番号法別表、国民年金法施行規則",
    "child_allowance_claim": "番号法別表、児童手当法施行規則",
    "care_certification": "番号法別表、介護保険法施行規則",
    "care_insurance": "番号法別表、介護保険法施行規則",
    "place_of_origin_exception": "番号法別表、介護保険法施行規則・国民健康保険法施行規則",
    "pregnancy_notification": "番号法別表、母子保健法施行規則",
}
# Asks whether a certificate states the number; the form itself has no place for it.
ASKS_ABOUT_NUMBERS = {"certificate_application", "mail_request"}

# One person a sheet, or several rows: the list, how many stand on one sheet.
LISTS = {
    "seal_registration": ("seal.persons", 1),
    "late_stage_medical": ("late_stage_medical.persons", 3),
    "national_pension": ("pension.persons", 1),
    "child_allowance_claim": ("child_allowance.children", 4),
    "child_allowance_amount_change": ("child_allowance.children", 5),
    "care_certification": ("care_certification.persons", 1),
    "care_insurance": ("care.persons", 3),
    "child_medical": ("child_medical.children", 4),
    "card_face_change": ("card.persons", 4),
    "card_continued_use": ("card.persons", 4),
    "place_of_origin_exception": ("origin_exception.persons", 1),
}
# What is refused when it is missing, of a family for whom all is filled.
REQUIRED = {
    "seal_registration": ("seal.kind", "seal.verification", "seal.persons[0].name"),
    "late_stage_medical": ("late_stage_medical.reason", "late_stage_medical.persons[0].name"),
    "national_pension": ("pension.kind", "pension.date", "pension.persons[0].birth_date"),
    "child_allowance_claim": (
        "child_allowance.claimant.occupation",
        "child_allowance.spouse.name",
        "account.number",
        "child_allowance.children[1].custody",
    ),
    "child_allowance_amount_change": (
        "child_allowance.change_reason",
        "child_allowance.children[0].change",
    ),
    "care_certification": (
        "care_certification.kind",
        "care_certification.persons[0].doctor_name",
    ),
    "care_insurance": ("care.date", "care.persons[0].birth_date"),
    "child_medical": ("child_medical.kind", "child_medical.children[0].insurer"),
    "power_of_attorney": ("principal.name", "proxy.address"),
    "card_face_change": ("card.changed_on", "card.persons[4].name"),
    "card_continued_use": ("new_address.text", "notifier.relation"),
    "place_of_origin_exception": (
        "origin_exception.scheme",
        "origin_exception.persons[0].facility_name",
    ),
}


def without(values: dict[str, Any], path: str) -> dict[str, Any]:
    changed: Any = copy.deepcopy(values)
    inner = changed
    *way, last = path.replace("]", "").replace("[", ".").split(".")
    for step in way:
        inner = inner[int(step)] if step.isdecimal() else inner[step]
    del inner[last]
    return dict(changed)


def with_rows(name: str, count: int) -> dict[str, Any]:
    values = sample("one_person")
    group, rows = LISTS[name][0].split(".")
    values[group][rows] = [
        {**copy.deepcopy(values[group][rows][0]), "name": f"山田　{'一二三四五六'[number]}郎"}
        for number in range(count)
    ]
    return values


def elements_of(name: str) -> Iterator[Element]:
    def walk(entries: Any) -> Iterator[Element]:
        for entry in entries:
            yield entry
            yield from walk(entry.children)

    for page in ready_form(name).pages:
        yield from walk(page.elements)


def test_every_form_that_ships_is_published_in_the_invented_cities_and_tested() -> None:
    shipped = {path.stem for path in (FIXTURES / "forms").glob("*.json")}

    assert shipped == set(SEEDED) == set(FORMS)
    assert len(NEW) == 12


@pytest.mark.parametrize("sample_name", SAMPLES)
@pytest.mark.parametrize("form_name", NEW)
def test_a_filled_family_has_no_problem(form_name: str, sample_name: str) -> None:
    assert check_values(ready_form(form_name), sample(sample_name)) == []


@pytest.mark.parametrize(
    ("form_name", "path"), [(name, path) for name, paths in REQUIRED.items() for path in paths]
)
def test_what_the_office_needs_is_asked_when_it_is_missing(form_name: str, path: str) -> None:
    values = without(sample("family_of_five"), path)

    problems = check_values(ready_form(form_name), values)

    assert [(problem.code, problem.path) for problem in problems] == [("REQUIRED", path)]


def test_every_new_form_has_its_required_items() -> None:
    assert set(REQUIRED) == set(NEW)


@pytest.mark.parametrize("form_name", FORMS)
def test_boxes_for_the_individual_number_stand_only_where_the_law_gives_a_basis(
    form_name: str,
) -> None:
    words = json.dumps(read_template(form_name), ensure_ascii=False)
    blank = [entry for entry in elements_of(form_name) if entry.keys.get("boxes") == 12]

    assert bool(blank) is (form_name in LEGAL_BASES)
    assert all(entry.field == "" for entry in blank)  # filled by hand, never from a value
    if form_name in LEGAL_BASES:
        assert "個人番号は、番号法第９条第１項の規定により" in words
    elif form_name not in ASKS_ABOUT_NUMBERS and not form_name.startswith("card_"):
        assert "個人番号を" not in words
        assert "個人番号は、" not in words


@pytest.mark.parametrize("form_name", NEW)
def test_no_new_form_binds_an_individual_number(form_name: str) -> None:
    bound = {entry.field for entry in elements_of(form_name)}

    assert not [field for field in bound if "individual_number" in field]


@pytest.mark.parametrize("form_name", sorted(LISTS))
def test_one_person_too_many_goes_on_to_a_next_sheet(fonts: Fonts, form_name: str) -> None:
    rows = LISTS[form_name][1]

    one = lay_out(ready_form(form_name), with_rows(form_name, rows), fonts)
    two = lay_out(ready_form(form_name), with_rows(form_name, rows + 1), fonts)

    assert (len(one.pages), len(two.pages)) == (1, 2)
    assert printed_texts(two, "sheetNumber") == ["1枚目", "2枚目"]
    assert printed_texts(one, "sheetNumber") == []


@pytest.mark.parametrize("form_name", NEW)
def test_what_is_read_out_of_the_pdf_is_what_was_put_in(fonts: Fonts, form_name: str) -> None:
    values = sample("variant_characters")
    pdf = paint([lay_out(ready_form(form_name), values, fonts)], INFO)

    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)

    names = {entry["name"] for entry in persons_in(form_name, values)}
    assert names
    assert {name for name in names if name not in text} == set()


def persons_in(form_name: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    if form_name == "power_of_attorney":
        return [values["principal"], values["proxy"]]
    group, rows = LISTS[form_name][0].split(".")
    found: list[dict[str, Any]] = values[group][rows]
    return found


@pytest.mark.parametrize("form_name", FORMS)
def test_the_same_values_give_the_same_hash_and_bytes(fonts: Fonts, form_name: str) -> None:
    first, second = (
        lay_out(ready_form(form_name), sample("family_of_five"), fonts) for _ in range(2)
    )

    assert first.hash() == second.hash()
    assert paint([first], INFO) == paint([second], INFO)


@pytest.mark.parametrize("form_name", FORMS)
def test_every_form_names_addressee_city_number_and_date(fonts: Fonts, form_name: str) -> None:
    display_list = lay_out(ready_form(form_name), sample("one_person"), fonts)

    words = "".join(page_text(display_list))
    assert "（宛先）みどり野市長" in words
    assert "2026-000" in words
    if form_name in FORMS[3:]:
        assert "様式" in words
        assert "みどり野市" in printed_texts(display_list, "cityName")


def page_text(display_list: DisplayList) -> list[str]:
    return [
        item.text
        for page in display_list.pages
        for item in page.items
        if hasattr(item, "text") and item.text
    ]


def signed_sheets(fonts: Fonts, form_name: str, values: dict[str, Any]) -> list[int]:
    signed = {**values, "signature": {"image": png()}}
    display_list = lay_out(ready_form(form_name), signed, fonts)
    return [
        page.sheet
        for page in display_list.pages
        for item in page.items
        if isinstance(item, Image) and item.signature
    ]


@pytest.mark.parametrize("form_name", sorted(set(LISTS)))
def test_a_list_is_signed_once_and_a_persons_own_sheet_each_time(
    fonts: Fonts, form_name: str
) -> None:
    rows = LISTS[form_name][1]

    sheets = signed_sheets(fonts, form_name, with_rows(form_name, rows + 1))

    assert sheets == ([1, 2] if rows == 1 else [1])


def test_a_power_of_attorney_is_signed_on_paper_alone(fonts: Fonts) -> None:
    # Whoever stands at the counter is the proxy; the principal signs at home.
    assert signed_sheets(fonts, "power_of_attorney", sample("proxy")) == []


def test_the_consent_to_care_is_signed_by_the_person_themselves(fonts: Fonts) -> None:
    for relation in ("SELF", "PROXY"):
        values = sample("one_person")
        values["notifier"]["relation"] = relation
        values["signature"] = {"image": png()}

        display_list = lay_out(ready_form("care_certification"), values, fonts)

        places = [
            item.y
            for item in display_list.pages[0].items
            if isinstance(item, Image) and item.signature
        ]
        assert len(places) == 1
        consent = min(
            item.y
            for item in display_list.pages[0].items
            if isinstance(item, GlyphRun) and item.text.startswith("介護サービス計画")
        )
        assert (places[0] > consent - 10) is (relation == "SELF")


def test_a_seal_is_registered_by_proxy_only_after_a_letter(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("seal_registration"), sample("proxy"), fonts)
    own = lay_out(ready_form("seal_registration"), sample("one_person"), fonts)

    assert printed_texts(display_list, "proxyName") == ["小鳥遊　美咲"]
    assert printed_texts(own, "proxyName") == []


@pytest.mark.parametrize(
    ("form_name", "element", "words"),
    [
        ("late_stage_medical", "kind", ["取\u3000得"]),
        ("care_insurance", "kind", ["取\u3000得"]),
        ("place_of_origin_exception", "kind", ["適\u3000用"]),
        ("child_allowance_amount_change", "kind", ["増額"]),
        ("national_pension", "pensionKind", ["種別変更"]),
        ("child_medical", "childMedicalKind", ["新規"]),
    ],
)
def test_what_is_applied_for_is_circled(
    fonts: Fonts, form_name: str, element: str, words: list[str]
) -> None:
    display_list = lay_out(ready_form(form_name), sample("one_person"), fonts)

    assert circled(display_list, element) == words


def test_a_transfer_of_certified_care_names_the_level_and_where_it_comes_from(
    fonts: Fonts,
) -> None:
    display_list = lay_out(ready_form("care_certification"), sample("proxy"), fonts)

    assert circled(display_list, "careCertificationKind") == ["転入による引継ぎ"]
    row = "careCertificationPersons[0]"
    assert circled(display_list, f"{row}.personCareLevel") == ["要介護２"]
    assert printed_texts(display_list, f"{row}.personPreviousCity") == ["はなの市"]
