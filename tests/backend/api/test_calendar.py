"""Opening days over the API, and deadlines by the city's own calendar."""

import asyncio
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.cli import main
from backend.database.settings import Urls
from tests.server import ELSEWHERE, Official, Server

CLOSED_MONDAY = {
    "weekly": {"tuesday": "10:00-18:00", "saturday": "10:00-12:00"},
    "overrides": {"2026-12-01": {"hours": None, "words": "移転のため閉庁"}},
}


async def days(
    official: Official, first: str, last: str, place: str | None = None
) -> list[tuple[str, str | None, str | None, str]]:
    answer = await official.run("opening_days", place=place, **{"from": first, "to": last})
    return [(one["day"], one["opens"], one["closes"], one["words"]) for one in answer.field["days"]]


async def test_the_city_hall_and_its_branch_keep_their_own_hours(clerk: Official) -> None:
    hall = await days(clerk, "2026-12-03", "2026-12-06")
    branch = await days(clerk, "2026-12-03", "2026-12-06", "branch")

    assert hall == [
        ("2026-12-03", "08:30", "19:00", "開庁日"),
        ("2026-12-04", "08:30", "17:15", "開庁日"),
        ("2026-12-05", None, None, "土曜日"),
        ("2026-12-06", "08:30", "16:30", "休日開庁"),
    ]
    assert branch[0] == ("2026-12-03", "08:30", "17:15", "開庁日")
    assert branch[3] == ("2026-12-06", None, None, "日曜日")


async def test_a_place_without_its_own_calendar_follows_the_city(clerk: Official) -> None:
    of_city = await days(clerk, "2026-12-01", "2026-12-31")

    assert await days(clerk, "2026-12-01", "2026-12-31", "city_hall") == of_city


async def test_another_city_has_another_calendar(running: Server) -> None:
    official = await running.official("1001", ELSEWHERE)

    assert await days(official, "2026-12-13", "2026-12-13") == [
        ("2026-12-13", "09:00", "12:00", "日曜窓口")
    ]
    assert await days(official, "2026-12-14", "2026-12-14", "branch") == [
        ("2026-12-14", None, None, "月曜日")
    ]


async def test_a_place_that_the_city_does_not_have_is_nothing(clerk: Official) -> None:
    answer = await clerk.run(
        "opening_days", place="nowhere", **{"from": "2026-12-01", "to": "2026-12-01"}
    )

    assert answer.data == {"openingDays": None}


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-01-01", "2027-01-01", None),
        ("2026-01-01", "2027-01-02", "PERIOD_TOO_LONG"),
        ("2026-01-02", "2026-01-01", "INVALID_INPUT"),
        ("0001-01-01", "9999-12-31", "PERIOD_TOO_LONG"),
        ("9999-12-01", "9999-12-31", None),
    ],
)
async def test_a_period_has_at_most_366_days(
    clerk: Official, first: str, last: str, code: str | None
) -> None:
    answer = await clerk.run("opening_days", **{"from": first, "to": last})

    assert answer.codes == ([code] if code else [])


async def test_is_open_now_follows_the_clock(fresh_server: Server) -> None:
    async def is_open() -> bool:
        official = await fresh_server.sign_in("1001")
        asked = await official.run("opening_days", **{"from": "2026-12-01", "to": "2026-12-01"})
        found: bool = asked.field["isOpenNow"]
        return found

    assert await is_open()  # Tuesday, half past nine
    fresh_server.clock.advance(timedelta(hours=8))
    assert not await is_open()


def load(urls: Urls, folder: Path, document: Any, *options: str) -> int:
    file = folder / "calendar.json"
    file.write_text(json.dumps(document))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DATABASE_URL", urls.app)
        patched.setenv("MADOGUCHI_DEVELOPMENT", "1")
        patched.setenv("MADOGUCHI_KEY_FILE", str(folder / "keys.json"))
        if not (folder / "keys.json").exists():
            assert main(["make-key", str(folder / "keys.json")]) == 0
        return main(["calendar", str(file), *options])


def test_a_faulty_file_is_refused_with_every_place(
    fresh_database: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = {"weekly": {"monday": "17:15-08:30"}, "overrides": {"2026-02-30": None}}

    assert load(fresh_database, tmp_path, faulty) == 1

    said = capsys.readouterr().err
    assert "overrides.2026-02-30: 暦にない日です: 2026-02-30" in said
    assert "weekly.monday: 閉庁が開庁より後になっていません: 17:15-08:30" in said


def test_a_sound_file_can_be_checked_without_a_city(
    fresh_database: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(fresh_database, tmp_path, CLOSED_MONDAY) == 0

    assert "is a sound calendar" in capsys.readouterr().out


def test_an_unknown_city_is_said(
    fresh_database: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(fresh_database, tmp_path, CLOSED_MONDAY, "--city", "999999") == 1

    assert "There is no city with the code 999999." in capsys.readouterr().err


async def test_a_calendar_that_was_loaded_is_seen_within_a_minute_and_leaves_an_event(
    fresh_server: Server, tmp_path: Path
) -> None:
    official = await fresh_server.sign_in("1001")
    before = await days(official, "2026-11-30", "2026-12-01")

    loaded = await asyncio.to_thread(
        load, fresh_server.urls, tmp_path, CLOSED_MONDAY,
        "--city", "992011", "--place", "branch", "--from", "2026-12-01",
    )  # fmt: skip

    assert loaded == 0
    fresh_server.clock.advance(timedelta(minutes=1))
    assert await days(official, "2026-11-30", "2026-12-01", "branch") == [
        ("2026-11-30", "08:30", "17:15", "開庁日"),  # until its day the former calendar holds
        ("2026-12-01", None, None, "移転のため閉庁"),
    ]
    assert await days(official, "2026-11-30", "2026-12-01") == before
    (event,) = await fresh_server.events("madoguchi calendar")
    assert (event["city_id"], event["actions"], event["outcome"]) == (
        1,
        ["publishCalendar"],
        "DONE",
    )


async def test_deadlines_move_by_the_citys_own_calendar(
    fresh_server: Server, tmp_path: Path
) -> None:
    official = await fresh_server.sign_in("1001")
    assert await due_on_sunday(official) == date(2026, 11, 30)

    no_monday = {"weekly": dict.fromkeys(("tuesday", "friday"), "10:00-18:00")}
    of_branch = ["--place", "branch"]  # its own closures do not move a deadline
    for document, place in ((no_monday, []), (CLOSED_MONDAY, of_branch)):
        options = ["--city", "992011", "--from", "2026-11-24", *place]
        assert await asyncio.to_thread(load, fresh_server.urls, tmp_path, document, *options) == 0
    fresh_server.clock.advance(timedelta(minutes=1))

    assert await due_on_sunday(official) == date(2026, 12, 1)


async def due_on_sunday(official: Official) -> date:
    """Until when to notify a move of 15 November: its fourteenth day is a Sunday."""
    case = await official.change(
        "open_case",
        reason="MOVE_IN",
        counter="市民課",
        notifier={"name": "若竹　伸", "relation": "SELF"},
        details={"changedOn": "2026-11-15"},
    )
    person = {"name": "若竹　伸", "sex": "MALE", "birthDate": "1980-03-05", "isJapanese": True}
    case = await official.change("record_person", caseId=case["id"], role="MOVER", person=person)
    (found,) = [one["dueOn"] for one in case["procedures"] if one["code"] == "JK01"]
    return date.fromisoformat(found)
