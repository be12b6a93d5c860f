"""Text of driving licences: JIS X 0208 in seven bits, two bytes a character, no escapes.

Characters outside it stand on the card as pictures (外字); the text has a number in their place.
None is dropped and none becomes a question mark: 〓 stands for each (IC運転免許証 仕様書 010, S).
"""

from dataclasses import dataclass, field

from device_bridge.errors import UnreadableError

MISSING = "〓"
FIRST_PICTURE = 0xFFF1  # the picture 1; FFF7 is the picture 7
LAST_PICTURE = 0xFFF7
NO_PICTURE = 0xFFFA  # a character that the card has not even as a picture


@dataclass(frozen=True, slots=True)
class JisText:
    """A text; ``pictures`` are the numbers of the characters it has as pictures."""

    text: str = field(repr=False)
    pictures: tuple[int, ...] = ()

    @property
    def has_missing_characters(self) -> bool:
        """Whether a 〓 stands for a character."""
        return MISSING in self.text


def decode_jis(raw: bytes, place: str) -> JisText:
    """Decode a field; raises ``UnreadableError`` for what is no character."""
    if len(raw) % 2:
        raise UnreadableError(place)
    characters = []
    pictures: list[int] = []
    for at in range(0, len(raw), 2):
        code = int.from_bytes(raw[at : at + 2], "big")
        if FIRST_PICTURE <= code <= LAST_PICTURE:
            pictures.append(code - FIRST_PICTURE + 1)
        is_missing = code == NO_PICTURE or FIRST_PICTURE <= code <= LAST_PICTURE
        characters.append(MISSING if is_missing else _character(raw[at : at + 2], place))
    return JisText("".join(characters), tuple(pictures))


def encode_jis(text: str, pictures: str = "") -> bytes:
    """Encode a text as a card has it; ``pictures`` are its characters that are pictures 1 to 7."""
    return b"".join(_code(one, pictures) for one in text)


def _character(pair: bytes, place: str) -> str:
    if not all(0x21 <= one <= 0x7E for one in pair):
        raise UnreadableError(place)
    try:
        return bytes(one | 0x80 for one in pair).decode("euc_jp")
    except UnicodeDecodeError:
        raise UnreadableError(place) from None


# What keyboards write for a character of JIS X 0208 beside what Python decodes it to.
SAME_CHARACTERS = str.maketrans("－～", "−〜")


def _code(character: str, pictures: str) -> bytes:
    if character in pictures:
        return (FIRST_PICTURE + pictures.index(character)).to_bytes(2, "big")
    try:
        raw = character.translate(SAME_CHARACTERS).encode("euc_jp")
    except UnicodeEncodeError:
        return NO_PICTURE.to_bytes(2, "big")
    if len(raw) != 2 or raw[0] == 0x8E:
        return NO_PICTURE.to_bytes(2, "big")
    return bytes(one & 0x7F for one in raw)
