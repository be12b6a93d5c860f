"""The ordinary path: run the statements that layouts and pages describe."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import GraphQLError
from sqlalchemy import ARRAY, Select, any_, bindparam, func, literal, not_, select, tuple_
from strawberry.dataloader import DataLoader

from backend.context.operation import Operation
from backend.reading.global_ids import decode_id
from backend.reading.layout import Layout, join_pair, make_layout
from backend.reading.pages import Connection, Count, Edge, PageInfo, Paging
from backend.reading.sources import ManySource, OneSource


@dataclass(frozen=True)
class One:
    """A description of at most one row."""

    select: Select[Any]


@dataclass(frozen=True)
class Page:
    """A description of a list of rows.

    ``order_by`` holds columns that are never NULL and ends in the key; with ``is_descending`` all
    of them run downwards. ``count_up_to`` lets clients ask how many there are, up to that number.
    ``is_bounded``: the select itself holds no more than that, so that a page can count by the way.
    ``searched`` goes to the audit event, also when nobody is found.
    """

    select: Select[Any]
    order_by: tuple[Any, ...]
    key: Any
    is_descending: bool = False
    count_up_to: int | None = None
    is_bounded: bool = False
    searched: dict[str, Any] | None = None


@lru_cache(maxsize=2000)
def layout_for(candidates: tuple[type, ...], wanted: frozenset[str]) -> Layout:
    """The layout, made once for each set of fields."""
    return make_layout(candidates, wanted)


async def read_one(
    operation: Operation, candidates: tuple[type, ...], wanted: frozenset[str], described: One
) -> Any:
    """The object of a description, or nothing."""
    layout = layout_for(candidates, wanted)
    rows = await operation.rows(_columns_only(described.select, layout.columns()).limit(1))
    if not rows:
        return None
    operation.audit.fields.update(layout.field_names)
    return layout.instance(rows[0], operation)


async def read_list(
    operation: Operation,
    candidates: tuple[type, ...],
    wanted: frozenset[str],
    statement: Select[Any],
) -> list[Any]:
    """The objects of a statement that bounds itself; used where there is no page (events)."""
    layout = layout_for(candidates, wanted)
    rows = await operation.rows(_columns_only(statement, layout.columns()))
    if rows:
        operation.audit.fields.update(layout.field_names)
    return [layout.instance(row, operation) for row in rows]


async def read_page(
    operation: Operation,
    candidates: tuple[type, ...],
    wanted: frozenset[str],
    described: Page,
    paging: Paging,
) -> Connection[Any]:
    """One page of a list of the root."""
    layout = layout_for(candidates, wanted | {"id"})
    columns = layout.columns()
    counts = described.is_bounded and paging.cursor is None
    if counts:
        columns.append(func.count().over().label("whole"))
    statement = _columns_only(described.select, columns)
    statement = await _after_cursor(operation, statement, described, paging)
    statement = statement.order_by(*_order(described, paging)).limit(paging.size + 1)
    rows = await operation.rows(statement)
    if described.searched is not None:
        operation.audit.search.update(described.searched)
    connection = _connection(operation, layout, rows, paging)
    whole = len(rows) if paging.cursor is None and len(rows) <= paging.size else None
    if counts and rows:
        whole = rows[0].whole
    connection.count = _counter(operation, described, whole)
    return connection


async def read_nested_page(
    operation: Operation,
    candidates: tuple[type, ...],
    wanted: frozenset[str],
    described: Page,
    paging: Paging,
    *,
    theirs: Any,
    own_value: Any,
    batch: Hashable,
) -> Connection[Any]:
    """One page below each of several parents, in one statement for all of them."""
    layout = layout_for(candidates, wanted | {"id"})

    async def load(keys: list[Any]) -> list[list[Any]]:
        place = func.row_number().over(partition_by=theirs, order_by=_order(described, paging))
        ranked = _columns_only(
            described.select, [*layout.columns(), theirs.label("parent"), place.label("place")]
        ).where(_is_any(theirs, keys))
        ranked = await _after_cursor(operation, ranked, described, paging)
        inner = ranked.subquery()
        statement = (
            select(inner).where(inner.c.place <= paging.size + 1).order_by("parent", "place")
        )
        return _grouped(await operation.rows(statement), keys, len(layout.expressions))

    rows = await _loader(operation, ("page", batch, candidates, wanted), load).load(own_value)
    return _connection(operation, layout, rows, paging)


async def read_joined_one(
    operation: Operation,
    candidates: tuple[type, ...],
    wanted: frozenset[str],
    source: OneSource,
    own_value: Any,
) -> Any:
    """The one joined row of several parents, in one statement for all of them."""
    if own_value is None:
        return None
    layout = layout_for(candidates, wanted)
    theirs = join_pair(source.pairs)[1]

    async def load(keys: list[Any]) -> list[list[Any]]:
        statement = _columns_only(
            select(source.row), [*layout.columns(), theirs.label("parent")]
        ).where(_is_any(theirs, keys))
        return _grouped(await operation.rows(statement), keys, len(layout.expressions))

    rows = await _loader(operation, ("one", source, candidates, wanted), load).load(own_value)
    if not rows:
        return None
    operation.audit.fields.update(layout.field_names)
    return layout.instance(rows[0], operation)


async def read_joined_many(
    operation: Operation,
    candidates: tuple[type, ...],
    wanted: frozenset[str],
    source: ManySource,
    own_value: Any,
) -> list[Any]:
    """The joined rows of several parents, in one statement for all of them."""
    layout = layout_for(candidates, wanted)
    theirs = join_pair(source.pairs)[1]

    async def load(keys: list[Any]) -> list[list[Any]]:
        statement = (
            _columns_only(select(source.row), [*layout.columns(), theirs.label("parent")])
            .where(_is_any(theirs, keys))
            .order_by(theirs, *source.order_by)
        )
        hidden = source.unless
        if hidden is not None and hidden.permissions.isdisjoint(operation.permissions):
            statement = statement.where(not_(hidden.condition))
        return _grouped(await operation.rows(statement), keys, len(layout.expressions))

    rows = await _loader(operation, ("many", source, candidates, wanted), load).load(own_value)
    if len(rows) > source.at_most:
        raise RuntimeError(f"more than {source.at_most} rows of {source.row.__name__}")
    if rows:
        operation.audit.fields.update(layout.field_names)
    return [layout.instance(row, operation) for row in rows]


def _columns_only(statement: Select[Any], columns: Sequence[Any]) -> Select[Any]:
    # Of a type without subjects a client may ask nothing but its name: the row is still there.
    return statement.with_only_columns(*(columns or [literal(1)]), maintain_column_froms=True)


def _is_any(column: Any, keys: list[Any]) -> Any:
    # One statement for any number of keys: IN (…) would make a new text for each number.
    return column == any_(bindparam(None, keys, type_=ARRAY(column.type)))


def _grouped(rows: Sequence[Any], keys: list[Any], parent: int) -> list[list[Any]]:
    groups: dict[Any, list[Any]] = {key: [] for key in keys}
    for row in rows:
        groups[row[parent]].append(row)
    return [groups[key] for key in keys]


def _loader(
    operation: Operation, name: Hashable, load: Callable[[list[Any]], Awaitable[list[Any]]]
) -> DataLoader[Any, list[Any]]:
    loader: DataLoader[Any, list[Any]] | None = operation.loaders.get(name)
    if loader is None:
        loader = operation.loaders[name] = DataLoader(load_fn=load, max_batch_size=1000)
    return loader


def _order(described: Page, paging: Paging) -> list[Any]:
    down = described.is_descending is not paging.is_backward
    return [column.desc() if down else column.asc() for column in described.order_by]


async def _after_cursor(
    operation: Operation, statement: Select[Any], described: Page, paging: Paging
) -> Select[Any]:
    if paging.cursor is None:
        return statement
    # The cursor is the id of a node; where it stands is looked up, so that no name is in a cursor.
    decoded = decode_id(paging.cursor)
    found: Sequence[Any] = ()
    if decoded is not None:
        table = described.key.class_
        found = await operation.rows(
            select(*described.order_by).select_from(table).where(described.key == decoded[1])
        )
    if not found:
        raise GraphQLError("カーソルが正しくありません。", extensions={"code": "BAD_PAGE"})
    here = tuple_(
        *(
            literal(value, column.type)
            for value, column in zip(found[0], described.order_by, strict=True)
        )
    )
    place = tuple_(*described.order_by)
    down = described.is_descending is not paging.is_backward
    return statement.where(place < here if down else place > here)


def _connection(
    operation: Operation, layout: Layout, rows: Sequence[Any], paging: Paging
) -> Connection[Any]:
    has_more = len(rows) > paging.size
    shown = list(rows[: paging.size])
    if paging.is_backward:
        shown.reverse()
    if shown:
        operation.audit.fields.update(layout.field_names)
    nodes = [layout.instance(row, operation) for row in shown]
    cursors = [str(layout.cursor(node)) for node in nodes]
    return Connection(
        edges=[Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=PageInfo(
            has_next_page=(paging.cursor is not None) if paging.is_backward else has_more,
            has_previous_page=has_more if paging.is_backward else paging.cursor is not None,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
    )


def _counter(
    operation: Operation, described: Page, whole: int | None
) -> Callable[[], Awaitable[Count]] | None:
    """Counts when it is asked, once; where the ``whole`` number is known, without asking."""
    most = described.count_up_to
    if most is None:
        return None
    known = [] if whole is None else [Count(min(whole, most), whole > most)]
    turn = asyncio.Lock()  # fields that need the count are resolved at the same time

    async def count() -> Count:
        async with turn:
            if not known:
                some = described.select.with_only_columns(described.key).limit(most + 1).subquery()
                found = (await operation.rows(select(func.count()).select_from(some)))[0][0]
                known.append(Count(min(found, most), found > most))
        return known[0]

    return count
