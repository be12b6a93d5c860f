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
    RECORD_IDENTITY_CHECK = "本人確認の記録"
    RECORD_PROOF = "資格を示す書類の記録"
    CHOOSE_PROCEDURES = "手続の選択"
    FILL_FORM = "帳票の記入"
    PRINT = "印刷"
    SHOW = "タブレットへの提示"
    SIGN = "署名"
    COMPLETE = "完了"
    WITHDRAW = "取下げ"
    TAKE_OVER = "編集の引受け"
    RELEASE = "編集の終了"
    ATTACH = "書類の添付"
    REMOVE_ATTACHMENT = "添付書類の削除"


# The life cycle as data: a step that is not listed here is refused.
ALLOWED_STEPS: dict[CaseStatus, frozenset[Step]] = {
    CaseStatus.OPEN: frozenset(Step),
    # Printing again, as it was; a paper attached by mistake must go at any time.
    CaseStatus.COMPLETED: frozenset({Step.PRINT, Step.REMOVE_ATTACHMENT}),
    CaseStatus.WITHDRAWN: frozenset(),
}

# Steps that change what the case says: one official at a time takes them (F32).
EDITING_STEPS = frozenset(
    {
        Step.RECORD_PERSON,
        Step.RECORD_ANSWERS,
        Step.RECORD_IDENTITY_CHECK,
        Step.RECORD_PROOF,
        Step.CHOOSE_PROCEDURES,
        Step.FILL_FORM,
        Step.COMPLETE,
        Step.WITHDRAW,
    }
)

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


class ProofState(StrEnum):
    """How something stands that the notifier must show (資格を示す書類の状態)."""

    MISSING = "MISSING"  # 未提示
    SHOWN = "SHOWN"  # 提示
    WAIVED = "WAIVED"  # 省略


class IdentityResult(StrEnum):
    """What an identity check came to (本人確認の結果)."""

    SUFFICIENT = "SUFFICIENT"  # 確認できた
    INSUFFICIENT = "INSUFFICIENT"  # 足りない
    WITHDRAWAL = "WITHDRAWAL"  # 前の確認の取消し


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
    SLIP = "SLIP"  # 手続きの進み具合


class AttachmentKind(StrEnum):
    """What an attached paper is (添付書類の種類)."""

    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY"  # 委任状
    IDENTITY_DOCUMENT = "IDENTITY_DOCUMENT"  # 本人確認書類
    EVIDENCE = "EVIDENCE"  # 疎明資料
    SIGNED_APPLICATION = "SIGNED_APPLICATION"  # 署名済み申請書
    CERTIFICATE = "CERTIFICATE"  # 証明書・届書の写し
    OTHER = "OTHER"  # その他


class Paper(StrEnum):
    """On what the forms of a printing go (用紙)."""

    AS_DESIGNED = "AS_DESIGNED"  # 様式のとおり
    A3_SIDE_BY_SIDE = "A3_SIDE_BY_SIDE"  # 両面の様式は、表と裏をＡ３に並べる


class CaseEventKind(StrEnum):
    """What happened to a case (経過)."""

    OPENED = "OPENED"
    PERSON_RECORDED = "PERSON_RECORDED"
    PERSON_REMOVED = "PERSON_REMOVED"
    ANSWERS_RECORDED = "ANSWERS_RECORDED"
    IDENTITY_CHECKED = "IDENTITY_CHECKED"
    IDENTITY_CHECK_WITHDRAWN = "IDENTITY_CHECK_WITHDRAWN"
    PROOF_RECORDED = "PROOF_RECORDED"
    PROCEDURES_CHOSEN = "PROCEDURES_CHOSEN"
    FORM_FILLED = "FORM_FILLED"
    PRINTED = "PRINTED"
    SHOWN = "SHOWN"  # タブレットへの提示
    SHOWING_ENDED = "SHOWING_ENDED"
    SIGNED = "SIGNED"
    SIGNATURE_WITHDRAWN = "SIGNATURE_WITHDRAWN"
    PRINTED_AGAIN = "PRINTED_AGAIN"
    COMPLETED = "COMPLETED"
    ATTACHED = "ATTACHED"
    ATTACHMENT_REMOVED = "ATTACHMENT_REMOVED"
    WITHDRAWN = "WITHDRAWN"
    TAKEN_OVER = "TAKEN_OVER"  # 編集の引受け
    RELEASED = "RELEASED"  # 編集の終了
    TASK_TAKEN = "TASK_TAKEN"
    TASK_RETURNED = "TASK_RETURNED"
    TASK_COMPLETED = "TASK_COMPLETED"
    TASK_HANDED_OVER = "TASK_HANDED_OVER"


