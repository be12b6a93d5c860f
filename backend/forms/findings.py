"""What is found about a form while it is drawn (指摘)."""

from dataclasses import dataclass
from enum import StrEnum


class FindingSeverity(StrEnum):
    """How grave a finding about a form is (重さ)."""

    ERROR = "ERROR"  # 公開できない
    WARNING = "WARNING"  # 見本が印刷できない
    HINT = "HINT"  # 見落としかもしれない


@dataclass(frozen=True, slots=True)
class FormFinding:
    """One finding, a complete Japanese sentence, and where: element, page, place in the JSON."""

    severity: FindingSeverity
    code: str
    message: str
    element_id: str = ""
    page: str = ""
    place: str = ""
    family: str = ""
    excess_mm: float | None = None
