"""Ready forms that a city starts from and no procedure names: filled, empty, read back."""

import copy
from io import BytesIO
from typing import Any

import pypdf
import pytest

from backend.forms.display_list import GlyphRun
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from backend.forms.rules import check_values
from tests.backend.forms.builders import INFO, SAMPLES, STARTING, read_template, ready_form, sample
from tests.backend.forms.test_ready_forms import circled

# What is refused when it is missing.
REQUIRED = {
    "tax_certificate": ("tax.fiscal_year", "certificate.purpose", "persons[0].name"),
    "seal_abolition": ("seal_abolition.reason", "seal_abolition.address"),
    "pregnancy_notification": ("pregnancy.weeks", "pregnancy.due_on", "pregnancy.clinic"),
    "water_supply": ("water.kind", "water.date", "water.place", "notifier.phone"),
    "mail_request": ("mail_request.kind", "certificate.copies", "notifier.address"),
}


def test_each_of_the_five_is_looked_at() -> None:
    assert set(REQUIRED) == set(STARTING)


@pytest.mark.parametrize("sample_name", SAMPLES)
@pytest.mark.parametrize("form_name", STARTING)
def test_a_filled_family_has_no_problem(form_name: str, sample_name: str) -> None:
    assert check_values(ready_form(form_name), sample(sample_name)) == []


@pytest.mark.parametrize(
    ("form_name", "path"), [(name, path) for name, paths in REQUIRED.items() for path in paths]
)
def test_what_the_office_needs_is_asked_when_it_is_missing(form_name: str, path: str) -> None:
    values: Any = copy.deepcopy(sample("one_person"))
    *way, last = path.replace("[0]", ".0").split(".")
    inner = values
    for step in way:
        inner = inner[int(step)] if step.isdecimal() else inner[step]
    del inner[last]

    problems = check_values(ready_form(form_name), values)

    assert [(problem.code, problem.path) for problem in problems] == [("REQUIRED", path)]


@pytest.mark.parametrize("form_name", STARTING)
def test_every_question_says_how_to_answer_it(form_name: str) -> None:
    asked = read_template(form_name)["inputs"]

    without = [one["key"] for one in asked if not one.get("help") and one["type"] != "image"]
    assert without == []


@pytest.mark.parametrize("form_name", STARTING)
def test_names_are_read_out_of_the_pdf_as_they_were_put_in(fonts: Fonts, form_name: str) -> None:
    values = sample("variant_characters")
    pdf = paint([lay_out(ready_form(form_name), values, fonts)], INFO)

    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)

    name = values["notifier" if form_name == "water_supply" else "persons"]
    assert (name if isinstance(name, dict) else name[0])["name"] in text


@pytest.mark.parametrize(
    ("form_name", "element", "words"),
    [
        ("tax_certificate", "certificateRequester", ["本人"]),
        ("tax_certificate", "taxPaymentTax", ["市・県民税"]),
        ("seal_abolition", "sealAbolitionReturnsCard", ["返納できない"]),
        ("pregnancy_notification", "pregnancyVenerealExamination", ["受けた"]),
        ("water_supply", "waterKind", ["使用を開始する"]),
        ("mail_request", "certificateRequester", ["本人"]),
    ],
)
def test_what_is_chosen_is_circled(
    fonts: Fonts, form_name: str, element: str, words: list[str]
) -> None:
    display_list = lay_out(ready_form(form_name), sample("one_person"), fonts)

    assert circled(display_list, element) == words


@pytest.mark.parametrize("form_name", STARTING)
def test_no_words_lie_on_other_words(fonts: Fonts, form_name: str) -> None:
    display_list = lay_out(ready_form(form_name), sample("longest_names"), fonts)

    runs = [item for item in display_list.pages[0].items if isinstance(item, GlyphRun)]
    boxes = [_box(run) for run in runs if run.text.strip(" 　・")]
    touching = [
        (one.text, other.text)
        for index, (one, own) in enumerate(boxes)
        for other, theirs in boxes[index + 1 :]
        if own[0] < theirs[2] and theirs[0] < own[2] and own[1] < theirs[3] and theirs[1] < own[3]
    ]
    assert touching == []


def _box(run: GlyphRun) -> tuple[GlyphRun, tuple[float, float, float, float]]:
    """The middle of a run's letters: what must stay free of others."""
    em = run.size * 25.4 / 72
    right = run.x + run.offsets[-1] + em * 0.4
    return run, (run.x, run.y - em * 0.6, right, run.y)
