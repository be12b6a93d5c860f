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


class TooManyAttachmentsError(RefusalError):
    """The case has as many attachments as it can have."""

    code = "TOO_MANY_ATTACHMENTS"
