"""Record a person of a case, found in the register or entered (異動者等の記録)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.cases.commands.leases import require_not_edited_elsewhere
from backend.cases.commands.notifier import judge_identity
from backend.cases.commands.numbers import take_numbers
from backend.cases.commands.steps import (
    load_for_step,
    movement_of_case,
    note,
    optional_text,
    require_unrestricted,
    required_text,
    work_out,
)
from backend.cases.repository import cases as repository
from backend.cases.rules import MOST_PERSONS, MOST_RELATIONSHIP_CODES
from backend.cases.status import CaseEventKind, PersonRole, PersonSource, Step
from backend.cases.tables.cases import CasePersonRow, CaseRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError, VersionConflictError
from backend.procedures.definitions import Movement
from backend.residents.rules import relationship_text
from backend.residents.status import RELATIONSHIP_NAMES, FuriganaStatus, ResidentKind, Sex
from backend.residents.tables import ResidentRow
from backend.shared.dates import DateStyle, RegisterDate, parse_register_date
from backend.shared.names import camel_case, require_furigana
from backend.shared.numbers import plain_digits

PLACE = ("input", "person")


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What is said of a person; for one of the register only what differs or is new."""

    name: str | None = None
    furigana: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    relationship_codes: Sequence[str] | None = None
    is_japanese: bool | None = None
    nationality: str | None = None
    status_of_residence: str | None = None
    period_of_stay: str | None = None
    stay_expires_on: date | None = None
    residence_card_number: str | None = None
    former_surname: str | None = None
    common_name: str | None = None
    registered_domicile: str | None = None
    family_register_head: str | None = None
    individual_number: str | None = field(default=None, repr=False)
    resident_record_code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class RecordPerson:
    """Whom to record, or which recorded person to change."""

    case_id: UUID | None
    role: PersonRole
    person_id: UUID | None = None
    expected_version: int | None = None
    resident_id: UUID | None = None
    has_resident: bool = False
    is_removed: bool = False
    particulars: Particulars


async def record_person(operation: Operation, asked: RecordPerson) -> UUID:
    """Add a person to the case, or change one; then work the case out anew."""
    case = await load_for_step(operation, asked.case_id, Step.RECORD_PERSON)
    resident = await _resident(operation, asked)
    persons = await repository.list_persons(operation.session, case.id)
    existing = _existing(persons, asked)
    if asked.is_removed:
        return await _remove(operation, case, existing)
    person = existing or _new(operation, case, persons)
    person.role = asked.role
    if resident is not None:
        _take_from_register(person, resident)
        if asked.role is PersonRole.MOVER:
            _take_previous_address(case, resident, await movement_of_case(operation, case))
    _take_particulars(person, asked.particulars)
    take_numbers(operation, person, asked.particulars)
    await operation.session.flush()
    await require_unrestricted(operation, case.id)
    if resident is not None:  # not before: who is refused has been shown nothing
        await require_not_edited_elsewhere(operation, case, [resident.id])
        operation.audit.show("resident", (resident.id,))
    await work_out(operation, case)
    await note(operation, case, CaseEventKind.PERSON_RECORDED, position=person.position)
    return case.id


async def _remove(operation: Operation, case: CaseRow, person: CasePersonRow | None) -> UUID:
    if person is None:
        raise InvalidInputError("取り消す人を指定してください。", path=("input", "personId"))
    await repository.delete_person(operation.session, person)
    if case.notifier_person_id == person.id:
        # What was taken over of the notifier stays; that it is this person does not.
        case.notifier_person_id = None
        await judge_identity(operation, case)
    await work_out(operation, case)
    await note(operation, case, CaseEventKind.PERSON_REMOVED, position=person.position)
    return case.id


async def _resident(operation: Operation, asked: RecordPerson) -> ResidentRow | None:
    if not asked.has_resident:
        return None
    ids = [asked.resident_id] if asked.resident_id else []
    found = await repository.list_residents(operation.session, ids)
    if not found:
        raise NotFoundError("この住民は見つかりません。", path=("input", "residentId"))
    return found[0]


def _existing(persons: Sequence[CasePersonRow], asked: RecordPerson) -> CasePersonRow | None:
    if asked.person_id is None:
        return None
    for person in persons:
        if person.id == asked.person_id:
            if asked.expected_version != person.version:
                raise VersionConflictError(
                    "他の職員が先に変更しました。最新の内容を確認してください。",
                    current=(CaseRow, person.case_id),
                    path=("input", "expectedVersion"),
                )
            person.version += 1
            return person
    raise NotFoundError("この受付にその人は記録されていません。", path=("input", "personId"))


