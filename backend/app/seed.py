"""The invented cities, complete: residents, staff, the procedure catalogue, the forms."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

import asyncpg

import backend
from backend.audit.repository import write_event
from backend.calendar.commands import publish_calendar
from backend.context.clock import JAPAN, Clock, seeded_ids
from backend.context.operation import Operations
from backend.context.principal import RequestOrigin
from backend.database.encryption import Keyring
from backend.database.engine import make_engine
from backend.database.settings import Urls
from backend.forms.commands.set_up_form import set_up_form
from backend.forms.ready_forms import SECTION_OF
from backend.procedures.commands import publish_catalogue
from backend.residents.invented import CITIES, CitySpec
from backend.residents.seed import Summary
from backend.residents.seed import seed as seed_residents
from backend.staff.passwords import hash_password
from backend.staff.samples import (
    BRANCH_FLOOR,
    CITY_SETTINGS,
    GROUPS,
    PLACES,
    SAMPLE_PASSWORD,
    SECTIONS,
    STAFF,
)

FIXTURES = Path(backend.__file__).parent.parent / "fixtures"
FORMS = (
    "resident_change",
    "certificate_application",
    "health_insurance",
    "seal_registration",
    "late_stage_medical",
    "national_pension",
    "child_allowance_claim",
    "child_allowance_amount_change",
    "care_certification",
    "care_insurance",
    "child_medical",
    "power_of_attorney",
    "card_face_change",
    "card_continued_use",
    "place_of_origin_exception",
    "tax_certificate",
    "seal_abolition",
    "pregnancy_notification",
    "water_supply",
    "mail_request",
)
# By city: the city's own calendar, and that of a place that keeps other hours.
CALENDARS: dict[int, tuple[tuple[str | None, str], ...]] = {
    1: ((None, "opening_calendar"), ("branch", "branch")),
    2: ((None, "second_city"), ("branch", "second_city_branch")),
}
VALID_FROM = date(2026, 4, 1)


@dataclass(frozen=True, kw_only=True)
class SeedSettings:
    """How large, which, and of which day the invented cities are."""

    residents: int = 2000
    random_seed: int = 1
    today: date


async def seed_cities(urls: Urls, settings: SeedSettings, keys: Keyring) -> Summary:
    """Fill an empty database; the same settings give the same rows."""
    connection = await asyncpg.connect(urls.owner)
    try:
        new_id = _ids(settings)
        for spec in CITIES:
            await _insert_city(connection, spec)
        summary = await seed_residents(
            connection,
            residents=settings.residents,
            random_seed=settings.random_seed,
            today=settings.today,
            keys=keys,
        )
        for spec in CITIES:
            async with connection.transaction():
                await connection.execute(f"SET LOCAL app.city_id = '{spec.city_id}'")
                await _insert_staff(connection, spec.city_id, new_id)
    finally:
        await connection.close()
    await _publish(urls, settings, keys)
    return summary


async def _publish(urls: Urls, settings: SeedSettings, keys: Keyring) -> None:
    """Publish the catalogue and the forms in every city, through the server's own commands."""
    engine = make_engine(urls.app)
    moment = datetime.combine(settings.today, time(), JAPAN)
    operations = Operations(
        engine=engine,
        clock=Clock(moment),
        make_id=seeded_ids(settings.random_seed + 1),
        keyring=keys,
        write_audit=write_event,
    )
    catalogue = json.loads((FIXTURES / "procedures/catalogue.json").read_text("utf-8"))
    forms = [json.loads((FIXTURES / f"forms/{name}.json").read_text("utf-8")) for name in FORMS]
    try:
        for spec in CITIES:
            origin = RequestOrigin(request_id="seed")
            async with operations.open(city_id=spec.city_id, origin=origin) as operation:
                await publish_catalogue(operation, spec.city_id, catalogue, VALID_FROM)
                for form in forms:
                    await set_up_form(
                        operation,
                        spec.city_id,
                        form,
                        VALID_FROM,
                        section_code=SECTION_OF.get(form["id"]),
                    )
                for place, name in CALENDARS[spec.city_id]:
                    calendar = json.loads((FIXTURES / f"calendar/{name}.json").read_text("utf-8"))
                    await publish_calendar(
                        operation, spec.city_id, calendar, VALID_FROM, place_code=place
                    )
    finally:
        await engine.dispose()


