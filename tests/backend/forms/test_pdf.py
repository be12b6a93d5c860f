import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from backend.forms.errors import PrintProblem, UnprintableError
from backend.forms.fonts import Fonts, FontSettings, open_fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from tests.backend.forms.builders import (
    INFO,
    element,
    form,
    outline_of_character,
    outline_of_sequence,
    painted_glyphs,
    ready_form,
    runs,
    sample,
)
from tests.backend.forms.field_kinds.test_field_kinds import png

NAME = element(
    "text", bind={"field": "notifier.name"}, w=150, style={"fit": "shrink", "minSize": 3}
)
PIXELS_PER_MM = 10


def paint_name(fonts: Fonts, name: str) -> bytes:
    return paint([lay_out(form(NAME), {"notifier": {"name": name}}, fonts)], INFO)


def catalog(reader: pypdf.PdfReader) -> Any:
    return reader.root_object


def resources(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def extracted_text(pdf: bytes) -> str:
    return pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()


def pixels(pdf: bytes, folder: Path) -> np.ndarray[Any, np.dtype[np.uint8]]:
    (folder / "page.pdf").write_bytes(pdf)
    dots = str(25.4 * PIXELS_PER_MM)
    command = ["pdftoppm", "-r", dots, "-gray", "-singlefile", "page.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    with Picture.open(folder / "page.pgm") as picture:
        return np.asarray(picture)


@pytest.mark.parametrize("base", ["葛", "邉", "邊", "辻", "祇", "齋", "𠀀"])
def test_each_sequence_of_ipamj_is_painted_as_the_glyph_of_its_variation_table(
    fonts: Fonts, base: str
) -> None:
    mj = fonts.faces["mincho"][0]
    selectors = [chr(selector) for code, selector in mj.sequences if code == ord(base)]

    glyphs = painted_glyphs(paint_name(fonts, "".join(base + entry for entry in selectors)))

    assert selectors != []
    assert [glyph.text for glyph in glyphs] == [base + selector for selector in selectors]
    assert [glyph.outline for glyph in glyphs] == [
        outline_of_sequence(mj.path, base, selector) for selector in selectors
    ]


def test_a_sequence_is_not_painted_as_its_base(fonts: Fonts) -> None:
    base, variant = painted_glyphs(paint_name(fonts, "葛葛\U000e0107"))

    assert base.outline == outline_of_character(fonts.faces["mincho"][0].path, "葛")
    assert variant.outline != base.outline


def test_a_sequence_that_only_another_font_has_is_painted_from_that_font(fonts: Fonts) -> None:
    (glyph,) = painted_glyphs(paint_name(fonts, "葛\U000e0100"))

    path = fonts.faces["mincho"][1].path
    assert glyph.font == "IPAexMincho"
    assert glyph.outline == outline_of_sequence(path, "葛", "\U000e0100")


@pytest.mark.parametrize(
    "text",
    [
        "山田\u3000太郎",
        "葛\U000e0102城\u3000𠮷之助",
        "渡邉\U000e0110𩸽髙﨑",
        "NGUYEN THI LAN",
        "ｶﾀｶﾅ－１２３（Building East）",
        "葛\U000e0102葛\U000e0103葛",
    ],
)
def test_the_text_copied_out_of_the_pdf_is_the_text_put_in(fonts: Fonts, text: str) -> None:
    pdf = paint_name(fonts, text)

    assert "".join(glyph.text for glyph in painted_glyphs(pdf)) == text
    assert extracted_text(pdf) == text


def test_poppler_too_copies_out_what_was_put_in(fonts: Fonts, tmp_path: Path) -> None:
    (tmp_path / "name.pdf").write_bytes(paint_name(fonts, "葛\U000e0102城𠮷之助"))

    command = ["pdftotext", "name.pdf", "-"]
    copied = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout

    assert copied.decode("utf-8").strip() == "葛\U000e0102城𠮷之助"


def test_words_set_apart_are_copied_out_as_one_word(fonts: Fonts, tmp_path: Path) -> None:
    label = element("label", text="生年月日", style={"align": "equal"}, w=100)
    (tmp_path / "label.pdf").write_bytes(paint([lay_out(form(label), {}, fonts)], INFO))

    command = ["pdftotext", "label.pdf", "-"]
    copied = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout

    assert copied.decode("utf-8").strip() == "生年月日"


def test_equally_spaced_glyphs_stand_where_the_list_says(fonts: Fonts, tmp_path: Path) -> None:
    label = element("label", text="一一一", style={"align": "equal", "size": 10}, w=100)

    dark = pixels(paint([lay_out(form(label), {}, fonts)], INFO), tmp_path) < 128

    columns = np.flatnonzero(dark.any(axis=0)) / PIXELS_PER_MM
    starts = [column for column in columns if column - 0.1 not in columns.round(1).tolist()]
    em = 10 * 25.4 / 72
    assert len(starts) >= 3
    middles = [20 + em / 2, 20 + 50, 20 + 100 - em / 2]
    for middle in middles:
        assert dark[:, round(middle * PIXELS_PER_MM)].any()
    assert columns.min() >= 20
    assert columns.max() <= 120


@pytest.mark.parametrize("sample_name", ["family_of_five", "variant_characters", "longest_names"])
def test_every_glyph_of_a_document_is_painted_as_the_list_says(
    fonts: Fonts, sample_name: str
) -> None:
    display_list = lay_out(ready_form("resident_change"), sample(sample_name), fonts)

    glyphs = painted_glyphs(paint([display_list], INFO))

    listed = [run for page in range(len(display_list.pages)) for run in runs(display_list, page)]
    assert "".join(glyph.text for glyph in glyphs) == "".join(run.text for run in listed)
    assert [glyph.glyph_id for glyph in glyphs if glyph.glyph_id == 0] == []


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib\n"
        "from tests.backend.forms.builders import INFO, ready_form, sample\n"
        "from backend.forms.fonts import FontSettings, open_fonts\n"
        "from backend.forms.layout import lay_out\n"
        "from backend.forms.pdf import paint\n"
        "fonts = open_fonts(FontSettings())\n"
        "lists = [lay_out(ready_form(n), sample('family_of_five'), fonts)\n"
        "         for n in ('resident_change', 'health_insurance')]\n"
        "print(hashlib.sha256(paint(lists, INFO)).hexdigest())\n"
    )

    hashes = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": ""},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]

    fonts = open_fonts(FontSettings())
    lists = [
        lay_out(ready_form(name), sample("family_of_five"), fonts)
        for name in ("resident_change", "health_insurance")
    ]
    here = hashlib.sha256(paint(lists, INFO)).hexdigest()
    assert hashes == [here, here]


def test_what_was_printed_before_leaves_no_trace_in_the_bytes(fonts: Fonts) -> None:
    before = paint_name(fonts, "山田")
    paint_name(fonts, "鈴木\u3000葛\U000e0108")

    assert paint_name(fonts, "山田") == before


def test_boxes_and_lines_are_where_their_millimetres_say(fonts: Fonts, tmp_path: Path) -> None:
    box = element("box", lineWidth=0.4)
    pdf = paint([lay_out(form(box), {}, fonts)], INFO)

    dark = pixels(pdf, tmp_path) < 128

    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert dark.shape == (2971, 2101)  # the page is rounded up to whole pixels
    # the line is 0.4 mm wide, half of it on each side of the edge
    assert (rows.min(), rows.max()) == (298, 401)
    assert (columns.min(), columns.max()) == (198, 701)
    assert not dark[302:398, 202:698].any()


def test_a_title_stands_in_the_middle_of_its_box(fonts: Fonts, tmp_path: Path) -> None:
    title = element("label", text="口口", style={"size": 20, "align": "center"}, x=65, w=80)

    dark = pixels(paint([lay_out(form(title), {}, fonts)], INFO), tmp_path) < 128

    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert (columns.min() + columns.max() + 1) / 2 == pytest.approx(1050, abs=3)
    assert (rows.min() + rows.max() + 1) / 2 == pytest.approx(350, abs=4)


def test_a_filled_round_box_an_ellipse_and_a_picture_are_painted(
    fonts: Fonts, tmp_path: Path
) -> None:
    items = [
        element("box", id="a", lineWidth=0, fill="#000000", radius=5),
        element("image", id="b", y=60, data=png(100, 20)),
        element("circleChoice", id="c", y=90, bind={"field": "change.scope"}),
    ]
    values = {"change": {"scope": "WHOLE"}}

    dark = pixels(paint([lay_out(form(*items), values, fonts)], INFO), tmp_path) < 128

    assert dark[350, 450]
    assert not dark[301, 201]
    assert dark[651, 210]
    circle = np.flatnonzero(dark[950])
    assert circle.min() < 325 - 30 < 325 + 30 < circle.max()


def test_pages_have_their_own_sizes_and_the_document_its_name(fonts: Fonts) -> None:
    definition = form(
        pages=[
            {"id": "a", "size": "A4", "elements": []},
            {"id": "b", "size": "A3 landscape", "elements": []},
        ]
    )
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    info = replace(INFO, title="住民異動届", author="みどり野市", created_at=moment)

    reader = pypdf.PdfReader(BytesIO(paint([lay_out(definition, {}, fonts)], info)))

    boxes = [page.mediabox for page in reader.pages]
    sizes = [[round(float(edge) * 25.4 / 72) for edge in box[2:]] for box in boxes]
    assert sizes == [[210, 297], [420, 297]]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("住民異動届", "みどり野市")
    assert reader.metadata.creation_date == moment
    root = catalog(reader)
    assert root["/Lang"] == "ja"
    assert str(root["/MarkInfo"]["/Marked"]) == "True"
    assert root["/ViewerPreferences"]["/Duplex"] == "/Simplex"


def test_the_reading_order_names_every_piece_of_text(fonts: Fonts) -> None:
    display_list = lay_out(ready_form("certificate_application"), sample("one_person"), fonts)

    reader = pypdf.PdfReader(BytesIO(paint([display_list], INFO)))

    body = catalog(reader)["/StructTreeRoot"]["/K"]
    part = body["/K"][0].get_object()
    assert list(part["/K"]) == list(range(len(runs(display_list))))
    assert part["/Pg"].get_object() == reader.pages[0].get_object()
    parents = catalog(reader)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    page: Any = reader.pages[0]
    assert page["/StructParents"] == parents[0] == 0
    assert len(parents[1]) == len(runs(display_list))


def test_documents_of_a_household_become_one_file(fonts: Fonts) -> None:
    lists = [
        lay_out(ready_form(name), sample("family_of_five"), fonts)
        for name in ("resident_change", "health_insurance")
    ]

    reader = pypdf.PdfReader(BytesIO(paint(lists, INFO)))

    assert len(reader.pages) == 5
    descendants = [
        font["/DescendantFonts"][0].get_object()
        for page in reader.pages
        for font in resources(page)
    ]
    assert all("/FontFile2" in font["/FontDescriptor"] for font in descendants)


CHARACTERS = st.one_of(
    st.characters(),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2FFFF),
    st.sampled_from("葛邉邊辻ア々ー０ａ \u3000\n\t\u200f\ufeff"),
    st.sampled_from([chr(code) for code in (0xFE00, 0xE0100, 0xE0102, 0xE010F, 0xD842, 0xDFB7)]),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(CHARACTERS, min_size=1, max_size=12))
def test_a_text_is_printed_whole_and_right_or_not_at_all(fonts: Fonts, text: str) -> None:
    pdf = None
    problems: tuple[PrintProblem, ...] = ()
    try:
        pdf = paint_name(fonts, text)
    except UnprintableError as refusal:
        problems = refusal.problems

    assert {problem.path for problem in problems} == (set() if pdf else {"notifier.name"})
    if pdf is None:
        return
    glyphs = painted_glyphs(pdf)
    assert "".join(glyph.text for glyph in glyphs) == text.replace("\n", "")
    assert all(glyph.glyph_id for glyph in glyphs)
    assert all(glyph.outline for glyph in glyphs if not glyph.text.isspace())
