"""All SQL of the cases slice. `get_*` raises when absent, `find_*` may return None."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.cases.status import CaseStatus, PersonRole
from backend.cases.tables.cases import (
    ApplicationRow,
    CaseAnswerRow,
    CaseCounterRow,
    CasePersonRow,
    CaseProcedureRow,
    CaseRow,
    DocumentRow,
    PrintRunRow,
)
from backend.context.operation import Operation
from backend.errors import NotFoundError
from backend.residents.status import RegisterStatus
from backend.residents.tables import (
    DisclosureRestrictionRow,
    EnrolmentRow,
    HouseholdRow,
    ResidentRow,
)


async def next_case_number(operation: Operation, year: int) -> int:
    """The next running number of the year; the counter's row stays locked until the commit."""
    statement = (
        insert(CaseCounterRow)
        .values(city_id=operation.signed_in.city_id, year=year, last_number=1)
        .on_conflict_do_update(
            index_elements=["city_id", "year"],
            set_={"last_number": CaseCounterRow.last_number + 1},
        )
        .returning(CaseCounterRow.last_number)
    )
    number: int = (await operation.rows(statement))[0][0]
    return number


async def get_case_for_update(session: AsyncSession, case_id: UUID | None) -> CaseRow:
    """Load a case and lock it: two officials change it one after the other."""
    found = await session.scalar(select(CaseRow).where(CaseRow.id == case_id).with_for_update())
    if found is None:
        raise NotFoundError("この受付は見つかりません。", path=("input", "caseId"))
    return found


async def get_case_id(
    session: AsyncSession, row: type[ApplicationRow] | type[PrintRunRow], id_: UUID
) -> UUID:
    """The case that a filled form or a printing belongs to."""
    return (await session.scalars(select(row.case_id).where(row.id == id_))).one()


async def list_persons(session: AsyncSession, case_id: UUID) -> Sequence[CasePersonRow]:
    """The persons of a case, in their order."""
    statement = (
        select(CasePersonRow)
        .where(CasePersonRow.case_id == case_id)
        .order_by(CasePersonRow.position)
    )
    return (await session.scalars(statement)).all()


async def delete_person(session: AsyncSession, person: CasePersonRow) -> None:
    """Take a person out of a case, with the answers about them."""
    await session.execute(delete(CaseAnswerRow).where(CaseAnswerRow.person_id == person.id))
    await session.delete(person)
    await session.flush()


async def list_answers(session: AsyncSession, case_id: UUID) -> Sequence[CaseAnswerRow]:
    """The answers of a case."""
    statement = select(CaseAnswerRow).where(CaseAnswerRow.case_id == case_id)
    return (await session.scalars(statement)).all()


async def list_procedures(session: AsyncSession, case_id: UUID) -> Sequence[CaseProcedureRow]:
    """The procedures of a case, in their order."""
    statement = (
        select(CaseProcedureRow)
        .where(CaseProcedureRow.case_id == case_id)
        .order_by(CaseProcedureRow.position)
    )
    return (await session.scalars(statement)).all()


async def delete_procedures(session: AsyncSession, case_id: UUID, codes: Sequence[str]) -> None:
    """Take out procedures that the rules no longer find."""
    await session.execute(
        delete(CaseProcedureRow).where(
            CaseProcedureRow.case_id == case_id, CaseProcedureRow.code.in_(codes)
        )
    )


async def find_application(
    session: AsyncSession, case_id: UUID, form_code: str
) -> ApplicationRow | None:
    """The case's filled form of a kind."""
    return await session.scalar(
        select(ApplicationRow).where(
            ApplicationRow.case_id == case_id, ApplicationRow.form_code == form_code
        )
    )


async def list_applications(session: AsyncSession, case_id: UUID) -> Sequence[ApplicationRow]:
    """The filled forms of a case."""
    statement = (
        select(ApplicationRow)
        .where(ApplicationRow.case_id == case_id)
        .order_by(ApplicationRow.form_code)
    )
    return (await session.scalars(statement)).all()


async def list_residents(
    session: AsyncSession, resident_ids: Sequence[UUID]
) -> Sequence[ResidentRow]:
    """The register's rows of some persons."""
    if not resident_ids:
        return ()
    return (
        await session.scalars(select(ResidentRow).where(ResidentRow.id.in_(resident_ids)))
    ).all()


