"""What cases and what belongs to them show."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from backend.cases.errors import FailedChecksError
from backend.cases.repository.cases import has_restricted_person
from backend.cases.repository.editing import editor_name
from backend.cases.repository.printing import times_application_printed, times_document_printed
from backend.cases.repository.signatures import is_signed
from backend.cases.repository.tasks import standing_of_tasks
from backend.cases.rules.attachments import MOST_EVER
from backend.cases.status import (
    CaseEventKind,
    CaseStatus,
    DocumentKind,
    NotifierRelation,
    Paper,
    PersonRole,
    PersonSource,
    ProcedureDecision,
    Severity,
)
from backend.cases.tables.attachments import AttachmentRow
from backend.cases.tables.cases import (
    ApplicationRow,
    CaseAnswerRow,
    CasePersonRow,
    CaseProcedureRow,
    CaseRow,
    DocumentRow,
    PrintRunRow,
)
from backend.cases.tables.identity_checks import IdentityCheckRow
from backend.cases.tables.signatures import ShowingRow, SignatureRow
from backend.cases.tables.tasks import TaskRow
from backend.cases.types.attachments import Attachment
from backend.cases.types.editing import Editing, editing
from backend.cases.types.identity_checks import (
    IdentityCheck,
    RequiredProof,
    ShownRepresentation,
    SuggestedNotice,
    required_proofs,
    suggested_notice,
)
from backend.cases.types.signatures import Showing, Signature
from backend.cases.types.tasks import CaseProgress, TaskResult, case_progress
from backend.context.permissions import Permission
from backend.events.tables import EventRow
from backend.forms.errors import UnprintableError
from backend.forms.tables.versions import FormVersionRow
from backend.forms.types.versions import FormVersion
from backend.procedures.tables import CatalogueVersionRow
from backend.reading.fields import (
    Connection,
    Page,
    column,
    computed,
    global_id,
    many,
    one,
    reads,
    shown,
)
from backend.reading.global_ids import encode_id
from backend.reading.nodes import Node
from backend.reading.refusals import Refusal, Versioned, basic, refusal
from backend.reading.sources import NOW, PERMISSIONS, Unless
from backend.residents.status import FuriganaStatus, Sex
from backend.residents.tables import HouseholdRow, ResidentRow
from backend.residents.types import HouseholdResult, RegisterDate, ResidentResult, register_date
from backend.staff.tables import StaffRow
from backend.staff.types import Staff

for listed, words in (
    (CaseStatus, "Where a case stands (受付の状態)."),
    (CaseEventKind, "What happened to a case (経過)."),
    (DocumentKind, "What a printed document is (印刷物)."),
    (Paper, "On what the forms of a printing go (用紙)."),
    (PersonRole, "What a person is in the case (この受付での立場)."),
    (PersonSource, "Where a person's particulars came from (取得元)."),
    (ProcedureDecision, "Whether the case needs a procedure (要否)."),
):
    strawberry.enum(listed, description=words)


@shown(
    CasePersonRow,
    description="A person of a case, in the register or not (異動者等).",
    audited=(("case", CasePersonRow.case_id), ("resident", CasePersonRow.resident_id)),
)
class CasePerson:
    id: strawberry.ID = global_id("CasePerson", CasePersonRow.id)
    version: int = column(CasePersonRow.version)
    position: int = column(CasePersonRow.position)
    role: PersonRole = computed(PersonRole, CasePersonRow.role)
    source: PersonSource = computed(PersonSource, CasePersonRow.source)
    resident: ResidentResult | None = one(
        ResidentRow,
        (CasePersonRow.city_id, ResidentRow.city_id),
        (CasePersonRow.resident_id, ResidentRow.id),
        description="The person's record, where there is one.",
    )
    name: str = column(CasePersonRow.name, description="Name (氏名), as it is written.")
    furigana: str | None = column(CasePersonRow.furigana)
    furigana_status: FuriganaStatus = computed(
        lambda status: FuriganaStatus(status or "NONE"),
        CasePersonRow.furigana_status,
        description="Whether it is the family register's (フリガナ確認状況).",
    )
    birth_date: RegisterDate = computed(
        register_date,
        CasePersonRow.birth_value,
        CasePersonRow.birth_precision,
        CasePersonRow.birth_text,
        CasePersonRow.birth_earliest_on,
        CasePersonRow.birth_latest_on,
    )
    sex: Sex = computed(Sex, CasePersonRow.sex)
    relationship_codes: list[str] = column(
        CasePersonRow.relationship_codes, description="Relationship codes (続柄コード), up to four."
    )
    relationship: str | None = column(
        CasePersonRow.relationship_text, description="Relationship (続柄)."
    )
    is_relationship_said: bool = column(
        CasePersonRow.is_relationship_said,
        description="Said in this case; else of the household that the person leaves.",
    )
    is_japanese: bool | None = column(CasePersonRow.is_japanese)
    nationality: str | None = column(
        CasePersonRow.nationality, description="Nationality (国籍・地域)."
    )
    status_of_residence: str | None = column(
        CasePersonRow.status_of_residence,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="Status of residence (在留資格).",
    )
    stay_expires_on: date | None = column(
        CasePersonRow.stay_expires_on,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="End of stay (在留期間の満了の日).",
    )
    residence_card_number: str | None = column(
        CasePersonRow.residence_card_number,
        needs=Permission.SEE_STATUS_OF_RESIDENCE,
        description="Residence card number (在留カード等の番号).",
    )
    former_surname: str | None = column(
        CasePersonRow.former_surname, description="Former surname (旧氏)."
    )
    common_name: str | None = column(CasePersonRow.common_name, description="Common name (通称).")
    registered_domicile: str | None = column(
        CasePersonRow.registered_domicile,
        needs=Permission.SEE_FAMILY_REGISTER,
        description="Registered domicile (本籍).",
    )
    family_register_head: str | None = column(
        CasePersonRow.family_register_head,
        needs=Permission.SEE_FAMILY_REGISTER,
        description="Family register head (筆頭者).",
    )
    has_individual_number: bool = column(
        CasePersonRow.individual_number_hmac.is_not(None),
        description="An Individual Number was given (個人番号); it is never shown.",
    )
    has_resident_record_code: bool = column(
        CasePersonRow.resident_record_code_encrypted.is_not(None),
        description="A resident record code was given (住民票コード); it is never shown.",
    )


@strawberry.type(description="Something to bring (持ち物).")
class ItemToBring:
    name: str
    persons: list[str] = strawberry.field(description="Whose, by name; empty: of the case.")
    is_unsure: bool = strawberry.field(description="Nobody knows yet whether it is needed.")


def items_to_bring(stored: list[Any]) -> list[ItemToBring]:
    """The stored items as objects."""
    return [ItemToBring(**item) for item in stored]


def case_person_ids(stored: list[Any]) -> list[strawberry.ID]:
    """The global ids of persons."""
    return [encode_id("CasePerson", id_) for id_ in stored]


@shown(
    CaseProcedureRow,
    description="A procedure of a case: what, for whom, why, where, until when (必要な手続).",
    audited=(("case", CaseProcedureRow.case_id),),
)
class CaseProcedure:
    id: strawberry.ID = global_id("CaseProcedure", CaseProcedureRow.id)
    code: str = column(CaseProcedureRow.code)
    name: str = column(CaseProcedureRow.name)
    summary: str = column(CaseProcedureRow.summary)
    decision: ProcedureDecision = computed(ProcedureDecision, CaseProcedureRow.decision)
    decided_because: str | None = column(
        CaseProcedureRow.decided_because, description="The official's reason to add or drop it."
    )
    person_ids: list[strawberry.ID] = computed(case_person_ids, CaseProcedureRow.person_ids)
    for_whom: list[str] = column(CaseProcedureRow.person_names, description="Names (対象者).")
    reasons: list[str] = column(CaseProcedureRow.reasons, description="Why (判定の理由).")
    waits_for: list[str] = column(
        CaseProcedureRow.waits_for, description="Codes of the open questions that decide it."
    )
    deadline: str = column(CaseProcedureRow.deadline_words, description="Until when, in words.")
    due_on: date | None = column(
        CaseProcedureRow.due_on, description="The last day, where it can be counted."
    )
    items: list[ItemToBring] = computed(items_to_bring, CaseProcedureRow.items)
    counter: str = column(CaseProcedureRow.counter_name, description="Counter (窓口).")
    floor: str = column(CaseProcedureRow.counter_floor)
    legal_basis: str = column(CaseProcedureRow.legal_basis)
    form_codes: list[str] = column(CaseProcedureRow.form_codes)
    annotation: str | None = column(
        CaseProcedureRow.annotation, description="Annotated matter (付記)."
    )
    deemed_by: str | None = column(
        CaseProcedureRow.deemed_by,
        description="The notification that stands for it (届出とみなす).",
    )
    is_never_printed: bool = column(CaseProcedureRow.never_printed)


@strawberry.type(description="One of the answers that a question offers (選択肢).")
class QuestionChoice:
    value: str
    label: str


@strawberry.type(description="A person of whom a question is asked (質問の対象者).")
class AskedPerson:
    id: strawberry.ID
    name: str


@strawberry.type(description="A question on whose answer some procedure still depends (質問).")
class OpenQuestion:
    code: str
    text: str
    help: str
    type: str = strawberry.field(description="boolean, choice, number or date.")
    choices: list[QuestionChoice]
    is_personal: bool
    not_in_presence: bool = strawberry.field(description="Not to be asked in front of others.")
    never_shown_to_citizen: bool = strawberry.field(
        description="Never on a screen that a citizen sees (支援措置)."
    )
    persons: list[AskedPerson]
    decides: list[str] = strawberry.field(description="Codes of the procedures it decides.")


# What is said of 支援措置 is for reception and for those who may see protected people; no section
# to which a case is handed over learns of it.
OF_PROTECTION = frozenset({Permission.TAKE_CASE, Permission.SEE_RESTRICTED})


def open_questions(stored: list[Any], permissions: frozenset[Permission]) -> list[OpenQuestion]:
    """The stored questions as objects."""
    may_see = not OF_PROTECTION.isdisjoint(permissions)
    return [
        _open_question(dict(question))
        for question in stored
        if may_see or not question["never_shown_to_citizen"]
    ]


def _open_question(stored: dict[str, Any]) -> OpenQuestion:
    choices = [QuestionChoice(**choice) for choice in stored.pop("choices")]
    persons = [
        AskedPerson(id=encode_id("CasePerson", person["id"]), name=person["name"])
        for person in stored.pop("persons")
    ]
    return OpenQuestion(choices=choices, persons=persons, **stored)


@strawberry.type(description="What a check found (検証結果).")
class CheckFinding:
    code: str
    severity: Severity
    message: str = strawberry.field(description="Japanese; may be shown to the official.")
    place: str = strawberry.field(description="Such as details.changedOn or persons.2.")


def check_findings(stored: list[Any]) -> list[CheckFinding]:
    """The stored findings as objects."""
    return [
        CheckFinding(**{**finding, "severity": Severity(finding["severity"])}) for finding in stored
    ]


def answer_shown(stored: dict[str, Any]) -> strawberry.scalars.JSON | None:
    """An answer as JSON."""
    return strawberry.scalars.JSON(stored.get("value"))


@shown(
    CaseAnswerRow,
    description="An answer to a question (回答).",
    audited=(("case", CaseAnswerRow.case_id),),
)
class CaseAnswer:
    question_code: str = column(CaseAnswerRow.question_code)
    person_id: strawberry.ID | None = computed(
        lambda id_: encode_id("CasePerson", id_) if id_ else None, CaseAnswerRow.person_id
    )
    value: strawberry.scalars.JSON | None = computed(
        answer_shown,
        CaseAnswerRow.value,
        description="true, false, a number or a text; null: the person can't say.",
    )
    answered_at: datetime = column(CaseAnswerRow.answered_at)


@strawberry.type(description="What is missing or wrong in a filled form (記入の不備).")
class FormProblem:
    code: str
    path: str
    label: str
    message: str


def form_problems(stored: list[Any]) -> list[FormProblem]:
    """The stored problems as objects."""
    return [FormProblem(**problem) for problem in stored]


@strawberry.type(description="Where a value of a form came from (値の取得元).")
class ValueSource:
    path: str
    source: str = strawberry.field(description="REGISTER, CASE or ENTERED.")


def value_source_list(stored: dict[str, Any]) -> list[ValueSource]:
    """The stored sources as objects, in the order of their paths."""
    return [ValueSource(path=path, source=source) for path, source in sorted(stored.items())]


# What stands of a person in a form's values and needs a permission of its own.
NEEDS_OF_VALUES = {
    "registered_domicile": Permission.SEE_FAMILY_REGISTER,
    "registered_domicile_head": Permission.SEE_FAMILY_REGISTER,
    "status_of_residence": Permission.SEE_STATUS_OF_RESIDENCE,
}


def values_shown(
    values: dict[str, Any], permissions: frozenset[Permission]
) -> strawberry.scalars.JSON:
    """A form's values without what the official may not see of a person."""
    hidden = {name for name, needs in NEEDS_OF_VALUES.items() if needs not in permissions}
    persons = [
        {name: None if name in hidden else value for name, value in person.items()}
        for person in values.get("persons", ())
    ]
    return strawberry.scalars.JSON({**values, "persons": persons})


