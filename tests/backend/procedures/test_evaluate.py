from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backend.calendar.rules import DueDates
from backend.procedures.catalogue import load_catalogue
from backend.procedures.errors import InvalidAnswerError, UnknownReasonError
from backend.procedures.facts import CANNOT_SAY, UNKNOWN, DateRange, Role
from backend.procedures.rules import Item, check_answer, evaluate
from tests.backend.procedures.small_catalogue import (
    ANY_TIME,
    CALENDAR,
    CARD,
    CAT,
    DOG,
    HORSE,
    Tree,
    case,
    document,
    evaluated,
    exactly,
    mover,
    procedure,
    question,
)

CARD_QUESTION: Tree = {
    "code": "card",
    "text": "カードを持っていますか。",
    "fills": "person.my_number_card",
    "not_in_presence": True,
}
SEAL: Tree = {"fact": "person.seal_registered", "eq": True}


def test_a_procedure_is_for_those_for_whom_it_holds_and_open_for_those_of_whom_nobody_knows() -> (
    None
):
    tree = document(procedure("AA01", for_person=CARD), questions=[CARD_QUESTION])
    facts = case(mover("甲", my_number_card=True), mover("乙", my_number_card=False), mover("丙"))

    found = evaluated(tree, facts)

    assert [(n.person_ids, n.undecided_person_ids) for n in found.needed] == [(("甲",), ("丙",))]
    assert found.undecided == ()
    assert [(q.question.code, q.person_ids, q.decides) for q in found.questions] == [
        ("card", ("丙",), ("AA01",))
    ]
    assert found.questions[0].question.not_in_presence is True


def test_a_fact_that_is_known_wins_over_an_answer_and_is_never_asked() -> None:
    tree = document(procedure("AA01", for_person=CARD), questions=[CARD_QUESTION])

    found = evaluated(tree, case(mover("甲", my_number_card=False, answers={"card": True})))

    assert [entry.procedure.code for entry in found.not_needed] == ["AA01"]
    assert found.questions == ()


def test_an_answer_stands_for_the_fact_that_it_fills() -> None:
    tree = document(procedure("AA01", for_person=CARD), questions=[CARD_QUESTION])

    found = evaluated(tree, case(mover("甲", answers={"card": True})))

    assert [entry.person_ids for entry in found.needed] == [("甲",)]


def test_somebody_who_cannot_say_is_not_asked_again_and_the_procedure_stays_possible() -> None:
    tree = document(procedure("AA01", for_person=CARD), questions=[CARD_QUESTION])

    found = evaluated(tree, case(mover("甲", answers={"card": CANNOT_SAY})))

    assert found.questions == ()
    assert [(u.procedure.code, u.person_ids, u.questions, u.unclear) for u in found.undecided] == [
        ("AA01", ("甲",), (), ("甲さんのマイナンバーカードが確認できていない",))
    ]


def test_the_question_that_decides_most_comes_first() -> None:
    tree = document(
        procedure("AA01", when=CAT),
        procedure("AA02", when=DOG),
        procedure("AA03", when=DOG),
        procedure("AA04", when=HORSE),
    )

    found = evaluated(tree, case())

    assert [(q.question.code, q.decides) for q in found.questions] == [
        ("dog", ("AA02", "AA03")),
        ("cat", ("AA01",)),
        ("horse", ("AA04",)),
    ]


def test_a_procedure_whose_persons_are_all_out_asks_nothing_of_the_case() -> None:
    tree = document(procedure("AA01", when=DOG, for_person=CARD))

    found = evaluated(tree, case(mover("甲", my_number_card=False)))

    assert [entry.procedure.code for entry in found.not_needed] == ["AA01"]
    assert found.questions == ()


def test_a_case_without_persons_yet_leaves_personal_procedures_open() -> None:
    tree = document(procedure("AA01", for_person=CARD))

    found = evaluated(tree, case(all_persons_known=False))

    assert [entry.unclear for entry in found.undecided] == [("対象となる方がまだ入力されていない",)]


def test_an_unknown_reason_to_come_is_refused() -> None:
    with pytest.raises(UnknownReasonError) as refusal:
        evaluated(document(procedure("AA01")), replace(case(), reason="HOLIDAY"))

    assert refusal.value.path == ("reason",)


