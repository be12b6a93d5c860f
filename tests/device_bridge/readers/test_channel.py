"""The channel to one card: deadlines, failures, and that a failed one sends nothing any more."""

import threading
from time import monotonic

import pytest

from device_bridge.card import Card, Lock
from device_bridge.errors import (
    CardGoneError,
    ReaderBusyError,
    ReaderGoneError,
    ReadingError,
    ServiceStoppedError,
    TimedOutError,
    UnreadableError,
)
from device_bridge.readers import codes
from device_bridge.readers.channel import PcscChannel
from device_bridge.secret import Secret
from tests.device_bridge.readers.played import PlayedService

COMMAND = bytes.fromhex("00A4040C020102")
SECONDS = 5.0
PIN = Lock("PIN", r"\d{4}", 0x80, "")


def test_a_command_gets_the_response_of_the_card() -> None:
    service = PlayedService()
    service.respond = lambda command: b"\x01\x02\x90\x00"

    with PcscChannel.open(service, "A") as channel:
        assert channel.transmit(COMMAND, SECONDS) == b"\x01\x02\x90\x00"

    assert service.sent == [COMMAND]
    assert service.asked == [
        "establish",
        "connect EXCLUSIVE",
        "transmit",
        "disconnect",
        "release 1",
    ]


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (codes.REMOVED_CARD, CardGoneError),
        (codes.RESET_CARD, CardGoneError),
        (codes.UNPOWERED_CARD, CardGoneError),
        (codes.UNRESPONSIVE_CARD, CardGoneError),
        (codes.NOT_TRANSACTED, CardGoneError),
        (codes.NO_SMARTCARD, CardGoneError),
        (codes.INVALID_HANDLE, CardGoneError),
        (codes.REMOVED_CARD - (1 << 32), CardGoneError),  # with a sign, as on Windows
        (31, CardGoneError),  # ERROR_GEN_FAILURE of Windows
        (codes.READER_UNAVAILABLE, ReaderGoneError),
        (codes.UNKNOWN_READER, ReaderGoneError),
        (codes.NO_SERVICE, ServiceStoppedError),
        (codes.SERVICE_STOPPED, ServiceStoppedError),
        (codes.COMMUNICATION_ERROR, ServiceStoppedError),
        (codes.SYSTEM_CANCELLED, ServiceStoppedError),
        (codes.TIMED_OUT, TimedOutError),
        (codes.INSUFFICIENT_BUFFER, UnreadableError),
    ],
)
def test_after_any_failure_the_channel_is_dead(code: int, failure: type[ReadingError]) -> None:
    service = PlayedService()
    service.fails = {"transmit": [code]}
    channel = PcscChannel.open(service, "A")

    with pytest.raises(failure):
        channel.transmit(COMMAND, SECONDS)
    with pytest.raises(failure):
        channel.transmit(COMMAND, SECONDS)

    assert not channel.is_alive
    assert service.parted.wait(SECONDS)
    assert service.asked.count("transmit") == 1
    assert service.asked[-2:] == ["disconnect", "release 1"]


def test_success_with_no_bytes_is_a_card_that_was_pulled_out() -> None:
    service = PlayedService()
    service.respond = lambda command: b""

    with PcscChannel.open(service, "A") as channel, pytest.raises(CardGoneError):
        channel.transmit(COMMAND, SECONDS)


def test_a_defect_below_is_a_typed_failure_and_says_nothing_of_what_was_sent() -> None:
    service = PlayedService()

    def break_down(command: bytes) -> bytes:
        raise ValueError(command.hex())

    service.respond = break_down
    with PcscChannel.open(service, "A") as channel, pytest.raises(CardGoneError) as caught:
        channel.transmit(COMMAND, SECONDS)

    assert str(caught.value) == "CARD_GONE: transmit ValueError"


def test_a_card_that_hangs_is_given_up_in_time_and_left_when_the_call_returns() -> None:
    service, answer = PlayedService(), threading.Event()

    def hang(command: bytes) -> bytes:
        answer.wait(SECONDS)
        return b"\x90\x00"

    service.respond = hang
    channel = PcscChannel.open(service, "A")

    begun = monotonic()
    with pytest.raises(TimedOutError):
        channel.transmit(COMMAND, 0.02)
    with pytest.raises(TimedOutError):
        channel.transmit(COMMAND, SECONDS)
    channel.close()

    assert monotonic() - begun < 1.0
    assert "disconnect" not in service.asked
    answer.set()
    assert service.parted.wait(SECONDS)
    assert len(service.sent) == 1
    assert service.asked[-2:] == ["disconnect", "release 1"]


