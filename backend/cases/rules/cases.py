"""Steps and movements of a case, and all its checks in one order (DOMAIN 3.5).

Errors stop the case from being printed and completed; alerts pass once they are confirmed.
"""

from collections.abc import Callable, Iterator

from backend.cases.errors import Finding
from backend.cases.rules import days, households, matters, movements, persons
from backend.cases.rules.checked import CheckedCase
from backend.cases.status import ALLOWED_STEPS, STATUS_LABELS, CaseStatus, Severity, Step
from backend.errors import InvalidInputError, WrongStatusError
from backend.procedures.definitions import ReasonToCome


def require_step(status: str, step: Step) -> None:
    """Refuse a step that the status table does not list."""
    if step not in ALLOWED_STEPS[CaseStatus(status)]:
        label = STATUS_LABELS[CaseStatus(status)]
        raise WrongStatusError(f"{label}の受付では「{step.value}」はできません。", status=status)


def movement_of(reason: ReasonToCome, asked: str | None) -> str | None:
    """The movement of a reason to come: its only one, or the one chosen of several."""
    place = ("input", "details", "movement")
    if asked is None and len(reason.movements) > 1:
        raise InvalidInputError("異動の種類を選んでください。", path=place)
    if asked is not None and asked not in reason.movements:
        raise InvalidInputError("この用件では選べない異動の種類です。", path=place)
    return asked or next(iter(reason.movements), None)


RULES: tuple[Callable[[CheckedCase], Iterator[Finding]], ...] = (
    *matters.RULES,
    *days.RULES,
    *movements.RULES,
    *households.RULES,
    *persons.RULES,
)


def check_case(case: CheckedCase) -> list[Finding]:
    """All findings, errors first."""
    found = [finding for rule in RULES for finding in rule(case)]
    return sorted(found, key=lambda finding: finding.severity is not Severity.ERROR)
