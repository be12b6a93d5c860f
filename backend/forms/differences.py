"""What two templates of a form differ in, said in words (版の比較). Pure.

Elements are the same by their id, wherever they stand; inputs by their key, pages by their id.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.forms.condition_words import Find, condition_in_words, item_label, value_in_words
from backend.forms.data_items import DataItem
from backend.forms.element_names import Labels, element_name, page_name
from backend.forms.field_kinds import KIND_BY_NAME
from backend.forms.field_kinds.kind import Property
from backend.forms.known_items import known_items
from backend.forms.ready_forms import size_in_words

LONGEST_SAID = 40  # characters of a text that is quoted
NEAR = 0.005  # mm


class DifferenceKind(StrEnum):
    """What kind of difference it is (変更の種類)."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    MOVED = "MOVED"
    RESIZED = "RESIZED"
    CHANGED = "CHANGED"
    SETTING = "SETTING"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: where, what kind, and a complete Japanese sentence."""

    kind: DifferenceKind
    words: str
    page: str = ""
    element_id: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """An element and where it stands: its page, in whose rows, beside which labels."""

    element: Mapping[str, Any]
    page: str
    parent: str
    labels: Labels

    @property
    def place(self) -> tuple[str, str]:
        return self.page, self.parent


def differences(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[Difference]:
    """All differences from the left template to the right one, those of the paper first."""
    return list(_Comparison(left, right).found())


class _Comparison:
    """Compares two templates; names come from whichever side has the thing."""

    def __init__(self, left: Mapping[str, Any], right: Mapping[str, Any]) -> None:
        self.left, self.right = left, right
        self._find_left = known_items(left.get("inputs", [])).find
        self._find_right = known_items(right.get("inputs", [])).find
        self._pages = {
            page["id"]: page_name(page, number)
            for template in (left, right)
            for number, page in enumerate(template["pages"], start=1)
        }

    def found(self) -> Iterator[Difference]:
        """The differences in the order in which they are read."""
        yield from self._elements()
        yield from self._page_settings()
        yield from self._inputs()
        yield from self._form_settings()

    # The paper

    def _elements(self) -> Iterator[Difference]:
        old, new = _placed(self.left), _placed(self.right)
        for id_, placed in old.items():
            if id_ not in new:
                words = f"「{self._name(placed, self._find_left)}」を除きました。"
                yield Difference(DifferenceKind.REMOVED, words, placed.page, id_)
        for id_, placed in new.items():
            if id_ in old:
                yield from self._element(old[id_], placed)
            else:
                words = f"「{self._name(placed, self._find_right)}」を加えました。"
                yield Difference(DifferenceKind.ADDED, words, placed.page, id_)

    def _element(self, old: _Placed, new: _Placed) -> Iterator[Difference]:
        if (old.place, old.element) == (new.place, new.element):
            return
        name = self._name(new, self._find_right)

        def said(kind: DifferenceKind, words: str) -> Difference:
            return Difference(kind, words, new.page, new.element["id"])

        if old.place != new.place:
            where = f"「{self._pages[old.page]}」から「{self._pages[new.page]}」へ"
            yield said(DifferenceKind.MOVED, f"「{name}」を{where}移しました。")
        elif moved := _moved(old.element, new.element):
            yield said(DifferenceKind.MOVED, f"「{name}」を{moved} 動かしました。")
        for key, what in (("w", "幅"), ("h", "高さ")):
            before, after = old.element[key], new.element[key]
            if abs(before - after) > NEAR:
                words = f"「{name}」の{what}を {before:g} mm から {after:g} mm に変えました。"
                yield said(DifferenceKind.RESIZED, words)
        for words in self._settings(name, old.element, new.element):
            yield said(DifferenceKind.CHANGED, words)

    def _settings(self, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
        """What the panel asks, then what every element has, then the rest by its key."""
        flat_old, flat_new = _flat(old), _flat(new)
        told = {"id", "x", "y", "w", "h"}
        for question in _questions(old, new):
            told.add(question.key)
            before, after = _under(flat_old, question.key), _under(flat_new, question.key)
            if before != after:
                said = (
                    self._value(question, before, self._find_left),
                    self._value(question, after, self._find_right),
                )
                yield f"「{name}」の「{question.question}」を{_from_to(*said)}変えました。"
        for key, what in COMMON.items():
            told.add(key)
            if old.get(key) != new.get(key):
                said = (_plain(old.get(key)), _plain(new.get(key)))
                yield f"「{name}」の{what}を{_from_to(*said)}変えました。"
        others = sorted(
            key
            for key in {*flat_old, *flat_new}
            if flat_old.get(key) != flat_new.get(key) and not _is_told(key, told)
        )
        if others:
            yield f"「{name}」のその他の設定（{'、'.join(others)}）を変えました。"

    def _name(self, placed: _Placed, find: Find) -> str:
        """What the official calls the element; one without words by its place, of several pages."""
        page = self._pages[placed.page] if len(self._pages) > 1 else ""
        return element_name(placed.element, placed.labels, find, page)

    def _value(self, question: Property, value: Any, find: Find) -> str:
        """A value as the question's editor shows it."""
        if value is None or value == "":
            return "なし"
        chosen = next((label for known, label in question.choices if known == value), None)
        if chosen is not None:
            return chosen
        shown: dict[str, Callable[[], str]] = {
            "dataItem": lambda: item_label(str(value), find),
            "condition": lambda: condition_in_words(value, find),
            "number": lambda: f"{_plain(value)}{f' {question.unit}' if question.unit else ''}",
        }
        return shown.get(question.editor, lambda: _plain(value))()

    # Pages

    def _page_settings(self) -> Iterator[Difference]:
        old = {page["id"]: page for page in self.left["pages"]}
        new = {page["id"]: page for page in self.right["pages"]}
        for id_ in (*old, *(id_ for id_ in new if id_ not in old)):
            name = self._pages[id_]
            if id_ not in new:
                yield _setting(f"ページ「{name}」を除きました。", id_)
            elif id_ not in old:
                yield _setting(f"ページ「{name}」を加えました。", id_)
            else:
                yield from self._page(name, old[id_], new[id_])
        kept_old, kept_new = [id_ for id_ in old if id_ in new], [id_ for id_ in new if id_ in old]
        if kept_old != kept_new:
            yield _setting("ページの順を変えました。")

    def _page(
        self, name: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[Difference]:
        id_ = new["id"]
        if old["size"] != new["size"]:
            sizes = _from_to(size_in_words(old["size"]), size_in_words(new["size"]))
            yield _setting(f"ページ「{name}」の用紙を{sizes}変えました。", id_)
        if (old.get("name") or "") != (new.get("name") or ""):
            names = _from_to(_plain(old.get("name")), _plain(new.get("name")))
            yield _setting(f"ページの名前を{names}変えました。", id_)
        for key in sorted({*old, *new} - {"id", "size", "name", "elements"}):
            if old.get(key) != new.get(key):
                what = PAGE_KEYS.get(key, f"その他の設定（{key}）")
                yield _setting(f"ページ「{name}」の{what}を変えました。", id_)
        if _order(old, new) != _order(new, old):
            yield _setting(f"ページ「{name}」の項目の重なりの順を変えました。", id_)

    # What is asked, and the form itself

    def _inputs(self) -> Iterator[Difference]:
        old = {entry["key"]: entry for entry in self.left.get("inputs", [])}
        new = {entry["key"]: entry for entry in self.right.get("inputs", [])}
        for key, entry in old.items():
            if key not in new:
                yield _setting(f"入力項目「{entry['label']}」を除きました。")
        for key, entry in new.items():
            if key not in old:
                yield _setting(f"入力項目「{entry['label']}」を加えました。")
            else:
                yield from self._input(old[key], entry)
        if [key for key in old if key in new] != [key for key in new if key in old]:
            yield _setting("入力項目の順を変えました。")

    def _input(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
        for key in sorted({*old, *new}, key=lambda key: (key not in INPUT_KEYS, key)):
            if old.get(key) == new.get(key):
                continue
            what = INPUT_KEYS.get(key, f"その他の設定（{key}）")
            said = _from_to(
                self._input_value(key, old.get(key), self._find_left),
                self._input_value(key, new.get(key), self._find_right),
            )
            yield _setting(f"入力項目「{old['label']}」の{what}を{said}変えました。")

    def _input_value(self, key: str, value: Any, find: Find) -> str:
        if key in ("when", "required") and isinstance(value, Mapping):
            return condition_in_words(value, find)
        if key == "required":
            return "必須" if value else "任意"
        if key == "type":
            return TYPES.get(str(value), str(value))
        if key == "prefill" and value:
            return item_label(str(value), find)
        if key == "choices" and isinstance(value, list):
            return _cut("・".join(_choice_label(choice) for choice in value))
        return "なし" if value in (None, "", []) else _plain(value)

    def _form_settings(self) -> Iterator[Difference]:
        old, new = _flat_form(self.left), _flat_form(self.right)
        for key in sorted({*old, *new}, key=lambda key: (key not in FORM_KEYS, key)):
            before, after = old.get(key), new.get(key)
            if before == after:
                continue
            what = FORM_KEYS.get(key, f"帳票のその他の設定（{key}）")
            words = FORM_VALUES.get(key, {})
            said = _from_to(
                words.get(before, _plain(before)) if _is_plain(before) else "",
                words.get(after, _plain(after)) if _is_plain(after) else "",
            )
            yield _setting(f"{what}を{said}変えました。")


COMMON = {
    "kind": "種類",
    "name": "名前",
    "layer": "レイヤー",
    "group": "グループ",
    "locked": "固定",
    "note": "メモ",
    "printed": "印刷するかどうか",
}
PAGE_KEYS = {
    "layers": "レイヤー",
    "guides": "ガイド線",
    "background": "下敷き",
    "grid": "方眼の間隔",
    "margin": "余白",
}
INPUT_KEYS = {
    "label": "名前",
    "type": "種類",
    "choices": "選択肢",
    "required": "必須・任意",
    "when": "聞く条件",
    "prefill": "はじめに入る値",
    "help": "説明",
    "validate": "確かめること",
}
TYPES = {
    "text": "文字",
    "longText": "長い文字",
    "date": "日付",
    "choice": "1つを選ぶ",
    "choices": "いくつか選ぶ",
    "number": "数",
    "boolean": "はい・いいえ",
    "list": "一覧",
    "image": "画像",
}
FORM_KEYS = {
    "title": "帳票の名前",
    "consent": "同意の文",
    "print.duplex": "両面印刷",
    "print.prePrinted": "印刷済みの用紙を使うかどうか",
    "print.copies": "部数",
    "print.tray": "トレイ",
}
FORM_VALUES: Mapping[str, Mapping[Any, str]] = {
    "print.duplex": {
        None: "片面",
        "none": "片面",
        "longEdge": "両面（長辺とじ）",
        "shortEdge": "両面（短辺とじ）",
    }
}


def _choice_label(choice: Any) -> str:
    return str(choice.get("label", "")) if isinstance(choice, Mapping) else str(choice)


def _setting(words: str, page: str = "") -> Difference:
    return Difference(DifferenceKind.SETTING, words, page)


def _placed(template: Mapping[str, Any]) -> dict[str, _Placed]:
    """Every element of a template by its id, those in rows included."""
    found: dict[str, _Placed] = {}
    for page in template["pages"]:
        waiting = [(page["elements"], "")]
        while waiting:
            elements, parent = waiting.pop(0)
            labels = Labels(elements)
            for element in elements:
                placed = _Placed(element, page["id"], parent, labels)
                found.setdefault(element["id"], placed)
                waiting.append((_children(element), element["id"]))
    return found


def _children(element: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    inner = element.get("elements")
    if not isinstance(inner, list):
        return ()
    return [child for child in inner if _is_element(child)]


def _is_element(child: Any) -> bool:
    if not isinstance(child, Mapping):
        return False
    named = isinstance(child.get("id"), str) and isinstance(child.get("kind"), str)
    return named and all(isinstance(child.get(key), int | float) for key in ("x", "y", "w", "h"))


def _moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """How far, in words: 右へ 5 mm、上へ 2 mm."""
    steps = []
    for key, more, less in (("x", "右", "左"), ("y", "下", "上")):
        by = new[key] - old[key]
        if abs(by) > NEAR:
            steps.append(f"{more if by > 0 else less}へ {round(abs(by), 2):g} mm ")
    return "、".join(step.rstrip() for step in steps)


def _questions(old: Mapping[str, Any], new: Mapping[str, Any]) -> Sequence[Property]:
    """What the panel of the element asks; of another kind, what both ask."""
    kind = KIND_BY_NAME.get(new["kind"])
    if kind is None or old["kind"] != new["kind"]:
        return ()
    return [question for question in kind.questions() if question.key not in ("x", "y", "w", "h")]


def _flat(element: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of an element, style and binding taken apart: style.size, bind.field."""
    flat: dict[str, Any] = {}
    for key, value in element.items():
        if key in ("style", "bind") and isinstance(value, Mapping):
            flat.update({f"{key}.{inner}": below for inner, below in value.items()})
        elif key != "elements":
            flat[key] = value
    return flat


def _under(flat: Mapping[str, Any], key: str) -> Any:
    """The value of a question's key, also inside an object of the kind's own."""
    if key in flat:
        return flat[key]
    outer, _, inner = key.partition(".")
    value = flat.get(outer)
    return value.get(inner) if isinstance(value, Mapping) else None


def _is_told(key: str, told: set[str]) -> bool:
    return key in told or any(one.startswith(f"{key}.") for one in told)


def _flat_form(template: Mapping[str, Any]) -> dict[str, Any]:
    """What a template says of the whole form."""
    own = {"$schema", "format", "version", "id", "pages", "inputs", "print", "revision"}
    given = template.get("print")
    printing: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    return {
        **{key: value for key, value in template.items() if key not in own},
        **{f"print.{key}": value for key, value in printing.items()},
    }


def _order(page: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The elements of a page that the other one has too, from back to front."""
    theirs = {element["id"] for element in other["elements"]}
    return [element["id"] for element in page["elements"] if element["id"] in theirs]


def _from_to(before: str, after: str) -> str:
    """«「A」から「B」に», or nothing where that cannot be said shortly."""
    return f"「{before}」から「{after}」に" if before and after else ""


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _plain(value: Any, item: DataItem | None = None) -> str:
    """A value shortly, or nothing where it is no plain one."""
    if value is None or value == "":
        return "なし"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping) or (
        isinstance(value, list) and not all(_is_plain(one) for one in value)
    ):
        return ""
    return _cut(value_in_words(value, item).replace("\n", " "))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 1]}…"
