"""What a case knows for the forms of each matter: one function a group of data items.

A form asks for the groups that its inputs name; the others aren't made. Each group's rows are only
those whom the procedures that fill the form concern. Pure: rows in, values out.
"""

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.cases.facts import CaseMaterial
from backend.cases.prefill import (
    ON_FORMS,
    WANTED,
    basics,
    birth_value,
    day_value,
    effect_of,
)
from backend.cases.status import NotifierRelation, PersonRole, ProcedureDecision
from backend.cases.tables.cases import CasePersonRow, CaseProcedureRow
from backend.procedures.definitions import Direction, Effect
from backend.residents.rules import HEAD, SPOUSES
from backend.residents.status import EnrolmentStatus, Scheme
from backend.residents.tables import EnrolmentRow

Values = dict[str, Any]

KINDS = {Effect.ACQUIRED: "ACQUISITION", Effect.CHANGED: "CHANGE", Effect.LOST: "LOSS"}
REASONS_BY_DIRECTION = {
    Direction.IN: "MOVE_IN",
    Direction.WITHIN: "ADDRESS",
    Direction.OUT: "MOVE_OUT",
}
CARE_LEVELS = {
    "要支援1": "SUPPORT_1",
    "要支援2": "SUPPORT_2",
    "要介護1": "CARE_1",
    "要介護2": "CARE_2",
    "要介護3": "CARE_3",
    "要介護4": "CARE_4",
    "要介護5": "CARE_5",
}
UNDECIDED = (ProcedureDecision.UNDECIDED,)
ENDING_MARRIAGE = frozenset({"divorce", "death"})
NAME_EVENTS = frozenset({"marriage", "divorce", "name_change"})
LAST_YEAR_OF_CHILDHOOD = 18  # 18歳に達する日以後の最初の3月31日まで


@dataclass(frozen=True)
class Filling:
    """A case whose forms are filled."""

    material: CaseMaterial
    procedures: Sequence[CaseProcedureRow]

    def asking(
        self, *form_codes: str, annotation: str = "", decisions: Collection[str] = WANTED
    ) -> list[CaseProcedureRow]:
        """The procedures that fill one of the forms, or its annotation (付記)."""
        return [
            row
            for row in self.procedures
            if row.decision in decisions
            and (
                not {*form_codes}.isdisjoint(row.form_codes)
                or (annotation and row.annotation == annotation)
            )
        ]

    def decided(self, *form_codes: str, annotation: str = "") -> list[CasePersonRow]:
        """Whom the procedures surely concern that fill one of the forms."""
        return self._of(self.asking(*form_codes, annotation=annotation))

    def concerned(self, *form_codes: str, annotation: str = "") -> list[CasePersonRow]:
        """The same; while nobody surely is, those whom an answer may still bring in."""
        return self.decided(*form_codes, annotation=annotation) or self._of(
            self.asking(*form_codes, annotation=annotation, decisions=UNDECIDED)
        )

    def _of(self, procedures: Sequence[CaseProcedureRow]) -> list[CasePersonRow]:
        ids = {person_id for row in procedures for person_id in row.person_ids}
        return [person for person in self.material.persons if person.id in ids]

    def kind(self, form_code: str, *, annotation: str = "") -> str | None:
        """What the form notifies: acquired, changed or lost, as its first procedure says.

        While none is decided on it is asked, unless all that may come say the same.
        """
        for row in self.asking(form_code, annotation=annotation):
            return KINDS[effect_of(row, self.material)]
        undecided = self.asking(form_code, annotation=annotation, decisions=UNDECIDED)
        kinds = {KINDS[effect_of(row, self.material)] for row in undecided if row.person_ids}
        return kinds.pop() if len(kinds) == 1 else None

    def persons(self, *form_codes: str, annotation: str = "") -> list[CasePersonRow]:
        """Who stands on a form.

        A form that no procedure of the case asks for, and one whose procedure the official added
        without saying for whom, concerns everybody who stands on the case's forms.
        """
        return self.concerned(*form_codes, annotation=annotation) or self.on_forms()

    def on_forms(self) -> list[CasePersonRow]:
        """Everybody who stands on the case's forms."""
        return [person for person in self.material.persons if person.role in ON_FORMS]

    def children(self) -> list[CasePersonRow]:
        """The children among them, until the end of the school year in which they turn 18."""
        return [person for person in self.on_forms() if is_child(person, self.material.today)]

    def enrolment(self, person: CasePersonRow, scheme: Scheme) -> EnrolmentRow | None:
        """A person's present enrolment in a scheme, as far as the register knows it."""
        if person.resident_id is None:
            return None
        rows = self.material.enrolments.get(person.resident_id, ())
        return next((row for row in rows if _is_present(row, scheme)), None)

    def number(self, person: CasePersonRow, scheme: Scheme) -> str | None:
        """A person's number in a scheme."""
        enrolment = self.enrolment(person, scheme)
        return enrolment.number if enrolment else None

    def address(self, person: CasePersonRow) -> str | None:
        """Where a person lives when the form is filed: movers-out still at the old address."""
        case, movement = self.material.case, self.material.movement
        if movement is not None and movement.direction is Direction.OUT and case.previous_address:
            return case.previous_address
        if movement is not None and case.new_address:
            return case.new_address
        resident = self.material.residents.get(person.resident_id) if person.resident_id else None
        return resident.address_text if resident else case.new_address

    def is_by_proxy(self) -> bool:
        """Whether somebody comes with a power of attorney."""
        return self.material.case.notifier_relation == NotifierRelation.PROXY

    def changed_on(self) -> Values | None:
        """The day of the change."""
        return day_value(self.material.case.changed_on)


