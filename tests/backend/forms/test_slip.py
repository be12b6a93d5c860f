"""The slip of how far a case has come: what stands on it, and what never does."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pytest
import segno

from backend.context.clock import JAPAN
from backend.forms.embedding import DocumentInfo
from backend.forms.errors import UnprintableError
from backend.forms.fonts import Fonts
from backend.forms.slip import flow_slip
from backend.shared.opaque_codes import encode, grouped

CODE = encode(0x2F0E_1D2C_3B4A_5968_7786_95A4_B3C2_D1E0)
INFO = DocumentInfo(
    title="手続きの進み具合 2026-000123", created_at=datetime(2026, 11, 24, tzinfo=JAPAN)
)
PIXELS_A_MM = 8


def procedure(name: str, status: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "persons": ["山田　太郎"],
        "counter": "国保年金課",
        "place": "本庁舎 1階 5番",
        "items": ["本人確認書類"],
        "deadline": "令和8年12月8日まで（14日以内）",
        "reason": "",
        "status": status,
        **more,
    }


def slip(*procedures: dict[str, Any], code: str | None = CODE) -> dict[str, Any]:
    return {
        "city": {"name": "霞城市"},
        "case": {"number": "2026-000123"},
        "slip": {
            "addressee": "山田　太郎",
            "as_of": "令和8年11月24日 9時30分 現在",
            "code": code,
            "code_text": grouped(code) if code else "",
            "procedures": list(procedures),
        },
    }


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def test_it_says_what_is_done_when_and_what_remains_where_with_what(fonts: Fonts) -> None:
    values = slip(
        procedure("転入届", "DONE", counter="市民課", done_at="令和8年11月24日 9時10分"),
        procedure("国民健康保険 資格取得届", "WAITING"),
        procedure("児童手当 認定請求", "TAKEN", counter="子育て給付課"),
        procedure("犬の登録", "LATER", counter="環境課"),
        procedure("遺族厚生年金", "ELSEWHERE", counter="年金事務所"),
        procedure("国民年金 住所変更", "DEEMED", counter=""),
    )

    (text,) = pages(flow_slip(values, fonts, INFO))

    for said in (
        "手続きの進み具合",
        "全4件　済んだ手続 1件　対応中 1件　これから 1件　後日 1件",
        "これからの手続",
        "令和8年12月8日まで",
        "・本人確認書類",
        "後日の手続",
        "いま窓口で対応している手続",
        "・児童手当 認定請求（山田　太郎）　子育て給付課",
        "令和8年11月24日 9時10分",
        "届出は済んだものとみなされる手続",
        "ご自身で行う手続き",
        "年金事務所",
        grouped(CODE),
    ):
        assert said in text


def test_when_all_is_done_it_says_so(fonts: Fonts) -> None:
    values = slip(procedure("転入届", "DONE", done_at="令和8年11月24日 9時10分"), code=None)

    (text,) = pages(flow_slip(values, fonts, INFO))

    assert "市役所での手続はすべて済みました。" in text
    assert "次の窓口でお見せください" not in text


def test_the_protection_never_stands_on_it(fonts: Fonts) -> None:
    with pytest.raises(UnprintableError) as caught:
        flow_slip(slip(procedure("支援措置の申出", "WAITING")), fonts, INFO)

    assert [problem.code for problem in caught.value.problems] == ["NOT_FOR_CITIZENS"]


def test_an_unknown_status_is_refused(fonts: Fonts) -> None:
    with pytest.raises(UnprintableError) as caught:
        flow_slip(slip(procedure("転入届", "CANCELLED")), fonts, INFO)

    assert [problem.path for problem in caught.value.problems] == ["slip.procedures[0].status"]


def test_twenty_five_procedures_go_on_and_no_box_is_torn(fonts: Fonts) -> None:
    names = [f"手続そのものの名前{number:02d}番" for number in range(25)]

    texts = pages(flow_slip(slip(*(procedure(name, "WAITING") for name in names)), fonts, INFO))

    assert len(texts) > 1
    for name in names:
        (page,) = [text for text in texts if name in text]
        rest = page[page.index(name) :].partition("手続そのものの名前")[2]
        box = rest.partition("手続そのものの名前")[0]
        assert "令和8年12月8日まで" in box
    assert all("受付番号　2026-000123" in text for text in texts)
    assert all("山田　太郎　様" not in text for text in texts[1:])


def test_the_qr_code_carries_the_hand_over_code_and_nothing_else(fonts: Fonts) -> None:
    pdf = flow_slip(slip(procedure("転入届", "WAITING")), fonts, INFO)

    drawn = modules_of(pdf)

    size = len(drawn)
    made = [
        segno.make_qr(CODE, error=error, mask=mask, boost_error=False, version=(size - 17) // 4)
        for error in "LM"
        for mask in range(8)
    ]
    assert drawn in [[[bool(module) for module in row] for row in code.matrix] for code in made]


def modules_of(pdf: bytes) -> list[list[bool]]:
    """The modules of the QR code in the upper right corner of the first page."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=PIXELS_A_MM * 25.4 / 72).to_pil().convert("L")
    left, top, right, bottom = (PIXELS_A_MM * mm for mm in (140, 22, 196, 51))
    corner = picture.crop((left, top, right, bottom)).point(lambda grey: 255 if grey < 128 else 0)
    box = corner.getbbox()
    assert box is not None
    code = corner.crop(box)
    assert abs(code.width - code.height) <= 2
    # The finder pattern's first row is seven dark modules.
    finder = next(x for x in range(code.width) if not code.getpixel((x, 2)))
    size = round(code.width / (finder / 7))
    step = code.width / size
    return [
        [bool(code.getpixel((int((x + 0.5) * step), int((y + 0.5) * step)))) for x in range(size)]
        for y in range(size)
    ]
