"""Checks of households: who is head of the one left, the one made, the one joined."""

from collections.abc import Callable, Iterator, Sequence

from backend.cases.errors import Finding
from backend.cases.rules.checked import (
    CheckedCase,
    CheckedPerson,
    JoinedHousehold,
    RemainingMember,
    alert,
    error,
)
from backend.procedures.definitions import Direction

# 異動事由 by their names in the standard: what a household change does (DOMAIN 3.1).
CHANGE_OF_HEAD = "世帯主変更"
SPLIT = "世帯分離"
JOINING = frozenset({"世帯合併", "世帯変更"})
# Who is younger is not proposed as head of household; a custom, not a law: the city's to confirm.
YOUNGEST_HEAD = 15


def changes_head_only(case: CheckedCase) -> bool:
    """世帯主変更: nobody leaves, the head changes."""
    return case.movement is not None and case.movement.change_reason == CHANGE_OF_HEAD


def leaves_household(case: CheckedCase) -> bool:
    """Whether the movers leave a household of the city."""
    return case.moves(Direction.OUT, Direction.WITHIN, Direction.HOUSEHOLD) and not (
        changes_head_only(case)
    )


def makes_household(case: CheckedCase) -> bool:
    """Whether the movers make up a household of their own here."""
    is_split = case.movement is not None and case.movement.change_reason == SPLIT
    return case.joined is None and (case.moves(Direction.IN, Direction.WITHIN) or is_split)


def leavers(case: CheckedCase) -> list[CheckedPerson]:
    """Those who leave their household: by a move, or by death."""
    return [*(case.movers if leaves_household(case) else ()), *case.deceased]


def needs_next_head(case: CheckedCase) -> bool:
    """Whether the head leaves others behind and nobody is recorded in their place."""
    leaves = any(person.was_head for person in leavers(case))
    return leaves and case.is_part and not _next_heads(case)


def _next_heads(case: CheckedCase) -> list[CheckedPerson]:
    """Those who stay and become head."""
    gone = leavers(case)
    return [person for person in case.persons if person not in gone and person.becomes_head]


def head_candidates(case: CheckedCase) -> list[RemainingMember]:
    """Who could become head of the household left; never somebody under 支援措置."""
    if not needs_next_head(case):
        return []
    known = [member for member in case.remaining or () if not member.is_protected]
    of_age = [member for member in known if member.age is None or member.age >= YOUNGEST_HEAD]
    return of_age or known


def _head_leaves(case: CheckedCase) -> Iterator[Finding]:
    if not needs_next_head(case):
        return
    remaining = case.remaining or ()
    names = "、".join(f"{member.name}さん" for member in head_candidates(case))
    if len(remaining) == 1:
        who = names or "残る1人"
        yield alert("V06", f"世帯に1人が残ります。{who}を世帯主とします（職権）。", "persons")
        return
    proposed = f"世帯主になれる方: {names}。" if names else ""
    yield alert(
        "V07",
        f"世帯主が異動し{len(remaining)}人が残ります。世帯主変更が必要です。{proposed}",
        "persons",
    )


def _household_left(case: CheckedCase) -> Iterator[Finding]:
    """One head stays: the former one, or one who takes their place."""
    heads, gone = _next_heads(case), leavers(case)
    if not gone or not heads:
        return
    keeps_head = not any(person.was_head for person in gone)
    if len(heads) + keeps_head > 1:
        yield error("V10", "残る世帯に世帯主が2人以上います。", heads[-1].place)


def _household_made(case: CheckedCase) -> Iterator[Finding]:
    if not makes_household(case) or not case.movers:
        return
    yield from _one_head([person for person in case.movers if person.is_head], "新しい世帯")


def _one_head(heads: Sequence[CheckedPerson], household: str) -> Iterator[Finding]:
    if len(heads) > 1:
        yield error("V10", f"{household}に世帯主が2人以上います。", heads[1].place)
    elif not heads:
        yield alert("V10", f"{household}に世帯主がいません（未設定）。", "persons")


def _household_joined(case: CheckedCase) -> Iterator[Finding]:
    place = "details.joinedHouseholdId"
    must_join = case.movement is not None and case.movement.change_reason in JOINING
    if case.joined is None:
        if must_join:
            yield error("V09", "異動先の世帯を選んでください。", place)
        return
    if case.joined.is_left_too:
        yield error("V09", "異動元の世帯が異動先に選ばれています。", place)
    if not case.joined.is_at_new_address:
        yield alert("V09", "新しい住所が異動先の世帯の住所と違います。", "details.newAddress")
    yield from _members_of_joined(case, case.joined)


def _members_of_joined(case: CheckedCase, joined: JoinedHousehold) -> Iterator[Finding]:
    for person in case.movers:
        if not person.is_relationship_said or not person.relationship_codes:
            yield error("V09", "異動先の世帯主との続柄を入力してください。", person.place)
    heads = [person for person in case.movers if person.is_head and person.is_relationship_said]
    if not joined.has_head:
        yield from _one_head(heads, "異動先の世帯")
    elif heads:
        yield error("V10", "異動先の世帯に世帯主が2人以上います。", heads[0].place)


def _change_of_head(case: CheckedCase) -> Iterator[Finding]:
    if not changes_head_only(case) or not case.persons:
        return
    new = [person for person in case.persons if person.becomes_head]
    if len(new) > 1:
        yield error("V10", "新しい世帯主が2人以上います。", new[1].place)
    elif not new:
        yield error("HEAD", "新しい世帯主を記録してください（続柄 02）。", "persons")
    former = [person for person in case.persons if person.was_head]
    if not former:
        yield error("HEAD", "これまでの世帯主を記録してください。", "persons")
    for person in former:
        if person.is_head or not person.is_relationship_said:
            yield error("HEAD", "これまでの世帯主の新しい続柄を入力してください。", person.place)


RULES: tuple[Callable[[CheckedCase], Iterator[Finding]], ...] = (
    _head_leaves,
    _household_left,
    _household_made,
    _household_joined,
    _change_of_head,
)
