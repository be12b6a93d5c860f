"""Checks of whether the movement suits those who move, by what the catalogue says of it."""

from collections.abc import Callable, Iterator

from backend.cases.errors import Finding
from backend.cases.rules.checked import HEAD, CheckedCase, alert
from backend.procedures.definitions import ForWhom

# Whose nationality contradicts the movement, and whose movement it is instead.
CONTRADICTING = {ForWhom.JAPANESE: (False, "日本人"), ForWhom.FOREIGN: (True, "外国人住民")}


def _for_whom(case: CheckedCase) -> Iterator[Finding]:
    """Ask again when nobody of those who move can be meant; a family may be of both kinds."""
    if case.movement is None or case.movement.for_whom is ForWhom.BOTH:
        return
    contradicting, meant = CONTRADICTING[case.movement.for_whom]
    movers = case.movers
    if movers and all(person.is_japanese is contradicting for person in movers):
        yield alert(
            "FOR_WHOM",
            f"{case.movement.name}は{meant}の方の異動です。異動の種類を確かめてください。",
            "details.movement",
        )


def _proof_of_relationship(case: CheckedCase) -> Iterator[Finding]:
    """Without a document the relationship is not stated as claimed (specification 1.1.11)."""
    if case.movement is None or not case.movement.asks_proof_of_relationship:
        return
    for person in case.movers:
        if list(person.relationship_codes) != [HEAD]:
            yield alert(
                "RELATIONSHIP",
                "世帯主との続柄を証する文書（外国語なら訳文も）を確かめてください。"
                "ないときは縁故者とします。",
                person.place,
            )


RULES: tuple[Callable[[CheckedCase], Iterator[Finding]], ...] = (_for_whom, _proof_of_relationship)
