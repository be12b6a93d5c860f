"""The object store compared with the rows: what no row has is erased, what a row lacks reported.

An object is written before its row (ADR 9). A kill or a refusal in between leaves an object that
nobody can reach; it is erased once no transaction can bring its row any more.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from backend.cases.kept import (
    Kept,
    attached_content,
    attached_thumbnail,
    exported_part,
    printed_bundle,
    printed_document,
    statistics_file,
)
from backend.cases.tables.attachments import AttachmentRow
from backend.cases.tables.cases import DocumentRow, PrintRunRow
from backend.cases.tables.exports import ApplicationExportRow, StatisticsWorkbookRow
from backend.context.operation import Operations
from backend.context.principal import RequestOrigin
from backend.database.object_store import ObjectStore, Stored
from backend.staff.tables import CityRow

LOG = logging.getLogger("madoguchi.sweep")
ORIGIN = RequestOrigin(request_id="sweep")
# A request ends after half a minute, an upload after two: an hour is far beyond both.
YOUNGEST = timedelta(hours=1)
BATCH = 1000


@dataclass
class Swept:
    """What was found and done."""

    kept: int = 0  # objects that belong to a row
    young: int = 0  # without a row, but one may still come
    unknown: int = 0  # not named as ours are: left alone
    drafts: int = 0  # half-written by a process that was killed
    erased: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # keys that a row has and the store has not

    @property
    def summary(self) -> str:
        """The result in a line."""
        return (
            f"{self.kept} objects belong to a row, {len(self.erased)} without one were erased,"
            f" {self.young} are too young to tell, {self.unknown} are not ours;"
            f" {self.drafts} half-written ones were erased; {len(self.missing)} are missing."
        )


@dataclass(frozen=True)
class Owner:
    """A kind of row that has objects."""

    folder: str
    id: InstrumentedAttribute[UUID]
    has_objects: ColumnElement[bool]
    objects: Callable[[int, UUID, int], Iterator[Kept]]
    parts: ColumnElement[int] = field(default_factory=lambda: literal(1))
    kept_until: Any = None  # a column: the objects go then, the row stays

    def keys(self, city_id: int, id_: UUID, parts: int) -> Iterator[str]:
        """The keys of a row's objects."""
        return (kept.key for kept in self.objects(city_id, id_, parts))


def _documents(city_id: int, id_: UUID, _parts: int) -> Iterator[Kept]:
    yield printed_document(city_id, id_)


def _prints(city_id: int, id_: UUID, _parts: int) -> Iterator[Kept]:
    yield printed_bundle(city_id, id_)


def _attachments(city_id: int, id_: UUID, _parts: int) -> Iterator[Kept]:
    yield attached_content(city_id, id_)
    yield attached_thumbnail(city_id, id_)


def _workbooks(city_id: int, id_: UUID, _parts: int) -> Iterator[Kept]:
    yield statistics_file(city_id, id_)


def _exports(city_id: int, id_: UUID, parts: int) -> Iterator[Kept]:
    return (exported_part(city_id, id_, position) for position in range(parts))


OWNERS = (
    Owner("documents", DocumentRow.id, true(), _documents),
    Owner(
        "prints",
        PrintRunRow.id,
        # A reprint refers to the first one's file, unless it is marked as one.
        and_(
            PrintRunRow.bundle_sha256.is_not(None),
            or_(PrintRunRow.has_own_file, PrintRunRow.reprint_of.is_(None)),
        ),
        _prints,
    ),
    Owner(
        "attachments",
        AttachmentRow.id,
        AttachmentRow.removed_at.is_(None),
        _attachments,
    ),
    Owner(
        "exports",
        ApplicationExportRow.id,
        true(),
        _exports,
        func.jsonb_array_length(ApplicationExportRow.parts),
        ApplicationExportRow.kept_until,
    ),
    Owner(
        "statistics",
        StatisticsWorkbookRow.id,
        true(),
        _workbooks,
        kept_until=StatisticsWorkbookRow.kept_until,
    ),
)


