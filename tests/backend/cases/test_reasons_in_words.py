"""Why a procedure is needed, in words that name nobody twice."""

from backend.cases.evaluation import reasons_in_words
from backend.procedures.conditions import Reason

NAMES = {"1": "青葉　太郎", "2": "青葉　花子", "3": "青葉　さくら"}


def test_a_reason_of_all_concerned_is_said_once() -> None:
    reasons = [
        Reason("青葉　太郎さんは国民健康保険に加入している", "1"),
        Reason("青葉　花子さんは国民健康保険に加入している", "2"),
    ]

    assert reasons_in_words(reasons, ("1", "2"), NAMES) == [
        "いずれの方も国民健康保険に加入している"
    ]


def test_a_reason_of_some_names_them_and_one_of_the_case_names_nobody() -> None:
    reasons = [
        Reason("国内の異動"),
        Reason("青葉　太郎さんは15歳以上", "1"),
        Reason("青葉　花子さんは15歳以上", "2"),
        Reason("国内の異動"),
    ]

    assert reasons_in_words(reasons, ("1", "2", "3"), NAMES) == [
        "国内の異動",
        "青葉　太郎さん・青葉　花子さんは15歳以上",
    ]