def test_what_the_choice_of_a_reason_settles_yields_to_what_is_known() -> None:
    reasons = [
        {"code": "MOVE_IN", "name": "転入", "event": "move_in", "implies": {"from_abroad": False}}
    ]
    tree = document(
        procedure("AA01", when={"fact": "case.from_abroad", "eq": True}),
        procedure("AA02", when={"fact": "case.from_abroad", "eq": False}),
        reasons=reasons,
    )

    assert [n.procedure.code for n in evaluated(tree, case()).needed] == ["AA02"]
    assert [n.procedure.code for n in evaluated(tree, case(from_abroad=True)).needed] == ["AA01"]


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2026, 3, 31), ["AA01"]),
        (date(2026, 4, 1), ["AA01", "AA02"]),
        (date(2026, 5, 25), ["AA01", "AA02"]),
        (date(2026, 5, 26), ["AA02"]),
    ],
)
def test_a_procedure_exists_only_between_its_days(today: date, codes: list[str]) -> None:
    tree = document(
        procedure("AA01", effective_to="2026-05-25"),
        procedure("AA02", effective_from="2026-04-01"),
    )

    found = evaluated(tree, replace(case(), today=today))

    assert [entry.procedure.code for entry in found.needed] == codes
    assert found.not_needed == ()


def rule(number: int, starts: str, **more: Any) -> Tree:
    return {"count": "days", "number": number, "from": starts, "when_closed": "same_day", **more}


def test_of_several_periods_the_earliest_day_counts() -> None:
    deadlines = [
        {"words": "早い方", "rules": [rule(30, "planned_move_out_on"), rule(14, "changed_on")]}
    ]
    tree = document(procedure("AA01", deadlines=deadlines))
    facts = case(
        planned_move_out_on=exactly(date(2026, 10, 1)), changed_on=exactly(date(2026, 10, 10))
    )

    assert evaluated(tree, facts).needed[0].deadline.due == DueDates(
        date(2026, 10, 24), date(2026, 10, 24)
    )
    later = replace(facts, changed_on=exactly(date(2026, 10, 20)))
    assert evaluated(tree, later).needed[0].deadline.due == DueDates(
        date(2026, 10, 31), date(2026, 10, 31)
    )


def test_a_deadline_whose_start_is_unknown_says_what_it_waits_for() -> None:
    deadlines = [
        {"words": "早い方", "rules": [rule(30, "planned_move_out_on"), rule(14, "changed_on")]}
    ]
    tree = document(procedure("AA01", deadlines=deadlines))

    found = evaluated(tree, case(changed_on=exactly(date(2026, 10, 10)))).needed[0].deadline

    assert (found.due, found.waits_for, found.words) == (None, ("転出予定日",), "早い方")


def test_an_inexact_start_gives_the_earliest_and_the_latest_due_day() -> None:
    deadlines = [{"words": "14日以内", "rules": [rule(14, "changed_on", basis="法22条")]}]
    tree = document(procedure("AA01", deadlines=deadlines))
    facts = case(changed_on=DateRange(date(2026, 10, 1), date(2026, 10, 31)))

    found = evaluated(tree, facts).needed[0].deadline

    assert found.due == DueDates(date(2026, 10, 15), date(2026, 11, 14))
    assert found.basis == "法22条"


def test_a_start_with_an_open_end_gives_no_day() -> None:
    deadlines = [{"words": "14日以内", "rules": [rule(14, "changed_on")]}]
    tree = document(procedure("AA01", deadlines=deadlines))

    found = evaluated(tree, case(changed_on=DateRange(None, date(2026, 10, 31))))

    assert found.needed[0].deadline.waits_for == ("異動日",)


def test_a_birth_counts_from_the_newborn() -> None:
    deadlines = [{"words": "14日以内", "rules": [rule(14, "birth", first_day="counted")]}]
    tree = document(procedure("AA01", deadlines=deadlines))
    child = replace(mover("子", birth=exactly(date(2026, 11, 2))), role=Role.NEWBORN)

    found = evaluated(tree, case(mover("母", birth=exactly(date(1990, 1, 1))), child))

    assert found.needed[0].deadline.due == DueDates(date(2026, 11, 15), date(2026, 11, 15))


def test_the_first_deadline_whose_condition_holds_counts_and_an_unknown_one_does_not() -> None:
    deadlines = [
        {"words": "犬がいれば", "kind": "promptly", "when": DOG},
        {"words": "いなければ", "kind": "any_time"},
    ]
    tree = document(procedure("AA01", deadlines=deadlines))

    words = [
        evaluated(tree, case(answers={"dog": dog})).needed[0].deadline.words
        for dog in (True, False, UNKNOWN)
    ]

    assert words == ["犬がいれば", "いなければ", "いなければ"]


