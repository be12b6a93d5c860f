"""Movements (異動の種類) as data: what is read, what is refused, and documents from before."""

import json
from typing import Any

import pytest

from backend.forms.data_items import data_items
from backend.procedures.catalogue import compile_catalogue, load_catalogue
from backend.procedures.definitions import Asked, CardMovement, Direction, ForWhom, Movement
from backend.procedures.errors import CatalogueFaultsError
from tests.backend.procedures.small_catalogue import Tree, document, procedure
from tests.backend.procedures.test_rows import CATALOGUE, FIXTURES

STANDARD = json.loads((FIXTURES / "procedures" / "catalogue.json").read_text(encoding="utf-8"))


def movement(code: str = "HOMECOMING", **more: Any) -> Tree:
    """One movement, valid by default."""
    return {
        "code": code,
        "name": "帰郷",
        "direction": "in",
        "new_address": "required",
        "previous_address": "optional",
        "for_whom": "both",
        **more,
    }


def with_movements(*movements: Tree, named: list[str] | None = None) -> Tree:
    """A small catalogue whose only reason names these movements."""
    names = [entry["code"] for entry in movements] if named is None else named
    reason: Tree = {"code": "MOVE_IN", "name": "転入", "event": "move_in"}
    if names:
        reason["movements"] = names
    return document(procedure("AA01"), reasons=[reason], movements=list(movements))


def faults_of(tree: Tree) -> list[tuple[str, str]]:
    with pytest.raises(CatalogueFaultsError) as refusal:
        load_catalogue(tree)
    return [("/".join(fault.path), fault.message) for fault in refusal.value.faults]


def test_what_a_movement_does_not_say_is_not_asked() -> None:
    catalogue = load_catalogue(with_movements(movement()))

    assert catalogue.movements["HOMECOMING"] == Movement(
        code="HOMECOMING",
        name="帰郷",
        direction=Direction.IN,
        new_address=Asked.REQUIRED,
        previous_address=Asked.OPTIONAL,
    )
    assert catalogue.reasons["MOVE_IN"].movements == ("HOMECOMING",)


def test_a_movement_is_read_with_all_its_properties() -> None:
    tree = movement(
        printed_as="OTHER",
        change_reason={"name": "国内転入", "code": "X1"},
        last_registered_address="required",
        moving_out_certificate=True,
        may_be_future=True,
        notification_days=20,
        by_card={"days_after_planned_move_out": 40},
        for_whom="foreign",
        proof_of_relationship=True,
    )

    assert load_catalogue(with_movements(tree)).movements["HOMECOMING"] == Movement(
        code="HOMECOMING",
        name="帰郷",
        direction=Direction.IN,
        printed_as="OTHER",
        change_reason="国内転入",
        change_reason_code="X1",
        new_address=Asked.REQUIRED,
        previous_address=Asked.OPTIONAL,
        last_registered_address=Asked.REQUIRED,
        needs_moving_out_certificate=True,
        may_be_future=True,
        notification_days=20,
        by_card=CardMovement(40),
        for_whom=ForWhom.FOREIGN,
        asks_proof_of_relationship=True,
    )


@pytest.mark.parametrize(
    ("tree", "faults"),
    [
        (
            with_movements(movement(), movement(), named=["HOMECOMING"]),
            [
                ("movements/0/code", "同じ番号が二つ以上あります: HOMECOMING"),
                ("movements/1/code", "同じ番号が二つ以上あります: HOMECOMING"),
            ],
        ),
        (
            with_movements(named=["FLIGHT"]),
            [("reasons/0/movements/0", "知らない異動です: FLIGHT")],
        ),
        (
            with_movements(movement(), named=[]),
            [("movements/0", "どの用件でも選べない異動です: 帰郷")],
        ),
        (
            with_movements(movement(printed_as="FLIGHT")),
            [("movements/0/printed_as", "帳票の「異動の種類」にない選択肢です: FLIGHT")],
        ),
        (
            with_movements(movement(direction="out", moving_out_certificate=True)),
            [
                (
                    "movements/0/moving_out_certificate",
                    "転出証明書は、転入の異動にだけ求められます。",
                )
            ],
        ),
        (
            with_movements(movement(direction="within", last_registered_address="optional")),
            [
                (
                    "movements/0/last_registered_address",
                    "最終登録住所地は、転入の異動にだけ求められます。",
                )
            ],
        ),
        (
            with_movements(movement(direction="household", by_card={})),
            [("movements/0/by_card", "特例は、転入・転出の異動にだけあります。")],
        ),
    ],
    ids=["twice", "unknown", "unreachable", "printed", "certificate", "registered", "card"],
)
def test_a_movement_that_could_never_be_meant_is_refused_with_its_place(
    tree: Tree, faults: list[tuple[str, str]]
) -> None:
    assert faults_of(tree) == faults


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"direction": "up"}, "movements/0/direction"),
        ({"code": "home"}, "movements/0/code"),
        ({"new_address": "maybe"}, "movements/0/new_address"),
        ({"notification_days": 0}, "movements/0/notification_days"),
        ({"for_whom": "nobody"}, "movements/0/for_whom"),
        ({"by_card": {"days": 3}}, "movements/0/by_card"),
        ({"colour": "red"}, "movements/0"),
    ],
)
def test_a_movement_of_the_wrong_shape_is_refused_with_its_place(said: Tree, place: str) -> None:
    tree = with_movements({**movement(), **said}, named=["HOMECOMING"])

    assert [where for where, _ in faults_of(tree)] == [place]


