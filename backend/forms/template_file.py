"""A template as a file: read from bytes that may be damaged or hostile, written with its pictures.

Pure functions; what was read is looked at further by whoever takes it.
"""

import json
from typing import Any

from backend.errors import InvalidInputError
from backend.forms.element_names import named_faults
from backend.forms.errors import InvalidTemplateError, TemplateFault
from backend.reading.texts import require_document

MOST_BYTES = 20 << 20  # with its pictures; without them a template has 2 MB
ASSETS = "assets"


def read_file(content: bytes) -> dict[str, Any]:
    """The JSON object of a file; refuses what is none, with the line where it breaks."""
    if len(content) > MOST_BYTES:
        raise _invalid("", f"ファイルは{MOST_BYTES >> 20} MBまでです。")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _invalid("", f"{error.start + 1}バイト目が UTF-8 ではありません。") from None
    document = _parsed(text)
    if not isinstance(document, dict):
        raise _invalid("", "様式の JSON はオブジェクト（{…}）でなければなりません。")
    try:
        require_document(document)
    except InvalidInputError as refused:
        fault = TemplateFault(place=_place(refused.path), message=refused.message)
        raise InvalidTemplateError(named_faults([fault], document)) from None
    return document


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        place = f"{error.lineno}行目の{error.colno}文字目"
        raise _invalid("", f"{place}で JSON として読み取れなくなりました。") from None
    except RecursionError:
        raise _invalid("", "入れ子が深すぎます。") from None
    except ValueError:  # a number of thousands of digits
        raise _invalid("", "数として扱えない値があります。") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _invalid("", f"キー「{twice[:50]}」が1つのオブジェクトに2回あります。")
    return made


def _no_number(name: str) -> Any:
    raise _invalid("", f"{name} は数として扱えません。")


def _place(path: tuple[str, ...]) -> str:
    """A path as the faults of templates write it: pages[0].elements[3].text."""
    place = ""
    for name in path:
        place += f"[{name}]" if name.isdecimal() else f".{name}" if place else name
    return place


def _invalid(place: str, message: str) -> InvalidTemplateError:
    return InvalidTemplateError([TemplateFault(place=place, message=message)])
