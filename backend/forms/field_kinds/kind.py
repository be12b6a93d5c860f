"""What every field kind has: a name, a palette entry, a schema, a property panel, a layout."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from backend.forms.typesetting import TextStyle

if TYPE_CHECKING:
    from backend.forms.elements import Element
    from backend.forms.scope import Scope


class PanelSection(StrEnum):
    """Where a question stands in the property panel (設定欄の区分)."""

    WHAT = "WHAT"  # 何を
    LOOK = "LOOK"  # 見た目
    PLACE = "PLACE"  # 位置
    WHEN = "WHEN"  # いつ
    MORE = "MORE"  # その他


Choices = tuple[tuple[Any, str], ...]

EDITORS = frozenset(
    [
        "text",
        "longText",
        "number",
        "boolean",
        "choice",
        "choices",
        "dataItem",
        "condition",
        "color",
        "dash",
        "asset",
    ]
)


@dataclass(frozen=True, slots=True)
class Property:
    """One question of the property panel (設定欄), asked in an official's words.

    ``choice`` and ``choices`` without choices offer those of the data item that is printed.
    """

    key: str
    question: str
    editor: str
    choices: Choices = ()
    section: PanelSection = PanelSection.WHAT
    help: str = ""
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None


class FieldKind(ABC):
    """A kind of field. One class is all that a new kind needs, the designer included."""

    NAME: ClassVar[str]
    LABEL: ClassVar[str]
    GROUP: ClassVar[str]
    HELP: ClassVar[str] = ""
    ICON: ClassVar[str] = "M4 5h16v14H4z"  # lines in a box of 24 by 24
    SIZE: ClassVar[tuple[float, float]] = (40.0, 8.0)  # when it is put on the paper (mm)
    PRESET: ClassVar[Mapping[str, Any]] = {}  # keys of a new element
    IS_CONTAINER: ClassVar[bool] = False
    KEYS: ClassVar[Mapping[str, Any]] = {}
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    BINDS: ClassVar[frozenset[str]] = frozenset()
    MUST_BIND: ClassVar[bool] = False
    SHOULD_BIND: ClassVar[bool] = False  # it may print nothing, but that is seldom meant
    COUNTS_PAGES: ClassVar[bool] = False  # it prints which page of how many this is
    IS_FIXED: ClassVar[bool] = True  # without a binding, each copy of the form shows the same
    STYLE: ClassVar[TextStyle] = TextStyle()
    PROPERTIES: ClassVar[tuple[Property, ...]] = ()

    @abstractmethod
    def lay_out(self, element: "Element", scope: "Scope") -> None:
        """Put the items of an element onto the page."""

    def sheets(self, element: "Element", scope: "Scope") -> int:
        """Return how many sheets of the form this element's value needs."""
        return 1

    def is_fixed(self, keys: Mapping[str, Any]) -> bool:
        """Whether an element with these keys, bound to nothing, is the same on every copy."""
        return self.IS_FIXED

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
    def questions(cls) -> tuple[Property, ...]:
        """The whole property panel: its own questions, place and condition."""
        return (*cls.PROPERTIES, *PLACE, *CONDITION)

    def style(self, element: "Element") -> TextStyle:
        """Return the element's text style over the kind's own defaults."""
        return TextStyle.from_keys(element.style, self.STYLE)


DATA_GROUP = "住民データ"
DRAWING_GROUP = "かく"

WHAT = (Property("bind.field", "何を印字しますか", "dataItem"),)
DATE_FORMATS: Choices = (
    ("western", "日付を西暦で（2026年11月21日）"),
    ("shortEra", "日付を元号の頭文字で（R8.11.21）"),
    ("slashes", "日付を斜線で（2026/11/21）"),
)
FORMATS: Choices = (
    ("", "そのまま"),
    ("fullWidth", "全角にする"),
    ("halfWidth", "半角にする"),
    ("fullWidthDigits", "数字だけ全角にする"),
    ("halfWidthDigits", "数字だけ半角にする"),
    ("postalCode", "郵便番号（417-0051）"),
    *DATE_FORMATS,
)
FORMAT = (
    Property(
        "bind.format",
        "どんな書き方にしますか",
        "choice",
        FORMATS,
        help="値そのものは変わりません。",
    ),
)


def _place(key: str, question: str, minimum: float | None) -> Property:
    return Property(
        key,
        question,
        "number",
        section=PanelSection.PLACE,
        unit="mm",
        minimum=minimum,
        maximum=None if minimum is None else 2000,
        step=0.5,
    )


PLACE = (
    _place("x", "左から", None),
    _place("y", "上から", None),
    _place("w", "幅", 0),
    _place("h", "高さ", 0),
)
CONDITION = (
    Property(
        "when",
        "どんなときに印字しますか",
        "condition",
        section=PanelSection.WHEN,
        help="決めなければ、いつも印字します。",
    ),
    Property(
        "printed",
        "印刷しますか",
        "boolean",
        section=PanelSection.WHEN,
        help="下書きのためだけの要素なら「いいえ」にします。",
    ),
)
LETTERS = (
    Property(
        "style.size",
        "文字の大きさ",
        "number",
        section=PanelSection.LOOK,
        unit="pt",
        minimum=3,
        maximum=144,
        step=0.5,
    ),
    Property(
        "style.font",
        "書体",
        "choice",
        (("gothic", "ゴシック"), ("mincho", "明朝")),
        section=PanelSection.LOOK,
    ),
    Property("style.color", "文字の色", "color", section=PanelSection.LOOK),
)
ALIGNMENT = (
    Property(
        "style.align",
        "横の位置",
        "choice",
        (("left", "左"), ("center", "中央"), ("right", "右"), ("equal", "均等割付")),
        section=PanelSection.LOOK,
    ),
    Property(
        "style.valign",
        "縦の位置",
        "choice",
        (("top", "上"), ("middle", "中央"), ("bottom", "下")),
        section=PanelSection.LOOK,
    ),
    Property(
        "style.padding",
        "左右の枠との間をどれだけあけますか",
        "number",
        section=PanelSection.LOOK,
        unit="mm",
        minimum=0,
        maximum=50,
        step=0.5,
    ),
    Property(
        "style.paddingY",
        "上下の枠との間をどれだけあけますか",
        "number",
        section=PanelSection.LOOK,
        unit="mm",
        minimum=0,
        maximum=50,
        step=0.5,
    ),
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
        section=PanelSection.LOOK,
        help="どうしても入らないときは、印刷せずに知らせます。",
    ),
    Property(
        "style.minSize",
        "どこまで小さくしてよいですか",
        "number",
        section=PanelSection.LOOK,
        unit="pt",
        minimum=3,
        maximum=144,
        step=0.5,
    ),
    Property(
        "style.leading",
        "行と行の間隔（文字の大きさの何倍）",
        "number",
        section=PanelSection.LOOK,
        unit="倍",
        minimum=1,
        maximum=4,
        step=0.05,
    ),
)
LINE_WIDTH = (
    Property(
        "lineWidth",
        "線の太さ",
        "number",
        section=PanelSection.LOOK,
        unit="mm",
        minimum=0.05,
        maximum=5,
        step=0.05,
    ),
)
LINE_COLOR = (Property("color", "線の色", "color", section=PanelSection.LOOK),)
DASH = (
    Property(
        "dash",
        "点線にしますか",
        "dash",
        section=PanelSection.LOOK,
        help="線と、すき間の長さで決めます。",
    ),
)

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
