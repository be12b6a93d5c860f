"""Commands and responses as bytes."""

import pytest

from device_bridge.apdu import Command, Response
from device_bridge.errors import UnreadableError


@pytest.mark.parametrize(
    ("command", "sent"),
    [
        (Command(0x00, 0x20, 0x00, 0x80), "00200080"),
        (Command(0x00, 0x84, 0x00, 0x00, expected=8), "0084000008"),
        (Command(0x00, 0xB0, 0x00, 0x00, expected=256), "00B0000000"),
        (Command(0x00, 0xA4, 0x02, 0x0C, b"\x00\x02"), "00A4020C020002"),
        (Command(0x00, 0x82, 0x00, 0x00, b"\x01", expected=40), "00820000010128"),
        (
            Command(0x08, 0xB0, 0x85, 0x00, bytes.fromhex("96020000"), expected=65536),
            "08B0850000000496020000" + "0000",
        ),
        (Command(0x00, 0xB0, 0x85, 0x00, expected=7000), "00B08500001B58"),
    ],
)
def test_a_command_is_sent_as_iso_7816_says(command: Command, sent: str) -> None:
    assert command.encode().hex().upper() == sent


def test_neither_command_nor_response_shows_its_data() -> None:
    command = Command(0x00, 0x20, 0x00, 0x80, b"1234")
    response = Response.of(b"secret\x90\x00")

    assert "1234" not in f"{command!r} {command}"
    assert "secret" not in f"{response!r}"
    assert (response.data, response.is_success) == (b"secret", True)


@pytest.mark.parametrize("raw", [b"", b"\x90", bytes(70_000), b"\xe9\xab\x98"])
def test_what_is_no_response_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        Response.of(raw)
