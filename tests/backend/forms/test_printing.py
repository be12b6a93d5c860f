"""What is added on the way to a printer: an offset; the scale of a test print."""

from io import BytesIO

import pypdfium2
import pytest

from backend.forms.display_list import Ellipse, GlyphRun, Line, Rect, Rects
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from backend.forms.printing import offset
from backend.forms.trial_print import as_test_print
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
