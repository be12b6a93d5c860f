"""Small counts can't be had from a table, neither directly nor by taking from its totals."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.cases.rules.suppression import TOTAL, Cell, hidden_cells, shown_counts, with_totals

SMALLEST = 3


def shown(counts: dict[Cell, int], smallest: int = SMALLEST) -> dict[Cell, int | None]:
    return dict(shown_counts(counts, hidden_cells(counts, smallest)))


def test_large_counts_are_all_shown_with_their_total() -> None:
    assert shown({("a",): 3, ("b",): 4}) == {("a",): 3, ("b",): 4, (TOTAL,): 7}


def test_with_a_small_count_the_next_smallest_is_hidden_and_the_total_stays() -> None:
    assert shown({("a",): 1, ("b",): 4, ("c",): 9}) == {
        ("a",): None,
        ("b",): None,
        ("c",): 9,
        (TOTAL,): 14,
    }


def test_hidden_counts_that_are_few_together_take_another_with_them() -> None:
    counts: dict[Cell, int] = {("a",): 1, ("b",): 1, ("c",): 9, ("d",): 20}

    assert shown(counts) == {("a",): None, ("b",): None, ("c",): None, ("d",): 20, (TOTAL,): 31}


def test_a_small_total_hides_everything() -> None:
    assert set(shown({("a",): 1, ("b",): 1}).values()) == {None}


def test_a_total_beside_one_part_is_hidden_with_it() -> None:
    assert (
        shown({("a", "x"): 2, ("a", "y"): 0, ("b", "x"): 50, ("b", "y"): 50})[("a", TOTAL)] is None
    )


def test_in_a_cross_table_no_row_and_no_column_hides_one_cell_alone() -> None:
    counts: dict[Cell, int] = {
        (row, column): 10 + place for place, (row, column) in enumerate(product("abc", "xyz"))
    }
    counts["a", "x"] = 1

    hidden = hidden_cells(counts, SMALLEST)

    cells = [cell for cell in hidden if TOTAL not in cell]
    for axis in (0, 1):
        lines = [cell[axis] for cell in cells]
        assert all(lines.count(line) > 1 for line in lines)
    assert (TOTAL, TOTAL) not in hidden


def test_what_is_known_to_be_few_is_hidden_though_it_is_large() -> None:
    counts: dict[Cell, int] = {("a",): 5, ("b",): 6, ("c",): 7}

    assert hidden_cells(counts, SMALLEST, known_few=[("a",)]) == {("a",), ("b",)}


def given_away(counts: dict[Cell, int], hidden: frozenset[Cell]) -> set[Cell]:
    """The hidden cells and totals whose value follows from what is shown, by linear algebra."""
    table = with_totals(counts)
    unknown = sorted(hidden)
    place = {cell: number for number, cell in enumerate(unknown)}
    rows = []
    for total in table:
        for axis, key in enumerate(total):
            if key == TOTAL:
                parts = [
                    cell
                    for cell in table
                    if cell[axis] != TOTAL and (*cell[:axis], TOTAL, *cell[axis + 1 :]) == total
                ]
                row = np.zeros(len(unknown))
                for cell, sign in [(total, -1), *((part, 1) for part in parts)]:
                    if cell in place:
                        row[place[cell]] += sign
                rows.append(row)
    matrix = np.array(rows).reshape(len(rows), len(unknown))
    rank = np.linalg.matrix_rank(matrix) if rows and unknown else 0
    found = set()
    for cell, number in place.items():
        unit = np.zeros(len(unknown))
        unit[number] = 1
        if rows and np.linalg.matrix_rank(np.vstack([matrix, unit])) == rank:
            found.add(cell)
    return found


@st.composite
def tables(draw: st.DrawFn, axes: int) -> dict[Cell, int]:
    keys = [draw(st.integers(1, 4)) for _ in range(axes)]
    cells = product(*(tuple(f"{axis}{n}" for n in range(size)) for axis, size in enumerate(keys)))
    counts = st.one_of(st.integers(0, 4), st.integers(0, 40))
    return {cell: draw(counts) for cell in cells}


@pytest.mark.parametrize("axes", [1, 2])
def test_no_small_count_follows_from_what_is_shown(axes: int) -> None:
    @settings(max_examples=300, deadline=None)
    @given(tables(axes))
    def check(counts: dict[Cell, int]) -> None:
        hidden = hidden_cells(counts, SMALLEST)

        few = {cell for cell, count in with_totals(counts).items() if 0 < count < SMALLEST}
        assert few <= hidden
        assert given_away(counts, hidden) & few == set()

    check()
