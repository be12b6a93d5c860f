"""The names that forms can refer to (``schema/data_items.json``): label, type, choices, sample."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

SCHEMA_FOLDER = Path(__file__).resolve().parents[2] / "schema"
OWN_PREFIX = "own."

_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that an item can have, and the word printed for it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class DataItem:
    """One name that a form can print or ask for."""

    name: str
    label: str
    type: str
    choices: tuple[Choice, ...] = ()
    sample: object = None

    def label_of(self, value: str) -> str | None:
        """Return the word for a coded value."""
        return next((choice.label for choice in self.choices if choice.value == value), None)


def read_schema(name: str) -> dict[str, Any]:
    """Read one contract of the folder ``schema``."""
    document: dict[str, Any] = json.loads((SCHEMA_FOLDER / name).read_text("utf-8"))
    return document


@lru_cache(maxsize=1)
def data_items() -> Mapping[str, DataItem]:
    """Return every name that all forms know."""
    items = read_schema("data_items.json")["items"]
    return {name: parse_item(name, document) for name, document in items.items()}


def parse_item(name: str, document: Mapping[str, Any]) -> DataItem:
    """Read one item from data; an input of a form has the same keys."""
    choices = tuple(Choice(entry["value"], entry["label"]) for entry in document.get("choices", ()))
    return DataItem(name, document["label"], document["type"], choices, document.get("sample"))


@lru_cache(maxsize=1)
def group_labels() -> Mapping[str, str]:
    """The Japanese name of each part that names begin with: ``persons[].annotations`` is 付記."""
    groups: dict[str, str] = read_schema("data_items.json")["groups"]
    return groups


@lru_cache(maxsize=1)
def filled_groups() -> frozenset[str]:
    """The groups whose items come from the case, whether or not a form asks for them."""
    return frozenset(read_schema("data_items.json")["filled"])


def group_path(name: str) -> tuple[str, ...]:
    """The groups of an item, from the top, in Japanese; a list stands among its own items."""
    labels = group_labels()
    parts = name.split(".") if f"{name}[]" in labels else name.split(".")[:-1]
    if f"{name}[]" in labels:
        parts[-1] += "[]"
    prefixes = [".".join(parts[: number + 1]) for number in range(len(parts))]
    return tuple(labels[prefix] for prefix in prefixes if prefix in labels)


def list_of(name: str) -> str | None:
    """The list whose rows have the item, if it is one of rows."""
    before, brackets, _ = name.rpartition("[]")
    return before if brackets else None


@lru_cache(maxsize=8192)
def general_name(field: str) -> str:
    """Return the name under which a field is listed: ``persons[2].name`` is ``persons[].name``."""
    return _INDEX.sub("[]", field)
