"""What every field kind has: a name, a palette entry, a schema, a property panel, a layout."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from backend.forms.typesetting import TextStyle

if TYPE_CHECKING:
    from backend.forms.elements import Element
    from backend.forms.scope import Scope


@dataclass(frozen=True, slots=True)
class Property:
    """One question of the property panel (設定欄), asked in an official's words."""

    key: str
    question: str
    editor: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""


class FieldKind(ABC):
    """A kind of field. One class is all that a new kind needs, the designer included."""

    NAME: ClassVar[str]
    LABEL: ClassVar[str]
    GROUP: ClassVar[str]
    KEYS: ClassVar[Mapping[str, Any]] = {}
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    BINDS: ClassVar[frozenset[str]] = frozenset()
    MUST_BIND: ClassVar[bool] = False
    IS_FIXED: ClassVar[bool] = True  # without a binding, each copy of the form shows the same
    STYLE: ClassVar[TextStyle] = TextStyle()
    PROPERTIES: ClassVar[tuple[Property, ...]] = ()

    @abstractmethod
    def lay_out(self, element: "Element", scope: "Scope") -> None:
        """Put the items of an element onto the page."""

    def sheets(self, element: "Element", scope: "Scope") -> int:
        """Return how many sheets of the form this element's value needs."""
        return 1

    def faults(self, document: Mapping[str, Any]) -> list[str]:
        """Return what a schema cannot say about an element's keys, in Japanese."""
        return []

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """Return the JSON Schema of the keys that belong to this kind."""
        return {
            "type": "object",
            "properties": dict(cls.KEYS),
            "required": list(cls.REQUIRED),
            "patternProperties": {"^x-": True},
            "additionalProperties": False,
        }

    @classmethod
    def panel(cls) -> dict[str, Any]:
        """Return the palette entry and the property panel as data for the designer."""
        return {
            "kind": cls.NAME,
            "label": cls.LABEL,
            "group": cls.GROUP,
            "properties": [asdict(entry) for entry in (*cls.PROPERTIES, *PLACE, *CONDITION)],
            "schema": cls.schema(),
        }

    def style(self, element: "Element") -> TextStyle:
        """Return the element's text style over the kind's own defaults."""
        return TextStyle.from_keys(element.style, self.STYLE)


DATA_GROUP = "住民データ"
DRAWING_GROUP = "かく"

WHAT = (Property("bind.field", "何を印字しますか", "dataItem"),)
PLACE = (
    Property("x", "左から", "number", unit="mm"),
    Property("y", "上から", "number", unit="mm"),
    Property("w", "幅", "number", unit="mm"),
    Property("h", "高さ", "number", unit="mm"),
)
CONDITION = (
    Property("when", "どんなときに印字しますか", "condition"),
    Property("printed", "印刷しますか（下書き用の要素なら「いいえ」）", "boolean"),
)
LETTERS = (
    Property("style.size", "文字の大きさ", "number", unit="pt"),
    Property("style.font", "書体", "choice", (("gothic", "ゴシック"), ("mincho", "明朝"))),
)
ALIGNMENT = (
    Property(
        "style.align",
        "横の位置",
        "choice",
        (("left", "左"), ("center", "中央"), ("right", "右"), ("equal", "均等割付")),
    ),
    Property(
        "style.valign", "縦の位置", "choice", (("top", "上"), ("middle", "中央"), ("bottom", "下"))
    ),
    Property("style.padding", "左右の枠との間をどれだけあけますか", "number", unit="mm"),
    Property("style.paddingY", "上下の枠との間をどれだけあけますか", "number", unit="mm"),
)
FIT = (
    Property(
        "style.fit",
        "入りきらないとき",
        "choice",
        (
            ("shrink", "文字を小さくする"),
            ("wrap", "折り返す"),
            ("shrinkWrap", "折り返し、まだ入らなければ小さくする"),
            ("refuse", "印刷しない"),
        ),
    ),
    Property("style.minSize", "どこまで小さくしてよいですか", "number", unit="pt"),
)
LINE_WIDTH = (Property("lineWidth", "線の太さ", "number", unit="mm"),)

WIDTH_SCHEMA = {"type": "number", "exclusiveMinimum": 0, "maximum": 5}
DASH_SCHEMA = {
    "type": "array",
    "items": {"type": "number", "exclusiveMinimum": 0},
    "minItems": 2,
    "maxItems": 4,
}
COLOR_SCHEMA = {"type": "string", "pattern": "^#[0-9a-f]{6}$"}
THIN = 0.15
NORMAL = 0.25
