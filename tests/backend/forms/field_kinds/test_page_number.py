"""Page numbers count printed pages or sheets; a tally joins the sheets that there are."""

from typing import Any

import pytest

from backend.forms.definition import FormDefinition, load_definition
from backend.forms.designing import Trial, lay_out_for_designer
from backend.forms.display_list import Line
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out
from tests.backend.forms.builders import element, printed_texts, template

PERSONS = {"persons": [{"name": name} for name in "甲乙丙"]}
ROWS = element("repeat", id="rows", rows=1, overflow="nextSheet", bind={"field": "persons"}, y=100,
               elements=[])  # fmt: skip


def two_sided(*elements: dict[str, Any]) -> dict[str, Any]:
    """A form of a front with a row for one person, and a back: three sheets for three."""
    pages = [
        {"id": "front", "size": "A4", "elements": [*elements, ROWS]},
        {
            "id": "back",
            "size": "A4",
            "elements": [{**one, "id": f"{one['id']}2"} for one in elements],
        },
    ]
    return template(pages=pages)


def form_of(*elements: dict[str, Any]) -> FormDefinition:
    return load_definition(two_sided(*elements))


@pytest.mark.parametrize(
    ("keys", "fronts", "backs"),
    [
        ({}, ["1／6", "3／6", "5／6"], ["2／6", "4／6", "6／6"]),
        ({"counts": "sheets"}, ["1／3", "2／3", "3／3"], ["1／3", "2／3", "3／3"]),
        ({"show": "dashes"}, ["－ 1 －", "－ 3 －", "－ 5 －"], ["－ 2 －", "－ 4 －", "－ 6 －"]),
        ({"show": "number"}, ["1", "3", "5"], ["2", "4", "6"]),
        (
            {"show": "sheet", "counts": "sheets"},
            ["1枚目（全3枚）", "2枚目（全3枚）", "3枚目（全3枚）"],
            ["1枚目（全3枚）", "2枚目（全3枚）", "3枚目（全3枚）"],
        ),
    ],
)
def test_pages_and_sheets_are_counted(
    fonts: Fonts, keys: dict[str, Any], fronts: list[str], backs: list[str]
) -> None:
    display_list = lay_out(form_of(element("pageNumber", id="n", **keys)), PERSONS, fonts)

    assert printed_texts(display_list, "n") == fronts
    assert printed_texts(display_list, "n2") == backs


def test_the_designer_counts_as_the_printer_does(fonts: Fonts) -> None:
    document = two_sided(element("pageNumber", id="n"))
    numbers = [
        block["items"][0]["text"]
        for page in lay_out_for_designer(document, Trial("family_of_five"), fonts).pages
        for block in page["blocks"]
    ]

    assert numbers == [f"{number}／10" for number in range(1, 11)]


@pytest.mark.parametrize(
    ("keys", "sheets"),
    [
        ({}, [1, 2, 3]),
        ({"between": "always"}, [1, 2, 3]),
        ({"between": "sheets"}, [1, 2]),
        ({"between": "sheets", "edge": "left"}, [2, 3]),
    ],
)
def test_a_tally_joins_the_sheets_that_there_are(
    fonts: Fonts, keys: dict[str, Any], sheets: list[int]
) -> None:
    tally = element("stamp", id="tally", shape="tally", x=200, w=10, h=20, **keys)

    pages = lay_out(form_of(tally), PERSONS, fonts).pages

    assert [
        page.sheet for page in pages if "tally" in {item.element for item in page.items}
    ] == sheets


def test_the_halves_of_a_tally_make_one_ring(fonts: Fonts) -> None:
    right = element("stamp", id="right", shape="tally", x=200, w=10, h=20)
    left = element("stamp", id="left", shape="tally", edge="left", x=0, w=10, h=20)

    items = lay_out(form_of(right, left), PERSONS, fonts).pages[0].items

    one, other = (item for item in items if isinstance(item, Line))
    assert (one.points[0], one.points[6], one.points[12]) == ((210, 30), (200, 40), (210, 50))
    assert (other.points[0], other.points[6], other.points[12]) == ((0, 30), (10, 40), (0, 50))
