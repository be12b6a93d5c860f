"""The demonstration repeats itself byte by byte, and a case prints the same on another day."""

import re
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from examples.demo.client import Client
from examples.demo.run import Demo, show
from examples.demo.server import fresh_server

NEXT_WEEK = "2026-12-01T14:00:00+09:00"
DOCUMENTS = {
    "1-転入-1-証明書交付申請書.pdf",
    "1-転入-2-住民異動届.pdf",
    "1-転入-3-手続き案内書.pdf",
    "2-証明書-1-証明書交付申請書.pdf",
    "2-証明書-2-手続き案内書.pdf",
}
STEPS = [
    "サインイン（職員番号 1001）",
    "受付開始: 転入（国内の他の市区町村から）",
    "記録: 葛\U000e0102西　健一",
    "記録: NGUYEN THI LAN",
    "記録: 葛\U000e0102西　さくら",
    "記録: 葛\U000e0102西　海斗",
    "記録: 葛\U000e0102西　フミ",
    "質問 27件に回答",
    "質問 2件に回答",
    "帳票の記入: resident_change",
    "帳票の記入: certificate_application",
    "印刷（すべて）",
    "後日の手続とする: 12件",
    "完了",
    "住民の検索: あおば　たろう　昭和55年3月5日",
    "受付開始: 証明書の請求",
    "記録: 青葉　太郎",
    "帳票の記入: certificate_application",
    "印刷（すべて）",
    "完了",
    "サインイン（職員番号 9002）",
    "監査ログの閲覧",
]

# One procedure as it is shown: how it is filed, until when, for whom and why.
LATE_STAGE_MEDICAL = """
   ・後期高齢者医療 資格取得（転入）（住民異動届の付記で届出とみなす）  期限 2026-11-30
       どなた: 葛\U000e0102西　フミ
       理由: 葛\U000e0102西　フミさんは75歳以上、葛\U000e0102西　フミさんは\
別の後期高齢者医療広域連合の区域からの転入
"""


@dataclass(frozen=True)
class Shown:
    """What a demonstration printed and wrote."""

    said: str
    documents: dict[str, bytes]


def demonstrate(url: str, out: Path) -> Shown:
    said = StringIO()
    with redirect_stdout(said):
        show(url, out)
    return Shown(said.getvalue(), {path.name: path.read_bytes() for path in out.iterdir()})


def print_again(url: str) -> dict[str, bytes]:
    """Print every completed case once more."""
    printed: dict[str, bytes] = {}
    with closing(Client(url)) as client:
        with redirect_stdout(StringIO()):
            Demo(client, Path()).sign_in("1001")
        for case in client.run("cases", first=10)["cases"]["nodes"]:
            run = client.change(
                "print_documents",
                "printDocuments",
                "PrintRun",
                caseId=case["id"],
                idempotencyKey=f"again-{case['number']}",
            )
            printed |= {
                _name(case, entry): client.fetch(entry["path"]) for entry in run["documents"]
            }
    return printed


def _name(case: dict[str, Any], document: dict[str, Any]) -> str:
    return f"{case['number']} {document['title']}"


@pytest.mark.timeout(300)
def test_it_repeats_itself_and_prints_the_same_bytes_on_another_day(
    make_open_folder: Callable[[], Path], tmp_path: Path
) -> None:
    first_folder, second_folder = make_open_folder(), make_open_folder()

    with fresh_server(first_folder) as url:
        first = demonstrate(url, tmp_path / "first")
    with fresh_server(second_folder) as url:
        second = demonstrate(url, tmp_path / "second")
    with fresh_server(first_folder, NEXT_WEEK) as url:
        again = print_again(url)

    assert set(first.documents) == DOCUMENTS
    assert {content[:5] for content in first.documents.values()} == {b"%PDF-"}
    assert second.documents == first.documents
    assert sorted(again.values()) == sorted(first.documents.values())
    assert without_times(second.said) == without_times(first.said)
    assert re.findall(r"^ +\d+\.\d ms  (.+)$", first.said, re.MULTILINE) == STEPS
    assert LATE_STAGE_MEDICAL in first.said


def without_times(said: str) -> str:
    """The output without what differs between two runs: times, the address, the folder."""
    said = re.sub(r"^ +\d+\.\d ms", "ms", said, flags=re.MULTILINE)
    return re.sub(r"http://\S+|\S+/(first|second)", "", said)
