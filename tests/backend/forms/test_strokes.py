"""Ink: strokes in a form's field, as lines, and never in the hash that a signature is bound to."""

import math
import re
from io import BytesIO
from typing import Any
from uuid import UUID

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.forms.definition import with_signature
from backend.forms.display_list import Line
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out
from backend.forms.page_text import page_text
from backend.forms.pdf import paint
from backend.forms.pictures import PagePictures, draw_page
from backend.forms.strokes import FINEST, THICKEST, THINNEST, Point, ink
from tests.backend.forms.builders import FORMS, INFO, element, form, ready_form, sample

BOX = (100.0, 50.0, 60.0, 8.0)


def wave(pressure: float = 0.5, width: float = 80, height: float = 20) -> list[Point]:
    return [
        (10 + width * n / 50, 20 + height / 2 * math.sin(n / 5), pressure, 10.0 * n)
        for n in range(51)
    ]


def bounds(lines: list[Line]) -> tuple[float, float, float, float]:
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    return min(xs), min(ys), max(xs), max(ys)


def test_ink_stands_in_its_box_with_its_proportions() -> None:
    lines = ink([wave()], BOX, "sign")

    left, top, right, bottom = bounds(lines)
    assert left == pytest.approx(100 + THICKEST / 2, abs=0.01)
    assert (top >= 50, right <= 160, bottom <= 58) == (True, True, True)
    assert (right - left) / (bottom - top) == pytest.approx(80 / 20, rel=0.05)
    assert {line.signature for line in lines} == {True}
    assert {(line.element, line.cap) for line in lines} == {("sign", "round")}


def test_ink_is_never_enlarged() -> None:
    left, top, right, bottom = bounds(ink([wave(width=10, height=4)], BOX, "sign"))

    assert right - left == pytest.approx(10, abs=0.01)
    assert bottom - top == pytest.approx(4, abs=0.2)


def test_the_harder_the_pen_the_thicker_the_line() -> None:
    (light,) = ink([wave(pressure=0.0, width=10, height=4)], BOX, "sign")
    (hard,) = ink([wave(pressure=1.0, width=10, height=4)], BOX, "sign")
    (small,) = ink([wave(pressure=1.0, height=80)], BOX, "sign")
    growing = [(x, y, n / 50, time) for n, (x, y, _, time) in enumerate(wave())]

    widths = [line.width for line in ink([growing], BOX, "sign")]

    assert light.width == pytest.approx(THINNEST, abs=0.02)
    assert hard.width == pytest.approx(THICKEST, abs=0.03)
    assert small.width == pytest.approx(THICKEST * FINEST, abs=0.01)
    assert widths == sorted(widths)
    assert len(widths) > 5


def test_a_dot_of_the_pen_is_a_dot_on_paper() -> None:
    (dot,) = ink([[(5.0, 5.0, 0.5, 0.0)]], BOX, "sign")

    assert math.dist(*dot.points) == pytest.approx(0.01, abs=0.002)


