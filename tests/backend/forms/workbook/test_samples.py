"""Three workbooks made with LibreOffice become forms: where LibreOffice prints a line, one lies."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from backend.files import workbooks
from backend.forms.definition import load_definition
from backend.forms.display_list import GlyphRun, Line
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out_draft
from backend.forms.workbook.conversion import Calibration, WorkbookForm, form_of
from tests.backend.forms.workbook.printed_lines import Line as Printed
from tests.backend.forms.workbook.printed_lines import joined, lines_of

FOLDER = Path("fixtures/workbooks")
NAMES = ("grid", "columns", "labels_above")
NEAR_MM = 0.5


@lru_cache(maxsize=8)
def read(name: str) -> str:
    _, parts = workbooks.read_sheet((FOLDER / f"{name}.xlsx").read_bytes(), "")
    return parts[0].decode()


def imported(name: str, calibration: Calibration | None = None) -> WorkbookForm:
    return form_of(json.loads(read(name)), calibration)


def elements(form: WorkbookForm) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = form.template["pages"][0]["elements"]
    return found


def bound(form: WorkbookForm) -> dict[str, str]:
    """The kind of field that each item was bound to."""
    return {
        element["bind"]["field"]: element["kind"] for element in elements(form) if "bind" in element
    }


def drawn_lines(form: WorkbookForm, fonts: Fonts) -> list[Printed]:
    """The lines that the form prints, the combs' own among them."""
    page = lay_out_draft(load_definition(form.template), {}, fonts).display_list.pages[0]
    lines = []
    for item in page.items:
        if isinstance(item, Line):
            (x, y), (right, bottom) = item.points[0], item.points[-1]
            lines.append((x, y, right, bottom))
    return joined(lines)


def farthest(lines: list[Printed], others: list[Printed]) -> float:
    """How far the ends of a line are from those of the nearest other, at worst."""
    return max(
        min(max(abs(a - b) for a, b in zip(line, other, strict=True)) for other in others)
        for line in lines
    )


@pytest.mark.parametrize(("name", "count"), [("grid", 58), ("columns", 30), ("labels_above", 21)])
def test_every_line_lies_where_libreoffice_prints_it_and_none_is_invented(
    name: str, count: int, fonts: Fonts
) -> None:
    printed = lines_of(FOLDER / f"{name}.pdf")

    drawn = drawn_lines(imported(name), fonts)

    assert (len(printed), len(drawn)) == (count, count)
    assert farthest(drawn, printed) <= NEAR_MM
    assert farthest(printed, drawn) <= NEAR_MM


@pytest.mark.parametrize("name", NAMES)
def test_a_column_that_is_a_millimetre_off_would_be_seen(name: str, fonts: Fonts) -> None:
    printed = lines_of(FOLDER / f"{name}.pdf")

    moved = imported(name, Calibration(1, 2, 40.0))

    assert farthest(drawn_lines(moved, fonts), printed) > NEAR_MM


@pytest.mark.parametrize(("name", "known"), [("grid", 18), ("columns", 13), ("labels_above", 11)])
def test_nine_of_ten_known_labels_are_bound(name: str, known: int) -> None:
    form = imported(name)

    assert form.known_labels == known
    assert form.bound_labels / form.known_labels >= 0.9


def test_fields_of_grid_paper_are_of_the_kinds_that_fit() -> None:
    form = imported("grid")

    assert bound(form) == {
        "persons": "repeat",
        "change.notified_on": "eraDate",
        "change.changed_on": "eraDate",
        "change.kind": "check",
        "notifier.furigana": "text",
        "notifier.name": "text",
        "notifier.birth_date": "eraDate",
        "notifier.phone": "text",
        "notifier.address": "text",
        "new_address.text": "text",
        "new_address.head_name": "text",
        "previous_address.text": "text",
        "previous_address.head_name": "text",
        "new_address.postal_code": "charBoxes",
        "case.number": "text",
    }
    (rows,) = [one for one in elements(form) if one["kind"] == "repeat"]
    assert (rows["rows"], rows["overflow"]) == (4, "nextSheet")
    assert [child["bind"]["field"] for child in rows["elements"]] == [
        "persons[].name",
        "persons[].birth_date",
        "persons[].sex",
        "persons[].relationship",
    ]


