"""Which procedure fills which form: the catalogue says it, and every form of it exists."""

import json
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[3] / "fixtures"
FORMS_OF = {
    "JK10": ["card_face_change"],
    "JK11": ["card_continued_use"],
    "JK15": ["seal_registration"],
    "KH04": ["place_of_origin_exception"],
    "KK01": ["late_stage_medical"],
    "KK02": ["late_stage_medical"],
    "KK03": ["late_stage_medical"],
    "KK04": ["late_stage_medical"],
    "NK01": ["national_pension"],
    "NK02": ["national_pension"],
    "NK03": ["national_pension"],
    "KG01": ["care_insurance"],
    "KG02": ["care_certification"],
    "KG04": ["care_insurance"],
    "KG05": ["place_of_origin_exception"],
    "KG06": ["care_insurance"],
    "KD01": ["child_allowance_claim"],
    "KD02": ["child_allowance_amount_change"],
    "KD09": ["child_medical"],
    "KD10": ["child_medical"],
}
CATALOGUE = json.loads((FIXTURES / "procedures" / "catalogue.json").read_text("utf-8"))


@pytest.mark.parametrize("code", sorted(FORMS_OF))
def test_a_procedure_fills_the_form_that_the_trade_names(code: str) -> None:
    (procedure,) = [entry for entry in CATALOGUE["procedures"] if entry["code"] == code]

    assert procedure["forms"] == FORMS_OF[code]


def test_every_form_that_the_catalogue_names_ships_under_its_title() -> None:
    shipped = {
        path.stem: json.loads(path.read_text("utf-8"))["title"]
        for path in (FIXTURES / "forms").glob("*.json")
    }

    # A power of attorney belongs to no procedure: whoever sends somebody else brings it. The others
    # are ready forms that a city ties to procedures of its own.
    assert set(shipped) - set(CATALOGUE["forms"]) == {
        "power_of_attorney",
        "mail_request",
        "pregnancy_notification",
        "seal_abolition",
        "tax_certificate",
        "water_supply",
    }
    assert {code: shipped[code] for code in CATALOGUE["forms"]} == CATALOGUE["forms"]
