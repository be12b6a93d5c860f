"""From states of readers to events: nothing twice, nothing lost, everything ended."""

from hypothesis import given, settings
from hypothesis import strategies as st

from device_bridge.readers import codes
from device_bridge.readers.events import (
    CardInserted,
    CardRemoved,
    ReaderAttached,
    ReaderDetached,
    ReaderEvent,
    ServiceStarted,
    ServiceStopped,
)
from device_bridge.readers.watch import ReaderWatch

EMPTY = 0x10
CARD = codes.STATE_PRESENT
CHANGED = codes.STATE_CHANGED


def counted(state: int, changes: int) -> int:
    return changes << 16 | state


def watch_of(*readers: str) -> ReaderWatch:
    watch = ReaderWatch()
    watch.start_service()
    watch.list_readers(readers)
    watch.see_states([(name, counted(EMPTY, 0)) for name in readers])
    return watch


def test_a_service_with_two_readers_and_a_card_is_told_in_order() -> None:
    watch = ReaderWatch()

    assert watch.start_service() == [ServiceStarted()]
    assert watch.list_readers(["A", "B"]) == [ReaderAttached("A"), ReaderAttached("B")]
    assert watch.known == [("A", codes.STATE_UNAWARE), ("B", codes.STATE_UNAWARE)]
    assert watch.see_states([("A", EMPTY | CHANGED), ("B", CARD | CHANGED)]) == [
        CardInserted("B", 1)
    ]
    assert watch.known == [("A", EMPTY), ("B", CARD)]


def test_the_same_state_again_is_no_event() -> None:
    watch = watch_of("A")

    assert watch.see_states([("A", counted(CARD, 1))]) == [CardInserted("A", 1)]
    assert watch.see_states([("A", counted(CARD | 0x100, 1))]) == []
    assert watch.start_service() == []
    assert watch.list_readers(["A"]) == []


def test_a_card_exchanged_while_nobody_looked_is_removed_and_inserted() -> None:
    watch = watch_of("A")
    watch.see_states([("A", counted(CARD, 1))])

    assert watch.see_states([("A", counted(CARD, 3))]) == [
        CardRemoved("A", 1),
        CardInserted("A", 2),
    ]


def test_a_card_that_came_and_went_while_nobody_looked_is_told() -> None:
    watch = watch_of("A")

    assert watch.see_states([("A", counted(EMPTY, 2))]) == [
        CardInserted("A", 1),
        CardRemoved("A", 1),
    ]


def test_the_counter_may_pass_its_end() -> None:
    watch = watch_of("A")
    watch.see_states([("A", counted(CARD, 0xFFFF))])

    assert watch.see_states([("A", counted(CARD, 1))]) == [
        CardRemoved("A", 1),
        CardInserted("A", 2),
    ]


def test_a_driver_that_does_not_count_is_believed_by_presence() -> None:
    watch = watch_of("A")

    assert watch.see_states([("A", CARD)]) == [CardInserted("A", 1)]
    assert watch.see_states([("A", EMPTY)]) == [CardRemoved("A", 1)]


def test_a_counter_that_began_anew_is_at_most_an_exchange() -> None:
    watch = watch_of("A", "B")
    watch.see_states([("A", counted(CARD, 101)), ("B", counted(EMPTY, 100))])

    events = watch.see_states([("A", counted(CARD, 3)), ("B", counted(EMPTY, 2))])

    assert events == [CardRemoved("A", 1), CardInserted("A", 2)]


def test_a_card_that_does_not_answer_is_marked() -> None:
    watch = watch_of("A")

    assert watch.see_states([("A", counted(CARD | codes.STATE_MUTE, 1))]) == [
        CardInserted("A", 1, is_mute=True)
    ]


