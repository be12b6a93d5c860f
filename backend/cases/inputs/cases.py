"""The GraphQL inputs of the cases slice and the commands they become."""

from dataclasses import fields
from datetime import date
from enum import StrEnum
from uuid import UUID

import strawberry

from backend.cases.commands.choose_procedures import Choice, ChooseProcedures
from backend.cases.commands.details import Address, CertificateRequest, Details
from backend.cases.commands.fill_form import EnteredValue, FillForm
from backend.cases.commands.notifier import Notifier
from backend.cases.commands.open_case import OpenCase
from backend.cases.commands.print_documents import PrintDocuments
from backend.cases.commands.record_answers import Answer, RecordAnswers
from backend.cases.commands.record_person import Particulars, RecordPerson
from backend.cases.status import NotifierRelation, Paper, PersonRole
from backend.errors import InvalidInputError
from backend.procedures.facts import Value
from backend.reading.global_ids import decode_id_of
from backend.residents.status import Sex


class CertificateRequester(StrEnum):
    """How the asker is related to whom the certificate is of (請求者)."""

    SELF = "SELF"  # 本人
    SAME_HOUSEHOLD = "SAME_HOUSEHOLD"  # 同一世帯
    PROXY = "PROXY"  # 代理人
    THIRD_PARTY = "THIRD_PARTY"  # 第三者


class CertificateItem(StrEnum):
    """An item that is left out of a certificate unless it is asked for (記載事項)."""

    HEAD_AND_RELATIONSHIP = "head_and_relationship"  # 世帯主・続柄
    REGISTERED_DOMICILE = "registered_domicile"  # 本籍・筆頭者
    RESIDENT_RECORD_CODE = "resident_record_code"  # 住民票コード
    INDIVIDUAL_NUMBER = "individual_number"  # 個人番号
    NATIONALITY = "nationality"  # 国籍・地域
    STATUS_OF_RESIDENCE = "status_of_residence"  # 在留資格等
    COMMON_NAME_HISTORY = "common_name_history"  # 通称の履歴


strawberry.enum(
    CertificateRequester, description="How the asker is related to the subject (請求者の区分)."
)
strawberry.enum(CertificateItem, description="An item left out unless asked for (記載事項).")


def case_id_of(global_id: strawberry.ID) -> UUID | None:
    """The case an id names; nothing for nonsense, which is then not found."""
    return decode_id_of("Case", global_id)


@strawberry.input(description="Who notifies or asks, and how related to those concerned (届出人).")
class NotifierInput:
    relation: NotifierRelation = strawberry.field(description="How related (届出人との関係).")
    name: str | None = strawberry.field(
        default=None, description="Name (氏名); known of personId and residentId."
    )
    furigana: str | None = strawberry.field(default=None, description="Furigana (フリガナ).")
    address: str | None = strawberry.field(default=None, description="Address (住所).")
    phone: str | None = strawberry.field(default=None, description="Phone (電話番号).")
    birth_on: date | None = strawberry.field(default=None, description="Birth date (生年月日).")
    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="The person of the case who notifies (異動者等)."
    )
    resident_id: strawberry.ID | None = strawberry.field(
        default=None, description="The resident who notifies, when found in the register (住民)."
    )

    def to_notifier(self) -> Notifier:
        return Notifier(
            relation=self.relation.value,
            name=self.name,
            furigana=self.furigana,
            address=self.address,
            phone=self.phone,
            birth_on=self.birth_on,
            person_id=decode_id_of("CasePerson", self.person_id),
            has_person=self.person_id is not None,
            resident_id=decode_id_of("Resident", self.resident_id),
            has_resident=self.resident_id is not None,
        )


