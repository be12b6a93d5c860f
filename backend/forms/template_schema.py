"""The check of a template's shape, piece by piece: head, inputs, pages, elements, kinds.

Each piece is checked by its own JSON Schema and known by its bytes, so that after an edit only
what was edited is checked anew. All messages are for the official who draws the form.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from backend.forms.data_items import read_schema
from backend.forms.errors import TemplateFault
from backend.forms.field_kinds import KIND_BY_NAME
from backend.forms.kept import Kept

DEEPEST = 40  # lists and objects inside each other; a form of ours has nine
_MOST_KEPT_BYTES = 8_000_000

Faults = tuple[TemplateFault, ...]
COMMON_KEYS = frozenset(read_schema("form_template.schema.json")["$defs"]["element"]["properties"])
_known: Kept[tuple[str, bytes], Faults] = Kept(_MOST_KEPT_BYTES)


def bytes_of(document: object) -> bytes | None:
    """The bytes by which a piece is known; ``None`` for one that is no proper JSON."""
    try:
        return orjson.dumps(document)
    except (TypeError, ValueError, RecursionError):
        return None


def shape_faults(part: str, document: object) -> Faults:
    """The faults of a piece's shape: ``template``, ``page``, ``input`` or ``element``."""
    return _checked(part, document, bytes_of(document))


def kind_faults(name: str, keys: Mapping[str, Any]) -> Faults:
    """The faults of the keys that belong to a kind of field."""
    return tuple(_faults(keys, _kind_validator(name)))


def _checked(part: str, document: object, raw: bytes | None) -> Faults:
    if raw is None or is_deep(document):
        return (TemplateFault(code="SHAPE", place="", message="JSON として読めない値があります。"),)
    faults = _known.get((part, raw))
    if faults is None:
        faults = tuple(_faults(document, _validator(part)))
        _known.put((part, raw), faults, len(raw) + 200)
    return faults


def is_deep(document: object, room: int = DEEPEST) -> bool:
    """Tell whether things stand inside each other deeper than any form needs."""
    if isinstance(document, Mapping):
        return not room or any(is_deep(inner, room - 1) for inner in document.values())
    if isinstance(document, list):
        return not room or any(is_deep(inner, room - 1) for inner in document)
    return False


@lru_cache(maxsize=8)
def _validator(part: str) -> Draft202012Validator:
    return Draft202012Validator(_SCHEMAS[part]())


def _template_schema() -> dict[str, Any]:
    """The head alone: inputs and pages are counted here and checked one by one."""
    schema = read_schema("form_template.schema.json")
    for name in ("inputs", "pages"):
        schema["properties"][name].pop("items")
    return schema


def _page_schema() -> dict[str, Any]:
    schema = copy.deepcopy(read_schema("form_template.schema.json"))
    definitions = schema["$defs"]
    definitions["page"]["properties"]["elements"].pop("items")
    return {"$ref": "#/$defs/page", "$defs": definitions}


def _part_schema(name: str) -> dict[str, Any]:
    schema = read_schema("form_template.schema.json")
    return {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}


_SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "template": _template_schema,
    "page": _page_schema,
    "input": lambda: _part_schema("input"),
    "element": lambda: _part_schema("element"),
}


@lru_cache(maxsize=256)
def _kind_validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(KIND_BY_NAME[name].schema())


def joined(place: str, inner: str) -> str:
    """A place inside another: ``pages[0]`` and ``size`` are ``pages[0].size``."""
    return f"{place}.{inner}" if place and inner and not inner.startswith("[") else place + inner


def _faults(document: object, validator: Draft202012Validator) -> Iterator[TemplateFault]:
    errors = validator.iter_errors(document)
    for error in sorted(errors, key=lambda error: error.json_path):
        place = error.json_path.removeprefix("$").removeprefix(".")
        yield TemplateFault(code="SHAPE", place=place, message=_in_japanese(error))


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