def _is_present(row: EnrolmentRow, scheme: Scheme) -> bool:
    return row.scheme == scheme and row.status == EnrolmentStatus.ENROLLED


def is_child(person: CasePersonRow, today: date) -> bool:
    """Whether the school year in which the person turns 18 is not over (年度は4月1日から)."""
    if person.birth_value is None:
        return False
    school_year = today.year if today.month >= 4 else today.year - 1
    return person.birth_value >= date(school_year - LAST_YEAR_OF_CHILDHOOD, 4, 2)


def group_values(
    material: CaseMaterial, procedures: Sequence[CaseProcedureRow], wanted: Collection[str]
) -> Values:
    """The values of the groups that a form asks for; what the case doesn't know is left out."""
    filling = Filling(material, procedures)
    return {name: make(filling) for name, make in GROUPS.items() if name in wanted}


def _known(values: Mapping[str, Any]) -> Values:
    return {name: value for name, value in values.items() if value is not None}


def _single(person: CasePersonRow, *left_out: str) -> Values:
    return {name: value for name, value in basics(person).items() if name not in left_out}


def _proxy(filling: Filling) -> Values:
    if not filling.is_by_proxy():
        return {}
    case = filling.material.case
    return _known(
        {
            "name": case.notifier_name,
            "furigana": case.notifier_furigana,
            "address": case.notifier_address,
            "birth_date": day_value(case.notifier_birth_on),
            "phone": case.notifier_phone,
        }
    )


def _principal(filling: Filling) -> Values:
    """Who sends a proxy: the first grown-up whom the case is about."""
    grown_up = [row for row in filling.on_forms() if not is_child(row, filling.material.today)]
    if not filling.is_by_proxy() or not grown_up:
        return {}
    person = grown_up[0]
    return _known(
        {
            "name": person.name,
            "furigana": person.furigana,
            "address": filling.address(person),
            "birth_date": birth_value(person),
        }
    )


def _mandate(filling: Filling) -> Values:
    """What the proxy comes for today; the principal adds what else is meant."""
    case = filling.material.case
    asked = (case.certificate or {}).get("kind", "")
    return {
        "resident_change": filling.material.movement is not None,
        "resident_record": asked.startswith("RESIDENT_RECORD"),
        "seal_certificate": asked == "SEAL_REGISTRATION",
        "family_register": asked.startswith("FAMILY_REGISTER"),
        "tax_certificate": asked.startswith("TAX"),
        "seal_registration": filling.material.event == "seal_registration",
    }


