"""Basic access control of passports (ICAO Doc 9303-11, 4.3): the printed lines open a session."""

import secrets
from collections.abc import Callable

from device_bridge.card import Card
from device_bridge.secure_messaging.agreement import Agreed, agree
from device_bridge.secure_messaging.ciphers import TwoKeyTripleDes
from device_bridge.secure_messaging.icao import SecuredChannel
from device_bridge.secure_messaging.mrz import MrzKey

SUITE = TwoKeyTripleDes()


def open_by_mrz(
    card: Card, key: MrzKey, random: Callable[[int], bytes] = secrets.token_bytes
) -> SecuredChannel:
    """Open a session with what is printed; the application must be selected."""
    agreed = agree(card, key.printed_keys(SUITE), random)
    return SecuredChannel(SUITE, *session_keys(agreed))


def session_keys(agreed: Agreed) -> tuple[bytes, bytes, bytes]:
    """The keys for encryption and for MACs, and where the counter begins."""
    counter = agreed.nonce_of_card[4:] + agreed.nonce_of_reader[4:]
    return SUITE.derive(agreed.seed, 1), SUITE.derive(agreed.seed, 2), counter
