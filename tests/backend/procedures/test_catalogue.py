import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from backend.procedures.catalogue import load_catalogue
from backend.procedures.definitions import Effect, Handling
from backend.procedures.errors import CatalogueFaultsError
from backend.procedures.fact_definitions import (
    CASE_FACTS,
    PERSON_FACTS,
    FactType,
    facts_document,
)
from backend.procedures.facts import CaseFacts, PersonFacts
from backend.staff.samples import SECTIONS
from tests.backend.procedures.small_catalogue import (
    ANY_TIME,
    CARD,
    DOG,
    Tree,
    document,
    procedure,
    question,
)

ROOT = Path(__file__).parents[3]
STANDARD = json.loads((ROOT / "fixtures/procedures/catalogue.json").read_text(encoding="utf-8"))
NOT_FACTS = {"id", "name", "answers", "reason", "today", "persons", "all_persons_known"}
PROTECTED: Tree = {"fact": "person.is_protected", "eq": True}


def test_facts_json_is_printed_from_the_code() -> None:
    printed = json.loads((ROOT / "schema/facts.json").read_text(encoding="utf-8"))

    assert printed == facts_document()


def test_no_fact_of_a_person_has_the_name_of_one_of_the_case() -> None:
    assert set(CASE_FACTS) & set(PERSON_FACTS) == set()


def test_every_fact_has_its_words_and_every_word_its_fact() -> None:
    assert {f.name for f in fields(CaseFacts)} - NOT_FACTS == set(CASE_FACTS)
    assert {f.name for f in fields(PersonFacts)} - NOT_FACTS == set(PERSON_FACTS)
    for fact in (*CASE_FACTS.values(), *PERSON_FACTS.values()):
        if fact.type is FactType.BOOLEAN:
            assert set(fact.words) == {True, False}, fact.name


def faults_of(tree: Tree) -> list[tuple[str, str]]:
    """The places and messages of a refused catalogue."""
    with pytest.raises(CatalogueFaultsError) as refusal:
        load_catalogue(tree)
    assert refusal.value.path == refusal.value.faults[0].path
    return [("/".join(fault.path), fault.message) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("condition", "place", "message"),
    [
        ({"fact": "case.weather", "eq": True}, "when/fact", "知らない項目です: case.weather"),
        ({"fact": "weather", "eq": True}, "when/fact", "知らない項目です: weather"),
        ({"answer": "bird", "eq": True}, "when/answer", "知らない質問です: bird"),
        (
            CARD,
            "when/fact",
            "人ごとの項目です（人についての条件の中で使う）: person.my_number_card",
        ),
        ({"age": "care_65"}, "when/age", "年齢は、人についての条件の中でだけ使えます。"),
        ({"any_person": {"age": "old"}}, "when/any_person/age", "知らない年齢の規則です: old"),
        ({"use": "nothing"}, "when/use", "名前のない条件です: nothing"),
        ({"event": ["birth"]}, "when/event", "知らない出来事です: birth"),
        ({"reason": ["BIRTH"]}, "when/reason", "知らない用件です: BIRTH"),
        (
            {"fact": "case.from_abroad", "eq": "yes"},
            "when/eq",
            "国外からの異動の値になりません: yes",
        ),
        (
            {"fact": "case.from_abroad", "ge": 1},
            "when/ge",
            "国外からの異動の大小は比べられません。",
        ),
        (
            {"fact": "case.remaining_members", "in": [1, True]},
            "when/in",
            "元の世帯に残る人数の値になりません: True",
        ),
        (
            {"fact": "case.changed_on", "eq": "2026-11-21"},
            "when/eq",
            "異動日は known だけで調べられます。",
        ),
        (
            {"any_person": {"fact": "person.role", "in": ["mover", "boss"]}},
            "when/any_person/in",
            "この手続きでの立場の値になりません: boss",
        ),
        (
            {"any_person": PROTECTED},
            "when/any_person",
            "印刷される手続きの条件に、支援措置に関する項目は使えません。",
        ),
    ],
)
def test_a_condition_that_could_never_be_meant_is_refused_with_its_place(
    condition: Tree, place: str, message: str
) -> None:
    assert faults_of(document(procedure("AA01", when=condition))) == [
        (f"procedures/0/{place}", message)
    ]


def test_protective_measures_may_decide_only_what_is_never_printed() -> None:
    tree = document(procedure("AA01", never_printed=True, for_person=PROTECTED))

    assert load_catalogue(tree).procedures[0].never_printed is True


def test_a_question_that_is_never_printed_may_decide_only_what_is_never_printed() -> None:
    hidden = question("dog", never_printed=True)

    load_catalogue(document(procedure("AA01", never_printed=True, when=DOG), questions=[hidden]))
    assert faults_of(document(procedure("AA01", when=DOG), questions=[hidden])) == [
        ("procedures/0/when", "印刷される手続きの条件に、支援措置に関する項目は使えません。")
    ]


