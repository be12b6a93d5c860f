"""What identity checks, proofs and the catalogue's rules about them show."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from backend.cases.rules.notifier import HowChecked
from backend.cases.status import IdentityResult, NotifierRelation, ProofState, Severity
from backend.cases.tables.identity_checks import IdentityCheckRow
from backend.procedures.representation import (
    SECTION,
    IdentityGroup,
    NumberRule,
    read_representation,
)
from backend.procedures.tables import CatalogueVersionRow
from backend.reading.fields import column, computed, global_id, one, shown
from backend.reading.global_ids import encode_id
from backend.staff.tables import StaffRow
from backend.staff.types import Staff

for listed, words in (
    (NotifierRelation, "How the notifier is related to those concerned (届出人との関係)."),
    (Severity, "How grave a finding is: an error stops, an alert is confirmed (検証結果の種別)."),
    (HowChecked, "How a document was checked (確認の方法)."),
    (ProofState, "How something required stands (資格を示す書類の状態)."),
    (IdentityResult, "What an identity check came to (本人確認の結果)."),
    (IdentityGroup, "What a document is worth as a proof of identity (本人確認書類の区分)."),
    (NumberRule, "Which number of a document may be noted (番号の扱い)."),
):
    strawberry.enum(listed, description=words)


@strawberry.type(description="A document by which somebody was identified (本人確認書類).")
class CheckedDocument:
    code: str
    name: str
    how: HowChecked
    number: str | None = strawberry.field(description="Only its last characters readable.")
    valid_until: date | None
    place_of_issue: str | None


def checked_documents(stored: list[Any]) -> list[CheckedDocument]:
    """The stored documents as objects."""
    return [
        CheckedDocument(
            code=entry["code"],
            name=entry["name"],
            how=HowChecked(entry["how"]),
            number=entry["number"],
            valid_until=_day(entry["valid_until"]),
            place_of_issue=entry["place_of_issue"],
        )
        for entry in stored
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_later = aliased(IdentityCheckRow)
IS_WITHDRAWN = exists(
    select(_later.id).where(
        _later.city_id == IdentityCheckRow.city_id, _later.withdraws_id == IdentityCheckRow.id
    )
)


@shown(
    IdentityCheckRow,
    description="One identity check, or the withdrawal of one (本人確認).",
    audited=(("case", IdentityCheckRow.case_id),),
)
class IdentityCheck:
    id: strawberry.ID = global_id("IdentityCheck", IdentityCheckRow.id)
    person_id: strawberry.ID | None = computed(
        lambda id_: encode_id("CasePerson", id_) if id_ else None,
        IdentityCheckRow.person_id,
        description="The person of the case; null: the notifier.",
    )
    notifier_version: int | None = column(
        IdentityCheckRow.notifier_version, description="Of the notifier who was checked."
    )
    documents: list[CheckedDocument] = computed(checked_documents, IdentityCheckRow.documents)
    result: IdentityResult = computed(IdentityResult, IdentityCheckRow.result)
    doubt: str | None = column(
        IdentityCheckRow.doubt, description="Why it did not convince (疑義)."
    )
    withdraws: strawberry.ID | None = computed(
        lambda id_: encode_id("IdentityCheck", id_) if id_ else None,
        IdentityCheckRow.withdraws_id,
        description="The check that this one withdraws.",
    )
    withdrawal_reason: str | None = column(IdentityCheckRow.withdrawal_reason)
    is_withdrawn: bool = column(IS_WITHDRAWN, description="A later record withdraws it (取消済).")
    recorded_at: datetime = column(IdentityCheckRow.recorded_at)
    recorded_by: Staff = one(
        StaffRow,
        (IdentityCheckRow.city_id, StaffRow.city_id),
        (IdentityCheckRow.recorded_by, StaffRow.id),
    )


@strawberry.type(description="Something that the notifier must show (資格を示す書類).")
class RequiredProof:
    code: str
    name: str
    documents: list[str] = strawberry.field(description="Any of these; empty: said in words.")
    state: ProofState
    version: int = strawberry.field(description="expectedVersion of recordProof.")
    document: str | None = strawberry.field(description="What was shown.")
    note: str | None = strawberry.field(description="What was said, or why it was waived.")
    severity: Severity = strawberry.field(description="Of the finding while it is missing.")


def required_proofs(stored: list[Any]) -> list[RequiredProof]:
    """The stored proofs as objects."""
    return [
        RequiredProof(
            code=entry["code"],
            name=entry["name"],
            documents=list(entry["documents"]),
            state=ProofState(entry["state"]),
            version=entry["version"],
            document=entry["document"],
            note=entry["note"],
            severity=Severity.ERROR if entry["stops"] else Severity.ALERT,
        )
        for entry in stored
    ]


@strawberry.type(
    description="A notice of acceptance to those who move but did not come (住民異動届受理通知)."
)
class SuggestedNotice:
    addressees: list[str]
    postal_code: str | None
    address: str = strawberry.field(description="The address they leave (異動前住所).")


def suggested_notice(stored: dict[str, Any] | None) -> SuggestedNotice | None:
    """The stored suggestion as an object."""
    return SuggestedNotice(**stored) if stored else None


@strawberry.type(description="A kind of document that proves who somebody is (本人確認書類).")
class IdentityDocumentKind:
    code: str
    name: str
    group: IdentityGroup
    number: NumberRule
    expires: bool = strawberry.field(description="Its last day must be given.")


@strawberry.type(description="What a notifier of one relation must show (資格を示す書類).")
class RelationProofs:
    relation: NotifierRelation
    names: list[str]


@strawberry.type(description="How many documents of a group are asked for (必要な点数).")
class GroupCount:
    group: IdentityGroup
    count: int


def _section(stored: dict[str, Any] | None) -> Any:
    return read_representation({SECTION: stored})


def identity_documents(stored: dict[str, Any] | None) -> list[IdentityDocumentKind]:
    """The catalogue's identity documents as objects."""
    return [IdentityDocumentKind(**vars(known)) for known in _section(stored).documents.values()]


def relation_proofs(stored: dict[str, Any] | None) -> list[RelationProofs]:
    """What each relation must show, by name."""
    return [
        RelationProofs(relation=NotifierRelation(relation), names=[proof.name for proof in proofs])
        for relation, proofs in _section(stored).proofs.items()
    ]


def sufficient_sets(stored: dict[str, Any] | None) -> list[list[GroupCount]]:
    """The sets of documents that are enough."""
    return [
        [GroupCount(group=group, count=count) for group, count in needed.items()]
        for needed in _section(stored).sufficient
    ]


IN_DOCUMENT = CatalogueVersionRow.document[SECTION]


@shown(
    CatalogueVersionRow,
    description="What the city asks of notifiers and takes as proof (本人確認の定め).",
    name="Representation",
)
class ShownRepresentation:
    identity_documents: list[IdentityDocumentKind] = computed(identity_documents, IN_DOCUMENT)
    sufficient: list[list[GroupCount]] = computed(
        sufficient_sets, IN_DOCUMENT, description="Any of these sets is enough (必要な点数)."
    )
    relations: list[RelationProofs] = computed(relation_proofs, IN_DOCUMENT)


__all__ = [
    "IdentityCheck",
    "RequiredProof",
    "ShownRepresentation",
    "SuggestedNotice",
    "required_proofs",
    "suggested_notice",
]
