"""The columns of exported applications, from the versions of their form. Pure functions.

An image, a list as such, and whatever holds an 個人番号 make no column; a column that needs a
permission which the caller lacks is withheld whole.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.context.permissions import Permission
from backend.errors import InvalidInputError
from backend.forms.data_items import DataItem
from backend.forms.definition import FormDefinition
from backend.forms.elements import Element
from backend.forms.form_dates import DateValue, InvalidDateError
from backend.forms.rules import find_value
from backend.shared.numbers import INDIVIDUAL_NUMBER_DIGITS, require_individual_number

NO_COLUMN = frozenset({"image", "list"})
# Of a sheet or a row, not of the application; or a column that every export has anyway.
LEFT_ASIDE = frozenset(
    {
        *("sheet.number", "sheet.count", "row.number", "row.count"),
        *("case.number", "case.accepted_on", "case.counter"),
    }
)
# By the last name of an item: who may have it.
NEEDS_OF_ITEMS: Mapping[str, Permission] = {
    "registered_domicile": Permission.SEE_FAMILY_REGISTER,
    "registered_domicile_head": Permission.SEE_FAMILY_REGISTER,
    "family_register_domicile": Permission.SEE_FAMILY_REGISTER,
    "family_register_head": Permission.SEE_FAMILY_REGISTER,
    "status_of_residence": Permission.SEE_STATUS_OF_RESIDENCE,
    "resident_record_code": Permission.SEE_RESIDENT_RECORD_CODE,
}
MOST_ROWS_BESIDE = 100  # of a list whose rows stand beside each other
TWELVE_DIGITS = re.compile(r"(?<![0-9])[0-9](?:[ \-]?[0-9]){11}(?![0-9])")
MASKED = "************"


class DateStyle(StrEnum):
    """How dates are written (日付の書き方)."""

    ISO = "ISO"  # 2026-11-24
    JAPANESE = "JAPANESE"  # 令和8年11月24日


class RowsOf(StrEnum):
    """What one row is (1行の単位)."""

    APPLICATION = "APPLICATION"  # 申請1件
    PERSON = "PERSON"  # くり返しの行の1人


@dataclass(frozen=True)
class Column:
    """One column: the item it shows, and which row of a list (``None``: the row's own)."""

    key: str
    label: str
    item: DataItem
    position: int | None = None

    @property
    def name(self) -> str:
        """The key with the place written out: ``persons[0].name``."""
        return self.key if self.position is None else _at(self.key, self.position)


@dataclass(frozen=True)
class Columns:
    """All columns of an export, and the labels of those that were withheld."""

    shown: tuple[Column, ...]
    withheld: tuple[str, ...]
    list_name: str  # whose rows become rows of the file; empty: one row an application


def make_columns(
    definitions: Sequence[FormDefinition],
    rows_of: RowsOf,
    most_rows: Mapping[str, int],
    permissions: frozenset[Permission],
) -> Columns:
    """The columns of the versions together: the newest version's order, older items behind."""
    items = _union(definitions)
    lists = list(dict.fromkeys(_list_of(key) for key, _, _ in items if "[]" in key))
    list_name = lists[0] if lists and rows_of is RowsOf.PERSON else ""
    names = {key: label for one in definitions for key, label in _list_labels(one)}
    shown: list[Column] = []
    withheld: list[str] = []
    for key, label, item in items:
        needs = NEEDS_OF_ITEMS.get(key.rpartition(".")[2])
        if needs is not None and needs not in permissions and item.type != "boolean":
            withheld.append(label)
        else:
            shown.extend(_places(key, label, item, list_name, most_rows, names))
    return Columns(tuple(shown), tuple(dict.fromkeys(withheld)), list_name)


def list_names(definitions: Sequence[FormDefinition]) -> list[str]:
    """The lists that the versions repeat."""
    return sorted({_list_of(key) for key, _, _ in _union(definitions) if "[]" in key})


def rows(columns: Columns, values: Mapping[str, Any], style: DateStyle) -> Iterator[list[str]]:
    """The cells of one application: one row, or one for each person of the repeated list."""
    if not columns.list_name:
        yield [_cell(column, values, None, style) for column in columns.shown]
        return
    listed = find_value(values, columns.list_name)
    for row in range(max(1, len(listed) if isinstance(listed, list) else 0)):
        yield [_cell(column, values, row, style) for column in columns.shown]


def _union(definitions: Sequence[FormDefinition]) -> list[tuple[str, str, DataItem]]:
    found: dict[str, tuple[str, str, DataItem]] = {}
    for definition in definitions:
        for key, label, item in _items(definition):
            if item.type not in NO_COLUMN and not _is_number_item(key, item):
                found.setdefault(key, (key, label, item))
    return [found[key] for key in found if key not in LEFT_ASIDE]


def _items(definition: FormDefinition) -> Iterator[tuple[str, str, DataItem]]:
    """What is asked, in the order of asking; then what is printed besides."""
    for asked in definition.inputs:
        yield asked.key, asked.label, asked.item
    for page in definition.pages:
        for element in page.elements:
            yield from _printed(element)


def _printed(element: Element) -> Iterator[tuple[str, str, DataItem]]:
    if element.item is not None and element.field:
        yield element.field, element.item.label, element.item
    for child in element.children:
        yield from _printed(child)


def _list_labels(definition: FormDefinition) -> Iterator[tuple[str, str]]:
    for page in definition.pages:
        for element in page.elements:
            if element.item is not None and element.item.type == "list":
                yield element.field, element.item.label


def _places(
    key: str,
    label: str,
    item: DataItem,
    list_name: str,
    most_rows: Mapping[str, int],
    names: Mapping[str, str],
) -> Iterator[Column]:
    if "[]" not in key:
        yield Column(key, label, item)
        return
    of = _list_of(key)
    if of == list_name:
        yield Column(key, label, item)
        return
    for position in range(min(most_rows.get(of, 0), MOST_ROWS_BESIDE)):
        yield Column(key, f"{names.get(of, '')}{position + 1} {label}", item, position)


def _cell(column: Column, values: Mapping[str, Any], row: int | None, style: DateStyle) -> str:
    place = column.position if column.position is not None else row
    value = find_value(values, column.key, place if "[]" in column.key else None)
    if value is None:
        return ""
    writer = _WRITERS.get(column.item.type)
    text = writer(value) if writer else _text_of(column.item, value, style)
    return without_individual_number(text)


def _text_of(item: DataItem, value: Any, style: DateStyle) -> str:
    if item.type == "date":
        return date_cell(value, style)
    if item.choices:
        return item.label_of(str(value)) or str(value)
    return str(value)


def date_cell(value: Any, style: DateStyle) -> str:
    """A date of a form as it is written into the file; what is no day keeps its words."""
    try:
        read = DateValue.read(value)
    except InvalidDateError:
        return ""
    if style is DateStyle.ISO and read.day is not None and not read.text:
        return read.day.isoformat()
    if read.western and read.parts is not None:
        return f"西暦{read.written()}"
    return read.written()


def without_individual_number(text: str) -> str:
    """Cover what has the digits and the check digit of an 個人番号, however it was typed."""
    if len(text) < INDIVIDUAL_NUMBER_DIGITS:
        return text
    plain = unicodedata.normalize("NFKC", text)
    if not TWELVE_DIGITS.search(plain):
        return text
    covered = TWELVE_DIGITS.sub(_covered, plain)
    return text if covered == plain else covered


def _covered(found: re.Match[str]) -> str:
    digits = re.sub("[^0-9]", "", found.group())
    try:
        require_individual_number(digits)
    except InvalidInputError:
        return found.group()
    return MASKED


def _is_number_item(key: str, item: DataItem) -> bool:
    # Whether a certificate shows the number is an answer; the number itself is not.
    return key.rpartition(".")[2].startswith("individual_number") and item.type != "boolean"


def _list_of(key: str) -> str:
    return key.partition("[]")[0]


def _at(key: str, position: int) -> str:
    return key.replace("[]", f"[{position}]", 1)


_WRITERS: Mapping[str, Any] = {
    "boolean": lambda value: (
        "はい" if value is True else "いいえ" if value is False else str(value)
    ),
}
