"""The card's side of ICAO secure messaging (Doc 9303-11, 9.8), written apart from the reader's."""

from dataclasses import replace

from device_bridge.errors import UnreadableError
from device_bridge.secure_messaging.ciphers import Suite, are_equal, pad, unpad
from device_bridge.secure_messaging.icao import wrap
from device_bridge.tlv import list_ber
from device_bridge.virtual.secured import Received


class CardSession:
    """Opens commands and closes answers; one wrong MAC and the session is over."""

    def __init__(self, suite: Suite, encryption_key: bytes, mac_key: bytes, counter: bytes) -> None:
        self._suite = suite
        self._encryption_key = encryption_key
        self._mac_key = mac_key
        self._counter = int.from_bytes(counter, "big")

    def open(self, received: Received) -> Received | None:
        """The command inside, or None where it was not made by who agreed on the keys."""
        self._counter += 1
        try:
            objects = {one.tag: one for one in list_ber(received.data, "command")}
        except UnreadableError:
            return None
        header = bytes((received.cla, received.ins, received.p1, received.p2))
        content = b"".join(objects[tag].whole for tag in (0x87, 0x97) if tag in objects)
        covered = pad(header, self._suite.block) + content
        if 0x8E not in objects or not are_equal(self._mac(covered), objects[0x8E].value):
            return None
        data, expected = b"", None
        if 0x87 in objects:
            secret = objects[0x87].value[1:]
            data = unpad(self._suite.decrypt(self._encryption_key, secret, self._start())) or b""
        if 0x97 in objects:
            raw = objects[0x97].value
            expected = int.from_bytes(raw, "big") or 256 ** len(raw)
        return replace(received, data=data, expected=expected)

    def close(self, data: bytes, status: int) -> bytes:
        """The protected answer."""
        self._counter += 1
        body = b""
        if data:
            padded = pad(data, self._suite.block)
            secret = self._suite.encrypt(self._encryption_key, padded, self._start())
            body = wrap(0x87, b"\x01" + secret)
        body += wrap(0x99, status.to_bytes(2, "big"))
        return body + wrap(0x8E, self._mac(body)) + status.to_bytes(2, "big")

    def _start(self) -> bytes:
        counter = self._counter.to_bytes(self._suite.block, "big")
        return self._suite.starting_block(self._encryption_key, counter)

    def _mac(self, content: bytes) -> bytes:
        whole = self._counter.to_bytes(self._suite.block, "big") + content
        if self._suite.block == 16:
            whole = pad(whole, 16)
        return self._suite.mac(self._mac_key, whole)
