"""Elements of a form: what stands where, and which value it prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backend.forms.data_items import DataItem
from backend.forms.rules import Condition

if TYPE_CHECKING:
    from backend.forms.field_kinds.kind import FieldKind


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One element: the keys that all kinds share, and in ``keys`` those of its own kind."""

    id: str
    name: str
    kind: "FieldKind"
    x: float
    y: float
    w: float
    h: float
    field: str
    format: str
    item: DataItem | None
    when: Condition | None
    style: Mapping[str, Any]
    keys: Mapping[str, Any]
    children: tuple["Element", ...] = ()
    printed: bool = True
    layer: str = ""
    assets: tuple[str, ...] = ()  # that it and the elements of its rows show, by hash
    counts_pages: bool = False  # it, or something in its rows, prints the number of its page

    @property
    def is_fixed(self) -> bool:
        """Tell whether the element looks the same on every copy of the form."""
        return self.kind.is_fixed(self.keys) and self.when is None and not self.field

    @property
    def label(self) -> str:
        """What the official calls this field in a message."""
        known = self.name or (self.item.label if self.item else "")
        return known or first_words(self.keys.get("text")) or self.kind.LABEL


def first_words(text: object) -> str:
    """The beginning of the words that an element prints, to call it by."""
    return text.replace("\n", "")[:20] if isinstance(text, str) else ""


@dataclass(frozen=True, slots=True)
class Background:
    """What stands under the fields of a page (下敷き): the official form itself."""

    asset: str
    x: float
    y: float
    w: float
    h: float
    is_printed: bool


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of a page (層)."""

    id: str
    name: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class FormPage:
    """One side of the form's paper."""

    id: str
    name: str
    width: float
    height: float
    elements: Sequence[Element]
    background: Background | None = None
    layers: Sequence[Layer] = ()
    hidden: Sequence[Element] = ()  # what stands on hidden layers