@strawberry.input(description="An address and who is head of the household there (住所).")
class AddressInput:
    text: str = strawberry.field(description="The whole address (住所).")
    postal_code: str | None = strawberry.field(default=None, description="Postal code (郵便番号).")
    head_name: str | None = strawberry.field(
        default=None, description="Head of the household there (世帯主)."
    )
    municipality_code: str | None = strawberry.field(
        default=None,
        description="Code of the municipality (全国地方公共団体コード), with its check digit.",
    )

    def to_address(self) -> Address:
        return Address(
            text=self.text,
            postal_code=self.postal_code,
            head_name=self.head_name,
            municipality_code=self.municipality_code,
        )


@strawberry.input(description="Which certificate is asked for (証明書交付申請).")
class CertificateInput:
    kind: str = strawberry.field(description="A choice of the data item certificate.kind.")
    copies: int = strawberry.field(default=1, description="Number of copies (通数), 1 to 99.")
    requester: CertificateRequester = strawberry.field(
        default=CertificateRequester.SELF, description="Who asks (請求者)."
    )
    purpose: str | None = strawberry.field(default=None, description="What for (使用目的).")
    submitted_to: str | None = strawberry.field(
        default=None, description="Whom it goes to (提出先)."
    )
    items: list[CertificateItem] = strawberry.field(
        default_factory=list, description="Only these are put in; all others are left out."
    )

    def to_request(self) -> CertificateRequest:
        return CertificateRequest(
            kind=self.kind,
            copies=self.copies,
            requester=self.requester.value,
            purpose=self.purpose,
            submitted_to=self.submitted_to,
            items=tuple(item.value for item in self.items),
        )


@strawberry.input(
    description="What is said of the change; what is left out stays as it is (異動の内容)."
)
class CaseDetailsInput:
    movement: str | None = strawberry.field(
        default=None,
        description="Movement (異動の種類): a code of the reason's; of several one must be chosen.",
    )
    changed_on: date | None = strawberry.field(
        default=None, description="Day of the change (異動日)."
    )
    notified_on: date | None = strawberry.field(
        default=None, description="Day of the notification (届出日), today if unsaid."
    )
    planned_move_out_on: date | None = strawberry.field(
        default=None, description="Planned day of moving out (転出予定日)."
    )
    has_moving_out_certificate: bool | None = strawberry.field(
        default=None, description="Has a moving-out certificate (転出証明書の有無)."
    )
    death_known_on: date | None = strawberry.field(
        default=None, description="Day the death became known (死亡を知った日)."
    )
    funeral_on: date | None = strawberry.field(
        default=None, description="Day of the funeral (葬祭を行った日)."
    )
    happened_abroad: bool | None = strawberry.field(
        default=None, description="Born or died abroad (国外での出生・死亡か)."
    )
    new_address: AddressInput | None = strawberry.field(
        default=None, description="New address (新しい住所)."
    )
    previous_address: AddressInput | None = strawberry.field(
        default=None, description="Previous address (これまでの住所)."
    )
    certificate: CertificateInput | None = strawberry.field(
        default=None, description="Certificate asked for (証明書)."
    )
    is_unregistered_before: bool | None = strawberry.field(
        default=None, description="The previous address was never notified (未届)."
    )
    last_registered_address: str | None = strawberry.field(
        default=None, description="Last registered address (最終登録住所地), after 未届."
    )
    joined_household_id: strawberry.ID | None = strawberry.field(
        default=None, description="The household that the movers join (異動先の世帯)."
    )
    makes_own_household: bool | None = strawberry.field(
        default=None,
        description="True: they join none after all and make up one of their own (新しい世帯).",
    )


def details_of(given: CaseDetailsInput | None) -> Details:
    """The details as the command takes them."""
    if given is None:
        return Details()
    return Details(
        movement=given.movement,
        changed_on=given.changed_on,
        notified_on=given.notified_on,
        planned_move_out_on=given.planned_move_out_on,
        has_moving_out_certificate=given.has_moving_out_certificate,
        death_known_on=given.death_known_on,
        funeral_on=given.funeral_on,
        happened_abroad=given.happened_abroad,
        new_address=given.new_address.to_address() if given.new_address else None,
        previous_address=given.previous_address.to_address() if given.previous_address else None,
        certificate=given.certificate.to_request() if given.certificate else None,
        is_unregistered_before=given.is_unregistered_before,
        last_registered_address=given.last_registered_address,
        joined_household_id=decode_id_of("Household", given.joined_household_id),
        joins_household=_joins_household(given),
    )


