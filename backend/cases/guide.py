"""The values of the guide that the citizen takes home (手続き案内書). Pure: rows in, values out."""

from collections.abc import Sequence
from typing import Any

from backend.cases.prefill import WANTED, day_value
from backend.cases.tables.cases import CaseProcedureRow, CaseRow
from backend.forms.guide import DEEMED, TO_DO
from backend.shared.dates import japanese_text


def guide_values(
    case: CaseRow, procedures: Sequence[CaseProcedureRow], city_name: str
) -> dict[str, Any]:
    """What, for whom, where, with what, until when. 支援措置 never stands on paper."""
    return {
        "city": {"name": city_name},
        "case": {"number": case.number, "accepted_on": day_value(case.accepted_on)},
        "guide": {
            "addressee": case.notifier_name,
            "procedures": [
                procedure_values(row)
                for row in procedures
                if row.decision in WANTED and not row.never_printed
            ],
        },
    }


def procedure_values(row: CaseProcedureRow) -> dict[str, Any]:
    """What the citizen must know of one procedure."""
    return {
        "name": row.name,
        "persons": list(row.person_names),
        "counter": row.counter_name,
        "place": row.counter_floor,
        "items": [_item(item) for item in row.items],
        "deadline": _deadline(row),
        "reason": "、".join(row.reasons),
        "note": row.decided_because,
        "status": DEEMED if row.deemed_by else TO_DO,
    }


def _item(item: dict[str, Any]) -> str:
    who = f"（{'、'.join(item['persons'])}）" if item["persons"] else ""
    unsure = "（必要な場合）" if item["is_unsure"] else ""
    return f"{item['name']}{who}{unsure}"


def _deadline(row: CaseProcedureRow) -> str:
    if row.due_on is None:
        return row.deadline_words
    return f"{japanese_text(row.due_on)}まで（{row.deadline_words}）"
