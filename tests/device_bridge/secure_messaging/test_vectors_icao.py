"""Published values of ICAO Doc 9303-11, appendices D.1 to D.4 and G.1."""

from collections.abc import Callable, Iterator

import pytest

from device_bridge.apdu import Command, Response
from device_bridge.card import Card
from device_bridge.errors import NotAuthenticError, ReadingError
from device_bridge.secure_messaging.agreement import PrintedKeys, mix, seal, unseal
from device_bridge.secure_messaging.ciphers import Aes, TwoKeyTripleDes, pad, unpad, with_parity
from device_bridge.secure_messaging.icao import SecuredChannel
from device_bridge.secure_messaging.mrz import MrzKey, seed_of_mrz
from device_bridge.virtual.protection import CardSession
from device_bridge.virtual.secured import Received

H = bytes.fromhex
DES = TwoKeyTripleDes()
K_ENC, K_MAC = H("AB94FDECF2674FDFB9B391F85D7F76F2"), H("7962D9ECE03D1ACD4C76089DCE131543")
KS_ENC, KS_MAC = H("979EC13B1CBFE9DCD01AB0FED307EAE5"), H("F1CB1F1FB5ADF208806B89DC579DC1F8")
SECOND_READ = "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D74"


def test_d1_a_seed_gives_two_keys_with_parity() -> None:
    seed = H("239AB9CB282DAF66231DC5A4DF6BFBAE")

    assert DES.derive(seed, 1) == K_ENC
    assert DES.derive(seed, 2) == K_MAC
    assert with_parity(bytes(range(16))).hex() == "01010202040407070808" + "0b0b0d0d0e0e"


@pytest.mark.parametrize(
    ("number", "born", "expires", "information"),
    [
        ("L898902C<", "690806", "940623", b"L898902C<369080619406236"),
        ("L898902C", "690806", "940623", b"L898902C<369080619406236"),
        ("D23145890734", "340712", "950712", b"D23145890734934071279507122"),
    ],
)
def test_d2_the_printed_lines_give_the_seed(
    number: str, born: str, expires: str, information: bytes
) -> None:
    assert MrzKey(number, born, expires).information() == information


def test_d2_the_seed_of_the_worked_example() -> None:
    assert seed_of_mrz(b"L898902C<369080619406236").hex().upper() == (
        "239AB9CB282DAF66231DC5A4DF6BFBAE"
    )


def test_d3_both_sides_tokens_and_the_session_keys() -> None:
    keys = PrintedKeys(DES, K_ENC, K_MAC)
    card_nonce, nonce = H("4608F91988702212"), H("781723860C06C226")
    half = H("0B795240CB7049B01C19B33E32804F0B")

    sealed = seal(keys, nonce + card_nonce + half)
    answer = unseal(
        keys,
        H("46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F" + "2F2D235D074D7449"),
    )

    assert sealed.hex().upper() == (
        "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2" + "5F1448EEA8AD90A7"
    )
    assert answer is not None
    assert answer[:16] == card_nonce + nonce
    seed = mix(half, answer[16:])
    assert seed.hex().upper() == "0036D272F5C350ACAC50C3F572D23600"
    assert (DES.derive(seed, 1), DES.derive(seed, 2)) == (KS_ENC, KS_MAC)


@pytest.fixture
def channel() -> SecuredChannel:
    return SecuredChannel(DES, KS_ENC, KS_MAC, H("887022120C06C226"))


def _exchange(channel: SecuredChannel, command: Command, sent: str, answer: str) -> bytes:
    assert channel.protect(command).encode().hex().upper() == sent
    return channel.open(Response(H(answer), 0x9000), "EF").data


def test_d4_protected_commands_and_answers(channel: SecuredChannel) -> None:
    select = Command(0, 0xA4, 0x02, 0x0C, H("011E"))
    first = Command(0, 0xB0, 0, 0, expected=4)
    second = Command(0, 0xB0, 0, 4, expected=0x12)

    assert (
        _exchange(
            channel,
            select,
            "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
            "990290008E08FA855A5D4C50A8ED",
        )
        == b""
    )
    assert _exchange(
        channel,
        first,
        "0CB000000D9701048E08ED6705417E96BA5500",
        "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED",
    ) == H("60145F01")
    assert _exchange(channel, second, "0CB000040D9701128E082EA28A70F3C7B53500", SECOND_READ) == H(
        "04303130365F36063034303030305C026175"
    )


def _flipped(raw: bytes) -> Iterator[bytes]:
    for place in range(len(raw)):
        yield raw[:place] + bytes((raw[place] ^ 1,)) + raw[place + 1 :]


def test_no_changed_answer_is_taken() -> None:
    for changed in _flipped(H(SECOND_READ)):
        channel = SecuredChannel(DES, KS_ENC, KS_MAC, H("887022120C06C22A"))
        channel.protect(Command(0, 0xB0, 0, 4, expected=0x12))

        with pytest.raises(ReadingError):
            channel.open(Response(changed, 0x9000), "EF")


def test_an_answer_that_is_played_again_is_refused(channel: SecuredChannel) -> None:
    channel.protect(Command(0, 0xA4, 0x02, 0x0C, H("011E")))
    channel.open(Response(H("990290008E08FA855A5D4C50A8ED"), 0x9000), "EF")
    channel.protect(Command(0, 0xA4, 0x02, 0x0C, H("011E")))

    with pytest.raises(NotAuthenticError):
        channel.open(Response(H("990290008E08FA855A5D4C50A8ED"), 0x9000), "EF")


