"""Pictures, drawings, backgrounds and layers: what of them is shown, what is printed."""

import hashlib
from io import BytesIO
from typing import Any

import numpy as np
import orjson
import pypdfium2
import pytest
from PIL import Image as Picture

from backend.forms.assets import FormAsset
from backend.forms.definition import load_definition
from backend.forms.designing import Trial, lay_out_for_designer
from backend.forms.display_list import DisplayList, GlyphRun, Image, Path, moved
from backend.forms.errors import UnprintableError
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out, lay_out_draft
from backend.forms.pdf import paint
from tests.backend.forms.builders import INFO, element, template

NOWHERE = "0" * 64
DOTS_PER_MM = 4


def asset(kind: str, content: bytes, width: float, height: float) -> FormAsset:
    media_type = "application/json" if kind == "DRAWING" else "image/png"
    return FormAsset(hashlib.sha256(content).hexdigest(), kind, media_type, content, width, height)


def picture(kind: str = "PICTURE", width: int = 40, height: int = 20) -> FormAsset:
    buffer = BytesIO()
    Picture.new("L", (width, height), 0).save(buffer, "PNG")
    return asset(kind, buffer.getvalue(), width / 2, height / 2)


def drawing(*paths: dict[str, Any]) -> FormAsset:
    """A drawing of 20 by 10 mm."""
    return asset("DRAWING", orjson.dumps({"width": 20, "height": 10, "paths": list(paths)}), 20, 10)


SQUARE = [["M", 0, 0], ["L", 10, 0], ["L", 10, 10], ["L", 0, 10], ["Z"]]
INNER = [["M", 2, 2], ["L", 8, 2], ["L", 8, 8], ["L", 2, 8], ["Z"]]
FRAME = {"commands": SQUARE + INNER, "fill": "#000000", "rule": "evenodd", "stroke": "", "width": 0}
CURVE = {
    "commands": [["M", 12, 5], ["C", 12, 0, 20, 0, 20, 5]],
    "fill": "",
    "rule": "nonzero",
    "stroke": "#ff0000",
    "width": 0.5,
}


def assets(*known: FormAsset) -> dict[str, FormAsset]:
    return {one.sha256: one for one in known}


def laid_out(fonts: Fonts, document: dict[str, Any], *known: FormAsset) -> DisplayList:
    return lay_out(load_definition(document, assets(*known)), {}, fonts)


def with_page(*elements: dict[str, Any], **page: Any) -> dict[str, Any]:
    front = {"id": "front", "size": "A4", "elements": list(elements), **page}
    return template(pages=[front])


def under(one: FormAsset, **keys: Any) -> dict[str, Any]:
    return {"asset": one.sha256, "x": 0, "y": 0, "w": 210, "h": 297, **keys}


