"""Whether the movement suits those who move."""

from dataclasses import replace

import pytest

from backend.cases.rules import CheckedCase, CheckedPerson, check_case
from backend.cases.status import PersonRole
from tests.backend.cases.test_rules import MOVEMENTS, MOVER, SOUND

FOREIGNER = replace(
    MOVER,
    place="persons.2",
    name="LIN MEI",
    is_japanese=False,
    nationality="ベトナム",
    status_of_residence="永住者",
    relationship_codes=("12",),
)
UNSAID = replace(MOVER, is_japanese=None)


def moving(movement: str, *persons: CheckedPerson) -> CheckedCase:
    return replace(SOUND, movement=MOVEMENTS[movement], persons=persons)


def found(case: CheckedCase) -> list[tuple[str, str, str]]:
    return [
        (finding.code, finding.severity.value, finding.place)
        for finding in check_case(case)
        if finding.code in ("FOR_WHOM", "RELATIONSHIP")
    ]


@pytest.mark.parametrize(
    ("movement", "mover"),
    [
        ("MOVE_IN_FROM_ABROAD", FOREIGNER),
        ("ARTICLE_30_46", MOVER),
        ("ARTICLE_30_47", MOVER),
    ],
)
def test_a_movement_that_fits_nobody_is_asked_about(movement: str, mover: CheckedPerson) -> None:
    assert found(moving(movement, mover)) == [("FOR_WHOM", "ALERT", "details.movement")]


@pytest.mark.parametrize(
    ("movement", "movers"),
    [
        ("MOVE_IN_FROM_ABROAD", (MOVER, FOREIGNER)),
        ("ARTICLE_30_46", (MOVER, FOREIGNER)),
        ("ARTICLE_30_46", (UNSAID,)),
        ("MOVE_IN_FROM_ABROAD", (UNSAID,)),
        ("MOVE_IN", (FOREIGNER,)),
        ("MOVE_IN", (MOVER,)),
        ("ARTICLE_30_46", ()),
    ],
)
def test_a_family_of_both_kinds_and_what_is_unsaid_are_left_alone(
    movement: str, movers: tuple[CheckedPerson, ...]
) -> None:
    assert found(moving(movement, *movers)) == []


def test_the_relationship_of_each_who_is_not_the_head_is_to_be_proved() -> None:
    head = replace(FOREIGNER, place="persons.1", relationship_codes=("02",))
    child = replace(FOREIGNER, place="persons.3", relationship_codes=("20",))
    staying = replace(FOREIGNER, place="persons.4", role=PersonRole.STAYING)

    case = moving("ARTICLE_30_46_48", head, FOREIGNER, child, staying)

    assert found(case) == [
        ("RELATIONSHIP", "ALERT", "persons.2"),
        ("RELATIONSHIP", "ALERT", "persons.3"),
    ]
    assert found(replace(case, movement=MOVEMENTS["ARTICLE_30_46"])) == []
