"""The thread that listens to PC/SC, and goes on listening whatever happens to the service."""

import logging
import threading
from collections.abc import Callable, Iterable

from device_bridge.readers import codes
from device_bridge.readers.calls import PcscCalls, PcscError
from device_bridge.readers.events import ReaderEvent
from device_bridge.readers.platforms import Platform, get_platform
from device_bridge.readers.watch import ReaderWatch

SECONDS_BETWEEN_TRIES = 0.5  # to reach a service that does not run
SECONDS_AFTER_A_LOST_READER = 0.1
# A wait this much longer than asked for was a sleep, not a slow computer.
SECONDS_OF_A_SLEEP = 10.0
# The state of a reader is out of date: list them anew, the service itself is well.
_READERS_CHANGED = (codes.UNKNOWN_READER, codes.READER_UNAVAILABLE, codes.NO_READERS)

_log = logging.getLogger(__name__)


class ReaderLoop:
    """Tells ``publish`` what happens, in order, from its own thread."""

    def __init__(
        self,
        calls: PcscCalls,
        publish: Callable[[ReaderEvent], None],
        *,
        platform: Platform | None = None,
        seconds_between_tries: float = SECONDS_BETWEEN_TRIES,
    ) -> None:
        self._calls = calls
        self._publish = publish
        self._platform = platform or get_platform()
        self._seconds_between_tries = seconds_between_tries
        self._watch = ReaderWatch()
        self._stopping = threading.Event()
        self._context: int | None = None
        self._thread = threading.Thread(target=self._run, name="readers", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> bool:
        """End it; whether the thread has ended within the seconds."""
        self._stopping.set()
        for _ in range(max(1, int(seconds / 0.05))):
            self._cancel()  # again and again: a cancel before the wait begins is lost
            self._thread.join(0.05)
            if not self._thread.is_alive():
                return True
        return False

    def _cancel(self) -> None:
        context = self._context
        if context is None:
            return
        try:
            self._calls.cancel(context)
        except PcscError:
            _log.debug("nothing to cancel")

    def _run(self) -> None:
        while not self._stopping.is_set():
            failure = self._follow_service()
            if failure is None:
                return
            events = self._watch.stop_service()
            if events:  # once, not at every try
                told = failure if isinstance(failure, PcscError) else type(failure).__name__
                _log.warning("the smart card service does not answer: %s", told)
            self._tell(events)
            self._stopping.wait(self._seconds_between_tries)

    def _follow_service(self) -> Exception | None:
        """Listen on one context until it fails: after a restart of the service it stays dead."""
        try:
            context = self._context = self._calls.establish()
        except PcscError as error:
            return error
        try:
            while not self._stopping.is_set():
                self._follow_readers(context)
        except Exception as error:  # a defect of the library must not end the loop either
            return error
        finally:
            self._context = None
            self._release(context)
        return None

    def _release(self, context: int) -> None:
        try:
            self._calls.release(context)
        except PcscError:
            _log.debug("a context of a service that ended")

    def _follow_readers(self, context: int) -> None:
        names = self._calls.list_readers(context)
        self._tell(self._watch.start_service())  # not sooner: a context alone proves nothing
        self._tell(self._watch.list_readers(names))
        known = self._watch.known
        begun = self._platform.clock()
        states = self._wait(context, known + self._platform.attaching(len(known)))
        if self._platform.clock() - begun > self._platform.longest_wait + SECONDS_OF_A_SLEEP:
            self._tell(self._watch.wake_up())
            return  # what the call gave is from before or after: ask anew
        self._tell(self._watch.see_states(states))
        if len(self._watch.known) < len(known):
            self._stopping.wait(SECONDS_AFTER_A_LOST_READER)  # it may be listed a moment longer

    def _wait(self, context: int, known: list[tuple[str, int]]) -> list[tuple[str, int]]:
        if not known:  # no reader, and none that tells of new ones
            self._stopping.wait(self._platform.longest_wait)
            return []
        try:
            milliseconds = int(self._platform.longest_wait * 1000)
            return self._calls.wait_for_change(context, milliseconds, known)
        except PcscError as error:
            if error.code in (codes.TIMED_OUT, codes.CANCELLED):
                return []
            if error.code in _READERS_CHANGED:
                self._stopping.wait(SECONDS_AFTER_A_LOST_READER)
                return []
            raise

    def _tell(self, events: Iterable[ReaderEvent]) -> None:
        for event in events:
            try:
                self._publish(event)
            except Exception as error:  # the loop outlives whoever listens
                _log.error("an event was not taken: %s", type(error).__name__)
