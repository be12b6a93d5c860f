"""Printer offsets: set once for all, and forms are moved by them, whatever was signed."""

from io import BytesIO
from typing import Any

import pypdf
import pytest

from tests.server import ELSEWHERE, Json, Official, Server, Visit, uuid_of

AUDIT = ("audit_event", "audit_subject")


async def put(official: Official, **given: Any) -> Json:
    moved: Json = await official.change(
        "set_printer_offset", **{"tray": "", "rightMm": 0, "downMm": 0, **given}
    )
    return moved


async def test_an_offset_is_set_changed_and_listed(clerk: Official) -> None:
    first = await put(clerk, printer="一覧", tray="下", rightMm=1.234, downMm=-2)
    second = await put(
        clerk, printer="一覧", tray="下", rightMm=0.5, downMm=0, expectedVersion=first["version"]
    )

    listed = (await clerk.run("printer_offsets", first=100)).field["nodes"]

    assert (first["rightMm"], first["downMm"], first["version"]) == (1.23, -2.0, 1)
    assert second["id"] == first["id"]
    (found,) = [entry for entry in listed if entry["printer"] == "一覧"]
    assert (found["tray"], found["rightMm"], found["downMm"], found["version"]) == ("下", 0.5, 0, 2)


async def test_two_who_change_it_are_told(running: Server, clerk: Official) -> None:
    made = await put(clerk, printer="競合", rightMm=1)
    await put(clerk, printer="競合", rightMm=2, expectedVersion=1)
    before = await running.fingerprint(but=AUDIT)

    late = await put(clerk, printer="競合", rightMm=3, expectedVersion=1)
    blind = await put(clerk, printer="競合", rightMm=3)
    again = await put(clerk, printer="競合", rightMm=2, expectedVersion=1)

    assert [late["__typename"], blind["__typename"]] == ["VersionConflict"] * 2
    assert late["current"] == {"id": made["id"], "version": 2}
    assert (again["__typename"], again["version"]) == ("PrinterOffset", 2)
    assert await running.fingerprint(but=AUDIT) == before


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"printer": ""}, "printer"),
        ({"printer": "　"}, "printer"),
        ({"printer": "長" * 61}, "printer"),
        ({"printer": "機", "tray": "長" * 61}, "tray"),
        ({"printer": "機", "rightMm": 50.01}, "rightMm"),
        ({"printer": "機", "downMm": -51}, "downMm"),
    ],
)
async def test_what_no_printer_needs_is_refused(
    running: Server, clerk: Official, given: Json, place: str
) -> None:
    before = await running.fingerprint(but=AUDIT)

    refused = await put(clerk, **given)

    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["input", place])
    assert await running.fingerprint(but=AUDIT) == before


def places(content: bytes) -> list[tuple[float, float]]:
    """Where the texts of the last page stand, in mm from the upper left corner."""
    found: list[tuple[float, float]] = []
    page = pypdf.PdfReader(BytesIO(content)).pages[-1]
    height = float(page.mediabox.height)

    def note(text: str, _: Any, matrix: Any, *__: Any) -> None:
        if text.strip():
            found.append((matrix[4] * 25.4 / 72, (height - matrix[5]) * 25.4 / 72))

    page.extract_text(visitor_text=note)
    return found


async def test_forms_are_moved_on_the_printer_and_mean_the_same(
    running: Server, clerk: Official, visit: Visit
) -> None:
    await put(clerk, printer="ずれ", rightMm=2, downMm=-1.5)
    await put(clerk, printer="ずれ", tray="手差し", rightMm=5)
    await visit.identify()
    await visit.fill()

    runs = {}
    for name, given in {
        "plain": {},
        "unknown": {"printer": "ほか"},
        "usual": {"printer": "ずれ", "tray": "トレイ1"},
        "own": {"printer": "ずれ", "tray": "手差し"},
    }.items():
        printed = await clerk.change(
            "print_documents", caseId=visit.case_id, withGuide=False, **given
        )
        runs[name] = places((await clerk.fetch(printed["pdfPath"])).content)

    def shifts(name: str) -> set[tuple[float, float]]:
        pairs = zip(runs["plain"], runs[name], strict=True)
        return {(round(b[0] - a[0], 1), round(b[1] - a[1], 1)) for a, b in pairs}

    assert shifts("unknown") == {(0, 0)}
    assert shifts("usual") == {(2, -1.5)}
    assert shifts("own") == {(5, 0)}
    hashes = await running.database.fetch(
        "SELECT count(*) AS printed, count(DISTINCT content_sha256) AS meant,"
        " count(DISTINCT sha256) AS bytes FROM document WHERE kind = 'FORM' AND case_id = $1",
        uuid_of(visit.case_id),
    )
    assert dict(hashes[0]) == {"printed": 4, "meant": 1, "bytes": 3}


async def test_another_citys_printer_moves_nothing(running: Server, elsewhere: Visit) -> None:
    theirs = await running.official("9001", ELSEWHERE)
    ours = await running.official("9001")

    seen = (await ours.run("printer_offsets", first=100)).field["nodes"]
    known = (await theirs.run("printer_offsets", first=100)).field["nodes"]

    assert [entry["printer"] for entry in known] == ["他市"]
    assert "他市" not in {entry["printer"] for entry in seen}
