"""Conditions looked at by themselves: can one ever hold? Exact where values are closed lists.

Of a choice all its values are tried, and none; of a text, number or date the constants that the
condition names, and what lies before, between and behind them. That covers every case that the
comparisons can tell apart.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from backend.forms.data_items import DataItem
from backend.forms.known_items import KnownItems
from backend.forms.rules import Condition, holds

MOST_CASES = 20_000
_OPEN = frozenset({"list", "image", "choices"})  # values that no comparison tells apart
_BEFORE, _BEHIND = "\u0000", "\U0010ffff"


def can_hold(condition: Condition, items: KnownItems) -> bool:
    """Tell whether any values fulfil a condition; where nobody can tell, they may."""
    comparisons = list(_comparisons(condition))
    names = list(dict.fromkeys(comparison["field"] for comparison in comparisons))
    domains = []
    for name in names:
        item = items.find(name)
        if item is None or item.type in _OPEN:
            return True
        own = [comparison for comparison in comparisons if comparison["field"] == name]
        domains.append(_domain(item, own))
    if prod(map(len, domains)) > MOST_CASES:
        return True
    cases = (dict(zip(names, values, strict=True)) for values in product(*domains))
    return any(holds(condition, case.__getitem__) for case in cases)


def unknown_choices(condition: Condition, items: KnownItems) -> Iterator[tuple[DataItem, str]]:
    """The values compared with a choice that it does not have."""
    for comparison in _comparisons(condition):
        item = items.find(comparison["field"])
        if item is None or not item.choices:
            continue
        for value in _constants(comparison):
            if isinstance(value, str) and item.label_of(value) is None:
                yield item, value


def _comparisons(condition: Condition) -> Iterator[Condition]:
    if "field" in condition:
        yield condition
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from _comparisons(part)
    if "not" in condition:
        yield from _comparisons(condition["not"])


def _constants(comparison: Condition) -> Sequence[object]:
    value = comparison.get("value")
    if isinstance(value, list):
        return value
    return () if value is None else (value,)


def _domain(item: DataItem, comparisons: Sequence[Condition]) -> list[object]:
    """Values of which one stands for each that the comparisons treat alike; ``None`` is none."""
    if item.type == "choice":
        return [None, *(choice.value for choice in item.choices)]
    if item.type == "boolean":
        return [None, True, False]
    constants = [value for comparison in comparisons for value in _constants(comparison)]
    if item.type == "number":
        numbers = [value for value in constants if isinstance(value, int | float)]
        return [None, 0, *(near for value in numbers for near in (value - 1, value, value + 1))]
    texts = [value for value in constants if isinstance(value, str)]
    return [None, _BEFORE, _BEHIND, *(near for text in texts for near in (text, text + _BEFORE))]
