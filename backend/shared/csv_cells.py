"""Cells of a CSV file that spreadsheet programs open without running anything.

A cell whose first character, after spaces and quotation marks, would begin a formula gets an
apostrophe in front; so does one that begins with an apostrophe itself. So the way back is one rule:
of a cell that begins with an apostrophe take that one away. Plain numbers stay numbers.
"""

import re
import unicodedata
from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"
LINE_END = "\r\n"
MARK = "'"

_STARTS_FORMULA = frozenset("=+-@|%\t\r\n\u2212")
_SKIPPED = frozenset("\"'`“”„‟‘’‚‛«»「」『』〝〟")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet program takes for a formula."""
    if text[:1].isalnum():
        return text  # most cells of most files
    if text.startswith(MARK) or (_begins_formula(text) and not _PLAIN_NUMBER.fullmatch(text)):
        return MARK + text
    return text


def as_written(cell: str) -> str:
    """The text that ``harmless`` was given."""
    return cell.removeprefix(MARK)


def csv_line(texts: Iterable[str]) -> str:
    """One record: every cell quoted (RFC 4180), so that no other separator splits one."""
    cells = (harmless(text).replace('"', '""') for text in texts)
    return ",".join(f'"{cell}"' for cell in cells) + LINE_END


def _begins_formula(text: str) -> bool:
    for character in text:
        if character in _STARTS_FORMULA:
            return True
        if not (character.isspace() or character in _SKIPPED or _is_invisible(character)):
            # Full-width ＝ and the like are formulas to a Japanese spreadsheet program.
            return unicodedata.normalize("NFKC", character)[0] in _STARTS_FORMULA
    return False


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf")
