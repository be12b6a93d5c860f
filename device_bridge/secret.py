"""What a citizen typed or what is printed on the card: used once, never shown, wiped."""

import re
import unicodedata
from types import TracebackType


class Secret:
    """Bytes that no ``repr``, log or error shows; each human entry may be presented once."""

    __slots__ = ("_bytes", "_is_spent")

    def __init__(self, text: str) -> None:
        self._bytes = bytearray(unicodedata.normalize("NFKC", text).encode("utf-8"))
        self._is_spent = False

    def matches(self, pattern: str) -> bool:
        """Whether the whole of it is of a shape (a regular expression over ASCII)."""
        return re.fullmatch(pattern.encode("ascii"), bytes(self._bytes)) is not None

    def spend(self) -> bytes:
        """Give it for one presentation to a card; a second one is a defect of the caller."""
        if self._is_spent:
            raise RuntimeError("a secret is presented once for each human entry")
        self._is_spent = True
        return bytes(self._bytes)

    def reveal(self) -> bytes:
        """Give it where no counter of tries exists (keys made of what is printed on the card)."""
        return bytes(self._bytes)

    def wipe(self) -> None:
        """Overwrite it."""
        for place in range(len(self._bytes)):
            self._bytes[place] = 0
        self._bytes.clear()
        self._is_spent = True

    def __enter__(self) -> "Secret":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return "Secret()"

    def __reduce__(self) -> str:
        raise TypeError("a secret is never written down")
