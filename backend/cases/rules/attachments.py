"""Rules of attachments: plain functions, no database, no clock."""

import re
import unicodedata

from backend.cases.errors import TooManyAttachmentsError

MOST_ATTACHMENTS = 200  # of a case
MOST_EVER = 1000  # with those that were removed: they are listed too
LONGEST_FILE_NAME = 120
LONGEST_LABEL = 100
UNNAMED = "ファイル"
EXTENSIONS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


def clean_file_name(given: str) -> str:
    """The last part of a name without what cannot be shown; its ending proves nothing."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    return shown.strip(" .")[:LONGEST_FILE_NAME] or UNNAMED


def require_room(present: int, ever: int) -> None:
    """Refuse one more than a case can have."""
    if present >= MOST_ATTACHMENTS or ever >= MOST_EVER:
        raise TooManyAttachmentsError(
            f"添付できる書類は1件の受付につき{MOST_ATTACHMENTS}点までです。",
            path=("input", "file"),
        )


def download_name(file_name: str, media_type: str) -> str:
    """The name to save under: with the ending of what the file has become."""
    stem = file_name.rpartition(".")[0] or file_name
    return f"{stem}{EXTENSIONS[media_type]}"
