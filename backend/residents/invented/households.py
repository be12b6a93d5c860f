"""Which people live together: households of every relationship that the register knows."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from backend.residents.rules import Codes
from backend.residents.status import Sex

MALE, FEMALE = Sex.MALE, Sex.FEMALE


@dataclass(frozen=True, slots=True)
class Role:
    """One member to invent: relationship, sex, age; ``family`` numbers those of one surname."""

    codes: Codes
    sex: Sex
    age: int
    family: int = 0
    is_foreign: bool = False


Make = Callable[[random.Random], list[Role]]


def _any_sex(rng: random.Random) -> Sex:
    return MALE if rng.random() < 0.5 else FEMALE


def _child(rng: random.Random, codes: Codes, age: int, family: int = 0) -> Role:
    return Role(codes, _any_sex(rng), max(0, age), family)


def _children(rng: random.Random, mother_age: int, most: int = 3) -> list[Role]:
    """Children who still live here: born when the mother was 22 to 38, three years apart."""
    first = mother_age - rng.randint(22, 38)
    ages = [first - 3 * place for place in range(rng.randint(1, most))]
    return [_child(rng, ("20",), age) for age in ages if 0 <= age < 26] or [
        _child(rng, ("20",), min(18, max(0, first)))
    ]


def _couple(rng: random.Random, age: int) -> list[Role]:
    return [Role(("02",), MALE, age), Role(("12",), FEMALE, max(18, age - rng.randint(-3, 6)))]


def single(rng: random.Random) -> list[Role]:
    """One person of working age."""
    return [Role(("02",), _any_sex(rng), rng.randint(18, 64))]


def single_elderly(rng: random.Random) -> list[Role]:
    """One old person, more often a woman."""
    return [Role(("02",), FEMALE if rng.random() < 0.7 else MALE, rng.randint(65, 101))]


def couple(rng: random.Random) -> list[Role]:
    """Two people without children at home; now and then the wife is the head."""
    age = rng.randint(24, 92)
    if rng.random() < 0.1:
        return [Role(("02",), FEMALE, age), Role(("11",), MALE, age + 2)]
    return _couple(rng, age)


def with_children(rng: random.Random) -> list[Role]:
    """Parents and children."""
    pair = _couple(rng, rng.randint(27, 54))
    return pair + _children(rng, pair[1].age)


def single_parent(rng: random.Random) -> list[Role]:
    """A mother or father alone with children."""
    age = rng.randint(24, 52)
    parent = Role(("02",), FEMALE if rng.random() < 0.85 else MALE, age)
    return [parent, *_children(rng, age, 2)]


def with_parents(rng: random.Random) -> list[Role]:
    """Three generations, the middle one at the head."""
    pair = _couple(rng, rng.randint(35, 58))
    father = Role(("51",), MALE, pair[0].age + rng.randint(22, 34))
    mother = Role(("52",), FEMALE, father.age - rng.randint(0, 5))
    parents = [father, mother] if father.age < 100 else [mother]
    return pair + _children(rng, pair[1].age) + parents


def with_childs_family(rng: random.Random) -> list[Role]:
    """Three generations, the oldest at the head: 子, 子の妻, 子の子."""
    head = rng.randint(60, 88)
    child = head - rng.randint(24, 34)
    grandchildren = [
        _child(rng, ("20", "20"), child - 30 - 3 * place) for place in range(rng.randint(1, 3))
    ]
    return [
        *_couple(rng, head),
        Role(("20",), MALE, child),
        Role(("20", "12"), FEMALE, max(20, child - 2)),
        *(role for role in grandchildren if role.age < 24),
    ]


def four_generations(rng: random.Random) -> list[Role]:
    """Four generations: 子の子の子, and where the youngest are grown up 子の子の子の妻."""
    head = rng.randint(86, 99)
    child, grandchild, youngest = head - 23, head - 47, head - 71
    members = [
        Role(("02",), FEMALE, head),
        Role(("20",), MALE, child),
        Role(("20", "12"), FEMALE, child - 2),
        Role(("20", "20"), MALE, grandchild),
        Role(("20", "20", "12"), FEMALE, grandchild - 1),
        Role(("20", "20", "20"), MALE, youngest),
    ]
    if youngest >= 20:
        members.append(Role(("20", "20", "20", "12"), FEMALE, youngest))
    return members


def siblings(rng: random.Random) -> list[Role]:
    """Brothers and sisters, older and younger."""
    age = rng.randint(20, 75)
    older = Role(("71",), MALE, age + 3) if rng.random() < 0.5 else Role(("81",), FEMALE, age + 2)
    younger = Role(("74",), MALE, age - 2) if rng.random() < 0.5 else Role(("84",), FEMALE, age - 2)
    return [Role(("02",), _any_sex(rng), age), older, younger]


def unmarried(rng: random.Random) -> list[Role]:
    """Partners who are not married: 夫（未届）, 妻（未届）."""
    age = rng.randint(22, 60)
    if rng.random() < 0.3:
        return [Role(("02",), FEMALE, age), Role(("13",), MALE, age + 1, 1)]
    return [Role(("02",), MALE, age), Role(("14",), FEMALE, age - 1, 1)]


def with_wifes_mother(rng: random.Random) -> list[Role]:
    """A couple and the wife's mother, of another surname."""
    pair = _couple(rng, rng.randint(40, 66))
    return [*pair, Role(("12", "52"), FEMALE, min(101, pair[1].age + 27), 1)]


