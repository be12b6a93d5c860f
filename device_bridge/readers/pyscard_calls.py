"""The calls of PC/SC, made through pyscard's functions alone.

Neither its ReaderMonitor nor its CardMonitor is used: their threads end with an uncaught exception
when the service stops, and never come back (pyscard 2.3.1, tried).
"""

from collections.abc import Sequence

from smartcard import scard

from device_bridge.readers import codes
from device_bridge.readers.calls import Connection, PcscError, Sharing

_SHARING = {
    Sharing.EXCLUSIVE: scard.SCARD_SHARE_EXCLUSIVE,
    Sharing.SHARED: scard.SCARD_SHARE_SHARED,
}
_HEADERS = {codes.PROTOCOL_T0: scard.SCARD_PCI_T0, codes.PROTOCOL_T1: scard.SCARD_PCI_T1}


def _require(step: str, code: int) -> None:
    if code != scard.SCARD_S_SUCCESS:
        raise PcscError(step, code)


class PyscardCalls:
    """PC/SC of this computer. pyscard lets other threads run while a call blocks."""

    def establish(self) -> int:
        """Begin to speak with the service: a context."""
        code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        _require("SCardEstablishContext", code)
        return int(context)

    def release(self, context: int) -> None:
        """Give the context back."""
        _require("SCardReleaseContext", scard.SCardReleaseContext(context))

    def cancel(self, context: int) -> None:
        """End the waiting of another thread."""
        _require("SCardCancel", scard.SCardCancel(context))

    def list_readers(self, context: int) -> list[str]:
        """The readers there are now."""
        code, names = scard.SCardListReaders(context, [])
        if code & 0xFFFFFFFF == codes.NO_READERS:
            return []
        _require("SCardListReaders", code)
        return [str(name) for name in names]

    def wait_for_change(
        self, context: int, milliseconds: int, known: Sequence[tuple[str, int]]
    ) -> list[tuple[str, int]]:
        """Wait until a reader's state is another than known; the states of all."""
        code, states = scard.SCardGetStatusChange(context, milliseconds, list(known))
        _require("SCardGetStatusChange", code)
        return [(str(name), int(state)) for name, state, _ in states]

    def connect(self, context: int, reader: str, sharing: Sharing) -> Connection:
        """Power the card and connect to it."""
        either = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        code, handle, protocol = scard.SCardConnect(context, reader, _SHARING[sharing], either)
        _require("SCardConnect", code)
        return Connection(int(handle), int(protocol))

    def begin_transaction(self, connection: Connection) -> None:
        """Keep other programs from the card; waits until they let go of it."""
        _require("SCardBeginTransaction", scard.SCardBeginTransaction(connection.handle))

    def end_transaction(self, connection: Connection) -> None:
        """Let others in again."""
        ended = scard.SCardEndTransaction(connection.handle, scard.SCARD_LEAVE_CARD)
        _require("SCardEndTransaction", ended)

    def transmit(self, connection: Connection, command: bytes) -> bytes:
        """Send a command. Blocks as long as the card is silent."""
        header = _HEADERS.get(connection.protocol, scard.SCARD_PCI_T1)
        code, response = scard.SCardTransmit(connection.handle, header, list(command))
        _require("SCardTransmit", code)
        return bytes(one & 0xFF for one in response)

    def disconnect(self, connection: Connection) -> None:
        """Part from the card and take its power: what a secret has opened is closed."""
        left = scard.SCardDisconnect(connection.handle, scard.SCARD_UNPOWER_CARD)
        _require("SCardDisconnect", left)
