"""Who notifies or asks (届出人・請求者): a person of the case, of the register, or neither."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.cases.commands.steps import optional_text, required_text
from backend.cases.repository import cases as repository
from backend.cases.repository.identity_checks import list_identity_checks
from backend.cases.rules.notifier import IdentityCheck, is_identified, is_other_notifier
from backend.cases.status import IdentityResult
from backend.cases.tables.cases import CasePersonRow, CaseRow
from backend.cases.tables.identity_checks import IdentityCheckRow
from backend.context.operation import Operation
from backend.errors import NotFoundError
from backend.residents.tables import ResidentRow
from backend.shared.names import require_furigana

LONGEST_ADDRESS = 300
PLACE = ("input", "notifier")


@dataclass(frozen=True, kw_only=True)
class Notifier:
    """Who notifies, and how related to those concerned; what is known of them is not asked."""

    relation: str
    name: str | None = None
    furigana: str | None = None
    address: str | None = None
    phone: str | None = None
    birth_on: date | None = None
    person_id: UUID | None = None
    has_person: bool = False
    resident_id: UUID | None = None
    has_resident: bool = False


async def apply_notifier(operation: Operation, case: CaseRow, said: Notifier) -> None:
    """Take over who notifies."""
    person = await _person(operation, case, said)
    resident = await _resident(operation, said, person)
    before = (case.notifier_person_id, case.notifier_resident_id, case.notifier_name or "")
    case.notifier_relation = said.relation
    case.notifier_person_id = person.id if person else None
    case.notifier_resident_id = resident.id if resident else None
    _take_known(case, person, resident)
    _take_said(case, said)
    after = (case.notifier_person_id, case.notifier_resident_id, case.notifier_name)
    if before[2] and is_other_notifier(before, after):
        case.notifier_version += 1


async def _person(operation: Operation, case: CaseRow, said: Notifier) -> CasePersonRow | None:
    if not said.has_person:
        return None
    for person in await repository.list_persons(operation.session, case.id):
        if person.id == said.person_id:
            return person
    raise NotFoundError("この受付にその人は記録されていません。", path=(*PLACE, "personId"))


async def _resident(
    operation: Operation, said: Notifier, person: CasePersonRow | None
) -> ResidentRow | None:
    asked = person.resident_id if person else said.resident_id
    found = await repository.list_residents(operation.session, [asked] if asked else [])
    if said.has_resident and not found:
        raise NotFoundError("この住民は見つかりません。", path=(*PLACE, "residentId"))
    return found[0] if found else None


def _take_known(case: CaseRow, person: CasePersonRow | None, resident: ResidentRow | None) -> None:
    known = person or resident
    if known is not None:
        case.notifier_furigana = known.furigana
        case.notifier_birth_on = known.birth_value
        case.notifier_address = resident.address_text if resident else None
    if person is not None:
        case.notifier_name = person.name
    elif resident is not None:
        case.notifier_name = resident.full_name


def _take_said(case: CaseRow, said: Notifier) -> None:
    is_known = said.has_person or said.has_resident
    if said.name is not None or not is_known:
        case.notifier_name = required_text(said.name or "", "氏名", *PLACE, "name", longest=100)
    if said.furigana or not is_known:
        case.notifier_furigana = (
            require_furigana(said.furigana, path=(*PLACE, "furigana")) if said.furigana else None
        )
    if said.address or not is_known:
        case.notifier_address = optional_text(
            said.address, *PLACE, "address", longest=LONGEST_ADDRESS
        )
    if said.birth_on is not None or not is_known:
        case.notifier_birth_on = said.birth_on
    case.notifier_phone = optional_text(said.phone, *PLACE, "phone", longest=30)


async def judge_identity(operation: Operation, case: CaseRow) -> None:
    """Decide anew whether the notifier is identified."""
    await operation.session.flush()
    checks = await list_identity_checks(operation.session, case.id)
    case.is_notifier_identified = is_identified(
        [_check(row) for row in checks], case.notifier_person_id, case.notifier_version
    )


def _check(row: IdentityCheckRow) -> IdentityCheck:
    return IdentityCheck(
        id=row.id,
        person_id=row.person_id,
        notifier_version=row.notifier_version,
        is_sufficient=row.result == IdentityResult.SUFFICIENT,
        withdraws_id=row.withdraws_id,
    )
