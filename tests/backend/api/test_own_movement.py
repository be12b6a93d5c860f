"""A city adds a movement of its own (異動の種類) by data alone, and a case runs by it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from backend.cli import main
from backend.database.settings import Urls
from tests.server import HOME, Json, Official, Server, fresh_key

CATALOGUE = Path(__file__).parents[3] / "fixtures" / "procedures" / "catalogue.json"
# Invented: people who come back to a village that was evacuated.
RETURN: Json = {
    "code": "RETURN_FROM_EVACUATION",
    "name": "避難からの帰還",
    "direction": "in",
    "printed_as": "OTHER",
    "change_reason": {"name": "職権記載"},
    "new_address": "required",
    "previous_address": "optional",
    "may_be_future": True,
    "notification_days": 40,
    "for_whom": "both",
}
REASON: Json = {
    "code": "EVACUATION",
    "name": "避難をめぐる届出",
    "event": "move_in",
    "movements": ["RETURN_FROM_EVACUATION", "MOVE_IN"],
    "implies": {"from_abroad": False, "special_move_out": False},
}
NOTIFIER: Json = {
    "name": "若竹　伸",
    "furigana": "ワカタケ　シン",
    "relation": "SELF",
    "phone": "090-0000-0000",
    "birthOn": "1980-03-05",
}
REASONS = """{ reasons(first: 100) { nodes { code movements {
  code name direction printedAs newAddress previousAddress lastRegisteredAddress
  needsMovingOutCertificate mayBeFuture notificationDays isByCard forWhom
  asksProofOfRelationship changeReason } } } }"""
CASE = """query ($id: ID!) { case(id: $id) { ... on Case {
  movement findings { code place } } } }"""


def load(urls: Urls, folder: Path, document: Any, *options: str) -> int:
    """Run the operator's command on a file with this catalogue."""
    file = folder / "catalogue.json"
    file.write_text(json.dumps(document))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DATABASE_URL", urls.app)
        patched.setenv("MADOGUCHI_DEVELOPMENT", "1")
        patched.setenv("MADOGUCHI_KEY_FILE", str(folder / "keys.json"))
        if not (folder / "keys.json").exists():
            assert main(["make-key", str(folder / "keys.json")]) == 0
        return main(["catalogue", str(file), *options])


async def publish(server: Server, folder: Path, document: Json) -> None:
    """Put a catalogue in force in the home city from today on."""
    options = ("--city", HOME, "--from", "2026-11-24")
    assert await asyncio.to_thread(load, server.urls, folder, document, *options) == 0


def own_catalogue() -> Json:
    """The standard catalogue with the city's own movement."""
    document: Json = json.loads(CATALOGUE.read_text("utf-8"))
    document["reasons"].append(REASON)
    document["movements"].append(RETURN)
    return document


async def opened(official: Official, **details: Any) -> Json:
    """Open a case for the city's own reason."""
    made: Json = await official.change(
        "open_case",
        reason="EVACUATION",
        counter="市民課１番窓口",
        notifier=NOTIFIER,
        idempotencyKey=fresh_key(),
        details=details,
    )
    return made


