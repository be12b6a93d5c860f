"""Closed lists of the resident register. Values are what the database stores; never translated.

Numeric codes differ between core systems: a linkage profile maps them to these names.
"""

from enum import StrEnum


class ResidentKind(StrEnum):
    """Whom the record is of (住民種別)."""

    JAPANESE = "JAPANESE"  # 日本人
    FOREIGN = "FOREIGN"  # 外国人


class RegisterStatus(StrEnum):
    """Where the person stands in the register (住民状態)."""

    RESIDENT = "RESIDENT"  # 住民
    MOVED_OUT = "MOVED_OUT"  # 転出者
    DEAD = "DEAD"  # 死亡者
    REMOVED = "REMOVED"  # その他消除者
    NOT_REGISTERED = "NOT_REGISTERED"  # 住登外者: known to the city, resident of another


class Sex(StrEnum):
    """Sex as the register states it (性別)."""

    MALE = "MALE"  # 男
    FEMALE = "FEMALE"  # 女
    UNKNOWN = "UNKNOWN"  # 不明・記載なし


class FuriganaStatus(StrEnum):
    """Whether the reading of the name is the family register's (フリガナ確認状況)."""

    CONFIRMED = "CONFIRMED"  # 確認済
    UNCONFIRMED = "UNCONFIRMED"  # 未確認
    NONE = "NONE"  # フリガナなし


class ChangeReason(StrEnum):
    """Why a version of the record was written (異動事由); the standard's divisions by name."""

    MOVE_IN = "MOVE_IN"  # 国内転入
    MOVE_IN_FROM_ABROAD = "MOVE_IN_FROM_ABROAD"  # 国外転入等
    BIRTH = "BIRTH"  # 出生
    EX_OFFICIO_ENTRY = "EX_OFFICIO_ENTRY"  # 職権記載
    MOVE_OUT = "MOVE_OUT"  # 国内転出
    MOVE_OUT_ABROAD = "MOVE_OUT_ABROAD"  # 国外転出
    DEATH = "DEATH"  # 死亡
    EX_OFFICIO_REMOVAL = "EX_OFFICIO_REMOVAL"  # 職権消除
    CHANGE_OF_ADDRESS = "CHANGE_OF_ADDRESS"  # 転居
    MINOR_CORRECTION = "MINOR_CORRECTION"  # 軽微な修正
    EX_OFFICIO_CORRECTION = "EX_OFFICIO_CORRECTION"  # 職権修正
    ERROR_CORRECTION = "ERROR_CORRECTION"  # 誤記修正
    HOUSEHOLD_SPLIT = "HOUSEHOLD_SPLIT"  # 世帯分離
    HOUSEHOLD_MERGER = "HOUSEHOLD_MERGER"  # 世帯合併
    HOUSEHOLD_CHANGE = "HOUSEHOLD_CHANGE"  # 世帯変更
    CHANGE_OF_HEAD = "CHANGE_OF_HEAD"  # 世帯主変更
    FORMER_SURNAME = "FORMER_SURNAME"  # 旧氏の記載・変更・削除
    COMMON_NAME = "COMMON_NAME"  # 通称の記載・削除
    CANCELLATION = "CANCELLATION"  # 異動の取消し


class AddressKind(StrEnum):
    """What an address is to the person."""

    CURRENT = "CURRENT"  # 住所
    FORMER = "FORMER"  # 転居前の住所
    BEFORE_MOVE_IN = "BEFORE_MOVE_IN"  # 転入前住所
    MOVED_TO = "MOVED_TO"  # 転出先（確定）
    MOVING_TO = "MOVING_TO"  # 転出先（予定）


class Scheme(StrEnum):
    """A scheme in which a resident can be enrolled (制度)."""

    NATIONAL_HEALTH_INSURANCE = "NATIONAL_HEALTH_INSURANCE"  # 国民健康保険
    LATE_STAGE_MEDICAL = "LATE_STAGE_MEDICAL"  # 後期高齢者医療
    LONG_TERM_CARE = "LONG_TERM_CARE"  # 介護保険
    NATIONAL_PENSION = "NATIONAL_PENSION"  # 国民年金
    CHILD_ALLOWANCE = "CHILD_ALLOWANCE"  # 児童手当
    CHILD_REARING_ALLOWANCE = "CHILD_REARING_ALLOWANCE"  # 児童扶養手当
    SPECIAL_CHILD_REARING_ALLOWANCE = "SPECIAL_CHILD_REARING_ALLOWANCE"  # 特別児童扶養手当
    WELFARE_MEDICAL = "WELFARE_MEDICAL"  # 福祉医療費助成
    DISABILITY_WELFARE = "DISABILITY_WELFARE"  # 障がい福祉
    CHILD_MEDICAL = "CHILD_MEDICAL"  # 子ども医療費
    NURSERY = "NURSERY"  # 幼稚園・保育園
    RESIDENT_TAX = "RESIDENT_TAX"  # 個人住民税
    TAX_COLLECTION = "TAX_COLLECTION"  # 収納管理
    SEAL_REGISTRATION = "SEAL_REGISTRATION"  # 印鑑登録
    MY_NUMBER_CARD = "MY_NUMBER_CARD"  # マイナンバーカード
    NEIGHBOURHOOD = "NEIGHBOURHOOD"  # 自治区
    SCHOOL_DISTRICT = "SCHOOL_DISTRICT"  # 学校区


class EnrolmentStatus(StrEnum):
    """How an enrolment stands (資格状況)."""

    ENROLLED = "ENROLLED"  # 資格あり
    ENDED = "ENDED"  # 喪失


class ResidentScope(StrEnum):
    """Among whom a search looks."""

    CURRENT = "CURRENT"  # 現在の住民
    ALL = "ALL"  # 除票・住登外を含む


RELATIONSHIP_NAMES: dict[str, str] = {
    # 続柄コード: two public sources agree on these, 96 stands in one of them.
    "02": "世帯主",
    "11": "夫",
    "12": "妻",
    "13": "夫（未届）",
    "14": "妻（未届）",
    "20": "子",
    "51": "父",
    "52": "母",
    "71": "兄",
    "74": "弟",
    "81": "姉",
    "84": "妹",
    "96": "縁故者",
    "99": "同居人",
}
