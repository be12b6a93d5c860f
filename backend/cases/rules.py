"""Checks of a case (DOMAIN 3.5): plain functions, no database, no clock.

Errors stop the case from being printed and completed; alerts pass once they are confirmed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backend.cases.errors import Finding
from backend.cases.status import (
    ALLOWED_STEPS,
    STATUS_LABELS,
    CaseStatus,
    PersonRole,
    Severity,
    Step,
)
from backend.errors import InvalidInputError, WrongStatusError
from backend.procedures.definitions import Asked, Direction, Movement, ReasonToCome

RESTRICTION_ENDS_SOON = timedelta(days=31)  # 支援措置: can be prolonged from a month before
MOST_PERSONS = 30
MOST_RELATIONSHIP_CODES = 4  # 続柄 are joined up to four generations (V17)
HEAD = "02"

LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")


@dataclass(frozen=True, kw_only=True)
class CheckedPerson:
    """What the checks look at of a person."""

    place: str
    name: str
    role: PersonRole
    is_japanese: bool | None
    nationality: str | None
    status_of_residence: str | None
    relationship_codes: Sequence[str]
    was_head: bool
    number_matches_removed: bool = False
    name_matches_removed: bool = False
    restriction_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class CheckedCase:
    """What the checks look at of a case."""

    movement: Movement | None  # none where nobody moves
    today: date
    changed_on: date | None
    notified_on: date
    planned_move_out_on: date | None
    has_moving_out_certificate: bool | None
    new_address: str | None
    previous_address: str | None
    remaining_members: int | None
    persons: Sequence[CheckedPerson]

    @property
    def movers(self) -> list[CheckedPerson]:
        """Those who move."""
        return [person for person in self.persons if person.role is PersonRole.MOVER]

    def moves(self, *directions: Direction) -> bool:
        """Whether the case is a movement in one of these directions."""
        return self.movement is not None and self.movement.direction in directions

    @property
    def is_late(self) -> bool:
        """Whether the movement's own period of notification is over."""
        days = self.movement.notification_days if self.movement else None
        return (
            days is not None
            and self.changed_on is not None
            and self.notified_on > self.changed_on + timedelta(days=days)
        )


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


def check_case(case: CheckedCase) -> list[Finding]:
    """All findings, errors first."""
    found = [finding for rule in RULES for finding in rule(case)]
    return sorted(found, key=lambda finding: finding.severity is not Severity.ERROR)


def _error(code: str, message: str, place: str) -> Finding:
    return Finding(code, Severity.ERROR, message, place)


def _alert(code: str, message: str, place: str) -> Finding:
    return Finding(code, Severity.ALERT, message, place)


def _day_of_change(case: CheckedCase) -> Iterator[Finding]:
    if case.movement is None:
        return
    if case.changed_on is None:
        yield _error("V01", "異動日を入力してください。", "details.changedOn")
    elif case.changed_on > case.today and not case.movement.may_be_future:
        yield _error("V02", "異動日が未来の日付です。", "details.changedOn")


def _day_of_notification(case: CheckedCase) -> Iterator[Finding]:
    if case.notified_on > case.today:
        yield _error("V03", "届出日が未来の日付です。", "details.notifiedOn")


def _late_move_out(case: CheckedCase) -> Iterator[Finding]:
    if case.movement and case.moves(Direction.OUT) and case.is_late:
        yield _alert(
            "V05",
            f"異動日から{case.movement.notification_days}日を過ぎています。"
            "届出でなく職権による記載になります。",
            "details.notifiedOn",
        )


def _late_notification(case: CheckedCase) -> Iterator[Finding]:
    if case.movement and not case.moves(Direction.OUT) and case.is_late:
        yield _alert(
            "LATE",
            f"届出の期間（異動日から{case.movement.notification_days}日）を過ぎています。"
            "理由を確認してください。",
            "details.notifiedOn",
        )


