"""A channel to a card in the same program, and the clock that its waiting moves."""

from device_bridge.errors import CardGoneError, TimedOutError
from device_bridge.virtual.faults import CardHangs, CardLeft, PlayedCard


class MovedClock:
    """A clock of seconds that moves only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Say what the time is."""
        return self.seconds


class DirectChannel:
    """Hands commands to a virtual card, and fails as a reader's channel does."""

    def __init__(self, card: PlayedCard, clock: MovedClock) -> None:
        self._card = card
        self._clock = clock
        self._is_gone = False

    def transmit(self, command: bytes, seconds: float) -> bytes:
        """Send one command and return the raw response."""
        if self._is_gone:
            raise CardGoneError("transmit")
        try:
            raw = self._card.answer(command)
        except CardLeft:
            self._is_gone = True
            raise CardGoneError("transmit") from None
        except CardHangs:
            self._clock.seconds += seconds
            raise TimedOutError("transmit") from None
        took = float(getattr(self._card, "seconds", 0.0))
        self._clock.seconds += min(took, seconds)
        if took > seconds:
            raise TimedOutError("transmit")
        if not raw:  # a card pulled out during a command: success with no bytes
            self._is_gone = True
            raise CardGoneError("transmit")
        return raw
