"""docs/catalogue-table.md is printed from the standard catalogue."""

import json

from scripts.catalogue_table import CATALOGUE, EVENTS, PAGE, page

DOCUMENT = json.loads(CATALOGUE.read_text("utf-8"))


def test_the_page_is_the_catalogue() -> None:
    assert PAGE.read_text("utf-8") == page(DOCUMENT)


def test_every_procedure_has_its_part_of_the_page() -> None:
    headings = [line.split()[1] for line in page(DOCUMENT).splitlines() if line.startswith("### ")]

    assert headings == [entry["code"] for entry in DOCUMENT["procedures"]]


def test_every_event_of_the_catalogue_has_its_word() -> None:
    assert {reason["event"] for reason in DOCUMENT["reasons"]} == set(EVENTS)
