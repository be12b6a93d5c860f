"""All SQL of the residents slice.

Reads return a ``Select`` that the reading runs. Under row-level security only leakproof operators
(=, <, >=) may use an index, so searches go by ranges on folded keys and equality on grams, and
``strpos`` only verifies what these found. The city is the policy's condition, never ours.
"""

from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, intersect, or_, select, union
from sqlalchemy.orm import aliased

from backend.errors import InvalidInputError
from backend.residents.rules import (
    BirthTerm,
    NumberTerm,
    ReadingTerm,
    SearchTerms,
    Term,
    WrittenTerm,
)
from backend.residents.status import RegisterStatus, ResidentScope
from backend.residents.tables import (
    AddressGramRow,
    HouseholdRow,
    IndividualNumberRow,
    ResidentGramRow,
    ResidentNameKeyRow,
    ResidentRow,
)
from backend.shared.names import address_grams, fold_address, grams

# A search finds this many at most and says so: more is a list, not the identification of a person.
MOST_FOUND = 500
# A listing by criteria ends here.
MOST_LISTED = 10_000
# So many candidates are looked at before that: some have left, or have several keys that fit.
MOST_CANDIDATES = 4 * MOST_FOUND
# So many pairs of characters narrow a search down; ``strpos`` verifies the rest.
MOST_GRAMS = 4
# Above every character that a folded key can hold.
END_OF_PREFIX = "\U0010ffff"


def resident_by_id(id_: Any) -> Select[ResidentRow]:
    """One resident."""
    return select(ResidentRow).where(ResidentRow.id == id_)


def household_by_id(id_: Any) -> Select[HouseholdRow]:
    """One household."""
    return select(HouseholdRow).where(HouseholdRow.id == id_)


def individual_number_of(resident_id: Any, *, with_restricted: bool) -> Select[IndividualNumberRow]:
    """A resident's Individual Number, still encrypted."""
    found = select(IndividualNumberRow).where(IndividualNumberRow.resident_id == resident_id)
    if with_restricted:
        return found
    return found.join(ResidentRow, ResidentRow.id == IndividualNumberRow.resident_id).where(
        ResidentRow.is_restricted.is_(False)
    )


def residents_matching(terms: SearchTerms, scope: ResidentScope) -> Select[ResidentRow]:
    """Residents for whom every term holds, one more than the cap; order by ``sort_key``, ``id``."""
    only = len(terms) == 1
    conditions = [condition for term in terms for condition in _conditions(term, only=only)]
    return _first_of(conditions, scope, MOST_FOUND)


def residents_listed(
    *,
    address: str | None,
    born_from: Any,
    born_until: Any,
    scope: ResidentScope,
    with_restricted: bool = True,
) -> Select[ResidentRow]:
    """List by address and span of birth dates: who is known to be born in it."""
    conditions = [] if address is None else _lives_at(address)
    if address is not None and not with_restricted:
        # The bare id among those who live there would tell where a protected person lives.
        conditions.append(ResidentRow.is_restricted.is_(False))
    if born_from is not None:
        conditions.append(ResidentRow.birth_earliest_on >= born_from)
    if born_until is not None:
        conditions.append(ResidentRow.birth_earliest_on <= born_until)
        conditions.append(ResidentRow.birth_latest_on <= born_until)
    return _first_of(conditions, scope, MOST_LISTED)


def _first_of(
    conditions: list[ColumnElement[bool]], scope: ResidentScope, most: int
) -> Select[ResidentRow]:
    """The first rows for which the conditions hold, one more than the cap.

    They are found below the page's own limit: for so many rows the planner looks for those that
    match, for twenty it would walk through the whole city in the order of the page.
    """
    found = select(ResidentRow.id).where(*conditions)
    if scope is ResidentScope.CURRENT:
        found = found.where(ResidentRow.register_status == RegisterStatus.RESIDENT)
    first = found.order_by(ResidentRow.sort_key, ResidentRow.id).limit(most + 1)
    return select(ResidentRow).where(ResidentRow.id.in_(first))


def _lives_at(address: str) -> list[ColumnElement[bool]]:
    folded = fold_address(address)
    pairs = address_grams(folded)[:MOST_GRAMS]
    if not pairs:
        raise InvalidInputError("町名を2文字以上入力してください。", path=("address",))
    return [
        ResidentRow.id.in_(_ids_with_grams(AddressGramRow, pairs)),
        func.strpos(ResidentRow.address_folded, folded) > 0,
    ]


