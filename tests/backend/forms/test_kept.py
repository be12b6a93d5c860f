"""What is kept is bounded, and what was used last stays."""

from backend.forms.kept import Kept


def test_the_longest_unused_leaves_first() -> None:
    kept: Kept[str, int] = Kept(30)
    for number, name in enumerate("abcdefghij"):
        kept.put(name, number, 3)
    kept.get("a")

    kept.put("k", 10, 3)

    assert (kept.get("a"), kept.get("b"), kept.get("k")) == (0, None, 10)
    assert (kept.weight, len(kept)) == (30, 10)


def test_what_weighs_too_much_is_not_kept() -> None:
    kept: Kept[str, int] = Kept(30)

    kept.put("large", 1, 4)

    assert kept.get("large") is None
    assert kept.weight == 0


def test_a_key_put_again_counts_once() -> None:
    kept: Kept[str, int] = Kept(30)

    kept.put("a", 1, 3)
    kept.put("a", 2, 2)

    assert (kept.get("a"), kept.weight, len(kept)) == (2, 2, 1)