@shown(
    ApplicationRow,
    description="A form filled for a case (申請書・届書).",
    audited=(("case", ApplicationRow.case_id),),
)
class Application(Versioned):
    id: strawberry.ID = global_id("Application", ApplicationRow.id)
    version: int = column(ApplicationRow.version)
    form_code: str = column(ApplicationRow.form_code)
    form_version: FormVersion = one(
        FormVersionRow,
        (ApplicationRow.city_id, FormVersionRow.city_id),
        (ApplicationRow.form_version_id, FormVersionRow.id),
    )
    values: strawberry.scalars.JSON | None = computed(
        values_shown,
        ApplicationRow.values,
        PERMISSIONS,
        needs=Permission.TAKE_CASE,
        description=(
            "All that will be printed, by data item; 本籍 and 在留資格 only with their permissions."
        ),
    )
    sources: list[ValueSource] = computed(value_source_list, ApplicationRow.sources)
    problems: list[FormProblem] = computed(form_problems, ApplicationRow.problems)
    print_alerts: list[FormProblem] = computed(
        form_problems,
        ApplicationRow.print_alerts,
        description="What would be refused at printing: 文字溢れ・未登録外字 (V23).",
    )
    filled_at: datetime = column(ApplicationRow.filled_at)
    is_signed: bool = column(
        is_signed(),
        description="A signature stands under what the form says now (有効な署名がある).",
    )

    @reads(
        Connection[Signature],
        on=(
            (ApplicationRow.city_id, SignatureRow.city_id),
            (ApplicationRow.id, SignatureRow.application_id),
        ),
        description="All signatures, oldest first; those that were taken back too (署名の履歴).",
    )
    def signatures(self) -> Page:
        return Page(
            select(SignatureRow), (SignatureRow.signed_at, SignatureRow.id), SignatureRow.id
        )

    times_printed: int = column(
        times_application_printed(), description="In all printings of the case (印刷回数)."
    )


