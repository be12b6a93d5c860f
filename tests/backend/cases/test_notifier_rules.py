"""Who notifies: what they must show, by what they are identified, and who gets a notice."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from backend.cases.rules.notifier import (
    HowChecked,
    IdentityCheck,
    Mover,
    RecordedProof,
    ShownDocument,
    are_sufficient,
    checked_document,
    is_identified,
    is_other_notifier,
    mask_number,
    notice_addressees,
    require_fitting_proof,
    required_proofs,
)
from backend.cases.status import NotifierRelation, ProofState
from backend.errors import InvalidInputError
from backend.procedures.representation import (
    IdentityGroup,
    NumberRule,
    Proof,
    read_representation,
    representation_faults,
)

CATALOGUE = json.loads(Path("fixtures/procedures/catalogue.json").read_text("utf-8"))
DEFAULTS = read_representation(CATALOGUE)
TODAY = date(2026, 11, 24)
PATH = ("input", "documents", "0")
LICENCE = ShownDocument(
    code="DRIVING_LICENCE",
    how=HowChecked.SEEN,
    number="０１２３４５６７８９０１",
    valid_until=date(2028, 4, 12),
    place_of_issue="霞城県公安委員会",
)


def kept(shown: ShownDocument) -> dict[str, str | None]:
    """What is kept of a document under the default rules."""
    return checked_document(shown, DEFAULTS.documents[shown.code], TODAY, PATH)


def test_the_defaults_know_every_relation() -> None:
    assert set(DEFAULTS.proofs) == {relation.value for relation in NotifierRelation}
    assert {relation: [p.code for p in proofs] for relation, proofs in DEFAULTS.proofs.items()} == {
        "SELF": [],
        "HEAD": [],
        "SAME_HOUSEHOLD": [],
        "LEGAL_REPRESENTATIVE": ["LEGAL_REPRESENTATION"],
        "PROXY": ["POWER_OF_ATTORNEY"],
        "THIRD_PARTY": ["GROUNDS", "SUPPORTING_MATERIAL"],
    }


def test_the_my_number_card_is_enough_and_its_number_is_never_noted() -> None:
    card = DEFAULTS.documents["MY_NUMBER_CARD"]

    assert (card.group, card.number) == (IdentityGroup.ONE, NumberRule.NONE)


def test_a_catalogue_without_the_section_asks_for_nothing() -> None:
    empty = read_representation({})

    assert (empty.proofs, empty.documents, empty.sufficient) == ({}, {}, ())


def test_a_code_that_stands_twice_is_a_fault_with_its_place() -> None:
    section = CATALOGUE["representation"]
    twice = {**section, "identity_documents": [section["identity_documents"][0]] * 2}

    faults = list(representation_faults({"representation": twice}))

    assert [fault.path for fault in faults] == [
        ("representation", "identity_documents", "0", "code"),
        ("representation", "identity_documents", "1", "code"),
    ]


# Identity documents


def test_what_is_kept_of_a_document_has_its_number_masked() -> None:
    assert kept(LICENCE) == {
        "code": "DRIVING_LICENCE",
        "name": "運転免許証",
        "how": "SEEN",
        "number": "********8901",
        "valid_until": "2028-04-12",
        "place_of_issue": "霞城県公安委員会",
    }


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("TK1234567", "*****4567"),
        ("12345678", "****5678"),
        ("1234567", "****567"),
        ("12345", "**345"),
        ("1234", "****"),
        (" ＡＢ １２３ ", "**123"),
        ("1", "*"),
    ],
)
def test_a_number_keeps_its_last_characters_and_a_short_one_none(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(
    ("shown", "place"),
    [
        (replace(LICENCE, valid_until=date(2026, 11, 23)), "validUntil"),
        (replace(LICENCE, valid_until=None), "validUntil"),
        (replace(LICENCE, how=HowChecked.ASKED), "how"),
        (replace(LICENCE, code="INTERVIEW"), "how"),
        (replace(LICENCE, code="PASSPORT"), "number"),
        (replace(LICENCE, code="PASSPORT", number="1234-5678-9018"), "number"),
        (replace(LICENCE, code="PASSPORT", number="No.123456789018号"), "number"),
        (replace(LICENCE, code="MY_NUMBER_CARD", number="1234"), "number"),
        (replace(LICENCE, place_of_issue="1234 5678 9018"), "placeOfIssue"),
        (
            replace(
                LICENCE,
                code="MY_NUMBER_CARD",
                number=None,
                place_of_issue="１２３４５６７８９０１８",
            ),
            "placeOfIssue",
        ),
    ],
)
def test_what_may_not_be_kept_is_refused_without_being_repeated(
    shown: ShownDocument, place: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        kept(shown)

    assert refused.value.path == (*PATH, place)
    assert "9018" not in refused.value.message


@pytest.mark.parametrize(
    "shown",
    [
        replace(LICENCE, valid_until=TODAY),
        replace(LICENCE, code="PASSPORT", number="12345678901"),
        replace(LICENCE, code="PASSPORT", number="1234567890123"),
        replace(LICENCE, code="MY_NUMBER_CARD", number=" "),
        ShownDocument(code="INTERVIEW", how=HowChecked.ASKED),
        ShownDocument(code="BANK_CARD", how=HowChecked.SEEN),
    ],
)
def test_what_lies_just_inside_a_limit_is_kept(shown: ShownDocument) -> None:
    assert kept(shown)["code"] == shown.code


@pytest.mark.parametrize(
    ("codes", "suffices"),
    [
        (["PASSPORT"], True),
        (["PENSION_BOOK"], False),
        (["PENSION_BOOK", "BANK_CARD"], True),
        (["PENSION_BOOK", "PENSION_BOOK"], False),
        (["PENSION_BOOK", "INTERVIEW"], True),
        (["INTERVIEW"], False),
        ([], False),
    ],
)
def test_one_strong_document_or_two_others_suffice(codes: list[str], suffices: bool) -> None:
    assert are_sufficient(codes, DEFAULTS) is suffices


PERSON = uuid4()
CHECK = IdentityCheck(
    id=uuid4(), person_id=None, notifier_version=2, is_sufficient=True, withdraws_id=None
)
OF_PERSON = replace(CHECK, person_id=PERSON, notifier_version=None)


def withdrawal(of: IdentityCheck) -> IdentityCheck:
    return replace(of, id=uuid4(), is_sufficient=False, withdraws_id=of.id)


@pytest.mark.parametrize(
    ("checks", "person_id", "identified"),
    [
        ([CHECK], None, True),
        ([OF_PERSON], PERSON, True),
        ([], None, False),
        ([replace(CHECK, is_sufficient=False)], None, False),
        ([replace(CHECK, notifier_version=1)], None, False),
        ([OF_PERSON], None, False),
        ([OF_PERSON], uuid4(), False),
        ([CHECK, withdrawal(CHECK)], None, False),
        ([CHECK, withdrawal(CHECK), replace(CHECK, id=uuid4())], None, True),
    ],
)
def test_the_notifier_is_identified_by_a_sufficient_check_that_stands(
    checks: list[IdentityCheck], person_id: UUID | None, identified: bool
) -> None:
    assert is_identified(checks, person_id, 2) is identified


@pytest.mark.parametrize(
    ("before", "after", "is_other"),
    [
        ((None, None, "若竹　伸"), (None, None, "若竹 伸"), False),
        ((None, None, "渡邉　伸"), (PERSON, None, "渡辺　伸"), False),
        ((None, None, "若竹　伸"), (None, None, "若竹　仁"), True),
        ((PERSON, None, "若竹　伸"), (uuid4(), None, "若竹　伸"), True),
        ((PERSON, None, "若竹　伸"), (None, None, "若竹　伸"), True),
        ((None, PERSON, "若竹　伸"), (None, PERSON, "若竹　伸"), False),
    ],
)
def test_another_notifier_is_another_name_or_another_link(
    before: tuple[UUID | None, UUID | None, str],
    after: tuple[UUID | None, UUID | None, str],
    is_other: bool,
) -> None:
    assert is_other_notifier(before, after) is is_other


# Proofs

MANDATE = Proof("POWER_OF_ATTORNEY", "委任状", ("委任状",), stops=False)
GROUNDS = Proof("GROUNDS", "請求・届出の理由", (), stops=True)


def test_a_required_proof_is_missing_until_it_is_recorded() -> None:
    recorded = RecordedProof(state=ProofState.SHOWN, version=3, document="委任状")

    first, second = required_proofs([MANDATE, GROUNDS], {"POWER_OF_ATTORNEY": recorded})

    assert (first.state, first.version, first.document) == (ProofState.SHOWN, 3, "委任状")
    assert (second.state, second.version, second.stops) == (ProofState.MISSING, 0, True)


@pytest.mark.parametrize(
    ("proof", "state", "document", "note"),
    [
        (MANDATE, ProofState.SHOWN, "委任状", None),
        (MANDATE, ProofState.WAIVED, None, "本人に電話で確かめた"),
        (MANDATE, ProofState.MISSING, None, None),
        (GROUNDS, ProofState.SHOWN, None, "貸金の返還請求のため"),
    ],
)
def test_a_proof_that_says_what_was_shown_or_why_not_is_accepted(
    proof: Proof, state: ProofState, document: str | None, note: str | None
) -> None:
    require_fitting_proof(proof, state, document, note)


@pytest.mark.parametrize(
    ("proof", "state", "document", "note", "place"),
    [
        (MANDATE, ProofState.SHOWN, None, None, "document"),
        (MANDATE, ProofState.SHOWN, "口頭", "そう言った", "document"),
        (MANDATE, ProofState.WAIVED, None, None, "note"),
        (GROUNDS, ProofState.SHOWN, None, None, "note"),
        (GROUNDS, ProofState.SHOWN, None, "123456789018", "note"),
    ],
)
def test_a_proof_that_does_not_is_refused(
    proof: Proof, state: ProofState, document: str | None, note: str | None, place: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        require_fitting_proof(proof, state, document, note)

    assert refused.value.path == ("input", place)


# 住民異動届受理通知

MOVER = Mover(id=PERSON, name="若竹　伸", is_protected=False)
WIFE = Mover(id=uuid4(), name="若竹　葉子", is_protected=False)


@pytest.mark.parametrize(
    ("movers", "person_id", "name", "relation", "addressees"),
    [
        ([MOVER, WIFE], None, "苔田　代理", "PROXY", ["若竹　伸", "若竹　葉子"]),
        ([MOVER], None, "若竹　元", "SAME_HOUSEHOLD", ["若竹　伸"]),
        ([MOVER, WIFE], None, "若竹 伸", "HEAD", []),
        ([MOVER, WIFE], WIFE.id, "若竹　葉子", "SAME_HOUSEHOLD", []),
        ([MOVER], uuid4(), "若竹　伸", "PROXY", ["若竹　伸"]),
        ([MOVER], None, "若竹　伸", "SELF", []),
        ([MOVER, replace(WIFE, is_protected=True)], None, "苔田　代理", "PROXY", []),
        ([], None, "苔田　代理", "PROXY", []),
    ],
)
def test_a_notice_goes_to_movers_who_did_not_come_and_never_where_somebody_is_protected(
    movers: list[Mover], person_id: UUID | None, name: str, relation: str, addressees: list[str]
) -> None:
    assert (
        notice_addressees(
            movers, notifier_person_id=person_id, notifier_name=name, relation=relation
        )
        == addressees
    )
