"""One operation: one connection, one transaction, one audit event, in this order.

``BEGIN`` with the settings → the work → the audit insert → ``COMMIT``, and only then the answer
leaves. Resolvers and loaders of one operation take turns on its connection.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Row
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from backend.context.audit_draft import AuditDraft
from backend.context.clock import JAPAN, Clock, NewId
from backend.context.permissions import Permission
from backend.context.principal import Principal, RequestOrigin, Tablet
from backend.database.encryption import Keyring
from backend.database.engine import driver_connection
from backend.database.row_level_security import CITY_SETTING
from backend.errors import NotPermittedError, NotSignedInError

ONLY_SHOWN = "このタブレットでは、示された書類の確認と署名だけができます。"


@dataclass(kw_only=True)
class Operation:
    """What a resolver or command may use. Made by ``Operations.open`` alone."""

    connection: AsyncConnection
    session: AsyncSession
    clock: Clock
    make_id: NewId
    keyring: Keyring
    origin: RequestOrigin
    city_id: int | None
    principal: Principal | None = None
    tablet: Tablet | None = None
    audit: AuditDraft = field(default_factory=AuditDraft)
    permissions: frozenset[Permission] = frozenset()
    refused_with: str | None = None
    session_token: str | None = None  # for a browser's cookie: set at sign-in, "" at sign-out
    fresh_tokens: dict[UUID, str] = field(default_factory=dict)  # made just now, shown once
    withheld: set[str] = field(default_factory=set)
    loaders: dict[Hashable, Any] = field(default_factory=dict)
    before_commit: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    after_commit: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    services: dict[str, Any] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _now: datetime | None = None

    @property
    def now(self) -> datetime:
        """The moment of the operation: the same for all that it does."""
        if self._now is None:
            self._now = self.clock.now()
        return self._now

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.now.astimezone(JAPAN).date()

    def new_id(self) -> UUID:
        """A fresh UUIDv7."""
        return self.make_id(self.now)

    def admit(self, principal: Principal | None) -> None:
        """Set who is asking. People under 支援措置 are seen only with a reason given."""
        self.principal = principal
        granted = principal.permissions if principal else frozenset()
        self.permissions = granted if self.origin.reason else granted - {Permission.SEE_RESTRICTED}

    def admit_tablet(self, tablet: Tablet | None) -> None:
        """Set whose tablet is asking: it gets no permission, and all but two fields refuse it."""
        self.tablet = tablet

    @property
    def actor(self) -> Principal | Tablet:
        """Who acts: an official, or a citizen's tablet where a command lets one act."""
        return self.tablet or self.signed_in

    def refuse_tablet(self) -> None:
        """Refuse a citizen's tablet: what does not call for it by name is closed to it."""
        if self.tablet is not None:
            raise NotPermittedError(ONLY_SHOWN)

    @property
    def signed_in(self) -> Principal:
        """The principal; refuses when nobody is signed in."""
        self.refuse_tablet()
        if self.principal is None:
            raise NotSignedInError("サインインしてください。")
        return self.principal

    def require(self, needed: Permission | tuple[Permission, ...] | None) -> None:
        """Refuse a caller who is not signed in or lacks the permission; of several one serves."""
        if needed is None:
            return
        any_of = needed if isinstance(needed, tuple) else (needed,)
        if not self.signed_in.permissions.intersection(any_of):
            names = "・".join(permission.value for permission in any_of)
            raise NotPermittedError(f"この操作の権限がありません（{names}）。")

    @property
    def has_unwritten(self) -> bool:
        """True when rows of the session wait to be written."""
        return bool(self.session.new or self.session.dirty or self.session.deleted)

    async def rows(self, statement: Executable, values: Any = None) -> Sequence[Row[Any]]:
        """Run a statement when it is this one's turn on the connection."""
        async with self._turn:
            return (await self.connection.execute(statement, values)).all()

    async def run(self, statement: Executable, values: Any = None) -> None:
        """Run a statement that returns no rows."""
        async with self._turn:
            await self.connection.execute(statement, values)

    async def begin(self) -> None:
        """BEGIN and the settings in one message."""
        settings = "BEGIN; SET LOCAL statement_timeout = '20s'"
        if self.city_id is not None:
            # An int by type: nothing else can stand here.
            settings += f"; SET LOCAL {CITY_SETTING} = '{int(self.city_id)}'"
        await driver_connection(self.connection).execute(settings)

    async def enter_city(self, city_id: int) -> None:
        """Set the city inside the transaction, before the statements that read under it."""
        self.city_id = city_id
        await driver_connection(self.connection).execute(
            f"SET LOCAL {CITY_SETTING} = '{int(city_id)}'"
        )

    async def leave_city(self) -> None:
        """See nothing from here on: the token that named the city is nobody's."""
        self.city_id = None
        await driver_connection(self.connection).execute(f"SET LOCAL {CITY_SETTING} = ''")

    async def start_again(self) -> None:
        """Give up what was written and go on in a fresh transaction (after a refusal)."""
        async with self._turn:
            await self.session.rollback()  # the session's own state; the database follows below
            self.session.expunge_all()
            self.loaders.clear()
            self.before_commit.clear()
            self.after_commit.clear()
            await driver_connection(self.connection).execute("ROLLBACK")
            await self.begin()


WriteAudit = Callable[[Operation], Awaitable[None]]


@dataclass(kw_only=True)
class Operations:
    """Opens operations on one engine."""

    engine: AsyncEngine
    clock: Clock
    make_id: NewId
    keyring: Keyring
    write_audit: WriteAudit
    services: dict[str, Any] = field(default_factory=dict)

    @asynccontextmanager
    async def open(
        self, *, city_id: int | None, origin: RequestOrigin, principal: Principal | None = None
    ) -> AsyncIterator[Operation]:
        """Open an operation: leaving the block commits, leaving by an exception rolls back."""
        async with self.engine.connect() as connection:
            session = AsyncSession(bind=connection, expire_on_commit=False, autoflush=True)
            operation = Operation(
                connection=connection,
                session=session,
                clock=self.clock,
                make_id=self.make_id,
                keyring=self.keyring,
                origin=origin,
                city_id=city_id,
                services=self.services,
            )
            operation.admit(principal)
            try:
                await operation.begin()
                yield operation
                await self._commit(operation)
            except BaseException:
                await _roll_back(connection)
                raise
            finally:
                await session.close()
        for call in operation.after_commit:
            await call()

    async def _commit(self, operation: Operation) -> None:
        if operation.has_unwritten:
            await operation.session.flush()
        for call in operation.before_commit:
            await call()
        if operation.audit.must_be_written or operation.refused_with:
            await self.write_audit(operation)
        await driver_connection(operation.connection).execute("COMMIT")


async def _roll_back(connection: AsyncConnection) -> None:
    """Roll back whatever is open; a connection in an unknown state is thrown away."""
    try:
        await asyncio.shield(driver_connection(connection).execute("ROLLBACK"))
    except (Exception, asyncio.CancelledError):
        await connection.invalidate()
