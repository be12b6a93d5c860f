"""Characters of a text as a form prints them: one cluster is a base and its variation selector.

Nothing is dropped or mended in silence: a character that prints nothing, changes its neighbour or
turns the direction of writing is refused by name, whether a font has a glyph for it or not.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

IDEOGRAPHIC_SPACE = "\u3000"
SPACES = frozenset({" ", "\u00a0", IDEOGRAPHIC_SPACE})

# Characters that Unicode calls default ignorable and that are not of category Cf
# (DerivedCoreProperties.txt, Default_Ignorable_Code_Point). A renderer hides them without a word.
_IGNORABLE_BEYOND_CF = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2065, 0x2065),
    (0x3164, 0x3164),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0xE0000, 0xE0FFF),
)

# Why a character is not printed, by code; the official reads the text.
REASONS = {
    "NO_GLYPH": "この文字の字形を持つ書体がありません",
    "NO_SEQUENCE": "この異体字の字形を持つ書体がありません",
    "LONE_SELECTOR": "異体字セレクタが漢字の後ろにありません",
    "CONTROL": "制御文字は印刷できません",
    "SURROGATE": "壊れた文字（対にならないサロゲート）です",
    "DIRECTION": "書字方向を変える文字は印刷できません",
    "IGNORABLE": "目に見えない文字は印刷できません",
    "COMBINING": "結合文字は印刷できません。合成済みの文字で入力してください",
}


@dataclass(frozen=True, slots=True)
class CharacterFault:
    """One character that is not printed: what it is, why, and its MJ name when a font knows it."""

    character: str
    reason: str
    mj_name: str = ""

    @property
    def code_points(self) -> str:
        """The code points as people write them, ``U+845B U+E0102``."""
        return " ".join(f"U+{ord(char):04X}" for char in self.character)

    @property
    def message(self) -> str:
        """The sentence shown to the official; what cannot be seen is named instead."""
        first = self.character[0]
        shown = f"「{self.character}」" if _can_be_shown(first) else _unicode_name(first)
        mj_name = f"、{self.mj_name}" if self.mj_name else ""
        return f"{shown}（{self.code_points}{mj_name}）: {REASONS[self.reason]}。"


def is_selector(char: str) -> bool:
    """Tell whether a character is a variation selector (異体字セレクタ)."""
    code = ord(char)
    return 0xE0100 <= code <= 0xE01EF or 0xFE00 <= code <= 0xFE0F


def clusters(text: str) -> list[str]:
    """Split a text into what is printed as one glyph: a base, with its selector if it has one."""
    return _CLUSTER.findall(text)


_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CLUSTER = re.compile(f"[^{_SELECTORS}][{_SELECTORS}]?|[{_SELECTORS}]")


@lru_cache(maxsize=4096)
def unsupported_reason(char: str) -> str | None:
    """Return why a single character is never printed, or ``None`` if it is an ordinary one."""
    category = unicodedata.category(char)
    if category == "Cs":
        return "SURROGATE"
    if category in ("Cc", "Zl", "Zp"):
        return "CONTROL"
    if is_selector(char):
        return "LONE_SELECTOR"
    if char == _LEFT_TO_RIGHT_MARK or unicodedata.bidirectional(char) in _TURNING:
        return "DIRECTION"
    if category == "Cf" or _is_ignorable(ord(char)):
        return "IGNORABLE"
    if category in ("Mn", "Me", "Mc"):
        return "COMBINING"
    return None


_LEFT_TO_RIGHT_MARK = "\u200e"  # its own direction is that of ordinary letters
_TURNING = frozenset(
    {"R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
)


def _is_ignorable(code: int) -> bool:
    return any(first <= code <= last for first, last in _IGNORABLE_BEYOND_CF)


def _can_be_shown(char: str) -> bool:
    return unsupported_reason(char) is None


def _unicode_name(char: str) -> str:
    name = _NAMES_OF_CONTROLS.get(char)
    return name if name is not None else unicodedata.name(char, "名前のない文字")


_NAMES_OF_CONTROLS = {"\t": "タブ", "\n": "改行", "\r": "復帰", "\x00": "ヌル文字"}
