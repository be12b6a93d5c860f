"""What happens at the readers of a terminal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceStarted:
    """The smart card service of the computer answers."""


@dataclass(frozen=True, slots=True)
class ServiceStopped:
    """It does not; its readers and cards were reported as gone before this."""


@dataclass(frozen=True, slots=True)
class ReaderAttached:
    """A reader is there."""

    reader: str


@dataclass(frozen=True, slots=True)
class ReaderDetached:
    """A reader is there no more; its card was reported as removed before this."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardInserted:
    """A card lies on a reader; ``insertion`` is a number of its own while the program runs."""

    reader: str
    insertion: int
    # It does not answer: held wrongly, not a smart card, or taken away at once.
    is_mute: bool = False


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card of that insertion is no longer there."""

    reader: str
    insertion: int


ReaderEvent = (
    ServiceStarted | ServiceStopped | ReaderAttached | ReaderDetached | CardInserted | CardRemoved
)
