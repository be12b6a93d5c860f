"""Refusals of the cases slice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.cases.status import Severity
from backend.errors import RefusalError


@dataclass(frozen=True)
class Finding:
    """What a check found (検証結果): the rule's code, how grave, in Japanese, and where."""

    code: str
    severity: Severity
    message: str
    place: str = ""


class FailedChecksError(RefusalError):
    """Errors that must be mended before the step."""

    code = "FAILED_CHECKS"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("確定できない誤りがあります。")
        self.findings = tuple(findings)


class BeingEditedError(RefusalError):
    """Another official edits the case, or another case of the same person: read only (V21)."""

    code = "BEING_EDITED"
    shows = "editor"

    def __init__(
        self,
        message: str,
        *,
        editor: Any,
        since: datetime,
        until: datetime,
        path: Sequence[str] = (),
    ) -> None:
        super().__init__(message, path=path)
        self.editor = editor
        self.since, self.until = since, until


class TaskTakenError(RefusalError):
    """Another official has taken the task."""

    code = "TASK_TAKEN"
    shows = "colleague"

    def __init__(self, message: str, *, colleague: Any, path: Sequence[str] = ()) -> None:
        super().__init__(message, path=path)
        self.colleague = colleague


class ClosedSectionError(RefusalError):
    """The section was closed and takes no more tasks."""

    code = "CLOSED_SECTION"
    shows = "section"

    def __init__(self, message: str, *, section: Any, path: Sequence[str] = ()) -> None:
        super().__init__(message, path=path)
        self.section = section


class ShowingEndedError(RefusalError):
    """The showing was ended, has expired or is signed already: its token opens nothing more."""

    code = "SHOWING_ENDED"


class DocumentChangedError(RefusalError):
    """The form has changed since it was shown or printed: nobody signs what they did not see."""

    code = "DOCUMENT_CHANGED"


class AlreadySignedError(RefusalError):
    """What the form says now is signed already."""

    code = "ALREADY_SIGNED"


class TooManyAttachmentsError(RefusalError):
    """The case has as many attachments as it can have."""

    code = "TOO_MANY_ATTACHMENTS"
