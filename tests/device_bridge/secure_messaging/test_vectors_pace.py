"""Published values of ICAO Doc 9303-11 appendix G.1: PACE, generic mapping, brainpoolP256r1."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from device_bridge.card import Card
from device_bridge.errors import NotAuthenticError, UnreadableError, WrongSecretError
from device_bridge.secure_messaging.curves import CURVES
from device_bridge.secure_messaging.mrz import MrzKey
from device_bridge.secure_messaging.pace import Offer, list_offers, open_by_pace

H = bytes.fromhex
KEY = MrzKey("T22000129", "640812", "101031")
CARD_ACCESS = "31143012060A04007F0007020204020202010202010D"
OFFER = Offer(H("04007F00070202040202"), 13)
RANDOM = (
    0x7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99,
    0xA73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595,
)
SENT = [
    "0022C1A40F800A04007F00070202040202830101",
    "10860000027C0000",
    "10860000457C438141"
    "047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
    "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D00",
    "10860000457C438341"
    "042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
    "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB3646200",
    "008600000C7C0A8508C2B0BD78D94BA86600",
]
ANSWERED = [
    "",
    "7C12801095A3A016522EE98D01E76CB6B98B42C3",
    "7C438241"
    "04824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
    "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54",
    "7C438441"
    "049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
    "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094",
    "7C0A86083ABB9674BCE93C08",
]


class Script:
    """A chip that has its answers ready and keeps what it was sent."""

    def __init__(self, answers: list[str]) -> None:
        self._answers = [one + "9000" if len(one) != 4 else one for one in answers]
        self.sent: list[str] = []

    def transmit(self, command: bytes, seconds: float) -> bytes:
        self.sent.append(command.hex().upper())
        return H(self._answers[len(self.sent) - 1])


def _open(script: Script) -> None:
    keys = iter(RANDOM)
    open_by_pace(Card(script), KEY, OFFER, lambda below: next(keys) - 1)


def test_g1_the_whole_conversation() -> None:
    script = Script(ANSWERED)

    _open(script)

    assert script.sent == SENT


def test_g1_the_offer_is_found() -> None:
    assert list(list_offers(H(CARD_ACCESS))) == [OFFER]


@pytest.mark.parametrize(
    "raw", ["3100", "31143012060A04007F00070202040202020102020109", "310430020600"]
)
def test_what_is_not_known_is_not_offered(raw: str) -> None:
    assert list(list_offers(H(raw))) == []


def test_a_chip_that_does_not_prove_itself_is_refused() -> None:
    with pytest.raises(NotAuthenticError):
        _open(Script([*ANSWERED[:4], "7C0A86083ABB9674BCE93C09"]))


def test_a_chip_that_does_not_take_the_token_says_wrong() -> None:
    with pytest.raises(WrongSecretError):
        _open(Script([*ANSWERED[:4], "6300"]))


def test_a_chip_that_gives_back_our_own_point_is_refused() -> None:
    mirrored = "7C438441" + SENT[3][18:-2]

    with pytest.raises(NotAuthenticError):
        _open(Script([*ANSWERED[:3], mirrored]))


@pytest.mark.parametrize(
    "answer",
    [
        "7C1180" + "0F" + "00" * 15,
        "7C438341" + ANSWERED[2][8:],
        "7C438241" + "02" + ANSWERED[2][10:],
        ANSWERED[2][:-2] + "55",
        "7C",
        "",
    ],
)
@pytest.mark.parametrize("at", [1, 2])
def test_an_answer_that_is_none_is_refused(at: int, answer: str) -> None:
    with pytest.raises(UnreadableError):
        _open(Script([*ANSWERED[:at], answer]))


@pytest.mark.parametrize(
    ("number", "curve"),
    [
        (12, ec.SECP256R1()),
        (13, ec.BrainpoolP256R1()),
        (15, ec.SECP384R1()),
        (16, ec.BrainpoolP384R1()),
    ],
)
def test_points_are_those_of_the_library(number: int, curve: ec.EllipticCurve) -> None:
    ours = CURVES[number]
    factor = 0x1234567890ABCDEF1234567890ABCDEF
    numbers = ec.derive_private_key(factor, curve).public_key().public_numbers()

    assert ours.multiply(factor, ours.generator) == (numbers.x, numbers.y)
    assert ours.multiply(ours.n, ours.generator) is None
    assert ours.decode(ours.encode(ours.generator), "curve") == ours.generator
