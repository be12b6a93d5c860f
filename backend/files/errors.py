"""Refusals of files, and how the process that opens a file tells them to the server."""

from collections.abc import Sequence
from enum import StrEnum

from backend.errors import RefusalError


class Fault(StrEnum):
    """What is wrong with a file."""

    UNSUPPORTED = "UNSUPPORTED"
    ANIMATED = "ANIMATED"
    ENCRYPTED = "ENCRYPTED"
    ACTIVE = "ACTIVE"
    UNREADABLE = "UNREADABLE"
    TOO_LARGE = "TOO_LARGE"


class FaultyFileError(Exception):
    """Raised where a file is opened; becomes one of the refusals below."""

    def __init__(self, fault: Fault, found: Sequence[str] = ()) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.found = tuple(found)


class UnsupportedFileError(RefusalError):
    """Neither PDF, PNG, JPEG nor TIFF by its content."""

    code = "UNSUPPORTED_FILE"


class ActiveContentError(RefusalError):
    """A PDF that does something by itself or carries other files; ``found`` says what."""

    code = "ACTIVE_CONTENT"

    def __init__(self, found: Sequence[str], *, path: Sequence[str] = ()) -> None:
        listed = "、".join(found)
        super().__init__(
            f"ファイルに動作する内容（{listed}）が含まれています。"
            "印刷してから読み取ったファイルを添付してください。",
            path=path,
        )
        self.found = tuple(found)


class UnreadableFileError(RefusalError):
    """Broken, or closed by a password."""

    code = "UNREADABLE_FILE"


class TooLargeError(RefusalError):
    """Too many pages or pixels, or too much work to open."""

    code = "TOO_LARGE"


class BusyError(RefusalError):
    """Too many files are waiting to be opened already."""

    code = "BUSY"


def refusal_of(fault: Fault, found: Sequence[str], path: Sequence[str]) -> RefusalError:
    """What the official is told."""
    if fault is Fault.ACTIVE:
        return ActiveContentError(found, path=path)
    cls, message = MESSAGES[fault]
    return cls(message, path=path)


MESSAGES: dict[Fault, tuple[type[RefusalError], str]] = {
    Fault.UNSUPPORTED: (
        UnsupportedFileError,
        "PDF、PNG、JPEG、TIFFのいずれでもありません。",
    ),
    Fault.ANIMATED: (UnsupportedFileError, "動く画像は添付できません。"),
    Fault.ENCRYPTED: (
        UnreadableFileError,
        "パスワードで保護されたPDFは添付できません。保護を外してください。",
    ),
    Fault.UNREADABLE: (UnreadableFileError, "ファイルが壊れていて開けません。"),
    Fault.TOO_LARGE: (
        TooLargeError,
        "ファイルが大きすぎます（ページ数、画素数又は展開後の大きさ）。",
    ),
}
