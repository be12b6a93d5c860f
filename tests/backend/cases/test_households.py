"""Who is head of the household left, made and joined: V06, V07, V09, V10 and the change of head."""

from dataclasses import replace
from uuid import uuid4

import pytest

from backend.cases.rules import CheckedCase, CheckedPerson, JoinedHousehold, check_case
from backend.cases.rules.households import head_candidates
from backend.cases.status import PersonRole
from tests.backend.cases.test_rules import (
    FORMER_HEAD,
    MOVE_OUT,
    MOVEMENTS,
    MOVER,
    NEXT_HEAD,
    SOUND,
    STAYING,
)

HEAD_LEAVES = replace(
    MOVE_OUT,
    remaining=STAYING[:2],
    persons=(replace(MOVER, was_head=True, is_relationship_said=False),),
)
DAUGHTER = replace(
    MOVER,
    place="persons.1",
    name="青葉　葉子",
    relationship_codes=("20",),
    is_relationship_said=False,
    is_in_register=True,
)
MOVE_WITHIN = replace(
    SOUND,
    movement=MOVEMENTS["CHANGE_OF_ADDRESS"],
    remaining=STAYING,
    persons=(replace(DAUGHTER, relationship_codes=("02",), is_relationship_said=True),),
)
JOINED = JoinedHousehold(has_head=True, is_left_too=False, is_at_new_address=True)
JOINING = replace(
    MOVE_WITHIN,
    joined=JOINED,
    persons=(replace(DAUGHTER, relationship_codes=("84",), is_relationship_said=True),),
)
CHANGE_OF_HEAD = replace(
    SOUND,
    movement=MOVEMENTS["CHANGE_OF_HEAD"],
    remaining=STAYING[1:],
    persons=(FORMER_HEAD, NEXT_HEAD),
)


def found(case: CheckedCase) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity.value, f.place) for f in check_case(case)]


def messages(case: CheckedCase) -> list[str]:
    return [finding.message for finding in check_case(case)]


@pytest.mark.parametrize(
    "case",
    [
        MOVE_WITHIN,
        JOINING,
        CHANGE_OF_HEAD,
        replace(CHANGE_OF_HEAD, persons=(replace(FORMER_HEAD, role=PersonRole.STAYING), MOVER)),
        replace(JOINING, movement=MOVEMENTS["HOUSEHOLD_MERGER"], remaining=()),
        replace(JOINING, movement=MOVEMENTS["MOVE_IN"], remaining=None),
        replace(MOVE_WITHIN, movement=MOVEMENTS["HOUSEHOLD_SPLIT"]),
    ],
)
def test_a_household_with_one_head_has_no_finding(case: CheckedCase) -> None:
    assert found(case) == []


# V06, V07: the household left


def test_the_one_who_remains_is_proposed_as_head() -> None:
    case = replace(HEAD_LEAVES, remaining=STAYING[:1])

    assert found(case) == [("V06", "ALERT", "persons")]
    assert messages(case) == ["世帯に1人が残ります。青葉　花子さんを世帯主とします（職権）。"]
    assert head_candidates(case) == [STAYING[0]]


def test_of_several_who_remain_those_of_age_are_named() -> None:
    case = replace(HEAD_LEAVES, remaining=STAYING)

    assert found(case) == [("V07", "ALERT", "persons")]
    assert messages(case) == [
        "世帯主が異動し3人が残ります。世帯主変更が必要です。"
        "世帯主になれる方: 青葉　花子さん、青葉　トメさん。"
    ]


def test_children_alone_are_all_named() -> None:
    children = [replace(STAYING[1], age=age) for age in (3, 14)]

    assert head_candidates(replace(HEAD_LEAVES, remaining=children)) == children


def test_somebody_whose_age_is_unknown_is_named() -> None:
    unknown = replace(STAYING[1], age=None)

    assert head_candidates(replace(HEAD_LEAVES, remaining=[unknown, STAYING[1]])) == [unknown]


@pytest.mark.parametrize("count", [1, 2])
def test_somebody_under_protection_is_never_named(count: int) -> None:
    case = replace(
        HEAD_LEAVES, remaining=[replace(one, is_protected=True) for one in STAYING[:count]]
    )

    assert head_candidates(case) == []
    assert not any(member.name in text for member in STAYING for text in messages(case))
    assert [code for code, _, _ in found(case)] == ["V06" if count == 1 else "V07"]


def test_once_the_next_head_is_recorded_nobody_is_proposed() -> None:
    case = replace(HEAD_LEAVES, persons=(*HEAD_LEAVES.persons, NEXT_HEAD))

    assert found(case) == []
    assert head_candidates(case) == []


def test_two_next_heads_are_an_error() -> None:
    second = replace(NEXT_HEAD, place="persons.3")
    case = replace(HEAD_LEAVES, persons=(*HEAD_LEAVES.persons, NEXT_HEAD, second))

    assert found(case) == [("V10", "ERROR", "persons.3")]


def test_a_next_head_beside_the_head_who_stays_is_an_error() -> None:
    case = replace(MOVE_WITHIN, persons=(*MOVE_WITHIN.persons, NEXT_HEAD))

    assert found(case) == [("V10", "ERROR", "persons.2")]


