"""Kinds of fields from installed packages: entry points of the group ``madoguchi.field_kinds``.

One that cannot be used is refused by name and the server starts without it: the reason is logged,
and stands in the fault of every template that uses the kind. docs/field-kinds.md shows how to
write one.
"""

import inspect
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from backend.forms.data_items import read_schema
from backend.forms.field_kinds.kind import EDITORS, FieldKind

GROUP = "madoguchi.field_kinds"
LOG = logging.getLogger("madoguchi.field_kinds")

_NAME = re.compile(r"[a-z][A-Za-z0-9]{0,39}")
_COMMON_KEYS = frozenset(read_schema("form_template.schema.json")["$defs"]["element"]["properties"])
_TYPES = frozenset(
    ["text", "longText", "date", "choice", "choices", "number", "boolean", "list", "image"]
)


@dataclass(frozen=True, slots=True)
class RefusedKind:
    """A kind that was not taken in: its name, the package it comes from, and why."""

    name: str
    package: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name} of {self.package}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Collected:
    """The kinds of a server: our own, those of packages, and those refused."""

    kinds: tuple[FieldKind, ...]
    refused: tuple[RefusedKind, ...]


def collect(own: Sequence[FieldKind], found: Iterable[EntryPoint] | None = None) -> Collected:
    """Add the kinds of installed packages behind our own."""
    points = entry_points(group=GROUP) if found is None else found
    kinds, refused = list(own), list[RefusedKind]()
    for point in sorted(points, key=lambda point: (_package(point), point.name)):
        kind, reason = _load(point)
        name = kind.NAME if kind else point.name
        if kind is not None and name in {known.NAME for known in kinds}:
            reason = f"there is a kind of the name {name} already"
        if kind is None or reason:
            refused.append(RefusedKind(name, _package(point), reason))
            LOG.warning("refused the field kind %s", refused[-1])
            continue
        kinds.append(kind)
        LOG.info("took in the field kind %s of %s", name, _package(point))
    return Collected(tuple(kinds), tuple(refused))


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.module


def _load(point: EntryPoint) -> tuple[FieldKind | None, str]:
    """Load a class and make the one object of it; the reason when it can't be."""
    try:
        loaded = point.load()
        if not (inspect.isclass(loaded) and issubclass(loaded, FieldKind)):
            return None, "it is no subclass of FieldKind"
        kind = loaded()
        return kind, "; ".join(_faults(kind))
    except Exception as error:  # whatever a package does, the server starts
        return None, f"it cannot be loaded ({type(error).__name__}: {error})"


def _faults(kind: FieldKind) -> Iterator[str]:
    if not _NAME.fullmatch(kind.NAME):
        yield f"its NAME {kind.NAME!r} is not of Latin letters, the first a small one"
    for name in ("LABEL", "GROUP", "HELP", "ICON"):
        if not getattr(kind, name, ""):
            yield f"its {name} is empty"
    if min(kind.SIZE) < 0 or max(kind.SIZE) <= 0:
        yield "its SIZE has no extent"
    yield from _faults_of_keys(kind)


def _faults_of_keys(kind: FieldKind) -> Iterator[str]:
    editors = {entry.editor for entry in kind.PROPERTIES}
    for words, names in (
        ("its KEYS {} are those of every element", _COMMON_KEYS & set(kind.KEYS)),
        ("it BINDS {}, which are no types of data items", kind.BINDS - _TYPES),
        ("its PROPERTIES name the editors {}, which there are not", editors - EDITORS),
    ):
        if names:
            yield words.format(", ".join(sorted(names)))
    try:
        Draft202012Validator.check_schema(kind.schema())
    except SchemaError as error:
        yield f"its KEYS are no JSON Schema ({error.message})"
