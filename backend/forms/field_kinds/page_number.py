"""pageNumber (ページ番号): which page this is, and of how many."""

from typing import ClassVar

from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    ALIGNMENT,
    DRAWING_GROUP,
    LETTERS,
    FieldKind,
    Property,
)
from backend.forms.scope import Scope
from backend.forms.typesetting import TextStyle

_WORDS = {
    "fraction": "{number}／{count}",
    "dashes": "－ {number} －",
    "number": "{number}",
    "page": "{number}ページ（全{count}ページ）",
    "sheet": "{number}枚目（全{count}枚）",
}


class PageNumber(FieldKind):
    """Counts printed pages, or sheets of the form when a list goes on to a next one."""

    NAME = "pageNumber"
    LABEL = "ページ番号"
    GROUP = DRAWING_GROUP
    HELP = "何ページ目か、全部で何ページかを印字します。用紙が増えると番号も続きます。"
    ICON = "M6 3h9l4 4v14H6zM15 3v4h4M10 17h5M12.5 11v6M12.5 11l-1.5 1"
    SIZE = (20.0, 6.0)
    PRESET: ClassVar = {"show": "fraction"}
    KEYS: ClassVar = {
        "show": {"enum": list(_WORDS)},
        "counts": {"enum": ["pages", "sheets"]},
    }
    IS_FIXED = False
    COUNTS_PAGES = True
    STYLE = TextStyle(size=9, align="center")
    PROPERTIES = (
        Property(
            "show",
            "どう書きますか",
            "choice",
            (
                ("fraction", "1／3"),
                ("dashes", "－ 1 －"),
                ("number", "1"),
                ("page", "1ページ（全3ページ）"),
                ("sheet", "1枚目（全3枚）"),
            ),
        ),
        Property(
            "counts",
            "何を数えますか",
            "choice",
            (("pages", "印刷するすべてのページ"), ("sheets", "同じ様式の用紙（組）")),
        ),
        *LETTERS,
        *ALIGNMENT,
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Write the number of this page or sheet."""
        number, count = scope.page, scope.pages
        if element.keys.get("counts") == "sheets":
            number, count = scope.sheet, scope.sheets
        words = _WORDS[element.keys.get("show", "fraction")].format(number=number, count=count)
        scope.set_words(element, words, scope.box(element), self.style(element))
