"""Refusals of files, and how the process that opens a file tells them to the server."""

from collections.abc import Sequence
from enum import StrEnum

from backend.errors import RefusalError

SCAN_IT = "印刷してから読み取ったファイルを添付してください。"


class Fault(StrEnum):
    """What is wrong with a file."""

    UNSUPPORTED = "UNSUPPORTED"
    ANIMATED = "ANIMATED"
    ENCRYPTED = "ENCRYPTED"
    ACTIVE = "ACTIVE"
    UNREADABLE = "UNREADABLE"
    TOO_LARGE = "TOO_LARGE"
    # Of pictures for forms.
    NO_PICTURE = "NO_PICTURE"
    ACTIVE_DRAWING = "ACTIVE_DRAWING"
    TEXT_IN_DRAWING = "TEXT_IN_DRAWING"
    EFFECTS_IN_DRAWING = "EFFECTS_IN_DRAWING"
    EMPTY_DRAWING = "EMPTY_DRAWING"
    NO_PAGE = "NO_PAGE"
    # Of workbooks.
    NO_WORKBOOK = "NO_WORKBOOK"
    OLD_WORKBOOK = "OLD_WORKBOOK"
    LOCKED_WORKBOOK = "LOCKED_WORKBOOK"
    ACTIVE_WORKBOOK = "ACTIVE_WORKBOOK"
    EMPTY_SHEET = "EMPTY_SHEET"
    NO_SHEET = "NO_SHEET"


class FaultyFileError(Exception):
    """Raised where a file is opened; becomes one of the refusals below."""

    def __init__(self, fault: Fault, found: Sequence[str] = ()) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.found = tuple(found)


class UnsupportedFileError(RefusalError):
    """By its content none of the kinds of files that are taken here."""

    code = "UNSUPPORTED_FILE"


class ActiveContentError(RefusalError):
    """A file that does something by itself or carries other files; ``found`` says what."""

    code = "ACTIVE_CONTENT"

    def __init__(
        self, found: Sequence[str], *, path: Sequence[str] = (), advice: str = SCAN_IT
    ) -> None:
        listed = "、".join(found)
        super().__init__(f"ファイルに動作する内容（{listed}）が含まれています。{advice}", path=path)
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
    if fault in ADVICE:
        return ActiveContentError(found, path=path, advice=ADVICE[fault])
    cls, message = MESSAGES[fault]
    return cls(message.format(found="、".join(found)), path=path)


ADVICE = {
    Fault.ACTIVE: SCAN_IT,
    Fault.ACTIVE_DRAWING: "図形だけのSVGとして保存し直してください。",
    Fault.ACTIVE_WORKBOOK: "取り除いてから .xlsx 形式で保存し直してください。",
}


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
    Fault.NO_PICTURE: (
        UnsupportedFileError,
        "PDF、PNG、JPEG、TIFF、SVGのいずれでもありません。",
    ),
    Fault.TEXT_IN_DRAWING: (
        UnsupportedFileError,
        "SVGに文字が含まれています。文字を図形（アウトライン）に変換してください。",
    ),
    Fault.EFFECTS_IN_DRAWING: (
        UnsupportedFileError,
        "SVGに印刷できない効果（{found}）が含まれています。"
        "単色の図形だけにして保存し直してください。",
    ),
    Fault.EMPTY_DRAWING: (UnsupportedFileError, "SVGに図形がありません。"),
    Fault.NO_PAGE: (UnreadableFileError, "指定されたページはありません（全{found}ページ）。"),
    Fault.NO_WORKBOOK: (
        UnsupportedFileError,
        "Excelブック（.xlsx）ではありません。Excelで「Excelブック（.xlsx）」として"
        "保存し直してください。",
    ),
    Fault.OLD_WORKBOOK: (
        UnsupportedFileError,
        "古い形式のExcelブック（.xls）です。Excelで「Excelブック（.xlsx）」として"
        "保存し直してください。",
    ),
    Fault.LOCKED_WORKBOOK: (
        UnreadableFileError,
        "パスワードで保護されたExcelブックは取り込めません。保護を外してください。",
    ),
    Fault.EMPTY_SHEET: (UnreadableFileError, "シート「{found}」には取り込む内容がありません。"),
    Fault.NO_SHEET: (UnreadableFileError, "シート「{found}」はこのブックにありません。"),
}