async def test_a_city_runs_a_case_by_a_movement_of_its_own(
    fresh_server: Server, tmp_path: Path
) -> None:
    await publish(fresh_server, tmp_path, own_catalogue())
    official = await fresh_server.official("1001")

    undecided = await opened(official)
    foreign = await opened(official, movement="MOVE_OUT")
    made = await opened(
        official,
        movement="RETURN_FROM_EVACUATION",
        changedOn="2026-10-20",
        newAddress={"text": "霞城市東町一丁目２番３号", "headName": "若竹　伸"},
    )
    await official.change(
        "record_person",
        caseId=made["id"],
        role="MOVER",
        person={"name": "若竹　伸", "birthDate": "昭和55年3月5日", "relationshipCodes": ["02"]},
        idempotencyKey=fresh_key(),
    )
    filled = await official.change(
        "fill_form",
        caseId=made["id"],
        formCode="resident_change",
        idempotencyKey=fresh_key(),
    )

    assert (undecided["message"], undecided["path"]) == (
        "異動の種類を選んでください。",
        ["input", "details", "movement"],
    )
    assert foreign["message"] == "この用件では選べない異動の種類です。"
    # 40 days of notification, no address before, no moving-out certificate: nothing to find but
    # that nobody has looked yet who the notifier is.
    case = (await official.ask(CASE, id=made["id"])).field
    assert case == {
        "movement": "RETURN_FROM_EVACUATION",
        "findings": [{"code": "IDENTITY", "place": "notifier"}],
    }
    assert filled["values"]["change"]["kind"] == "OTHER"
    (event,) = await fresh_server.events("madoguchi catalogue")
    assert (event["city_id"], event["actions"], event["outcome"]) == (
        1,
        ["publishCatalogue"],
        "DONE",
    )
    reasons = (await official.ask(REASONS)).field["nodes"]
    assert [entry["movements"][0] for entry in reasons if entry["code"] == "EVACUATION"] == [
        {
            "code": "RETURN_FROM_EVACUATION",
            "name": "避難からの帰還",
            "direction": "IN",
            "printedAs": "OTHER",
            "newAddress": "REQUIRED",
            "previousAddress": "OPTIONAL",
            "lastRegisteredAddress": "NOT_ASKED",
            "needsMovingOutCertificate": False,
            "mayBeFuture": True,
            "notificationDays": 40,
            "isByCard": False,
            "forWhom": "BOTH",
            "asksProofOfRelationship": False,
            "changeReason": "職権記載",
        }
    ]


async def test_the_movement_can_be_chosen_anew_while_the_case_is_open(
    fresh_server: Server, tmp_path: Path
) -> None:
    await publish(fresh_server, tmp_path, own_catalogue())
    official = await fresh_server.official("1001")
    made = await opened(official, movement="RETURN_FROM_EVACUATION")

    changed = await official.change(
        "record_answers",
        caseId=made["id"],
        expectedVersion=made["answersVersion"],
        idempotencyKey=fresh_key(),
        details={"movement": "MOVE_IN"},
    )
    refused = await official.change(
        "record_answers",
        caseId=made["id"],
        expectedVersion=made["answersVersion"] + 1,
        idempotencyKey=fresh_key(),
        details={"movement": "CHANGE_OF_ADDRESS"},
    )

    assert changed["__typename"] == "Case"
    case = (await official.ask(CASE, id=made["id"])).field
    assert case["movement"] == "MOVE_IN"
    assert "V13" in {finding["code"] for finding in case["findings"]}
    assert refused["path"] == ["input", "details", "movement"]


async def test_a_catalogue_from_before_still_has_its_movements_and_their_checks(
    fresh_server: Server, tmp_path: Path
) -> None:
    document = json.loads(CATALOGUE.read_text("utf-8"))
    del document["movements"]
    for reason in document["reasons"]:
        reason.pop("movements", None)
    await publish(fresh_server, tmp_path, document)
    official = await fresh_server.official("1001")

    made: Json = await official.change(
        "open_case",
        reason="MOVE_OUT",
        counter="市民課１番窓口",
        notifier=NOTIFIER,
        idempotencyKey=fresh_key(),
        details={"changedOn": "2026-10-01"},
    )

    case = (await official.ask(CASE, id=made["id"])).field
    assert case["movement"] == "MOVE_OUT"
    assert {"V05", "ADDRESS", "PERSONS"} <= {finding["code"] for finding in case["findings"]}


def test_a_faulty_catalogue_is_refused_with_every_place_before_any_city_is_asked(
    fresh_database: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = own_catalogue()
    document["reasons"][0]["movements"] = ["FLIGHT"]

    assert load(fresh_database, tmp_path, document, "--city", HOME) == 1

    said = capsys.readouterr().err
    assert "reasons.0.movements.0: 知らない異動です: FLIGHT" in said


def test_a_sound_catalogue_can_be_checked_without_a_city(
    fresh_database: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(fresh_database, tmp_path, own_catalogue()) == 0

    assert "is a sound catalogue: 25 reasons, 17 movements, 121 proc" in capsys.readouterr().out


def test_a_city_that_is_not_there_is_said(
    fresh_database: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(fresh_database, tmp_path, own_catalogue(), "--city", "999999") == 1

    assert "There is no city with the code 999999." in capsys.readouterr().err