class TaskStatus(StrEnum):
    """Where a task of a section stands (手続の進み具合)."""

    WAITING = "WAITING"  # 未着手
    TAKEN = "TAKEN"  # 対応中
    COMPLETED = "COMPLETED"  # 完了
    LATER = "LATER"  # 後日
    CANCELLED = "CANCELLED"  # 取消し


class TaskStep(StrEnum):
    """What can be done with a task; the value is what the official reads."""

    TAKE = "引受け"
    RETURN = "引受けの取りやめ"
    COMPLETE = "完了"
    HAND_OVER = "引継ぎ"


# Like ALLOWED_STEPS: a step that is not listed here is refused.
ALLOWED_TASK_STEPS: dict[TaskStatus, frozenset[TaskStep]] = {
    TaskStatus.WAITING: frozenset({TaskStep.TAKE, TaskStep.COMPLETE, TaskStep.HAND_OVER}),
    TaskStatus.TAKEN: frozenset(TaskStep),
    TaskStatus.LATER: frozenset({TaskStep.TAKE, TaskStep.COMPLETE, TaskStep.HAND_OVER}),
    TaskStatus.COMPLETED: frozenset(),
    TaskStatus.CANCELLED: frozenset(),
}

TASK_STATUS_LABELS: dict[TaskStatus, str] = {
    TaskStatus.WAITING: "未着手",
    TaskStatus.TAKEN: "対応中",
    TaskStatus.COMPLETED: "完了",
    TaskStatus.LATER: "後日",
    TaskStatus.CANCELLED: "取消し",
}


class TaskOutcome(StrEnum):
    """How a task ended (手続の結果)."""

    DONE = "DONE"  # 済み
    NOT_NEEDED = "NOT_NEEDED"  # 不要だった
    LATER = "LATER"  # 後日


class TaskEventKind(StrEnum):
    """What happened to a task of a section (課の手続の経過)."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    REOPENED = "REOPENED"
    TAKEN = "TAKEN"
    RETURNED = "RETURNED"
    COMPLETED = "COMPLETED"
    PUT_OFF = "PUT_OFF"  # 後日
    HANDED_OVER = "HANDED_OVER"  # to another section: gone from this one
    RECEIVED = "RECEIVED"  # from another section
    CANCELLED = "CANCELLED"


class ShowingStatus(StrEnum):
    """Where a showing on a citizen's tablet stands (提示の状態)."""

    SHOWN = "SHOWN"  # 提示中
    SIGNED = "SIGNED"  # 署名済み
    ENDED = "ENDED"  # 終了
    EXPIRED = "EXPIRED"  # 時間切れ


class SignatureMethod(StrEnum):
    """How somebody signed (署名の方法)."""

    TABLET = "TABLET"  # 市民のタブレット
    PEN_TABLET = "PEN_TABLET"  # 職員の端末のペンタブレット
    PAPER = "PAPER"  # 紙


class StatisticsDimension(StrEnum):
    """By what statistics are grouped (集計の区分)."""

    SECTION = "SECTION"  # 課
    PLACE = "PLACE"  # 庁舎
    REASON = "REASON"  # 用件
    PROCEDURE = "PROCEDURE"  # 手続
    DAY = "DAY"  # 日
    WEEK = "WEEK"  # 週（月曜日から）
    MONTH = "MONTH"  # 月
    HOUR = "HOUR"  # 時間帯
