"""Which columns a shape needs for the fields a document asks, and how a row becomes an object."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from strawberry.schema.name_converter import NameConverter
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from backend.context.operation import Operation
from backend.reading.sources import SOURCE, Given, ManySource, OneSource, Shown, Source

Getter = Callable[[Any, Operation], Any]
SHOWN = "__madoguchi_shown__"

_names = NameConverter()


def shown_of(cls: type) -> Shown:
    """What ``@shown`` declared about a type."""
    return cast(Shown, getattr(cls, SHOWN))


@lru_cache(maxsize=1000)
def fields_of(cls: type) -> dict[str, StrawberryField]:
    """The type's fields by their GraphQL names."""
    definition = cast(StrawberryObjectDefinition, cls.__strawberry_definition__)  # type: ignore[attr-defined]
    return {_names.get_graphql_name(field_): field_ for field_ in definition.fields}


@dataclass
class Layout:
    """The columns of one statement and how each candidate type reads them."""

    candidates: tuple[type, ...]
    expressions: list[Any] = field(default_factory=list)
    getters: dict[type, dict[str, Getter]] = field(default_factory=dict)
    blocked: list[tuple[type, int]] = field(default_factory=list)
    audited: list[tuple[str, int]] = field(default_factory=list)
    field_names: list[str] = field(default_factory=list)

    def place(self, expression: Any) -> int:
        """The position of an expression in the row, added when it is new."""
        for position, known in enumerate(self.expressions):
            if known is expression:
                return position
        self.expressions.append(expression)
        return len(self.expressions) - 1

    def columns(self) -> list[Any]:
        """The labelled columns of the statement."""
        return [
            expression.label(f"c{position}") for position, expression in enumerate(self.expressions)
        ]

    def instance(self, row: Sequence[Any], operation: Operation) -> Any:
        """The object of a row, of the type that may be shown; its subjects go to the audit."""
        chosen, is_blocked = self._choose(row, operation)
        for kind, position in self.audited:
            if row[position] is not None:
                operation.audit.show(kind, (row[position],), blocked=is_blocked)
        made: Any = object.__new__(chosen)
        made._row, made._getters, made._operation = row, self.getters[chosen], operation
        return made

    def cursor(self, node: Any) -> Any:
        """The node's global id."""
        return node._getters["id"](node._row, node._operation)

    def _choose(self, row: Sequence[Any], operation: Operation) -> tuple[type, bool]:
        for cls, position in self.blocked:
            unless = shown_of(cls).unless
            if row[position] and unless not in operation.permissions:
                return cls, True
        return self.candidates[0], False


def make_layout(candidates: tuple[type, ...], wanted: frozenset[str]) -> Layout:
    """The layout for the fields ``wanted`` (GraphQL names) of the candidate types."""
    # The type without ``when`` is the default and stands first.
    ordered = tuple(sorted(candidates, key=lambda cls: shown_of(cls).when is not None))
    layout = Layout(ordered)
    for cls in ordered:
        shown = shown_of(cls)
        layout.getters[cls] = {}
        if shown.when is not None:
            layout.blocked.append((cls, layout.place(shown.when)))
        for kind, expression in shown.audited:
            entry = (kind, layout.place(expression))
            if entry not in layout.audited:
                layout.audited.append(entry)
        _add_fields(layout, cls, wanted)
    return layout


def _add_fields(layout: Layout, cls: type, wanted: Iterable[str]) -> None:
    fields = fields_of(cls)
    for name in sorted(wanted):
        if name not in fields:
            continue
        source = fields[name].metadata.get(SOURCE)
        getters = layout.getters[cls]
        if isinstance(source, Source):
            getters[fields[name].python_name] = _getter(layout, source, f"{cls.__name__}.{name}")
        elif source is not None:
            getters[fields[name].python_name] = _key_getter(layout, source)
        layout.field_names.append(f"{cls.__name__}.{name}")


def _getter(layout: Layout, source: Source, field_name: str) -> Getter:
    value = _value_getter(layout, source)
    needs = source.needs
    if needs is None:
        return value

    def permitted(row: Any, operation: Operation) -> Any:
        if needs in operation.permissions:
            return value(row, operation)
        operation.withheld.add(field_name)
        return None

    return permitted


def _value_getter(layout: Layout, source: Source) -> Getter:
    if source.rule is None:
        position = layout.place(source.inputs[0])
        return lambda row, operation: row[position]
    rule = source.rule
    inputs = [
        (input_, None) if isinstance(input_, Given) else (None, layout.place(input_))
        for input_ in source.inputs
    ]

    def compute(row: Any, operation: Operation) -> Any:
        return rule(
            *(
                given.value(operation) if given is not None else row[cast(int, position)]
                for given, position in inputs
            )
        )

    return compute


def _key_getter(layout: Layout, source: OneSource | ManySource | Any) -> Getter:
    position = layout.place(join_pair(source.pairs)[0])
    return lambda row, operation: row[position]


def join_pair(pairs: Any) -> tuple[Any, Any]:
    """The one pair that joins: both rows are of the operation's city already."""
    joining = [pair for pair in pairs if (pair[0].key, pair[1].key) != ("city_id", "city_id")]
    if len(joining) != 1:
        raise TypeError("a join needs exactly one pair of columns besides city_id")
    return cast(tuple[Any, Any], joining[0])
