"""The real smart card service with two readers in software, one at a time on a machine."""

import fcntl
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path("/usr/sbin/pcscd")
DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
SOCKET = Path("/run/pcscd/pcscd.comm")
# Its socket's path is compiled in, so the workers of a run take turns.
TURN = Path(tempfile.gettempdir()) / "madoguchi-tests-of-card-readers.lock"
FIRST_READER, SECOND_READER = "Counter 00 00", "Counter 00 01"
SECONDS = 10.0


class Pcscd:
    """The service as a child process in the foreground; its readers listen on two ports."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _two_free_ports()
        self._readers = folder / "readers"  # it takes every file in there for a reader's
        self._readers.mkdir()
        (self._readers / "vpcd").write_text(
            f'FRIENDLYNAME "Counter"\nDEVICENAME /dev/null:{self.port:#X}\n'
            f"LIBPATH {DRIVER}\nCHANNELID {self.port:#X}\n"
        )

    def start(self) -> None:
        command = (str(PROGRAM), "--foreground", "--config", str(self._readers))
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + SECONDS
        while not _answers():
            if self._process.poll() is not None or time.monotonic() > until:
                told = (self._folder / "log").read_text(errors="replace")[-2000:]
                raise RuntimeError(
                    f"pcscd did not start (it must be root, and the only one): {told}"
                )
            time.sleep(0.005)

    def kill(self) -> None:
        """End it as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(SECONDS)
            self._process = None


def _answers() -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(SOCKET))
        except OSError:
            return False
        return True


def _two_free_ports() -> int:
    """The first of two neighbouring ports: vpcd takes both."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("", port + 1))
            except OSError:
                continue
            return port
    raise RuntimeError("no two free ports side by side")


def _require_installed() -> None:
    missing = [str(path) for path in (PROGRAM, DRIVER) if not path.exists()]
    if missing:
        raise RuntimeError(
            f"{', '.join(missing)} missing: run `make test` as root on Debian, or have Debian's "
            "packages pcscd and vsmartcard-vpcd installed"
        )


@contextmanager
def running_pcscd(folder: Path) -> Iterator[Pcscd]:
    """A running service, when it is this worker's turn."""
    _require_installed()
    turn = os.open(TURN, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        service = Pcscd(folder)
        try:
            service.start()
            yield service
        finally:
            service.kill()
    finally:
        os.close(turn)
