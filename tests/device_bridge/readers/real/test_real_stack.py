"""The real way: pcscd, vpcd and pyscard, with cards in software on two readers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Timer
from time import monotonic

import pytest

from device_bridge.apdu import Command
from device_bridge.card import Card
from device_bridge.cards import my_number
from device_bridge.cards.my_number import TEXT, Opener, Wanted
from device_bridge.errors import (
    CardGoneError,
    ReaderBusyError,
    ReaderGoneError,
    ServiceStoppedError,
    TimedOutError,
)
from device_bridge.readers.calls import PcscCalls, Sharing
from device_bridge.readers.channel import PcscChannel
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
from device_bridge.reading import Reading
from device_bridge.secret import Secret
from device_bridge.virtual.card import VirtualApplication, VirtualCard, VirtualFile
from device_bridge.virtual.faults import Fault, FaultyCard, PlayedCard
from device_bridge.virtual.my_number import get_code_b, list_applications
from device_bridge.virtual.vpcd import VirtualReader
from tests.device_bridge.cards.conversation import card_on, person_of, require_silence, says_what
from tests.device_bridge.readers.real.pcscd import FIRST_READER, SECOND_READER, Pcscd, running_pcscd

TODAY = date(2026, 11, 21)
SECONDS = 10.0
READERS = [ReaderAttached(FIRST_READER), ReaderAttached(SECOND_READER)]


@cache
def applications_of(name: str) -> tuple[VirtualApplication, ...]:
    return list_applications(person_of("my_number", name))


def card_of(name: str) -> VirtualCard:
    return VirtualCard(applications_of(name))


def read(card: Card, name: str = "takahashi") -> Reading:
    code = Secret(get_code_b(person_of("my_number", name)))
    return my_number.read(card, {Wanted.TEXT}, {Opener.CODE_B: code}, today=TODAY)


@cache
def whole_reading(name: str) -> Reading:
    return read(card_on(card_of(name)), name)


@dataclass
class Counter:
    """A terminal with two readers, as its official and its citizens use it."""

    service: Pcscd
    calls: PcscCalls
    first: VirtualReader
    second: VirtualReader
    events: SimpleQueue[ReaderEvent] = field(default_factory=SimpleQueue)

    def told(self, number: int) -> list[ReaderEvent]:
        return [self.events.get(timeout=SECONDS) for _ in range(number)]

    def put(self, card: PlayedCard) -> None:
        """Put a card on the first reader and wait until it is told."""
        self.first.insert(card)
        (event,) = self.told(1)
        assert isinstance(event, CardInserted)

    def take(self) -> None:
        """Take it away and wait until that is told."""
        self.first.remove()
        (event,) = self.told(1)
        assert isinstance(event, CardRemoved)

    def connect(self, reader: str = FIRST_READER) -> PcscChannel:
        return PcscChannel.open(self.calls, reader)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A counter whose readers are attached and empty; at the end every event was looked at."""
    try:
        from device_bridge.readers.pyscard_calls import PyscardCalls
    except ImportError as error:
        raise RuntimeError("pyscard is missing: `make test` installs it") from error
    with running_pcscd(tmp_path) as service:
        first, second = VirtualReader(service.port), VirtualReader(service.port + 1)
        counter = Counter(service, PyscardCalls(), first, second)
        loop = ReaderLoop(counter.calls, counter.events.put, seconds_between_tries=0.01)
        loop.start()
        try:
            assert counter.told(3) == [ServiceStarted(), *READERS]
            yield counter
        finally:
            assert loop.stop()
            first.remove()
            second.remove()
        assert counter.events.empty()


def test_a_card_that_is_put_down_is_told_and_read(counter: Counter) -> None:
    card = card_of("takahashi")

    counter.first.insert(card)
    assert counter.told(1) == [CardInserted(FIRST_READER, 1)]
    with counter.connect() as channel:
        reading = read(Card(channel))
    counter.first.remove()

    assert says_what(reading) == says_what(whole_reading("takahashi"))
    assert card.verify_count == 1
    assert counter.told(1) == [CardRemoved(FIRST_READER, 1)]


def test_a_closed_channel_leaves_nothing_unlocked_for_other_programs(counter: Counter) -> None:
    counter.put(card_of("takahashi"))
    with counter.connect() as channel:
        read(Card(channel))
    context = counter.calls.establish()
    connection = counter.calls.connect(context, FIRST_READER, Sharing.SHARED)

    select = Command(0x00, 0xA4, 0x04, 0x0C, TEXT).encode()
    assert counter.calls.transmit(connection, select) == b"\x90\x00"
    assert counter.calls.transmit(connection, b"\x00\xb0\x82\x00\x00") == b"\x69\x82"

    counter.calls.release(context)


