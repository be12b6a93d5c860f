"""PACE with generic mapping on curves (ICAO Doc 9303-11, 4.4), by the two printed lines.

Offered by EF.CardAccess before the passport's application is selected; where a chip offers nothing
that is known here, basic access control is used. AES alone. That newer 旅券 offer it, and with
which parameters, is not verified; integrated mapping and chip authentication mapping are left out.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha1

from device_bridge import der
from device_bridge.apdu import SUCCESS, Command
from device_bridge.card import Card
from device_bridge.errors import (
    NotAuthenticError,
    RefusedByCardError,
    UnreadableError,
    WrongSecretError,
)
from device_bridge.secure_messaging.agreement import WRONG_KEY
from device_bridge.secure_messaging.ciphers import Aes, are_equal
from device_bridge.secure_messaging.curves import CURVES, Curve, Point
from device_bridge.secure_messaging.icao import SecuredChannel, wrap
from device_bridge.secure_messaging.mrz import MrzKey
from device_bridge.tlv import read_ber

PLACE = "PACE"
CARD_ACCESS, MOST_OF_CARD_ACCESS = 0x011C, 1024
GENERIC_MAPPING = bytes.fromhex("04007F000702020402")  # id-PACE-ECDH-GM, then the cipher
KEY_BYTES = {2: 16, 3: 24, 4: 32}  # AES by the last byte of the identifier
BY_MRZ = b"\x83\x01\x01"
Random = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Offer:
    """A way of PACE that the chip offers and that is known here."""

    identifier: bytes
    parameters: int

    @property
    def curve(self) -> Curve:
        """The curve."""
        return CURVES[self.parameters]

    @property
    def suite(self) -> Aes:
        """The cipher."""
        return Aes(KEY_BYTES[self.identifier[-1]])


def find_offer(card: Card) -> Offer | None:
    """The first known way that EF.CardAccess offers; None where there is none."""
    card.send(Command(0, 0xA4, 0x00, 0x0C, b"\x3f\x00"))  # chips without it answer in many ways
    selected = card.send(Command(0, 0xA4, 0x02, 0x0C, CARD_ACCESS.to_bytes(2, "big")))
    if selected.status != SUCCESS:
        return None
    try:
        raw = card.read_file("EF.CardAccess", most=MOST_OF_CARD_ACCESS)
        return next(list_offers(raw), None)
    except (RefusedByCardError, UnreadableError):
        return None  # as on a chip that offers nothing


def list_offers(raw: bytes) -> Iterator[Offer]:
    """The ways in EF.CardAccess that are known here, in the chip's order."""
    for one in der.children(read_ber(raw, PLACE), PLACE):
        parts = der.children(one, PLACE)
        identifier = parts[0].value if parts else b""
        if identifier[:-1] != GENERIC_MAPPING or identifier[-1] not in KEY_BYTES or len(parts) < 3:
            continue
        parameters = int.from_bytes(parts[2].value, "big")
        if parts[1].value == b"\x02" and parameters in CURVES:
            yield Offer(identifier, parameters)


def open_by_pace(
    card: Card, key: MrzKey, offer: Offer, random: Random = secrets.randbelow
) -> SecuredChannel:
    """Agree on keys; both sides prove that they know what is printed."""
    curve, suite = offer.curve, offer.suite
    body = wrap(0x80, offer.identifier) + BY_MRZ
    card.ask(Command(0, 0x22, 0xC1, 0xA4, body), "MSE:Set AT")
    sealed = _step(card, b"", 0x80)
    if len(sealed) != 16:
        raise UnreadableError(PLACE)
    nonce = suite.decrypt(suite.derive(sha1(key.information()).digest(), 3), sealed)
    mapped = _map(card, curve, nonce, random)
    own, own_public = make_keys(curve, mapped, random)
    answer = _step(card, wrap(0x83, own_public), 0x84)
    shared = curve.multiply(own, curve.decode(answer, PLACE))
    if shared is None or answer == own_public:
        raise NotAuthenticError(PLACE)
    seed = shared[0].to_bytes(curve.width, "big")
    encryption_key, mac_key = suite.derive(seed, 1), suite.derive(seed, 2)
    proof = wrap(0x85, prove(offer, mac_key, answer))
    proved = _step(card, proof, 0x86, is_last=True)
    if not are_equal(proved, prove(offer, mac_key, own_public)):
        raise NotAuthenticError(PLACE)
    return SecuredChannel(suite, encryption_key, mac_key, bytes(16))


def _map(card: Card, curve: Curve, nonce: bytes, random: Random) -> Point:
    """The session's generator: the nonce's multiple of the curve's, and a shared point."""
    own, own_public = make_keys(curve, curve.generator, random)
    answer = curve.decode(_step(card, wrap(0x81, own_public), 0x82), PLACE)
    return map_generator(curve, nonce, curve.multiply(own, answer))


def map_generator(curve: Curve, nonce: bytes, shared: Point | None) -> Point:
    """Generic mapping (9303-11, 4.4.3.3.1)."""
    multiple = curve.multiply(int.from_bytes(nonce, "big") % curve.n, curve.generator)
    mapped = curve.add(multiple, shared)
    if mapped is None or shared is None:
        raise NotAuthenticError(PLACE)
    return mapped


def make_keys(curve: Curve, generator: Point, random: Random) -> tuple[int, bytes]:
    """A key for one session and its public point."""
    own = random(curve.n - 1) + 1
    public = curve.multiply(own, generator)
    if public is None:
        raise NotAuthenticError(PLACE)
    return own, curve.encode(public)


def prove(offer: Offer, mac_key: bytes, public: bytes) -> bytes:
    """The token over the other side's public point (9303-11, 4.4.3.4)."""
    content = wrap(0x06, offer.identifier) + wrap(0x86, public)
    return offer.suite.mac(mac_key, b"\x7f" + wrap(0x49, content))


def _step(card: Card, sent: bytes, answered: int, *, is_last: bool = False) -> bytes:
    """One GENERAL AUTHENTICATE; all but the last are chained."""
    cla = 0x00 if is_last else 0x10
    response = card.send(Command(cla, 0x86, 0, 0, wrap(0x7C, sent), expected=256))
    if is_last and (response.status in WRONG_KEY or response.status >> 4 == 0x63C):
        raise WrongSecretError(PLACE, None)
    if response.status != SUCCESS:
        raise RefusedByCardError(PLACE, response.status)
    outer = read_ber(response.data, PLACE)
    inner = read_ber(outer.value, PLACE)
    if outer.tag != 0x7C or inner.tag != answered:
        raise UnreadableError(PLACE)
    return inner.value
