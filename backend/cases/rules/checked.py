"""What the checks look at: a case, its persons, the households it touches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from backend.cases.errors import Finding
from backend.cases.rules.notifier import RequiredProof
from backend.cases.status import PersonRole, Severity
from backend.procedures.definitions import Direction, Movement

HEAD = "02"
MOST_RELATIONSHIP_CODES = 4  # 続柄 are joined up to four generations (V17)


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
    # Said in this case, not taken over from the household that the person leaves.
    is_relationship_said: bool = True
    is_in_register: bool = False
    residence_card_number: str | None = None
    birth_earliest_on: date | None = None
    birth_latest_on: date | None = None
    number_matches_removed: bool = False
    name_matches_removed: bool = False
    restriction_until: date | None = None

    @property
    def is_head(self) -> bool:
        """Head of household after the change."""
        return list(self.relationship_codes) == [HEAD]

    @property
    def becomes_head(self) -> bool:
        """Head after the change and not before."""
        return self.is_head and self.is_relationship_said and not self.was_head


@dataclass(frozen=True, kw_only=True)
class RemainingMember:
    """Somebody who stays in the household that the movers leave."""

    resident_id: UUID
    name: str
    age: int | None
    is_protected: bool
    is_head: bool = False


@dataclass(frozen=True, kw_only=True)
class JoinedHousehold:
    """The household that the movers join (異動先の世帯)."""

    has_head: bool
    is_left_too: bool  # some of the movers live in it already
    is_at_new_address: bool


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
    remaining: Sequence[RemainingMember] | None  # none while no household is known
    persons: Sequence[CheckedPerson]
    joined: JoinedHousehold | None = None
    is_unregistered_before: bool = False  # 未届: did not notify the former address
    last_registered_address: str | None = None
    is_notifier_identified: bool = True
    required_proofs: Sequence[RequiredProof] = ()
    residence_card_form: str | None = None  # A for a letter, 9 for a digit
    edited_elsewhere_by: str | None = None  # the colleague who edits one of these residents

    @property
    def movers(self) -> list[CheckedPerson]:
        """Those who move."""
        return [person for person in self.persons if person.role is PersonRole.MOVER]

    @property
    def deceased(self) -> list[CheckedPerson]:
        """Those who died."""
        return [person for person in self.persons if person.role is PersonRole.DECEASED]

    @property
    def is_part(self) -> bool:
        """一部: somebody of their household stays (V08)."""
        return bool(self.remaining)

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


def error(code: str, message: str, place: str) -> Finding:
    """Something that must be mended."""
    return Finding(code, Severity.ERROR, message, place)


def alert(code: str, message: str, place: str) -> Finding:
    """Something to look at and confirm."""
    return Finding(code, Severity.ALERT, message, place)
