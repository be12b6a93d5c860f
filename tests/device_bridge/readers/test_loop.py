"""The listening thread: what it asks of PC/SC, and that nothing ends it but its stop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from queue import SimpleQueue

import pytest

from device_bridge.readers import codes
from device_bridge.readers.calls import PcscError
from device_bridge.readers.events import (
    CardInserted,
    CardRemoved,
    ReaderAttached,
    ReaderDetached,
    ReaderEvent,
    ServiceStarted,
    ServiceStopped,
)
from device_bridge.readers.loop import ReaderLoop
from device_bridge.readers.platforms import (
    ATTACHING,
    LINUX,
    MACOS,
    WINDOWS,
    Platform,
    get_platform,
)
from device_bridge.virtual.channel import MovedClock
from tests.device_bridge.readers.played import Known, PlayedService

CARD = codes.STATE_PRESENT | codes.STATE_CHANGED
EMPTY = 0x10 | codes.STATE_CHANGED
NOTHING: Known = []
SECONDS = 5.0
Next = Callable[[], ReaderEvent]


@contextmanager
def listening(service: PlayedService, platform: Platform = LINUX) -> Iterator[Next]:
    events: SimpleQueue[ReaderEvent] = SimpleQueue()
    loop = ReaderLoop(service, events.put, platform=platform, seconds_between_tries=0.001)
    loop.start()
    try:
        yield lambda: events.get(timeout=SECONDS)
    finally:
        assert loop.stop()
        assert events.empty()


def failed(code: int) -> PcscError:
    return PcscError("SCardGetStatusChange", code)


def test_readers_and_cards_are_told_as_they_come() -> None:
    service = PlayedService()

    with listening(service) as next_event:
        assert [next_event(), next_event()] == [ServiceStarted(), ReaderAttached("A")]
        service.waits.put([("A", CARD), (ATTACHING, 0)])
        assert next_event() == CardInserted("A", 1)
        service.readers = ["A", "B"]
        service.waits.put([("A", CARD), (ATTACHING, codes.STATE_CHANGED)])
        assert next_event() == ReaderAttached("B")
        service.readers = ["B"]
        service.waits.put([("A", codes.STATE_UNKNOWN)])
        assert [next_event(), next_event()] == [CardRemoved("A", 1), ReaderDetached("A")]

    assert service.asked[-1] == "release 1"


@pytest.mark.parametrize(
    "code", [codes.COMMUNICATION_ERROR, codes.NO_SERVICE, codes.SERVICE_STOPPED, 6, 0x1234]
)
def test_a_context_that_failed_is_replaced_by_a_new_one(code: int) -> None:
    service = PlayedService()

    with listening(service) as next_event:
        assert [next_event(), next_event()] == [ServiceStarted(), ReaderAttached("A")]
        service.fails = {"establish": [codes.NO_SERVICE] * 3}
        service.waits.put(failed(code))
        assert [next_event(), next_event()] == [ReaderDetached("A"), ServiceStopped()]
        assert [next_event(), next_event()] == [ServiceStarted(), ReaderAttached("A")]

    assert service.asked.count("establish") == 5
    assert [one for one in service.asked if one.startswith("release")] == ["release 1", "release 2"]


def test_a_defect_of_the_library_does_not_end_the_loop() -> None:
    service = PlayedService()

    with listening(service) as next_event:
        assert [next_event(), next_event()] == [ServiceStarted(), ReaderAttached("A")]
        service.waits.put(UnicodeDecodeError("utf-8", b"x", 0, 1, "a reader's name"))
        assert [next_event(), next_event()] == [ReaderDetached("A"), ServiceStopped()]
        assert [next_event(), next_event()] == [ServiceStarted(), ReaderAttached("A")]


def test_a_context_alone_does_not_prove_that_the_service_runs() -> None:
    service = PlayedService()
    service.fails = {"list_readers": [codes.NO_SERVICE, codes.NO_SERVICE]}

    with listening(service) as next_event:
        events = [next_event() for _ in range(3)]

    assert events == [ServiceStopped(), ServiceStarted(), ReaderAttached("A")]


@pytest.mark.parametrize(
    "code", [codes.TIMED_OUT, codes.CANCELLED, codes.UNKNOWN_READER, codes.NO_READERS]
)
def test_a_wait_that_ended_without_a_change_is_no_event(code: int) -> None:
    service = PlayedService()

    with listening(service) as next_event:
        assert [next_event(), next_event()] == [ServiceStarted(), ReaderAttached("A")]
        service.waits.put(failed(code))
        service.waits.put([("A", CARD)])
        assert next_event() == CardInserted("A", 1)


def test_after_a_sleep_the_card_is_told_anew() -> None:
    service, clock = PlayedService(), MovedClock()

    with listening(service, replace(LINUX, clock=clock)) as next_event:
        assert [next_event(), next_event()] == [ServiceStarted(), ReaderAttached("A")]
        service.waits.put([("A", CARD)])
        assert next_event() == CardInserted("A", 1)
        assert service.known.get(timeout=SECONDS) == [("A", 0), (ATTACHING, 0)]
        assert service.known.get(timeout=SECONDS) == [("A", CARD & ~2), (ATTACHING, 0)]
        clock.seconds += 3_600
        service.waits.put(failed(codes.TIMED_OUT))
        assert next_event() == CardRemoved("A", 1)
        assert service.known.get(timeout=SECONDS) == [("A", codes.STATE_UNAWARE), (ATTACHING, 0)]
        service.waits.put([("A", CARD)])
        assert next_event() == CardInserted("A", 2)


def test_windows_is_given_the_number_of_readers() -> None:
    service = PlayedService()
    service.readers = ["A", "B"]

    with listening(service, WINDOWS) as next_event:
        assert [next_event() for _ in range(3)][2] == ReaderAttached("B")
        assert service.known.get(timeout=SECONDS)[2] == (ATTACHING, 2 << 16)


def test_macos_lists_readers_again_and_again() -> None:
    service = PlayedService()
    service.readers = []

    with listening(service, replace(MACOS, longest_wait=0.001)) as next_event:
        assert next_event() == ServiceStarted()
        service.readers = ["A"]
        assert next_event() == ReaderAttached("A")
        assert service.known.get(timeout=SECONDS) == [("A", codes.STATE_UNAWARE)]


def test_each_platform_has_its_ways() -> None:
    assert get_platform("linux") is LINUX
    assert get_platform("win32") is WINDOWS
    assert get_platform("darwin") is MACOS
    assert all(one.clock() >= 0 for one in (LINUX, WINDOWS, MACOS))


def test_a_subscriber_that_fails_does_not_end_the_loop() -> None:
    service = PlayedService()
    events: SimpleQueue[ReaderEvent] = SimpleQueue()

    def take(event: ReaderEvent) -> None:
        if isinstance(event, ServiceStarted):
            raise ValueError("a defect")
        events.put(event)

    loop = ReaderLoop(service, take, platform=LINUX)
    loop.start()

    assert events.get(timeout=SECONDS) == ReaderAttached("A")
    assert loop.stop()
