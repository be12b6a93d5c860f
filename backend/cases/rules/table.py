"""Every check by its number: the rule, how grave it is, where it comes from (docs/checks.md)."""

from dataclasses import dataclass
from enum import StrEnum

STANDARD = "住民記録システム標準仕様書【第1.0版】"


class Outcome(StrEnum):
    """What a check does."""

    ERROR = "error"  # found; stops printing and completing
    ALERT = "alert"  # found; passes once it is confirmed by its code
    BOTH = "error or alert"  # by how grave it is
    REFUSED = "refused"  # the input is not taken
    BUILT_IN = "built in"  # cannot be otherwise


@dataclass(frozen=True)
class Check:
    """One line of the table."""

    code: str
    rule: str
    outcome: Outcome
    source: str


def _standard(article: str) -> str:
    return f"{STANDARD}{article}"


CHECKS: tuple[Check, ...] = (
    Check("V01", "異動日の初期値は空欄。入力が要る", Outcome.ERROR, _standard("4.0.3")),
    Check("V02", "異動日は処理当日以前（転出だけは未来も可）", Outcome.ERROR, _standard("4.0.3")),
    Check("V03", "届出日は処理当日以前。既定は当日", Outcome.ERROR, _standard("4.1.0.2")),
    Check("V04", "処理日は当日が自動で入り、入力できない", Outcome.BUILT_IN, _standard("4.0.3")),
    Check("V05", "転出の届出が異動日から14日を過ぎた", Outcome.ALERT, _standard("4.1.3.0.1")),
    Check("V06", "世帯主が抜けて1人が残る: その方を世帯主に", Outcome.ALERT, _standard("4.0.4")),
    Check("V07", "世帯主が抜けて2人以上が残る: 世帯主変更を", Outcome.ALERT, _standard("4.0.4")),
    Check("V08", "全部・一部は選ばれた人から決まる", Outcome.BUILT_IN, _standard("4.0.1")),
    Check("V09", "異動先の世帯とその世帯主との続柄", Outcome.BOTH, _standard("4.0.2")),
    Check(
        "V10",
        "世帯主は1人。2人以上は誤り、0人（未設定）は確認",
        Outcome.BOTH,
        f"{_standard('1.1.10')}・未確認",
    ),
    Check("V11", "番号が除票に一致（再転入者）", Outcome.ERROR, _standard("4.1.1.2")),
    Check("V12", "氏名・性別・生年月日が除票に一致", Outcome.ALERT, _standard("4.1.1.2")),
    Check("V13", "転出証明書のない転入", Outcome.ALERT, "住民基本台帳法22条2項"),
    Check("V14", "未届の転入は最終登録住所地が要る", Outcome.ERROR, _standard("4.1.1.4")),
    Check("V15", "外国人住民の国籍・地域と在留資格が要る", Outcome.ERROR, _standard("1.1.2")),
    Check("V16", "日本人・外国人の氏名の入れ違い", Outcome.ALERT, "未確認"),
    Check("V17", "続柄は4世代まで。それを超える方は縁故者", Outcome.REFUSED, _standard("1.1.11")),
    Check("V18", "フリガナは全角カタカナ。確認状況を持つ", Outcome.REFUSED, _standard("1.1.18")),
    Check(
        "V19", "支援措置の対象者は権限と理由がなければ扱えない", Outcome.REFUSED, _standard("3.1")
    ),
    Check("V20", "支援措置の期間の終了1か月前", Outcome.ALERT, _standard("3.4")),
    Check(
        "V21", "他の職員が編集中の住民は閲覧のみ（記録も断る）", Outcome.ERROR, _standard("10.3")
    ),
    Check(
        "V22", "受付中の内容は証明書にも他の受付にも出ない", Outcome.BUILT_IN, _standard("4.0.8")
    ),
    Check(
        "V23",
        "文字溢れ・字形のない文字（記入時に知らせ、印刷時は断る）",
        Outcome.ALERT,
        _standard("5.8"),
    ),
    Check(
        "V24", "個人番号・全国地方公共団体コードの検査数字", Outcome.REFUSED, "総務省令85号5条ほか"
    ),
    Check(
        "V25", "特例転入の期間（転出予定日から30日、異動日から14日）", Outcome.ALERT, "各市の案内"
    ),
    Check(
        "LATE",
        "転入・転居などの届出が異動日から14日を過ぎた",
        Outcome.ALERT,
        "住民基本台帳法22〜25条",
    ),
    Check("PERSONS", "異動する人が記録されていない", Outcome.ERROR, "住民基本台帳法22〜25条"),
    Check("ADDRESS", "新しい住所・転出先が要る", Outcome.ERROR, "住民基本台帳法22〜24条"),
    Check("PREVIOUS", "これまでの住所が要る", Outcome.ERROR, "住民基本台帳法22〜24条"),
    Check("HEAD", "世帯主変更には新旧の世帯主が要る", Outcome.ERROR, "住民基本台帳法25条"),
    Check(
        "FOR_WHOM", "日本人だけ・外国人住民だけの異動（カタログの設定）", Outcome.ALERT, "未確認"
    ),
    Check(
        "RELATIONSHIP",
        "続柄を証する文書（カタログの設定）。ないときは縁故者",
        Outcome.ALERT,
        _standard("1.1.11"),
    ),
    Check("BIRTH", "生年月日が未来の日付", Outcome.ERROR, "—"),
    Check("NEWBORN", "生まれた子の生年月日が出生の日と違う", Outcome.ERROR, "—"),
    Check("CARD", "在留カード等の番号の形（カタログの設定）", Outcome.ALERT, "未確認"),
    Check("IDENTITY", "届出人の本人確認の記録がない", Outcome.ALERT, "住民基本台帳法27条・未確認"),
    Check("FOR_WHOM", "異動の種類が国籍に合わない", Outcome.ALERT, "住民基本台帳法30条の46"),
    Check("RELATIONSHIP", "続柄を証する文書を確かめる異動", Outcome.ALERT, _standard("1.1.11")),
    Check("TASKS", "どこかの課に手続が残っている（完了のとき）", Outcome.ERROR, "—"),
    Check("LATER", "後日の手続がある（完了のとき）", Outcome.ALERT, "—"),
    Check("PROOF_…", "届出人の資格を示す書類がない（カタログの設定）", Outcome.BOTH, "未確認"),
)