@shown(
    DocumentRow,
    description="A printed document (印刷物).",
    audited=(("case", DocumentRow.case_id),),
)
class Document:
    id: strawberry.ID = global_id("Document", DocumentRow.id)
    kind: DocumentKind = computed(DocumentKind, DocumentRow.kind)
    title: str = column(DocumentRow.title)
    sheets: int = column(DocumentRow.sheets)
    byte_count: int = column(DocumentRow.byte_count)
    sha256: str = column(DocumentRow.sha256, description="Of the PDF's bytes.")
    content_sha256: str = column(
        DocumentRow.content_sha256,
        description="Of what is printed without signatures: what the citizen agrees to.",
    )
    path: str = computed(
        lambda id_: f"/documents/{id_}.pdf",
        DocumentRow.id,
        description="Fetch the PDF here with the same token.",
    )
    times_printed: int = column(
        times_document_printed(), description="Its first printing and the repeated ones (印刷回数)."
    )


@shown(
    PrintRunRow,
    description="One printing of a case (印刷).",
    audited=(("case", PrintRunRow.case_id),),
)
class PrintRun:
    id: strawberry.ID = global_id("PrintRun", PrintRunRow.id)
    printed_at: datetime = column(PrintRunRow.printed_at)
    printed_by: Staff = one(
        StaffRow, (PrintRunRow.city_id, StaffRow.city_id), (PrintRunRow.printed_by, StaffRow.id)
    )
    reprint_of: strawberry.ID | None = computed(
        lambda id_: encode_id("PrintRun", id_) if id_ else None,
        PrintRunRow.reprint_of,
        description="The first printing, when this one repeats it (再印刷).",
    )
    pdf_path: str | None = computed(
        lambda id_, sha256: f"/prints/{id_}.pdf" if sha256 else None,
        PrintRunRow.id,
        PrintRunRow.bundle_sha256,
        description="All documents as one PDF, in the order of the counters; same token.",
    )
    sha256: str | None = column(PrintRunRow.bundle_sha256, description="Of that PDF's bytes.")
    byte_count: int | None = column(PrintRunRow.bundle_byte_count)
    pages: int | None = column(PrintRunRow.pages, description="With the blank backs.")
    leaves: int | None = column(PrintRunRow.leaves, description="Sheets of paper it takes (枚).")
    is_duplex: bool = column(PrintRunRow.is_duplex, description="For both sides (両面).")
    documents: list[Document] = many(
        DocumentRow,
        (PrintRunRow.city_id, DocumentRow.city_id),
        (PrintRunRow.documents_of, DocumentRow.print_run_id),
        order_by=(DocumentRow.position,),
        at_most=500,
    )


