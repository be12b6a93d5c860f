"""Hands a file to a process of its own and takes back what that made of it."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import backend
from backend.files.errors import BusyError, Fault, refusal_of
from backend.files.limits import FileLimits

ROOT = str(Path(backend.__file__).parent.parent)
# Without the environment and the user's folders; the path of this code is the only one given.
COMMAND = (
    sys.executable,
    "-IB",
    "-c",
    f"import sys; sys.path.insert(0, {ROOT!r}); import backend.files.worker as worker;"
    " worker.main()",
)
# Ends that mean too much work; every other signal is a decoder that broke on the file.
TOO_MUCH = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ}
# It did not get to use its processor time: the machine was busy, and the file may be good.
TOO_LATE = -signal.SIGALRM
BUSY = "混み合っています。少し待ってからもう一度お試しください。"


@dataclass(frozen=True)
class CleanFile:
    """A file made anew: a PDF, PNG or JPEG, and a thumbnail (PNG) of its first page."""

    media_type: str
    pages: int
    content: bytes
    thumbnail: bytes


@dataclass(frozen=True)
class CleanAsset:
    """A picture for forms: pixels, the outlines of a drawing as JSON, or the page of a PDF."""

    kind: str
    media_type: str
    pages: int
    width_mm: float
    height_mm: float
    content: bytes


@dataclass(frozen=True)
class OpenedSheet:
    """A sheet of a workbook: what is in its cells, and its pictures, made anew."""

    document: dict[str, Any]
    pictures: list[bytes]


@dataclass
class FileCleaner:
    """Opens a few files at once; some more wait, the rest is refused."""

    limits: FileLimits = field(default_factory=FileLimits)
    at_once: int = 2
    most_waiting: int = 20

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.at_once)
        self._waiting = 0

    async def clean(self, content: bytes, path: Sequence[str]) -> CleanFile:
        """Make a file anew; ``path`` is the place in the input that a refusal names."""
        described, parts = await self._ask({"task": "clean"}, content, path)
        return CleanFile(described["media_type"], described["pages"], *parts)

    async def draw_page(self, content: bytes, media_type: str, page: int, width: int) -> bytes:
        """A page of a file that was made anew, as PNG."""
        task = {"task": "draw", "media_type": media_type, "page": page, "width": width}
        _, (drawn,) = await self._ask(task, content, ())
        return drawn

    async def open_asset(self, content: bytes, page: int, path: Sequence[str]) -> CleanAsset:
        """A picture for forms; of a PDF the page asked for."""
        described, (kept,) = await self._ask({"task": "asset", "page": page}, content, path)
        del described["sizes"]
        return CleanAsset(content=kept, **described)

    async def open_sheet(self, content: bytes, sheet: str, path: Sequence[str]) -> OpenedSheet:
        """A sheet of a workbook by its name; the one shown first when the name is empty."""
        _, parts = await self._ask({"task": "workbook", "sheet": sheet}, content, path)
        document: dict[str, Any] = json.loads(parts[0])
        return OpenedSheet(document, parts[1:])

    async def _ask(
        self, task: dict[str, Any], content: bytes, path: Sequence[str]
    ) -> tuple[dict[str, Any], list[bytes]]:
        head = json.dumps({**task, "limits": asdict(self.limits)}).encode()
        async with self._place(path):
            code, said = await self._run([head, b"\n", content])
        if code == TOO_LATE:
            raise BusyError(BUSY, path=path)
        if code != 0:
            fault = Fault.TOO_LARGE if code in TOO_MUCH else Fault.UNREADABLE
            raise refusal_of(fault, (), path)
        line, _, rest = said.partition(b"\n")
        described: dict[str, Any] = json.loads(line)
        if "fault" in described:
            raise refusal_of(Fault(described["fault"]), described["found"], path)
        return described, list(_cut(rest, described["sizes"]))

    @contextlib.asynccontextmanager
    async def _place(self, path: Sequence[str]) -> AsyncIterator[None]:
        if self._waiting >= self.most_waiting:
            raise BusyError(BUSY, path=path)
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()

    async def _run(self, pieces: Sequence[bytes]) -> tuple[int, bytes]:
        """Run the process once. Both ways lie in memory alone: no plain file reaches the disk."""
        with _memory() as given, _memory() as taken:
            for piece in pieces:
                _write(given, piece)
            os.lseek(given, 0, os.SEEK_SET)
            process = await asyncio.create_subprocess_exec(
                *COMMAND, stdin=given, stdout=taken, stderr=asyncio.subprocess.DEVNULL, env={}
            )
            code = await _wait(process, self.limits.seconds)
            if code != 0:
                return code, b""
            size = os.fstat(taken).st_size
            return code, os.pread(taken, size, 0)


async def _wait(process: asyncio.subprocess.Process, seconds: float) -> int:
    try:
        return await asyncio.wait_for(process.wait(), seconds)
    except TimeoutError:
        return TOO_LATE
    finally:
        # Also where the request was given up.
        if process.returncode is None:
            process.kill()
            await process.wait()


@contextlib.contextmanager
def _memory() -> Iterator[int]:
    descriptor = os.memfd_create("madoguchi-file", os.MFD_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write(descriptor: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _cut(rest: bytes, sizes: Sequence[int]) -> Sequence[bytes]:
    parts, begin = [], 0
    for size in sizes:
        parts.append(rest[begin : begin + size])
        begin += size
    return parts