def _seal(filling: Filling) -> Values:
    case = filling.material.case
    is_self = case.notifier_relation == NotifierRelation.SELF
    rows = [
        {
            **_single(person, "sex", "relationship"),
            "other_name": person.former_surname or person.common_name,
            "address": filling.address(person),
            "phone": case.notifier_phone if is_self else None,
        }
        for person in filling.persons("seal_registration")
    ]
    # A proxy's registration always goes by the letter of inquiry; else the official chooses.
    by_inquiry = {"verification": "INQUIRY"} if filling.is_by_proxy() else {}
    return {"persons": rows, **by_inquiry}


def _insured(filling: Filling, form_code: str, annotation: str, scheme: Scheme) -> Values:
    """What the notifications of 後期高齢者医療 and 介護保険 have in common."""
    movement = filling.material.movement
    reason = REASONS_BY_DIRECTION.get(movement.direction) if movement else None
    return _known(
        {
            "kind": filling.kind(form_code, annotation=annotation),
            "date": filling.changed_on(),
            "reason": "DEATH" if filling.material.event == "death" else reason,
            "persons": [
                {**basics(person), "insured_number": filling.number(person, scheme)}
                for person in filling.persons(form_code, annotation=annotation)
            ],
        }
    )


def _late_stage_medical(filling: Filling) -> Values:
    name = "late_stage_medical"
    return _insured(filling, name, name, Scheme.LATE_STAGE_MEDICAL)


def _care(filling: Filling) -> Values:
    values = _insured(filling, "care_insurance", "care", Scheme.LONG_TERM_CARE)
    persons = filling.persons("care_insurance", annotation="care")
    for row, person in zip(values["persons"], persons, strict=True):
        row["care_level"] = _care_level(filling, person)
    return values


def _care_level(filling: Filling, person: CasePersonRow) -> str | None:
    enrolment = filling.enrolment(person, Scheme.LONG_TERM_CARE)
    words = (enrolment.detail.get("care_level") or "") if enrolment else ""
    return CARE_LEVELS.get(unicodedata.normalize("NFKC", words))


def _care_certification(filling: Filling) -> Values:
    movement = filling.material.movement
    is_taken_over = movement is not None and movement.direction is Direction.IN
    return _known(
        {
            "kind": "TRANSFER" if is_taken_over else None,
            "survey_contact": filling.material.case.notifier_name,
            "survey_phone": filling.material.case.notifier_phone,
            "persons": [
                {
                    **_single(person, "relationship"),
                    "insured_number": filling.number(person, Scheme.LONG_TERM_CARE),
                    "care_level": _care_level(filling, person),
                    "address": filling.address(person),
                }
                for person in filling.persons("care_certification")
            ],
        }
    )


def _pension(filling: Filling) -> Values:
    movement = filling.material.movement
    directions = {Direction.IN: (None, "MOVE_IN"), Direction.WITHIN: ("ADDRESS", "MOVED")}
    kind, reason = directions.get(movement.direction, (None, None)) if movement else (None, None)
    return _known(
        {
            "kind": kind,
            "reason": reason,
            "date": filling.changed_on(),
            "persons": [
                {
                    **basics(person),
                    "basic_pension_number": filling.number(person, Scheme.NATIONAL_PENSION),
                }
                for person in filling.persons("national_pension", annotation="pension")
            ],
        }
    )


def _child_allowance(filling: Filling) -> Values:
    """The catalogue says who claims: the main earner, or who receives the allowance already."""
    case, event = filling.material.case, filling.material.event
    is_birth = event == "birth"
    claimants = [
        person
        for person in filling.decided("child_allowance_claim", "child_allowance_amount_change")
        if not is_child(person, filling.material.today)
    ]
    return _known(
        {
            "claim_reason": {"birth": "FIRST_BIRTH", "move_in": "MOVE_IN"}.get(event),
            "change_kind": "INCREASE" if is_birth else None,
            "change_reason": "BIRTH" if is_birth else None,
            "reason_on": filling.changed_on(),
            "recipient_number": _recipient_number(filling, claimants),
            "claimant": _claimant(filling, claimants),
            "spouse": _spouse(filling, claimants),
            "children": [
                {
                    **basics(child),
                    "living": "TOGETHER" if case.new_address or is_birth else None,
                    "change": _change_of_child(child),
                }
                for child in [*filling.children(), *(_siblings(filling) if is_birth else ())]
            ],
        }
    )


