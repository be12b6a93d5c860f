"""Published values of 在留カード等仕様書: Ver 1.5 (first), 第2世代 Ver 1.1 appendix 2 (second)."""

from dataclasses import dataclass

import pytest

from device_bridge.apdu import Command, Response
from device_bridge.card import Card
from device_bridge.errors import NotAuthenticError, UnreadableError, WrongSecretError
from device_bridge.secure_messaging.agreement import agree
from device_bridge.secure_messaging.ciphers import Aes, Suite, TwoKeyTripleDes, pad
from device_bridge.secure_messaging.residence import ResidenceSession, printed_keys

H = bytes.fromhex
NUMBER = b"AA12345678BB"  # the specification's example
NONCE, HALF = H("1122334455667788"), H("404142434445464748494A4B4C4D4E4F")


@dataclass(frozen=True)
class Example:
    suite: Suite
    challenge: str
    sent: str
    answer: str
    session_key: str
    verification: str


FIRST = Example(
    TwoKeyTripleDes(),
    "5A6E7E385162B7A3",
    "937745C20883A1BAD1E04193722A1592378F81A8F1DC589157AEB0F7544FA1BA1AD7FB6A3389E017",
    "5860775B4D032CC564BA204B8EA868F694A74E7475A8FEF240588BDA1AF496CE59388FD6CD45248B",
    "CE94938E19E3B97DF96EABCEDC1715CC",
    "1AA82973DB959A811F9711D728F0EEF6",
)
SECOND = Example(
    Aes(),
    "921CE277323DA057",
    "4AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773BAC854617634F5397",
    "289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62FA942EC51E62FF5F",
    "C19CF13D3D7FBEE9EA293D834C88952F",
    "EE0B31EF877F68D071C56D58C72E6748",
)


class Script:
    """A card that has its answers ready and keeps what it was sent."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.sent: list[str] = []

    def transmit(self, command: bytes, seconds: float) -> bytes:
        self.sent.append(command.hex().upper())
        return H(self._answers.pop(0))


def _random(length: int) -> bytes:
    return {8: NONCE, 16: HALF}[length]


@pytest.mark.parametrize("example", [FIRST, SECOND], ids=["first", "second"])
def test_the_published_example_step_by_step(example: Example) -> None:
    script = Script(example.challenge + "9000", example.answer + "9000")

    agreed = agree(Card(script), printed_keys(NUMBER, example.suite), _random, expected=256)
    session = ResidenceSession(example.suite, agreed)

    assert printed_keys(NUMBER, example.suite).encryption == H("6522B4E171195BB218223A976C040111")
    assert script.sent == ["0084000008", "0082000028" + example.sent + "00"]
    assert session.verification(NUMBER).encode().hex().upper() == (
        "0820008613861101" + example.verification
    )


@pytest.mark.parametrize("example", [FIRST, SECOND], ids=["first", "second"])
def test_a_file_is_read_with_the_key_of_the_example(example: Example) -> None:
    content = H("D00401020304")
    suite = example.suite
    secret = suite.encrypt(H(example.session_key), pad(content, suite.block))
    answer = f"86{len(secret) + 1:02X}01" + secret.hex()
    script = Script(example.challenge + "9000", example.answer + "9000", answer + "9000")
    card = Card(script)

    session = ResidenceSession(suite, agree(card, printed_keys(NUMBER, suite), _random))

    assert session.read_file(card, 4, "DF1/EF03") == content
    assert script.sent[-1] == "08B08400000004960200000000"


@pytest.mark.parametrize("example", [FIRST, SECOND], ids=["first", "second"])
@pytest.mark.parametrize("place", [0, 31, 32, 39])
def test_an_answer_with_a_changed_byte_proves_nothing(example: Example, place: int) -> None:
    changed = bytearray(H(example.answer))
    changed[place] ^= 0x10
    script = Script(example.challenge + "9000", changed.hex() + "9000")

    with pytest.raises(NotAuthenticError):
        agree(Card(script), printed_keys(NUMBER, example.suite), _random)


def test_an_answer_to_another_reader_s_challenge_is_refused() -> None:
    script = Script(FIRST.challenge + "9000", FIRST.answer + "9000")

    with pytest.raises(NotAuthenticError):
        agree(
            Card(script),
            printed_keys(NUMBER, FIRST.suite),
            lambda length: bytes(length),
        )


def test_a_card_that_does_not_take_the_number_says_wrong() -> None:
    script = Script(FIRST.challenge + "9000", "6300")

    with pytest.raises(WrongSecretError) as caught:
        agree(Card(script), printed_keys(NUMBER, FIRST.suite), _random)

    assert caught.value.tries_left is None


def test_a_challenge_of_a_wrong_length_is_refused() -> None:
    with pytest.raises(UnreadableError):
        agree(Card(Script("0102039000")), printed_keys(NUMBER, FIRST.suite), _random)


def test_neither_keys_nor_seed_are_shown() -> None:
    keys = printed_keys(NUMBER, FIRST.suite)

    assert repr(keys) == "PrintedKeys()"
    assert "data" not in repr(Command(0, 0x20, 0, 0x86, NUMBER))
    assert repr(Response(NUMBER, 0x9000)) == "Response(status=36864)"
