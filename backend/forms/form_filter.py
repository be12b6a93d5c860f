"""Which forms of the list are wanted, and how their titles are searched. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backend.errors import InvalidInputError
from backend.forms.status import FormState
from backend.shared.names import katakana

LONGEST_SEARCH = 100
MOST_CODES = 500

# One spelling for searching: width, kana and capitals, blanks, dots and long vowels are nothing.
HIRAGANA = "".join(map(chr, range(0x3041, 0x3097)))
KATAKANA = "".join(chr(ord(kana) + 0x60) for kana in HIRAGANA)
BETWEEN_WORDS = "[[:space:]・ー－-]+"
_BETWEEN_WORDS = re.compile(r"[\s・ー－-]+")


@dataclass(frozen=True, kw_only=True)
class FormFilter:
    """What a form must be to be listed; what is none does not matter."""

    words: Sequence[str] = ()
    section: str | None = None
    states: Sequence[FormState] | None = None
    codes: Sequence[str] | None = None
    has_draft: bool | None = None


def search_words(search: str | None) -> list[str]:
    """The words of a search box, each as titles are folded; refuses one that is too long."""
    if search is None:
        return []
    if len(search) > LONGEST_SEARCH:
        raise InvalidInputError(
            f"検索の語は{LONGEST_SEARCH}文字までで入力してください。", path=("search",)
        )
    return [word for word in map(folded, search.split()) if word]


def folded(word: str) -> str:
    """A word as titles are folded."""
    return _BETWEEN_WORDS.sub("", katakana(word).upper())


def require_few_codes(codes: Sequence[str] | None) -> Sequence[str] | None:
    """Refuse more codes than a city has forms."""
    if codes is not None and len(codes) > MOST_CODES:
        raise InvalidInputError(f"帳票の記号は{MOST_CODES}個までです。", path=("codes",))
    return codes