@shown(
    EventRow,
    description="Something that happened to a case (経過).",
    audited=(("case", EventRow.subject_id),),
)
class CaseEvent:
    id: strawberry.ID = global_id("CaseEvent", EventRow.id)
    number: int = column(
        EventRow.number, description="In the order of commits, without gaps; resume after it."
    )
    kind: CaseEventKind = computed(CaseEventKind, EventRow.kind)
    occurred_at: datetime = column(EventRow.occurred_at)
    staff_id: strawberry.ID | None = computed(
        lambda id_: encode_id("Staff", id_) if id_ else None, EventRow.staff_id
    )
    detail: strawberry.scalars.JSON = computed(strawberry.scalars.JSON, EventRow.detail)


@strawberry.type(description="The notifier of a case (届出人).")
class NotifierOfCase:
    name: str
    furigana: str | None
    relation: NotifierRelation
    address: str | None
    phone: str | None


def notifier(
    name: str, furigana: str | None, relation: str, address: str | None, phone: str | None
) -> NotifierOfCase:
    """The notifier's columns as an object."""
    return NotifierOfCase(
        name=name,
        furigana=furigana,
        relation=NotifierRelation(relation),
        address=address,
        phone=phone,
    )


@strawberry.type(description="An address and who is head of the household there (住所と世帯主).")
class CaseAddress:
    postal_code: str | None
    text: str
    head_name: str | None
    municipality_code: str | None


