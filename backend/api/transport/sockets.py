"""Which sockets belong to which session, so that a sign-out closes them."""

from collections import defaultdict
from collections.abc import Awaitable, Callable

Close = Callable[[int, str], Awaitable[None]]
SIGNED_OUT = 4403  # graphql-transport-ws: Forbidden; clients do not try again by themselves


class SocketRegistry:
    """The open sockets of this process by session.

    Every process has its own: a sign-out must be told to each of them.
    """

    def __init__(self) -> None:
        self._closers: defaultdict[str, set[Close]] = defaultdict(set)

    def add(self, session_id: str, close: Close) -> None:
        """Remember a socket of a session."""
        self._closers[session_id].add(close)

    def remove(self, session_id: str, close: Close) -> None:
        """Forget a socket that has gone."""
        self._closers[session_id].discard(close)
        if not self._closers[session_id]:
            del self._closers[session_id]

    def count(self, session_id: str) -> int:
        """How many sockets a session holds here."""
        return len(self._closers.get(session_id, ()))

    async def close_session(self, session_id: str) -> None:
        """Close every socket of a session that has ended."""
        for close in tuple(self._closers.get(session_id, ())):
            await close(SIGNED_OUT, "Signed out")