async def sweep(operations: Operations, now: datetime) -> Swept:
    """Sweep the objects of all cities; ``now`` is the time of the store's clock."""
    objects: ObjectStore = operations.services["objects"]
    swept = Swept()
    async with operations.open(city_id=None, origin=ORIGIN) as operation:
        cities = [row[0] for row in await operation.rows(select(CityRow.id).order_by(CityRow.id))]
    for city_id, owner in itertools.product(cities, OWNERS):
        sweeping = _Sweeping(operations, objects, owner, city_id, now - YOUNGEST, swept)
        await sweeping.erase_orphans()
        await sweeping.report_missing()
    swept.drafts = await asyncio.to_thread(objects.delete_drafts, now - YOUNGEST)
    for key in swept.missing:
        LOG.error("an object is missing: %s", key)
    LOG.info("%s", swept.summary)
    return swept


@dataclass
class _Sweeping:
    operations: Operations
    objects: ObjectStore
    owner: Owner
    city_id: int
    before: datetime
    swept: Swept

    async def erase_orphans(self) -> None:
        """Erase old objects without a row, some at a time."""
        listed = iter(self.objects.list(f"{self.owner.folder}/{self.city_id}/"))
        while batch := await asyncio.to_thread(lambda: list(itertools.islice(listed, BATCH))):
            owned = await self._existing({id_ for one in batch if (id_ := _id_in(one.key))})
            orphans = [one for one in batch if self._is_orphan(one, owned)]
            await asyncio.to_thread(self._erase, orphans)

    def _is_orphan(self, stored: Stored, owned: set[UUID]) -> bool:
        id_ = _id_in(stored.key)
        if id_ is None:
            self.swept.unknown += 1
        elif id_ in owned:
            self.swept.kept += 1
        elif stored.written_at >= self.before:
            self.swept.young += 1
        else:
            return True
        return False

    def _erase(self, orphans: Sequence[Stored]) -> None:
        for orphan in orphans:
            self.objects.delete(orphan.key)
            self.swept.erased.append(orphan.key)

    async def report_missing(self) -> None:
        """Look for the objects of each row, some rows at a time."""
        after: UUID | None = None
        while found := await self._next(after):
            lost = await asyncio.to_thread(self._lost, found)
            # One that was removed in between has no objects any more.
            there = await self._existing(set(lost))
            self.swept.missing += [
                key for id_, keys in lost.items() if id_ in there for key in keys
            ]
            after = found[-1][0]

    def _lost(self, found: Sequence[tuple[UUID, int]]) -> dict[UUID, list[str]]:
        lost = {
            id_: [
                key
                for key in self.owner.keys(self.city_id, id_, parts)
                if not self.objects.has(key)
            ]
            for id_, parts in found
        }
        return {id_: keys for id_, keys in lost.items() if keys}

    async def _existing(self, ids: set[UUID]) -> set[UUID]:
        return {id_ for id_, _ in await self._rows(self.owner.id.in_(ids))} if ids else set()

    async def _next(self, after: UUID | None) -> list[tuple[UUID, int]]:
        return await self._rows(true() if after is None else self.owner.id > after)

    async def _rows(self, condition: ColumnElement[bool]) -> list[tuple[UUID, int]]:
        statement = (
            select(self.owner.id, self.owner.parts.label("parts"))
            .where(condition, self.owner.has_objects)
            .order_by(self.owner.id)
            .limit(BATCH)
        )
        async with self.operations.open(city_id=self.city_id, origin=ORIGIN) as operation:
            if self.owner.kept_until is not None:
                statement = statement.where(self.owner.kept_until > operation.now)
            return [(found.id, found.parts) for found in await operation.rows(statement)]


def _id_in(key: str) -> UUID | None:
    """The row's id in an object's key."""
    try:
        return UUID(key.rpartition("/")[2].partition(".")[0])
    except ValueError:
        return None
