"""The outer shape of a template: what a draft must have, however unfinished it is.

Whether it can be published is looked at when it is loaded (``definition.py``).
"""

import copy
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from backend.forms.assets import MOST_PICTURES, asset_references
from backend.forms.element_names import named_faults
from backend.forms.errors import InvalidTemplateError, TemplateFault
from backend.forms.foreign_templates import EARLY_VERSION, is_early, with_own_items
from backend.forms.template_migrations import CURRENT_VERSION, migrate

FORMAT = "form-template"
MOST_BYTES = 2 << 20
MOST_PAGES = 40
MOST_ELEMENTS = 3000
LONGEST_TITLE = 100
CODE_PATTERN = re.compile(r"[a-z][A-Za-z0-9_-]{0,63}")
PLACE = ("x", "y", "w", "h")


def read_template(document: object) -> dict[str, Any]:
    """A template of any known version in the newest one; refuses what is none, with places."""
    if not isinstance(document, dict):
        raise _invalid("", "様式の JSON はオブジェクト（{…}）でなければなりません。")
    require_size(document)
    refuse_faults(_outer_faults(document), document)
    template = _migrated(document)
    if template["version"] != CURRENT_VERSION:
        raise _invalid("version", f"様式の版「{document['version']}」は扱えません。")
    return dict(template)


def _migrated(document: dict[str, Any]) -> Mapping[str, Any]:
    try:
        if is_early(document):
            early = migrate({**document, "version": EARLY_VERSION})
            return with_own_items(copy.deepcopy(dict(early)))
        return migrate(document)
    except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError):
        # Inside its outer shape an old template may still be anything.
        message = f"版「{document['version']}」の様式として読み取れません。"
        raise _invalid("version", message) from None


def require_size(document: Mapping[str, Any]) -> None:
    """Refuse a template that is too large to keep."""
    size = len(orjson.dumps(document))
    if size > MOST_BYTES:
        raise _invalid(
            "",
            f"様式は2 MBまでです（{size / (1 << 20):.1f} MB）。画像は部品として登録してください。",
        )


def refuse_faults(found: Iterator[TemplateFault], document: object) -> None:
    """Refuse with all faults, at most a hundred of them."""
    faults = [fault for _, fault in zip(range(100), found, strict=False)]
    if faults:
        raise InvalidTemplateError(named_faults(faults, document))


def _invalid(place: str, message: str) -> InvalidTemplateError:
    return InvalidTemplateError([TemplateFault(place=place, message=message)])


def _outer_faults(document: Mapping[str, Any]) -> Iterator[TemplateFault]:
    if document.get("format") != FORMAT:
        yield TemplateFault(place="format", message=f"「{FORMAT}」でなければなりません。")
    if not isinstance(document.get("version"), str):
        yield TemplateFault(place="version", message="版（文字列）が必要です。")
    if not _is_code(document.get("id")):
        yield TemplateFault(
            place="id", message="英小文字で始まる64文字までの英数字、_、- でなければなりません。"
        )
    yield from _title_faults(document.get("title"))
    yield from _list_faults(document.get("inputs", []), "inputs", 500)
    yield from _picture_faults(document)
    pages = document.get("pages")
    yield from _list_faults(pages, "pages", MOST_PAGES)
    if isinstance(pages, list):
        for number, page in enumerate(pages):
            if isinstance(page, dict):
                yield from _page_faults(page, f"pages[{number}]")
        yield from _input_faults(document.get("inputs", []))
        if not pages:
            yield TemplateFault(place="pages", message="1ページ以上必要です。")


def _picture_faults(document: Mapping[str, Any]) -> Iterator[TemplateFault]:
    """Each may have megabytes, and all are loaded together."""
    if len(asset_references(document)) > MOST_PICTURES:
        yield TemplateFault(place="pages", message=f"画像は{MOST_PICTURES} 個までです。")


def _is_code(value: object) -> bool:
    return isinstance(value, str) and CODE_PATTERN.fullmatch(value) is not None


def _title_faults(title: object) -> Iterator[TemplateFault]:
    if not isinstance(title, str) or not title.strip():
        yield TemplateFault(place="title", message="帳票の名前が必要です。")
    elif len(title) > LONGEST_TITLE:
        yield TemplateFault(place="title", message=f"{LONGEST_TITLE}文字までです。")


def _list_faults(value: object, place: str, most: int) -> Iterator[TemplateFault]:
    """A list of objects, no longer than it may be."""
    if not isinstance(value, list):
        yield TemplateFault(place=place, message="一覧（[…]）でなければなりません。")
        return
    if len(value) > most:
        yield TemplateFault(place=place, message=f"{most} 個までです。")
    for number, entry in enumerate(value):
        if not isinstance(entry, dict):
            yield TemplateFault(
                place=f"{place}[{number}]", message="オブジェクト（{…}）でなければなりません。"
            )


def _input_faults(inputs: object) -> Iterator[TemplateFault]:
    for number, entry in enumerate(inputs if isinstance(inputs, list) else []):
        for key in ("key", "label", "type"):
            if isinstance(entry, dict) and not isinstance(entry.get(key), str):
                place = f"inputs[{number}].{key}"
                yield TemplateFault(place=place, message="入力項目の設定（文字列）が必要です。")


def _is_size(value: object) -> bool:
    if isinstance(value, list):
        return len(value) == 2 and all(_is_number(one) for one in value)
    return isinstance(value, str)


def _page_faults(page: Mapping[str, Any], place: str) -> Iterator[TemplateFault]:
    if not isinstance(page.get("id"), str):
        yield TemplateFault(place=f"{place}.id", message="ページの id が必要です。")
    if not _is_size(page.get("size")):
        yield TemplateFault(place=f"{place}.size", message="用紙の名前か、幅と高さが必要です。")
    elements = page.get("elements")
    yield from _list_faults(elements, f"{place}.elements", MOST_ELEMENTS)
    if isinstance(elements, list):
        for number, element in enumerate(elements):
            if isinstance(element, dict):
                yield from _element_faults(element, f"{place}.elements[{number}]")


def _element_faults(element: Mapping[str, Any], place: str) -> Iterator[TemplateFault]:
    for key, name in (("id", "id"), ("kind", "種類")):
        if not isinstance(element.get(key), str):
            yield TemplateFault(place=f"{place}.{key}", message=f"項目の{name}が必要です。")
    for key in ("bind", "style", "when"):
        if not isinstance(element.get(key, {}), dict):
            yield TemplateFault(
                place=f"{place}.{key}", message="オブジェクトでなければなりません。"
            )
    for key in PLACE:
        if not _is_number(element.get(key)):
            yield TemplateFault(place=f"{place}.{key}", message="mm の数でなければなりません。")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
