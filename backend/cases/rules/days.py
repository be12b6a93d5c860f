"""Checks of days and periods."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from backend.cases.errors import Finding
from backend.cases.rules.checked import CheckedCase, alert, error
from backend.procedures.definitions import Direction


def _day_of_change(case: CheckedCase) -> Iterator[Finding]:
    if case.movement is None:
        return
    if case.changed_on is None:
        yield error("V01", "異動日を入力してください。", "details.changedOn")
    elif case.changed_on > case.today and not case.movement.may_be_future:
        yield error("V02", "異動日が未来の日付です。", "details.changedOn")


def _day_of_notification(case: CheckedCase) -> Iterator[Finding]:
    if case.notified_on > case.today:
        yield error("V03", "届出日が未来の日付です。", "details.notifiedOn")


def _late_move_out(case: CheckedCase) -> Iterator[Finding]:
    if case.movement and case.moves(Direction.OUT) and case.is_late:
        yield alert(
            "V05",
            f"異動日から{case.movement.notification_days}日を過ぎています。"
            "届出でなく職権による記載になります。",
            "details.notifiedOn",
        )


def _late_notification(case: CheckedCase) -> Iterator[Finding]:
    if case.movement and not case.moves(Direction.OUT) and case.is_late:
        yield alert(
            "LATE",
            f"届出の期間（異動日から{case.movement.notification_days}日）を過ぎています。"
            "理由を確認してください。",
            "details.notifiedOn",
        )


def _special_move_in(case: CheckedCase) -> Iterator[Finding]:
    if case.movement is None or case.movement.by_card is None or not case.moves(Direction.IN):
        return
    served_for = case.movement.by_card.days_after_planned_move_out
    planned = case.planned_move_out_on
    served = (
        served_for is None
        or planned is None
        or case.notified_on <= planned + timedelta(days=served_for)
    )
    if case.is_late or not served:
        yield alert(
            "V25",
            "特例転入の期間を過ぎています。カードは使えず、紙の転出証明書が必要です。",
            "details.plannedMoveOutOn",
        )


RULES: tuple[Callable[[CheckedCase], Iterator[Finding]], ...] = (
    _day_of_change,
    _day_of_notification,
    _late_move_out,
    _late_notification,
    _special_move_in,
)
