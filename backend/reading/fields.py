"""The strawberry fields behind the declarations: sourced fields, reads, changes."""

import sys
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from typing import Annotated, Any, TypeVar, Union, cast
from uuid import UUID

import strawberry
from graphql import GraphQLError
from sqlalchemy import SQLColumnExpression, select
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryContainer, has_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver
from strawberry.types.lazy_type import LazyType
from strawberry.types.union import StrawberryUnion
from typing_extensions import dataclass_transform

from backend.context.idempotency import claim_key, remember_made
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import NotFoundError, RefusalError
from backend.reading.layout import SHOWN, join_pair
from backend.reading.pages import Connection, Paging
from backend.reading.refusals import (
    IdempotencyKeyReused,
    InvalidInput,
    NotFound,
    NotPermitted,
    NotSignedIn,
    twin_of,
)
from backend.reading.rows import (
    One,
    Page,
    read_joined_many,
    read_joined_one,
    read_nested_page,
    read_one,
    read_page,
)
from backend.reading.selection import wanted_below, wanted_fields
from backend.reading.sources import (
    SOURCE,
    BelowSource,
    OneSource,
    Pairs,
    Shown,
    Source,
    column,
    computed,
    global_id,
    many,
    one,
)
from backend.reading.texts import require_storable
from backend.shared.names import camel_case

NEEDS = "madoguchi.needs"
MayRepeat = Callable[[Operation, UUID], Awaitable[None]]
RESULT = "What was made or changed, or why it was refused (結果又は拒否)."
GONE = "対象はもうありません。削除されています。"
INPUT = "What the mutation works on (入力)."

# The type that shows a row in full: what a refusal answers with.
STANDARD: dict[type, type] = {}
Cls = TypeVar("Cls", bound=type)

PAGE_ARGUMENTS = (
    ("first", int, "How many from the start (1 to 100)."),
    ("after", str, "A cursor: go on after it."),
    ("last", int, "How many from the end (1 to 100)."),
    ("before", str, "A cursor: end before it."),
)


class SourcedField(StrawberryField):
    """A field whose value comes from the row that its type shows."""

    is_async = False  # graphql-core awaits what is awaitable

    @property
    def is_basic_field(self) -> bool:
        """Only joins need to know what is asked below them."""
        return isinstance(self.metadata[SOURCE], Source)

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        """The value of one object's field."""
        value = source._getters[self.name](source._row, source._operation)
        declared = self.metadata[SOURCE]
        if isinstance(declared, Source):
            return value
        operation: Operation = source._operation
        wanted = wanted_fields(info._raw_info, is_page=False)
        if declared.needs is not None and declared.needs not in operation.permissions:
            operation.withheld.add(f"{info._raw_info.parent_type.name}.{info.field_name}")
            return None
        if isinstance(declared, OneSource):
            return read_joined_one(operation, candidates_of(self), wanted, declared, value)
        return read_joined_many(operation, candidates_of(self), wanted, declared, value)


