"""Signing in and out, and who a request's token belongs to."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.context.principal import Principal
from backend.shared.names import require_stored_text
from backend.staff import repository, rules
from backend.staff.errors import AccountLockedError, WrongCredentialsError
from backend.staff.passwords import is_password
from backend.staff.tables import SessionRow, StaffRow

LONGEST_TERMINAL = 100
WRONG = "市区町村コード、職員番号又はパスワードが違います。"


@dataclass(frozen=True)
class StartedSession:
    """A fresh session; the token leaves once and is stored only as its hash."""

    token: str
    expires_at: datetime
    staff: StaffRow


async def sign_in(
    operation: Operation, *, city_code: str, staff_number: str, password: str, terminal: str | None
) -> StartedSession:
    """Start a session; failures are counted and lock the account."""
    if terminal is not None:
        require_stored_text(terminal, longest=LONGEST_TERMINAL, path=("input", "terminal"))
    city = await repository.find_city_by_code(operation.session, city_code)
    staff = None
    if city is not None:
        await operation.enter_city(city.id)
        staff = await repository.find_staff_for_sign_in(operation.session, staff_number)
    if staff is not None and rules.is_locked(staff.locked_until, operation.now):
        raise AccountLockedError("失敗が続いたためロックされています。15分後にやり直してください。")
    is_right = await is_password(staff.password_hash if staff else None, password)
    if staff is None or not is_right or not staff.is_active:
        raise _wrong_credentials(staff)
    return await _start(operation, staff, terminal)


def _wrong_credentials(staff: StaffRow | None) -> WrongCredentialsError:
    error = WrongCredentialsError(WRONG)
    if staff is not None:
        staff_number = staff.staff_number

        async def count_failure(operation: Operation) -> None:
            again = await repository.find_staff_for_sign_in(operation.session, staff_number)
            if again is not None:
                operation.audit.show("staff", (again.id,))
            if again is not None and not rules.is_locked(again.locked_until, operation.now):
                # Not where another attempt has locked it meanwhile: that would open it again.
                again.locked_until = rules.lock_after_failure(again.failed_sign_ins, operation.now)
                again.failed_sign_ins = 0 if again.locked_until else again.failed_sign_ins + 1

        error.afterwards = count_failure
    return error


async def _start(operation: Operation, staff: StaffRow, terminal: str | None) -> StartedSession:
    token = f"m1.{staff.city_id}.{secrets.token_urlsafe(32)}"
    staff.failed_sign_ins, staff.locked_until = 0, None
    expires_at = operation.now + rules.SESSION_LASTS
    row = SessionRow(
        city_id=staff.city_id,
        id=operation.new_id(),
        staff_id=staff.id,
        token_hash=rules.hash_token(token),
        terminal=terminal,
        started_at=operation.now,
        last_used_at=operation.now,
        expires_at=expires_at,
        ended_at=None,
    )
    operation.session.add(row)
    operation.admit(
        Principal(
            city_id=staff.city_id,
            staff_id=staff.id,
            session_id=row.id,
            permissions=frozenset(),
            terminal=terminal,
        )
    )
    operation.audit.show("staff", (staff.id,))
    operation.session_token = token
    return StartedSession(token, expires_at, staff)


async def identify(operation: Operation, token: rules.Token) -> Principal | None:
    """Whose token it is; nobody for an unknown, ended or idle one."""
    found = await repository.find_session(operation, token.hash)
    if found is None or not found.is_active:
        return None
    if rules.has_ended(
        ended_at=found.ended_at,
        expires_at=found.expires_at,
        last_used_at=found.last_used_at,
        now=operation.now,
    ):
        return None
    if operation.now - found.last_used_at >= rules.TOUCH_AFTER:
        await repository.touch_session(operation, found.id, operation.now)
    return Principal(
        city_id=found.city_id,
        staff_id=found.staff_id,
        session_id=found.id,
        permissions=frozenset(Permission(name) for name in found.permissions or ()),
        terminal=found.terminal,
        section_id=found.section_id,
        section_ids=frozenset({found.section_id, *(found.also_works_for or ())}),
        place_id=found.place_id,
    )


async def sign_out(operation: Operation) -> None:
    """End the caller's session; its sockets are closed after the commit."""
    principal = operation.signed_in
    await repository.end_session(operation, principal.session_id, operation.now)
    operation.audit.show("staff", (principal.staff_id,))
    operation.session_token = ""
    # What slices above this one let go of with the session.
    for let_go in operation.services.get("at_sign_out", ()):
        await let_go(operation)
    operation.after_commit.append(
        lambda: operation.services["sockets"].close_session(str(principal.session_id))
    )
