"""Every type, root field and argument is described: in English first, types with the Japanese."""

import re
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    is_introspection_type,
    is_specified_scalar_type,
)

from backend.api.schema import schema

GRAPHQL = schema._schema
STRAWBERRYS = {"Date", "DateTime", "JSON"}  # scalars that strawberry describes
ENGLISH = re.compile(r"[A-Z]")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
TYPES = sorted(
    name
    for name, type_ in GRAPHQL.type_map.items()
    if not is_introspection_type(type_)
    and not is_specified_scalar_type(type_)
    and name not in STRAWBERRYS
)
ROOTS = [
    type_
    for type_ in (GRAPHQL.query_type, GRAPHQL.mutation_type, GRAPHQL.subscription_type)
    if type_ is not None
]


def described() -> Iterator[tuple[str, str]]:
    """Types and root fields with their descriptions."""
    for name in TYPES:
        yield name, GRAPHQL.type_map[name].description or ""
    for root in ROOTS:
        for field, found in root.fields.items():
            yield f"{root.name}.{field}", found.description or ""


def arguments() -> Iterator[tuple[str, str]]:
    """Arguments of all fields with their descriptions."""
    for name in TYPES:
        type_ = GRAPHQL.type_map[name]
        if isinstance(type_, GraphQLObjectType):
            for field, found in type_.fields.items():
                for argument, taken in found.args.items():
                    yield f"{name}.{field}({argument})", taken.description or ""


@pytest.mark.parametrize(("name", "text"), list(described()))
def test_a_description_begins_in_english_and_gives_the_japanese_term(name: str, text: str) -> None:
    assert ENGLISH.match(text), name
    assert JAPANESE.search(text), name


def test_every_argument_says_in_english_what_it_is() -> None:
    poor = [name for name, text in arguments() if not ENGLISH.match(text)]

    assert poor == []


def test_every_field_of_an_input_says_in_english_what_it_is() -> None:
    poor = [
        f"{name}.{field}"
        for name in TYPES
        if isinstance(type_ := GRAPHQL.type_map[name], GraphQLInputObjectType)
        for field, given in type_.fields.items()
        if not ENGLISH.match(given.description or "")
    ]

    assert poor == []


def test_what_a_field_says_begins_in_english() -> None:
    poor = [
        f"{name}.{field}"
        for name in TYPES
        if isinstance(type_ := GRAPHQL.type_map[name], GraphQLObjectType | GraphQLInterfaceType)
        for field, shown in type_.fields.items()
        if shown.description and not re.match("[A-Za-z]", shown.description)
    ]

    assert poor == []
