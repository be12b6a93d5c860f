"""Inputs of a form: the items that must be asked (入力項目), read from the template."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backend.forms.data_items import DataItem, parse_item
from backend.forms.errors import TemplateFault
from backend.forms.known_items import KnownItems
from backend.forms.rules import Condition, Read, condition_fields, holds
from backend.forms.template_schema import shape_faults


@dataclass(frozen=True, slots=True)
class Input:
    """One item that must be asked for a form (入力項目)."""

    key: str
    label: str
    item: DataItem
    prefill: str
    required: bool | Condition
    when: Condition | None
    help: str
    validate: tuple[Mapping[str, Any], ...]

    def is_required(self, read: Read) -> bool:
        """Tell whether the item must be answered, given the other values."""
        if isinstance(self.required, bool):
            return self.required
        return holds(self.required, read)


def read_inputs(
    documents: list[Any], items: KnownItems
) -> tuple[tuple[Input, ...], tuple[TemplateFault, ...]]:
    """Read the inputs that are sound, and say what is wrong with all of them."""
    faults: list[TemplateFault] = []
    loaded: list[Input] = []
    seen: set[str] = set()
    for index, document in enumerate(documents):
        place = f"inputs[{index}]"
        found = shape_faults("input", document)
        faults.extend(fault.within(place) for fault in found)
        if found:
            continue
        if document["key"] in seen:
            message = f"入力項目「{document['key']}」が重複しています。"
            faults.append(TemplateFault(code="DUPLICATE_INPUT", place=place, message=message))
        seen.add(document["key"])
        faults.extend(fault.within(place) for fault in _input_faults(document, items))
        loaded.append(_input(document, items))
    return tuple(loaded), tuple(faults)


def _input(document: Mapping[str, Any], items: KnownItems) -> Input:
    return Input(
        key=document["key"],
        label=document["label"],
        item=_asked_item(items.find(document["key"]), document),
        prefill=document.get("prefill", ""),
        required=document.get("required", False),
        when=document.get("when"),
        help=document.get("help", ""),
        validate=tuple(document.get("validate", ())),
    )


def _input_faults(document: Mapping[str, Any], items: KnownItems) -> Iterator[TemplateFault]:
    item = items.find(document["key"])
    yield from item_faults([document["key"]], "key", items)
    if item is not None and item.type != document["type"] and not _same_text(item, document):
        message = f"「{item.label}」の型は {item.type} です（{document['type']}）。"
        yield TemplateFault(code="WRONG_TYPE", place="type", message=message)
    for name in ("required", "when"):
        if isinstance(document.get(name), Mapping):
            yield from item_faults(condition_fields(document[name]), name, items)
    for index, rule in enumerate(document.get("validate", ())):
        yield from _rule_faults(rule, f"validate[{index}].value", items)


def item_faults(
    names: Iterator[str] | list[str], place: str, items: KnownItems
) -> Iterator[TemplateFault]:
    """The faults of names that an input refers to; it may name the rows of every list."""
    for name in names:
        if message := items.fault(name, is_input=True):
            yield TemplateFault(code="UNKNOWN_ITEM", place=place, message=message)


def _rule_faults(rule: Mapping[str, Any], place: str, items: KnownItems) -> Iterator[TemplateFault]:
    if not _is_sound_rule(rule):
        message = f"規則 {rule['rule']} の値が違います。"
        yield TemplateFault(code="WRONG_RULE", place=place, message=message)
    elif rule["rule"] == "notBefore":
        yield from item_faults([rule["value"]], place, items)


def _same_text(item: DataItem, document: Mapping[str, Any]) -> bool:
    """A text may be asked as a long one."""
    return item.type == "text" and document["type"] == "longText"


def _asked_item(item: DataItem | None, document: Mapping[str, Any]) -> DataItem:
    """An input may offer fewer choices than its item has."""
    asked = parse_item(document["key"], document)
    if item is not None and not asked.choices:
        return DataItem(asked.name, asked.label, asked.type, item.choices)
    return asked


def _is_sound_rule(rule: Mapping[str, Any]) -> bool:
    value = rule.get("value")
    if rule["rule"] in ("maxLength", "minLength"):
        return isinstance(value, int)
    if rule["rule"] == "notBefore":
        return isinstance(value, str)
    if rule["rule"] == "pattern":
        return isinstance(value, str) and _compiles(value)
    return True


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True
