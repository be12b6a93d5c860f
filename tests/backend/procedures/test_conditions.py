from typing import Any

import pytest

from backend.procedures.facts import CANNOT_SAY, UNKNOWN
from tests.backend.procedures.small_catalogue import (
    CARD,
    CAT,
    DOG,
    HORSE,
    Tree,
    case,
    document,
    evaluated,
    mover,
    procedure,
    truth,
)

T, F, U = True, False, UNKNOWN


@pytest.mark.parametrize(
    ("dog", "cat", "both", "either"),
    [
        (T, T, True, True),
        (T, F, False, True),
        (F, T, False, True),
        (F, F, False, False),
        (T, U, None, True),
        (U, T, None, True),
        (F, U, False, None),
        (U, F, False, None),
        (U, U, None, None),
    ],
)
def test_all_and_any_follow_the_tables_of_kleene(
    dog: Any, cat: Any, both: bool | None, either: bool | None
) -> None:
    facts = case(answers={"dog": dog, "cat": cat})

    assert truth({"all": [DOG, CAT]}, facts) is both
    assert truth({"any": [DOG, CAT]}, facts) is either


@pytest.mark.parametrize(("dog", "turned"), [(T, False), (F, True), (U, None)])
@pytest.mark.parametrize("kind", ["not", "unless"])
def test_not_and_unless_turn_a_known_value_and_leave_an_unknown_one(
    kind: str, dog: Any, turned: bool | None
) -> None:
    assert truth({kind: DOG}, case(answers={"dog": dog})) is turned


@pytest.mark.parametrize(
    ("cards", "some", "all_of_them"),
    [
        ((T, T), True, True),
        ((T, F), True, False),
        ((F, F), False, False),
        ((T, U), True, None),
        ((F, U), None, False),
        ((U, U), None, None),
        ((), False, True),
    ],
)
def test_quantifiers_go_over_the_persons(
    cards: tuple[Any, ...], some: bool | None, all_of_them: bool | None
) -> None:
    facts = case(*(mover(str(n), my_number_card=card) for n, card in enumerate(cards)))

    assert truth({"any_person": CARD}, facts) is some
    assert truth({"every_person": CARD}, facts) is all_of_them


@pytest.mark.parametrize(
    ("cards", "some", "all_of_them"),
    [((T,), True, None), ((F,), None, False), ((), None, None)],
)
def test_while_persons_may_be_missing_only_those_who_are_there_can_settle_it(
    cards: tuple[Any, ...], some: bool | None, all_of_them: bool | None
) -> None:
    persons = [mover(str(n), my_number_card=card) for n, card in enumerate(cards)]
    facts = case(*persons, all_persons_known=False)

    assert truth({"any_person": CARD}, facts) is some
    assert truth({"every_person": CARD}, facts) is all_of_them


@pytest.mark.parametrize(
    ("comparison", "holds_for"),
    [
        ({"eq": 2}, {2}),
        ({"ne": 2}, {1, 3}),
        ({"lt": 2}, {1}),
        ({"le": 2}, {1, 2}),
        ({"gt": 2}, {3}),
        ({"ge": 2}, {2, 3}),
        ({"in": [1, 3]}, {1, 3}),
        ({"not_in": [1, 3]}, {2}),
    ],
)
def test_each_comparison_holds_for_its_numbers(comparison: Tree, holds_for: set[int]) -> None:
    condition = {"fact": "case.remaining_members", **comparison}

    found = {n for n in (1, 2, 3) if truth(condition, case(remaining_members=n))}

    assert found == holds_for
    assert truth(condition, case()) is None


def test_known_is_never_unknown() -> None:
    condition = {"fact": "case.remaining_members", "known": True}

    assert truth(condition, case(remaining_members=0)) is True
    assert truth(condition, case()) is False
    assert truth(condition, case(remaining_members=CANNOT_SAY)) is False
    assert truth({**condition, "known": False}, case()) is True