def test_while_a_card_is_read_no_other_program_gets_it(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("device_bridge.readers.channel.TRIES_TO_CONNECT", 1)
    counter.put(card_of("takahashi"))

    with counter.connect(), pytest.raises(ReaderBusyError):
        counter.connect()
    with counter.connect() as channel:
        assert says_what(read(Card(channel))) == says_what(whole_reading("takahashi"))


def test_a_card_open_in_another_program_is_read_in_a_transaction(counter: Counter) -> None:
    counter.put(card_of("takahashi"))
    context = counter.calls.establish()
    counter.calls.connect(context, FIRST_READER, Sharing.SHARED)

    with counter.connect() as channel:
        assert says_what(read(Card(channel))) == says_what(whole_reading("takahashi"))

    counter.calls.release(context)


def test_a_card_pulled_out_at_any_command_is_gone(counter: Counter) -> None:
    last = whole_reading("takahashi").apdus - 1

    for at in (0, 3, 4, last):
        card = card_of("takahashi")
        counter.put(FaultyCard(card, Fault.GONE, at))
        with counter.connect() as channel:
            with pytest.raises(CardGoneError) as caught:
                read(Card(channel))
            with pytest.raises(CardGoneError):
                channel.transmit(b"\x00\x84\x00\x00\x08", SECONDS)
        assert isinstance(counter.told(1)[0], CardRemoved)
        assert card.tries["CODE_B"] == 10
        require_silence(caught.value, person_of("my_number", "takahashi").values())


def test_a_card_taken_away_between_commands_is_gone_and_the_next_one_is_not_joined(
    counter: Counter,
) -> None:
    counter.put(card_of("takahashi"))
    channel = counter.connect()
    assert Card(channel).select_application(TEXT)

    counter.take()
    counter.put(card_of("yamamoto"))
    with pytest.raises(CardGoneError):
        channel.transmit(Command(0x00, 0xA4, 0x04, 0x0C, TEXT).encode(), SECONDS)
    channel.close()

    with counter.connect() as channel:
        reading = read(Card(channel), "yamamoto")
    assert says_what(reading) == says_what(whole_reading("yamamoto"))


def test_a_card_exchanged_during_the_reading_gives_nothing_of_either(counter: Counter) -> None:
    other = card_of("yamamoto")
    counter.put(FaultyCard(card_of("takahashi"), Fault.SWAPPED, 5, other=other))

    with counter.connect() as channel, pytest.raises(CardGoneError):
        read(Card(channel))
    assert counter.told(1) == [CardRemoved(FIRST_READER, 1)]
    counter.first.insert(other)

    assert counter.told(1) == [CardInserted(FIRST_READER, 2)]
    assert other.verify_count == 0
    with counter.connect() as channel:
        assert says_what(read(Card(channel), "yamamoto")) == says_what(whole_reading("yamamoto"))


def test_a_card_exchanged_faster_than_the_service_looks_is_not_asked(counter: Counter) -> None:
    # pcscd looks every 400 ms and may tell of nothing: the channel alone keeps people apart.
    other = card_of("yamamoto")
    counter.put(FaultyCard(card_of("takahashi"), Fault.SWAPPED, 5, other=other))

    with counter.connect() as channel:
        with pytest.raises(CardGoneError):
            read(Card(channel))
        counter.first.insert(other)
        with pytest.raises(CardGoneError):
            read(Card(channel))
    counter.service.kill()  # its last event: should it have looked just then, nothing is left over
    while counter.told(1) != [ServiceStopped()]:
        continue

    assert other.verify_count == 0


def test_a_card_that_hangs_is_given_up_in_time_and_the_next_one_is_read(counter: Counter) -> None:
    counter.put(FaultyCard(card_of("takahashi"), Fault.HANG, 3))

    begun = monotonic()
    channel = counter.connect()
    with pytest.raises(TimedOutError):
        read(Card(channel, seconds=0.3))
    channel.close()
    took = monotonic() - begun
    with pytest.raises((ReaderBusyError, TimedOutError)):
        PcscChannel.open(counter.calls, FIRST_READER, seconds=0.2)
    counter.take()
    counter.put(card_of("yamamoto"))

    assert 0.3 <= took < 1.0
    with counter.connect() as channel:
        assert says_what(read(Card(channel), "yamamoto")) == says_what(whole_reading("yamamoto"))


def test_two_readers_are_told_and_read_apart(counter: Counter) -> None:
    counter.first.insert(card_of("takahashi"))
    counter.second.insert(card_of("yamamoto"))
    inserted = counter.told(2)

    with counter.connect(FIRST_READER) as one, counter.connect(SECOND_READER) as another:
        assert says_what(read(Card(another), "yamamoto")) == says_what(whole_reading("yamamoto"))
        assert says_what(read(Card(one))) == says_what(whole_reading("takahashi"))

    assert {event.reader for event in inserted if isinstance(event, CardInserted)} == {
        FIRST_READER,
        SECOND_READER,
    }


def test_a_restarted_service_is_followed_and_no_event_is_lost_or_doubled(counter: Counter) -> None:
    for insertion in (1, 2, 3):
        counter.first.insert(card_of("takahashi"))
        assert counter.told(1) == [CardInserted(FIRST_READER, insertion)]

        counter.service.kill()
        assert counter.told(4) == [
            CardRemoved(FIRST_READER, insertion),
            ReaderDetached(FIRST_READER),
            ReaderDetached(SECOND_READER),
            ServiceStopped(),
        ]
        with pytest.raises((ServiceStoppedError, ReaderGoneError)):
            counter.connect()
        counter.service.start()
        assert counter.told(3) == [ServiceStarted(), *READERS]


def test_a_service_that_dies_during_a_command_is_said_at_once(counter: Counter) -> None:
    counter.put(FaultyCard(card_of("takahashi"), Fault.HANG, 3))
    channel = counter.connect()

    death = Timer(0.1, counter.service.kill)
    death.start()
    with pytest.raises(ServiceStoppedError):
        read(Card(channel, seconds=SECONDS))
    death.join()

    assert counter.told(4)[3] == ServiceStopped()


def test_an_answer_of_seven_thousand_bytes_arrives_whole(counter: Counter) -> None:
    content = bytes(range(256)) * 28
    counter.put(VirtualCard([VirtualApplication(b"", {0x0001: VirtualFile(content)})]))

    with counter.connect() as channel:
        raw = channel.transmit(b"\x00\xb0\x81\x00\x00\x00\x00", SECONDS)

    assert raw == content + b"\x90\x00"


def test_a_reader_without_a_card_is_told_as_such(counter: Counter) -> None:
    with pytest.raises(CardGoneError):
        counter.connect()
    with pytest.raises(ReaderGoneError):
        counter.connect("Nowhere 00 00")