async def list_restricted_residents(session: AsyncSession, case_id: UUID) -> Sequence[UUID]:
    """Who is under 支援措置 in a case: a person, the notifier, a member of the household joined."""
    persons = (
        select(ResidentRow.id)
        .join(CasePersonRow, CasePersonRow.resident_id == ResidentRow.id)
        .where(CasePersonRow.case_id == case_id, ResidentRow.is_restricted)
    )
    notifiers = (
        select(ResidentRow.id)
        .join(CaseRow, CaseRow.notifier_resident_id == ResidentRow.id)
        .where(CaseRow.id == case_id, ResidentRow.is_restricted)
    )
    # By one value, not by a join: then the household's index serves.
    household = select(CaseRow.joined_household_id).where(CaseRow.id == case_id).scalar_subquery()
    joined = select(ResidentRow.id).where(
        ResidentRow.household_id == household, ResidentRow.is_restricted
    )
    return (await session.scalars(persons.union(notifiers, joined))).all()


async def list_enrolments(
    session: AsyncSession, resident_ids: Sequence[UUID]
) -> Sequence[EnrolmentRow]:
    """The enrolments of some persons, those that ended included."""
    if not resident_ids:
        return ()
    statement = select(EnrolmentRow).where(EnrolmentRow.resident_id.in_(resident_ids))
    return (await session.scalars(statement)).all()


async def list_household_members(
    session: AsyncSession, household_ids: Sequence[UUID]
) -> Sequence[ResidentRow]:
    """The present members of some households, in the record's order."""
    statement = (
        select(ResidentRow)
        .where(
            ResidentRow.household_id.in_(household_ids),
            ResidentRow.register_status == RegisterStatus.RESIDENT,
        )
        .order_by(ResidentRow.household_id, ResidentRow.member_order, ResidentRow.id)
    )
    return (await session.scalars(statement)).all()


async def find_household(session: AsyncSession, household_id: UUID | None) -> HouseholdRow | None:
    """A household of the register."""
    return await session.scalar(select(HouseholdRow).where(HouseholdRow.id == household_id))


async def list_ending_restrictions(
    session: AsyncSession, resident_ids: Sequence[UUID]
) -> Sequence[DisclosureRestrictionRow]:
    """The protective measures (支援措置) in force for some persons."""
    if not resident_ids:
        return ()
    statement = select(DisclosureRestrictionRow).where(
        DisclosureRestrictionRow.resident_id.in_(resident_ids),
        DisclosureRestrictionRow.ended_at.is_(None),
    )
    return (await session.scalars(statement)).all()


def has_restricted_person(city_id: Any = CaseRow.city_id, case_id: Any = CaseRow.id) -> Any:
    """SQL: true for a case with a person, notifier or joined household under 支援措置.

    Other columns than the case's own ask the same of a row that belongs to a case. Not EXISTS: for
    a page of cases PostgreSQL would hash the persons of all cases.
    """
    case = aliased(CaseRow)
    person = (
        select(literal(True))
        .select_from(CasePersonRow)
        .join(
            ResidentRow,
            (ResidentRow.city_id == CasePersonRow.city_id)
            & (ResidentRow.id == CasePersonRow.resident_id),
        )
        .where(CasePersonRow.city_id == city_id, CasePersonRow.case_id == case_id)
    )
    own_case = (
        select(literal(True)).select_from(case).where(case.city_id == city_id, case.id == case_id)
    )
    notifier = own_case.join(
        ResidentRow,
        (ResidentRow.city_id == case.city_id) & (ResidentRow.id == case.notifier_resident_id),
    )
    joined = own_case.join(
        ResidentRow,
        (ResidentRow.city_id == case.city_id)
        & (ResidentRow.household_id == case.joined_household_id),
    )
    return or_(
        *(
            func.coalesce(
                found.where(ResidentRow.is_restricted)
                .correlate(case_id.class_)
                .limit(1)
                .scalar_subquery(),
                False,
            )
            for found in (person, notifier, joined)
        )
    )


def cases_matching(
    status: CaseStatus | None, number: str | None, counter: str | None
) -> Select[CaseRow]:
    """Cases by status, number and counter."""
    statement = select(CaseRow)
    if status is not None:
        statement = statement.where(CaseRow.status == status)
    if number is not None:
        statement = statement.where(CaseRow.number == number)
    if counter is not None:
        statement = statement.where(CaseRow.counter == counter)
    return statement


async def get_document(session: AsyncSession, document_id: UUID) -> DocumentRow:
    """One printed document."""
    found = await session.scalar(select(DocumentRow).where(DocumentRow.id == document_id))
    if found is None:
        raise NotFoundError("この印刷物は見つかりません。")
    return found


LEAVING_ROLES = (PersonRole.MOVER.value, PersonRole.DECEASED.value)