def test_an_unplugged_reader_takes_its_card_along() -> None:
    watch = watch_of("A", "B")
    watch.see_states([("A", counted(CARD, 1))])

    gone = codes.STATE_UNKNOWN | codes.STATE_IGNORE | CHANGED

    assert watch.see_states([("A", gone), ("B", EMPTY)]) == [
        CardRemoved("A", 1),
        ReaderDetached("A"),
    ]
    assert watch.list_readers(["B"]) == []
    assert watch.list_readers([]) == [ReaderDetached("B")]


def test_a_service_that_stops_ends_readers_and_cards_once() -> None:
    watch = watch_of("A")
    watch.see_states([("A", counted(CARD, 1))])

    assert watch.stop_service() == [CardRemoved("A", 1), ReaderDetached("A"), ServiceStopped()]
    assert watch.stop_service() == []
    assert watch.start_service() == [ServiceStarted()]
    assert watch.list_readers(["A"]) == [ReaderAttached("A")]
    assert watch.see_states([("A", counted(CARD, 1))]) == [CardInserted("A", 2)]


def test_a_service_that_never_ran_is_said_to_be_stopped() -> None:
    watch = ReaderWatch()

    assert watch.stop_service() == [ServiceStopped()]
    assert watch.stop_service() == []


def test_after_a_sleep_the_card_is_a_new_one() -> None:
    watch = watch_of("A")
    watch.see_states([("A", counted(CARD, 1))])

    assert watch.wake_up() == [CardRemoved("A", 1)]
    assert watch.known == [("A", codes.STATE_UNAWARE)]
    assert watch.see_states([("A", counted(CARD, 1))]) == [CardInserted("A", 2)]


def test_a_reader_nobody_listed_is_left_out() -> None:
    assert watch_of("A").see_states([("\\\\?PnP?\\Notification", counted(CHANGED, 2))]) == []


Step = tuple[str, object]
STATES = st.one_of(
    st.builds(
        counted, st.sampled_from([EMPTY, CARD, CARD | codes.STATE_MUTE]), st.integers(0, 0xFFFF)
    ),
    st.builds(counted, st.sampled_from([EMPTY, CARD]), st.integers(0, 5)),
    st.just(codes.STATE_UNKNOWN),
)
STEPS = st.lists(
    st.one_of(
        st.just(("start", None)),
        st.just(("stop", None)),
        st.just(("wake", None)),
        st.tuples(st.just("list"), st.lists(st.sampled_from("ABC"), max_size=4)),
        st.tuples(st.just("see"), st.lists(st.tuples(st.sampled_from("ABC"), STATES), max_size=4)),
    ),
    max_size=20,
)


def follow(watch: ReaderWatch, step: str, given: object) -> list[ReaderEvent]:
    if step == "list":
        return watch.list_readers(given)  # type: ignore[arg-type]  # what STEPS gives
    if step == "see":
        return watch.see_states(given)  # type: ignore[arg-type]  # what STEPS gives
    return {"start": watch.start_service, "stop": watch.stop_service, "wake": watch.wake_up}[step]()


class Subscriber:
    """Follows events and refuses what could not have happened."""

    def __init__(self) -> None:
        self.cards: dict[str, int | None] = {}
        self.insertions: set[int] = set()

    def take(self, event: ReaderEvent) -> None:
        match event:
            case ReaderAttached(reader):
                assert reader not in self.cards
                self.cards[reader] = None
            case ReaderDetached(reader):
                assert self.cards.pop(reader) is None
            case CardInserted(reader, insertion):
                assert self.cards[reader] is None
                assert insertion not in self.insertions
                self.insertions.add(insertion)
                self.cards[reader] = insertion
            case CardRemoved(reader, insertion):
                assert self.cards[reader] == insertion
                self.cards[reader] = None
            case ServiceStopped():
                assert self.cards == {}


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_events_of_any_sequence_fit_together(steps: list[Step]) -> None:
    watch, subscriber = ReaderWatch(), Subscriber()

    for step, given_to_it in steps:
        for event in follow(watch, step, given_to_it):
            subscriber.take(event)
        assert sorted(subscriber.cards) == sorted(name for name, _ in watch.known)
