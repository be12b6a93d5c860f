"""The face in data group 2 of a passport (ICAO Doc 9303-10, ISO/IEC 19794-5 inside CBEFF)."""

from device_bridge.cards.content import picture_of
from device_bridge.errors import UnreadableError
from device_bridge.reading import Picture
from device_bridge.tlv import Tlv, list_ber, read_ber

PLACE = "DG2"
GROUP, TEMPLATES, TEMPLATE = 0x75, 0x7F61, 0x7F60
RECORD = (0x5F2E, 0x7F2E)
FILE_HEADER, FACE_HEADER, POINT, IMAGE_HEADER = 14, 20, 8, 12  # bytes, ISO/IEC 19794-5 clause 5
MAGIC = b"FAC\x00010\x00"


def read_face(raw: bytes) -> Picture:
    """The first picture of the face; lengths are checked against what is there."""
    group = read_ber(raw, PLACE)
    if group.tag != GROUP:
        raise UnreadableError(PLACE)
    templates = _one(group.value, (TEMPLATES,))
    record = _one(_one(templates.value, (TEMPLATE,)).value, RECORD).value
    start = FILE_HEADER + FACE_HEADER
    if not record.startswith(MAGIC) or len(record) < start + IMAGE_HEADER:
        raise UnreadableError(PLACE)
    block = int.from_bytes(record[FILE_HEADER : FILE_HEADER + 4], "big")
    points = int.from_bytes(record[FILE_HEADER + 4 : FILE_HEADER + 6], "big")
    start += POINT * points + IMAGE_HEADER
    end = FILE_HEADER + block
    if not start < end <= len(record):
        raise UnreadableError(PLACE)
    picture = picture_of("face", record[start:end], PLACE)
    if picture is None or picture.media_type == "image/tiff":
        raise UnreadableError(PLACE)
    return picture


def _one(raw: bytes, tags: tuple[int, ...]) -> Tlv:
    """The first object with one of the tags."""
    for one in list_ber(raw, PLACE):
        if one.tag in tags:
            return one
    raise UnreadableError(PLACE)