def _joins_household(given: CaseDetailsInput) -> bool | None:
    if given.joined_household_id is not None:
        if given.makes_own_household:
            raise InvalidInputError(
                "異動先の世帯と新しい世帯のどちらか一方を指定してください。",
                path=("input", "details", "joinedHouseholdId"),
            )
        return True
    return False if given.makes_own_household else None


@strawberry.input(description="A new case (受付開始).")
class OpenCaseInput:
    reason: str = strawberry.field(description="Reason to come (用件): a code of reasons.")
    counter: str = strawberry.field(description="Counter (受付窓口).")
    notifier: NotifierInput = strawberry.field(description="Who notifies or asks (届出人).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    details: CaseDetailsInput | None = strawberry.field(
        default=None, description="What is known of the change (異動の内容)."
    )

    def to_command(self) -> OpenCase:
        return OpenCase(
            reason=self.reason,
            counter=self.counter,
            notifier=self.notifier.to_notifier(),
            details=details_of(self.details),
        )


@strawberry.input(
    description="What is said of a person; for one of the register only the new (聞き取った内容)."
)
class PersonInput:
    name: str | None = strawberry.field(default=None, description="Name (氏名).")
    furigana: str | None = strawberry.field(default=None, description="Furigana (カタカナ).")
    birth_date: str | None = strawberry.field(
        default=None,
        description=(
            "Birth date (生年月日): 3550305, 19800305, 1980-03-05, 昭和55年3月5日, 年月日不詳."
        ),
    )
    sex: Sex | None = strawberry.field(default=None, description="Sex (性別).")
    relationship_codes: list[str] | None = strawberry.field(
        default=None,
        description="Relationship codes (続柄コード), from the head outwards, up to four.",
    )
    is_japanese: bool | None = strawberry.field(
        default=None, description="Of Japanese nationality (日本国籍)."
    )
    nationality: str | None = strawberry.field(
        default=None, description="Nationality (国籍・地域)."
    )
    status_of_residence: str | None = strawberry.field(
        default=None, description="Status of residence (在留資格)."
    )
    period_of_stay: str | None = strawberry.field(
        default=None, description="Period of stay (在留期間)."
    )
    stay_expires_on: date | None = strawberry.field(
        default=None, description="End of stay (在留期間の満了の日)."
    )
    residence_card_number: str | None = strawberry.field(
        default=None, description="Residence card number (在留カード等の番号)."
    )
    former_surname: str | None = strawberry.field(
        default=None, description="Former surname (旧氏)."
    )
    common_name: str | None = strawberry.field(default=None, description="Common name (通称).")
    registered_domicile: str | None = strawberry.field(
        default=None, description="Registered domicile (本籍)."
    )
    family_register_head: str | None = strawberry.field(
        default=None, description="Family register head (筆頭者)."
    )
    individual_number: str | None = strawberry.field(
        default=None,
        description=(
            "Individual Number (個人番号), to recognise who returns; kept encrypted, never shown."
            " Needs SEE_INDIVIDUAL_NUMBER and extensions.purpose."
        ),
    )
    resident_record_code: str | None = strawberry.field(
        default=None,
        description=(
            "Resident record code (住民票コード), likewise. Needs SEE_RESIDENT_RECORD_CODE."
        ),
    )

    def to_particulars(self) -> Particulars:
        return Particulars(**{f.name: getattr(self, f.name) for f in fields(Particulars)})