def test_conditions_that_run_in_a_circle_are_refused() -> None:
    tree = document(
        procedure("AA01", when={"use": "first"}),
        conditions={"first": {"any": [DOG, {"use": "second"}]}, "second": {"use": "first"}},
    )

    assert faults_of(tree) == [
        ("conditions/second/use", "条件が循環しています: first → second → first")
    ]


def test_a_fault_in_a_named_condition_is_said_once_at_its_own_place() -> None:
    tree = document(
        procedure("AA01", when={"use": "first"}),
        procedure("AA02", when={"use": "first"}),
        conditions={"first": {"any": [{"fact": "case.weather", "eq": True}]}},
    )

    assert faults_of(tree) == [("conditions/first/any/0/fact", "知らない項目です: case.weather")]


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        (
            {
                "reasons": [
                    {"code": "MOVE_IN", "name": "転入", "event": "move_in"},
                    {"code": "BIRTH", "name": "出生", "event": "birth"},
                ]
            },
            [("reasons/1", "この用件で必要になる手続きがありません: 出生")],
        ),
        ({"questions": [question("dog")]}, [("questions/0", "どの手続きも使わない質問です: dog")]),
        (
            {"conditions": {"idle": {"event": ["move_in"]}}},
            [("conditions/idle", "どの手続きも使わない条件です: idle")],
        ),
        (
            {"procedures": [procedure("AA01", events=["move_in", "death"])]},
            [("procedures/0/events", "この出来事の用件がありません: death")],
        ),
        (
            {"procedures": [procedure("AA01"), procedure("AA01")]},
            [
                ("procedures/0/code", "同じ番号が二つ以上あります: AA01"),
                ("procedures/1/code", "同じ番号が二つ以上あります: AA01"),
            ],
        ),
        (
            {"procedures": [procedure("AA01", counter="tower", forms=["aa"])]},
            [
                ("procedures/0/counter", "知らない窓口です: tower"),
                ("procedures/0/forms/0", "知らない帳票です: aa"),
            ],
        ),
        (
            {
                "procedures": [
                    procedure("AA01", deadlines=[{**ANY_TIME[0], "when": {"event": ["move_in"]}}])
                ]
            },
            [
                (
                    "procedures/0/deadlines/0",
                    "最後の期限には条件を付けられません（どれにも当たらないときの期限がない）。",
                )
            ],
        ),
        (
            {
                "procedures": [
                    procedure("AA01", effective_from="2026-04-01", effective_to="2026-03-31")
                ]
            },
            [("procedures/0/effective_to", "有効期間が始まる前に終わっています。")],
        ),
        (
            {
                "reasons": [
                    {
                        "code": "MOVE_IN",
                        "name": "転入",
                        "event": "move_in",
                        "implies": {"changed_on": True},
                    }
                ]
            },
            [("reasons/0/implies/changed_on", "はい・いいえの項目ではありません: changed_on")],
        ),
        (
            {"questions": [{"code": "birth", "text": "?", "fills": "person.birth"}]},
            [("questions/0/fills", "質問で埋められない項目です: person.birth")],
        ),
    ],
)
def test_names_that_lead_nowhere_are_refused(changed: Tree, faults: list[tuple[str, str]]) -> None:
    assert faults_of({**document(procedure("AA01")), **changed}) == faults


def test_every_fault_is_listed_at_once() -> None:
    tree = document(
        procedure("AA01", when={"all": [{"fact": "case.weather", "eq": True}, {"use": "none"}]}),
        procedure(
            "AA02",
            deadlines=[
                {"words": "犬", "kind": "promptly", "when": {"answer": "bird", "eq": True}},
                *ANY_TIME,
            ],
        ),
        procedure("AA03", items=[{"name": "証", "for_person": {"age": "old"}}]),
    )

    assert [place for place, _ in faults_of(tree)] == [
        "procedures/0/when/all/0/fact",
        "procedures/0/when/all/1/use",
        "procedures/1/deadlines/0/when/answer",
        "procedures/2/items/0/for_person/age",
    ]


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ({"code": "aa1"}, "procedures/0/code"),
        ({"handling": "magic"}, "procedures/0/handling"),
        ({"effective_to": "2026-02-30"}, "procedures/0/effective_to"),
        ({"deadlines": []}, "procedures/0/deadlines"),
        (
            {
                "deadlines": [
                    {
                        "words": "14日",
                        "rules": [{"count": "weeks", "number": 2, "from": "changed_on"}],
                    }
                ]
            },
            "procedures/0/deadlines/0/rules/0/count",
        ),
        ({"colour": "red"}, "procedures/0"),
        ({"events": ["holiday"]}, "procedures/0/events/0"),
    ],
)
def test_a_document_of_the_wrong_shape_is_refused_with_its_place(entry: Tree, place: str) -> None:
    tree = document({**procedure("AA01"), **entry})

    assert [where for where, _ in faults_of(tree)] == [place]


