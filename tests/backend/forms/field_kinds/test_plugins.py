"""Kinds of installed packages: a real one is built, installed and drawn; bad ones are named."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, ClassVar

import pytest

from backend.forms import field_kinds
from backend.forms.elements import Element
from backend.forms.field_kinds import OWN_KINDS, plugins
from backend.forms.field_kinds.kind import DATA_GROUP, FieldKind, Property
from backend.forms.field_kinds.plugins import GROUP, RefusedKind, collect
from backend.forms.scope import Scope
from tests.backend.forms.builders import element, template
from tests.backend.forms.test_definition import faults

ROOT = Path(__file__).parents[4]
EXAMPLE = ROOT / "examples" / "field_kind_plugin"
PROGRAM = """
import json, sys
from backend.forms.definition import load_definition
from backend.forms.field_kinds import FIELD_KINDS, REFUSED_KINDS
from backend.forms.fonts import FontSettings, open_fonts
from backend.forms.layout import lay_out, lay_out_draft
document, values = json.load(sys.stdin)
definition, fonts = load_definition(document), open_fonts(FontSettings())
page = lay_out(definition, values, fonts).to_json()["pages"][0]
too_many = lay_out_draft(definition, {"certificate": {"copies": 21}}, fonts).findings.problems
print(json.dumps([FIELD_KINDS[-1].LABEL, len(REFUSED_KINDS), page["items"],
                  [problem.message for problem in too_many]]))
"""


class Good(FieldKind):
    """A kind that nothing is wrong with."""

    NAME = "good"
    LABEL = "よい欄"
    GROUP = DATA_GROUP
    HELP = "何もしません。"

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Print nothing."""


class Taken(Good):
    """A kind of a name that we have."""

    NAME = "label"


class Misshapen(Good):
    """A kind with everything wrong that can be."""

    NAME = "Bad name"
    LABEL = ""
    SIZE = (0.0, 0.0)
    KEYS: ClassVar = {"x": {"type": "nothing"}}
    BINDS = frozenset({"colour"})
    PROPERTIES = (Property("y", "何ですか", "slider"),)


class Explosive(Good):
    """A kind that cannot be made."""

    def __init__(self) -> None:
        raise OSError("no licence")


def points(*names: str) -> Iterator[EntryPoint]:
    for name in names:
        yield EntryPoint(name.lower(), f"{__name__}:{name}", GROUP)


def test_a_package_is_built_installed_and_drawn(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "site"
    shutil.copytree(EXAMPLE, source)
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    options = ["--no-build-isolation", "--disable-pip-version-check", "--target", str(target)]
    subprocess.run([*install, *options, str(source)], check=True, capture_output=True)
    marks = element("tallyMarks", bind={"field": "certificate.copies"}, w=30, h=10)

    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([template(marks), {"certificate": {"copies": 7}}]),
        env={**os.environ, "PYTHONPATH": f"{target}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
    )

    label, refused, items, messages = json.loads(ran.stdout)
    assert (label, refused) == ("正の字", 0)
    assert [item["kind"] for item in items] == ["line"] * 7
    assert items[0]["points"] == [[21, 30.8], [29, 30.8]]
    assert items[5]["points"] == [[33.5, 30.8], [41.5, 30.8]]
    assert messages == ["「通数」の数は正の字で書ききれません。"]


def test_kinds_of_packages_follow_our_own() -> None:
    collected = collect(OWN_KINDS, points("Good"))

    assert [kind.NAME for kind in collected.kinds] == [*(own.NAME for own in OWN_KINDS), "good"]
    assert collected.refused == ()


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("Taken", ["there is a kind of the name label already"]),
        ("RefusedKind", ["it is no subclass of FieldKind"]),
        ("Explosive", ["it cannot be loaded (OSError: no licence)"]),
        ("NotThere", ["it cannot be loaded (AttributeError"]),
        (
            "Misshapen",
            [
                "its NAME 'Bad name'",
                "its LABEL is empty",
                "its SIZE has no extent",
                "its KEYS x are those of every element",
                "it BINDS colour",
                "the editors slider",
                "its KEYS are no JSON Schema",
            ],
        ),
    ],
)
def test_a_kind_that_cannot_be_used_is_refused_by_name(
    name: str, reasons: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(plugins.LOG, "warning", lambda words, one: said.append(words % one))

    collected = collect(OWN_KINDS, points(name, "Good"))

    (refused,) = collected.refused
    assert refused.package == __name__
    assert all(reason in refused.reason for reason in reasons)
    assert [kind.NAME for kind in collected.kinds][-1] == "good"
    assert said == [f"refused the field kind {refused}"]


def test_two_packages_with_one_name_do_not_both_come_in() -> None:
    collected = collect(OWN_KINDS, [*points("Good"), *points("Good")])

    assert [kind.NAME for kind in collected.kinds].count("good") == 1
    assert [refused.name for refused in collected.refused] == ["good"]


def test_a_template_that_needs_a_refused_kind_says_whose_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused = RefusedKind("sticker", "acme-stickers", "it cannot be loaded")
    monkeypatch.setattr(field_kinds, "REFUSED_KINDS", (refused,))
    document: dict[str, Any] = template(element("sticker", id="refusedSticker"))

    assert faults(document) == [
        (
            "pages[0].elements[0].kind",
            "項目の種類「sticker」は使えません。拡張「acme-stickers」を読み込めませんでした。",
        )
    ]
