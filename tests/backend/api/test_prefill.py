"""What a case knows stands on its forms: of those whom the procedures concern, and of no others."""

from typing import Any

import pytest

from tests.server import Json, Official

MOVE: Json = {
    "reason": "MOVE_IN",
    "counter": "市民課１番窓口",
    "notifier": {
        "name": "若竹　伸",
        "furigana": "ワカタケ　シン",
        "relation": "HEAD",
        "address": "霞城市東町一丁目１番１号",
        "phone": "090-0000-0000",
        "birthOn": "1980-03-05",
    },
    "details": {
        "changedOn": "2026-11-20",
        "hasMovingOutCertificate": True,
        "newAddress": {"postalCode": "9900001", "text": "霞城市東町一丁目１番１号"},
        "previousAddress": {"postalCode": "1000001", "text": "はなの市桜町四丁目５番６号"},
    },
}
PERSONS: list[Json] = [
    {"name": "若竹　伸", "furigana": "ワカタケ　シン", "birthDate": "昭和55年3月5日",
     "sex": "MALE", "isJapanese": True, "relationshipCodes": ["02"]},
    {"name": "若竹　蘭", "furigana": "ワカタケ　ラン", "birthDate": "昭和60年7月1日",
     "sex": "FEMALE", "isJapanese": True, "relationshipCodes": ["12"],
     "formerSurname": "早苗"},
    {"name": "若竹　芽", "furigana": "ワカタケ　メイ", "birthDate": "令和2年6月1日",
     "sex": "FEMALE", "isJapanese": True, "relationshipCodes": ["20"]},
    {"name": "若竹　松", "furigana": "ワカタケ　マツ", "birthDate": "昭和22年1月10日",
     "sex": "FEMALE", "isJapanese": True, "relationshipCodes": ["52"]},
]  # fmt: skip


async def moved_in(official: Official, **notifier: Any) -> Json:
    """A family of four from another city."""
    opened = {**MOVE, "notifier": {**MOVE["notifier"], **notifier}}
    case: Json = await official.change("open_case", **opened)
    for person in PERSONS:
        case = await official.change(
            "record_person", caseId=case["id"], role="MOVER", person=person
        )
        assert case["__typename"] == "Case", case
    return case


async def filled(official: Official, case: Json, code: str) -> Json:
    """The values of a form that somebody filled without typing anything."""
    made = await official.change("fill_form", caseId=case["id"], formCode=code)
    assert made["__typename"] == "Application", made
    values: Json = made["values"]
    return {"values": values, "missing": {problem["path"] for problem in made["problems"]}}


def names(rows: list[Json]) -> list[str]:
    return [row["name"].partition("　")[2] for row in rows]


async def test_a_form_holds_only_the_groups_it_asks_for(clerk: Official) -> None:
    case = await moved_in(clerk)

    form = await filled(clerk, case, "child_medical")

    groups = {"seal", "care", "card", "pension", "child_medical", "proxy", "child_allowance"}
    assert groups & set(form["values"]) == {"child_medical"}


async def test_the_children_stand_on_the_forms_of_children(clerk: Official) -> None:
    case = await moved_in(clerk)

    medical = await filled(clerk, case, "child_medical")
    claim = await filled(clerk, case, "child_allowance_claim")

    assert names(medical["values"]["child_medical"]["children"]) == ["芽"]
    assert medical["values"]["child_medical"]["kind"] == "NEW"
    assert names(claim["values"]["child_allowance"]["children"]) == ["芽"]
    assert claim["values"]["child_allowance"]["claim_reason"] == "MOVE_IN"
    # Who claims is the main earner, not always the head: nobody has said so yet.
    assert "claimant" not in claim["values"]["child_allowance"]
    assert "child_allowance.claimant.name" in claim["missing"]


async def test_who_is_75_stands_on_the_form_of_late_stage_medical_care(clerk: Official) -> None:
    case = await moved_in(clerk)

    form = await filled(clerk, case, "late_stage_medical")

    group = form["values"]["late_stage_medical"]
    assert (names(group["persons"]), group["reason"]) == (["松"], "MOVE_IN")
    assert group["date"]["value"] == "2026-11-20"
    # Acquired or changed depends on the union of the previous city, which nobody has said yet.
    assert form["missing"] == {"late_stage_medical.kind"}


async def test_who_is_65_stands_on_the_form_of_care_insurance(clerk: Official) -> None:
    case = await moved_in(clerk)

    form = await filled(clerk, case, "care_insurance")

    assert names(form["values"]["care"]["persons"]) == ["松"]
    assert form["values"]["care"]["kind"] == "ACQUISITION"
    assert form["missing"] == set()


async def test_a_form_without_its_procedure_holds_all_who_move(clerk: Official) -> None:
    case = await moved_in(clerk)

    form = await filled(clerk, case, "seal_registration")

    rows = form["values"]["seal"]["persons"]
    assert names(rows) == ["伸", "蘭", "芽", "松"]
    assert rows[1]["other_name"] == "早苗"
    assert {row["address"] for row in rows} == {"霞城市東町一丁目１番１号"}
    assert form["missing"] == {"seal.kind", "seal.verification"}


async def test_a_proxys_particulars_and_the_principals_are_not_asked_again(
    clerk: Official,
) -> None:
    case = await moved_in(clerk, relation="PROXY", name="早苗　実", furigana="サナエ　ミノル")

    mandate = await filled(clerk, case, "power_of_attorney")
    seal = await filled(clerk, case, "seal_registration")

    assert mandate["missing"] == set()
    assert mandate["values"]["proxy"]["name"] == "早苗　実"
    assert mandate["values"]["principal"]["name"] == "若竹　伸"
    assert mandate["values"]["mandate"]["resident_change"] is True
    assert mandate["values"]["mandate"]["seal_registration"] is False
    assert seal["values"]["seal"]["verification"] == "INQUIRY"


async def test_without_a_proxy_nobody_stands_on_the_power_of_attorney(clerk: Official) -> None:
    case = await moved_in(clerk)

    form = await filled(clerk, case, "power_of_attorney")

    assert form["missing"] == {
        f"{who}.{item}"
        for who in ("proxy", "principal")
        for item in ("name", "address", "birth_date")
    }


@pytest.mark.parametrize(
    ("code", "group", "kind"),
    [
        ("national_pension", "pension", None),
        ("care_certification", "care_certification", "TRANSFER"),
        ("place_of_origin_exception", "origin_exception", None),
    ],
)
async def test_what_the_case_cannot_know_is_asked(
    clerk: Official, code: str, group: str, kind: str | None
) -> None:
    case = await moved_in(clerk)

    form = await filled(clerk, case, code)

    assert form["values"][group].get("kind") == kind
    assert (f"{group}.kind" in form["missing"]) is (kind is None)


async def test_a_card_form_says_what_changed_on_the_card(clerk: Official) -> None:
    case = await moved_in(clerk)

    form = await filled(clerk, case, "card_continued_use")

    assert form["values"]["card"]["changes"] == {"address": True, "name": False}
    assert form["values"]["card"]["changed_on"]["value"] == "2026-11-20"
    assert form["missing"] == set()