def _conditions(term: Term, *, only: bool) -> list[ColumnElement[bool]]:
    """The conditions of one term; the ``only`` term of a search may stop at the cap."""
    match term:
        case ReadingTerm():
            return [ResidentRow.id.in_(_ids_of_reading(term, capped=only))]
        case WrittenTerm():
            return _written(term, capped=only)
        case BirthTerm():
            return [_born(term)]
        case NumberTerm():
            number = ResidentRow.number.in_(term.numbers)
            return [number if term.birth is None else or_(number, _born(term.birth))]


def _born(term: BirthTerm) -> ColumnElement[bool]:
    return and_(
        ResidentRow.birth_earliest_on >= term.earliest_on,
        # Says the same of known dates, and bounds the scan of the index at its other end.
        ResidentRow.birth_earliest_on <= term.latest_on,
        ResidentRow.birth_latest_on <= term.latest_on,
    )


def _ids_of_reading(term: ReadingTerm, *, capped: bool) -> Any:
    whole = _ids_with_prefix(term.keys, capped=capped)
    if not term.words:
        return whole
    by_word = intersect(*(_ids_with_prefix(keys, capped=False) for keys in term.words))
    return union(whole, by_word)


def _ids_with_prefix(keys: tuple[str, ...], *, capped: bool) -> Any:
    """Ids whose key begins with one of these, in the index's own order."""
    key = ResidentNameKeyRow.key
    begins = [and_(key >= prefix, key < prefix + END_OF_PREFIX) for prefix in keys]
    if not capped:
        return select(ResidentNameKeyRow.resident_id).where(or_(*begins))
    parts = [_first_ids(condition) for condition in begins]
    return parts[0] if len(parts) == 1 else union(*parts)


def _first_ids(condition: ColumnElement[bool]) -> Any:
    """The first ids of a range."""
    several = select(ResidentNameKeyRow.resident_id).where(condition)
    several = several.order_by(ResidentNameKeyRow.key, ResidentNameKeyRow.resident_id)
    return select(several.limit(MOST_CANDIDATES).subquery().c.resident_id)


def _written(term: WrittenTerm, *, capped: bool) -> list[ColumnElement[bool]]:
    pairs = grams(term.folded)[:MOST_GRAMS]
    if not pairs:  # one character: a name begins with it
        return [ResidentRow.id.in_(_ids_with_prefix((term.folded,), capped=capped))]
    ids = _ids_with_grams(ResidentGramRow, pairs)
    return [
        ResidentRow.id.in_(ids.limit(MOST_CANDIDATES) if capped else ids),
        func.strpos(ResidentRow.names_folded, term.folded) > 0,
    ]


def _ids_with_grams(
    row: type[ResidentGramRow] | type[AddressGramRow], pairs: tuple[str, ...]
) -> Select[Any]:
    """Ids that have every one of these pairs of characters."""
    tables = [aliased(row) for _ in pairs]
    statement = select(tables[0].resident_id).where(tables[0].gram == pairs[0])
    return reduce(
        lambda found, pair: found.join(
            pair[0],
            and_(pair[0].resident_id == tables[0].resident_id, pair[0].gram == pair[1]),
        ),
        zip(tables[1:], pairs[1:], strict=True),
        statement,
    )


# The pairs of neighbouring characters as ``grams`` and ``address_grams`` make them; in SQL, because
# there are several for each resident. $1: the city.
_GRAMS = """
    INSERT INTO {table} (city_id, gram, resident_id)
    SELECT DISTINCT resident.city_id, substr(line, place, 2), resident.id
    FROM resident
    CROSS JOIN LATERAL unnest(string_to_array(resident.{column}, E'\\n')) AS line
    CROSS JOIN LATERAL generate_series(1, length(line) - 1) AS place
    WHERE resident.city_id = $1 {condition}
    ORDER BY 1, 2, 3
"""
INSERT_NAME_GRAMS = _GRAMS.format(table="resident_gram", column="names_folded", condition="")
INSERT_ADDRESS_GRAMS = _GRAMS.format(
    table="address_gram",
    column="address_folded",
    condition="AND substr(line, place, 2) !~ '[0-9-]'",
)
