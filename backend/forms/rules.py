"""Rules of forms: conditions and the check of what was entered. No database, no clock."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from backend.forms.data_items import DataItem, data_items
from backend.forms.errors import ValueProblem
from backend.forms.form_dates import DateValue, InvalidDateError

if TYPE_CHECKING:
    from backend.forms.asked import Input
    from backend.forms.definition import FormDefinition

Condition = Mapping[str, Any]
Read = Callable[[str], object]

MAX_TEXT_LENGTH = 2000

_STEP = re.compile(r"([a-z][a-z0-9_]*)(\[(\d*)\])?")
_KATAKANA = re.compile(r"[ァ-ヶー・゛゜ヽヾ 　]*")
_DIGITS = re.compile(r"[0-9０-９]*")


@lru_cache(maxsize=4096)
def _steps(field: str) -> tuple[tuple[str, int | None, bool], ...]:
    """Split ``persons[].name`` into (name, index, whether it is the current row)."""
    steps = []
    for part in field.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            raise ValueError(f"not the name of an item: {field}")
        name, brackets, index = match.groups()
        steps.append((name, int(index) if index else None, bool(brackets) and not index))
    return tuple(steps)


def find_value(values: Mapping[str, Any], field: str, row: int | None = None) -> Any:
    """Return the value of a field, ``None`` when there is none; ``[]`` is the current row."""
    current: Any = values
    for name, index, is_row in _steps(field):
        if not isinstance(current, Mapping):
            return None
        current = current.get(name)
        position = row if is_row else index
        if position is not None:
            current = _nth(current, position)
    return current


def _nth(value: object, position: int) -> object:
    if isinstance(value, Sequence) and not isinstance(value, str) and position < len(value):
        return value[position]
    return None


def value_path(field: str, row: int | None = None) -> str:
    """Return the place of a value: the current row of ``persons[].name`` is written out."""
    return field if row is None else field.replace("[]", f"[{row}]", 1)


def holds(condition: Condition, read: Read) -> bool:
    """Tell whether a condition holds. A comparison with a value that is absent never does."""
    if "all" in condition:
        return all(holds(part, read) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, read) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], read)
    value = _comparable(read(condition["field"]))
    return _COMPARISONS[condition["op"]](value, condition.get("value"))


def _comparable(value: object) -> object:
    """A date is compared by its day; one whose day is unknown compares with nothing."""
    if isinstance(value, Mapping) and "value" in value:
        return value["value"] if value["value"] is not None else (value.get("text") or None)
    return value


def is_filled(value: object) -> bool:
    """Tell whether there is anything to print; ``False`` and ``0`` are answers."""
    return value is not None and value not in ("", [], {})


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
    def both_comparable(value: object, other: object) -> bool:
        if isinstance(value, str) and isinstance(other, str):
            return compare(value, other)
        if isinstance(value, (int, float)) and isinstance(other, (int, float)):
            return compare(value, other)
        return False

    return both_comparable


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, other: value is not None and value == other,
    "ne": lambda value, other: value is not None and value != other,
    "in": lambda value, other: value is not None and value in other,
    "filled": lambda value, _: is_filled(value),
    "empty": lambda value, _: not is_filled(value),
    "lt": _ordered(lambda value, other: value < other),
    "le": _ordered(lambda value, other: value <= other),
    "gt": _ordered(lambda value, other: value > other),
    "ge": _ordered(lambda value, other: value >= other),
}


def condition_fields(condition: Condition) -> Iterator[str]:
    """Name every field that a condition refers to."""
    if "field" in condition:
        yield condition["field"]
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from condition_fields(part)
    if "not" in condition:
        yield from condition_fields(condition["not"])


def check_values(definition: "FormDefinition", values: Mapping[str, Any]) -> list[ValueProblem]:
    """Check entered values against the form's inputs and the types of the items they name."""
    problems = list(_unknown_values(definition, values))
    for asked in definition.inputs:
        for row in _rows(asked.key, values):
            problems.extend(_input_problems(asked, values, row))
    return problems


def _rows(key: str, values: Mapping[str, Any]) -> Sequence[int | None]:
    if "[]" not in key:
        return (None,)
    rows = find_value(values, key.partition("[]")[0])
    return range(len(rows)) if isinstance(rows, list) else ()


def _input_problems(
    asked: "Input", values: Mapping[str, Any], row: int | None
) -> Iterator[ValueProblem]:
    def read(field: str) -> object:
        return find_value(values, field, row)

    if asked.when is not None and not holds(asked.when, read):
        return
    for code, message in _faults_of_answer(asked, read):
        yield ValueProblem(
            code=code, path=value_path(asked.key, row), label=asked.label, message=message
        )


