"""What the register says of a household stands on the forms: nobody has to say it again."""

from typing import Any

from tests.backend.api.test_checks import household_of, opened, record
from tests.server import Json, Official, Server

NOBODY_MOVES: Json = {
    "changedOn": "2026-11-20",
    "hasMovingOutCertificate": None,
    "newAddress": None,
    "previousAddress": None,
}
NEWBORN: Json = {
    "name": "青葉　結",
    "furigana": "アオバ　ユイ",
    "birthDate": "令和8年11月20日",
    "sex": "FEMALE",
    "relationshipCodes": ["20"],
}


async def filled(official: Official, case: Json, form: str) -> Any:
    """The values of a form that was filled with nothing said."""
    made = await official.change("fill_form", caseId=case["id"], formCode=form, values=[])
    assert made["__typename"] == "Application", made
    return made["values"]


async def test_after_a_death_the_form_names_the_former_and_the_next_head(
    running: Server, clerk: Official
) -> None:
    husband = await running.resident("variant_characters")
    wife = await running.resident("impossible_birth_date")
    case = await opened(clerk, "DEATH", **NOBODY_MOVES)
    await record(clerk, case, resident=husband, role="DECEASED")
    await record(clerk, case, resident=wife, role="STAYING", relationshipCodes=["02"])

    values = await filled(clerk, case, "resident_change")

    home = {"text": husband["address_text"], "postal_code": husband["postal_code"]}
    assert values["change"]["kind"] == "CHANGE_OF_HEAD"
    assert values["new_address"] == {**home, "head_name": wife["full_name"]}
    assert values["previous_address"] == {**home, "head_name": husband["full_name"]}
    assert [(one["name"], one["relationship"]) for one in values["persons"]] == [
        (wife["full_name"], "世帯主")
    ]


async def test_after_a_death_the_other_forms_still_name_who_died(
    running: Server, clerk: Official
) -> None:
    husband = await running.resident("variant_characters")
    case = await opened(clerk, "DEATH", **NOBODY_MOVES)
    await record(clerk, case, resident=husband, role="DECEASED")

    values = await filled(clerk, case, "care_insurance")

    assert [one["name"] for one in values["care"]["persons"]] == [husband["full_name"]]
    assert values["new_address"]["text"] == husband["address_text"]
    assert values["change"]["kind"] is None


async def test_a_birth_lists_the_children_who_were_there_before(
    running: Server, clerk: Official
) -> None:
    father = await running.resident("certificate")
    sister = await running.resident("schoolchild")
    case = await opened(clerk, "BIRTH", **NOBODY_MOVES)
    await record(clerk, case, role="NEWBORN", **NEWBORN)
    for resident in (father, sister):
        await record(clerk, case, resident=resident, role="STAYING")

    values = await filled(clerk, case, "child_allowance_amount_change")

    children = values["child_allowance"]["children"]
    assert [(one["name"], one["change"]) for one in children] == [
        ("青葉　結", "ADDED"),
        ("青葉　さくら", "UNCHANGED"),
    ]
    assert values["household"]["head_name"] == father["full_name"]


async def test_a_part_that_moves_names_the_head_of_the_household_left(
    running: Server, clerk: Official
) -> None:
    case = await opened(
        clerk,
        "CHANGE_OF_ADDRESS",
        **{**NOBODY_MOVES, "joinedHouseholdId": await household_of(running, "variant_characters")},
    )
    daughter = await running.resident("schoolchild")
    await record(clerk, case, resident=daughter, relationshipCodes=["99"])

    values = await filled(clerk, case, "resident_change")

    assert values["previous_address"]["head_name"] == "青葉　太郎"
    assert values["new_address"]["head_name"] != "青葉　太郎"