async def is_empty(owner_url: str) -> bool:
    """True while no city is in the directory."""
    connection = await asyncpg.connect(owner_url)
    try:
        return not await connection.fetchval("SELECT exists(SELECT FROM reference.city)")
    finally:
        await connection.close()


def _ids(settings: SeedSettings) -> Callable[[], UUID]:
    moment = datetime.combine(settings.today, time(), JAPAN).astimezone(UTC)
    make = seeded_ids(settings.random_seed)
    return lambda: make(moment)


async def _insert_city(connection: asyncpg.Connection, spec: CitySpec) -> None:
    await connection.execute(
        "INSERT INTO reference.city (id, local_government_code, code_valid_from, name, mayor_title,"
        " settings) VALUES ($1, $2, $3, $4, $5, $6)",
        spec.city_id,
        spec.local_government_code,
        date(2005, 4, 1),
        spec.name,
        spec.mayor_title,
        json.dumps(CITY_SETTINGS),
    )


async def _insert_staff(
    connection: asyncpg.Connection, city_id: int, new_id: Callable[[], UUID]
) -> None:
    places, sections = await _insert_sections(connection, city_id, new_id)
    groups = {group.code: new_id() for group in GROUPS}
    await connection.executemany(
        "INSERT INTO staff_group (city_id, id, code, name, permissions)"
        " VALUES ($1, $2, $3, $4, $5)",
        [
            (city_id, groups[group.code], group.code, group.name, sorted(group.permissions))
            for group in GROUPS
        ],
    )
    # One hash for all: hashing takes long on purpose, and these passwords are no secret.
    password_hash = hash_password(SAMPLE_PASSWORD)
    for person in STAFF:
        staff_id = new_id()
        await connection.execute(
            "INSERT INTO staff (city_id, id, section_id, place_id, staff_number, name,"
            " password_hash, failed_sign_ins, is_active) VALUES ($1, $2, $3, $4, $5, $6, $7, 0,"
            " true)",
            city_id,
            staff_id,
            sections[person.section],
            places[person.place],
            person.staff_number,
            person.name,
            password_hash,
        )
        await connection.executemany(
            "INSERT INTO staff_membership (city_id, staff_id, group_id) VALUES ($1, $2, $3)",
            [(city_id, staff_id, groups[code]) for code in person.groups],
        )
        await connection.executemany(
            "INSERT INTO staff_section (city_id, staff_id, section_id) VALUES ($1, $2, $3)",
            [(city_id, staff_id, sections[code]) for code in person.also_for],
        )


async def _insert_sections(
    connection: asyncpg.Connection, city_id: int, new_id: Callable[[], UUID]
) -> tuple[dict[str, UUID], dict[str, UUID]]:
    """Places and sections, and which section works where; gives their ids by code."""
    places = {place.code: new_id() for place in PLACES}
    await connection.executemany(
        "INSERT INTO place (city_id, id, code, name, address) VALUES ($1, $2, $3, $4, $5)",
        [(city_id, places[place.code], place.code, place.name, place.address) for place in PLACES],
    )
    sections = {section.code: new_id() for section in SECTIONS}
    await connection.executemany(
        "INSERT INTO section (city_id, id, code, name) VALUES ($1, $2, $3, $4)",
        [(city_id, sections[section.code], section.code, section.name) for section in SECTIONS],
    )
    served = [(section.code, "city_hall", section.floor) for section in SECTIONS]
    served += [
        (section.code, "branch", BRANCH_FLOOR) for section in SECTIONS if section.is_at_branch
    ]
    await connection.executemany(
        "INSERT INTO section_place (city_id, section_id, place_id, floor) VALUES ($1, $2, $3, $4)",
        [(city_id, sections[section], places[place], floor) for section, place, floor in served],
    )
    return places, sections
