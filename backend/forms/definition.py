"""Form definitions: a template and its inputs, checked whole when they are loaded."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from backend.forms.assets import FormAsset
from backend.forms.data_items import (
    OWN_PREFIX,
    DataItem,
    data_items,
    general_name,
    parse_item,
    read_schema,
)
from backend.forms.elements import Element, FormPage
from backend.forms.errors import InvalidTemplateError, TemplateFault
from backend.forms.field_kinds import KIND_BY_NAME
from backend.forms.rules import Condition, Read, condition_fields, holds
from backend.forms.strokes import Stroke
from backend.forms.template_migrations import migrate

SHEET_SIZES = {
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
}

_COMMON_KEYS = frozenset(read_schema("form_template.schema.json")["$defs"]["element"]["properties"])
_TOLERANCE = 0.001  # mm


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


@dataclass(frozen=True)
class FormDefinition:
    """A form that can be filled and printed; ``document`` is the template as it was given."""

    id: str
    title: str
    duplex: str
    pages: tuple[FormPage, ...]
    inputs: tuple[Input, ...]
    document: Mapping[str, Any]
    consent: str = ""  # what somebody agrees to by signing; the city's sentence when empty
    assets: Mapping[str, FormAsset] = field(default_factory=dict)  # by their names

    @property
    def is_signed(self) -> bool:
        """Whether the form has a place for the notifier's signature."""
        return any(_is_signed(element) for page in self.pages for element in page.elements)

    @property
    def groups(self) -> frozenset[str]:
        """The groups of data items that the form asks for: ``seal`` of ``seal.persons[].name``."""
        return frozenset(asked.key.partition(".")[0].partition("[")[0] for asked in self.inputs)


SIGNATURE = "signature.image"


def _is_signed(element: Element) -> bool:
    own = element.kind.NAME == "sign" and element.field == SIGNATURE
    return own or any(_is_signed(child) for child in element.children)


def with_signature(values: Mapping[str, Any], strokes: Sequence[Stroke]) -> dict[str, Any]:
    """The values of a form with the strokes of a signature in their place."""
    return {**values, "signature": {"image": {"strokes": strokes}}}


def load_definition(
    document: Mapping[str, Any], assets: Mapping[str, FormAsset] | None = None
) -> FormDefinition:
    """Load a template of any known version; every fault is named with its place."""
    template = migrate(dict(document))
    faults = list(_schema_faults(template, _template_validator(), ""))
    if faults:
        raise InvalidTemplateError(faults)
    loader = _Loader(template)
    definition = FormDefinition(
        id=template["id"],
        title=template["title"],
        duplex=template.get("print", {}).get("duplex", "none"),
        inputs=loader.inputs(),
        pages=loader.pages(),
        document=document,
        consent=template.get("consent", ""),
        assets=assets or {},
    )
    if loader.faults:
        raise InvalidTemplateError(loader.faults)
    return definition


