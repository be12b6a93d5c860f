"""While one official edits a case the others read only, and see who it is (F32, V21).

A lease, not a lock: it is prolonged by every change and lapses by itself. Pure rules, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

LEASE_MINUTES = 10  # the city's setting edit_lease_minutes says otherwise
LONGEST_LEASE_MINUTES = 600


@dataclass(frozen=True, kw_only=True)
class Lease:
    """Who edits a case, and until when."""

    staff_id: UUID
    since: datetime
    until: datetime

    def is_live(self, now: datetime) -> bool:
        """True while it has not lapsed."""
        return now < self.until


def lease_of(staff_id: UUID | None, since: datetime | None, until: datetime | None) -> Lease | None:
    """The lease in a case's columns."""
    if staff_id is None or since is None or until is None:
        return None
    return Lease(staff_id=staff_id, since=since, until=until)


def lease_time(settings: Mapping[str, Any]) -> timedelta:
    """How long a lease lasts after the last change: the city's setting, or ten minutes."""
    minutes = settings.get("edit_lease_minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool):
        minutes = LEASE_MINUTES
    return timedelta(minutes=min(max(minutes, 1), LONGEST_LEASE_MINUTES))


def is_of_another(lease: Lease | None, staff_id: UUID, now: datetime) -> bool:
    """True while somebody else edits."""
    return lease is not None and lease.staff_id != staff_id and lease.is_live(now)


def prolonged(lease: Lease | None, staff_id: UUID, now: datetime, time: timedelta) -> Lease:
    """The lease after a change: begun now, or one's own prolonged."""
    is_own = lease is not None and lease.staff_id == staff_id and lease.is_live(now)
    since = lease.since if lease is not None and is_own else now
    return Lease(staff_id=staff_id, since=since, until=now + time)
