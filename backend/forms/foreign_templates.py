"""Templates with names of their own: of our format in an early shape, numbered as a later one.

Their items are not those of ``data_items.json``. Each becomes an item of the form alone
(``own.…``), asked for by an input, so that the form opens, draws and prints; settings that no kind
here has are kept under ``x-``. An official then binds the fields to the city's items, one by one.
"""

import re
from collections.abc import Mapping
from typing import Any

from backend.forms.data_items import OWN_PREFIX, data_items, general_name
from backend.forms.field_kinds import KIND_BY_NAME
from backend.forms.template_schema import COMMON_KEYS

EARLY_KEYS = ("fonts", "data")  # of a template before 1.0
EARLY_VERSION = "0.9"
PRINT_KEYS = frozenset({"duplex", "copies", "tray", "prePrinted"})
FORMATS = {"postal": "postalCode"}
TYPE_OF_KIND = {"eraDate": "date", "repeat": "list", "sign": "image", "image": "image"}

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")


def is_early(document: Mapping[str, Any]) -> bool:
    """Whether a template that calls itself 1.0 is of the shape before it."""
    return document.get("version") == "1.0" and any(key in document for key in EARLY_KEYS)


def own_name(name: str) -> str:
    """The name of an item here: known ones stay, all others are the form's own."""
    snake = _CAPITAL.sub(lambda found: f"_{found.group(1).lower()}", name)
    known = general_name(snake) in data_items() or snake.startswith(OWN_PREFIX)
    return snake if known else f"{OWN_PREFIX}{snake}"


def own_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values under the names that the translated template has."""
    renamed = _snake(values)
    return {**renamed, OWN_PREFIX.rstrip("."): renamed}


def _snake(value: Any) -> Any:
    if isinstance(value, Mapping):
        renamed = {_CAPITAL.sub(lambda m: f"_{m.group(1).lower()}", k): v for k, v in value.items()}
        return {key: _snake(below) for key, below in renamed.items()}
    if isinstance(value, list):
        return [_snake(one) for one in value]
    is_day = isinstance(value, str) and _DAY.fullmatch(value)
    return {"value": value} if is_day else value


def with_own_items(template: dict[str, Any]) -> dict[str, Any]:
    """A migrated template whose unknown items are its own, and asked for."""
    own: dict[str, dict[str, Any]] = {}
    for page in template["pages"]:
        page["elements"] = [_element(element, own) for element in page["elements"]]
    printing = template.get("print", {})
    if isinstance(printing, dict):
        template["print"] = {_kept(key, PRINT_KEYS): value for key, value in printing.items()}
    asked = template.setdefault("inputs", [])
    asked.extend(entry for key, entry in own.items() if all(key != old["key"] for old in asked))
    return template


def _element(element: dict[str, Any], own: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if element["kind"] == "circleChoice" and "choices" not in element:
        element["kind"] = "text"  # what could be circled is not said anywhere
    style = element.get("style", {})
    if isinstance(style, dict) and style.get("fit") == "shrink":
        element["style"] = {**style, "fit": "shrinkWrap"}  # it shrank without a floor
    if "bind" in element:
        element["bind"] = _bind(element, own)
    if "when" in element:
        element["when"] = _condition(element["when"], own)
    kind = KIND_BY_NAME.get(element["kind"])
    known = COMMON_KEYS | set(kind.KEYS) if kind else set(element)
    made = {_kept(key, known): value for key, value in element.items()}
    if "elements" in made:
        made["elements"] = [_element(child, own) for child in made["elements"]]
    return made


def _kept(key: str, known: frozenset[str] | set[str]) -> str:
    return key if key in known or key.startswith("x-") else f"x-{key}"


def _bind(element: dict[str, Any], own: dict[str, dict[str, Any]]) -> dict[str, Any]:
    bind = dict(element["bind"])
    name = own_name(str(bind.get("field", "")))
    bind["field"] = name
    if "format" in bind:
        bind["format"] = FORMATS.get(bind["format"], bind["format"])
    label = element.get("name") or element["id"]
    _note(own, name, label, TYPE_OF_KIND.get(element["kind"], "text"))
    if isinstance(element.get("equals"), str):
        _add_choice(own, name, element["equals"])
    return bind


def _note(own: dict[str, dict[str, Any]], name: str, label: str, type_: str) -> None:
    if name.startswith(OWN_PREFIX):
        own.setdefault(general_name(name), {"key": name, "label": label, "type": type_})


def _add_choice(own: dict[str, dict[str, Any]], name: str, value: str) -> None:
    """An item that is compared with words is chosen among them."""
    entry = own.get(general_name(name))
    if entry is not None:
        entry["type"] = "choice"
        choices = entry.setdefault("choices", [])
        if value not in [choice["value"] for choice in choices]:
            choices.append({"value": value, "label": value})


def _condition(condition: Any, own: dict[str, dict[str, Any]]) -> Any:
    if isinstance(condition, list):
        return [_condition(part, own) for part in condition]
    if not isinstance(condition, dict):
        return condition
    if "field" not in condition:
        return {key: _condition(part, own) for key, part in condition.items()}
    name = own_name(str(condition["field"]))
    type_ = "boolean" if isinstance(condition.get("value"), bool) else "text"
    _note(own, name, condition["field"], type_)
    return {**condition, "field": name}
