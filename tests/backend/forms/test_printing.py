"""What is added on the way to a printer: an offset; the scale of a test print."""

from io import BytesIO

import pypdfium2
import pytest

from backend.forms.definition import load_draft
from backend.forms.display_list import Ellipse, GlyphRun, Image, Line, Page, Rect, Rects
from backend.forms.fonts import Fonts
from backend.forms.free_places import free_place
from backend.forms.layout import lay_out, lay_out_draft
from backend.forms.pdf import paint
from backend.forms.printing import offset
from backend.forms.ready_forms import ready_forms
from backend.forms.samples import sample_values
from backend.forms.trial_print import INK, as_test_print
from tests.backend.forms.builders import INFO, form, ready_form, sample


def test_everything_is_moved_and_nothing_else_changes(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("resident_change"), sample("family_of_five"), fonts)

    moved = offset(display_list, 2, -1.5)

    assert offset(display_list, 0, 0) is display_list
    assert [(page.width, page.height) for page in moved.pages] == [
        (page.width, page.height) for page in display_list.pages
    ]
    kinds = set()
    for before, after in zip(display_list.pages, moved.pages, strict=True):
        for one, other in zip(before.items, after.items, strict=True):
            kinds.add(type(one))
            (x, y), (right, down) = corner(one), corner(other)
            assert (round(right - x, 3), round(down - y, 3)) == (2, -1.5)
    assert kinds == {GlyphRun, Line, Rect, Rects, Ellipse}
    assert offset(moved, -2, 1.5) == display_list


def corner(item: object) -> tuple[float, float]:
    if isinstance(item, Line):
        return item.points[0]
    if isinstance(item, Rects):
        return item.rects[0][:2]
    assert isinstance(item, GlyphRun | Rect | Ellipse)
    return item.x, item.y


@pytest.mark.parametrize("code", ["resident_change", "seal_registration", "power_of_attorney"])
def test_the_scale_stands_where_the_form_has_no_ink(fonts: Fonts, code: str) -> None:
    definition = load_draft(ready_forms()[code].template).definition
    printed = lay_out_draft(definition, sample_values("family_of_five"), fonts).display_list
    marked = as_test_print(printed, fonts)

    document = pypdfium2.PdfDocument(BytesIO(paint([printed], INFO)))
    pictures = [page.render(scale=4).to_pil().convert("L") for page in document]
    document.close()

    for page, picture in zip(marked.pages, pictures, strict=True):
        scale = next(one for one in page.items if isinstance(one, Line) and one.color == INK)
        (x, top), (_, bottom), (right, _) = scale.points
        block = [round(at * 4 * 72 / 25.4) for at in (x, top, right + 14, bottom)]
        assert picture.crop((block[0], block[1], block[2], block[3])).getextrema() == (255, 255)


def test_where_all_is_full_the_scale_stands_with_the_least_ink_under_it() -> None:
    whole, part = Rect(0, 0, 60, 60, fill="#000000"), Rect(0, 0, 60, 20, fill="#000000")

    assert free_place(Page("p", 60, 60, 1, ()), (24, 10), 5) == (5, 45)
    assert free_place(Page("p", 60, 60, 1, (whole,)), (24, 10), 5) == (5, 45)
    assert free_place(
        Page("p", 60, 60, 1, (part, Rect(0, 40, 20, 20, fill="#000000"))), (24, 10), 5
    ) == (23, 45)
    # A frame is ink only where it is drawn; a scan of the whole form says nothing.
    frame, scan = Rect(8, 3, 50, 54, 0.3), Image(0, 0, 60, 60, "hash", "")
    assert free_place(Page("p", 60, 60, 1, (frame, scan)), (24, 10), 5) == (11, 45)
    # Paper smaller than the mark.
    assert free_place(Page("p", 20, 12, 1, ()), (24, 10), 5) == (5, 5)


def test_ten_millimetres_of_the_scale_are_ten_on_paper(fonts: Fonts) -> None:
    display_list = as_test_print(lay_out(form(), {}, fonts), fonts)

    document = pypdfium2.PdfDocument(BytesIO(paint([display_list], INFO)))
    picture = document[0].render(scale=20 * 25.4 / 72).to_pil().convert("L")
    document.close()
    corner_y = (297 - 5) * 20
    dark = [x for x in range(310) if picture.getpixel((x, corner_y)) < 160]
    up = [
        y for y in range(picture.height - 400, picture.height) if picture.getpixel((100, y)) < 160
    ]

    assert dark[0] / 20 == pytest.approx(4.95, abs=0.06)
    assert (dark[-1] + 1) / 20 == pytest.approx(15.0, abs=0.1)
    assert ((up[-1] + 1) / 20) - up[0] / 20 == pytest.approx(10.05, abs=0.1)
    assert {"10 mm", "試し刷り"} <= {
        item.text for item in display_list.pages[0].items if isinstance(item, GlyphRun)
    }
