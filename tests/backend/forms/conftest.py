import pytest

from backend.forms.fonts import Fonts, FontSettings, open_fonts


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return open_fonts(FontSettings())