def dark(display_list: DisplayList) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which dots of the first page bear ink."""
    document = pypdfium2.PdfDocument(paint([display_list], INFO))
    drawn = document[0].render(scale=DOTS_PER_MM * 25.4 / 72).to_pil().convert("L")
    document.close()
    return np.asarray(drawn) < 128


def at(ink: np.ndarray[Any, Any], x: float, y: float) -> bool:
    return bool(ink[int(y * DOTS_PER_MM), int(x * DOTS_PER_MM)])


def test_a_picture_named_by_its_hash_keeps_its_proportions(fonts: Fonts) -> None:
    crest = picture()
    display_list = laid_out(fonts, template(element("image", asset=crest.sha256, h=20)), crest)

    (image,) = display_list.pages[0].items

    assert isinstance(image, Image)
    assert (image.x, image.y, image.w, image.h) == (25, 30, 40, 20)
    assert image.hash == crest.sha256
    assert display_list.images == {crest.sha256: crest.content}


def test_a_drawing_becomes_paths_in_millimetres_of_the_page(fonts: Fonts) -> None:
    crest = drawing(FRAME, CURVE)
    display_list = laid_out(
        fonts, template(element("image", asset=crest.sha256, w=40, h=20)), crest
    )

    frame, curve = display_list.pages[0].items

    assert isinstance(frame, Path)
    assert isinstance(curve, Path)
    assert frame.commands[:5] == (
        ("M", 20, 30), ("L", 40, 30), ("L", 40, 50), ("L", 20, 50), ("Z",),
    )  # fmt: skip
    assert (frame.fill, frame.rule, frame.width) == ("#000000", "evenodd", 0)
    assert curve.commands == (("M", 44, 40), ("C", 44, 30, 60, 30, 60, 40))
    assert (curve.fill, curve.color, curve.width) == ("", "#ff0000", 1.0)


def test_a_drawing_is_painted_where_its_paths_say(fonts: Fonts) -> None:
    crest = drawing(FRAME)
    ink = dark(laid_out(fonts, template(element("image", asset=crest.sha256, w=40, h=20)), crest))

    assert [at(ink, x, 40) for x in (19.5, 21, 23.5, 24.5, 30, 35.5, 36.5, 39.5, 40.5)] == [
        False, True, True, False, False, False, True, True, False,
    ]  # fmt: skip


def test_a_path_moves_with_its_page() -> None:
    path = Path((("M", 1, 2), ("C", 1, 2, 3, 4, 5, 6), ("Z",)))

    assert moved(path, 10, 100) == Path((("M", 11, 102), ("C", 11, 102, 13, 104, 15, 106), ("Z",)))


@pytest.mark.parametrize("kind", ["image", "background"])
def test_a_picture_that_is_not_there_is_refused(fonts: Fonts, kind: str) -> None:
    missing = {"asset": NOWHERE, "x": 0, "y": 0, "w": 10, "h": 10, "printed": "always"}
    document = (
        template(element("image", asset=NOWHERE))
        if kind == "image"
        else with_page(background=missing)
    )

    with pytest.raises(UnprintableError) as refusal:
        laid_out(fonts, document)

    assert [problem.code for problem in refusal.value.problems] == ["MISSING_ASSET"]


@pytest.mark.parametrize(
    ("printed", "is_pre_printed", "underlay", "expected"),
    [
        ("never", False, None, 0),
        ("never", False, True, 1),
        ("always", False, None, 1),
        ("always", True, None, 0),
        ("always", True, True, 1),
        ("always", False, False, 0),
    ],
)
def test_a_background_is_printed_when_the_form_says_so_and_the_paper_is_blank(
    fonts: Fonts, printed: str, is_pre_printed: bool, underlay: bool | None, expected: int
) -> None:
    scan = picture("UNDERLAY", 210, 297)
    document = with_page(element("label", text="上"), background=under(scan, printed=printed))
    document["print"] = {"prePrinted": is_pre_printed}
    definition = load_definition(document, assets(scan))

    items = lay_out_draft(definition, {}, fonts, underlay=underlay).display_list.pages[0].items

    assert [type(item) for item in items] == [Image] * expected + [GlyphRun]


def test_the_designer_gets_the_background_as_a_block_under_all_others(fonts: Fonts) -> None:
    scan = picture("UNDERLAY", 210, 297)
    document = with_page(element("label", text="上"), background=under(scan, printed="always"))

    layout = lay_out_for_designer(document, Trial("proxy"), fonts, assets=assets(scan))
    without = lay_out_for_designer(document, Trial("proxy", underlay=False), fonts)

    first, second = layout.pages[0]["blocks"]
    assert (first["element"], second["element"]) == ("#background", "field")
    assert first["items"][0]["hash"] == scan.sha256
    assert "source" not in first["items"][0]
    assert [block["element"] for block in without.pages[0]["blocks"]] == ["field"]


def test_a_picture_that_comes_later_is_drawn_then(fonts: Fonts) -> None:
    crest = picture()
    document = template(element("image", asset=crest.sha256))
    before = lay_out_for_designer(document, Trial("proxy"), fonts)

    after = lay_out_for_designer(document, Trial("proxy"), fonts, assets=assets(crest))

    assert [finding.code for finding in before.findings if finding.family] == ["MISSING_ASSET"]
    assert before.pages[0]["blocks"] == []
    assert [block["element"] for block in after.pages[0]["blocks"]] == ["field"]


def test_elements_of_a_hidden_layer_are_not_printed(fonts: Fonts) -> None:
    layers = [{"id": "notes", "name": "覚え書き", "hidden": True}, {"id": "form", "name": "様式"}]
    document = with_page(
        element("label", text="見えない", layer="notes"),
        element("label", id="seen", text="見える", layer="form", y=60),
        layers=layers,
    )

    items = laid_out(fonts, document).pages[0].items

    assert [item.element for item in items] == ["seen"]
