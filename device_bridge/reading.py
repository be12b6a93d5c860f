"""What a reading gives: texts and pictures under standard names, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CardKind(StrEnum):
    """The kinds of identity documents with a chip."""

    MY_NUMBER_CARD = "MY_NUMBER_CARD"
    DRIVING_LICENCE = "DRIVING_LICENCE"
    MY_NUMBER_CARD_LICENCE = "MY_NUMBER_CARD_LICENCE"  # マイナ免許証
    RESIDENCE_CARD = "RESIDENCE_CARD"
    SPECIAL_PERMANENT_RESIDENT_CERTIFICATE = "SPECIAL_PERMANENT_RESIDENT_CERTIFICATE"
    PASSPORT = "PASSPORT"


class Authenticity(StrEnum):
    """How far it is known that the content is genuine."""

    VERIFIED = "VERIFIED"  # signature and chain hold
    INTACT = "INTACT"  # the signature holds; its key was not to be checked
    UNCHECKED = "UNCHECKED"  # nothing to check it with


@dataclass(frozen=True, slots=True)
class TextItem:
    """A text as the card has it; ``source`` names application and file."""

    name: str
    text: str = field(repr=False)
    source: str = ""
    # Characters that the card holds as pictures alone: a 〓 in the text for each.
    has_missing_characters: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the card; what it shows may have to be keyed in by the official."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    source: str = ""
    must_be_keyed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One card, read in one connection: never parts of two."""

    kind: CardKind
    texts: tuple[TextItem, ...] = ()
    pictures: tuple[Picture, ...] = ()
    authenticity: Authenticity = Authenticity.UNCHECKED
    # What an official must know, as sentences: 追記あり, 有効期限切れ.
    notes: tuple[str, ...] = ()
    apdus: int = 0

    @property
    def by_name(self) -> Mapping[str, str]:
        """The texts by their names."""
        return {item.name: item.text for item in self.texts}