def test_how_the_notifier_is_related_is_a_fact() -> None:
    condition = {"fact": "case.notifier_relation", "in": ["proxy", "third_party"]}

    assert truth(condition, case(notifier_relation="proxy")) is True
    assert truth(condition, case(notifier_relation="self")) is False
    assert truth(condition, case()) is None


def test_an_occasion_is_an_event_or_a_reason() -> None:
    assert truth({"event": ["move_in"]}, case()) is True
    assert truth({"reason": ["MOVE_IN"]}, case()) is True


def test_a_person_without_a_birth_date_has_no_age() -> None:
    tree = document(procedure("AA01", for_person={"age": "care_65"}))

    found = evaluated(tree, case(mover("花子")))

    assert [entry.unclear for entry in found.undecided] == [
        ("花子さんの生年月日から65歳以上かどうかが決まらない",)
    ]


def questions_left(condition: Tree, **answers: Any) -> list[str]:
    found = evaluated(document(procedure("AA01", when=condition)), case(answers=answers))
    return [entry.question.code for entry in found.questions]


def test_of_all_the_next_question_is_asked_only_after_the_first() -> None:
    condition = {"all": [DOG, CAT]}

    assert questions_left(condition) == ["dog"]
    assert questions_left(condition, dog=True) == ["cat"]
    assert questions_left(condition, dog=False) == []
    assert questions_left(condition, cat=False) == []


def test_of_all_the_next_question_is_asked_when_the_first_cannot_be_answered() -> None:
    assert questions_left({"all": [DOG, CAT]}, dog=CANNOT_SAY) == ["cat"]


def test_of_any_every_open_question_is_asked_until_one_is_yes() -> None:
    condition = {"any": [DOG, CAT]}

    assert questions_left(condition) == ["dog", "cat"]
    assert questions_left(condition, dog=False) == ["cat"]
    assert questions_left(condition, dog=True) == []


def test_a_question_whose_branch_is_settled_is_not_asked() -> None:
    condition = {"any": [{"all": [DOG, CAT]}, HORSE]}

    assert questions_left(condition, dog=False) == ["horse"]
    assert questions_left(condition, horse=False, cat=True) == ["dog"]


def test_reasons_say_what_decided_and_no_more() -> None:
    tree = document(procedure("AA01", when={"any": [DOG, {"all": [CAT, {"unless": HORSE}]}]}))

    found = evaluated(tree, case(answers={"dog": False, "cat": True, "horse": False}))

    assert [reason.text for reason in found.needed[0].reasons] == ["catあり"]


def test_an_exception_that_applies_is_the_reason_against() -> None:
    tree = document(procedure("AA01", when={"all": [DOG, {"unless": HORSE}]}))

    found = evaluated(tree, case(answers={"dog": True, "horse": True}))

    assert [reason.text for reason in found.not_needed[0].reasons] == ["horseあり"]


def test_reasons_about_a_person_carry_name_and_id() -> None:
    tree = document(procedure("AA01", for_person=CARD))

    found = evaluated(
        tree, case(mover("花子", my_number_card=True), mover("太郎", my_number_card=False))
    )

    assert [(r.text, r.person_id) for r in found.needed[0].reasons] == [
        ("花子さんはマイナンバーカードを持っている", "花子")
    ]


def test_a_number_is_said_with_its_unit() -> None:
    tree = document(procedure("AA01", when={"fact": "case.remaining_members", "ge": 2}))

    found = evaluated(tree, case(remaining_members=3))

    assert [reason.text for reason in found.needed[0].reasons] == ["元の世帯に残る人数が3人"]


def test_whether_something_is_known_can_be_the_reason() -> None:
    tree = document(
        procedure("AA01", when={"fact": "case.planned_move_out_on", "known": False}),
        procedure("AA02", for_person={"fact": "person.birth", "known": False}),
    )

    found = evaluated(tree, case(mover("花子")))

    assert [[reason.text for reason in entry.reasons] for entry in found.needed] == [
        ["転出予定日がわからない"],
        ["花子さんは生年月日がわからない"],
    ]
