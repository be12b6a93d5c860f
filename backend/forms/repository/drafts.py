"""SQL of drafts, their history, and who has a form open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.events.tables import EventStreamRow, StreamKind
from backend.forms.errors import FormGoneError
from backend.forms.tables.drafts import FormDraftRow, FormPresenceRow, FormRevisionRow
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow, FormVersionStatus
from backend.staff.tables import SectionRow, StaffRow

GONE = "この帳票は見つかりません。"


async def get_form(session: AsyncSession, form_id: UUID | None, *path: str) -> FormDefinitionRow:
    """A form of the city."""
    found = await session.scalar(select(FormDefinitionRow).where(FormDefinitionRow.id == form_id))
    if found is None:
        raise FormGoneError(GONE, path=path)
    return found


async def get_form_to_open(
    session: AsyncSession, form_id: UUID | None, *path: str
) -> FormDefinitionRow:
    """A form of the city, which nobody can remove until the end of the transaction."""
    statement = select(FormDefinitionRow).where(FormDefinitionRow.id == form_id)
    found = await session.scalar(statement.with_for_update(read=True, key_share=True))
    if found is None:
        raise FormGoneError(GONE, path=path)
    return found


async def get_form_for_update(
    session: AsyncSession, form_id: UUID | None, *path: str
) -> FormDefinitionRow:
    """A form of the city, locked: whoever changes its draft or versions takes turns."""
    found = await session.scalar(
        select(FormDefinitionRow)
        .where(FormDefinitionRow.id == form_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise FormGoneError(GONE, path=path)
    return found


async def find_draft(session: AsyncSession, form_id: UUID) -> FormDraftRow | None:
    """The draft of a form; a form from before there were drafts may have none yet."""
    return await session.scalar(
        select(FormDraftRow)
        .where(FormDraftRow.form_definition_id == form_id)
        .execution_options(populate_existing=True)
    )


async def find_last_revision(session: AsyncSession, form_id: UUID) -> FormRevisionRow | None:
    """The newest revision of a form."""
    return await session.scalar(
        select(FormRevisionRow)
        .where(FormRevisionRow.form_definition_id == form_id)
        .order_by(FormRevisionRow.number.desc())
        .limit(1)
    )


async def find_revision(
    session: AsyncSession, form_id: UUID, revision_id: UUID | None
) -> FormRevisionRow | None:
    """One revision of this form."""
    return await session.scalar(
        select(FormRevisionRow).where(
            FormRevisionRow.form_definition_id == form_id, FormRevisionRow.id == revision_id
        )
    )


async def find_newest_version(session: AsyncSession, form_id: UUID) -> FormVersionRow | None:
    """The version of a form with the highest number that was not withdrawn."""
    return await session.scalar(
        select(FormVersionRow)
        .where(
            FormVersionRow.form_definition_id == form_id,
            FormVersionRow.status == FormVersionStatus.PUBLISHED,
        )
        .order_by(FormVersionRow.number.desc())
        .limit(1)
    )


async def list_versions(session: AsyncSession, form_id: UUID) -> Sequence[FormVersionRow]:
    """All versions of a form, withdrawn ones too, oldest first."""
    return (
        await session.scalars(
            select(FormVersionRow)
            .where(FormVersionRow.form_definition_id == form_id)
            .order_by(FormVersionRow.number)
        )
    ).all()


async def find_version(session: AsyncSession, version_id: UUID | None) -> FormVersionRow | None:
    """One version of any form of the city."""
    return await session.scalar(select(FormVersionRow).where(FormVersionRow.id == version_id))


async def find_first_revision(session: AsyncSession, form_id: UUID) -> FormRevisionRow | None:
    """What a form began as."""
    return await session.scalar(
        select(FormRevisionRow)
        .where(FormRevisionRow.form_definition_id == form_id)
        .order_by(FormRevisionRow.number)
        .limit(1)
    )


async def lock_codes(session: AsyncSession, city_id: int) -> None:
    """Let those who add forms to a city take turns, so that no two get the same code."""
    await session.execute(
        select(func.pg_advisory_xact_lock(func.hashtext(literal(f"forms:{city_id}"))))
    )


async def list_codes(session: AsyncSession) -> Sequence[str]:
    """The codes of all forms of the city."""
    return (await session.scalars(select(FormDefinitionRow.code))).all()


async def find_section_by_code(session: AsyncSession, code: str) -> SectionRow | None:
    """A section of the city."""
    return await session.scalar(select(SectionRow).where(SectionRow.code == code))


async def see_presence(session: AsyncSession, row: dict[str, Any]) -> bool:
    """Note that a tab has a form open; gives whether it has just been opened."""
    statement = insert(FormPresenceRow).values(row)
    opened_at: datetime | None = await session.scalar(
        statement.on_conflict_do_update(
            index_elements=["city_id", "form_definition_id", "staff_id", "tab_id"],
            set_={
                "seen_at": statement.excluded.seen_at,
                "session_id": statement.excluded.session_id,
            },
        ).returning(FormPresenceRow.opened_at)
    )
    return bool(opened_at == row["opened_at"])


async def forget_presence(
    session: AsyncSession, form_id: UUID, *, staff_id: UUID, tab_id: str
) -> bool:
    """Forget a tab; gives whether it was there."""
    gone = await session.scalars(
        delete(FormPresenceRow)
        .where(
            FormPresenceRow.form_definition_id == form_id,
            FormPresenceRow.staff_id == staff_id,
            FormPresenceRow.tab_id == tab_id,
        )
        .returning(FormPresenceRow.tab_id)
    )
    return bool(gone.all())


async def forget_stale_presence(
    session: AsyncSession, form_id: UUID, unseen_since: datetime
) -> None:
    """Forget the tabs of a form that were closed without a word."""
    await session.execute(
        delete(FormPresenceRow).where(
            FormPresenceRow.form_definition_id == form_id, FormPresenceRow.seen_at < unseen_since
        )
    )


async def forget_session(session: AsyncSession, session_id: UUID) -> Sequence[UUID]:
    """Forget every tab of a session that ends; gives the forms that it had open."""
    gone = await session.scalars(
        delete(FormPresenceRow)
        .where(FormPresenceRow.session_id == session_id)
        .returning(FormPresenceRow.form_definition_id)
    )
    return sorted(set(gone.all()))


async def list_others_at_form(
    session: AsyncSession, form_id: UUID, *, staff_id: UUID, seen_since: datetime
) -> Sequence[str]:
    """The names of the others who have a form open."""
    statement = (
        select(StaffRow.name)
        .join(
            FormPresenceRow,
            (FormPresenceRow.city_id == StaffRow.city_id)
            & (FormPresenceRow.staff_id == StaffRow.id),
        )
        .where(
            FormPresenceRow.form_definition_id == form_id,
            FormPresenceRow.staff_id != staff_id,
            FormPresenceRow.seen_at > seen_since,
        )
        .order_by(FormPresenceRow.opened_at)
    )
    return (await session.scalars(statement)).all()


async def count_versions(session: AsyncSession, form_id: UUID) -> int:
    """How many versions a form has had, withdrawn ones too."""
    statement = (
        select(func.count())
        .select_from(FormVersionRow)
        .where(FormVersionRow.form_definition_id == form_id)
    )
    return await session.scalar(statement) or 0


async def remove_form(session: AsyncSession, form_id: UUID) -> None:
    """Remove a form that has no version; its draft and history go with it."""
    await session.execute(delete(FormDefinitionRow).where(FormDefinitionRow.id == form_id))


async def count_tabs(session: AsyncSession, form_id: UUID, staff_id: UUID) -> int:
    """In how many tabs somebody has a form open."""
    return (
        await session.scalar(
            select(func.count())
            .select_from(FormPresenceRow)
            .where(
                FormPresenceRow.form_definition_id == form_id, FormPresenceRow.staff_id == staff_id
            )
        )
        or 0
    )


def editors_of_form() -> Any:
    """SQL: everybody who has the form open, with names, in the order in which they opened it."""
    entry = func.jsonb_build_object(
        literal("staff_id"), FormPresenceRow.staff_id,
        literal("tab_id"), FormPresenceRow.tab_id,
        literal("opened_at"), FormPresenceRow.opened_at,
        literal("seen_at"), FormPresenceRow.seen_at,
        literal("name"), StaffRow.name,
    )  # fmt: skip
    in_order = aggregate_order_by(
        entry, FormPresenceRow.opened_at, FormPresenceRow.staff_id, FormPresenceRow.tab_id
    )
    return (
        select(func.jsonb_agg(in_order))
        .select_from(FormPresenceRow)
        .join(
            StaffRow,
            (StaffRow.city_id == FormPresenceRow.city_id)
            & (StaffRow.id == FormPresenceRow.staff_id),
        )
        .where(
            FormPresenceRow.city_id == FormDefinitionRow.city_id,
            FormPresenceRow.form_definition_id == FormDefinitionRow.id,
        )
        .correlate(FormDefinitionRow)
        .scalar_subquery()
    )


def validities_of_form() -> Any:
    """SQL: number, first and last day of each published version of the form."""
    return (
        select(
            func.jsonb_agg(
                func.jsonb_build_array(
                    FormVersionRow.number, FormVersionRow.valid_from, FormVersionRow.valid_to
                )
            )
        )
        .where(
            FormVersionRow.city_id == FormDefinitionRow.city_id,
            FormVersionRow.form_definition_id == FormDefinitionRow.id,
            FormVersionRow.status == FormVersionStatus.PUBLISHED,
        )
        .correlate(FormDefinitionRow)
        .scalar_subquery()
    )


def shown_hash() -> Any:
    """SQL: the hash of what the form looks like: its newest published version, or its draft."""
    newest = (
        select(FormVersionRow.sha256)
        .where(
            FormVersionRow.city_id == FormDefinitionRow.city_id,
            FormVersionRow.form_definition_id == FormDefinitionRow.id,
            FormVersionRow.status == FormVersionStatus.PUBLISHED,
        )
        .order_by(FormVersionRow.number.desc())
        .limit(1)
        .correlate(FormDefinitionRow)
        .scalar_subquery()
    )
    draft = (
        select(FormDraftRow.sha256)
        .where(
            FormDraftRow.city_id == FormDefinitionRow.city_id,
            FormDraftRow.form_definition_id == FormDefinitionRow.id,
        )
        .correlate(FormDefinitionRow)
        .scalar_subquery()
    )
    return func.coalesce(newest, draft, "")


def last_event_number() -> Any:
    """SQL: the number of the last event of the form; 0 where nothing has happened yet."""
    found = (
        select(EventStreamRow.last_number)
        .where(
            EventStreamRow.city_id == FormDefinitionRow.city_id,
            EventStreamRow.kind == StreamKind.FORM,
            EventStreamRow.subject_id == FormDefinitionRow.id,
        )
        .correlate(FormDefinitionRow)
        .scalar_subquery()
    )
    return func.coalesce(found, 0)


def has_changed_draft() -> Any:
    """SQL: whether the form has a draft that differs from its newest version."""
    return (
        select(FormDraftRow.id)
        .where(
            FormDraftRow.city_id == FormDefinitionRow.city_id,
            FormDraftRow.form_definition_id == FormDefinitionRow.id,
            FormDraftRow.is_changed,
        )
        .correlate(FormDefinitionRow)
        .exists()
    )