def case_address(
    postal_code: str | None, text: str | None, head_name: str | None, municipality_code: str | None
) -> CaseAddress | None:
    """An address's columns as an object; nothing while none is known."""
    if not text:
        return None
    return CaseAddress(
        postal_code=postal_code,
        text=text,
        head_name=head_name,
        municipality_code=municipality_code,
    )


@strawberry.type(description="Who could become head of the household left (世帯主になれる方).")
class HeadCandidate:
    resident_id: strawberry.ID
    name: str


def head_candidates(stored: list[Any]) -> list[HeadCandidate]:
    """The stored candidates as objects."""
    return [
        HeadCandidate(
            resident_id=encode_id("Resident", UUID(entry["resident_id"])), name=entry["name"]
        )
        for entry in stored
    ]


@shown(CaseRow, description="A counter case (受付).", audited=(("case", CaseRow.id),))
class Case(Node, Versioned):
    id: strawberry.ID = global_id("Case", CaseRow.id)
    version: int = column(CaseRow.version, description="Of the status: expectedVersion to close.")
    number: str = column(CaseRow.number, description="Number (受付番号).")
    counter: str = column(CaseRow.counter, description="Counter (受付窓口).")
    status: CaseStatus = computed(CaseStatus, CaseRow.status)
    reason_code: str = column(
        CaseRow.reason_code, description="Reason to come (用件), as in reasons."
    )
    reason_name: str = column(CaseRow.reason_name)
    movement: str | None = column(CaseRow.movement, description="Movement (異動の種類).")
    accepted_at: datetime = column(CaseRow.accepted_at)
    closed_at: datetime | None = column(CaseRow.closed_at)
    editing: Editing | None = computed(
        editing,
        CaseRow.editing_by,
        editor_name(),
        CaseRow.editing_since,
        CaseRow.editing_until,
        NOW,
        description="Who edits it just now (編集中の職員); nobody: whoever changes it first.",
    )
    hand_over_code: str | None = column(
        CaseRow.hand_over_code,
        description="Opaque code to hand the case on by, also printed as QR (引継ぎコード).",
    )
    withdrawal_reason: str | None = column(CaseRow.withdrawal_reason)
    opened_by: Staff = one(
        StaffRow, (CaseRow.city_id, StaffRow.city_id), (CaseRow.opened_by, StaffRow.id)
    )
    notifier: NotifierOfCase = computed(
        notifier,
        CaseRow.notifier_name,
        CaseRow.notifier_furigana,
        CaseRow.notifier_relation,
        CaseRow.notifier_address,
        CaseRow.notifier_phone,
    )
    notifier_version: int = column(
        CaseRow.notifier_version, description="One more when another person notifies (届出人の版)."
    )
    notifier_person_id: strawberry.ID | None = computed(
        lambda id_: encode_id("CasePerson", id_) if id_ else None,
        CaseRow.notifier_person_id,
        description="The person of the case who notifies, where it is one.",
    )
    notifier_resident: ResidentResult | None = one(
        ResidentRow,
        (CaseRow.city_id, ResidentRow.city_id),
        (CaseRow.notifier_resident_id, ResidentRow.id),
        description="The notifier's record, where there is one.",
    )
    is_notifier_identified: bool = column(
        CaseRow.is_notifier_identified,
        description="A sufficient identity check of the notifier stands (本人確認済).",
    )
    identity_checks: list[IdentityCheck] = many(
        IdentityCheckRow,
        (CaseRow.city_id, IdentityCheckRow.city_id),
        (CaseRow.id, IdentityCheckRow.case_id),
        order_by=(IdentityCheckRow.recorded_at, IdentityCheckRow.id),
        at_most=100,
        description="Who was identified by what, withdrawals among them (本人確認).",
    )
    required_proofs: list[RequiredProof] = computed(
        required_proofs,
        CaseRow.required_proofs,
        description="What the notifier must show, and how it stands (資格を示す書類).",
    )
    notice_suggested: SuggestedNotice | None = computed(
        suggested_notice,
        CaseRow.suggested_notice,
        description="Where the notifier is none of the movers (住民異動届受理通知).",
    )
    representation: ShownRepresentation = one(
        CatalogueVersionRow,
        (CaseRow.city_id, CatalogueVersionRow.city_id),
        (CaseRow.catalogue_version_id, CatalogueVersionRow.id),
        description="Which documents identify somebody, and what each relation must show.",
    )
    changed_on: date | None = column(CaseRow.changed_on, description="Day of the change (異動日).")
    notified_on: date = column(CaseRow.notified_on, description="Day of the notification (届出日).")
    planned_move_out_on: date | None = column(CaseRow.planned_move_out_on)
    death_known_on: date | None = column(
        CaseRow.death_known_on, description="Day the death became known (死亡を知った日)."
    )
    funeral_on: date | None = column(
        CaseRow.funeral_on, description="Day of the funeral (葬祭を行った日)."
    )
    happened_abroad: bool | None = column(
        CaseRow.happened_abroad, description="Born or died abroad (国外での出生・死亡)."
    )
    scope: str | None = column(CaseRow.scope, description="WHOLE 全部, PART 一部")
    new_address: CaseAddress | None = computed(
        case_address,
        CaseRow.new_postal_code,
        CaseRow.new_address,
        CaseRow.new_head_name,
        CaseRow.new_municipality_code,
    )
    joined_household: HouseholdResult | None = one(
        HouseholdRow,
        (CaseRow.city_id, HouseholdRow.city_id),
        (CaseRow.joined_household_id, HouseholdRow.id),
        description="The household that the movers join (異動先の世帯).",
    )
    head_candidates: list[HeadCandidate] = computed(
        head_candidates,
        CaseRow.head_candidates,
        description="Who could become head where the head leaves and nobody is named yet (V06).",
    )
    previous_address: CaseAddress | None = computed(
        case_address,
        CaseRow.previous_postal_code,
        CaseRow.previous_address,
        CaseRow.previous_head_name,
        CaseRow.previous_municipality_code,
    )
    is_unregistered_before: bool | None = column(
        CaseRow.is_unregistered_before, description="The previous address was not notified (未届)."
    )
    last_registered_address: str | None = column(
        CaseRow.last_registered_address, description="Last registered address (最終登録住所地)."
    )
    answers_version: int = column(
        CaseRow.answers_version,
        description="expectedVersion of recordAnswers and chooseProcedures.",
    )
    open_questions: list[OpenQuestion] = computed(
        open_questions,
        CaseRow.open_questions,
        PERMISSIONS,
        description="What must still be asked, best first.",
    )
    findings: list[CheckFinding] = computed(check_findings, CaseRow.findings)
    confirmed_alerts: list[str] = column(CaseRow.confirmed_alerts)
    persons: list[CasePerson] = many(
        CasePersonRow,
        (CaseRow.city_id, CasePersonRow.city_id),
        (CaseRow.id, CasePersonRow.case_id),
        order_by=(CasePersonRow.position,),
        at_most=30,
    )
    answers: list[CaseAnswer] = many(
        CaseAnswerRow,
        (CaseRow.city_id, CaseAnswerRow.city_id),
        (CaseRow.id, CaseAnswerRow.case_id),
        order_by=(CaseAnswerRow.question_code, CaseAnswerRow.id),
        at_most=5000,
        unless=Unless(CaseAnswerRow.is_hidden.expression, OF_PROTECTION),
    )
    procedures: list[CaseProcedure] = many(
        CaseProcedureRow,
        (CaseRow.city_id, CaseProcedureRow.city_id),
        (CaseRow.id, CaseProcedureRow.case_id),
        order_by=(CaseProcedureRow.position, CaseProcedureRow.code),
        at_most=500,
        unless=Unless(CaseProcedureRow.never_printed.expression, OF_PROTECTION),
        description="What the case needs and why; with what is still undecided.",
    )
    applications: list[Application] = many(
        ApplicationRow,
        (CaseRow.city_id, ApplicationRow.city_id),
        (CaseRow.id, ApplicationRow.case_id),
        order_by=(ApplicationRow.form_code,),
        at_most=500,
    )
    tasks: list[TaskResult] = many(
        TaskRow,
        (CaseRow.city_id, TaskRow.city_id),
        (CaseRow.id, TaskRow.case_id),
        order_by=(TaskRow.position, TaskRow.procedure_code),
        at_most=500,
        unless=Unless(TaskRow.is_hidden.expression, OF_PROTECTION),
        description="What each section has to do for it (課の手続).",
    )
    progress: CaseProgress = computed(
        case_progress, standing_of_tasks(), description="How far it has come (進み具合)."
    )

    attachments: list[Attachment] | None = many(
        AttachmentRow,
        (CaseRow.city_id, AttachmentRow.city_id),
        (CaseRow.id, AttachmentRow.case_id),
        order_by=(AttachmentRow.attached_at, AttachmentRow.id),
        at_most=MOST_EVER,
        needs=Permission.SEE_ATTACHMENTS,
        description="What was attached, oldest first, with what was removed (添付書類).",
    )

    @reads(
        Connection[PrintRun],
        on=((CaseRow.city_id, PrintRunRow.city_id), (CaseRow.id, PrintRunRow.case_id)),
        description="What was printed, newest last.",
    )
    def print_runs(self) -> Page:
        return Page(select(PrintRunRow), (PrintRunRow.printed_at, PrintRunRow.id), PrintRunRow.id)

    @reads(
        Connection[Showing],
        on=((CaseRow.city_id, ShowingRow.city_id), (CaseRow.id, ShowingRow.case_id)),
        description="What was shown on the citizen's tablet, newest last (提示).",
    )
    def showings(self) -> Page:
        return Page(select(ShowingRow), (ShowingRow.shown_at, ShowingRow.id), ShowingRow.id)

    @reads(
        Connection[CaseEvent],
        on=((CaseRow.city_id, EventRow.city_id), (CaseRow.id, EventRow.subject_id)),
        description="What happened, oldest first (経過).",
    )
    def timeline(self) -> Page:
        return Page(select(EventRow), (EventRow.number, EventRow.id), EventRow.id)