def with_grandparents(rng: random.Random) -> list[Role]:
    """A young head with a father and a grandmother: 父, 父の母."""
    age = rng.randint(22, 38)
    return [
        Role(("02",), _any_sex(rng), age),
        Role(("51",), MALE, age + 26),
        Role(("51", "52"), FEMALE, age + 49),
    ]


def with_relative(rng: random.Random) -> list[Role]:
    """Somebody further off, or whose papers don't show how they are related: 縁故者."""
    pair = _couple(rng, rng.randint(40, 70))
    return [*pair, Role(("96",), _any_sex(rng), rng.randint(18, 80), 1)]


def with_lodger(rng: random.Random) -> list[Role]:
    """Somebody who is not related: 同居人."""
    return [
        Role(("02",), _any_sex(rng), rng.randint(25, 80)),
        Role(("99",), _any_sex(rng), rng.randint(18, 70), 1),
    ]


def with_brothers_family(rng: random.Random) -> list[Role]:
    """A head, the younger brother and his family: 弟, 弟の妻, 弟の子."""
    age = rng.randint(36, 60)
    return [
        Role(("02",), MALE, age),
        Role(("74",), MALE, age - 3),
        Role(("74", "12"), FEMALE, age - 5),
        _child(rng, ("74", "20"), age - 34),
    ]


def foreign_single(rng: random.Random) -> list[Role]:
    """A foreign resident alone."""
    return [Role(("02",), _any_sex(rng), rng.randint(19, 60), is_foreign=True)]


def foreign_family(rng: random.Random) -> list[Role]:
    """A foreign family."""
    pair = _couple(rng, rng.randint(26, 48))
    members = pair + _children(rng, pair[1].age, 2)
    return [Role(role.codes, role.sex, role.age, 0, True) for role in members]


def mixed_couple(rng: random.Random) -> list[Role]:
    """A foreign wife; the children are Japanese."""
    pair = _couple(rng, rng.randint(28, 55))
    wife = Role(("12",), FEMALE, pair[1].age, 1, True)
    return [pair[0], wife, *_children(rng, wife.age, 2)]


# Out of 1000 households, about as in a city of the provinces.
KINDS: tuple[tuple[Make, int], ...] = (
    (single, 240),
    (single_elderly, 130),
    (couple, 200),
    (with_children, 230),
    (single_parent, 60),
    (with_parents, 30),
    (with_childs_family, 20),
    (four_generations, 3),
    (siblings, 10),
    (unmarried, 9),
    (with_wifes_mother, 6),
    (with_grandparents, 5),
    (with_relative, 4),
    (with_lodger, 5),
    (with_brothers_family, 4),
    (foreign_single, 22),
    (foreign_family, 10),
    (mixed_couple, 12),
)
MAKERS: tuple[Make, ...] = tuple(make for make, count in KINDS for _ in range(count))


def roles_of_a_household(rng: random.Random) -> list[Role]:
    """Choose who lives in the next household."""
    return rng.choice(MAKERS)(rng)
