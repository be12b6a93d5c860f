"""Rules of who notifies: required proofs, identity checks, the notice to the mover. Pure."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.cases.status import ProofState
from backend.errors import InvalidInputError
from backend.procedures.representation import (
    IdentityDocument,
    IdentityGroup,
    NumberRule,
    Proof,
    Representation,
)
from backend.shared.names import fold_kanji
from backend.shared.numbers import refuse_twelve_digits

MASK = "*"
# So many characters of a number stay readable: enough to tell two documents apart.
KEPT_OF_LONG, KEPT_OF_SHORT = 4, 3
SHORTEST_LONG, SHORTEST_SHORT = 8, 5


class HowChecked(StrEnum):
    """How a document was checked (確認の方法)."""

    SEEN = "SEEN"  # 目視
    READ_BY_IC = "READ_BY_IC"  # ICチップの読取り
    ASKED = "ASKED"  # 聞き取り


@dataclass(frozen=True, kw_only=True)
class ShownDocument:
    """A document as the official describes it."""

    code: str
    how: HowChecked
    number: str | None = None
    valid_until: date | None = None
    place_of_issue: str | None = None


def checked_document(
    shown: ShownDocument, known: IdentityDocument, today: date, path: Sequence[str]
) -> dict[str, str | None]:
    """What is kept of a shown document, its number masked; refuses what may not be kept."""
    _require_fitting_how(shown, known, (*path, "how"))
    _require_valid(shown, known, today, (*path, "validUntil"))
    refuse_twelve_digits(shown.place_of_issue, (*path, "placeOfIssue"))
    return {
        "code": known.code,
        "name": known.name,
        "how": shown.how.value,
        "number": _masked_number(shown.number, known.number, (*path, "number")),
        "valid_until": shown.valid_until.isoformat() if shown.valid_until else None,
        "place_of_issue": shown.place_of_issue,
    }


def _require_fitting_how(
    shown: ShownDocument, known: IdentityDocument, path: Sequence[str]
) -> None:
    if (shown.how is HowChecked.ASKED) != (known.group is IdentityGroup.ASKED):
        raise InvalidInputError(f"{known.name}はこの方法では確認できません。", path=path)


def _require_valid(
    shown: ShownDocument, known: IdentityDocument, today: date, path: Sequence[str]
) -> None:
    if shown.valid_until is None:
        if known.expires:
            raise InvalidInputError(f"{known.name}の有効期限を入力してください。", path=path)
    elif shown.valid_until < today:
        raise InvalidInputError(f"{known.name}の有効期限が過ぎています。", path=path)


def _masked_number(number: str | None, rule: NumberRule, path: Sequence[str]) -> str | None:
    if not number or not number.strip():
        return None
    if rule is NumberRule.NONE:
        raise InvalidInputError("この書類の番号は記録できません。", path=path)
    if rule is NumberRule.ANY:
        refuse_twelve_digits(number, path)
    return mask_number(number)


def mask_number(number: str) -> str:
    """A document's number with only its last characters readable."""
    plain = "".join(unicodedata.normalize("NFKC", number).split())
    kept = 0
    if len(plain) >= SHORTEST_SHORT:
        kept = KEPT_OF_LONG if len(plain) >= SHORTEST_LONG else KEPT_OF_SHORT
    return MASK * (len(plain) - kept) + plain[len(plain) - kept :]


def are_sufficient(codes: Sequence[str], representation: Representation) -> bool:
    """Whether these documents together prove who somebody is; each counts once."""
    count = dict.fromkeys(IdentityGroup, 0)
    for code in set(codes):
        count[representation.documents[code].group] += 1
    return any(
        all(count[group] >= number for group, number in needed.items())
        for needed in representation.sufficient
    )


@dataclass(frozen=True, kw_only=True)
class IdentityCheck:
    """What of a recorded check decides whether somebody is identified."""

    id: UUID
    person_id: UUID | None
    notifier_version: int | None
    is_sufficient: bool
    withdraws_id: UUID | None


def is_identified(
    checks: Sequence[IdentityCheck], person_id: UUID | None, notifier_version: int
) -> bool:
    """Whether a sufficient check of the notifier stands: of them, or of the person they are."""
    withdrawn = {check.withdraws_id for check in checks}
    return any(
        check.is_sufficient
        and check.id not in withdrawn
        and (
            (check.person_id is None and check.notifier_version == notifier_version)
            or (person_id is not None and check.person_id == person_id)
        )
        for check in checks
    )


@dataclass(frozen=True, kw_only=True)
class RecordedProof:
    """How a proof stands."""

    state: ProofState
    version: int
    document: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class RequiredProof:
    """Something that the notifier must show, and how it stands."""

    code: str
    name: str
    documents: tuple[str, ...]
    stops: bool
    state: ProofState
    version: int
    document: str | None
    note: str | None


def required_proofs(
    asked: Sequence[Proof], recorded: Mapping[str, RecordedProof]
) -> list[RequiredProof]:
    """What a notifier of this relation must show, with what was shown already."""
    missing = RecordedProof(state=ProofState.MISSING, version=0)
    return [
        RequiredProof(
            code=proof.code,
            name=proof.name,
            documents=proof.documents,
            stops=proof.stops,
            **vars(recorded.get(proof.code, missing)),
        )
        for proof in asked
    ]


def require_fitting_proof(
    proof: Proof, state: ProofState, document: str | None, note: str | None
) -> None:
    """Refuse a proof that says neither what was shown nor why it was waived."""
    refuse_twelve_digits(note, ("input", "note"))
    if state is ProofState.SHOWN and proof.documents and document not in proof.documents:
        listed = "、".join(proof.documents)
        raise InvalidInputError(
            f"示された書類を選んでください（{listed}）。", path=("input", "document")
        )
    says_it = state is ProofState.WAIVED or (state is ProofState.SHOWN and not proof.documents)
    if says_it and not note:
        name = "省略の理由" if state is ProofState.WAIVED else proof.name
        raise InvalidInputError(f"{name}を入力してください。", path=("input", "note"))


@dataclass(frozen=True, kw_only=True)
class Mover:
    """What the notice to a mover depends on."""

    id: UUID
    name: str
    is_protected: bool


def notice_addressees(
    movers: Sequence[Mover], *, notifier_person_id: UUID | None, notifier_name: str, relation: str
) -> list[str]:
    """Who gets a 住民異動届受理通知: the movers, where somebody else notified.

    Nobody where one of them is under 支援措置: the former address may be whom they flee from.
    """
    if relation == "SELF" or any(mover.is_protected for mover in movers):
        return []
    if any(_is_notifier(mover, notifier_person_id, notifier_name) for mover in movers):
        return []
    return [mover.name for mover in movers]


def _is_notifier(mover: Mover, person_id: UUID | None, name: str) -> bool:
    if person_id is not None:
        return mover.id == person_id
    return fold_kanji(mover.name) == fold_kanji(name)


def is_other_notifier(
    before: tuple[UUID | None, UUID | None, str], after: tuple[UUID | None, UUID | None, str]
) -> bool:
    """Whether a change names another person: another link, or another name without one."""
    return any(_differ(before[:2], after[:2])) or fold_kanji(before[2]) != fold_kanji(after[2])


def _differ(before: Sequence[UUID | None], after: Sequence[UUID | None]) -> Iterator[bool]:
    for one, other in zip(before, after, strict=True):
        yield one is not None and other != one
