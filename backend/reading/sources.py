"""Where each API field's value comes from, declared once as data (decision 15).

``name: Type = column(Row.x)`` in a class under ``@shown(Row, …)``: a column or SQL expression, a
pure function over such (``computed``), one row of another table (``one``), a bounded list of rows
(``many``), or a page (``@reads`` in ``backend.reading.fields``). The wrappers' static type is the
Python type of the column, so mypy compares annotation, column, rule and permission.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, overload

import strawberry
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.expression import SQLColumnExpression

from backend.context.operation import Operation
from backend.context.permissions import Permission

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")
F = TypeVar("F")

SOURCE = "madoguchi.source"

Expression = SQLColumnExpression[Any]
Pairs = tuple[tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any]], ...]


@dataclass(frozen=True)
class Given(Generic[T]):
    """A value that comes from the operation, never from the clock or the environment."""

    name: str
    value: Callable[[Operation], T]


NOW = Given("now", lambda operation: operation.now)
TODAY = Given("today", lambda operation: operation.today)
PRINCIPAL = Given("principal", lambda operation: operation.principal)
FRESH_TOKENS = Given("fresh_tokens", lambda operation: operation.fresh_tokens)
KEYRING = Given("keyring", lambda operation: operation.keyring)
PERMISSIONS = Given("permissions", lambda operation: operation.permissions)

Input = SQLColumnExpression[T] | Given[T]


@dataclass(frozen=True)
class Source:
    """How one field gets its value."""

    inputs: tuple[Any, ...]
    rule: Callable[..., Any] | None = None
    needs: Permission | None = None


@dataclass(frozen=True)
class OneSource:
    """One row of another table, joined by pairs of columns (own, theirs)."""

    row: type
    pairs: Pairs
    needs: Permission | None = None


@dataclass(frozen=True)
class Unless:
    """Rows that only some see: where ``condition`` holds, one of these permissions is needed."""

    condition: SQLColumnExpression[bool]
    permissions: frozenset[Permission]


@dataclass(frozen=True)
class ManySource:
    """A list of rows of another table with a bound that the writing side guarantees."""

    row: type
    pairs: Pairs
    order_by: tuple[Any, ...]
    at_most: int
    needs: Permission | None = None
    unless: Unless | None = None


@dataclass(frozen=True)
class BelowSource:
    """A page of rows below the type's row (``@reads(…, on=pairs)``)."""

    pairs: Pairs


@dataclass(frozen=True)
class Shown:
    """What ``@shown`` says about a type."""

    row: type
    audited: tuple[tuple[str, Expression], ...] = ()
    when: SQLColumnExpression[bool] | None = None
    unless: Permission | None = None


def _field(
    source: Source | OneSource | ManySource, description: str | None, name: str | None
) -> Any:
    from backend.reading.fields import SourcedField

    return SourcedField(
        python_name=None,
        graphql_name=name,
        description=description,
        metadata={SOURCE: source},
    )


@overload
def column(
    expression: SQLColumnExpression[T],
    *,
    needs: None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> T: ...
@overload
def column(
    expression: SQLColumnExpression[T],
    *,
    needs: Permission,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> T | None: ...
def column(
    expression: Any,
    *,
    needs: Permission | None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> Any:
    """A column or an SQL expression over the type's row. With ``needs`` the field is nullable."""
    return _field(Source(inputs=(expression,), needs=needs), description, name)


@overload
def computed(
    rule: Callable[[A], T],
    a: Input[A],
    /,
    *,
    needs: None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> T: ...
@overload
def computed(
    rule: Callable[[A, B], T],
    a: Input[A],
    b: Input[B],
    /,
    *,
    needs: None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> T: ...
@overload
def computed(
    rule: Callable[[A, B, C], T],
    a: Input[A],
    b: Input[B],
    c: Input[C],
    /,
    *,
    needs: None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> T: ...
@overload
def computed(
    rule: Callable[[A, B, C, D], T],
    a: Input[A],
    b: Input[B],
    c: Input[C],
    d: Input[D],
    /,
    *,
    needs: None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> T: ...
@overload
def computed(
    rule: Callable[[A, B, C, D, E], T],
    a: Input[A],
    b: Input[B],
    c: Input[C],
    d: Input[D],
    e: Input[E],
    /,
    *,
    needs: None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> T: ...
@overload
def computed(
    rule: Callable[[A, B, C, D, E, F], T],
    a: Input[A],
    b: Input[B],
    c: Input[C],
    d: Input[D],
    e: Input[E],
    f: Input[F],
    /,
    *,
    needs: None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> T: ...
@overload
def computed(
    rule: Callable[..., T],
    /,
    *inputs: Input[Any],
    needs: Permission,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> T | None: ...
def computed(
    rule: Callable[..., Any],
    /,
    *inputs: Any,
    needs: Permission | None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> Any:
    """A pure function over columns of the type's row and given values."""
    return _field(Source(inputs=inputs, rule=rule, needs=needs), description, name)


def one(
    row: type,
    *pairs: tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any]],
    needs: Permission | None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> Any:
    """The one row of another table whose columns equal ours: pairs of (ours, theirs)."""
    return _field(OneSource(row=row, pairs=pairs, needs=needs), description, name)


def many(
    row: type,
    *pairs: tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any]],
    order_by: Sequence[Any],
    at_most: int,
    needs: Permission | None = None,
    unless: Unless | None = None,
    description: str | None = None,
    name: str | None = None,
    init: Literal[False] = False,
) -> Any:
    """A short list of rows of another table; more than ``at_most`` is a bug of the writing side.

    ``unless``: rows that are left out for those who lack its permissions.
    """
    source = ManySource(
        row=row,
        pairs=pairs,
        order_by=tuple(order_by),
        at_most=at_most,
        needs=needs,
        unless=unless,
    )
    return _field(source, description, name)


def _global_id(type_name: str) -> Callable[[Any], strawberry.ID]:
    from backend.reading.global_ids import encode_id

    return lambda id_: encode_id(type_name, id_)


def global_id(type_name: str, expression: SQLColumnExpression[Any]) -> strawberry.ID:
    """The opaque global id of the row under a type's name."""
    value: strawberry.ID = _field(
        Source(inputs=(expression,), rule=_global_id(type_name)),
        "Opaque global id: stable, the same everywhere.",
        None,
    )
    return value
