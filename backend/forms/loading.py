"""Reads a template piece by piece; what has not changed since the last time is taken as it is.

A template is loaded at every edit of every official. Checking one of 220 elements by JSON Schema
takes 65 ms; each element is therefore known by its bytes, its area and its list, and the loaded
element keeps its identity, by which the layout knows it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from backend.forms.asked import Input, read_inputs
from backend.forms.data_items import DataItem
from backend.forms.elements import Background, Element, FormPage, Layer, first_words
from backend.forms.errors import TemplateFault
from backend.forms.field_kinds import KIND_BY_NAME, missing_kind
from backend.forms.field_kinds.kind import FieldKind
from backend.forms.kept import Kept
from backend.forms.known_items import KnownItems, known_items
from backend.forms.rules import condition_fields
from backend.forms.template_schema import (
    COMMON_KEYS,
    Faults,
    bytes_of,
    joined,
    kind_faults,
    shape_faults,
)

SHEET_SIZES = {
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
}
MOST_ELEMENTS = 6000  # of a whole form
_TOLERANCE = 0.001  # mm
_MOST_KEPT_BYTES = 48_000_000
_KEPT_BESIDES = 1500  # bytes of an element in memory besides those of its JSON

Area = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LoadedElement:
    """An element as read: none where it can't be drawn; places begin at the element."""

    element: Element | None
    faults: Faults
    ids: tuple[tuple[str, str], ...]  # its own and those in its rows, with their places


@dataclass(slots=True)
class LoadedTemplate:
    """What was read of a template, and every fault with its place."""

    pages: list[FormPage] = field(default_factory=list)
    inputs: tuple[Input, ...] = ()
    faults: list[TemplateFault] = field(default_factory=list)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)  # page and place of an id
    again: list[tuple[str, str, str]] = field(default_factory=list)  # the same of second ones
    count: int = 0
    own_items: bytes = b"[]"  # the form's own data items, as JSON

    def take_id(self, name: str, page: str, place: str) -> bool:
        """Note where an id stands; a second one of the same name is a fault."""
        if name in self.places:
            message = f"id「{name}」が重複しています。"
            fault = TemplateFault(code="DUPLICATE_ID", place=f"{place}.id", message=message)
            self.faults.append(fault)
            self.again.append((name, page, place))
            return False
        self.places[name] = (page, place)
        return True


def read_template(template: Mapping[str, Any]) -> LoadedTemplate:
    """Read a template of the current version, as far as it goes."""
    loaded = LoadedTemplate()
    loaded.faults.extend(shape_faults("template", _counted(template, "inputs", "pages")))
    inputs = _list(template, "inputs")
    items = known_items(inputs)
    loaded.own_items = items.raw
    loaded.inputs, faults = read_inputs(inputs, items)
    loaded.faults.extend(faults)
    for index, page in enumerate(_list(template, "pages")):
        _read_page(page, f"pages[{index}]", items, loaded)
    return loaded


