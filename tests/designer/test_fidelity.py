"""What the official sees is what the printer prints. `make check-fidelity` looks at every form."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.designer.desk import Desk
from tests.designer.fidelity import FORMS, faults_of_form

ALWAYS = [
    ("resident_change", ["family_of_five"]),
    ("certificate_application", ["variant_characters"]),
    ("care_certification", ["longest_names"]),
]
FAMILIES = ["one_person", "longest_names", "variant_characters"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Three sides each time; with ``--all-forms`` every ready form for three families."""
    forms = ALWAYS
    if metafunc.config.getoption("all_forms"):
        forms = [(path.stem, FAMILIES) for path in sorted(Path(FORMS).glob("*.json"))]
    metafunc.parametrize(("code", "families"), forms, ids=[code for code, _ in forms])


@pytest.mark.timeout(300)
async def test_the_drawing_has_the_ink_of_the_pdf(
    chromium: Browser, desk: Desk, code: str, families: list[str]
) -> None:
    assert await faults_of_form(chromium, desk, code, families) == {}
    assert desk.faults == []