def test_items_are_of_the_case_or_of_persons_sure_or_unsure() -> None:
    items = [
        "本人確認書類",
        {"name": "犬の鑑札", "when": DOG},
        {"name": "カード", "for_person": CARD},
        {"name": "登録証", "for_person": SEAL},
        {"name": "猫の証", "when": CAT, "for_person": CARD},
    ]
    tree = document(procedure("AA01", for_person={"not": {"age": "care_65"}}, items=items))
    young = exactly(date(2000, 1, 1))
    facts = case(
        mover("甲", birth=young, my_number_card=True),
        mover("乙", birth=young, my_number_card=False, seal_registered=False),
        mover("祖父", birth=exactly(date(1950, 1, 1)), my_number_card=True, seal_registered=True),
        answers={"dog": False},
    )

    assert evaluated(tree, facts).needed[0].items == (
        Item("本人確認書類", (), is_unsure=False),
        Item("カード", ("甲",), is_unsure=False),
        Item("登録証", ("甲",), is_unsure=True),
        Item("猫の証", ("甲",), is_unsure=True),
    )


def test_items_of_persons_look_at_everybody_when_the_procedure_is_for_the_case() -> None:
    items = [{"name": "カード", "for_person": CARD}]
    tree = document(procedure("AA01", items=items))

    found = evaluated(tree, case(mover("甲", my_number_card=True)))

    assert found.needed[0].items == (Item("カード", ("甲",), is_unsure=False),)


@pytest.mark.parametrize(("dog", "deemed"), [(True, "aa"), (False, None), (UNKNOWN, None)])
def test_a_notification_that_stands_for_it_takes_the_place_of_its_form(
    dog: Any, deemed: str | None
) -> None:
    tree = document(
        procedure("AA01", forms=["aa"], deemed_by={"by": "aa", "when": DOG}), forms={"aa": "届"}
    )

    found = evaluated(tree, case(answers={"dog": dog})).needed[0]

    assert found.deemed_by == deemed
    assert found.forms == (() if deemed else ("aa",))


def test_what_is_never_printed_is_needed_but_not_printable() -> None:
    tree = document(procedure("AA01", never_printed=True), procedure("AA02"))

    found = evaluated(tree, case())

    assert [entry.procedure.code for entry in found.needed] == ["AA01", "AA02"]
    assert [entry.procedure.code for entry in found.printable] == ["AA02"]


def test_ages_count_on_the_day_of_the_change_and_on_today_while_it_is_unknown() -> None:
    tree = document(procedure("AA01", for_person={"age": "late_stage_75"}))
    person = mover("甲", birth=exactly(date(1951, 11, 15)))

    assert len(evaluated(tree, case(person)).needed) == 1
    assert len(evaluated(tree, case(person, changed_on=exactly(date(2026, 11, 14)))).needed) == 0
    assert len(evaluated(tree, case(person, changed_on=exactly(date(2026, 11, 15)))).needed) == 1


@pytest.mark.parametrize(
    ("code", "value", "person_id"),
    [
        ("bird", True, None),
        ("dog", "はい", None),
        ("dog", 1, None),
        ("dog", True, "甲"),
        ("child", True, None),
        ("use", "swim", "甲"),
        ("use", True, "甲"),
    ],
)
def test_an_answer_that_its_question_does_not_offer_is_refused(
    code: str, value: Any, person_id: str | None
) -> None:
    catalogue = load_catalogue(ASKING)

    with pytest.raises(InvalidAnswerError) as refusal:
        check_answer(catalogue, code, value, person_id=person_id)

    assert refusal.value.path == (code,)


@pytest.mark.parametrize(
    ("code", "value", "person_id"),
    [
        ("dog", False, None),
        ("dog", CANNOT_SAY, None),
        ("child", True, "甲"),
        ("use", "walk", "甲"),
        ("use", UNKNOWN, "甲"),
    ],
)
def test_an_answer_that_fits_is_accepted(code: str, value: Any, person_id: str | None) -> None:
    check_answer(load_catalogue(ASKING), code, value, person_id=person_id)


CHOICES = [
    {"value": "walk", "label": "歩く", "words": "歩いて来る"},
    {"value": "ride", "label": "乗る", "words": "乗って来る"},
]
ASKING = document(
    procedure("AA01", when=DOG),
    procedure("AA02", for_person={"answer": "child", "eq": True}),
    procedure("AA03", for_person={"answer": "use", "in": ["walk"]}),
    questions=[
        question("dog"),
        question("child", per="person"),
        {"code": "use", "text": "?", "per": "person", "label": "手段", "choices": CHOICES},
    ],
)


def test_a_choice_is_offered_with_its_labels_and_said_in_its_words() -> None:
    catalogue = load_catalogue(ASKING)
    facts = case(mover("甲", answers={"use": "walk", "child": False}), answers={"dog": False})

    found = evaluate(catalogue, facts, CALENDAR)

    assert [choice.label for choice in catalogue.questions["use"].choices] == ["歩く", "乗る"]
    assert [choice.label for choice in catalogue.questions["dog"].choices] == ["はい", "いいえ"]
    assert [reason.text for reason in found.needed[0].reasons] == ["甲さんは歩いて来る"]
    assert ANY_TIME[0]["words"] == found.needed[0].deadline.words
