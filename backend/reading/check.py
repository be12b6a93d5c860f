"""Checks over the finished schema: at start-up and in the tests."""

from typing import Any, cast

import strawberry
from sqlalchemy.orm import InstrumentedAttribute
from strawberry.types.base import StrawberryList, StrawberryObjectDefinition, StrawberryOptional
from strawberry.types.field import StrawberryField

from backend.reading.fields import NEEDS, ReadField, candidates_of
from backend.reading.layout import SHOWN, join_pair, shown_of
from backend.reading.sources import SOURCE, Given, ManySource, OneSource, Source


class DeclarationError(Exception):
    """A type declares something that cannot hold."""


def check(schema: strawberry.Schema) -> None:
    """Refuse a schema whose declared sources and types do not fit together."""
    faults = [
        fault
        for cls in shown_types(schema)
        for field in _fields(cls)
        for fault in _faults(cls, field)
    ]
    faults += _empty_reads(schema)
    if faults:
        raise DeclarationError("\n".join(faults))


def _empty_reads(schema: strawberry.Schema) -> list[str]:
    """Fields that read rows, but whose type is shown from no table."""
    return [
        f"{definition.name}.{field.python_name}: its type is not shown from a table"
        for definition in _definitions(schema)
        for field in definition.fields
        if isinstance(field, ReadField) and not candidates_of(field)
    ]


def shown_types(schema: strawberry.Schema) -> list[type]:
    """The schema's types that are shown from tables."""
    return [
        definition.origin
        for definition in _definitions(schema)
        if hasattr(definition.origin, SHOWN) and not definition.is_interface
    ]


def _definitions(schema: strawberry.Schema) -> list[StrawberryObjectDefinition]:
    return [
        entry.definition
        for entry in schema.schema_converter.type_map.values()
        if isinstance(entry.definition, StrawberryObjectDefinition)
    ]


def _fields(cls: type) -> list[StrawberryField]:
    return cast(StrawberryObjectDefinition, cls.__strawberry_definition__).fields  # type: ignore[attr-defined]


def _faults(cls: type, field: StrawberryField) -> list[str]:
    name = f"{cls.__name__}.{field.python_name}"
    source = field.metadata.get(SOURCE)
    if source is None and NEEDS not in field.metadata:
        return [f"{name}: has no source: write = column(…), computed(…), one(…) or many(…)"]
    is_nullable = isinstance(field.type, StrawberryOptional)
    if getattr(source, "needs", None) is not None and not is_nullable:
        return [f"{name}: needs a permission and must be nullable"]
    if isinstance(source, Source):
        return _source_faults(cls, name, source, is_nullable=is_nullable)
    if isinstance(source, OneSource | ManySource):
        return _join_faults(cls, field, name, source)
    return []


def _source_faults(cls: type, name: str, source: Source, *, is_nullable: bool) -> list[str]:
    row = shown_of(cls).row
    faults = []
    for input_ in source.inputs:
        if isinstance(input_, Given) or not isinstance(input_, InstrumentedAttribute):
            continue
        if input_.class_ is not row:
            faults.append(f"{name}: is a column of {input_.class_.__name__}: use one(…)")
        elif source.rule is None and not is_nullable and _may_be_null(input_):
            faults.append(f"{name}: is not nullable, but the column may be NULL")
    return faults


def _join_faults(
    cls: type, field: StrawberryField, name: str, source: OneSource | ManySource
) -> list[str]:
    is_list = isinstance(_unwrapped(field.type), StrawberryList)
    if is_list is isinstance(source, OneSource):
        return [f"{name}: {'a list: use many(…)' if is_list else 'not a list: use one(…)'}"]
    own = join_pair(source.pairs)[0]
    if own.class_ is not shown_of(cls).row:
        return [f"{name}: joins from {own.class_.__name__}, but the type shows another row"]
    if not is_list and not isinstance(field.type, StrawberryOptional) and _may_be_null(own):
        return [f"{name}: is not nullable, but {own.key} may be NULL"]
    return []


def _unwrapped(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, StrawberryOptional) else type_


def _may_be_null(column: Any) -> bool:
    return bool(column.expression.nullable)
