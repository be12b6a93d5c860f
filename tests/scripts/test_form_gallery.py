"""The pictures of the forms: all there, all listed, all small."""

import re

import pytest
from PIL import Image

from backend.forms.fonts import FontSettings, open_fonts
from scripts import form_gallery
from tests.backend.forms.builders import ready_form

CODES = form_gallery.codes()


def test_every_form_stands_in_the_gallery_with_its_picture() -> None:
    page = (form_gallery.GALLERY / "README.md").read_text("utf-8")
    pictures = {path.stem for path in form_gallery.GALLERY.glob("*.png")}

    assert len(CODES) == 20
    assert pictures == set(CODES)
    assert re.findall(r"\]\((\w+)\.png\)", page) == CODES
    assert page == form_gallery.index({code: ready_form(code) for code in CODES})


@pytest.mark.parametrize("code", CODES)
def test_a_picture_is_small_and_has_few_greys(code: str) -> None:
    path = form_gallery.GALLERY / f"{code}.png"

    assert path.stat().st_size <= 60_000
    with Image.open(path) as picture:
        assert picture.mode == "P"


def test_the_same_form_is_drawn_with_the_same_bytes() -> None:
    fonts = open_fonts(FontSettings())

    first, second = (form_gallery.draw(ready_form("power_of_attorney"), fonts) for _ in range(2))

    assert first == second
    assert len(form_gallery.FAMILIES) == 6
