"""Which counts of a table are hidden, so that nobody can be found in it. Pure functions.

A table's cells are published with all their totals. A count below the smallest that is shown is
hidden; then, wherever a total less the parts that are shown would give a hidden part away, or would
show that the hidden parts are few together, another part is hidden too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import product

# A cell by its keys, one an axis; TOTAL stands for the sum over an axis.
Cell = tuple[str, ...]
TOTAL = ""


def with_totals(counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """The counts of a table with the totals over every axis and all of them."""
    summed: dict[Cell, int] = defaultdict(int)
    for cell, count in counts.items():
        for kept in product((False, True), repeat=len(cell)):
            summed[_total_of(cell, kept)] += count
    return dict(summed)


def hidden_cells(
    counts: Mapping[Cell, int], smallest: int, known_few: Iterable[Cell] = ()
) -> frozenset[Cell]:
    """The cells and totals that must not be shown; ``known_few`` are hidden whatever they count.

    Of one axis or two: for those it is exact, none of the few follows from what is shown.
    """
    table = with_totals(counts)
    few = {cell for cell, count in table.items() if 0 < count < smallest}
    few |= {cell for cell in known_few if table.get(cell)}
    hidden = set(few)
    sums = _sums(table)
    # From the whole downwards: what a total hides is settled before its parts are looked at.
    order = sorted(sums, key=lambda total_and_axis: -total_and_axis[0].count(TOTAL))
    changed = True
    while changed:
        changed = False
        for total, axis in order:
            changed |= _protect(table, hidden, total, sums[total, axis], smallest)
        changed = changed or _break_chains(table, hidden, few)
    return frozenset(hidden)


def _break_chains(table: Mapping[Cell, int], hidden: set[Cell], few: Set[Cell]) -> bool:
    """Hide a cell more where several sums together give one of the few away.

    In a table of two axes a cell stands in two sums: of its row and of its column. Take the sums
    for places and the hidden cells for roads between them: what follows from the sums is exactly a
    road that is the only way between two parts of the map.
    """
    for cell in sorted(few):
        if len(cell) != 2:
            return False
        near = _reached(hidden - {cell}, ("row", cell[0]))
        if ("column", cell[1]) in near:
            continue
        others = [
            other
            for other, count in table.items()
            if count
            and other not in hidden
            and (("row", other[0]) in near) is not (("column", other[1]) in near)
        ]
        if others:
            return _hide(hidden, min(others, key=lambda one: (one.count(TOTAL), table[one], one)))
    return False


def _reached(roads: Set[Cell], start: tuple[str, str]) -> set[tuple[str, str]]:
    ways: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row, column in roads:
        ways["row", row].append(("column", column))
        ways["column", column].append(("row", row))
    reached, waiting = {start}, [start]
    while waiting:
        for place in ways[waiting.pop()]:
            if place not in reached:
                reached.add(place)
                waiting.append(place)
    return reached


def _sums(table: Mapping[Cell, int]) -> dict[tuple[Cell, int], list[Cell]]:
    """For each total and the axis that it sums over: its parts."""
    sums: dict[tuple[Cell, int], list[Cell]] = defaultdict(list)
    for cell in table:
        for axis, key in enumerate(cell):
            if key != TOTAL:
                total = (*cell[:axis], TOTAL, *cell[axis + 1 :])
                sums[total, axis].append(cell)
    return sums


def _protect(
    table: Mapping[Cell, int], hidden: set[Cell], total: Cell, parts: list[Cell], smallest: int
) -> bool:
    """Hide another part where the sum gives one away; true when something was hidden."""
    secret = [part for part in parts if part in hidden]
    together = sum(table[part] for part in secret)
    if total in hidden:
        if secret:
            return False
        # All parts shown would give the total away.
        return _hide_smallest(table, hidden, parts)
    if not secret or (len(secret) > 1 and together >= smallest):
        return False
    return _hide_smallest(table, hidden, parts) or _hide(hidden, total)


def _hide_smallest(table: Mapping[Cell, int], hidden: set[Cell], parts: list[Cell]) -> bool:
    shown = [part for part in parts if part not in hidden and table[part]]
    if not shown:
        return False
    return _hide(hidden, min(shown, key=lambda part: (table[part], part)))


def _hide(hidden: set[Cell], cell: Cell) -> bool:
    if cell in hidden:
        return False
    hidden.add(cell)
    return True


def _total_of(cell: Cell, kept: Iterable[bool]) -> Cell:
    return tuple(key if keep else TOTAL for key, keep in zip(cell, kept, strict=True))


def shown_counts(
    counts: Mapping[Cell, int], hidden: Set[Cell]
) -> Iterator[tuple[Cell, int | None]]:
    """Every cell and total with its count; ``None`` where it is hidden."""
    for cell, count in with_totals(counts).items():
        yield cell, None if cell in hidden else count