def _head_leaves(case: CheckedCase) -> Iterator[Finding]:
    leaves = any(person.was_head for person in case.movers)
    is_leaving = case.movement is not None and case.movement.leaves_an_address_here
    if not leaves or not is_leaving or not case.remaining_members:
        return
    if case.remaining_members == 1:
        yield _alert("V06", "世帯に残る1人を世帯主とします（職権）。", "persons")
    else:
        yield _alert(
            "V07",
            f"世帯主が異動し{case.remaining_members}人が残ります。世帯主変更が必要です。",
            "persons",
        )


def _heads(case: CheckedCase) -> Iterator[Finding]:
    heads = [person for person in case.movers if list(person.relationship_codes) == [HEAD]]
    if case.moves(Direction.IN) and len(heads) > 1:
        yield _error("V10", "世帯主が2人以上います。", heads[1].place)


def _returning(case: CheckedCase) -> Iterator[Finding]:
    if not case.moves(Direction.IN):
        return
    for person in case.movers:
        if person.number_matches_removed:
            yield _error(
                "V11",
                "番号が除票の方と一致します（再転入）。除票の方を選んでください。",
                person.place,
            )
        elif person.name_matches_removed:
            yield _alert(
                "V12",
                "氏名・性別・生年月日が除票の方と一致します。再転入か確認してください。",
                person.place,
            )


def _certificate(case: CheckedCase) -> Iterator[Finding]:
    is_asked = case.movement is not None and case.movement.needs_moving_out_certificate
    if is_asked and case.has_moving_out_certificate is not True:
        yield _alert("V13", "転出証明書がありません。", "details.hasMovingOutCertificate")


def _foreigners(case: CheckedCase) -> Iterator[Finding]:
    for person in case.persons:
        if person.is_japanese is False and not (person.nationality and person.status_of_residence):
            yield _error(
                "V15", "外国人住民の国籍・地域と在留資格を入力してください。", person.place
            )


def _names(case: CheckedCase) -> Iterator[Finding]:
    for person in case.persons:
        if person.is_japanese and LATIN.search(person.name):
            yield _alert("V16", "日本人の氏名にローマ字があります。", person.place)


def _ending_restriction(case: CheckedCase) -> Iterator[Finding]:
    for person in case.persons:
        until = person.restriction_until
        if until is not None and until - case.today <= RESTRICTION_ENDS_SOON:
            yield _alert(
                "V20", "支援措置の期間の終了が近づいています（又は過ぎています）。", person.place
            )


def _special_move_in(case: CheckedCase) -> Iterator[Finding]:
    if case.movement is None or case.movement.by_card is None or not case.moves(Direction.IN):
        return
    days = case.movement.by_card.days_after_planned_move_out
    planned = case.planned_move_out_on
    served = days is None or planned is None or case.notified_on <= planned + timedelta(days=days)
    if case.is_late or not served:
        yield _alert(
            "V25",
            "特例転入の期間を過ぎています。カードは使えず、紙の転出証明書が必要です。",
            "details.plannedMoveOutOn",
        )


def _required(case: CheckedCase) -> Iterator[Finding]:
    if case.movement is not None and not case.movers:
        yield _error("PERSONS", "異動する人を記録してください。", "persons")
    if case.movement is None:
        return
    if not case.new_address and case.movement.new_address is Asked.REQUIRED:
        label = "転出先の住所" if case.moves(Direction.OUT) else "新しい住所"
        yield _error("ADDRESS", f"{label}を入力してください。", "details.newAddress")
    if not case.previous_address and case.movement.previous_address is Asked.REQUIRED:
        yield _error("PREVIOUS", "これまでの住所を入力してください。", "details.previousAddress")


RULES: tuple[Callable[[CheckedCase], Iterator[Finding]], ...] = (
    _required,
    _day_of_change,
    _day_of_notification,
    _late_move_out,
    _late_notification,
    _head_leaves,
    _heads,
    _returning,
    _certificate,
    _foreigners,
    _names,
    _ending_restriction,
    _special_move_in,
)
