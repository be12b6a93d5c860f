"""A file as it came in, before anything is known of it."""


class UploadedFile:
    """The bytes of a file, the name it was given and their hash.

    No dataclass: an input is turned into a dictionary to be compared, and these bytes must not be.
    """

    __slots__ = ("content", "name", "sha256")

    def __init__(self, *, name: str, content: bytes, sha256: str) -> None:
        self.name = name
        self.content = content
        self.sha256 = sha256

    def __repr__(self) -> str:
        """Never the content or the name: both may be somebody's."""
        return f"UploadedFile({len(self.content)} bytes)"