@given(
    st.lists(
        st.lists(
            st.tuples(st.floats(0, 200), st.floats(0, 80), st.floats(0, 1), st.floats(0, 60_000)),
            min_size=1,
            max_size=20,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_is_drawn_stays_in_its_box(strokes: list[list[Point]]) -> None:
    lines = ink(strokes, BOX, "sign")

    left, top, right, bottom = bounds(lines)
    assert left >= 100
    assert top >= 50
    assert right <= 160.02
    assert bottom <= 58.02
    assert len(lines) >= len(strokes)


# The one who gives a power of attorney is not at the counter: it is signed at home, on paper.
ON_PAPER = {"power_of_attorney"}
SIGNED = sorted(set(FORMS) - ON_PAPER)


@pytest.mark.parametrize("name", FORMS)
def test_every_ready_form_but_those_for_home_has_a_place_to_sign(name: str) -> None:
    assert ready_form(name).is_signed is (name not in ON_PAPER)


@pytest.mark.parametrize("name", SIGNED)
def test_every_ready_form_keeps_its_hash_when_it_is_signed(fonts: Fonts, name: str) -> None:
    definition, values = ready_form(name), sample("family_of_five")

    unsigned = lay_out(definition, values, fonts)
    signed = lay_out(definition, with_signature(values, [wave(), wave(0.9)]), fonts)

    assert signed.hash(without_signature=True) == unsigned.hash(without_signature=True)
    assert signed.hash(without_signature=True) == unsigned.hash()
    assert signed.hash() != unsigned.hash()
    marked = [item for page in signed.pages for item in page.items if item.signature]
    assert {type(item) for item in marked} == {Line}


@pytest.mark.parametrize("name", SIGNED)
def test_a_signature_is_painted_as_lines_and_not_as_a_picture(fonts: Fonts, name: str) -> None:
    values = sample("one_person")
    unsigned = paint([lay_out(ready_form(name), values, fonts)], INFO)
    signed = paint([lay_out(ready_form(name), with_signature(values, [wave()]), fonts)], INFO)

    def drawings(content: bytes) -> tuple[int, int]:
        pages = pypdf.PdfReader(BytesIO(content)).pages
        drawn = [page.get_contents() for page in pages]
        rounds = sum(
            len(re.findall(rb"1 J\s+1 j", one.get_data())) for one in drawn if one is not None
        )
        return rounds, sum(len(page.images) for page in pages)

    assert drawings(unsigned) == (0, 0)
    assert drawings(signed)[0] >= 1
    assert drawings(signed)[1] == 0
    assert draw_page(signed, 1, 600) != draw_page(unsigned, 1, 600)


def test_a_form_says_what_is_agreed_to_by_signing(fonts: Fonts) -> None:
    sign = element("sign", bind={"field": "signature.image"})

    own, none = form(sign, consent="内容に同意します。"), form(element("box", lineWidth=0.2))

    assert (own.consent, own.is_signed) == ("内容に同意します。", True)
    assert (none.consent, none.is_signed) == ("", False)


def test_a_place_to_sign_in_a_row_is_one_too() -> None:
    sign = element("sign", id="inner", x=0, y=0, w=20, h=5, bind={"field": "signature.image"})
    rows = element("repeat", bind={"field": "persons"}, rows=1, elements=[sign], direction="down")
    rows.pop("direction")

    assert form(rows).is_signed


def test_a_page_is_read_line_by_line(fonts: Fonts) -> None:
    def label(id_: str, text: str, x: float, y: float) -> dict[str, Any]:
        return element("label", id=id_, text=text, x=x, y=y, w=40, h=6)

    page = lay_out(
        form(label("c", "三", 20, 60), label("b", "二", 90, 30), label("a", "一", 20, 30)),
        {},
        fonts,
    ).pages[0]

    assert page_text(page) == "一 二\n三"


# Pictures kept in memory


async def test_pictures_are_kept_a_few_for_each_showing_and_bounded_for_all(fonts: Fonts) -> None:
    pdf = paint([lay_out(form(element("label", text="一")), {}, fonts)], INFO)
    first, second, document = UUID(int=1), UUID(int=2), UUID(int=3)
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return pdf

    pictures = PagePictures(most_of_a_showing=2)
    for width in (300, 301, 300, 302, 301):
        await pictures.get(first, (document, 1, width), make)
    await pictures.get(second, (document, 1, 300), make)

    assert len(made) == 5  # 300, 301, 302 and 301 again, which had to go; 300 of the other
    assert len(pictures) == 3
    pictures.forget(first)
    assert len(pictures) == 1
    pictures.forget(second)
    assert pictures.bytes == 0
    small = PagePictures(most_bytes=1)
    await small.get(first, (document, 1, 300), make)
    assert (len(small), small.bytes) == (0, 0)