def _counted(document: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """A document whose lists of these names are only counted: their entries are read apart."""
    lists = {name: [0] * len(document[name]) for name in names if _list(document, name)}
    return {**document, **lists}


def _list(document: Mapping[str, Any], name: str) -> list[Any]:
    value = document.get(name)
    return value if isinstance(value, list) else []


def _read_page(document: Any, place: str, items: KnownItems, loaded: LoadedTemplate) -> None:
    counted = _counted(document, "elements") if isinstance(document, Mapping) else document
    faults = shape_faults("page", counted)
    loaded.faults.extend(fault.within(place) for fault in faults)
    if faults or not loaded.take_id(document["id"], document["id"], place):
        return
    area = _sheet_size(document["size"])
    loaded.count += len(document["elements"])
    if loaded.count > MOST_ELEMENTS:
        message = f"要素は様式全体で{MOST_ELEMENTS}個までです。"
        loaded.faults.append(TemplateFault(code="SHAPE", place=place, message=message))
        return
    elements = []
    for index, entry in enumerate(document["elements"]):
        element_place = f"{place}.elements[{index}]"
        read = read_element(entry, area, "", items)
        loaded.faults.extend(fault.within(element_place) for fault in read.faults)
        are_new = [
            loaded.take_id(name, document["id"], joined(element_place, inner))
            for name, inner in read.ids
        ]
        if read.element is not None and all(are_new):
            elements.append(read.element)
    layers = tuple(
        Layer(layer["id"], layer["name"], layer.get("hidden", False))
        for layer in document.get("layers", ())
    )
    hidden = {layer.id for layer in layers if layer.is_hidden}
    loaded.pages.append(
        FormPage(
            id=document["id"],
            name=document.get("name", ""),
            width=area[0],
            height=area[1],
            elements=tuple(one for one in elements if one.layer not in hidden),
            background=_background(document),
            layers=layers,
            hidden=tuple(one for one in elements if one.layer in hidden),
        )
    )


def _background(document: Mapping[str, Any]) -> Background | None:
    background = document.get("background")
    if background is None:
        return None
    place = {name: background[name] for name in ("asset", "x", "y", "w", "h")}
    return Background(**place, is_printed=background.get("printed") == "always")


def read_element(document: Any, area: Area, list_name: str, items: KnownItems) -> LoadedElement:
    """Read an element within an area of the page; in a row, ``list_name`` is its list."""
    raw = bytes_of(document)
    if raw is None:
        return LoadedElement(None, shape_faults("element", document), ())
    key = (raw, area, list_name, items.raw)
    known = _elements.get(key)
    if known is None:
        # From the bytes: what is kept must not change when somebody changes the document.
        known = _ElementReader(orjson.loads(raw), area, list_name, items).read()
        _elements.put(key, known, len(raw) * 2 + _KEPT_BESIDES)
    return known


_elements: Kept[tuple[bytes, Area, str, bytes], LoadedElement] = Kept(_MOST_KEPT_BYTES)


class _ElementReader:
    """Reads one element and gathers what is wrong with it."""

    def __init__(self, document: Any, area: Area, list_name: str, items: KnownItems) -> None:
        self.document = document
        self.area = area
        self.list_name = list_name
        self.items = items
        self.faults: list[TemplateFault] = []
        self.ids: list[tuple[str, str]] = []

    def read(self) -> LoadedElement:
        """The element, unless what its layout needs is wrong."""
        element = self._element()
        return LoadedElement(element, tuple(self.faults), tuple(self.ids))

    def _element(self) -> Element | None:
        document = self.document
        if isinstance(document, Mapping) and isinstance(document.get("id"), str):
            self.ids.append((document["id"], ""))
        self.faults.extend(shape_faults("element", document))
        if self.faults:
            return None
        kind = KIND_BY_NAME.get(document["kind"])
        if kind is None:
            self._refuse("UNKNOWN_KIND", "kind", missing_kind(document["kind"]))
            return None
        self._check_place()
        when = self._condition()
        keys = {key: value for key, value in document.items() if key not in COMMON_KEYS}
        if not self._is_sound(kind, keys):
            return None
        bind, children = document.get("bind", {}), self._children(keys)
        own = (keys["asset"],) if isinstance(keys.get("asset"), str) else ()
        return Element(
            id=document["id"],
            name=document.get("name", ""),
            kind=kind,
            x=document["x"],
            y=document["y"],
            w=document["w"],
            h=document["h"],
            field=bind.get("field", ""),
            format=bind.get("format", ""),
            item=self._bound_item(kind),
            when=when,
            style=document.get("style", {}),
            keys=keys,
            children=children,
            printed=document.get("printed", True),
            layer=document.get("layer", ""),
            assets=(*own, *(name for child in children for name in child.assets)),
            counts_pages=kind.COUNTS_PAGES or any(child.counts_pages for child in children),
        )

    def _refuse(self, code: str, place: str, message: str) -> None:
        self.faults.append(TemplateFault(code=code, place=place, message=message))

    def _is_sound(self, kind: FieldKind, keys: Mapping[str, Any]) -> bool:
        found = [
            *kind_faults(kind.NAME, keys),
        ]
        if not found:
            found = [
                TemplateFault(code="WRONG_SETTING", place="", message=message)
                for message in kind.faults(self.document)
            ]
        self.faults.extend(found)
        return not found

    def _called(self) -> str:
        """What the official calls the element; its id says nothing to them."""
        kind = KIND_BY_NAME.get(self.document["kind"])
        name = self.document.get("name") or first_words(self.document.get("text"))
        return str(name or (kind.LABEL if kind else self.document["id"]))

    def _check_place(self) -> None:
        document = self.document
        right, bottom = document["x"] + document["w"], document["y"] + document["h"]
        inside = (
            document["x"] >= -_TOLERANCE
            and document["y"] >= -_TOLERANCE
            and right <= self.area[0] + _TOLERANCE
            and bottom <= self.area[1] + _TOLERANCE
        )
        if not inside:
            message = f"「{self._called()}」が用紙（または行）からはみ出しています。"
            self._refuse("OUTSIDE", "", message)

    def _condition(self) -> Mapping[str, Any] | None:
        """The condition of the element; one that names what isn't known is left out."""
        condition: Mapping[str, Any] | None = self.document.get("when")
        if condition is None:
            return None
        is_known = [self._may_name(name, "when") for name in condition_fields(condition)]
        return condition if all(is_known) else None

    def _may_name(self, name: str, place: str) -> bool:
        message = self.items.fault(name, self.list_name)
        if message:
            self._refuse("UNKNOWN_ITEM", place, message)
        return not message

    def _bound_item(self, kind: FieldKind) -> DataItem | None:
        if "bind" not in self.document:
            if kind.MUST_BIND:
                message = f"「{self._called()}」に印字する項目がありません。"
                self._refuse("NOT_BOUND", "bind", message)
            return None
        name = self.document["bind"]["field"]
        item = self.items.find(name)
        if not self._may_name(name, "bind.field") or item is None:
            return None
        if item.type not in kind.BINDS:
            message = f"「{item.label}」は「{kind.LABEL}」では印字できません。"
            self._refuse("WRONG_TYPE", "bind.field", message)
            return None
        return item

    def _children(self, keys: Mapping[str, Any]) -> tuple[Element, ...]:
        area = (self.document["w"], self.document["h"] / keys.get("rows", 1))
        name = self.document.get("bind", {}).get("field", "")
        children = []
        for index, entry in enumerate(keys.get("elements", ())):
            place = f"elements[{index}]"
            read = read_element(entry, area, name, self.items)
            self.faults.extend(fault.within(place) for fault in read.faults)
            self.ids.extend((inner, joined(place, at)) for inner, at in read.ids)
            if read.element is not None:
                children.append(read.element)
        return tuple(children)


def _sheet_size(size: str | Sequence[float]) -> Area:
    if not isinstance(size, str):
        return float(size[0]), float(size[1])
    name, _, turned = size.partition(" ")
    width, height = SHEET_SIZES[name]
    return (height, width) if turned else (width, height)