@strawberry.input(description="A person to add to a case, or to change (異動者等の記録).")
class RecordPersonInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    role: PersonRole = strawberry.field(description="What the person is in the case (立場).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="To change this person of the case; needs expectedVersion."
    )
    expected_version: int | None = strawberry.field(
        default=None, description="The version of the person, to change one (版)."
    )
    resident_id: strawberry.ID | None = strawberry.field(
        default=None, description="The resident, when found in the register."
    )
    person: PersonInput | None = strawberry.field(
        default=None, description="What is said of the person (聞き取った内容)."
    )
    is_removed: bool = strawberry.field(
        default=False, description="Take the person out again, with the answers (記録の取消し)."
    )

    def to_command(self) -> RecordPerson:
        if self.person_id is not None and self.expected_version is None:
            raise InvalidInputError("版を指定してください。", path=("input", "expectedVersion"))
        return RecordPerson(
            case_id=case_id_of(self.case_id),
            role=self.role,
            person_id=_person_id(self.person_id, "personId"),
            expected_version=self.expected_version,
            resident_id=decode_id_of("Resident", self.resident_id),
            has_resident=self.resident_id is not None,
            is_removed=self.is_removed,
            particulars=(self.person or PersonInput()).to_particulars(),
        )


def _person_id(global_id: strawberry.ID | None, place: str) -> UUID | None:
    if global_id is None:
        return None
    found = decode_id_of("CasePerson", global_id)
    if found is None:
        raise InvalidInputError("IDの形が正しくありません。", path=("input", place))
    return found


@strawberry.input(description="An answer: exactly one of yes, choice, number, cannotSay (回答).")
class AnswerInput:
    question: str = strawberry.field(description="The code of the question.")
    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of whom, where the question is asked of each person."
    )
    yes: bool | None = strawberry.field(default=None, description="Yes or no (はい・いいえ).")
    choice: str | None = strawberry.field(
        default=None, description="The value of a choice (選択肢)."
    )
    number: int | None = strawberry.field(default=None, description="A number (数).")
    cannot_say: bool | None = strawberry.field(
        default=None, description="The person can't say (わからない)."
    )

    def to_answer(self, position: int) -> Answer:
        given = [v for v in (self.yes, self.choice, self.number, self.cannot_say) if v is not None]
        if len(given) != 1:
            raise InvalidInputError(
                "yes、choice、number、cannotSay のどれか1つを指定してください。",
                path=("input", "answers", str(position)),
            )
        value: Value | None = None if self.cannot_say else given[0]
        return Answer(
            question=self.question,
            person_id=decode_id_of("CasePerson", self.person_id),
            has_person=self.person_id is not None,
            value=value,
        )


@strawberry.input(description="Answers and details, given on a known version of them (回答の記録).")
class RecordAnswersInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    expected_version: int = strawberry.field(description="The case's answersVersion (版).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    answers: list[AnswerInput] = strawberry.field(
        default_factory=list, description="Answers to open questions (回答)."
    )
    details: CaseDetailsInput | None = strawberry.field(
        default=None, description="More of the change (異動の内容)."
    )
    notifier: NotifierInput | None = strawberry.field(
        default=None, description="Who notifies, said anew as a whole (届出人)."
    )

    def to_command(self) -> RecordAnswers:
        return RecordAnswers(
            case_id=case_id_of(self.case_id),
            expected_version=self.expected_version,
            answers=[answer.to_answer(n) for n, answer in enumerate(self.answers)],
            details=details_of(self.details),
            notifier=self.notifier.to_notifier() if self.notifier else None,
        )


@strawberry.input(
    description="A procedure and why the official decides otherwise than the rules (職員の判断)."
)
class ProcedureChoiceInput:
    code: str = strawberry.field(description="Code of the procedure (手続).")
    because: str = strawberry.field(description="Why (理由).")


