"""PC/SC played from a script: what no real service can be made to do on demand."""

import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue

from device_bridge.readers import codes
from device_bridge.readers.calls import Connection, PcscError, Sharing

Known = list[tuple[str, int]]


class PlayedService:
    """Answers from functions that a test sets; keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.sent: list[bytes] = []
        self.waits: SimpleQueue[Known | Exception] = SimpleQueue()
        self.known: SimpleQueue[Known] = SimpleQueue()
        self.readers: list[str] = ["A"]
        self.protocol = codes.PROTOCOL_T1
        self.fails: dict[str, list[int]] = {}
        self.respond: Callable[[bytes], bytes] = lambda command: b"\x90\x00"
        self.parted = threading.Event()
        self._contexts = 0

    def _ask(self, call: str) -> None:
        self.asked.append(call)
        if self.fails.get(call):
            raise PcscError(call, self.fails[call].pop(0))

    def establish(self) -> int:
        self._ask("establish")
        self._contexts += 1
        return self._contexts

    def release(self, context: int) -> None:
        self.asked.append(f"release {context}")
        self.parted.set()

    def cancel(self, context: int) -> None:
        self.waits.put(PcscError("SCardGetStatusChange", codes.CANCELLED))

    def list_readers(self, context: int) -> list[str]:
        self._ask("list_readers")
        return list(self.readers)

    def wait_for_change(
        self, context: int, milliseconds: int, known: Sequence[tuple[str, int]]
    ) -> Known:
        self.known.put(list(known))
        told = self.waits.get()
        if isinstance(told, Exception):
            raise told
        return told

    def connect(self, context: int, reader: str, sharing: Sharing) -> Connection:
        self._ask(f"connect {sharing.value}")
        return Connection(7, self.protocol)

    def begin_transaction(self, connection: Connection) -> None:
        self._ask("begin_transaction")

    def end_transaction(self, connection: Connection) -> None:
        self._ask("end_transaction")

    def transmit(self, connection: Connection, command: bytes) -> bytes:
        self._ask("transmit")
        self.sent.append(command)
        return self.respond(command)

    def disconnect(self, connection: Connection) -> None:
        self._ask("disconnect")
