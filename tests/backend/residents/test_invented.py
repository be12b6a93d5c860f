"""The invented city: the same for one seed, with every oddity, plausible, and nobody's."""

import hashlib
import json
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from backend.residents.invented import CITIES, invent, names, places
from backend.residents.invented.rows import COLUMNS
from backend.residents.invented.samples import SAMPLES
from backend.residents.rules import DETAIL_KEYS, MOST_GENERATIONS
from backend.residents.status import RELATIONSHIP_NAMES, Scheme
from backend.shared.names import is_variation_selector, require_furigana, require_stored_text
from backend.shared.numbers import (
    RemainderOne,
    require_individual_number,
    require_municipality_code,
    require_serial_number,
)

TODAY = date(2026, 11, 21)
IPAMJ = Path("/usr/share/fonts/truetype/ipamj/ipamjm.ttf")
Rows = dict[str, list[dict[str, Any]]]


def rows_of(residents: int, random_seed: int, city: int = 0) -> Rows:
    """The rows of one city, as dictionaries by table."""
    _, batches = invent(CITIES[city], residents=residents, random_seed=random_seed, today=TODAY)
    rows: Rows = {table: [] for table in [*COLUMNS, "individual_number"]}
    for batch in batches:
        for table, columns in COLUMNS.items():
            rows[table] += [dict(zip(columns, row, strict=True)) for row in batch.rows[table]]
        rows["individual_number"] += [
            {"resident_id": id_, "number": number} for id_, number in batch.individual_numbers
        ]
    return rows


def digest(rows: Rows) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.fixture(scope="module")
def city() -> Rows:
    return rows_of(residents=6000, random_seed=1)


def living(rows: Rows) -> list[dict[str, Any]]:
    return [row for row in rows["resident"] if row["register_status"] == "RESIDENT"]


def test_the_same_seed_gives_the_same_city() -> None:
    assert digest(rows_of(400, 7)) == digest(rows_of(400, 7))
    assert digest(rows_of(400, 7)) != digest(rows_of(400, 8))


def test_a_larger_city_begins_with_the_smaller_one() -> None:
    small, large = rows_of(400, 7), rows_of(800, 7)

    assert large["resident"][:350] == small["resident"][:350]


def test_as_many_live_in_it_as_were_asked_for(city: Rows) -> None:
    assert len(living(city)) == 6000


def test_the_second_city_has_other_people_and_no_samples() -> None:
    first, second = rows_of(300, 1), rows_of(300, 1, city=1)

    assert {row["id"] for row in first["resident"]}.isdisjoint(
        row["id"] for row in second["resident"]
    )
    assert {row["city_id"] for rows in second.values() for row in rows if "city_id" in row} == {2}
    assert "青葉　太郎" not in {row["full_name"] for row in second["resident"]}


def test_the_sample_people_are_there_whatever_the_seed() -> None:
    keys = [member.key for sample in SAMPLES for member in sample.members]
    for random_seed in (1, 2):
        made, batches = invent(CITIES[0], residents=50, random_seed=random_seed, today=TODAY)
        people = {
            row[COLUMNS["resident"].index("number")]: row[COLUMNS["resident"].index("full_name")]
            for batch in batches
            for row in batch.rows["resident"]
        }

        assert list(made.samples) == keys
        assert people[made.samples["certificate"]] == "青葉　太郎"
        assert people[made.samples["restricted"]] == "白石　澪"
        assert people[made.samples["variant_characters"]] == "渡邉\U000e010f　𠮷彦"


def test_the_sample_who_comes_for_certificates_has_a_card_and_a_seal() -> None:
    rows = rows_of(50, 3)
    sample = next(row for row in rows["resident"] if row["full_name"] == "青葉　太郎")

    schemes = {r["scheme"] for r in rows["enrolment"] if r["resident_id"] == sample["id"]}

    assert {Scheme.SEAL_REGISTRATION, Scheme.MY_NUMBER_CARD} <= schemes


def test_every_relationship_and_four_levels_occur(city: Rows) -> None:
    codes = [
        tuple(row[f"relationship_code_{n}"] for n in (1, 2, 3, 4) if row[f"relationship_code_{n}"])
        for row in living(city)
    ]

    assert {code for levels in codes for code in levels} == set(RELATIONSHIP_NAMES)
    assert max(len(levels) for levels in codes) == MOST_GENERATIONS