def _faults_of_answer(asked: "Input", read: Read) -> Iterator[tuple[str, str]]:
    value = read(asked.key)
    if not is_filled(value):
        if asked.is_required(read):
            yield "REQUIRED", f"「{asked.label}」を入力してください。"
        return
    if fault := type_fault(asked.item, value):
        yield "INVALID_VALUE", f"「{asked.label}」{fault}"
        return
    for rule in asked.validate:
        if not _RULES[rule["rule"]](value, rule.get("value"), read):
            yield "RULE_BROKEN", rule.get("message") or _message(asked.label, rule)


def type_fault(item: DataItem, value: object) -> str:
    """Return what is wrong with the type of a value, as the end of a Japanese sentence."""
    return _TYPE_CHECKS[item.type](item, value)


def _text_fault(item: DataItem, value: object) -> str:
    if not isinstance(value, str):
        return "は文字で入力してください。"
    if len(value) > MAX_TEXT_LENGTH:
        return f"は{MAX_TEXT_LENGTH}文字以内で入力してください。"
    return ""


def _choice_fault(item: DataItem, value: object) -> str:
    known = isinstance(value, str) and item.label_of(value) is not None
    return "" if known else "は選択肢から選んでください。"


def _choices_fault(item: DataItem, value: object) -> str:
    if not isinstance(value, list):
        return "は選択肢の一覧にしてください。"
    return next((fault for entry in value if (fault := _choice_fault(item, entry))), "")


def _date_fault(item: DataItem, value: object) -> str:
    try:
        DateValue.read(value)
    except InvalidDateError as error:
        return str(error)
    return ""


def _expects(kind: type, text: str) -> Callable[[DataItem, object], str]:
    def fault(item: DataItem, value: object) -> str:
        right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        return "" if right else text

    return fault


_TYPE_CHECKS: dict[str, Callable[[DataItem, object], str]] = {
    "text": _text_fault,
    "longText": _text_fault,
    "choice": _choice_fault,
    "choices": _choices_fault,
    "date": _date_fault,
    "number": _expects(int, "は整数で入力してください。"),
    "boolean": _expects(bool, "は「はい」か「いいえ」で答えてください。"),
    "list": _expects(list, "は一覧にしてください。"),
    "image": _expects(dict, "は画像にしてください。"),
}


def _not_before(value: Any, other: Any, read: Read) -> bool:
    earlier = _comparable(read(other))
    later = _comparable(value)
    return not (isinstance(earlier, str) and isinstance(later, str)) or later >= earlier


_RULES: dict[str, Callable[[Any, Any, Read], bool]] = {
    "maxLength": lambda value, limit, _: len(str(value)) <= limit,
    "minLength": lambda value, limit, _: len(str(value)) >= limit,
    "pattern": lambda value, pattern, _: re.fullmatch(pattern, str(value)) is not None,
    "katakana": lambda value, _, __: _KATAKANA.fullmatch(str(value)) is not None,
    "digits": lambda value, _, __: _DIGITS.fullmatch(str(value)) is not None,
    "notBefore": _not_before,
}

_MESSAGES = {
    "maxLength": "は{value}文字以内で入力してください。",
    "minLength": "は{value}文字以上で入力してください。",
    "pattern": "の形が違います。",
    "katakana": "はカタカナで入力してください。",
    "digits": "は数字で入力してください。",
    "notBefore": "の日付の前後が合いません。",
}


def _message(label: str, rule: Mapping[str, Any]) -> str:
    return f"「{label}」" + _MESSAGES[rule["rule"]].format(value=rule.get("value"))


def _unknown_values(
    definition: "FormDefinition", values: Mapping[str, Any]
) -> Iterator[ValueProblem]:
    """Name every value that no item is known for: it would be lost without a word."""
    known = set(data_items()) | {asked.key for asked in definition.inputs}
    for path, name in _leaves(values, known):
        if name not in known:
            yield ValueProblem(
                code="UNKNOWN_ITEM",
                path=path,
                label="",
                message=f"項目「{path}」は登録されていません。",
            )


def _leaves(
    value: object, known: set[str], path: str = "", name: str = ""
) -> Iterator[tuple[str, str]]:
    """Walk to the values that are items themselves; a date or an image is one."""
    if isinstance(value, Mapping) and name not in known:
        for key, inner in value.items():
            yield from _leaves(inner, known, f"{path}.{key}" if path else key, _join(name, key))
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for index, inner in enumerate(value):
            yield from _leaves(inner, known, f"{path}[{index}]", f"{name}[]")
    else:
        yield path, name


def _join(name: str, key: object) -> str:
    return f"{name}.{key}" if name else str(key)
