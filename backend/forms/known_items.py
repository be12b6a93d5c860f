"""The data items that one form may name: those of all forms and its own."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import orjson

from backend.forms.data_items import OWN_PREFIX, DataItem, data_items, general_name, parse_item
from backend.forms.template_schema import bytes_of, shape_faults

_KEYS = ("key", "label", "type", "choices")


class KnownItems:
    """Finds items by name; ``raw`` says which own ones there are, by their bytes."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        own = {entry["key"]: parse_item(entry["key"], entry) for entry in orjson.loads(raw)}
        self._items = {**data_items(), **own}

    def __iter__(self) -> Iterator[DataItem]:
        return iter(self._items.values())

    def find(self, field: str) -> DataItem | None:
        """The item of a name; rows are listed under the name of their list."""
        return self._items.get(general_name(field))

    def fault(self, field: str, list_name: str = "", *, is_input: bool = False) -> str:
        """Why a name may not stand here, in Japanese, or nothing."""
        if self.find(field) is None:
            return f"項目「{field}」は登録されていません。"
        if "[]" not in field or is_input:
            return ""
        if not list_name:
            return f"項目「{field}」はくり返しの行の中でだけ使えます。"
        if not field.startswith(f"{list_name}[]"):
            return f"項目「{field}」はこの行の一覧（{list_name}）のものではありません。"
        return ""


def known_items(inputs: Sequence[Any]) -> KnownItems:
    """The items that a form with these inputs may name; made once for the same own ones."""
    own = [
        {key: entry[key] for key in _KEYS if key in entry}
        for entry in inputs
        if isinstance(entry, dict)
        and str(entry.get("key", "")).startswith(OWN_PREFIX)
        and not shape_faults("input", entry)
    ]
    return known_items_of(bytes_of(own) or b"[]")


@lru_cache(maxsize=128)
def known_items_of(raw: bytes) -> KnownItems:
    """The items beside these own ones, given by their JSON."""
    return KnownItems(raw)