@shown(
    CaseRow,
    description="A case with a person under 支援措置: only that the case exists.",
    audited=(("case", CaseRow.id),),
    when=has_restricted_person(),
    unless=Permission.SEE_RESTRICTED,
)
class RestrictedCase(Node):
    id: strawberry.ID = global_id("Case", CaseRow.id)


CaseResult = Annotated[
    Case | RestrictedCase,
    strawberry.union(
        "CaseResult", description="A case, or that it may not be shown (受付又は閲覧の制限)."
    ),
]


@refusal(FailedChecksError)
@strawberry.type(description="Errors that must be mended before the step (確定できない誤り).")
class FailedChecks(Refusal):
    findings: list[CheckFinding]

    @classmethod
    def from_error(cls, raised: FailedChecksError) -> "FailedChecks":
        findings = [
            CheckFinding(
                code=finding.code,
                severity=finding.severity,
                message=finding.message,
                place=finding.place,
            )
            for finding in raised.findings
        ]
        made: FailedChecks = basic(cls, raised, findings=findings)
        return made


@strawberry.type(description="One reason why a document is not printed (印刷できない理由).")
class PrintProblem:
    code: str
    message: str
    element: str
    path: str
    code_points: str = strawberry.field(description="Of a character that no font has: U+…")
    mj_name: str = strawberry.field(description="MJ文字図形名, when a font knows it.")
    excess_mm: float | None = strawberry.field(description="Of a text too long for its box.")


@refusal(UnprintableError)
@strawberry.type(
    description="Print or refuse: every character and box that would come out wrong (印刷できない)."
)
class Unprintable(Refusal):
    problems: list[PrintProblem]

    @classmethod
    def from_error(cls, raised: UnprintableError) -> "Unprintable":
        problems = [
            PrintProblem(
                code=problem.code,
                message=problem.message,
                element=problem.element,
                path=problem.path,
                code_points=problem.code_points,
                mj_name=problem.mj_name,
                excess_mm=problem.excess_mm,
            )
            for problem in raised.problems
        ]
        made: Unprintable = basic(cls, raised, problems=problems)
        return made
