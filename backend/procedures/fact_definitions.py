"""The words of the facts: label, type, who knows it, what is said when it holds or not.

``schema/facts.json`` is printed from here and compared by a test, as is the list of names with
the fields of ``PersonFacts`` and ``CaseFacts``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from backend.procedures.facts import Role, Value


class FactType(StrEnum):
    """What kind of value a fact has."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"


class KnownBy(StrEnum):
    """Who knows a fact."""

    REGISTER = "register"
    CASE = "case"
    OFFICIAL = "official"


@dataclass(frozen=True)
class FactDefinition:
    """A fact's type and its words: what it's called, and what is said when it holds or not."""

    name: str
    label: str
    type: FactType
    known_by: KnownBy
    words: Mapping[Value, str] = field(default_factory=dict)
    unit: str = ""
    is_silent: bool = False  # shown elsewhere (who moves, why one comes), so never a reason
    is_confidential: bool = False  # 支援措置: never printed, never a reason of a printed procedure

    def words_for(self, value: Value) -> str:
        """Say a value in the words of the counter."""
        return self.words.get(value) or f"{self.label}が{value}{self.unit}"


ROLE_LABELS: dict[Value, str] = {
    Role.MOVER: "異動する人",
    Role.STAYING: "異動しない世帯員",
    Role.DECEASED: "亡くなった方",
    Role.NEWBORN: "生まれた子",
    Role.APPLICANT: "申請する人",
    Role.SPOUSE: "結婚・離婚する人",
    Role.CHILD: "結婚・離婚する人の子",
}
SEX_LABELS: dict[Value, str] = {"male": "男性", "female": "女性", "other": "性別が男女以外の記載"}
PENSION_LABELS: dict[Value, str] = {
    "none": "国民年金に加入していない",
    "first": "国民年金の第1号被保険者",
    "second": "厚生年金に加入（第2号被保険者）",
    "third": "第3号被保険者（配偶者の扶養）",
}
RELATION_LABELS: dict[Value, str] = {
    "self": "本人による届出",
    "head": "世帯主による届出",
    "same_household": "同一世帯員による届出",
    "legal_representative": "法定代理人による届出",
    "proxy": "任意代理人による届出",
    "third_party": "第三者による届出",
}
KINSHIP_LABELS: dict[Value, str] = {
    "self": "本人",
    "spouse": "配偶者",
    "child": "子",
    "mother": "母",
    "father": "父",
    "other": "その他の親族・同居人",
}


def _boolean(name: str, label: str, true: str, false: str, by: KnownBy) -> FactDefinition:
    return FactDefinition(name, label, FactType.BOOLEAN, by, {True: true, False: false})


def _register(name: str, label: str, true: str, false: str) -> FactDefinition:
    return _boolean(name, label, true, false, KnownBy.REGISTER)


def _case(name: str, label: str, true: str, false: str) -> FactDefinition:
    return _boolean(name, label, true, false, KnownBy.CASE)


def _choice(name: str, label: str, by: KnownBy, words: Mapping[Value, str]) -> FactDefinition:
    return FactDefinition(name, label, FactType.CHOICE, by, words)


def _date(name: str, label: str, by: KnownBy) -> FactDefinition:
    return FactDefinition(name, label, FactType.DATE, by)


