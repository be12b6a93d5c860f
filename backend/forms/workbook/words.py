"""What words on a form mean: labels of known items, choices, places for a date."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from backend.forms.data_items import DataItem, data_items, general_name, read_schema

BRACKETS = re.compile(r"[(（〔\[【].*?[)）〕\]】]")
LEADING_NUMBER = re.compile(r"^(?:[0-9]{1,2}[.．)]|[①-⑳※*・●○◎])")
KATAKANA = str.maketrans({chr(code): chr(code + 96) for code in range(ord("ぁ"), ord("ゖ") + 1)})
ERA_WORDS = {
    "明治": "明治", "大正": "大正", "昭和": "昭和", "平成": "平成", "令和": "令和",
    "明": "明治", "大": "大正", "昭": "昭和", "平": "平成", "令": "令和", "西暦": "西暦",
    "M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和",
}  # fmt: skip
ERA = "|".join(sorted(ERA_WORDS, key=len, reverse=True))
DATE = re.compile(rf"^((?:(?:{ERA})[・･/、,.]?)*)年月日(?:生|生まれ|頃)?$")
BOX = "□☐■☑"
BOXED = re.compile(rf"[{BOX}]\s*([^{BOX}]+)")
DIVIDED = re.compile(r"[・･／/]")


@dataclass(frozen=True)
class KnownLabel:
    """Words that ask for an item: by the part of the form they stand in, and in a table."""

    words: str
    items: Mapping[str, str]
    row: str
    skip: str


@dataclass(frozen=True)
class Choice:
    """A word that can be chosen; ``value`` is empty where no known answer is meant."""

    text: str
    value: str


@dataclass(frozen=True)
class DatePlace:
    """A place for a date, with the eras that are offered."""

    eras: tuple[str, ...]
    is_short: bool


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Words as they are compared."""
    text = unicodedata.normalize("NFKC", BRACKETS.sub("", text))
    text = re.sub(r"\s+", "", text).translate(KATAKANA)
    return LEADING_NUMBER.sub("", text).strip(":。、*※").upper()


@lru_cache(maxsize=1)
def _vocabulary() -> Mapping[str, Any]:
    return read_schema("workbook_labels.json")


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, KnownLabel]:
    return {
        plain(word): KnownLabel(word, entry["items"], entry.get("row", ""), entry.get("skip", ""))
        for entry in _vocabulary()["labels"]
        for word in entry["words"]
    }


@lru_cache(maxsize=1)
def _contexts() -> Sequence[tuple[str, str]]:
    """Words and what part of the form they begin, the longest first."""
    pairs = [
        (plain(word), context)
        for context, words in _vocabulary()["contexts"].items()
        for word in words
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def context_of(text: str) -> str:
    """Whose part of the form a heading begins; empty where it says nothing of it."""
    words = plain(text)
    return next((context for word, context in _contexts() if words.startswith(word)), "")


@lru_cache(maxsize=4096)
def known_label(text: str) -> tuple[KnownLabel, str] | None:
    """The label that words are, and the context that they say themselves."""
    words = plain(text)
    if words in _labels():
        return _labels()[words], ""
    for word, context in _contexts():
        rest = words.removeprefix(word).removeprefix("ノ")
        if rest != words and rest in _labels():
            return _labels()[rest], context
    return None


def is_label(text: str) -> bool:
    """Whether words ask for something: a known item, or the number that is never bound."""
    return known_label(text) is not None or is_never_bound(text)


def is_never_bound(text: str) -> bool:
    """個人番号: what asks for it is left to the city's own rules."""
    words = plain(text)
    return any(plain(word) in words for word in _vocabulary()["never"])


def date_place(text: str) -> DatePlace | None:
    """Whether words are a place for a date: «昭和・平成・令和　年　月　日»."""
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = DATE.match(words)
    if match is None:
        return None
    said = re.findall(ERA, match[1])
    eras = tuple(dict.fromkeys(ERA_WORDS[word] for word in said))
    return DatePlace(eras, any(len(word) == 1 for word in said))


def choices_in(text: str) -> tuple[list[str], bool]:
    """The words to choose from, and whether they have boxes: «男・女», «□転入 □転居»."""
    if any(char in text for char in BOX):
        found = [word.strip("　 \n・") for word in BOXED.findall(text)]
        return [word for word in found if word], True
    parts = [part.strip("　 \n") for part in DIVIDED.split(text)]
    return (parts, False) if len(parts) > 1 and all(parts) else ([], False)


def matched(words: Sequence[str], item: DataItem) -> list[Choice]:
    """The words with the answers of an item that they mean."""
    return [Choice(word, _value_of(plain(word), item)) for word in words]


def _value_of(word: str, item: DataItem) -> str:
    labels = {plain(choice.label): choice.value for choice in item.choices}
    if word in labels:
        return labels[word]
    near = [value for label, value in labels.items() if len(word) > 1 and label.startswith(word)]
    return near[0] if len(near) == 1 else ""


def item_of_choices(words: Sequence[str]) -> str:
    """The item whose answers these words are; empty where none or several could be meant."""
    if len(words) < 2:
        return ""
    asked = {plain(word) for word in words}
    fitting = [name for name, labels in _answers() if asked <= labels]
    fields = {_first_person(name) for name in fitting}
    for usual in ("persons[0].sex", "change.kind", "change.scope", "notifier.relation"):
        if usual in fields:
            return usual
    return fields.pop() if len(fields) == 1 else ""


@lru_cache(maxsize=1)
def _answers() -> Sequence[tuple[str, frozenset[str]]]:
    """The words of the answers of each item that has answers."""
    return [
        (item.name, frozenset(plain(choice.label) for choice in item.choices))
        for item in data_items().values()
        if item.choices
    ]


def _first_person(name: str) -> str:
    return name.replace("[]", "[0]")


def item_named(field: str) -> DataItem:
    """The data item of a field's name."""
    return data_items()[general_name(field)]