def test_a_comparison_of_the_wrong_shape_is_refused() -> None:
    two = {"fact": "case.from_abroad", "eq": True, "ne": False}

    assert [where for where, _ in faults_of(document(procedure("AA01", when=two)))] == [
        "procedures/0/when"
    ]


def test_two_shape_faults_are_both_listed() -> None:
    tree = document(procedure("AA01", handling="magic"), procedure("AA02", certainty="sure"))

    assert [place for place, _ in faults_of(tree)] == [
        "procedures/0/handling",
        "procedures/1/certainty",
    ]


# the standard catalogue that comes with the system


def entries(**wanted: Any) -> list[str]:
    """Codes of the standard procedures with some marks."""
    return [
        entry["code"]
        for entry in STANDARD["procedures"]
        if all(entry.get(key) == value for key, value in wanted.items())
    ]


def test_the_standard_catalogue_has_the_reasons_of_the_counter() -> None:
    assert list(load_catalogue(STANDARD).reasons) == [
        "MOVE_IN",
        "SPECIAL_MOVE_IN",
        "MOVE_IN_FROM_ABROAD",
        "ARTICLE_30_46",
        "ARTICLE_30_46_48",
        "ADDRESS_SETTING",
        "ARTICLE_30_47",
        "CHANGE_OF_ADDRESS",
        "MOVE_OUT",
        "SPECIAL_MOVE_OUT",
        "MOVE_OUT_ABROAD",
        "BIRTH",
        "DEATH",
        "MARRIAGE",
        "DIVORCE",
        "NAME_CHANGE",
        "CHANGE_OF_HEAD",
        "HOUSEHOLD_SPLIT",
        "HOUSEHOLD_MERGER",
        "HOUSEHOLD_CHANGE",
        "CERTIFICATE",
        "SEAL_REGISTRATION",
        "MY_NUMBER_CARD",
        "RECORD_CHANGE",
    ]


def test_protective_measures_alone_are_never_printed() -> None:
    assert entries(never_printed=True) == ["JK19"]
    hidden = [q["code"] for q in STANDARD["questions"] if q.get("never_printed")]
    assert hidden == ["protection"]


def test_questions_about_livelihood_are_not_asked_in_front_of_others() -> None:
    hushed = {q["code"] for q in STANDARD["questions"] if q.get("not_in_presence")}

    assert {"public_assistance", "single_parent", "main_earner", "pregnant", "protection"} < hushed


def test_the_notifications_of_the_register_share_one_form() -> None:
    filled = [e["code"] for e in STANDARD["procedures"] if "resident_change" in e.get("forms", [])]

    assert filled == ["JK01", "JK01A", "JK05", "JK06", "JK07", "JK08", "JK02", "JK03", "JK04"]
    guidance = [p for p in load_catalogue(STANDARD).procedures if p.handling is Handling.GUIDANCE]
    assert all(not procedure.forms for procedure in guidance)


def test_counters_outside_the_city_hall_are_marked() -> None:
    outside = [c.code for c in load_catalogue(STANDARD).counters.values() if c.is_outside]

    assert outside == [
        "library",
        "pension_office",
        "legal_affairs",
        "light_vehicles",
        "police",
        "passport",
    ]


def test_every_counter_of_the_city_hall_has_a_section_that_does_its_tasks() -> None:
    counters = load_catalogue(STANDARD).counters.values()

    own = {counter.code for counter in counters if not counter.is_outside}
    assert own - {section.code for section in SECTIONS} == set()


def test_what_touches_an_insured_status_says_how() -> None:
    columns = {"health_insurance", "late_stage_medical", "care"}
    touching = [p for p in load_catalogue(STANDARD).procedures if p.annotation in columns]

    assert {p.code: p.effect for p in touching} == {
        "KH01": Effect.ACQUIRED,
        "KH02": Effect.LOST,
        "KH03": Effect.CHANGED,
        "KK01": Effect.ACQUIRED,
        "KK02": Effect.CHANGED,
        "KK03": Effect.LOST,
        "KG01": Effect.ACQUIRED,
        "KG04": Effect.CHANGED,
        "KG06": Effect.LOST,
    }


def test_a_loaded_question_carries_its_marks() -> None:
    questions = load_catalogue(STANDARD).questions.values()

    assert [q.code for q in questions if q.never_printed] == ["protection"]
    assert {q.code for q in questions if q.not_in_presence} == {
        q["code"] for q in STANDARD["questions"] if q.get("not_in_presence")
    }