def test_fields_beside_labels_and_under_headings_are_found() -> None:
    assert bound(imported("columns")) == {
        "change.notified_on": "eraDate",
        "notifier.furigana": "text",
        "notifier.birth_date": "eraDate",
        "notifier.name": "text",
        "notifier.phone": "text",
        "notifier.address": "text",
        "proxy.name": "text",
        "certificate.fiscal_year": "text",
        "certificate.copies": "text",
        "certificate.purpose": "text",
        "certificate.submitted_to": "text",
        "certificate.requester": "circleChoice",
        "case.number": "text",
    }


def test_fields_under_labels_are_found_and_headings_say_whose_they_are() -> None:
    assert bound(imported("labels_above")) == {
        "notifier.furigana": "text",
        "notifier.birth_date": "eraDate",
        "notifier.name": "text",
        "notifier.phone": "text",
        "notifier.address": "text",
        "persons[0].sex": "circleChoice",
        "seal.persons[0].other_name": "text",
        "seal.kind": "check",
        "proxy.name": "text",
        "proxy.birth_date": "eraDate",
        "proxy.address": "text",
        "case.number": "text",
        "change.notified_on": "eraDate",
    }


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        (
            "grid",
            {
                ("", "HINT", "太字は、ふつうの太さにしました。"),
                ("A29", "HINT", "4行の表を、異動する人のくり返しの行としました。"),
                (
                    "AS29",
                    "WARNING",
                    "個人番号の欄には項目をつなぎません。法令の根拠を確認してください。",
                ),
            },
        ),
        (
            "columns",
            {
                ("C18", "HINT", "数式です。表示されていた値を文字として取り込みました。"),
                ("", "HINT", "太字は、ふつうの太さにしました。"),
            },
        ),
        (
            "labels_above",
            {
                ("", "HINT", "太字は、ふつうの太さにしました。"),
                (
                    "D2",
                    "HINT",
                    "日付の欄を届出日としました。違うときは項目を選び直してください。",
                ),
            },
        ),
    ],
)
def test_what_was_not_understood_is_listed_with_its_cell(
    name: str, notes: set[tuple[str, str, str]]
) -> None:
    assert {(one.cell, one.severity, one.message) for one in imported(name).notes} == notes


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("family", ["family_of_five", "foreign_resident", "variant_characters"])
def test_an_imported_form_prints_for_sample_families(name: str, family: str, fonts: Fonts) -> None:
    samples = Path(f"fixtures/forms/samples/{family}.json")
    values: Mapping[str, Any] = json.loads(samples.read_text("utf-8"))
    definition = load_definition(imported(name).template)

    draft = lay_out_draft(definition, values, fonts)

    runs = [item for item in draft.display_list.pages[0].items if isinstance(item, GlyphRun)]
    assert draft.findings.problems == []
    assert _plain(values["notifier"]["name"]) in _plain("".join(run.text for run in runs))


def _plain(text: str) -> str:
    """Without spaces: a long name is broken at one."""
    return "".join(text.split())


def test_titles_papers_and_inputs_come_from_the_sheet() -> None:
    forms = {name: imported(name).template for name in NAMES}

    assert [form["title"] for form in forms.values()] == [
        "住民異動届",
        "税務証明交付申請書",
        "印鑑登録申請書",
    ]
    assert {form["pages"][0]["size"] for form in forms.values()} == {"A4"}
    asked = {entry["key"]: entry for entry in forms["columns"]["inputs"]}
    assert asked["notifier.name"] == {
        "key": "notifier.name",
        "label": "届出人の氏名",
        "type": "text",
        "prefill": "notifier.name",
    }
    assert "case.number" not in asked


def test_one_measured_width_stretches_the_columns() -> None:
    form = imported("columns", Calibration(1, 6, 160.0))

    lines = [one for one in elements(form) if one["kind"] == "line" and one["w"]]
    right = max(one["x"] + one["w"] for one in lines)
    assert form.factor == pytest.approx(160 / 168, abs=0.003)
    assert right == pytest.approx(18 + 160, abs=0.4)


@pytest.mark.parametrize("name", NAMES)
def test_a_dashed_line_stays_dashed_and_a_heavy_one_heavy(name: str) -> None:
    looks = {
        (one["lineWidth"], tuple(one.get("dash", ())))
        for one in elements(imported(name))
        if one["kind"] == "line"
    }

    assert (
        looks
        == {
            "grid": {(0.1, ()), (0.25, ()), (0.5, ()), (0.25, (1.5, 0.8))},
            "columns": {(0.1, ()), (0.25, ()), (0.5, ()), (0.25, (0.5, 0.5))},
            "labels_above": {(0.1, ()), (0.25, ()), (0.88, ())},
        }[name]
    )