_PERSON = (
    FactDefinition(
        "role", "この手続きでの立場", FactType.CHOICE, KnownBy.CASE, ROLE_LABELS, is_silent=True
    ),
    _date("birth", "生年月日", KnownBy.REGISTER),
    _choice("sex", "性別", KnownBy.REGISTER, SEX_LABELS),
    _register("is_japanese", "国籍", "日本国籍", "外国籍"),
    _register("is_in_register", "本市の住民登録", "本市に住民登録がある", "本市に住民登録がない"),
    _register("was_head", "従前の世帯主", "世帯主だった", "世帯主ではなかった"),
    _case("is_head", "世帯主", "世帯主", "世帯主ではない"),
    _case("lives_alone", "一人暮らし", "一人暮らし", "一人暮らしではない"),
    _choice("kinship", "出生・死亡の本人から見た続柄", KnownBy.CASE, KINSHIP_LABELS),
    _register(
        "my_number_card",
        "マイナンバーカード",
        "マイナンバーカードを持っている",
        "マイナンバーカードを持っていない",
    ),
    _register("seal_registered", "印鑑登録", "印鑑登録をしている", "印鑑登録をしていない"),
    FactDefinition(
        "is_protected",
        "支援措置",
        FactType.BOOLEAN,
        KnownBy.REGISTER,
        {True: "支援措置を受けている", False: "支援措置を受けていない"},
        is_confidential=True,
    ),
    _register(
        "health_insurance",
        "国民健康保険",
        "国民健康保険に加入している",
        "国民健康保険に加入していない",
    ),
    _register(
        "late_stage_medical",
        "後期高齢者医療",
        "後期高齢者医療の被保険者",
        "後期高齢者医療の被保険者ではない",
    ),
    _case(
        "same_wide_area_union",
        "後期高齢者医療の広域連合",
        "同じ後期高齢者医療広域連合の区域からの転入",
        "別の後期高齢者医療広域連合の区域からの転入",
    ),
    _register(
        "care_certified",
        "要介護・要支援認定",
        "要介護・要支援認定を受けている",
        "要介護・要支援認定を受けていない",
    ),
    _register(
        "in_care_facility",
        "施設入所",
        "介護保険施設などに入る・入っている",
        "介護保険施設などに入っていない",
    ),
    _choice("pension", "国民年金の種別", KnownBy.REGISTER, PENSION_LABELS),
    _register("receives_pension", "年金の受給", "年金を受給している", "年金を受給していない"),
    _register(
        "welfare_pension",
        "特別障害給付金等",
        "特別障害給付金・老齢福祉年金を受給している",
        "特別障害給付金・老齢福祉年金を受給していない",
    ),
    _register("public_assistance", "生活保護", "生活保護を受けている", "生活保護を受けていない"),
    _register("child_allowance", "児童手当の受給", "児童手当の受給者", "児童手当の受給者ではない"),
    _register(
        "child_rearing_allowance",
        "児童扶養手当",
        "児童扶養手当を受給している",
        "児童扶養手当を受給していない",
    ),
    _register(
        "special_child_allowance",
        "特別児童扶養手当",
        "特別児童扶養手当を受給している",
        "特別児童扶養手当を受給していない",
    ),
    _register(
        "child_medical",
        "子ども医療費受給者証",
        "子ども医療費の受給者証を持っている",
        "子ども医療費の受給者証を持っていない",
    ),
    _register(
        "physical_disability",
        "身体障害者手帳",
        "身体障害者手帳を持っている",
        "身体障害者手帳を持っていない",
    ),
    _register(
        "intellectual_disability", "療育手帳", "療育手帳を持っている", "療育手帳を持っていない"
    ),
    _register(
        "mental_disability",
        "精神障害者保健福祉手帳",
        "精神障害者保健福祉手帳を持っている",
        "精神障害者保健福祉手帳を持っていない",
    ),
    _register(
        "self_support_medical",
        "自立支援医療",
        "自立支援医療を受けている",
        "自立支援医療を受けていない",
    ),
    _register(
        "disability_service",
        "障害福祉サービス",
        "障害福祉サービスを使っている",
        "障害福祉サービスを使っていない",
    ),
    _register(
        "special_disability_allowance",
        "特別障害者手当等",
        "特別障害者手当・障害児福祉手当を受給している",
        "特別障害者手当・障害児福祉手当を受給していない",
    ),
    _register(
        "disability_medical",
        "重度心身障害者医療費",
        "重度心身障害者医療費の受給者証を持っている",
        "重度心身障害者医療費の受給者証を持っていない",
    ),
    _register(
        "nursery",
        "保育所等の利用",
        "保育所・認定こども園に通っている",
        "保育所・認定こども園に通っていない",
    ),
    _register(
        "resident_taxpayer", "市県民税", "市県民税の納税義務者", "市県民税の納税義務者ではない"
    ),
    _register(
        "owns_property",
        "土地・家屋",
        "市内に土地・家屋を持っている",
        "市内に土地・家屋を持っていない",
    ),
    _register(
        "owns_farm_or_forest", "農地・森林", "農地・森林を持っている", "農地・森林を持っていない"
    ),
    _register(
        "moped",
        "原付・小型特殊自動車",
        "原付・小型特殊自動車を持っている",
        "原付・小型特殊自動車を持っていない",
    ),
    _register(
        "direct_debit",
        "口座振替",
        "市税・保険料を口座振替で納めている",
        "市税・保険料の口座振替がない",
    ),
)
_CASE = (
    _date("changed_on", "異動日", KnownBy.CASE),
    _date("notified_on", "届出日", KnownBy.CASE),
    _date("planned_move_out_on", "転出予定日", KnownBy.CASE),
    _date("death_known_on", "死亡を知った日", KnownBy.OFFICIAL),
    _date("funeral_on", "葬祭を行った日", KnownBy.OFFICIAL),
    _case("from_abroad", "国外からの異動", "国外からの転入", "国内の異動"),
    _case("to_abroad", "国外への異動", "国外への転出", "転出先は国内"),
    _case(
        "special_move_out",
        "転出証明書情報",
        "前住所地で特例転出（カードによる転出届）をしている",
        "特例転出ではない（転出証明書による）",
    ),
    _case("born_abroad", "国外での出生", "国外で生まれた", "国内で生まれた"),
    _case("died_abroad", "国外での死亡", "国外で亡くなった", "国内で亡くなった"),
    FactDefinition(
        "remaining_members", "元の世帯に残る人数", FactType.NUMBER, KnownBy.REGISTER, unit="人"
    ),
    _choice("notifier_relation", "届出人との関係", KnownBy.CASE, RELATION_LABELS),
)
PERSON_FACTS: Final = {fact.name: fact for fact in _PERSON}
CASE_FACTS: Final = {fact.name: fact for fact in _CASE}


def facts_document() -> dict[str, Any]:
    """Give the contract ``schema/facts.json``: every fact with its type, label and source."""
    return {
        level: {name: _fact_document(fact) for name, fact in facts.items()}
        for level, facts in (("case", CASE_FACTS), ("person", PERSON_FACTS))
    }


def _fact_document(fact: FactDefinition) -> dict[str, Any]:
    document: dict[str, Any] = {"label": fact.label, "type": fact.type, "known_by": fact.known_by}
    if fact.type is FactType.CHOICE:
        document["values"] = {str(value): words for value, words in fact.words.items()}
    if fact.is_confidential:
        document["confidential"] = True
    return document
