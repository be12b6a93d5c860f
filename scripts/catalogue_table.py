"""Print docs/catalogue-table.md: the whole standard catalogue, readable for an official.

``PYTHONPATH=. python scripts/catalogue_table.py`` writes it anew; a test compares it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.procedures.catalogue import load_catalogue
from backend.procedures.conditions import (
    Age,
    Comparison,
    Condition,
    Junction,
    Known,
    Negation,
    Occasion,
    Quantifier,
)
from backend.procedures.definitions import Asked, Catalogue, Direction, ForWhom, Movement, Procedure

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "fixtures" / "procedures" / "catalogue.json"
PAGE = ROOT / "docs" / "catalogue-table.md"
HEAD = """# 標準の手続きカタログ

`fixtures/procedures/catalogue.json` から `scripts/catalogue_table.py` が作った一覧です（手では
直しません）。条件の書き方と市による直し方は [procedure-catalogue.md](procedure-catalogue.md) に
あります。期限の数え方・根拠法令・持ち物・窓口は、市が確かめてから使う既定値です。「確認済」は手続きの
有無だけを公開資料で確かめたもの、「未確認」はそれもまだのものです。
"""
HANDLING = {"linked": "帳票・連携", "form": "帳票", "guidance": "案内"}
CERTAINTY = {"published": "確認済", "unverified": "未確認"}
DIRECTION = {
    Direction.IN: "市へ",
    Direction.OUT: "市から",
    Direction.WITHIN: "市の中",
    Direction.HOUSEHOLD: "世帯",
    Direction.NONE: "動かない",
}
ASKED = {Asked.REQUIRED: "必要", Asked.OPTIONAL: "空欄可", Asked.NOT_ASKED: "―"}
# Short words for the events, in the order of the page.
EVENTS = {
    "move_in": "転入",
    "change_of_address": "転居",
    "move_out": "転出",
    "birth": "出生",
    "death": "死亡",
    "marriage": "結婚",
    "divorce": "離婚",
    "name_change": "氏名変更",
    "household_change": "世帯の変更",
    "status_of_residence": "在留資格取得",
    "certificate": "証明書",
    "seal_registration": "印鑑登録",
    "my_number_card": "マイナンバーカード",
    "record_change": "記載変更",
}
FOR_WHOM = {ForWhom.JAPANESE: "日本人", ForWhom.FOREIGN: "外国人", ForWhom.BOTH: "どちらも"}


def page(document: Mapping[str, Any]) -> str:
    """Write the page of a catalogue's document."""
    catalogue = load_catalogue(document)
    parts = [HEAD, _reasons(catalogue), _movements(catalogue), _questions(catalogue)]
    parts += [_procedures(catalogue)]
    return "\n".join(parts)


def _reasons(catalogue: Catalogue) -> str:
    lines = ["## 用件", "", "| 用件 | 異動の種類 | どんな方 |", "| --- | --- | --- |"]
    for reason in catalogue.reasons.values():
        movements = "、".join(catalogue.movements[code].name for code in reason.movements)
        lines.append(f"| {reason.name} | {movements or '―'} | {reason.help} |")
    return "\n".join(lines) + "\n"