def _new(operation: Operation, case: CaseRow, persons: Sequence[CasePersonRow]) -> CasePersonRow:
    if len(persons) >= MOST_PERSONS:
        raise InvalidInputError(f"1件の受付に記録できるのは{MOST_PERSONS}人までです。", path=PLACE)
    person = CasePersonRow(
        city_id=case.city_id,
        id=operation.new_id(),
        case_id=case.id,
        position=max((person.position for person in persons), default=0) + 1,
        version=1,
        source=PersonSource.ENTERED,
        name="",
        sex=Sex.UNKNOWN,
        relationship_codes=[],
        is_relationship_said=False,
        furigana_status=FuriganaStatus.NONE,
    )
    operation.session.add(person)
    return person


FROM_REGISTER = (
    "furigana",
    "furigana_status",
    "sex",
    "nationality",
    "status_of_residence",
    "period_of_stay",
    "stay_expires_on",
    "residence_card_number",
    "former_surname",
    "common_name",
    "registered_domicile",
    "family_register_head",
    "relationship_text",
    "birth_value",
    "birth_precision",
    "birth_text",
    "birth_earliest_on",
    "birth_latest_on",
)


def _take_from_register(person: CasePersonRow, resident: ResidentRow) -> None:
    person.resident_id = resident.id
    person.source = PersonSource.REGISTER
    person.name = resident.full_name
    person.is_japanese = resident.kind == ResidentKind.JAPANESE
    codes = (
        resident.relationship_code_1,
        resident.relationship_code_2,
        resident.relationship_code_3,
        resident.relationship_code_4,
    )
    person.relationship_codes = [code for code in codes if code]
    person.is_relationship_said = False
    for name in FROM_REGISTER:
        setattr(person, name, getattr(resident, name))


def _take_previous_address(case: CaseRow, resident: ResidentRow, movement: Movement | None) -> None:
    """The address that is left stands in the register: nobody has to say it."""
    leaves_here = movement is not None and movement.leaves_an_address_here
    if leaves_here and case.previous_address is None:
        case.previous_address = resident.address_text
        case.previous_postal_code = resident.postal_code


def _take_particulars(person: CasePersonRow, said: Particulars) -> None:
    if said.name is not None or not person.name:
        person.name = required_text(said.name or "", "氏名", *PLACE, "name", longest=100)
    if said.furigana:
        _take_furigana(person, said.furigana)
    if said.sex is not None:
        person.sex = said.sex
    if said.is_japanese is not None:
        person.is_japanese = said.is_japanese
    if said.relationship_codes is not None:
        _take_relationship(person, said.relationship_codes)
    if said.stay_expires_on is not None:
        person.stay_expires_on = said.stay_expires_on
    _take_texts(person, said)
    _take_birth(person, said.birth_date)


def _take_furigana(person: CasePersonRow, said: str) -> None:
    """What is said and differs from the register is not the family register's reading (V18)."""
    furigana = require_furigana(said, path=(*PLACE, "furigana"))
    if furigana != person.furigana:
        person.furigana, person.furigana_status = furigana, FuriganaStatus.UNCONFIRMED


def _take_texts(person: CasePersonRow, said: Particulars) -> None:
    for name in (
        "nationality",
        "status_of_residence",
        "period_of_stay",
        "former_surname",
        "common_name",
        "registered_domicile",
        "family_register_head",
    ):
        text = optional_text(getattr(said, name), *PLACE, camel_case(name))
        if text is not None:
            setattr(person, name, text)
    card = optional_text(said.residence_card_number, *PLACE, "residenceCardNumber")
    if card is not None:
        person.residence_card_number = plain_digits(card).upper()


def _take_relationship(person: CasePersonRow, codes: Sequence[str]) -> None:
    place = (*PLACE, "relationshipCodes")
    if len(codes) > MOST_RELATIONSHIP_CODES:
        raise InvalidInputError("続柄は4世代までです。それを超える方は縁故者とします。", path=place)
    unknown = [code for code in codes if code not in RELATIONSHIP_NAMES]
    if unknown:
        raise InvalidInputError("この続柄コードはありません。", path=place)
    person.relationship_codes = list(codes)
    person.is_relationship_said = True
    person.relationship_text = relationship_text(tuple(codes)) if codes else None


def _take_birth(person: CasePersonRow, text: str | None) -> None:
    if text is None:
        if person.birth_precision is None:
            raise InvalidInputError(
                "生年月日を入力してください（不詳のときは「年月日不詳」）。",
                path=(*PLACE, "birthDate"),
            )
        return
    birth: RegisterDate = parse_register_date(text, path=(*PLACE, "birthDate"))
    style = DateStyle.WESTERN if person.is_japanese is False else DateStyle.JAPANESE
    person.birth_value = birth.value
    person.birth_precision = birth.precision
    person.birth_text = birth.show(style)
    person.birth_earliest_on = birth.earliest_on
    person.birth_latest_on = birth.latest_on
