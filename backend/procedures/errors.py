"""Refusals of the procedures slice."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.errors import InvalidInputError, NotFoundError, WrongStatusError


@dataclass(frozen=True)
class CatalogueFault:
    """One fault of a catalogue's document and where it is."""

    path: tuple[str, ...]
    message: str


class CatalogueFaultsError(InvalidInputError):
    """The document of a catalogue has faults; all of them are listed with their places."""

    code = "CATALOGUE_FAULTS"

    def __init__(self, faults: Sequence[CatalogueFault]) -> None:
        super().__init__(f"手続きカタログに誤りが{len(faults)}件あります。", path=faults[0].path)
        self.faults = tuple(faults)


class UnknownReasonError(InvalidInputError):
    """The catalogue has no such reason to come (用件)."""

    code = "UNKNOWN_REASON"


class InvalidAnswerError(InvalidInputError):
    """An answer that its question doesn't offer, or to a question that isn't there."""

    code = "INVALID_ANSWER"


class CatalogueNotFoundError(NotFoundError):
    """No catalogue of that id, or none in force on the day."""

    code = "CATALOGUE_NOT_FOUND"


class CatalogueStatusError(WrongStatusError):
    """The step isn't allowed for a catalogue version in its present status."""

    code = "CATALOGUE_STATUS"
