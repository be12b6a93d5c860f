"""Names and other stored text: what is refused, and how search folds it.

Stored text stays as it was given: no normalisation, variation selectors (異体字セレクタ) kept. Only
search keys are folded, and never shown.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import product

from backend.errors import InvalidInputError
from backend.shared.variants import VARIANT_OF

LONGEST_TEXT = 1000
# ヂ and ヅ meet two sounds each; beyond this count in one name only the first are doubled.
MOST_DOUBLED_KANA = 4

RIGHT_TO_LEFT = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
INVISIBLE = frozenset("\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff")
LONG_VOWELS = frozenset("ー―－‐ｰ-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63")
SMALL_TO_LARGE = dict(zip("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", strict=True))
# ワ meets ハ (藤原 フジワラ, フジハラ); ヰ, ヱ and ヲ are said as イ, エ and オ.
SAME_SOUND = {"ワ": "ハ", "ヰ": "イ", "ヱ": "エ", "ヲ": "オ"}
VU = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))
REPEAT_MARKS = frozenset("ヽヾ々")
O_COLUMN = frozenset("オコソトノホモヨロ")
# Their voiceless sound is チ or ツ, but ジ and ズ sound alike: they meet both.
MEETS_TWO = {"ヂ": "チシ", "ヅ": "ツス"}
SPACING_MARKS = str.maketrans({"゛": "\u3099", "゜": "\u309a"})
HIRAGANA = str.maketrans(
    {chr(code): chr(code + 0x60) for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
)
PLAIN_KANA = str.maketrans({**SMALL_TO_LARGE, **dict.fromkeys([*LONG_VOWELS, *"・·.,'’"])})
SELECTORS = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
FOLDED_KANJI = str.maketrans({**VARIANT_OF, **dict.fromkeys(LONG_VOWELS, "-")})


def _voiceless_kana() -> dict[int, str]:
    voiceless = {
        chr(code): unicodedata.normalize("NFD", chr(code))[0] for code in range(0x30A1, 0x30FB)
    }
    return str.maketrans({kana: SAME_SOUND.get(base, base) for kana, base in voiceless.items()})


VOICELESS = _voiceless_kana()
_DIGIT_OF = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_CHOME = re.compile(
    r"([0-9]{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九]|[一二三四五六七八九]?十)丁目"
)
_DIGIT = re.compile(r"[0-9-]")
_PREFECTURE = re.compile(r"^(?:東京都|北海道|京都府|大阪府|[^都道府県市]{2,3}県)")
_CITY = re.compile(r"^[^市]{1,6}市")
_NUMBER_WORDS = re.compile(r"(?<=[0-9])(?:番地の|番地|番の|番|号|-|の(?=[0-9]))+")


def require_stored_text(text: str, *, longest: int = LONGEST_TEXT, path: Sequence[str] = ()) -> str:
    """Refuse text that cannot be kept or shown without loss, by name and code point."""
    if len(text) > longest:
        raise InvalidInputError(f"{longest}文字までです({len(text)}文字あります)。", path=path)
    for position, character in enumerate(text):
        fault = _fault_of(character) or _misplaced_selector(text, position)
        if fault:
            raise InvalidInputError(
                f"{position + 1}文字目の{fault}(U+{ord(character):04X})は使えません。", path=path
            )
    return text


def _fault_of(character: str) -> str | None:
    """What is wrong with one character, in Japanese, or None."""
    if character in RIGHT_TO_LEFT:
        return "書字方向の制御文字"
    if character in INVISIBLE:
        return "見えない文字"
    category = unicodedata.category(character)
    if category == "Cs":
        return "対になっていないサロゲート"
    if category in ("Cc", "Zl", "Zp"):
        return "制御文字"
    return "文字ではない符号" if _is_noncharacter(character) else None


def _is_noncharacter(character: str) -> bool:
    code = ord(character)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def is_variation_selector(character: str) -> bool:
    """Whether it selects a glyph of the character before it (異体字セレクタ)."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _misplaced_selector(text: str, position: int) -> str | None:
    """A selector chooses a form of the character right before it, and only one can."""
    if not is_variation_selector(text[position]):
        return None
    if position == 0 or text[position - 1].isspace() or is_variation_selector(text[position - 1]):
        return "基になる文字のない異体字セレクタ"
    return None


def require_furigana(text: str, *, path: Sequence[str] = ()) -> str:
    """Refuse furigana (フリガナ) that is not full-width katakana, ー, ・ or a full-width space."""
    require_stored_text(text, path=path)
    for position, character in enumerate(text):
        if not ("ァ" <= character <= "ヺ" or character in "ー・\u3000ヽヾ"):
            raise InvalidInputError(
                f"{position + 1}文字目(U+{ord(character):04X})は全角カタカナではありません。"
                f"{_furigana_hint(character)}",
                path=path,
            )
    return text