def _movements(catalogue: Catalogue) -> str:
    lines = [
        "## 異動の種類",
        "",
        "| 異動 | 向き | 異動事由 | 新しい住所 | これまでの住所 | 最終登録住所地 | 届出期間"
        " | だれの | そのほか |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in catalogue.movements.values():
        days = f"{one.notification_days}日" if one.notification_days else "―"
        lines.append(
            f"| {one.name} | {DIRECTION[one.direction]} | {one.change_reason or '―'}"
            f" | {ASKED[one.new_address]} | {ASKED[one.previous_address]}"
            f" | {ASKED[one.last_registered_address]} | {days} | {FOR_WHOM[one.for_whom]}"
            f" | {_marks(one)} |"
        )
    return "\n".join(lines) + "\n"


def _marks(one: Movement) -> str:
    card = one.by_card
    days = card.days_after_planned_move_out if card else None
    marks = (
        ("転出証明書", one.needs_moving_out_certificate),
        ("予定日でも届け出られる", one.may_be_future),
        ("カードによる特例", card is not None),
        (f"カードは転出予定日から{days}日", days is not None),
        ("続柄を証する文書", one.asks_proof_of_relationship),
    )
    return "、".join(words for words, holds in marks if holds) or "―"


def _questions(catalogue: Catalogue) -> str:
    lines = ["## 質問", "", "| 質問 | だれに | 注意 |", "| --- | --- | --- |"]
    for question in catalogue.questions.values():
        marks = (
            ("人前で聞かない", question.not_in_presence),
            ("印刷しない", question.never_printed),
        )
        care = "、".join(words for words, holds in marks if holds) or "―"
        whom = "一人ずつ" if question.is_personal else "受付で1回"
        lines.append(f"| {question.text} | {whom} | {care} |")
    return "\n".join(lines) + "\n"


def _procedures(catalogue: Catalogue) -> str:
    lines = [f"## 手続き（{len(catalogue.procedures)}件）", ""]
    words = Words({**EVENTS, **{r.code: r.name for r in catalogue.reasons.values()}})
    for procedure in catalogue.procedures:
        lines += _procedure(procedure, words)
    return "\n".join(lines)


@dataclass(frozen=True)
class Words:
    """Says conditions in Japanese."""

    names: Mapping[str, str]  # of events and reasons to come

    def say(self, condition: Condition) -> str:
        """Say a condition; what is inside of another stands in brackets."""
        match condition:
            case Junction():
                joint = " または " if condition.settled_by else " かつ "
                return joint.join(self.inside(child) for child in condition.children)
            case Negation():
                return f"{self.inside(condition.child)}でない"
            case Quantifier():
                who = "だれかが" if condition.settled_by else "全員が"
                return f"{who}{self.inside(condition.child)}"
            case _:
                return self.leaf(condition)

    def inside(self, condition: Condition) -> str:
        """Say a condition within another."""
        is_single = not isinstance(condition, Junction) or len(condition.children) == 1
        return self.say(condition) if is_single else f"（{self.say(condition)}）"

    def leaf(self, condition: Condition) -> str:
        """Say a single comparison."""
        match condition:
            case Age():
                return condition.rule.label
            case Known():
                label = condition.subject.definition.label
                return f"{label}が{'わかっている' if condition.wanted else 'わからない'}"
            case Occasion():
                meant = condition.events | condition.reasons
                names = [name for code, name in self.names.items() if code in meant]
                return f"用件が{'・'.join(names)}"
            case Comparison():
                return _comparison(condition)
        raise AssertionError(f"no words for {condition}")


def _comparison(condition: Comparison) -> str:
    """Say the values for which it holds, of a number the first of them."""
    definition = condition.subject.definition
    if definition.words:
        holding = [words for value, words in definition.words.items() if condition.holds(value)]
        return "・".join(holding)
    least = next(value for value in range(100) if condition.holds(value))
    return f"{definition.label}が{least}{definition.unit}以上"


def _procedure(procedure: Procedure, words: Words) -> list[str]:
    conditions = [
        f"{label}: {words.say(condition)}"
        for label, condition in (("受付", procedure.when), ("対象", procedure.for_person))
        if condition is not None
    ]
    rows = (
        ("出来事", "・".join(EVENTS[event] for event in EVENTS if event in procedure.events)),
        ("条件", "。".join(conditions) or "いつも"),
        ("期限", " ／ ".join(rule.words for rule in procedure.deadlines)),
        ("持ち物", "、".join(item.name for item in procedure.items) or "―"),
        ("窓口", f"{procedure.counter.name} {procedure.counter.floor}".strip()),
        ("根拠", procedure.legal_basis or "―"),
        ("扱い", f"{HANDLING[procedure.handling]}（{CERTAINTY[procedure.certainty]}）"),
    )
    hidden = "（印刷しない）" if procedure.never_printed else ""
    return [
        f"### {procedure.code} {procedure.name}{hidden}",
        "",
        *(f"- {label}: {text}" for label, text in rows),
        "",
    ]


if __name__ == "__main__":
    PAGE.write_text(page(json.loads(CATALOGUE.read_text("utf-8"))), "utf-8")
