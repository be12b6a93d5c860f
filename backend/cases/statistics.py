"""Counts and waiting times by group, with what is too small hidden. Pure: rows in, groups out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from backend.cases.rules.suppression import TOTAL, Cell, hidden_cells, with_totals
from backend.cases.status import CaseStatus, StatisticsDimension

# 1 and 2 are hidden, as in the official statistics of Japan (秘匿); a city may hide more.
SMALLEST_SHOWN = 3
LEAST_FOR_MEDIAN = 5
LEAST_FOR_DECILE = 20
DONE, NOT_DONE = "DONE", "NOT_DONE"


@dataclass(frozen=True)
class Spread:
    """Median and ninth decile in whole minutes; nothing where too few were measured."""

    median: int | None = None
    ninth_decile: int | None = None


@dataclass(frozen=True)
class Key:
    """One value of a dimension."""

    dimension: StatisticsDimension
    code: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """What is said of a group; ``None`` where it is hidden or not counted in this grouping."""

    keys: tuple[Key, ...]
    cases: int | None
    by_status: Mapping[str, int | None]
    at_counter: Spread
    printings: int | None
    reprints: int | None
    sheets: int | None
    tasks: int | None
    tasks_done: int | None
    until_taken: Spread
    until_done: Spread


@dataclass(frozen=True)
class Found:
    """The rows that the database gave."""

    cases: Sequence[Any]
    counter: Sequence[Any]
    printings: Sequence[Any]
    tasks: Sequence[Any]
    waits: Sequence[Any]


@dataclass(frozen=True)
class Tables:
    """All groups, the total first, and how small a count may be shown."""

    total: Group
    groups: tuple[Group, ...]
    smallest: int

    @property
    def hidden(self) -> int:
        """How many groups are hidden."""
        return sum(group.cases is None for group in self.groups)


@dataclass
class _Counted:
    """One kind of thing counted by group and state, and which cells are hidden."""

    axes: int  # of the groups
    counts: dict[Cell, int] = field(default_factory=lambda: defaultdict(int))
    protected: dict[Cell, int] = field(default_factory=lambda: defaultdict(int))
    hidden: Set[Cell] = frozenset()
    table: Mapping[Cell, int] = field(default_factory=dict)

    def add(self, keys: Cell, state: str, number: int, protected: int) -> None:
        """Count; with two dimensions the state is left aside."""
        cell = keys if self.axes > 1 else (*keys, state)
        self.counts[cell] += number
        self.protected[cell] += protected

    def close(self, smallest: int) -> None:
        """Find what is hidden: few, or few beside those under 支援措置."""
        self.table = with_totals(self.counts)
        beside = with_totals(self.protected)
        few = [cell for cell, count in self.table.items() if count - beside[cell] < smallest]
        self.hidden = hidden_cells(self.counts, smallest, few)

    def shown(self, keys: Cell, state: str = TOTAL) -> int | None:
        """The count of a group, or of those of it in a state."""
        if self.axes > 1:
            cell, is_known = keys, state == TOTAL
        else:
            cell, is_known = (*keys, state), True
        return None if cell in self.hidden or not is_known else self.table.get(cell, 0)

    def is_hidden(self, keys: Cell) -> bool:
        """Whether a group is hidden."""
        return (keys if self.axes > 1 else (*keys, TOTAL)) in self.hidden


def make_tables(dimensions: Sequence[StatisticsDimension], found: Found, smallest: int) -> Tables:
    """Put the rows together and hide what is too small."""
    axes = len(dimensions)
    words: dict[tuple[int, str], str] = {}
    cases, tasks = _Counted(axes), _Counted(axes)
    for row in found.cases:
        cases.add(_keys(row, axes, words), row.status, row.number, int(row.protected))
    for row in found.tasks:
        state = DONE if row.is_done else NOT_DONE
        tasks.add(_keys(row, axes, words), state, row.number, int(row.protected))
    cases.close(smallest)
    tasks.close(smallest)
    paper = _paper(found.printings, axes)
    spreads = {
        "counter": _spreads(found.counter, axes, "counter", cases, smallest),
        "taken": _spreads(found.waits, axes, "taken", tasks, smallest),
        "done": _spreads(found.waits, axes, "completed", tasks, smallest),
    }

    def group(keys: Cell) -> Group:
        is_hidden = cases.is_hidden(keys)
        printed = {} if is_hidden else paper.get(keys, {})
        count = None if is_hidden or StatisticsDimension.PROCEDURE in dimensions else 0
        return Group(
            keys=tuple(
                Key(dimension, code, words[axis, code])
                for axis, (dimension, code) in enumerate(zip(dimensions, keys, strict=True))
                if code != TOTAL
            ),
            cases=cases.shown(keys),
            by_status={status.value: cases.shown(keys, status.value) for status in CaseStatus},
            at_counter=spreads["counter"].get(keys, Spread()),
            printings=printed.get("number", count),
            reprints=printed.get("reprints", count),
            sheets=printed.get("sheets", count),
            tasks=tasks.shown(keys),
            tasks_done=tasks.shown(keys, DONE),
            until_taken=spreads["taken"].get(keys, Spread()),
            until_done=spreads["done"].get(keys, Spread()),
        )

    total = (TOTAL,) * axes
    cells = {cell[:axes] for cell in (*cases.counts, *tasks.counts)} - {total}
    return Tables(group(total), tuple(group(keys) for keys in sorted(cells)), smallest)


def count_groups(dimensions: Sequence[StatisticsDimension], found: Found) -> int:
    """How many groups there are."""
    axes = len(dimensions)
    return len({_keys(row, axes, {}) for row in (*found.cases, *found.tasks)})


def _keys(row: Any, axes: int, words: dict[tuple[int, str], str]) -> Cell:
    keys = tuple(str(getattr(row, f"key_{axis + 1}")) for axis in range(axes))
    for axis, code in enumerate(keys):
        words.setdefault((axis, code), str(getattr(row, f"words_{axis + 1}")))
    return keys


def _paper(found: Iterable[Any], axes: int) -> dict[Cell, dict[str, int]]:
    """Paper by group and in all."""
    summed: dict[Cell, dict[str, int]] = {}
    for row in found:
        for keys in {_keys(row, axes, {}), (TOTAL,) * axes}:
            own = summed.setdefault(keys, {"number": 0, "reprints": 0, "sheets": 0})
            for name in own:
                own[name] += int(getattr(row, name) or 0)
    return summed


def _spreads(
    found: Iterable[Any], axes: int, name: str, counted: _Counted, smallest: int
) -> dict[Cell, Spread]:
    return {
        keys: _spread(number, shares, smallest)
        for keys, number, shares in _measured(found, axes, name)
        if not counted.is_hidden(keys)
    }


def _measured(
    found: Iterable[Any], axes: int, name: str
) -> Iterator[tuple[Cell, int, Sequence[float] | None]]:
    for row in found:
        codes = (getattr(row, f"key_{axis + 1}") for axis in range(axes))
        keys = tuple(TOTAL if code is None else str(code) for code in codes)
        yield keys, getattr(row, f"{name}_number"), getattr(row, f"{name}_spread")


def _spread(number: int, shares: Sequence[float] | None, smallest: int) -> Spread:
    if shares is None or number < max(LEAST_FOR_MEDIAN, smallest):
        return Spread()
    decile = round(shares[1]) if number >= LEAST_FOR_DECILE else None
    return Spread(round(shares[0]), decile)