def test_every_household_has_one_head_who_stands_first(city: Rows) -> None:
    first = {row["household_id"]: row for row in living(city) if row["member_order"] == 1}

    assert len(first) == len(city["household"])
    assert {row["relationship_text"] for row in first.values()} == {"世帯主"}
    heads = Counter(
        row["household_id"] for row in living(city) if row["relationship_text"] == "世帯主"
    )
    assert set(heads.values()) == {1}


def test_the_members_of_a_household_are_numbered_without_a_gap(city: Rows) -> None:
    places_by_household: dict[Any, list[int]] = {}
    for row in living(city):
        places_by_household.setdefault(row["household_id"], []).append(row["member_order"])

    assert all(
        sorted(taken) == list(range(1, len(taken) + 1)) for taken in places_by_household.values()
    )


def test_ages_are_plausible(city: Rows) -> None:
    born = [row["birth_value"] for row in living(city) if row["birth_value"]]
    ages = [(TODAY - day).days // 365.25 for day in born]

    assert (min(ages), 95 < max(ages) < 105) == (0, True)
    assert all(
        (TODAY - row["birth_latest_on"]).days > 17 * 365
        for row in living(city)
        if row["relationship_text"] == "世帯主" and row["birth_latest_on"]
    )


def test_every_scheme_occurs_with_details_that_are_declared(city: Rows) -> None:
    used = {(row["scheme"], key) for row in city["enrolment"] for key in json.loads(row["detail"])}

    assert {row["scheme"] for row in city["enrolment"]} == set(Scheme)
    assert used == {(scheme, key) for scheme, keys in DETAIL_KEYS.items() for key in keys}


def test_schemes_fit_the_age(city: Rows) -> None:
    born = {row["id"]: row["birth_value"] for row in city["resident"]}
    late = [r for r in city["enrolment"] if r["scheme"] == Scheme.LATE_STAGE_MEDICAL]
    child = [r for r in city["enrolment"] if r["scheme"] == Scheme.CHILD_MEDICAL]

    known_late = [born[r["resident_id"]] for r in late if born[r["resident_id"]]]
    assert max(known_late) <= date(1951, 11, 21)
    assert min(born[r["resident_id"]] for r in child) > date(2010, 11, 21)


def test_enrolments_never_begin_tomorrow_nor_end_before_they_begin(city: Rows) -> None:
    faults = [
        row
        for row in city["enrolment"]
        if row["from_on"] > TODAY or (row["to_on"] and row["to_on"] < row["from_on"])
    ]

    assert faults == []


def test_versions_count_from_one_and_the_last_is_the_current_record(city: Rows) -> None:
    versions: dict[Any, list[dict[str, Any]]] = {}
    for row in city["resident_version"]:
        versions.setdefault(row["resident_id"], []).append(row)

    for row in city["resident"]:
        numbers = [version["history_number"] for version in versions[row["id"]]]
        assert numbers == list(range(1, len(numbers) + 1))
        last = versions[row["id"]][-1]
        shared = set(row) & set(last) - {"id"}
        assert {key: row[key] for key in shared} == {key: last[key] for key in shared}
        days = [version["changed_value"] for version in versions[row["id"]]]
        assert days == sorted(days)


def test_nobody_was_registered_before_birth_or_after_today(city: Rows) -> None:
    faults = [
        row["number"]
        for row in city["resident_version"]
        if row["changed_value"] > TODAY
        or (row["birth_value"] and row["changed_value"] < row["birth_value"])
    ]

    assert faults == []


def test_those_who_left_have_a_history_and_no_household(city: Rows) -> None:
    gone = [row for row in city["resident"] if row["register_status"] in ("MOVED_OUT", "DEAD")]

    assert {row["register_status"] for row in gone} == {"MOVED_OUT", "DEAD"}
    assert {(row["household_id"], row["is_restricted"]) for row in gone} == {(None, False)}
    assert min(row["history_number"] for row in gone) == 2
    assert all(row["removed_text"] for row in gone)
    moved = {row["id"] for row in gone if row["register_status"] == "MOVED_OUT"}
    went = {row["resident_id"] for row in city["resident_address"] if row["kind"] == "MOVED_TO"}
    assert went == moved


def test_every_kind_of_oddity_occurs(city: Rows) -> None:
    residents = city["resident"]

    assert {row["birth_precision"] for row in residents} >= {
        "DAY",
        "MONTH",
        "YEAR",
        "ABOUT_YEAR",
        "NOT_ON_CALENDAR",
    }
    assert {row["register_status"] for row in residents} == {
        "RESIDENT",
        "MOVED_OUT",
        "DEAD",
        "NOT_REGISTERED",
    }
    assert any(row["former_surname"] for row in residents)
    assert any(row["common_name"] for row in residents)
    assert any(row["kanji_name"] for row in residents)
    assert any(row["status_of_residence"] == "特別永住者" for row in residents)
    written = "".join(row["full_name"] for row in residents)
    assert {"𠮷", "𡈽", "𣘺"} <= set(written)
    assert any(is_variation_selector(character) for character in written)
    assert any("０" in (row["postal_code"] or "") for row in residents)
    assert any("１" in row["address_text"] for row in residents)
    assert any("1" in row["address_text"] for row in residents)
    assert any(row["town"] == row["text"] for row in city["resident_address"])


def test_half_a_percent_are_under_a_measure_by_whole_households(city: Rows) -> None:
    restricted = [row for row in city["resident"] if row["is_restricted"]]
    homes = {row["household_id"] for row in restricted}

    assert 30 <= len(restricted) <= 36
    assert {row["id"] for row in city["resident"] if row["household_id"] in homes} == {
        row["id"] for row in restricted
    }
    assert {row["resident_id"] for row in city["disclosure_restriction"]} == {
        row["id"] for row in restricted
    }
    assert any(row["until_on"] < TODAY for row in city["disclosure_restriction"])


def test_numbers_have_their_check_digits_and_belong_to_one_person(city: Rows) -> None:
    for row in city["resident"]:
        require_serial_number(row["number"], digits=10, remainder_one=RemainderOne.SKIP)
    for row in city["household"]:
        require_serial_number(row["number"], digits=10, remainder_one=RemainderOne.SKIP)
    for row in city["individual_number"]:
        require_individual_number(row["number"])

    everybody = len(city["resident"])
    assert len({row["number"] for row in city["resident"]}) == everybody
    assert len({row["number"] for row in city["individual_number"]}) == everybody
    codes = [r["resident_record_code"] for r in city["resident"] if r["resident_record_code"]]
    assert len(set(codes)) == len(codes)


def test_the_cities_codes_are_valid_and_of_no_prefecture() -> None:
    codes = [require_municipality_code(spec.local_government_code) for spec in CITIES]

    assert [code[:2] for code in codes] == ["99", "99"]
    assert {town.postal_code[:3] for spec in CITIES for town in spec.towns} == {"000"}


def test_every_text_may_be_stored_and_every_reading_is_furigana(city: Rows) -> None:
    for row in city["resident"]:
        for column in ("full_name", "address_text", "former_surname", "common_name"):
            require_stored_text(row[column] or "")
        for column in ("furigana", "former_surname_furigana", "common_name_furigana"):
            require_furigana(row[column] or "")


def test_every_variation_sequence_and_character_is_in_ipamj_mincho() -> None:
    with TTFont(IPAMJ) as font:
        sequences = next(table.uvsDict for table in font["cmap"].tables if table.format == 14)
        characters = font.getBestCmap()
    everything = repr((vars(names), places.CITIES, places.ELSEWHERE, SAMPLES))

    pairs = [
        (ord(character), ord(selector))
        for character, selector in pairwise(everything)
        if is_variation_selector(selector)
    ]
    absent = [
        (hex(base), hex(selector))
        for base, selector in pairs
        if base not in {code for code, _ in sequences.get(selector, ())}
    ]
    kanji = {c for c in everything if c > "\u3400" and not is_variation_selector(c)}

    assert len(set(pairs)) >= 10
    assert absent == []
    assert {c for c in kanji if ord(c) not in characters} == set()
