"""What differs between the PC/SC of Linux, Windows and macOS."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

ATTACHING = "\\\\?PnP?\\Notification"


@dataclass(frozen=True, slots=True)
class Platform:
    """How one kind of PC/SC is listened to; times are seconds."""

    # Whether the reader of this name tells that readers came or went. macOS has none.
    tells_of_readers: bool
    # Windows compares the number of readers in the high word with its own, so that none is
    # missed between listing and waiting. pcsc-lite (1.9.9, tried) waits when it is given 0.
    counts_readers: bool
    # The longest wait. It bounds how long a reader stays unnoticed that came between listing and
    # waiting (pcsc-lite), and how late a sleep is noticed. Over Citrix and RDP each call is a
    # round trip: never less than some seconds where attaching is told.
    longest_wait: float
    # Must go on while the computer sleeps.
    clock: Callable[[], float]

    def attaching(self, readers: int) -> list[tuple[str, int]]:
        """What is waited for besides the readers themselves."""
        if not self.tells_of_readers:
            return []
        return [(ATTACHING, readers << 16 if self.counts_readers else 0)]


def _linux_clock() -> float:
    # time.monotonic stands still while Linux sleeps.
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def _macos_clock() -> float:
    # time.monotonic stands still there too; this one goes on [M].
    return time.clock_gettime(time.CLOCK_MONOTONIC)


# pcsc-lite. The service is pcscd; a blocked call ends with F_COMM_ERROR when it dies, and every
# later call on the context gives E_NO_SERVICE even when it is back: a new context is needed.
LINUX = Platform(True, False, 5.0, _linux_clock)
# SCardSvr. From Windows 8 on it is stopped when the last reader is unplugged and started with the
# first: "stopped" then means "no reader", so doctor must say both [M]. A transaction that is idle
# for more than 5 s ends with a reset of the card [M]. time.monotonic goes on in sleep.
WINDOWS = Platform(True, True, 10.0, time.monotonic)
MACOS = Platform(False, False, 1.0, _macos_clock)


def get_platform(name: str = sys.platform) -> Platform:
    """The platform of a name as Python gives it."""
    return {"win32": WINDOWS, "darwin": MACOS}.get(name, LINUX)
