"""Ids of our own making."""

from datetime import UTC, datetime
from uuid import RFC_4122

import pytest

from backend.shared.ids import new_id, seeded_ids, uuid7

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7_with_its_moment_in_front() -> None:
    made = uuid7(0x017F22E279B0, (0xCC3 << 62) | 0x18C4DC0C0C07398F)

    assert str(made) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    assert (made.version, made.variant) == (7, RFC_4122)


def test_a_moment_outside_48_bits_is_no_moment() -> None:
    with pytest.raises(ValueError, match="48 bits"):
        uuid7(-1, 0)


def test_the_same_seed_gives_the_same_ids_in_ascending_order() -> None:
    first, second = seeded_ids(7, NOON), seeded_ids(7, NOON)

    made = [first() for _ in range(100)]

    assert made == [second() for _ in range(100)]
    assert made == sorted(made)
    assert len(set(made)) == 100
    assert made[0] != seeded_ids(8, NOON)()


def test_two_new_ids_differ() -> None:
    assert new_id() != new_id()
