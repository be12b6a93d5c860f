"""Refusals of the cases slice."""

from collections.abc import Sequence
from dataclasses import dataclass

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


class ShowingEndedError(RefusalError):
    """The showing was ended, has expired or is signed already: its token opens nothing more."""

    code = "SHOWING_ENDED"


class DocumentChangedError(RefusalError):
    """The form has changed since it was shown or printed: nobody signs what they did not see."""

    code = "DOCUMENT_CHANGED"


class AlreadySignedError(RefusalError):
    """What the form says now is signed already."""

    code = "ALREADY_SIGNED"
