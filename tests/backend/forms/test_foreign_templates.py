"""The example of the design opens, draws and prints with its own names and values."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf

from backend.forms.definition import load_definition, load_draft
from backend.forms.designing import Trial, lay_out_for_designer
from backend.forms.embedding import DocumentInfo
from backend.forms.fonts import Fonts
from backend.forms.foreign_templates import own_name, own_values
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from backend.forms.template_shape import read_template

FOLDER = Path("tests/fixtures/forms")


def kept(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def test_the_example_opens_without_a_fault_and_asks_for_its_own_items() -> None:
    template = read_template(kept("example_template"))

    assert load_draft(template).loaded.faults == []
    asked = {entry["key"]: entry for entry in template["inputs"]}
    assert asked["own.household.members[].birth"]["type"] == "date"
    assert [choice["value"] for choice in asked["own.application.type"]["choices"]] == [
        "転入",
        "転居",
        "転出",
        "世帯変更",
    ]
    assert "signature.image" not in asked
    assert template["print"]["x-offset"] == [0, 0]


def test_the_example_is_drawn_for_the_designer(fonts: Fonts) -> None:
    template = read_template(kept("example_template"))

    layout = lay_out_for_designer(template, Trial("one_person"), fonts)

    assert [page["page"] for page in layout.pages][:2] == ["p1", "p2"]
    assert [finding for finding in layout.findings if finding.severity == "ERROR"] == []
    assert len(layout.pages[0]["blocks"]) > 20


def test_the_example_prints_with_its_values_on_two_sheets(fonts: Fonts) -> None:
    definition = load_definition(read_template(kept("example_template")))

    printed = lay_out(definition, own_values(kept("example_values")), fonts)

    content = paint(
        [printed], DocumentInfo(title="例", created_at=datetime(2027, 1, 7, tzinfo=UTC))
    )
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    assert len(printed.pages) == 4  # the fifth of the household is on the next sheet
    assert "辻　次郎左衛門" in text
    assert "辻󠄁　葛󠄀太郎" in text  # a name of the city's own items, with its variants
    assert "霞が関一丁目" in text


def test_a_known_item_keeps_its_name() -> None:
    names = [own_name(name) for name in ("notifier.name", "household.headOf", "own.memo")]

    assert names == ["notifier.name", "own.household.head_of", "own.memo"]