def _furigana_hint(character: str) -> str:
    """What the official can do about a character that is no full-width katakana (V18)."""
    if "ぁ" <= character <= "ゖ" or character in "ゝゞ":
        return "ひらがなは全角カタカナに直してください。"
    if "ｦ" <= character <= "ﾟ":
        return "半角カタカナは全角に直してください。"
    return "氏名の区切りは全角空白にしてください。" if character == " " else ""


def katakana(text: str) -> str:
    """Hiragana to katakana, half-width kana to full-width."""
    return unicodedata.normalize("NFKC", text.translate(SPACING_MARKS)).translate(HIRAGANA)


def is_kana(text: str) -> bool:
    """Whether a search text is a reading: kana, blanks and long vowels only."""
    return all(
        "ァ" <= character <= "ヾ" or character in LONG_VOWELS or character.isspace()
        for character in katakana(text)
    ) and any("ァ" <= character <= "ヺ" for character in katakana(text))


def kana_keys(text: str) -> tuple[str, ...]:
    """The search keys of a reading: two readings meet where they share a key.

    Voicing, small kana, blanks and long vowels don't count, ウ after an オ sound is オ, dashes of
    every kind are one. A name with ヂ or ヅ has a key for each sound it meets, because ヂ meets
    チ as well as ジ, while チ and シ (千葉, 柴) must not meet.
    """
    plain = _plain_kana(text)
    if not MEETS_TWO.keys() & set(plain):
        return (_o_for_u(plain.translate(VOICELESS)),)
    doubled = 0
    choices: list[str] = []
    for character in plain:
        if character in MEETS_TWO and doubled < MOST_DOUBLED_KANA:
            choices.append(MEETS_TWO[character])
            doubled += 1
        else:
            choices.append(MEETS_TWO.get(character, character)[0])
    keys = ("".join(key) for key in product(*choices))
    return tuple(dict.fromkeys(_o_for_u(key.translate(VOICELESS)) for key in keys))


def _plain_kana(text: str) -> str:
    """Full-width katakana of one size without blanks and long vowels, voicing still there."""
    whole = _repeat_marks(katakana(text)).upper()
    if "ヴ" in whole:
        for written, sound in VU:
            whole = whole.replace(written, sound)
    return "".join(whole.split()).translate(PLAIN_KANA)


def _repeat_marks(text: str) -> str:
    """Write ヽ, ヾ and 々 out as the character they repeat."""
    if not REPEAT_MARKS.intersection(text):
        return text
    written: list[str] = []
    for character in text:
        written.append(written[-1] if character in REPEAT_MARKS and written else character)
    return "".join(written)


def _o_for_u(text: str) -> str:
    """ウ after an オ sound becomes オ, also after one that just became so (コウノ, コオノ)."""
    if "ウ" not in text:
        return text
    written: list[str] = []
    for character in text:
        follows_o = bool(written) and written[-1] in O_COLUMN
        written.append("オ" if character == "ウ" and follows_o else character)
    return "".join(written)


def fold_kanji(text: str) -> str:
    """The search key of a written name or address: variants are one, selectors and blanks gone."""
    plain = unicodedata.normalize("NFKC", text.translate(SELECTORS)).upper()
    return _repeat_marks("".join(plain.split())).translate(FOLDED_KANJI)


def fold_address(text: str) -> str:
    """The search key of an address: 三丁目１番地２ and 3-1-2 are one, prefecture and city are off.

    Where taking the city off takes too much (四日市市), it does so on both sides: what is left of a
    search is still part of what is left of the address.
    """
    folded = _CITY.sub("", _PREFECTURE.sub("", fold_kanji(text)))
    folded = _CHOME.sub(lambda match: f"{_number_of(match[1])}-", folded)
    return _NUMBER_WORDS.sub("-", folded).strip("-")


def _number_of(numeral: str) -> int:
    """A number up to 99 in kanji or digits."""
    if numeral.isascii():
        return int(numeral)
    tens, _, ones = numeral.rpartition("十")
    ten = (_DIGIT_OF.get(tens, 1) * 10) if "十" in numeral else 0
    return ten + _DIGIT_OF.get(ones, 0)


def grams(folded: str) -> tuple[str, ...]:
    """The pairs of neighbouring characters of a folded text, each once."""
    return tuple(dict.fromkeys(folded[i : i + 2] for i in range(len(folded) - 1)))


def address_grams(folded: str) -> tuple[str, ...]:
    """The pairs of a folded address that tell places apart: those without a digit."""
    return tuple(pair for pair in grams(folded) if not _DIGIT.search(pair))


def camel_case(name: str) -> str:
    """A name of ours as clients write it: ``birth_date`` → ``birthDate``."""
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
