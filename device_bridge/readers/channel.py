"""The channel to one card over PC/SC, which keeps deadlines that PC/SC does not have.

A card that never answers blocks ``SCardTransmit`` without limit, and nothing ends that call. So
every channel has a thread and a context of its own: when a deadline passes, the channel is given up
at once and its thread parts from the card whenever the call returns. A channel that failed once, in
whatever way, sends nothing any more: the next card, or the same one after a reset, needs another.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from types import TracebackType

from device_bridge.errors import CardGoneError, ReadingError, TimedOutError
from device_bridge.readers import codes
from device_bridge.readers.calls import Connection, PcscCalls, PcscError, Sharing

SECONDS_TO_CONNECT = 5.0
SECONDS_TO_PART = 2.0
# Windows itself looks at a card for some moments after it was inserted (certificates, drivers).
SECONDS_BETWEEN_TRIES = 0.1
TRIES_TO_CONNECT = 40


class _Job:
    """One call for the thread. Whoever claims it first decides: it is made, or never."""

    def __init__(self, act: Callable[[], bytes], step: str) -> None:
        self._act = act
        self._step = step
        self._claim = threading.Lock()
        self._done = threading.Event()
        self.result = b""
        self.failure: ReadingError | None = None

    def claim(self) -> bool:
        """Whether this is the first to claim it."""
        return self._claim.acquire(blocking=False)

    def run(self) -> None:
        """Make the call."""
        try:
            self.result = self._act()
        except PcscError as error:
            self.failure = codes.explain(error.code, self._step)
        except ReadingError as error:
            self.failure = error
        except Exception as error:  # a defect of the library: it must not hang whoever waits
            self.failure = CardGoneError(f"{self._step} {type(error).__name__}")
        finally:
            self._done.set()

    def wait(self, seconds: float) -> bool:
        """Whether it was done within the seconds."""
        return self._done.wait(max(seconds, 0.0))


class PcscChannel:
    """A connection to the card that is on a reader now (a ``device_bridge.card.Channel``)."""

    def __init__(self, calls: PcscCalls, reader: str) -> None:
        self._calls = calls
        self._reader = reader
        self._context: int | None = None
        self._connection: Connection | None = None
        self._is_shared = False
        self._failure: ReadingError | None = None
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._given_up = threading.Event()
        self._hangs = False
        self._thread = threading.Thread(target=self._work, name="card", daemon=True)
        self._thread.start()

    @classmethod
    def open(
        cls, calls: PcscCalls, reader: str, *, seconds: float = SECONDS_TO_CONNECT
    ) -> "PcscChannel":
        """Connect to the card, alone if that can be had. Raises ``ReadingError``."""
        channel = cls(calls, reader)
        channel._do(channel._connect, "connect", seconds)
        return channel

    @property
    def is_alive(self) -> bool:
        """Whether the card that it was opened for can still be asked."""
        return self._failure is None

    def transmit(self, command: bytes, seconds: float) -> bytes:
        """Send one command and return the raw response."""
        return self._do(lambda: self._transmit(command), "transmit", seconds)

    def close(self) -> None:
        """Part from the card, and take its power so that nothing stays unlocked."""
        self._failure = self._failure or CardGoneError("closed")
        self._give_up()
        if not self._hangs:  # else the thread parts whenever the call returns
            self._thread.join(SECONDS_TO_PART)

    def __enter__(self) -> "PcscChannel":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _do(self, act: Callable[[], bytes], step: str, seconds: float) -> bytes:
        if self._failure is not None:
            raise type(self._failure)(f"{step} after a failure")
        job = _Job(act, step)
        self._jobs.put(job)
        try:
            is_done = job.wait(seconds)
        except BaseException:  # somebody ended the program: it must not be sent later either
            job.claim()
            self._fail(CardGoneError(step))
            raise
        if not is_done:
            job.claim()  # if the thread has not begun with it, it never will
            self._hangs = True
            raise self._fail(TimedOutError(step))
        if job.failure is not None:
            raise self._fail(job.failure)
        return job.result

    def _fail(self, failure: ReadingError) -> ReadingError:
        self._failure = failure
        self._give_up()
        return failure

    def _give_up(self) -> None:
        self._given_up.set()
        self._jobs.put(None)

    # What follows runs in the channel's thread alone.

    def _work(self) -> None:
        try:
            while (job := self._jobs.get()) is not None:
                if job.claim():
                    job.run()
        finally:
            self._part()

    def _connect(self) -> bytes:
        self._context = self._calls.establish()
        for _ in range(TRIES_TO_CONNECT):
            if self._connects():
                return b""
            if self._given_up.wait(SECONDS_BETWEEN_TRIES):
                break
        raise codes.explain(codes.SHARING_VIOLATION, "connect")

    def _connects(self) -> bool:
        """Exclusively; or shared, in a transaction, where others have the card open too."""
        context = self._context or 0
        for sharing in Sharing:
            try:
                self._connection = self._calls.connect(context, self._reader, sharing)
            except PcscError as error:
                if error.code != codes.SHARING_VIOLATION:
                    raise
                continue
            if sharing is Sharing.SHARED:
                self._calls.begin_transaction(self._connection)
                self._is_shared = True
            return True
        return False

    def _transmit(self, command: bytes) -> bytes:
        if self._connection is None:
            raise CardGoneError("transmit")
        if self._connection.protocol == codes.PROTOCOL_T0:
            command = _without_expected(command)
        response = self._calls.transmit(self._connection, command)
        if not response:  # vpcd, and some drivers: a card pulled out during a command
            raise CardGoneError("transmit, no bytes")
        return response

    def _part(self) -> None:
        """Give back what there is; a service or a card that is gone is no failure here."""
        connection, context = self._connection, self._context
        if connection is not None and self._is_shared:
            _attempt(lambda: self._calls.end_transaction(connection))
        if connection is not None:
            _attempt(lambda: self._calls.disconnect(connection))
        if context is not None:
            _attempt(lambda: self._calls.release(context))


def _attempt(call: Callable[[], None]) -> None:
    try:
        call()
    except PcscError:
        return


def _without_expected(command: bytes) -> bytes:
    """T=0 has no room for Le behind data: the card says 61xx instead (ISO/IEC 7816-3)."""
    if len(command) > 5 and len(command) == 6 + command[4] and command[4]:
        return command[:-1]
    return command
