"""Rules of publishing: which days a version may have, and what should be looked at first.

Plain functions on plain values: no database, no clock.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from backend.errors import Alert, InvalidInputError
from backend.forms.drafting import Validity, version_on
from backend.shared.dates import japanese_text

DAY = timedelta(days=1)
VALID_FROM, VALID_TO = ("input", "validFrom"), ("input", "validTo")


def require_days(valid_from: date, valid_to: date | None, today: date) -> None:
    """Refuse days on which a version cannot come into use or end."""
    if valid_from < today:
        raise InvalidInputError("公開の日は今日か、それより後の日にしてください。", path=VALID_FROM)
    if valid_to is not None and valid_to < valid_from:
        raise InvalidInputError(
            "終了の日は公開の日か、それより後の日にしてください。", path=VALID_TO
        )


def alerts_of_days(versions: Sequence[Validity], new: Validity, today: date) -> Iterator[Alert]:
    """What a new version's days do to the form: days without one, and versions passed over."""
    before = new.valid_from - DAY
    if versions and new.valid_from > today and version_on(versions, before) is None:
        yield Alert(
            code="GAP",
            message=f"{japanese_text(before)}に使える版がありません。"
            f"{japanese_text(new.valid_from)}まで、この帳票は作れません。",
            path=VALID_FROM,
        )
    for version in versions:
        if new.valid_from <= version.valid_from and version.valid_from > today:
            yield Alert(
                code=f"PASSED_OVER_{version.number}",
                message=f"公開予定の第{version.number}版（{japanese_text(version.valid_from)}から）"
                f"より新しいため、重なる日には今度の版を使います。",
                path=VALID_FROM,
            )
    if new.valid_to is not None:
        yield from alerts_of_end([*versions, new], new.valid_to)


def alerts_of_end(versions: Sequence[Validity], last: date) -> Iterator[Alert]:
    """That nothing is left to be used after a last day."""
    if version_on(versions, last + DAY) is None:
        yield Alert(
            code="NOTHING_AFTER",
            message=f"{japanese_text(last)}より後に使える版がありません。",
            path=VALID_TO,
        )


def alerts_of_inputs(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Iterator[Alert]:
    """Items that the version before asked for, and the new one does not."""
    if old is None:
        return
    asked = {entry["key"] for entry in new.get("inputs", ())}
    for entry in old.get("inputs", ()):
        if entry["key"] not in asked:
            yield Alert(
                code=f"INPUT_GONE_{entry['key']}",
                message=f"前の版で聞いていた「{entry['label']}」がなくなります。"
                "手続や申請データの出力で使っていないか確かめてください。",
                path=("input", "formId"),
            )


UNCHANGED = Alert(
    code="UNCHANGED",
    message="前の版から何も変わっていません。",
    path=("input", "formId"),
)