def _siblings(filling: Filling) -> list[CasePersonRow]:
    """The children who were there before the newborn: the allowance counts them all."""
    staying = [row for row in filling.material.persons if row.role == PersonRole.STAYING]
    return [row for row in staying if is_child(row, filling.material.today)]


def _change_of_child(child: CasePersonRow) -> str | None:
    changes = {PersonRole.NEWBORN: "ADDED", PersonRole.STAYING: "UNCHANGED"}
    return changes.get(PersonRole(child.role))


def _spouse(filling: Filling, claimants: Sequence[CasePersonRow]) -> Values | None:
    """The claimant's spouse in the household; nobody is taken for one where a marriage ends."""
    if filling.material.event in ENDING_MARRIAGE or not claimants:
        return None
    if _has_code(claimants[0], {HEAD}):
        wanted: Collection[str] = SPOUSES
    elif _has_code(claimants[0], SPOUSES):
        wanted = {HEAD}
    else:
        return None
    found = (row for row in filling.material.persons if _has_code(row, wanted))
    return next(({"exists": "YES", **_single(row, "sex", "relationship")} for row in found), None)


def _has_code(person: CasePersonRow, codes: Collection[str]) -> bool:
    return len(person.relationship_codes) == 1 and person.relationship_codes[0] in codes


def _recipient_number(filling: Filling, claimants: Sequence[CasePersonRow]) -> str | None:
    numbers = (filling.number(person, Scheme.CHILD_ALLOWANCE) for person in claimants)
    return next((number for number in numbers if number), None)


def _claimant(filling: Filling, claimants: Sequence[CasePersonRow]) -> Values | None:
    if not claimants:
        return None
    case, person = filling.material.case, claimants[0]
    is_notifier = person.name == case.notifier_name
    return {
        **_single(person, "relationship"),
        "address": filling.address(person),
        "phone": case.notifier_phone if is_notifier else None,
    }


def _child_medical(filling: Filling) -> Values:
    reasons = {"birth": "BIRTH", "move_in": "MOVE_IN", "change_of_address": "ADDRESS"}
    event = filling.material.event
    is_new = event in ("birth", "move_in")
    today = filling.material.today
    concerned = [row for row in filling.persons("child_medical") if is_child(row, today)]
    return _known(
        {
            "kind": "NEW" if is_new else "CHANGE",
            "reason": reasons.get(event),
            "date": filling.changed_on(),
            "children": [basics(child) for child in concerned or filling.children()],
        }
    )


def _card(filling: Filling) -> Values:
    movement, event = filling.material.movement, filling.material.event
    moves = movement is not None and movement.direction in (Direction.IN, Direction.WITHIN)
    return _known(
        {
            "changed_on": filling.changed_on(),
            "changes": {"address": moves, "name": event in NAME_EVENTS},
            "persons": [
                {**basics(person), "address": filling.address(person)}
                for person in filling.persons("card_face_change", "card_continued_use")
            ],
        }
    )


def _origin_exception(filling: Filling) -> Values:
    """Who enters a facility elsewhere stays insured here: the notification of moving out."""
    case, movement = filling.material.case, filling.material.movement
    leaves = movement is not None and movement.direction is Direction.OUT
    return _known(
        {
            "kind": "APPLY" if leaves else None,
            "date": filling.changed_on(),
            "persons": [
                {
                    **_single(person, "relationship"),
                    "previous_address": case.previous_address,
                    "address": case.new_address,
                    "insured_number": filling.number(person, Scheme.LONG_TERM_CARE),
                    "entered_on": filling.changed_on(),
                }
                for person in filling.persons("place_of_origin_exception")
            ],
        }
    )


GROUPS: Mapping[str, Callable[[Filling], Values]] = {
    "proxy": _proxy,
    "principal": _principal,
    "mandate": _mandate,
    "seal": _seal,
    "late_stage_medical": _late_stage_medical,
    "care": _care,
    "care_certification": _care_certification,
    "pension": _pension,
    "child_allowance": _child_allowance,
    "child_medical": _child_medical,
    "card": _card,
    "origin_exception": _origin_exception,
}
