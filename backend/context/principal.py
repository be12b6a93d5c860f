"""Who is asking."""

from dataclasses import dataclass
from uuid import UUID

from backend.context.permissions import Permission


@dataclass(frozen=True, kw_only=True)
class Principal:
    """A signed-in member of staff (職員) and what the groups allow."""

    city_id: int
    staff_id: UUID
    session_id: UUID
    permissions: frozenset[Permission]
    terminal: str | None
    section_id: UUID | None = None
    section_ids: frozenset[UUID] = frozenset()  # their own and those they work for besides (兼務)
    place_id: UUID | None = None  # the building they sit in

    @property
    def actor_id(self) -> UUID:
        """Whose idempotency keys these are."""
        return self.staff_id


@dataclass(frozen=True, kw_only=True)
class Tablet:
    """A citizen's tablet: it has one showing (提示), no permission, and is nobody of the staff."""

    city_id: int
    case_id: UUID
    showing_id: UUID

    @property
    def actor_id(self) -> UUID:
        """Whose idempotency keys these are."""
        return self.showing_id


@dataclass(frozen=True, kw_only=True)
class RequestOrigin:
    """Where a request comes from and why: it goes to the audit event as it is."""

    request_id: str
    terminal: str | None = None
    address: str | None = None
    purpose: str | None = None  # 利用目的
    reason: str | None = None  # needed to see a person under 支援措置
