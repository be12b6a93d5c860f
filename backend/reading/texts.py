"""Every text that a client sends is looked at before it reaches a rule or the database."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from strawberry.utils.str_converters import to_camel_case

from backend.shared.names import require_stored_text

LONGEST_ARGUMENT = 10_000  # what a field takes is less; its own rule says how much
SECRETS = frozenset({"password"})  # compared by its hash alone, never stored or shown


def require_storable(arguments: Mapping[str, Any]) -> None:
    """Refuse control characters, surrogates and the like wherever they stand in the arguments."""
    for path, text in _texts(arguments, ()):
        require_stored_text(text, longest=LONGEST_ARGUMENT, path=path)


def _texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for position, below in enumerate(value):
            yield from _texts(below, (*path, str(position)))
    else:
        for name, below in _members(value):
            if name not in SECRETS:
                yield from _texts(below, (*path, to_camel_case(name)))


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif is_dataclass(value):
        yield from ((field.name, getattr(value, field.name)) for field in fields(value))
