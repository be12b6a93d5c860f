"""The picture of the kinds of fields shows every one of ours, as it is printed now."""

from backend.forms.elements import Element
from backend.forms.field_kinds import OWN_KINDS
from backend.forms.fonts import FontSettings, open_fonts
from scripts import kind_gallery

WITH_A_PICTURE_OF_ITS_OWN = {"image"}  # its bytes are no sample of ours


def test_every_kind_has_a_sample() -> None:
    shown: set[str] = set()
    elements: list[Element] = [
        element for page in kind_gallery.definition().pages for element in page.elements
    ]
    for element in elements:
        shown.add(element.kind.NAME)

    assert shown == {kind.NAME for kind in OWN_KINDS} - WITH_A_PICTURE_OF_ITS_OWN


def test_the_picture_is_the_present_one() -> None:
    assert kind_gallery.draw(open_fonts(FontSettings())) == kind_gallery.PICTURE.read_bytes()