class _Loader:
    """Reads a template whose outer shape is right and gathers what is wrong inside it."""

    def __init__(self, template: Mapping[str, Any]) -> None:
        self.template = template
        self.faults: list[TemplateFault] = []
        self._ids: set[str] = set()
        own = [entry for entry in template.get("inputs", ()) if _is_own(entry["key"])]
        self._items = {
            **data_items(),
            **{entry["key"]: parse_item(entry["key"], entry) for entry in own},
        }

    def refuse(self, place: str, message: str) -> None:
        self.faults.append(TemplateFault(place=place, message=message))

    def inputs(self) -> tuple[Input, ...]:
        seen: set[str] = set()
        loaded = []
        for index, document in enumerate(self.template.get("inputs", ())):
            place = f"inputs[{index}]"
            if document["key"] in seen:
                self.refuse(place, f"入力項目「{document['key']}」が重複しています。")
            seen.add(document["key"])
            loaded.append(self._input(document, place))
        return tuple(loaded)

    def _input(self, document: Mapping[str, Any], place: str) -> Input:
        item = self._item(document["key"], f"{place}.key")
        if item is not None and item.type != document["type"] and not _same_text(item, document):
            self.refuse(
                f"{place}.type", f"「{item.label}」の型は {item.type} です（{document['type']}）。"
            )
        required = document.get("required", False)
        for name, condition in (("required", required), ("when", document.get("when"))):
            if isinstance(condition, Mapping):
                self._check_condition(condition, f"{place}.{name}")
        self._check_rules(document.get("validate", ()), f"{place}.validate")
        return Input(
            key=document["key"],
            label=document["label"],
            item=_asked_item(item, document),
            prefill=document.get("prefill", ""),
            required=required,
            when=document.get("when"),
            help=document.get("help", ""),
            validate=tuple(document.get("validate", ())),
        )

    def pages(self) -> tuple[FormPage, ...]:
        loaded = []
        for index, document in enumerate(self.template["pages"]):
            place = f"pages[{index}]"
            self._take_id(document["id"], f"{place}.id")
            width, height = _sheet_size(document["size"])
            elements = [
                self._element(entry, f"{place}.elements[{number}]", (width, height), "")
                for number, entry in enumerate(document["elements"])
            ]
            loaded.append(
                FormPage(
                    document["id"],
                    document.get("name", ""),
                    width,
                    height,
                    tuple(element for element in elements if element is not None),
                )
            )
        return tuple(loaded)

    def _take_id(self, element_id: str, place: str) -> None:
        if element_id in self._ids:
            self.refuse(place, f"id「{element_id}」が重複しています。")
        self._ids.add(element_id)

    def _element(
        self, document: Mapping[str, Any], place: str, area: tuple[float, float], list_name: str
    ) -> Element | None:
        """Read an element within an area of the page; in a row, ``list_name`` is its list."""
        kind = KIND_BY_NAME.get(document["kind"])
        if kind is None:
            self.refuse(f"{place}.kind", f"項目の種類「{document['kind']}」はありません。")
            return None
        self._take_id(document["id"], f"{place}.id")
        self._check_place(document, place, area)
        if "when" in document:
            self._check_condition(document["when"], f"{place}.when", list_name)
        keys = {key: value for key, value in document.items() if key not in _COMMON_KEYS}
        faults = list(_schema_faults(keys, _kind_validator(kind.NAME), place))
        self.faults.extend(faults)
        if faults:
            return None
        for message in kind.faults(document):
            self.refuse(place, message)
        field = document.get("bind", {}).get("field", "")
        item = self._bound_item(document, place, list_name)
        return Element(
            id=document["id"],
            name=document.get("name", ""),
            kind=kind,
            x=document["x"],
            y=document["y"],
            w=document["w"],
            h=document["h"],
            field=field,
            format=document.get("bind", {}).get("format", ""),
            item=item,
            when=document.get("when"),
            style=document.get("style", {}),
            keys=keys,
            children=self._children(document, keys, place, field),
            printed=document.get("printed", True),
        )

    def _children(
        self, document: Mapping[str, Any], keys: Mapping[str, Any], place: str, field: str
    ) -> tuple[Element, ...]:
        children = []
        area = (document["w"], document["h"] / keys.get("rows", 1))
        for index, entry in enumerate(keys.get("elements", ())):
            child_place = f"{place}.elements[{index}]"
            faults = list(_schema_faults(entry, _element_validator(), child_place))
            self.faults.extend(faults)
            child = None if faults else self._element(entry, child_place, area, field)
            if child is not None:
                children.append(child)
        return tuple(children)

    def _check_place(
        self, document: Mapping[str, Any], place: str, area: tuple[float, float]
    ) -> None:
        right, bottom = document["x"] + document["w"], document["y"] + document["h"]
        inside = (
            document["x"] >= -_TOLERANCE
            and document["y"] >= -_TOLERANCE
            and right <= area[0] + _TOLERANCE
            and bottom <= area[1] + _TOLERANCE
        )
        if not inside:
            self.refuse(place, f"「{document['id']}」が用紙（または行）からはみ出しています。")

    def _bound_item(
        self, document: Mapping[str, Any], place: str, list_name: str
    ) -> DataItem | None:
        kind = KIND_BY_NAME[document["kind"]]
        if "bind" not in document:
            if kind.MUST_BIND:
                self.refuse(f"{place}.bind", f"「{document['id']}」に印字する項目がありません。")
            return None
        field_place = f"{place}.bind.field"
        item = self._item(document["bind"]["field"], field_place, list_name)
        if item is not None and item.type not in kind.BINDS:
            self.refuse(field_place, f"「{item.label}」は「{kind.LABEL}」では印字できません。")
        return item

    def _item(self, field: str, place: str, list_name: str = "") -> DataItem | None:
        item = self._items.get(general_name(field))
        if item is None:
            self.refuse(place, f"項目「{field}」は登録されていません。")
        elif "[]" in field and list_name and not field.startswith(f"{list_name}[]"):
            self.refuse(
                place, f"項目「{field}」はこの行の一覧（{list_name}）のものではありません。"
            )
        elif "[]" in field and not list_name and not place.startswith("inputs"):
            self.refuse(place, f"項目「{field}」はくり返しの行の中でだけ使えます。")
        return item

    def _check_condition(self, condition: Condition, place: str, list_name: str = "") -> None:
        for name in condition_fields(condition):
            self._item(name, place, list_name)

    def _check_rules(self, rules: tuple[Mapping[str, Any], ...], place: str) -> None:
        for index, rule in enumerate(rules):
            if not _is_sound_rule(rule):
                self.refuse(f"{place}[{index}].value", f"規則 {rule['rule']} の値が違います。")
            elif rule["rule"] == "notBefore":
                self._item(rule["value"], f"{place}[{index}].value")


