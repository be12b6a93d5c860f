"""Numbers of PC/SC (workgroup specification, part 5) and what its errors mean for a reading.

They are the same on Windows, pcsc-lite and macOS, except where ``platforms`` says otherwise, and
stand here so that all but the calls themselves needs no PC/SC library.
"""

from device_bridge.errors import (
    CancelledError,
    CardGoneError,
    ReaderBusyError,
    ReaderGoneError,
    ReadingError,
    ServiceStoppedError,
    TimedOutError,
    UnreadableError,
)

# What a reader's state is made of; the high word counts insertions and removals.
STATE_UNAWARE = 0x0000
STATE_IGNORE = 0x0001
STATE_CHANGED = 0x0002
STATE_UNKNOWN = 0x0004
STATE_PRESENT = 0x0020
STATE_MUTE = 0x0200

PROTOCOL_T0 = 1
PROTOCOL_T1 = 2

INVALID_HANDLE = 0x80100003
CANCELLED = 0x80100002
INSUFFICIENT_BUFFER = 0x80100008
UNKNOWN_READER = 0x80100009
TIMED_OUT = 0x8010000A
SHARING_VIOLATION = 0x8010000B
NO_SMARTCARD = 0x8010000C
SYSTEM_CANCELLED = 0x80100012
COMMUNICATION_ERROR = 0x80100013
NOT_TRANSACTED = 0x80100016
READER_UNAVAILABLE = 0x80100017
NO_SERVICE = 0x8010001D
SERVICE_STOPPED = 0x8010001E
NO_READERS = 0x8010002E
SERVER_TOO_BUSY = 0x80100031
UNRESPONSIVE_CARD = 0x80100066
UNPOWERED_CARD = 0x80100067
RESET_CARD = 0x80100068
REMOVED_CARD = 0x80100069
# Windows gives its own numbers where the reader's driver fails [M].
WINDOWS_DEVICE_NOT_CONNECTED = 1167
WINDOWS_DEVICE_REMOVED = 1617

# All others mean that the card left the field, was reset or does not speak: its session is over.
_MEANINGS: dict[int, type[ReadingError]] = {
    CANCELLED: CancelledError,
    INSUFFICIENT_BUFFER: UnreadableError,
    TIMED_OUT: TimedOutError,
    SHARING_VIOLATION: ReaderBusyError,
    UNKNOWN_READER: ReaderGoneError,
    READER_UNAVAILABLE: ReaderGoneError,
    NO_READERS: ReaderGoneError,
    WINDOWS_DEVICE_NOT_CONNECTED: ReaderGoneError,
    WINDOWS_DEVICE_REMOVED: ReaderGoneError,
    NO_SERVICE: ServiceStoppedError,
    SERVICE_STOPPED: ServiceStoppedError,
    SYSTEM_CANCELLED: ServiceStoppedError,
    COMMUNICATION_ERROR: ServiceStoppedError,
    SERVER_TOO_BUSY: ServiceStoppedError,
}


def explain(code: int, step: str) -> ReadingError:
    """The failure of a reading that an error of PC/SC is."""
    return _MEANINGS.get(code, CardGoneError)(f"{step} {code:08X}")
