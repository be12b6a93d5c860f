"""The checks of a case, each with a case that passes and one that fails."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from backend.cases.errors import Finding
from backend.cases.rules import (
    CheckedCase,
    CheckedPerson,
    RemainingMember,
    check_case,
    movement_of,
    require_step,
)
from backend.cases.status import ALLOWED_STEPS, CaseStatus, PersonRole, Severity, Step
from backend.errors import InvalidInputError, WrongStatusError
from backend.procedures.catalogue import load_catalogue
from backend.procedures.definitions import ReasonToCome

MOVEMENTS = load_catalogue(
    json.loads(
        (Path(__file__).parents[3] / "fixtures/procedures/catalogue.json").read_text("utf-8")
    )
).movements
TODAY = date(2026, 11, 24)
MOVER = CheckedPerson(
    place="persons.1",
    name="青葉　太郎",
    role=PersonRole.MOVER,
    is_japanese=True,
    nationality=None,
    status_of_residence=None,
    relationship_codes=("02",),
    was_head=False,
)
SOUND = CheckedCase(
    movement=MOVEMENTS["MOVE_IN"],
    today=TODAY,
    changed_on=date(2026, 11, 15),
    notified_on=TODAY,
    planned_move_out_on=date(2026, 11, 14),
    has_moving_out_certificate=True,
    new_address="霞城市東町一丁目２番３号",
    previous_address="海星県海星市中央二丁目５番６号",
    remaining=None,
    persons=(MOVER,),
)
STAYING = tuple(
    RemainingMember(resident_id=uuid4(), name=name, age=age, is_protected=False)
    for name, age in (("青葉　花子", 44), ("青葉　次郎", 14), ("青葉　トメ", 80))
)
FORMER_HEAD = replace(MOVER, relationship_codes=("51",), was_head=True)
NEXT_HEAD = replace(MOVER, place="persons.2", role=PersonRole.STAYING)
MOVE_OUT = replace(SOUND, movement=MOVEMENTS["MOVE_OUT"], has_moving_out_certificate=None)


def codes(case: CheckedCase) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for finding in check_case(case)]


@pytest.mark.parametrize("case", [SOUND, MOVE_OUT], ids=["move_in", "move_out"])
def test_a_sound_case_has_no_finding(case: CheckedCase) -> None:
    assert check_case(case) == []


def test_a_case_in_which_nobody_moves_needs_neither_days_nor_addresses() -> None:
    certificate = replace(
        SOUND,
        movement=None,
        changed_on=None,
        new_address=None,
        previous_address=None,
        persons=(replace(MOVER, role=PersonRole.APPLICANT),),
    )

    assert check_case(certificate) == []


@pytest.mark.parametrize(
    ("case", "code", "severity"),
    [
        (replace(SOUND, changed_on=None), "V01", Severity.ERROR),
        (replace(SOUND, changed_on=date(2026, 11, 25)), "V02", Severity.ERROR),
        (replace(SOUND, notified_on=date(2026, 11, 25)), "V03", Severity.ERROR),
        (replace(MOVE_OUT, changed_on=date(2026, 11, 9)), "V05", Severity.ALERT),
        (replace(SOUND, changed_on=date(2026, 11, 9)), "LATE", Severity.ALERT),
        (
            replace(MOVE_OUT, remaining=STAYING[:1], persons=(replace(MOVER, was_head=True),)),
            "V06",
            Severity.ALERT,
        ),
        (
            replace(MOVE_OUT, remaining=STAYING[:2], persons=(replace(MOVER, was_head=True),)),
            "V07",
            Severity.ALERT,
        ),
        (replace(SOUND, persons=(MOVER, MOVER)), "V10", Severity.ERROR),
        (
            replace(SOUND, persons=(replace(MOVER, number_matches_removed=True),)),
            "V11",
            Severity.ERROR,
        ),
        (
            replace(SOUND, persons=(replace(MOVER, name_matches_removed=True),)),
            "V12",
            Severity.ALERT,
        ),
        (replace(SOUND, has_moving_out_certificate=None), "V13", Severity.ALERT),
        (
            replace(
                SOUND,
                persons=(
                    replace(MOVER, name="AOBA TARO", is_japanese=False, nationality="ベトナム"),
                ),
            ),
            "V15",
            Severity.ERROR,
        ),
        (replace(SOUND, persons=(replace(MOVER, name="AOBA TARO"),)), "V16", Severity.ALERT),
        (
            replace(SOUND, persons=(replace(MOVER, restriction_until=date(2026, 12, 25)),)),
            "V20",
            Severity.ALERT,
        ),
        (
            replace(
                SOUND,
                movement=MOVEMENTS["SPECIAL_MOVE_IN"],
                planned_move_out_on=date(2026, 10, 24),
            ),
            "V25",
            Severity.ALERT,
        ),
        (replace(SOUND, persons=()), "PERSONS", Severity.ERROR),
        (replace(SOUND, new_address=None), "ADDRESS", Severity.ERROR),
        (replace(SOUND, previous_address=None), "PREVIOUS", Severity.ERROR),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_check_finds_its_own_fault_and_no_other(
    case: CheckedCase, code: str, severity: Severity
) -> None:
    assert codes(case) == [(code, severity)]


@pytest.mark.parametrize(
    "case",
    [
        replace(SOUND, changed_on=TODAY),
        replace(MOVE_OUT, changed_on=date(2026, 12, 20)),
        replace(SOUND, changed_on=date(2026, 11, 10)),  # the fourteenth day
        replace(MOVE_OUT, remaining=STAYING[:0], persons=(replace(MOVER, was_head=True),)),
        replace(MOVE_OUT, remaining=STAYING[:3]),
        replace(SOUND, persons=(replace(MOVER, restriction_until=date(2026, 12, 26)),)),
        replace(
            SOUND,
            movement=MOVEMENTS["SPECIAL_MOVE_IN"],
            planned_move_out_on=date(2026, 10, 25),
        ),
        replace(SOUND, movement=MOVEMENTS["MOVE_IN_FROM_ABROAD"], previous_address=None),
        replace(
            SOUND,
            movement=MOVEMENTS["CHANGE_OF_HEAD"],
            new_address=None,
            previous_address=None,
            persons=(FORMER_HEAD, NEXT_HEAD),
        ),
    ],
)
def test_what_lies_just_inside_a_limit_passes(case: CheckedCase) -> None:
    assert check_case(case) == []


def test_errors_come_before_alerts() -> None:
    case = replace(SOUND, has_moving_out_certificate=None, new_address=None)

    assert check_case(case) == [
        Finding("ADDRESS", Severity.ERROR, "新しい住所を入力してください。", "details.newAddress"),
        Finding(
            "V13",
            Severity.ALERT,
            "転出証明書がありません。",
            "details.hasMovingOutCertificate",
        ),
    ]


@pytest.mark.parametrize("status", list(CaseStatus))
@pytest.mark.parametrize("step", list(Step))
def test_a_step_is_refused_exactly_where_the_table_does_not_list_it(
    status: CaseStatus, step: Step
) -> None:
    if step in ALLOWED_STEPS[status]:
        require_step(status, step)
        return

    with pytest.raises(WrongStatusError) as refused:
        require_step(status, step)

    assert refused.value.status == status


def reason_with(*movements: str) -> ReasonToCome:
    return ReasonToCome("ANY", "用件", "move_in", implies={}, movements=movements)


def test_the_only_movement_of_a_reason_is_taken_by_itself() -> None:
    assert movement_of(reason_with(), None) is None
    assert movement_of(reason_with("SPECIAL_MOVE_IN"), None) == "SPECIAL_MOVE_IN"
    assert movement_of(reason_with("SPECIAL_MOVE_IN"), "SPECIAL_MOVE_IN") == "SPECIAL_MOVE_IN"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (None, "異動の種類を選んでください。"),
        ("MOVE_IN", "この用件では選べない異動の種類です。"),
    ],
)
def test_of_several_movements_one_must_be_chosen_and_no_other(
    asked: str | None, message: str
) -> None:
    reason = reason_with("HOUSEHOLD_SPLIT", "HOUSEHOLD_CHANGE")
    assert movement_of(reason, "HOUSEHOLD_SPLIT") == "HOUSEHOLD_SPLIT"

    with pytest.raises(InvalidInputError, match=message) as refused:
        movement_of(reason, asked)

    assert refused.value.path == ("input", "details", "movement")
