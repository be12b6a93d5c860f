"""image (画像): a picture of the form itself (a crest), or one bound to a value."""

from collections.abc import Mapping
from typing import Any, ClassVar

from backend.forms.elements import Element
from backend.forms.field_kinds.kind import DRAWING_GROUP, WHAT, FieldKind, Property
from backend.forms.scope import Scope


class ImageKind(FieldKind):
    """A picture or drawing, as large as the box allows with its proportions kept."""

    NAME = "image"
    LABEL = "画像"
    GROUP = DRAWING_GROUP
    HELP = "市章や地図などの画像を置きます。"
    ICON = "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01"
    SIZE = (30.0, 20.0)
    KEYS: ClassVar = {
        "asset": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "data": {
            "type": "object",
            "required": ["mediaType", "base64"],
            "properties": {
                "mediaType": {"enum": ["image/png", "image/jpeg"]},
                "base64": {"type": "string", "maxLength": 2_700_000},
            },
            "additionalProperties": False,
        },
    }
    BINDS = frozenset({"image"})
    IS_FIXED = False  # its bytes go beside the pages
    PROPERTIES = (Property("asset", "どの画像ですか", "asset"), *WHAT)

    def faults(self, document: Mapping[str, Any]) -> list[str]:
        """A picture comes from the form or from a value."""
        if sum(key in document for key in ("asset", "data", "bind")) != 1:
            return ["画像を選ぶか、印字する項目を選ぶか、どちらか一方にしてください。"]
        return []

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Place the picture."""
        if "asset" in element.keys:
            scope.add_asset(element, element.keys["asset"], scope.box(element))
            return
        picture = element.keys.get("data") or scope.value(element)
        if picture is not None:
            scope.add_image(element, picture, scope.box(element))
