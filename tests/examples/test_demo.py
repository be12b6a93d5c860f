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
from examples.demo.demo import Demo
from examples.demo.run import show
from examples.demo.server import fresh_server
from tests.examples.expected import DOCUMENTS, STEPS, TAKEN_HOME

NEXT_WEEK = "2026-12-01T14:00:00+09:00"
# One procedure as it is shown: how it is filed, until when, for whom and why.
LATE_STAGE_MEDICAL = """
   ・後期高齢者医療 資格取得（住民異動届の付記で届出とみなす）  期限 2026-11-30
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
            official = Demo(client, Path()).official("1001")
        for case in official.run("cases", first=10)["cases"]["nodes"]:
            run = official.change(
                "print_documents",
                "printDocuments",
                "PrintRun",
                caseId=case["id"],
                idempotencyKey=f"again-{case['number']}",
            )
            printed |= {
                _name(case, entry): official.fetch(entry["path"]) for entry in run["documents"]
            }
    return printed


def _name(case: dict[str, Any], document: dict[str, Any]) -> str:
    return f"{case['number']} {document['title']}"


def forms_and_guides(documents: dict[str, bytes]) -> list[bytes]:
    """Without the slips, which say the moment, and the files that hold all of a printing."""
    left_out = ("手続きの進み具合", "一括")
    return sorted(
        content for name, content in documents.items() if not any(word in name for word in left_out)
    )


def taken_home(said: str) -> dict[str, dict[str, list[str]]]:
    """By whom, how the procedures stand on which they are told."""
    found: dict[str, dict[str, list[str]]] = {}
    for block in re.split(r"\n(?=  \S.* 様のお持ち帰り)", said)[1:]:
        told = block.partition("\n   紙 ")[0]
        parts = re.split(r"^   (\S+) \d+件$", told, flags=re.MULTILINE)
        person = parts[0].partition(" 様")[0].strip()
        found[person] = {
            standing: re.findall(r"^    ・(.+)$", entries, re.MULTILINE)
            for standing, entries in zip(parts[1::2], parts[2::2], strict=True)
        }
    return found


@pytest.mark.timeout(600)
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
    assert sorted(again.values()) == forms_and_guides(first.documents)
    assert without_times(second.said) == without_times(first.said)
    assert re.findall(r"^ +\d+\.\d ms  (.+)$", first.said, re.MULTILINE) == STEPS
    assert taken_home(first.said) == TAKEN_HOME
    assert LATE_STAGE_MEDICAL in first.said


def without_times(said: str) -> str:
    """The output without what differs between two runs: times, the address, the folder."""
    said = re.sub(r"^ +\d+\.\d ms", "ms", said, flags=re.MULTILINE)
    return re.sub(r"http://\S+|\S+/(first|second)", "", said)