@pytest.mark.parametrize(
    "answer", ["990290008E08FA855A5D4C50A8EE9000", "9000", "6982", "8E08FA855A5D4C50A8ED9000"]
)
def test_after_one_failed_check_nothing_more_is_sent(channel: SecuredChannel, answer: str) -> None:
    sent = []

    class Chip:
        def transmit(self, command: bytes, seconds: float) -> bytes:
            sent.append(command)
            return H(answer)

    card, select = Card(Chip()), Command(0, 0xA4, 0x02, 0x0C, H("011E"))

    with pytest.raises(ReadingError):
        channel.ask(card, select, "EF")
    with pytest.raises(NotAuthenticError):
        channel.ask(card, select, "EF")
    assert len(sent) == 1


def test_a_status_that_is_not_the_protected_one_is_refused(channel: SecuredChannel) -> None:
    channel.protect(Command(0, 0xA4, 0x02, 0x0C, H("011E")))

    with pytest.raises(NotAuthenticError):
        channel.open(Response(H("990290008E08FA855A5D4C50A8ED"), 0x6A82), "EF")


# The keys are those of appendix G.1; the protected bytes of AES are not published by ICAO: these
# are of a public reference that was written apart from this code and compared with JMRTD.
AES_KS_ENC, AES_KS_MAC = (
    H("F5F0E35C0D7161EE6724EE513A0D9A7F"),
    H("FE251C7858B356B24514B3BD5F4297D1"),
)


def test_g1_aes_keys_come_from_the_shared_secret_without_parity() -> None:
    shared = H("28768D20701247DAE81804C9E780EDE582A9996DB4A315020B2733197DB84925")

    assert Aes().derive(shared, 1) == AES_KS_ENC
    assert Aes().derive(shared, 2) == AES_KS_MAC


@pytest.mark.parametrize(
    ("length", "mac"),
    [
        (0, "BB1D6929E9593728"),
        (16, "070A16B46B4D4144"),
        (40, "DFA66747DE9AE630"),
        (64, "51F0BEBF7E3B9D92"),
    ],
)
def test_rfc_4493_cmac(length: int, mac: str) -> None:
    message = H(
        "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
        "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710"
    )

    key = H("2B7E151628AED2A6ABF7158809CF4F3C")

    assert Aes().mac(key, message[:length]).hex().upper() == mac


AES_STEPS = [
    (
        Command(0, 0xA4, 0x04, 0x0C, H("A0000002471001")),
        "0CA4040C1D871101752F676B09FAC86A87D632749A49C7CC8E08C18BA1FCE707BD9F00",
        "990290008E08BEA7B381C494A079" + "9000",
        "",
    ),
    (
        Command(0, 0xA4, 0x02, 0x0C, H("011E")),
        "0CA4020C1D8711016EC84E1358184515AB2D827D30A5C92A8E08403D53BA7533FA7800",
        "990290008E08E00BFFE5473D4140" + "9000",
        "",
    ),
    (
        Command(0, 0xB0, 0, 0, expected=4),
        "0CB000000D9701048E085F466809FF5A7CFA00",
        "871101589BBC0A6D42160A410E922BF9B053C0990290008E08D740B23B68972F95" + "9000",
        "60145F01",
    ),
    (
        Command(0, 0xB0, 0, 4, expected=0x12),
        "0CB000040D9701128E08BBBF5ED5E05496B900",
        "872101BEF82DED9B5D74478CBF57D8D9A97CA0A734BF04FDFFB15F3E9B17C4CF0C7FAD"
        "990290008E08FEF6E216BE55241B" + "9000",
        "04303130365F36063034303030305C026175",
    ),
    (
        Command(0, 0xB0, 0, 16, expected=0x20),
        "0CB000100D9701208E082127CFCA305C7BAF00",
        "8711019F6C6CD4EEEED01F44034EE58C971D79990262828E083A777C1FAA7E7B45" + "6282",
        "3030305C026175",
    ),
    (
        Command(0, 0xA4, 0x02, 0x0C, H("0107")),
        "0CA4020C1D8711015B2F29C050148915B65E27AA5CD2485C8E08FDB5983F8AB5662700",
        "99026A828E0874C75E16C36B7EA5" + "6A82",
        "",
    ),
]


def test_an_aes_session_goes_on_with_its_counter() -> None:
    reader = SecuredChannel(Aes(), AES_KS_ENC, AES_KS_MAC, bytes(16))
    chip = CardSession(Aes(), AES_KS_ENC, AES_KS_MAC, bytes(16))

    for command, sent, answered, plain in AES_STEPS:
        raw = H(answered)
        protected = reader.protect(command)
        received = Received.of(protected.encode())
        assert received is not None
        inside = chip.open(received)

        assert protected.encode().hex().upper() == sent
        assert inside is not None
        assert (inside.data, inside.expected) == (command.data, command.expected)
        assert chip.close(H(plain), int.from_bytes(raw[-2:], "big")) == raw
        assert reader.open(Response.of(raw), "EF").data == H(plain)


@pytest.mark.parametrize("cut", [pad, lambda content, block: content])
def test_padding_is_taken_off_only_where_it_is(cut: Callable[[bytes, int], bytes]) -> None:
    padded = cut(b"1234567", 8)

    assert unpad(padded) == (b"1234567" if cut is pad else None)
