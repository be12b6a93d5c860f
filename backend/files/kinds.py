"""What a file is by its first bytes; its name says nothing."""

from backend.files.errors import Fault, FaultyFileError

BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"%PDF-": "PDF",
}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def kind_of(content: bytes) -> str:
    """PDF, PNG, JPEG or TIFF; anything else is refused."""
    start = content[:64].removeprefix(BYTE_ORDER_MARK).lstrip(b"\r\n\t ")
    for beginning, kind in BEGINNINGS.items():
        if start.startswith(beginning):
            return kind
    raise FaultyFileError(Fault.UNSUPPORTED)