def test_the_death_of_a_head_asks_for_the_next_one() -> None:
    deceased = replace(MOVER, role=PersonRole.DECEASED, was_head=True, is_relationship_said=False)
    case = replace(
        SOUND, movement=None, remaining=STAYING[:1], persons=(deceased,), planned_move_out_on=None
    )

    assert [code for code, _, _ in found(case)] == ["V06"]
    assert found(replace(case, persons=(deceased, NEXT_HEAD))) == []


@pytest.mark.parametrize(
    "case",
    [
        replace(HEAD_LEAVES, remaining=()),
        replace(HEAD_LEAVES, remaining=None),
        replace(HEAD_LEAVES, persons=(DAUGHTER,)),
    ],
)
def test_nobody_is_proposed_where_nobody_remains_or_the_head_stays(case: CheckedCase) -> None:
    assert head_candidates(case) == []


# V10: the household made


@pytest.mark.parametrize("movement", ["MOVE_IN", "CHANGE_OF_ADDRESS", "HOUSEHOLD_SPLIT"])
def test_a_new_household_without_a_head_is_an_alert_and_with_two_an_error(movement: str) -> None:
    none = replace(MOVE_WITHIN, movement=MOVEMENTS[movement], persons=(DAUGHTER,))
    two = replace(none, persons=(MOVER, replace(MOVER, place="persons.2")))

    assert found(none) == [("V10", "ALERT", "persons")]
    assert found(two) == [("V10", "ERROR", "persons.2")]


def test_those_who_leave_the_city_make_up_no_household_here() -> None:
    assert found(replace(MOVE_OUT, persons=(DAUGHTER,))) == []


# V09, V10: the household joined


@pytest.mark.parametrize(
    "person",
    [
        DAUGHTER,  # 子 of the household that she leaves
        replace(DAUGHTER, relationship_codes=(), is_relationship_said=True),
    ],
)
def test_who_joins_a_household_needs_a_relationship_to_its_head(person: CheckedPerson) -> None:
    case = replace(JOINING, persons=(person,))

    assert found(case) == [("V09", "ERROR", "persons.1")]


def test_a_second_head_cannot_join_a_household() -> None:
    case = replace(JOINING, persons=(replace(MOVER, place="persons.4"),))

    assert found(case) == [("V10", "ERROR", "persons.4")]


def test_a_household_without_a_head_gets_one_or_stays_without_after_a_look() -> None:
    headless = replace(JOINING, joined=replace(JOINED, has_head=False))

    assert found(headless) == [("V10", "ALERT", "persons")]
    assert found(replace(headless, persons=(MOVER,))) == []
    two = replace(headless, persons=(MOVER, replace(MOVER, place="persons.2")))
    assert found(two) == [("V10", "ERROR", "persons.2")]


@pytest.mark.parametrize("movement", ["HOUSEHOLD_MERGER", "HOUSEHOLD_CHANGE"])
def test_a_merger_needs_the_household_joined(movement: str) -> None:
    case = replace(JOINING, movement=MOVEMENTS[movement], joined=None)

    assert found(case) == [("V09", "ERROR", "details.joinedHouseholdId")]


def test_the_household_left_cannot_be_joined() -> None:
    case = replace(JOINING, joined=replace(JOINED, is_left_too=True))

    assert found(case) == [("V09", "ERROR", "details.joinedHouseholdId")]


def test_another_address_than_the_households_is_an_alert() -> None:
    case = replace(JOINING, joined=replace(JOINED, is_at_new_address=False))

    assert found(case) == [("V09", "ALERT", "details.newAddress")]


# 世帯主変更


@pytest.mark.parametrize(
    ("persons", "expected"),
    [
        ((FORMER_HEAD,), [("HEAD", "ERROR", "persons")]),
        ((NEXT_HEAD, MOVER), [("V10", "ERROR", "persons.1"), ("HEAD", "ERROR", "persons")]),
        ((replace(MOVER, place="persons.2"),), [("HEAD", "ERROR", "persons")]),
        (
            (replace(FORMER_HEAD, relationship_codes=("02",)), NEXT_HEAD),
            [("HEAD", "ERROR", "persons.1")],
        ),
        (
            (replace(FORMER_HEAD, is_relationship_said=False), NEXT_HEAD),
            [("HEAD", "ERROR", "persons.1")],
        ),
    ],
)
def test_a_change_of_head_needs_the_former_and_one_new_head(
    persons: tuple[CheckedPerson, ...], expected: list[tuple[str, str, str]]
) -> None:
    movers = tuple(p if p is not NEXT_HEAD else replace(p, role=PersonRole.MOVER) for p in persons)

    assert found(replace(CHANGE_OF_HEAD, persons=movers)) == expected


def test_candidates_carry_the_ids_of_residents() -> None:
    someone = replace(STAYING[0], resident_id=uuid4())

    (candidate,) = head_candidates(replace(HEAD_LEAVES, remaining=[someone]))

    assert candidate.resident_id == someone.resident_id