def _is_own(key: str) -> bool:
    return key.startswith(OWN_PREFIX)


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
    except re.error:
        return False
    return True


def _sheet_size(size: str | list[float]) -> tuple[float, float]:
    if isinstance(size, list):
        return float(size[0]), float(size[1])
    name, _, turned = size.partition(" ")
    width, height = SHEET_SIZES[name]
    return (height, width) if turned else (width, height)


@lru_cache(maxsize=1)
def _template_validator() -> Draft202012Validator:
    return Draft202012Validator(read_schema("form_template.schema.json"))


@lru_cache(maxsize=1)
def _element_validator() -> Draft202012Validator:
    schema = read_schema("form_template.schema.json")
    return Draft202012Validator({"$ref": "#/$defs/element", "$defs": schema["$defs"]})


@lru_cache(maxsize=64)
def _kind_validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(KIND_BY_NAME[name].schema())


def _schema_faults(
    document: Mapping[str, Any], validator: Draft202012Validator, place: str
) -> Iterator[TemplateFault]:
    errors = validator.iter_errors(document)
    for error in sorted(errors, key=lambda error: error.json_path):
        yield TemplateFault(place=_place_of(error, place), message=_in_japanese(error))


def _place_of(error: ValidationError, place: str) -> str:
    inner = error.json_path.removeprefix("$").removeprefix(".")
    return f"{place}.{inner}" if place and inner and not inner.startswith("[") else place + inner


def _in_japanese(error: ValidationError) -> str:
    validator = str(error.validator)
    if validator == "required":
        return f"必要な設定がありません（{_missing(error)}）。"
    if validator == "additionalProperties":
        return "この種類にない設定があります（独自の設定は x- で始めます）。"
    template = _SCHEMA_MESSAGES.get(validator, "この値は使えません。")
    return template.format(value=error.validator_value)


def _missing(error: ValidationError) -> str:
    given: object = error.instance
    wanted: object = error.validator_value
    if not isinstance(given, Mapping) or not isinstance(wanted, list):
        return ""
    return "、".join(name for name in wanted if name not in given)


_SCHEMA_MESSAGES = {
    "const": "「{value}」でなければなりません。",
    "enum": "次のどれかでなければなりません: {value}",
    "type": "値の型が違います（{value}）。",
    "pattern": "使えない文字が入っているか、形が違います。",
    "minimum": "{value} 以上でなければなりません。",
    "maximum": "{value} 以下でなければなりません。",
    "minItems": "{value} 個以上必要です。",
    "maxItems": "{value} 個までです。",
    "minLength": "空にできません。",
    "maxLength": "{value} 文字までです。",
}
