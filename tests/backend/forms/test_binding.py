"""Binding: what lies on which side of which sheet."""

from io import BytesIO
from typing import Any

import pypdf
import pytest

from backend.forms.binding import bind, for_both_sides, for_one_side, marked, side_by_side
from backend.forms.definition import load_definition
from backend.forms.display_list import DisplayList, GlyphRun, Line, Rects, moved
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from tests.backend.forms.builders import INFO, element, ready_form, sample, template

NAMES = ["表", "裏"]


def laid_out(fonts: Fonts, name: str, family: str = "family_of_five") -> DisplayList:
    return lay_out(ready_form(name), sample(family), fonts)


def painted(*documents: DisplayList) -> bytes:
    return paint(documents, INFO)


def fonts_of(content: bytes) -> list[str]:
    resources: list[Any] = [page["/Resources"] for page in pypdf.PdfReader(BytesIO(content)).pages]
    found = {
        font.indirect_reference.idnum: font["/BaseFont"].split("+")[1]
        for resource in resources
        for font in resource.get("/Font", {}).values()
    }
    return sorted(found.values())


def preferences(content: bytes) -> str:
    root: Any = pypdf.PdfReader(BytesIO(content)).trailer["/Root"]
    duplex: str = root["/ViewerPreferences"]["/Duplex"]
    return duplex


def test_a_two_sided_form_keeps_its_pairs_and_a_one_sided_one_gets_blank_backs(
    fonts: Fonts,
) -> None:
    two_sided = for_both_sides(laid_out(fonts, "resident_change"))
    one_sided = for_both_sides(laid_out(fonts, "card_face_change"))

    assert [page.name for page in two_sided.pages] == NAMES * 2
    assert [page.name for page in one_sided.pages] == ["表", "白紙"] * 2
    assert [len(page.items) for page in one_sided.pages][1::2] == [0, 0]
    assert two_sided.duplex == one_sided.duplex == "longEdge"


def test_a_two_sided_form_of_three_pages_gets_one_blank_back(fonts: Fonts) -> None:
    document = template(print={"duplex": "longEdge"})
    document["pages"] = [
        {
            "size": "A4",
            "id": f"p{number}",
            "elements": [element("label", text="字", id=f"e{number}")],
        }
        for number in range(3)
    ]
    sides = for_both_sides(lay_out(load_definition(document), {}, fonts)).pages

    assert [len(side.items) for side in sides] == [1, 1, 1, 0]


def test_a4_pairs_lie_beside_each_other_on_a3(fonts: Fonts) -> None:
    document = laid_out(fonts, "resident_change")

    joined = side_by_side(document)

    assert [(page.width, page.height, page.sheet) for page in joined.pages] == [
        (420, 297, 1),
        (420, 297, 2),
    ]
    front, back = document.pages[:2]
    assert len(joined.pages[0].items) == len(front.items) + len(back.items)
    text = pypdf.PdfReader(BytesIO(painted(joined))).pages[0].extract_text()
    assert "届" in text
    assert "付記について" in text


def test_a_one_sided_form_stays_on_a4(fonts: Fonts) -> None:
    document = laid_out(fonts, "health_insurance")

    assert side_by_side(document) is document


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (Line(((1, 2), (3, 4)), 0.1), Line(((11, 2), (13, 4)), 0.1)),
        (Rects(((1, 2, 3, 4),), ""), Rects(((11, 2, 3, 4),), "")),
        (GlyphRun(1, 2, 9, "f", (1,), (0,), "字"), GlyphRun(11, 2, 9, "f", (1,), (0,), "字")),
    ],
)
def test_items_move_to_the_right(item: Line, expected: Line) -> None:
    assert moved(item, 10) == expected


def test_all_forms_of_a_file_share_their_fonts(fonts: Fonts) -> None:
    documents = [laid_out(fonts, name) for name in ("resident_change", "care_insurance")]

    together = painted(*documents)

    assert fonts_of(together) == ["IPAexGothic", "IPAmjMincho"]
    assert len(together) < 0.75 * sum(len(painted(document)) for document in documents)


def test_the_same_parts_give_the_same_bytes_and_every_part_begins_on_a_front(fonts: Fonts) -> None:
    guide = painted(for_one_side(laid_out(fonts, "power_of_attorney")))
    forms = painted(for_both_sides(laid_out(fonts, "health_insurance")))

    bound, same = (bind([guide, forms], is_duplex=True) for _ in range(2))

    assert bound == same
    assert (bound.pages, bound.leaves) == (4, 2)
    texts = [page.extract_text() for page in pypdf.PdfReader(BytesIO(bound.content)).pages]
    assert [bool(text) for text in texts] == [True, False, True, False]
    assert preferences(bound.content) == "/DuplexFlipLongEdge"


def test_a_file_for_one_side_says_so(fonts: Fonts) -> None:
    plain = bind([painted(for_one_side(laid_out(fonts, "resident_change")))], is_duplex=False)

    assert (plain.pages, plain.leaves) == (4, 4)
    assert preferences(plain.content) == "/Simplex"


def test_the_reading_order_of_the_forms_survives_binding(fonts: Fonts) -> None:
    guide = painted(laid_out(fonts, "power_of_attorney"))
    forms = painted(laid_out(fonts, "health_insurance"))

    bound = pypdf.PdfReader(BytesIO(bind([guide, forms], is_duplex=False).content))

    root: Any = bound.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert ["/StructParents" in page for page in bound.pages] == [False, True]


def test_the_mark_stands_on_every_page_that_says_something(fonts: Fonts) -> None:
    content = painted(for_both_sides(laid_out(fonts, "health_insurance")))

    pages = pypdf.PdfReader(BytesIO(marked(content, "再印刷", fonts))).pages

    assert [page.extract_text().count("再印刷") for page in pages] == [1, 0]


def test_a_form_of_another_size_keeps_it_when_backs_are_added(fonts: Fonts) -> None:
    document = template(element("label", text="字"))
    document["pages"][0]["size"] = "A5"
    sides = for_both_sides(lay_out(load_definition(document), {}, fonts)).pages

    assert [(side.width, side.height) for side in sides] == [(148, 210)] * 2
