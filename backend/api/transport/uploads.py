"""Files in a request: the GraphQL multipart request specification, read as it comes in.

Nothing is written to the disk. A file lies in memory until the request is answered, bounded for a
file, for a request and for all requests of the process together.
"""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from multipart import (
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

from backend.api.transport.asgi import Receive
from backend.api.transport.contract import GraphQLRequest
from backend.api.transport.errors import (
    BadRequestError,
    BatchError,
    BodyTooLargeError,
    BusyWithUploadsError,
    UploadTimedOutError,
)
from backend.api.transport.limits import Limits
from backend.api.transport.requests import decode, request_from
from backend.shared.uploads import UploadedFile

MULTIPART = "multipart/form-data"
OPERATIONS, MAP = "operations", "map"
MOST_MAP_BYTES = 10_000


class Memory:
    """How many bytes of files all requests of the process hold together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0

    @contextmanager
    def share(self) -> Iterator["Share"]:
        """One request's share; given back with the answer."""
        share = Share(self)
        try:
            yield share
        finally:
            self._held -= share.held

    def take(self, size: int) -> None:
        """Refuse what would be too much for the process."""
        if self._held + size > self._most:
            raise BusyWithUploadsError(
                "Too many files are coming in at once.", headers={"retry-after": "5"}
            )
        self._held += size


class Share:
    """What one request holds."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.held = 0

    def take(self, size: int) -> None:
        """Take more."""
        self._memory.take(size)
        self.held += size


@dataclass
class Part:
    """A part of the body that is coming in."""

    name: str
    filename: str
    most: int
    is_kept: bool = True
    content: bytearray = field(default_factory=bytearray)
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, piece: bytes, share: Share) -> None:
        """Add what came, as far as the limit."""
        self.size += len(piece)
        if self.size > self.most:
            raise BodyTooLargeError(
                f"The part {self.name[:20]} is larger than {self.most} bytes.",
                most_bytes=self.most,
            )
        if self.is_kept:
            share.take(len(piece))
            self.content += piece
            self.digest.update(piece)

    def file(self) -> UploadedFile:
        """The whole file."""
        return UploadedFile(
            name=self.filename, content=bytes(self.content), sha256=self.digest.hexdigest()
        )


def is_multipart(content_type: str | None) -> bool:
    """Whether the body may hold files."""
    media_type: str = parse_options_header(content_type or "")[0]
    return media_type == MULTIPART


async def read_multipart(
    receive: Receive, content_type: str, limits: Limits, share: Share, *, keeps_files: bool
) -> GraphQLRequest:
    """The request with its files in the variables.

    Of who isn't signed in no file is kept: it is counted and forgotten, and nothing that takes a
    file can be done without a session.
    """
    reading = _Reading(limits, share, keeps_files)
    try:
        async with asyncio.timeout(limits.upload_seconds):
            async with aclosing(_events(receive, content_type, limits)) as events:
                async for event in events:
                    reading.take(event)
    except TimeoutError:
        raise UploadTimedOutError("The files did not come in time.") from None
    except ParserLimitReached as error:
        raise BodyTooLargeError("A part's head is too large, or there are too many.") from error
    except MultipartError as error:
        raise BadRequestError("The body is no valid multipart/form-data.") from error
    return reading.request()


async def _events(
    receive: Receive, content_type: str, limits: Limits
) -> AsyncGenerator[MultipartSegment | bytes | None]:
    """What the parser finds in the body: a part's head, pieces of it, its end."""
    boundary = parse_options_header(content_type)[1].get("boundary", "")
    parser = PushMultipartParser(boundary, max_segment_count=limits.files + 2, strict=True)
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequestError("The client left before the body was complete.")
        piece = message.get("body", b"")
        size += len(piece)
        if size > limits.upload_bytes:
            raise BodyTooLargeError(
                f"The body is larger than {limits.upload_bytes} bytes.",
                most_bytes=limits.upload_bytes,
            )
        for event in parser.parse(piece) if piece else ():
            yield event
        more = message.get("more_body", False)
    parser.close()


class _Reading:
    """Puts the parts together: first ``operations``, then ``map``, then the files that it names."""

    def __init__(self, limits: Limits, share: Share, keeps_files: bool) -> None:
        self._limits = limits
        self._share = share
        self._keeps_files = keeps_files
        self._parts: dict[str, Part] = {}
        self._present: Part | None = None
        self._paths: dict[str, list[str]] = {}

    def take(self, event: MultipartSegment | bytes | None) -> None:
        """Go on with what the parser found."""
        if isinstance(event, MultipartSegment):
            self._present = self._begin(event)
        elif event is None:
            if self._part.name == MAP:
                self._paths = _paths(decode(bytes(self._part.content)))
        else:
            self._part.add(bytes(event), self._share)

    @property
    def _part(self) -> Part:
        if self._present is None:
            raise BadRequestError("The body is no valid multipart/form-data.")
        return self._present

    def _begin(self, segment: MultipartSegment) -> Part:
        name = segment.name or ""
        wanted = ((OPERATIONS, self._limits.body_bytes), (MAP, MOST_MAP_BYTES))
        if len(self._parts) < len(wanted):
            expected, most = wanted[len(self._parts)]
            if name != expected:
                raise BadRequestError("Send the parts operations and map before the files.")
            part = Part(name, "", most)
        elif name in self._parts or name not in self._paths:
            raise BadRequestError("Each file is a part that the map names.")
        else:
            most = self._limits.file_bytes
            part = Part(name, segment.filename or "", most, is_kept=self._keeps_files)
        self._parts[name] = part
        return part

    def request(self) -> GraphQLRequest:
        """The request, when all of it has come."""
        missing = {OPERATIONS, MAP, *self._paths} - set(self._parts)
        if missing:
            raise BadRequestError("A part is missing.")
        parameters = decode(bytes(self._parts[OPERATIONS].content))
        if isinstance(parameters, list):
            raise BatchError("Send one operation a request.")
        for name, paths in self._paths.items():
            file = self._parts[name].file()
            for path in paths:
                _put(parameters, path, file)
        return request_from(parameters)


def _paths(given: Any) -> dict[str, list[str]]:
    """The map: a part's name → where the file belongs in the variables."""
    is_map = isinstance(given, dict) and all(
        isinstance(paths, list) and paths and all(isinstance(path, str) for path in paths)
        for paths in given.values()
    )
    if not is_map or {OPERATIONS, MAP} & set(given):
        raise BadRequestError("The map gives a list of paths for each file.")
    return dict(given)


def _put(parameters: Any, path: str, file: UploadedFile) -> None:
    """Put a file where the variables have null for it, and nowhere else."""
    first, *between, last = path.split(".") if path.count(".") else ("", path)
    place = parameters.get(first) if isinstance(parameters, dict) else None
    for step in between:
        place = _below(place, step)
    if first != "variables" or _below(place, last, absent=file) is not None:
        raise BadRequestError("A path of the map does not lead to a null in the variables.")
    if isinstance(place, list):
        place[int(last)] = file
    elif isinstance(place, dict):
        place[last] = file


def _below(place: Any, step: str, *, absent: object = None) -> Any:
    """The value below; ``absent`` where there is no such place."""
    if isinstance(place, dict):
        return place.get(step, absent)
    if isinstance(place, list) and step.isdecimal() and int(step) < len(place):
        return place[int(step)]
    return absent