@strawberry.input(
    description="What to add, what to drop, which decisions to take back (手続の選択)."
)
class ChooseProceduresInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    expected_version: int = strawberry.field(description="The case's answersVersion (版).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    add: list[ProcedureChoiceInput] = strawberry.field(
        default_factory=list, description="To add (追加)."
    )
    drop: list[ProcedureChoiceInput] = strawberry.field(
        default_factory=list, description="To drop (除外)."
    )
    restore: list[str] = strawberry.field(
        default_factory=list, description="Codes whose decision is taken back (取消し)."
    )

    def to_command(self) -> ChooseProcedures:
        return ChooseProcedures(
            case_id=case_id_of(self.case_id),
            expected_version=self.expected_version,
            add=[Choice(code=choice.code, because=choice.because) for choice in self.add],
            drop=[Choice(code=choice.code, because=choice.because) for choice in self.drop],
            restore=self.restore,
        )


@strawberry.input(description="A value for one input of the form (入力値).")
class FormValueInput:
    key: str = strawberry.field(description="The input's key; persons[0].name for a row.")
    value: str | None = strawberry.field(
        default=None, description="As text (true, 3, 2027-01-07); null takes it back."
    )


@strawberry.input(description="Which form to fill, with what beyond the known (帳票の記入).")
class FillFormInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    form_code: str = strawberry.field(description="Code of the form (帳票).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    expected_version: int = strawberry.field(
        default=0, description="The application's version; 0 when it is filled first."
    )
    values: list[FormValueInput] = strawberry.field(
        default_factory=list, description="What was entered (入力値)."
    )

    def to_command(self) -> FillForm:
        return FillForm(
            case_id=case_id_of(self.case_id),
            form_code=self.form_code,
            expected_version=self.expected_version,
            values=[EnteredValue(key=given.key, value=given.value) for given in self.values],
        )


@strawberry.input(description="What to print (印刷するもの).")
class PrintDocumentsInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    form_codes: list[str] | None = strawberry.field(
        default=None, description="Only these filled forms; all when left out."
    )
    with_guide: bool = strawberry.field(
        default=True, description="The procedure guide (手続き案内書) as well."
    )
    with_slip: bool = strawberry.field(
        default=False,
        description="The slip of what is done and what remains (手続きの進み具合) as well.",
    )
    paper: Paper = strawberry.field(
        default=Paper.AS_DESIGNED, description="On what the forms go in the file of all (用紙)."
    )
    is_duplex: bool = strawberry.field(
        default=False,
        description="The printer prints on both sides: every form begins on a front (両面印刷).",
    )
    confirmed_alerts: list[str] = strawberry.field(
        default_factory=list,
        description="Codes of the alerts that were confirmed (確認済みのアラート).",
    )

    printer: str | None = strawberry.field(
        default=None, description="The printer: forms are moved by its offset (プリンター)."
    )
    tray: str | None = strawberry.field(default=None, description="Its tray (トレイ).")

    def to_command(self) -> PrintDocuments:
        return PrintDocuments(
            case_id=case_id_of(self.case_id),
            form_codes=self.form_codes,
            with_guide=self.with_guide,
            with_slip=self.with_slip,
            confirmed_alerts=self.confirmed_alerts,
            paper=self.paper,
            is_duplex=self.is_duplex,
            printer=self.printer or "",
            tray=self.tray or "",
        )


@strawberry.input(description="Which case to complete (完了).")
class CompleteCaseInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    expected_version: int = strawberry.field(description="The case's version (版).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    confirmed_alerts: list[str] = strawberry.field(
        default_factory=list,
        description="Codes of the alerts that were confirmed (確認済みのアラート).",
    )
    completes_own_tasks: bool = strawberry.field(
        default=True,
        description="Complete what one's own sections have open, unless taken by another (自課分).",
    )


@strawberry.input(description="Which case to withdraw, and why (取下げ).")
class WithdrawCaseInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    expected_version: int = strawberry.field(description="The case's version (版).")
    reason: str = strawberry.field(description="Why it is withdrawn (取下げの理由).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
