"""The GraphQL twins of refused files: shared by all doors that take a file."""

import strawberry

from backend.files.errors import (
    ActiveContentError,
    BusyError,
    TooLargeError,
    UnreadableFileError,
    UnsupportedFileError,
)
from backend.reading.refusals import Refusal, basic, refusal


@refusal(UnsupportedFileError)
@strawberry.type(
    description="By its content no kind of file that is taken here (対応していないファイル)."
)
class UnsupportedFile(Refusal):
    pass


@refusal(UnreadableFileError)
@strawberry.type(description="A file that is broken or closed by a password (開けないファイル).")
class UnreadableFile(Refusal):
    pass


@refusal(TooLargeError)
@strawberry.type(description="Too many pages or pixels, or too much work (大きすぎるファイル).")
class TooLarge(Refusal):
    pass


@refusal(BusyError)
@strawberry.type(description="Too many files are being opened; send it again later (混雑).")
class Busy(Refusal):
    pass


@refusal(ActiveContentError)
@strawberry.type(
    description="A file that acts by itself or carries other files (動作する内容のあるファイル)."
)
class ActiveContent(Refusal):
    found: list[str] = strawberry.field(description="What was found; Japanese.")

    @classmethod
    def from_error(cls, raised: ActiveContentError) -> "ActiveContent":
        made: ActiveContent = basic(cls, raised, found=list(raised.found))
        return made


FILE_REFUSALS = (UnsupportedFile, ActiveContent, UnreadableFile, TooLarge, Busy)
