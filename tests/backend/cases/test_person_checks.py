"""Checks of each person and of what the case must state, beyond the main table of test_rules."""

from dataclasses import replace
from datetime import date

import pytest

from backend.cases.rules import CheckedCase, check_case
from backend.cases.rules.notifier import RequiredProof
from backend.cases.rules.persons import has_form
from backend.cases.status import PersonRole, ProofState
from backend.procedures.definitions import Asked
from tests.backend.cases.test_rules import MOVER, SOUND, TODAY

CARD = replace(SOUND, residence_card_form="AA99999999AA")
BIRTH = replace(SOUND, movement=None, changed_on=date(2026, 11, 20))
NEWBORN = replace(MOVER, role=PersonRole.NEWBORN, relationship_codes=("20",))
MANDATE = RequiredProof(
    code="POWER_OF_ATTORNEY",
    name="委任状",
    documents=("委任状",),
    stops=False,
    state=ProofState.MISSING,
    version=0,
    document=None,
    note=None,
)


def born(on: date) -> CheckedCase:
    return replace(BIRTH, persons=(replace(NEWBORN, birth_earliest_on=on, birth_latest_on=on),))


def found(case: CheckedCase) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity.value, f.place) for f in check_case(case)]


FAILING = {
    "V14": replace(SOUND, is_unregistered_before=True),
    "V14 required": replace(
        SOUND,
        movement=replace(SOUND.movement, last_registered_address=Asked.REQUIRED)
        if SOUND.movement
        else None,
    ),
    "V16": replace(
        SOUND,
        persons=(
            replace(MOVER, is_japanese=False, nationality="ベトナム", status_of_residence="技能"),
        ),
    ),
    "V17": replace(SOUND, persons=(replace(MOVER, relationship_codes=("20",) * 5), MOVER)),
    "V21": replace(SOUND, edited_elsewhere_by="霞　窓子"),
    "IDENTITY": replace(SOUND, is_notifier_identified=False),
    "PROOF_POWER_OF_ATTORNEY": replace(SOUND, required_proofs=(MANDATE,)),
    "PROOF_POWER_OF_ATTORNEY stops": replace(
        SOUND, required_proofs=(replace(MANDATE, stops=True),)
    ),
    "BIRTH": replace(SOUND, persons=(replace(MOVER, birth_earliest_on=date(2026, 11, 25)),)),
    "NEWBORN older": born(date(2026, 11, 19)),
    "NEWBORN younger": born(date(2026, 11, 21)),
    "CARD": replace(CARD, persons=(replace(MOVER, residence_card_number="A123456789BC"),)),
}
EXPECTED = {
    "V14": ("ERROR", "details.lastRegisteredAddress"),
    "V14 required": ("ERROR", "details.lastRegisteredAddress"),
    "V16": ("ALERT", "persons.1"),
    "V17": ("ERROR", "persons.1"),
    "V21": ("ERROR", "persons"),
    "IDENTITY": ("ALERT", "notifier"),
    "PROOF_POWER_OF_ATTORNEY": ("ALERT", "requiredProofs.POWER_OF_ATTORNEY"),
    "PROOF_POWER_OF_ATTORNEY stops": ("ERROR", "requiredProofs.POWER_OF_ATTORNEY"),
    "BIRTH": ("ERROR", "persons.1"),
    "NEWBORN older": ("ERROR", "persons.1"),
    "NEWBORN younger": ("ERROR", "persons.1"),
    "CARD": ("ALERT", "persons.1"),
}


@pytest.mark.parametrize("name", sorted(FAILING))
def test_each_check_finds_its_own_fault_and_no_other(name: str) -> None:
    assert found(FAILING[name]) == [(name.split()[0], *EXPECTED[name])]


@pytest.mark.parametrize(
    "case",
    [
        replace(SOUND, is_unregistered_before=True, last_registered_address="海星市中央一丁目"),
        replace(SOUND, last_registered_address="海星市中央一丁目"),
        replace(
            SOUND,
            persons=(
                replace(
                    MOVER,
                    name="NGUYEN THI LAN",
                    is_japanese=False,
                    nationality="ベトナム",
                    status_of_residence="技能",
                ),
            ),
        ),
        replace(
            SOUND,
            persons=(
                replace(
                    MOVER,
                    name="李　小龍",
                    is_japanese=False,
                    nationality="中国",
                    status_of_residence="技能",
                    is_in_register=True,
                ),
            ),
        ),
        replace(SOUND, persons=(replace(MOVER, relationship_codes=("20",) * 4), MOVER)),
        replace(SOUND, required_proofs=(replace(MANDATE, state=ProofState.SHOWN),)),
        replace(SOUND, required_proofs=(replace(MANDATE, state=ProofState.WAIVED, stops=True),)),
        replace(SOUND, persons=(replace(MOVER, birth_earliest_on=TODAY, birth_latest_on=TODAY),)),
        born(date(2026, 11, 20)),
        replace(born(date(2026, 11, 19)), changed_on=None),
        replace(BIRTH, persons=(NEWBORN,)),
        replace(CARD, persons=(replace(MOVER, residence_card_number="AB12345678CD"),)),
        replace(SOUND, persons=(replace(MOVER, residence_card_number="any form"),)),
    ],
)
def test_what_lies_just_inside_a_limit_passes(case: CheckedCase) -> None:
    assert found(case) == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("AB12345678CD", True),
        ("AB1234567CD", False),
        ("AB12345678C1", False),
        ("ＡＢ12345678CD", False),
        ("", False),
    ],
)
def test_a_form_is_letters_and_digits_in_their_places(text: str, fits: bool) -> None:
    assert has_form(text, "AA99999999AA") is fits
