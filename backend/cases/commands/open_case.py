"""Open a case (受付開始)."""

from dataclasses import dataclass
from uuid import UUID

from backend.cases.commands.details import Details, apply_details
from backend.cases.commands.joined_household import apply_joined_household
from backend.cases.commands.leases import hold_lease
from backend.cases.commands.notifier import Notifier, apply_notifier
from backend.cases.commands.steps import admit, note, required_text, work_out
from backend.cases.repository import cases as repository
from backend.cases.rules import movement_of
from backend.cases.status import CaseEventKind, CaseStatus
from backend.cases.tables.cases import CaseRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError
from backend.procedures.rules import get_reason
from backend.procedures.store import CatalogueStore
from backend.shared.opaque_codes import code_from
from backend.staff.repository import get_city, seat_of
from backend.staff.tables import StaffRow


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """Why somebody came, where, who it is, and what is known of the change already."""

    reason: str
    counter: str
    notifier: Notifier
    details: Details


async def open_case(operation: Operation, asked: OpenCase) -> UUID:
    """Open a case under the catalogue that is in force today."""
    principal = operation.signed_in
    store: CatalogueStore = operation.services["catalogues"]
    version_id, catalogue = await store.published(
        operation.session, principal.city_id, operation.today
    )
    try:
        reason = get_reason(catalogue, asked.reason)
    except InvalidInputError as error:
        error.path = ("input", *error.path)
        raise
    year = operation.today.year
    case = CaseRow(
        city_id=principal.city_id,
        id=operation.new_id(),
        number="",
        counter=required_text(asked.counter, "受付窓口", "input", "counter", longest=50),
        status=CaseStatus.OPEN,
        version=1,
        reason_code=reason.code,
        reason_name=reason.name,
        movement=movement_of(reason, asked.details.movement),
        catalogue_version_id=version_id,
        accepted_at=operation.now,
        accepted_on=operation.today,
        opened_by=principal.staff_id,
        # Where the official sits now: statistics count the case there for good.
        section_id=seat_of(principal.staff_id, StaffRow.section_id),
        place_id=seat_of(principal.staff_id, StaffRow.place_id),
        notified_on=operation.today,  # V03: today unless said otherwise
        answers_version=1,
        notifier_version=1,
        is_notifier_identified=False,
        required_proofs=[],
        head_candidates=[],
        open_questions=[],
        findings=[],
        confirmed_alerts=[],
        hand_over_code=code_from([operation.new_id() for _ in range(3)]),
    )
    hold_lease(operation, case, (await get_city(operation.session, case.city_id)).settings)
    await apply_notifier(operation, case, asked.notifier)
    apply_details(case, asked.details)
    await apply_joined_household(operation, case, asked.details)
    # The counter is locked until the commit: taken only once the input is known to be good.
    case.number = f"{year}-{await repository.next_case_number(operation, year):06d}"
    operation.session.add(case)
    operation.audit.show("case", (case.id,))
    await admit(operation, case, residents=True, household=True)
    await work_out(operation, case)
    await note(operation, case, CaseEventKind.OPENED, reason=reason.code, number=case.number)
    return case.id
