"""Every text that a client sends is looked at before it reaches a rule or the database."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from strawberry.utils.str_converters import to_camel_case

from backend.errors import InvalidInputError
from backend.shared.names import require_stored_text

LONGEST_ARGUMENT = 10_000  # what a field takes is less; its own rule says how much
SECRETS = frozenset({"password"})  # compared by its hash alone, never stored or shown
DEEPEST_DOCUMENT = 40  # levels of a JSON document

# What PostgreSQL or a line of text cannot keep; a document may break its lines.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def require_storable(arguments: Mapping[str, Any]) -> None:
    """Refuse control characters, surrogates and the like wherever they stand in the arguments."""
    for path, value in _texts(arguments, ()):
        if isinstance(value, str):
            require_stored_text(value, longest=LONGEST_ARGUMENT, path=path)
        else:
            require_document(value, path)


def require_document(document: Any, path: tuple[str, ...] = ()) -> None:
    """Refuse a JSON document that cannot be kept: its depth, characters and numbers.

    What it must hold is the business of whoever takes it. Without recursion: it comes from outside.
    """
    if not _is_sound(document):
        _refuse_unsound(document, path)


def _is_sound(document: Any) -> bool:
    """Look at all characters at once: a form comes with every key that an official presses."""
    texts: list[str] = []
    level = [document]
    for _ in range(DEEPEST_DOCUMENT + 1):
        below: list[Any] = []
        for value in level:
            kind = type(value)
            if kind is str:
                texts.append(value)
            elif kind is dict:
                texts.extend(value)
                below.extend(value.values())
            elif kind is list:
                below.extend(value)
            elif kind is float and not math.isfinite(value):
                return False
        if not below:
            return _UNSTORABLE.search("".join(texts)) is None
        level = below
    return False


def _refuse_unsound(document: Any, path: tuple[str, ...]) -> None:
    """Name the place."""
    waiting = [(document, path)]
    while waiting:
        value, place = waiting.pop()
        if len(place) - len(path) > DEEPEST_DOCUMENT:
            raise InvalidInputError(f"入れ子は{DEEPEST_DOCUMENT}段までです。", path=place)
        if isinstance(value, str):
            _require_characters(value, place)
        elif isinstance(value, float) and not math.isfinite(value):
            raise InvalidInputError("数として扱えない値です。", path=place)
        elif isinstance(value, Mapping):
            for name, below in value.items():
                _require_characters(name, place)
                waiting.append((below, (*place, name)))
        elif isinstance(value, list):
            waiting.extend((below, (*place, str(n))) for n, below in enumerate(value))


def _require_characters(text: str, path: tuple[str, ...]) -> None:
    found = _UNSTORABLE.search(text)
    if found is not None:
        raise InvalidInputError(
            f"{found.start() + 1}文字目の制御文字(U+{ord(found.group()):04X})は使えません。",
            path=path,
        )


def _texts(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The texts of the arguments, and the JSON documents among them as they are."""
    if isinstance(value, str) or (path and isinstance(value, Mapping)):
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
