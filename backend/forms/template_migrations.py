"""Migrations of the template format, run at load: a published form is never rewritten on disk.

Each entry takes a template of its version to the next one. A kept template of every old version
is loaded by a test.
"""

import copy
from collections.abc import Callable, Mapping
from typing import Any

CURRENT_VERSION = "1.1"

Template = dict[str, Any]


def migrate(document: Mapping[str, Any]) -> Template:
    """Return the template in the current version; one of no known version is left as it is."""
    if document.get("version") == CURRENT_VERSION:
        return dict(document)  # not copied deeply: it is read anew at every edit
    migrated = copy.deepcopy(dict(document))
    while (version := migrated.get("version")) != CURRENT_VERSION:
        step = _MIGRATIONS.get(version) if isinstance(version, str) else None
        if step is None:
            break  # the schema check names the version
        try:
            migrated = step(migrated)
        except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError):
            return dict(document)  # of another shape than its version says: the check names it
    return migrated


def _from_0_9(document: Template) -> Template:
    """0.9 named line widths ``lw``, faces by a table of its own, and had ``columns`` in repeats."""
    faces = document.pop("fonts", {})
    document.pop("data", None)
    for page in document.get("pages", ()):
        page["elements"] = [
            migrated
            for element in page.get("elements", ())
            for migrated in _element_from_0_9(element, faces)
        ]
    document["version"] = "1.0"
    return document


def _element_from_0_9(element: Template, faces: dict[str, str]) -> list[Template]:
    if "lw" in element:
        element["lineWidth"] = element.pop("lw")
    if "validate" in element:
        # Answers are checked where they are asked, by the inputs; what an element said is kept.
        element["x-validate"] = element.pop("validate")
    style = element.get("style", {})
    if "font" in style:
        name = faces.get(style["font"], style["font"])
        style["font"] = "gothic" if "gothic" in name.lower() else "mincho"
    if element.get("kind") == "repeat" and "columns" in element:
        return _rows_from_columns(element)
    return [element]


def _rows_from_columns(element: Template) -> list[Template]:
    """A column becomes an element of the row, and its title a label above the rows."""
    header = element.pop("headerH", 0)
    columns = element.pop("columns")
    top, height = element["y"], (element["h"] - header) / element["rows"]
    element.update(y=top + header, h=element["h"] - header, elements=[])
    titles, x = [], 0.0
    for index, column in enumerate(columns):
        column_id = f"{element['id']}Column{index + 1}"
        place = {"x": x, "w": column["w"]}
        title = {"id": f"{column_id}Title", "kind": "label", "text": column["title"]}
        titles.append({**title, "x": element["x"] + x, "y": top, "w": column["w"], "h": header})
        field = f"{element['bind']['field']}[].{column['bind']}"
        child = {"id": column_id, "name": column["title"], "kind": column.get("kind", "text")}
        element["elements"].append(
            {**child, **place, "y": 0, "h": height, "bind": {"field": field}}
        )
        x += column["w"]
    return [*titles, element] if header else [element]


def _from_1_0(document: Template) -> Template:
    """1.0 had guides and a background of any shape: what has no place in 1.1 is kept aside."""
    pages = document.get("pages")
    for page in pages if isinstance(pages, list) else ():
        if not isinstance(page, dict):
            continue
        guides = page.get("guides", {})
        if not (isinstance(guides, dict) and set(guides) <= {"x", "y"}):
            page["x-guides"] = page.pop("guides")
        if "background" in page:
            page["x-background"] = page.pop("background")
    document["version"] = "1.1"
    return document


_MIGRATIONS: dict[str, Callable[[Template], Template]] = {"0.9": _from_0_9, "1.0": _from_1_0}