def test_a_command_whose_time_passed_before_it_was_sent_is_never_sent() -> None:
    service, begun, answer = PlayedService(), threading.Event(), threading.Event()

    def answer_late(command: bytes) -> bytes:
        begun.set()
        answer.wait(SECONDS)
        return b"\x90\x00"

    service.respond = answer_late
    channel = PcscChannel.open(service, "A")
    before = threading.Thread(target=channel.transmit, args=(COMMAND, SECONDS))
    before.start()
    assert begun.wait(SECONDS)

    with pytest.raises(TimedOutError):
        channel.transmit(b"\x00\x20\x00\x80", 0.02)
    answer.set()
    before.join()

    assert service.parted.wait(SECONDS)
    assert service.sent == [COMMAND]


def test_no_time_left_is_too_late() -> None:
    service = PlayedService()
    service.respond = lambda command: bytes(threading.Event().wait(0.05)) or b"\x90\x00"
    channel = PcscChannel.open(service, "A")

    with pytest.raises(TimedOutError):
        channel.transmit(COMMAND, 0.0)


def test_others_that_have_the_card_open_are_kept_out_by_a_transaction() -> None:
    service = PlayedService()
    service.fails = {"connect EXCLUSIVE": [codes.SHARING_VIOLATION]}

    with PcscChannel.open(service, "A") as channel:
        channel.transmit(COMMAND, SECONDS)

    assert service.asked[1:] == [
        "connect EXCLUSIVE",
        "connect SHARED",
        "begin_transaction",
        "transmit",
        "end_transaction",
        "disconnect",
        "release 1",
    ]


def test_a_card_that_another_program_keeps_for_a_moment_is_waited_for() -> None:
    service = PlayedService()
    busy = [codes.SHARING_VIOLATION]
    service.fails = {"connect EXCLUSIVE": busy.copy(), "connect SHARED": busy.copy()}

    with PcscChannel.open(service, "A") as channel:
        assert channel.is_alive


def test_a_card_that_another_program_keeps_is_said_to_be_in_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("device_bridge.readers.channel.SECONDS_BETWEEN_TRIES", 0.0)
    service = PlayedService()
    busy = [codes.SHARING_VIOLATION] * 100
    service.fails = {"connect EXCLUSIVE": busy.copy(), "connect SHARED": busy.copy()}

    with pytest.raises(ReaderBusyError):
        PcscChannel.open(service, "A")

    assert service.parted.wait(SECONDS)


@pytest.mark.parametrize(
    ("call", "code", "failure"),
    [
        ("establish", codes.NO_SERVICE, ServiceStoppedError),
        ("connect EXCLUSIVE", codes.NO_SMARTCARD, CardGoneError),
        ("connect EXCLUSIVE", codes.UNRESPONSIVE_CARD, CardGoneError),
        ("connect EXCLUSIVE", codes.UNKNOWN_READER, ReaderGoneError),
        ("begin_transaction", codes.RESET_CARD, CardGoneError),
    ],
)
def test_a_card_that_cannot_be_connected_to_is_a_typed_failure(
    call: str, code: int, failure: type[ReadingError]
) -> None:
    service = PlayedService()
    service.fails = {"connect EXCLUSIVE": [codes.SHARING_VIOLATION]}
    service.fails[call] = [code]

    with pytest.raises(failure):
        PcscChannel.open(service, "A")


def test_a_closed_channel_sends_nothing() -> None:
    service = PlayedService()
    channel = PcscChannel.open(service, "A")
    channel.close()
    channel.close()

    with pytest.raises(CardGoneError):
        channel.transmit(COMMAND, SECONDS)

    assert service.sent == []
    assert service.asked.count("disconnect") == 1


@pytest.mark.parametrize(
    ("command", "sent"),
    [
        ("00A4040C02010200", "00A4040C020102"),
        ("00A4040C020102", "00A4040C020102"),
        ("00B0000000", "00B0000000"),
        ("00200080", "00200080"),
    ],
)
def test_t0_gets_no_expected_length_behind_data(command: str, sent: str) -> None:
    service = PlayedService()
    service.protocol = codes.PROTOCOL_T0

    with PcscChannel.open(service, "A") as channel:
        channel.transmit(bytes.fromhex(command), SECONDS)

    assert service.sent == [bytes.fromhex(sent)]


def test_a_secret_is_presented_once_though_its_answer_never_came() -> None:
    service, answer = PlayedService(), threading.Event()

    def hang_at_the_secret(command: bytes) -> bytes:
        if len(command) == 4:
            return b"\x63\xc3"
        answer.wait(SECONDS)
        return b"\x90\x00"

    service.respond = hang_at_the_secret
    card = Card(PcscChannel.open(service, "A"), seconds=0.05)

    with pytest.raises(TimedOutError):
        card.verify(PIN, Secret("1111"))
    with pytest.raises(TimedOutError):
        card.verify(PIN, Secret("1111"))
    answer.set()

    assert service.parted.wait(SECONDS)
    assert [len(command) for command in service.sent] == [4, 9]