class ReadField(StrawberryField):
    """A field whose function describes rows (``One`` or ``Page``)."""

    is_async = False

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The function's arguments, and the four of a page."""
        own = super().arguments
        if not self.metadata["is_page"] or any(argument.python_name == "first" for argument in own):
            return own
        self._arguments = [*own, *_page_arguments()]
        return self._arguments

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        self._arguments = value

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        """Describe the rows, then read them."""
        return self._read(source, info, args, kwargs)

    async def _read(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        operation: Operation = info.context.operation
        try:
            operation.refuse_tablet()
            permit(operation, self.metadata[NEEDS])
            require_storable(kwargs)
            page_arguments = (
                {name: kwargs.pop(name, None) for name, _, _ in PAGE_ARGUMENTS}
                if self.metadata["is_page"]
                else {}
            )
            described = self.base_resolver(*args, **kwargs)  # type: ignore[misc]
        except RefusalError as error:
            operation.audit.actions.append(info.field_name)
            operation.refused_with = error.code
            raise as_graphql_error(error) from None
        candidates = candidates_of(self)
        wanted = wanted_fields(info._raw_info, is_page=self.metadata["is_page"])
        if source is None:
            operation.audit.actions.append(info.field_name)
        if isinstance(described, One):
            return await read_one(operation, candidates, wanted, described)
        paging = Paging.from_arguments(**page_arguments)
        pairs: Pairs | None = self.metadata["on"]
        if pairs is None:
            return await read_page(operation, candidates, wanted, described, paging)
        theirs = join_pair(pairs)[1]
        return await read_nested_page(
            operation,
            candidates,
            wanted,
            described,
            paging,
            theirs=theirs,
            own_value=source._getters[self.name](source._row, source._operation),
            batch=(self.name, paging, repr(sorted(kwargs.items(), key=lambda item: item[0]))),
        )


class ChangeField(StrawberryField):
    """A mutation: permission, idempotency, command, refusals as types, answer read back."""

    is_async = False

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The one input of every mutation, described."""
        own = super().arguments
        for argument in own:
            argument.description = argument.description or INPUT
        return own

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        self._arguments = value

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        """Carry the mutation out."""
        return self._change(info, args, kwargs)

    async def _change(self, info: Any, args: list[Any], kwargs: Any) -> Any:
        operation: Operation = info.context.operation
        operation.audit.is_change = True
        operation.audit.actions.append(info.field_name)
        try:
            if operation.tablet is None or not self.metadata["for_tablet"]:
                operation.refuse_tablet()
                operation.require(self.metadata[NEEDS])
            require_storable(kwargs)
            made = await self._once(operation, info.field_name, args, kwargs)
            await operation.session.flush()
        except RefusalError as error:
            return await self._refuse(operation, info, error)
        built: Callable[[UUID], Any] | None = self.metadata["built"]
        if not isinstance(made, UUID):
            return made
        if built is not None:
            return built(made)
        wanted = wanted_fields(info._raw_info, is_page=False)
        row = self.metadata["row"]
        # The candidates of the answer are the union's members that show the row.
        shown_by = tuple(cls for cls in candidates_of(self) if getattr(cls, SHOWN).row is row)
        described = One(select(row).where(row.id == made))
        answer = await read_one(operation, shown_by, wanted, described)
        if answer is None:  # a key repeated after what it made was removed
            return await self._refuse(operation, info, NotFoundError(GONE, path=("input",)))
        return answer

    async def _once(
        self, operation: Operation, name: str, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        key: str | None = getattr(kwargs.get("input"), "idempotency_key", None)
        if key is None:
            return await cast(Awaitable[Any], self.base_resolver(*args, **kwargs))  # type: ignore[misc]
        made_before = await claim_key(operation, name, key, strawberry.asdict(kwargs["input"]))
        if made_before is not None:
            operation.audit.repeated.append(name)
            may_see: MayRepeat | None = self.metadata["may_repeat"]
            if may_see is not None:
                await may_see(operation, made_before)
            return made_before
        made = await cast(Awaitable[Any], self.base_resolver(*args, **kwargs))  # type: ignore[misc]
        await operation.session.flush()
        await remember_made(operation, name, key, made)
        return made

    async def _refuse(self, operation: Operation, info: Any, error: RefusalError) -> Any:
        """Undo everything, and leave an audit event of the attempt in a transaction of its own."""
        await operation.start_again()
        operation.refused_with = error.code
        if error.afterwards is not None:
            await error.afterwards(operation)
        if error.shows is not None:
            row, id_ = getattr(error, error.shows)
            wanted = wanted_below(info._raw_info, camel_case(error.shows))
            present = await read_one(
                operation, (STANDARD[row],), wanted, One(select(row).where(row.id == id_))
            )
            setattr(error, error.shows, present)
        return twin_of(error)


def permit(operation: Operation, needs: Permission | tuple[Permission, ...] | bool | None) -> None:
    """Refuse who lacks the permission (of several one serves); ``True``: who is not signed in."""
    if isinstance(needs, Permission | tuple):
        operation.require(needs)
    elif needs:
        _ = operation.signed_in


def as_graphql_error(error: RefusalError) -> GraphQLError:
    """A refused query: null for the field, and an error with the refusal's code."""
    # With the refusal as its cause the transport writes code and place.
    return GraphQLError(error.message, original_error=error, extensions={"code": error.code})


def _page_arguments() -> list[StrawberryArgument]:
    return [
        StrawberryArgument(
            python_name=name,
            graphql_name=None,
            type_annotation=StrawberryAnnotation(type_ | None),
            default=strawberry.UNSET,
            description=description,
        )
        for name, type_, description in PAGE_ARGUMENTS
    ]


@lru_cache(maxsize=5000)
def candidates_of(field: StrawberryField) -> tuple[type, ...]:
    """The shown types that the field's rows may become."""
    return tuple(cls for cls in _classes(field.type) if hasattr(cls, SHOWN))


def _classes(type_: Any) -> list[type]:
    if isinstance(type_, LazyType):
        # A lazy name may stand for a union, which is resolved as an annotation is.
        return _classes(StrawberryAnnotation(type_.resolve_type()).resolve())
    if isinstance(type_, StrawberryContainer):
        return _classes(type_.of_type)
    if isinstance(type_, StrawberryUnion):
        return [cls for member in type_.types for cls in _classes(member)]
    if has_object_definition(type_) and type_.__strawberry_definition__.type_var_map:
        inner = type_.__strawberry_definition__.type_var_map
        return [cls for member in inner.values() for cls in _classes(member)]
    return [type_]


@dataclass_transform(
    kw_only_default=True, field_specifiers=(column, computed, one, many, global_id)
)
def shown(
    row: type,
    *,
    description: str,
    audited: Sequence[tuple[str, Any]] = (),
    when: SQLColumnExpression[bool] | None = None,
    unless: Permission | None = None,
    name: str | None = None,
) -> Callable[[Cls], Cls]:
    """A GraphQL type over a table's row; each of its fields names its source.

    ``audited``: pairs of a kind and the column with whose data is shown. ``when``/``unless``: this
    type stands in for the row's other type where the condition holds and the permission is absent.
    """

    def wrap(cls: Cls) -> Cls:
        if when is None:
            STANDARD.setdefault(row, cls)
        setattr(cls, SHOWN, Shown(row=row, audited=tuple(audited), when=when, unless=unless))
        return strawberry.type(cls, description=description, name=name)

    return wrap


def reads(
    shape: Any,
    *,
    needs: Permission | bool | None = None,
    on: Pairs | None = None,
    description: str,
) -> Callable[[Callable[..., One | Page]], Any]:
    """A field whose function returns a description of rows; ``needs=True``: only signed in."""

    def wrap(function: Callable[..., One | Page]) -> Any:
        field = ReadField(
            type_annotation=annotation_of(shape, function),
            description=description,
            metadata={
                NEEDS: needs,
                "on": on,
                "is_page": function.__annotations__.get("return") in (Page, "Page"),
                SOURCE: BelowSource(on) if on else None,
            },
        )
        return field(StrawberryResolver(function))

    return wrap


def changes(
    name: str,
    answer: Any,
    *,
    row: type | None = None,
    needs: Permission | tuple[Permission, ...] | None,
    refusals: Sequence[type] = (),
    is_idempotent: bool = False,
    may_repeat: MayRepeat | None = None,
    built: Callable[[UUID], Any] | None = None,
    for_tablet: bool = False,
    description: str,
) -> Callable[[Callable[..., Awaitable[Any]]], Any]:
    """A mutation whose function does one command and returns the id of the ``row`` changed.

    Its type is the union ``name`` of the answer and the refusals that can occur. Of several
    permissions in ``needs`` one is enough. ``may_repeat`` refuses who repeats a key but may not see
    any more what the first call made. ``built`` makes the answer of the id alone, where the row is
    gone. ``for_tablet``: a citizen's tablet may send it too, without
    the permission; its command says what then.
    """
    always: tuple[type, ...] = (InvalidInput, NotFound, NotPermitted, NotSignedIn)
    more = (IdempotencyKeyReused,) if is_idempotent else ()
    answers = answer if isinstance(answer, tuple) else (answer,)
    members = dict.fromkeys([*answers, *always, *more, *refusals])
    union = Annotated[Union[tuple(members)], strawberry.union(name, description=RESULT)]  # type: ignore[valid-type]  # noqa: UP007

    def wrap(function: Callable[..., Awaitable[Any]]) -> Any:
        field = ChangeField(
            type_annotation=annotation_of(union, function),
            description=description,
            metadata={
                NEEDS: needs,
                "row": row,
                "may_repeat": may_repeat,
                "built": built,
                "for_tablet": for_tablet,
            },
        )
        return field(StrawberryResolver(function))

    return wrap


def annotation_of(shape: Any, function: Callable[..., Any]) -> StrawberryAnnotation:
    """A field's type, whose names are those of the module of its function."""
    return StrawberryAnnotation(shape, namespace=vars(sys.modules[function.__module__]))


__all__ = [
    "Connection",
    "One",
    "Page",
    "as_graphql_error",
    "changes",
    "column",
    "computed",
    "global_id",
    "many",
    "one",
    "reads",
    "shown",
]
