"""A condition as an official would say it: «異動の種類が「転入」のとき». Pure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from backend.forms.data_items import DataItem
from backend.forms.rules import Condition
from backend.shared.dates import japanese_text

Find = Callable[[str], DataItem | None]

# What a comparison says of a number and of a day.
_ORDERED: Mapping[str, tuple[str, str]] = {
    "lt": ("より小さい", "より前"),
    "le": ("以下", "以前"),
    "gt": ("より大きい", "より後"),
    "ge": ("以上", "以後"),
}
_VERBAL = ("ない", "ある", "さい", "きい")  # these take とき as they are, nouns のとき


def condition_in_words(condition: Condition, find: Find) -> str:
    """A condition in words; ``find`` gives the data item of a name.

    An unfinished one, as drafts may have it, is said to be that.
    """
    try:
        words = _phrase(condition, find)
    except (AttributeError, KeyError, TypeError):
        return "（書きかけの条件）"
    return f"{words}{'とき' if words.endswith(_VERBAL) else 'のとき'}"


def value_in_words(value: Any, item: DataItem | None) -> str:
    """A value as it is chosen or printed: the label of a choice, a day of the Japanese calendar."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, list):
        return "・".join(value_in_words(one, item) for one in value)
    text = str(value)
    if item is not None and item.type == "date":
        return _day(text) or text
    return (item.label_of(text) if item else None) or text


def item_label(name: str, find: Find) -> str:
    """What a data item is called; its name where nobody knows it."""
    item = find(name)
    return item.label if item else name


def _phrase(condition: Condition, find: Find) -> str:
    for key, joint in (("all", "、かつ"), ("any", "、または")):
        if key in condition:
            return _joined(condition[key], joint, find)
    if "not" in condition:
        return f"（{_phrase(condition['not'], find)}）ではない"
    return _comparison(condition, find)


def _joined(parts: Sequence[Condition], joint: str, find: Find) -> str:
    if not parts:
        return "いつも" if joint == "、かつ" else "どの場合でもない"
    phrases = [_phrase(part, find) for part in parts]
    if len(parts) == 1:
        return phrases[0]
    return joint.join(
        f"（{phrase}）" if "all" in part or "any" in part else phrase
        for part, phrase in zip(parts, phrases, strict=True)
    )


def _comparison(condition: Condition, find: Find) -> str:
    name, op = condition["field"], condition["op"]
    item, label = find(name), item_label(name, find)
    if op in ("filled", "empty"):
        return f"{label}に記入がある" if op == "filled" else f"{label}が空"
    value = condition.get("value")
    if op in _ORDERED:
        is_day = item is not None and item.type == "date"
        return f"{label}が{value_in_words(value, item)}{_ORDERED[op][is_day]}"
    if op == "in":
        values = value if isinstance(value, list) else [value]
        listed = "".join(f"「{value_in_words(one, item)}」" for one in values)
        return f"{label}が{listed}のどれか"
    said = f"{label}が「{value_in_words(value, item)}」"
    return said if op == "eq" else f"{said}でない"


def _day(text: str) -> str | None:
    try:
        return japanese_text(date.fromisoformat(text))
    except ValueError:
        return None
