"""Closed lists of the cases slice, and the one table of what may happen in which status."""

from enum import StrEnum


class CaseStatus(StrEnum):
    """Where a counter case stands (受付の状態)."""

    OPEN = "OPEN"  # 受付中
    COMPLETED = "COMPLETED"  # 完了
    WITHDRAWN = "WITHDRAWN"  # 取下げ


class Step(StrEnum):
    """What can be done with a case; the value is what the official reads."""

    RECORD_PERSON = "異動者等の記録"
    RECORD_ANSWERS = "回答の記録"
    CHOOSE_PROCEDURES = "手続の選択"
    FILL_FORM = "帳票の記入"
    PRINT = "印刷"
    COMPLETE = "完了"
    WITHDRAW = "取下げ"


# The life cycle as data: a step that is not listed here is refused.
ALLOWED_STEPS: dict[CaseStatus, frozenset[Step]] = {
    CaseStatus.OPEN: frozenset(Step),
    CaseStatus.COMPLETED: frozenset({Step.PRINT}),  # printing again, as it was
    CaseStatus.WITHDRAWN: frozenset(),
}

STATUS_LABELS: dict[CaseStatus, str] = {
    CaseStatus.OPEN: "受付中",
    CaseStatus.COMPLETED: "完了",
    CaseStatus.WITHDRAWN: "取下げ",
}


class NotifierRelation(StrEnum):
    """How the notifier is related to those concerned (届出人との関係)."""

    SELF = "SELF"  # 本人
    HEAD = "HEAD"  # 世帯主
    SAME_HOUSEHOLD = "SAME_HOUSEHOLD"  # 同一世帯員
    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE"  # 法定代理人
    PROXY = "PROXY"  # 任意代理人
    THIRD_PARTY = "THIRD_PARTY"  # 第三者


class PersonRole(StrEnum):
    """What a person is in the case (この受付での立場)."""

    MOVER = "MOVER"  # 異動する人
    STAYING = "STAYING"  # 異動しない世帯員
    DECEASED = "DECEASED"  # 亡くなった方
    NEWBORN = "NEWBORN"  # 生まれた子
    APPLICANT = "APPLICANT"  # 申請する人
    SPOUSE = "SPOUSE"  # 結婚・離婚する人
    CHILD = "CHILD"  # 結婚・離婚する人の子


class PersonSource(StrEnum):
    """Where a person's particulars came from (取得元)."""

    REGISTER = "REGISTER"  # 住民記録
    ENTERED = "ENTERED"  # 聞き取り


class ProcedureDecision(StrEnum):
    """Whether the case needs a procedure (要否)."""

    NEEDED = "NEEDED"  # 必要
    UNDECIDED = "UNDECIDED"  # 確認中
    ADDED = "ADDED"  # 職員が追加
    DROPPED = "DROPPED"  # 職員が除外


class Severity(StrEnum):
    """How grave a finding is (検証結果の種別)."""

    ERROR = "ERROR"  # 確定できない
    ALERT = "ALERT"  # 確認すれば確定できる


class DocumentKind(StrEnum):
    """What a printed document is (印刷物)."""

    FORM = "FORM"  # 申請書・届書
    GUIDE = "GUIDE"  # 手続き案内書


class CaseEventKind(StrEnum):
    """What happened to a case (経過)."""

    OPENED = "OPENED"
    PERSON_RECORDED = "PERSON_RECORDED"
    PERSON_REMOVED = "PERSON_REMOVED"
    ANSWERS_RECORDED = "ANSWERS_RECORDED"
    PROCEDURES_CHOSEN = "PROCEDURES_CHOSEN"
    FORM_FILLED = "FORM_FILLED"
    PRINTED = "PRINTED"
    COMPLETED = "COMPLETED"
    WITHDRAWN = "WITHDRAWN"