def test_a_document_from_before_has_the_movements_of_the_first_release() -> None:
    before = {
        **{key: value for key, value in STANDARD.items() if key != "movements"},
        "reasons": [
            {key: value for key, value in reason.items() if key != "movements"}
            for reason in STANDARD["reasons"]
        ],
    }

    catalogue, _ = compile_catalogue(before)

    # word for word as the standard catalogue says them today
    assert len(catalogue.movements) == 12
    assert catalogue.movements == {code: CATALOGUE.movements[code] for code in catalogue.movements}
    assert {code for code, reason in catalogue.reasons.items() if reason.movements} == set(
        catalogue.movements
    )
    assert all(reason.movements in ((), (code,)) for code, reason in catalogue.reasons.items())


def test_the_standard_movements_are_those_of_the_counter() -> None:
    assert list(CATALOGUE.movements) == [
        "MOVE_IN",
        "SPECIAL_MOVE_IN",
        "MOVE_IN_FROM_ABROAD",
        "ARTICLE_30_46",
        "ARTICLE_30_46_48",
        "ADDRESS_SETTING",
        "UNREGISTERED_MOVE_IN",
        "ARTICLE_30_47",
        "CHANGE_OF_ADDRESS",
        "MOVE_OUT",
        "SPECIAL_MOVE_OUT",
        "MOVE_OUT_ABROAD",
        "CHANGE_OF_HEAD",
        "HOUSEHOLD_SPLIT",
        "HOUSEHOLD_MERGER",
        "HOUSEHOLD_CHANGE",
    ]


def having(**wanted: Any) -> set[str]:
    """Codes of the standard movements with some properties."""
    return {
        code
        for code, one in CATALOGUE.movements.items()
        if all(getattr(one, name) == value for name, value in wanted.items())
    }


def test_the_standard_movements_ask_for_what_the_law_asks() -> None:
    assert having(direction=Direction.OUT) == having(may_be_future=True)
    assert having(direction=Direction.NONE) == {"ARTICLE_30_47"}
    assert having(needs_moving_out_certificate=True) == {"MOVE_IN", "UNREGISTERED_MOVE_IN"}
    assert having(last_registered_address=Asked.REQUIRED) == {"UNREGISTERED_MOVE_IN"}
    assert having(for_whom=ForWhom.JAPANESE) == {"MOVE_IN_FROM_ABROAD"}
    assert having(for_whom=ForWhom.FOREIGN) == {
        "ARTICLE_30_46",
        "ARTICLE_30_46_48",
        "ARTICLE_30_47",
    }
    assert having(asks_proof_of_relationship=True) == {"ARTICLE_30_46_48"}
    assert having(by_card=CardMovement(30)) == {"SPECIAL_MOVE_IN"}
    assert having(by_card=CardMovement()) == {"SPECIAL_MOVE_OUT"}
    # Basic Resident Registration Act, Art. 22 to 25, 30-46, 30-47
    assert having(notification_days=14) == set(CATALOGUE.movements)
    # no code value of 異動事由 is known: they are the core system's
    assert having(change_reason_code=None) == set(CATALOGUE.movements)


def test_every_choice_of_the_form_is_printed_by_a_movement_but_the_one_for_a_citys_own() -> None:
    printed = {one.printed_as for one in CATALOGUE.movements.values()}

    choices = {choice.value for choice in data_items()["change.kind"].choices}
    assert choices - printed == {"OTHER"}
